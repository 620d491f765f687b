"""Which extract a sheet is, where its headings stand, and which day its data reach to.

An extract is known by its headings, whatever the file and the sheet are called and wherever the heading row stands.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath

from openpyxl.utils import get_column_letter

from loaders.cells import DAY_LAYOUTS, SPACES, clean, day_of_match, is_nothing, parse_moment
from loaders.headings import columns_by_heading, joined, known_headings
from loaders.look_alikes import why_not
from loaders.published import every_kind
from loaders.schema import MOSAIC, Extract, fold

DEEPEST_HEADING = 1000  # rows looked through for headings
DEEPEST_PAIR = 40  # rows looked through for headings in two rows
SHARED = {"child_id", "team", "worker"}  # headings that tell no extract from another
ANNEX_A = "annex a"
_IS_TIME = re.compile(r"^time\b|\btime$", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """The heading row of a recognised sheet: `columns` gives each column of the table its position in the row."""

    extract: Extract
    row: int  # as Excel numbers it; the lower one where two rows head the sheet together
    layout: str  # the source that the sheet comes from
    columns: dict[str, int]
    cells: tuple[str, ...]  # the headings as they stand
    second: tuple[tuple[int, str], ...]  # positions that head a column already headed, and that column
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    times: dict[str, int] = field(default_factory=dict)  # of columns of moments, the position beside them that has the time of day
    riders: tuple[Heading, ...] = ()  # of the tables that take what else the row heads: see Extract.rides_along

    def at(self, position: int) -> tuple[str, str]:
        """The letter and the heading of a position in the row, for a problem's address."""
        return get_column_letter(position + 1), self.cells[position]

    def address(self, column: str) -> tuple[str, str]:
        """The letter and the heading of a column of the table."""
        return self.at(self.columns[column])


@dataclass(frozen=True)
class _Found:
    """One row as the headings of one table: how many columns it heads, and each with every position it stands at."""

    extract: Extract
    number: int
    cells: list
    known: dict[int, str]
    columns: dict[str, list[int]]

    @property
    def n(self) -> int:
        return len(self.columns)

    @property
    def own(self) -> int:
        """How many columns it heads that tell an extract from another."""
        return len(set(self.columns) - SHARED)

    @cached_property
    def layout(self) -> str:
        """The source that a sheet with these headings comes from.

        Beside the columns with which every list of Annex A begins, its other headings tell it, however its identifier is called.
        """
        used = {column: self.known[found[0]] for column, found in self.columns.items()}
        layout = self.extract.layout_of(used.values())
        own = [heading for column, heading in used.items() if column not in SHARED]
        if layout == MOSAIC and own and ANNEX_A in self.extract.layouts and _begins_like_annex_a(self.known.values()):
            return ANNEX_A if self.extract.layouts[ANNEX_A].folded.issuperset(own) else MOSAIC
        return layout

    @cached_property
    def lacking(self) -> list[str]:
        return [c for c in self.extract.required_in(self.layout) if c not in self.columns]

    @property
    def closeness(self) -> tuple[int, int]:
        """How much the row looks like the headings of this table: with many of its columns, and few lacking."""
        return self.n, -len(self.lacking)


def _begins_like_annex_a(headings: Iterable[str]) -> bool:
    there = set(headings)
    return {"ethnicity", "dateofbirth"} <= there and bool({"gender", "sex"} & there) and any(h in ("age", "ageofchild", "ageofchildyears") for h in there)


def _found_in(cells: list, number: int) -> list[_Found]:
    """The tables that at least one cell of a row is a heading of; a rider only with a column besides its key."""
    known, columns = known_headings(cells), columns_by_heading()
    there, tables = set(known.values()), defaultdict(lambda: defaultdict(list))
    for position, heading in known.items():
        for table, column in columns.get(heading, ()):
            company = every_kind()[table].company.get(heading)
            if company is None or not company.isdisjoint(there):
                tables[table][column].append(position)
    return [
        _Found(extract, number, cells, known, dict(positions))
        for table, positions in tables.items()
        if (extract := every_kind()[table]).never_with_folded.isdisjoint(there) and not (extract.rides_along and len(positions) < 2)
    ]


