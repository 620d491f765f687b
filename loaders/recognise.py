"""Which extract a sheet is, where its headings stand, and which day its data reach to.

An extract is known by its headings, whatever the file and the sheet are called and wherever the heading row stands.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import PurePath

from openpyxl.utils import get_column_letter

from loaders.cells import DAY_LAYOUTS, SPACES, clean, day_of_match, is_nothing, parse_moment
from loaders.extracts import extracts
from loaders.schema import Extract, fold

DEEPEST_HEADING = 1000  # rows looked through for headings
SHARED = {"child_id", "team", "worker"}  # headings that tell no extract from another


@dataclass(frozen=True)
class Heading:
    """The heading row of a recognised sheet: `columns` gives each column of the table its position in the row."""

    extract: Extract
    row: int  # as Excel numbers it
    columns: dict[str, int]
    cells: tuple[str, ...]  # the headings as they stand
    second: tuple[tuple[int, str], ...]  # positions that head a column already headed, and that column
    unknown: tuple[str, ...]
    missing: tuple[str, ...]

    riders: tuple[Heading, ...] = ()  # of the tables that take what else the row heads: see Extract.rides_along

    @cached_property
    def layout(self) -> str:
        """The source that the sheet comes from."""
        return self.extract.layout_of(self.cells[i] for i in self.columns.values())

    def at(self, position: int) -> tuple[str, str]:
        """The letter and the heading of a position in the row, for a problem's address."""
        return get_column_letter(position + 1), self.cells[position]

    def address(self, column: str) -> tuple[str, str]:
        """The letter and the heading of a column of the table."""
        return self.at(self.columns[column])


@cache
def _columns_by_heading() -> dict[str, list[tuple[str, str]]]:
    found = defaultdict(list)
    for table, extract in extracts().items():
        for folded, column in extract.by_heading.items():
            found[folded].append((table, column))
    return dict(found)


def _matches(row: list) -> dict[str, dict[str, list[int]]]:
    """For each table, the columns that a row's cells head, each with every position it stands at."""
    tables: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    known = _columns_by_heading()
    folded = {position: fold(cell) for position, cell in enumerate(row) if isinstance(cell, str) and cell and len(cell) < 200}
    there = set(folded.values())
    for position, heading in folded.items():
        for table, column in known.get(heading, ()):
            company = extracts()[table].company.get(heading)
            if company is None or not company.isdisjoint(there):
                tables[table][column].append(position)
    return {table: columns for table, columns in tables.items() if extracts()[table].never_with_folded.isdisjoint(folded.values())}


def find_heading(rows: list[list]) -> Heading | str:
    """The heading row of a sheet, or a sentence that says why none was found and what it lacked."""
    best = None  # (columns matched, table, row number, positions)
    nearest = None
    for number, row in enumerate(rows[:DEEPEST_HEADING], 1):
        matches = _matches(row)
        full = []
        for table, columns in matches.items():
            extract = extracts()[table]
            layout = extract.layout_of(row[found[0]] for found in columns.values())
            lacking = [c for c in extract.required_in(layout) if c not in columns]
            if not lacking and not (extract.rides_along and len(columns) < 2):
                full.append((len(columns), table, number, columns))
            elif not extract.rides_along and len(columns) > 1 and set(columns) - SHARED and (nearest is None or (len(columns), -len(lacking)) > nearest[0]):
                nearest = ((len(columns), -len(lacking)), table, number, lacking)
        full.sort(key=lambda found: (extracts()[found[1]].rides_along, -found[0]))
        if full and (best is None or full[0][0] > best[0]):
            rivals = [f for f in full if f[0] == full[0][0] and not extracts()[f[1]].rides_along]
            if len(rivals) > 1:
                names = " or ".join(sorted(f[1] for f in rivals))
                return f"The headings in row {number} could be those of {names}. Add a heading that only one of them has."
            best = full[0]
            riders = [f for f in full[1:] if extracts()[f[1]].rides_along]
    if best and not (extracts()[best[1]].rides_along and (nearest or best[0] < 3)):
        return _heading(rows, *best[1:], [_heading(rows, *rider[1:]) for rider in riders])
    if nearest:
        _, table, number, lacking = nearest
        wanted = "; ".join("no column headed " + " or ".join(f"'{h}'" for h in extracts()[table].columns[c].headings[:2]) for c in lacking)
        return (
            f"Row {number} looks like the headings of {table}, but has {wanted}. Run the report again with what is missing or, "
            f"if it has been renamed, add the new heading to loaders/extracts/{table}.py."
        )
    return "No row holds the headings of a known extract. `python app.py tables` lists the extracts and the headings they are known by."


def _heading(rows, table, number, positions, riders=()) -> Heading:
    extract = extracts()[table]
    cells = tuple("" if is_nothing(c) else clean(c) for c in rows[number - 1])
    columns, second = {}, []
    for column, found in positions.items():
        order = [fold(h) for h in extract.columns[column].headings]
        found = sorted(found, key=lambda i: order.index(fold(cells[i])))
        columns[column] = found[0]
        second += [(i, column) for i in found[1:]]
    headed = {i for found in positions.values() for i in found} | {i for rider in riders for i in rider.columns.values()}
    return Heading(
        extract=extract,
        row=number,
        columns={c: columns[c] for c in extract.columns if c in columns},
        cells=cells,
        second=tuple(sorted(second)),
        unknown=tuple(c for i, c in enumerate(cells) if c and i not in headed),
        missing=tuple(c.heading for n, c in extract.columns.items() if n not in columns and not c.optional_extra),
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
