"""One heading, and one row of them, reduced to what they are known by, however a real file writes them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from loaders.cells import clean, is_nothing, parse_moment
from loaders.published import every_kind
from loaders.schema import fold

CHILD_ID = fold("Child Unique ID")
_AGGREGATE = re.compile(r"^(?:sum|count|max|min|average) of (?=\S)", re.IGNORECASE)  # of a pivot table
_BRACKET = re.compile(r"\s*\([^()]*\)*\W*$")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_OF_ANOTHER = frozenset("family parent mother father carer adopter worker previous former sibling school episode plan placement referral did".split())
_UNIT = re.compile(r"\(.*\)|dd?[-/ ]mm?[-/ ]yy(?:yy)?|y/n|yes/no|date|text|number|code|days?|years?|months?|hours?|%", re.IGNORECASE)


@cache
def columns_by_heading() -> dict[str, list[tuple[str, str]]]:
    """Every folded heading, with each table and column that is known by it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for table, extract in every_kind().items():
        for folded, column in extract.by_heading.items():
            found.setdefault(folded, []).append((table, column))
    return found


@cache
def _without_bracket() -> dict[str, str]:
    """Headings that end in a bracket, such as `(Y/N)`, by what stands before it."""
    headings = (h for extract in every_kind().values() for column in extract.columns.values() for h in column.headings)
    return {fold(_BRACKET.sub("", h)): fold(h) for h in headings if h.rstrip("?").endswith(")")}


@lru_cache(maxsize=50_000)
def as_known(heading: str) -> str:
    """A heading in the folded form of the one it stands for, or its own folded form where it stands for none.

    A pivot table's `Sum of`, a unit in brackets at the end and damage to letters outside ASCII make no difference.
    """
    known, folded = columns_by_heading(), fold(heading)
    if folded in known or not folded:
        return folded
    bare = _AGGREGATE.sub("", clean(heading))
    for variant in (bare, _BRACKET.sub("", bare), _NOT_ASCII.sub("", bare)):
        if (other := fold(variant)) in known:
            return other
        if other in _without_bracket():
            return _without_bracket()[other]
    return folded


def is_child_id(heading: str) -> bool:
    """Whether a heading that is not known speaks of a child's identifier, as `Identifier of child` and `ChildUniqueId` do.

    `id` is a word of its own: `Did the child accept ...` is none.
    """
    words = [w.casefold() for w in _WORD.findall(heading)]
    named = {"child", "childs", "children"} & set(words) and {"id", "ids", "identifier"} & set(words)
    return bool(named) and len(words) <= 6 and not _OF_ANOTHER & set(words)


def known_headings(row: list) -> dict[int, str]:
    """The cells of a row that could be headings, by position, as they are known. Of several that speak of a child's identifier
    the first counts, and only where none is known."""
    known = {i: as_known(c) for i, c in enumerate(row) if isinstance(c, str) and c and len(c) < 200}
    columns = columns_by_heading()
    if not any(column == "child_id" for folded in known.values() for _, column in columns.get(folded, ())):
        if (position := next((i for i, f in known.items() if f not in columns and is_child_id(row[i])), None)) is not None:
            known[position] = CHILD_ID
    return known


def joined(first: list, second: list) -> list | None:
    """Two rows of headings as one, or None where the second cannot be one: it has a day, a number, or nothing.

    A heading merged over several columns stands in the first of them. Of what the two rows say of a column, that counts which
    is known: both together, the lower, the upper.
    """
    below = [c if isinstance(c, str) and not is_nothing(c) else "" for c in second]
    if sum(map(bool, below)) < 2 or any(not isinstance(c, str) for c in (*first, *second) if c is not None):
        return None
    if any(len(c) > 100 or parse_moment(c) or not any(map(str.isalpha, c)) for c in below if c):
        return None
    above = [c if isinstance(c, str) and not is_nothing(c) else "" for c in first]
    if not any(above):
        return None
    width = max(len(above), len(below))
    above, below = above + [""] * (width - len(above)), below + [""] * (width - len(below))
    row, merged, columns = [], "", columns_by_heading()
    for upper, lower in zip(above, below, strict=True):
        merged = upper or merged
        ways = [f"{merged} {lower}", lower, upper] if lower else [upper]
        row.append(next((w for w in ways if as_known(w) in columns), lower or upper))
    return row


def are_units(row: list) -> bool:
    """Whether a row under headings says what each holds: `(dd/mm/yyyy)`, `Y/N`, `text`."""
    words = [clean(c) for c in row if isinstance(c, str) and not is_nothing(c)]
    return bool(words) and len(words) == sum(not is_nothing(c) for c in row) and all(map(_UNIT.fullmatch, words))