def _whole(found: list[_Found]) -> list[_Found]:
    """Those that lack nothing: what the sheet is of first, the one with the most columns, then its riders."""
    return sorted((f for f in found if not f.lacking), key=lambda f: (f.extract.rides_along, -f.n))


def find_heading(rows: list[list]) -> Heading | str:
    """The heading row of a sheet, or a sentence that says why none was found and what to do.

    It is the row that heads the most columns of a table, or two rows that do so together. Where another table with rows of its own
    stands above it, as several results in one text file do, it is that table's: `heading_in` knows the next again.
    """
    best: list[_Found] = []
    above: list[list[_Found]] = []
    nearest: list[_Found] = []
    for number, row in enumerate(rows[:DEEPEST_HEADING], 1):
        found = _found_in(row, number)
        whole = _whole(found)
        if number <= DEEPEST_PAIR and number < len(rows) and (pair := joined(row, rows[number])) is not None:
            together = _whole(_found_in(pair, number + 1))
            if together and all(together[0].n > f.n for f in (*found, *_found_in(rows[number], number + 1))):
                found, whole = [], together
        if whole:
            if not best or whole[0].n > best[0].n:
                above += [best] if best else []
                best = whole
        for f in found:
            if f.lacking and not f.extract.rides_along and f.n > 1 and f.own:
                if not nearest or f.closeness > nearest[0].closeness:
                    nearest = [f]
                elif f.closeness == nearest[0].closeness and f.number == nearest[0].number:
                    nearest.append(f)
    best = next((w for w in above if w[0].extract is not best[0].extract and not w[0].extract.rides_along and _has_rows(rows, w[0])), best)
    if best and nearest and nearest[0].number == best[0].number and nearest[0].own >= best[0].own + 2:
        best = []  # it heads two more columns of a table that lacks something
    if best and not (best[0].extract.rides_along and (nearest or best[0].n < 3)):
        rivals = [f for f in best if f.n == best[0].n and not f.extract.rides_along]
        if len(rivals) > 1:
            names = " or ".join(sorted(f.extract.table for f in rivals))
            return f"The headings in row {best[0].number} could be those of {names}. Add a heading that only one of them has."
        return _heading(best)
    return why_not(rows, [(f.extract, f.number, f.lacking) for f in nearest])


def heading_in(rows: list[list], number: int) -> Heading | None:
    """The headings of a table in one row, as Excel numbers it."""
    whole = _whole(_found_in(rows[number - 1], number))
    return _heading(whole) if whole and not whole[0].extract.rides_along else None


def _has_rows(rows: list[list], found: _Found) -> bool:
    """Whether a row of cases stands below headings: the next line has what identifies one, with a day or a digit in it."""
    below = next((row for row in rows[found.number :] if any(not is_nothing(c) for c in row)), [])
    identifying = [found.columns[c][0] for c in found.extract.identifying(found.layout) if c in found.columns]
    cells = [below[i] if i < len(below) else None for i in identifying]
    return bool(cells) and not any(map(is_nothing, cells)) and any(any(map(str.isdigit, str(c))) for c in cells)


def _missing(extract: Extract, layout: str, columns: dict[str, int]) -> Iterator[str]:
    """What each column that a sheet of this layout could have, and has not, would be headed."""
    for name, column in extract.columns.items():
        if name not in columns:
            own = extract.layouts[layout].folded if layout in extract.layouts else None
            heading = next((h for h in column.headings if own is None or fold(h) in own), None)
            if heading and (own or not column.optional_extra):
                yield heading


def _heading(whole: list[_Found]) -> Heading:
    """The heading of the first of these, with those that ride along."""
    found, extract = whole[0], whole[0].extract
    riders = [_heading([f]) for f in whole[1:] if f.extract.rides_along]
    cells = tuple("" if is_nothing(c) else clean(c) for c in found.cells)
    columns, second = {}, []
    for column, positions in found.columns.items():
        order = [fold(h) for h in extract.columns[column].headings]
        positions = sorted(positions, key=lambda i: order.index(found.known[i]))
        columns[column] = positions[0]
        second += [(i, column) for i in positions[1:]]
    headed = {i for positions in found.columns.values() for i in positions} | {i for rider in riders for i in rider.columns.values()}
    times = {}
    for column, position in columns.items():
        beside = (i for i in (position + 1, position - 1) if extract.columns[column].type == "moment" and i not in headed and 0 <= i < len(cells))
        if (at := next((i for i in beside if _IS_TIME.search(cells[i])), None)) is not None:
            times[column] = at
            headed.add(at)
    return Heading(
        extract=extract,
        row=found.number,
        layout=found.layout,
        columns={c: columns[c] for c in extract.columns if c in columns},
        cells=cells,
        second=tuple(sorted(second)),
        unknown=tuple(c for i, c in enumerate(cells) if c and i not in headed),
        missing=tuple(_missing(extract, found.layout, columns)),
        times=times,
        riders=tuple(riders),
    )


