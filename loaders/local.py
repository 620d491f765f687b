"""What one authority calls things, applied to loaded tables: its teams' other names, and what its own codes mean.

It is applied when tables are read, not when files are: so a mapping reaches the rows that were loaded before it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from loaders.published import every_kind
from loaders.schema import RAW, UNMAPPED, fold

NAMES = ("team", "worker")


@dataclass(frozen=True)
class Local:
    """`teams`: a spelling -> the team. `codes`: (table or "" for all, column, what stands in the cell) -> the code it means.

    `areas`: the codes of the areas that published figures may be of; without any, all are known.
    """

    teams: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    areas: frozenset[str] = frozenset()

    def __post_init__(self):
        object.__setattr__(self, "written", dict(self.codes))
        object.__setattr__(self, "teams", {spelling.casefold(): name for spelling, name in self.teams.items()})
        object.__setattr__(self, "codes", {(table, column, fold(text)): code for (table, column, text), code in self.codes.items()})

    def code(self, table: str, column: str, text: str) -> str | None:
        """What a text in a column means here; None where nobody has said."""
        folded = fold(text)
        return self.codes.get((table, column, folded), self.codes.get(("", column, folded)))


def with_local_words(frames: Mapping[str, pd.DataFrame], local: Local) -> dict[str, pd.DataFrame]:
    """The frames with the codes that `local` knows, and with each team and worker spelled one way.

    A code that it does not know is `unmapped`. Names are compared without regard to case: a team as `local` has it, others in
    their commonest spelling over all the frames; of two as common, the one in capitals and small letters. The frames' codes
    and names are categories; the frames themselves are left as they are.
    """
    return _with_one_spelling({table: _with_codes(table, frame, local) for table, frame in frames.items()}, local.teams)


def unmapped(frames: Mapping[str, pd.DataFrame], local: Local) -> pd.DataFrame:
    """What stands in coded cells and nobody has said what it means: `table`, `column`, `text`, and how many rows have it, most first."""
    found = [
        (table, column, text, n)
        for table, frame in frames.items()
        for column, texts in _raw(table, frame).items()
        for category, text in texts.items()
        if local.code(table, column, text) is None and (n := int((frame[column] == category).sum()))
    ]
    return pd.DataFrame(found, columns=["table", "column", "text", "n"]).sort_values("n", ascending=False, kind="stable", ignore_index=True)


def mapped(frames: Mapping[str, pd.DataFrame], local: Local) -> pd.DataFrame:
    """What `local` says that codes mean: `table` ("" for all), `column`, `text`, `code`, and how many rows of the frames it reaches."""
    n = Counter()
    for table, frame in frames.items():
        for column, texts in _raw(table, frame).items():
            for category, text in texts.items():
                own = (table, column, fold(text))
                n[own if own in local.codes else ("", *own[1:])] += int((frame[column] == category).sum())
    found = [(table, column, text, code, n[table, column, fold(text)]) for (table, column, text), code in local.written.items()]
    return pd.DataFrame(found, columns=["table", "column", "text", "code", "n"])


def names_in(tables: Mapping, column: str, like: Iterable[str] | None = None, unlike: Iterable[str] = ()) -> pd.DataFrame:
    """How many rows of stored tables have each name in a column, most first: of the names in `like`, or of all but those in `unlike`.

    Columns: the column, and `n`. Names are compared without regard to case.
    """
    n = Counter()
    for table in tables.values():
        if column in table.frame:
            for name, rows in table.frame[column].value_counts().items():
                n[name.casefold() if like is not None else name] += int(rows)
    known = {name.casefold() for name in unlike}
    found = {name: n[name] for name in n if n[name] and name.casefold() not in known} if like is None else {name: n[name.casefold()] for name in like}
    frame = pd.DataFrame(list(found.items()), columns=[column, "n"])
    return frame.sort_values("n", ascending=False, kind="stable", ignore_index=True)


def _raw(table: str, frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    """The cells with a code that the loader did not know: column -> category -> the text that stood there."""
    found = {}
    for name, column in every_kind()[table].columns.items():
        if column.type == "code" and name in frame:
            texts = {c: c.removeprefix(UNMAPPED + RAW) for c in frame[name].cat.categories if c.startswith(UNMAPPED + RAW)}
            if texts:
                found[name] = texts
    return found


def _with_codes(table: str, frame: pd.DataFrame, local: Local) -> pd.DataFrame:
    known = {}
    for column, texts in _raw(table, frame).items():
        meant = {category: local.code(table, column, text) or UNMAPPED for category, text in texts.items()}
        known[column] = frame[column].map(lambda c, meant=meant: meant.get(c, c), na_action="ignore").astype("category")
    return frame.assign(**known) if known else frame


def _with_one_spelling(frames: Mapping[str, pd.DataFrame], teams: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    result = {table: frame.copy(deep=False) for table, frame in frames.items()}
    for column in NAMES:
        counts: dict[str, Counter] = defaultdict(Counter)
        for frame in frames.values():
            if column in frame:
                for name, count in frame[column].value_counts().items():
                    counts[name.casefold()][name] += count
        chosen = {folded: min(spellings, key=lambda s: (-spellings[s], s in (s.upper(), s.lower()), s)) for folded, spellings in counts.items()}
        if column == "team":
            chosen |= {folded: teams[folded] for folded in chosen if folded in teams}
        for table, frame in result.items():
            if column in frame and len(frame[column].cat.categories):
                result[table] = frame.assign(**{column: frame[column].map(lambda name: chosen[name.casefold()], na_action="ignore").astype("category")})
    return result