# --- the day the data reach to ----------------------------------------------------------------------------------------

_AS_AT = re.compile(r"\b(?:as\s+(?:at|of)|position\s+at|snapshot\s+(?:date|day))\b", re.IGNORECASE)
_RUN_ON = re.compile(r"\b(?:run|printed|generated|produced|extracted|exported|created)\b", re.IGNORECASE)
# Between "run" and the day: "run for the period 01/04/2024 to ..." says what was asked for, not when.
_PERIOD = re.compile(r"\b(?:period|start|end|ending|until|between)\b|\b(?:from|to)\s*:?\s*$", re.IGNORECASE)


def _days_in(text: str) -> list[tuple[int, dt.date]]:
    """Every day written in a text in one of the layouts that cells may have, with where it starts, in that order."""
    found = []
    for layout in DAY_LAYOUTS:
        for match in re.finditer(r"(?<![\w/.-])(?:" + layout.pattern + r")(?![\w/-])", text, layout.flags):
            if moment := day_of_match(match):
                found.append((match.start(), moment.date()))
    return sorted(found)


def as_at_in_banner(rows: list[list], heading_row: int) -> dt.date | None:
    """The as-at day that stands above the headings: after "as at", else after "run on", "printed" and the like.

    The day may share the cell with its label or stand in a cell to the right of it.
    """
    run_on = None
    for row in rows[: heading_row - 1]:
        filled = [c for c in row if not is_nothing(c)]
        for position, cell in enumerate(filled):
            if not isinstance(cell, str):
                continue
            text = SPACES.sub(" ", cell)
            for label, is_as_at in ((_AS_AT, True), (_RUN_ON, False)):
                match = label.search(text)
                if not match or (not is_as_at and run_on):
                    continue
                rest = text[match.end() :]
                found = _days_in(rest)
                if not found and position + 1 < len(filled):
                    beside = filled[position + 1]
                    found = _days_in(SPACES.sub(" ", beside)) if isinstance(beside, str) else [(0, m.date()) for m in [parse_moment(beside)] if m]
                    before = rest
                else:
                    before = rest[: found[0][0]] if found else ""
                if found and is_as_at:
                    return found[0][1]
                if found and not _PERIOD.search(before):
                    run_on = found[0][1]
    return run_on


def says_synthetic(rows: list[list], heading_row: int) -> bool:
    """Whether what stands above the headings says that the data are synthetic."""
    return any(isinstance(c, str) and "synthetic data" in c.casefold() for row in rows[: heading_row - 1] for c in row)


_NAME_YMD = re.compile(r"(?<!\d)(20\d\d)([-_. ]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_NAME_DMY = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])([-_. ]?)(0[1-9]|1[0-2])\2(20\d\d)(?!\d)")
_NAME_DMONY = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?[-_. ]?([A-Za-z]{3,9})[-_. ]?(20\d\d)(?!\d)")


def as_at_in_name(name: str) -> dt.date | None:
    """The latest day written out in a file's name (`contacts_2024-03-31.xlsx`, `Contacts 31 March 2024.xlsx`), or None."""
    stem = PurePath(name).stem
    texts = [f"{y}-{m}-{d}" for y, _, m, d in _NAME_YMD.findall(stem)]
    texts += [f"{d}/{m}/{y}" for d, _, m, y in _NAME_DMY.findall(stem)] if not texts else []
    texts += [f"{d} {month} {y}" for d, month, y in _NAME_DMONY.findall(stem)]
    days = [moment.date() for text in texts if (moment := parse_moment(text))]
    return max(days, default=None)
