"""Records of a return made the rows of a sheet."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from loaders.cells import clean, is_nothing, parse_moment
from loaders.schema import fold
from loaders.workbook import Sheet

MOST_OTHER_HEADINGS = 50  # names of elements that no layout has
MOST_AFTER = 0.02  # share of the events after a reference date that is still believed
_TIME_ZONE = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)")


class Records:
    """The records of one kind. Its headings are always there, used or not; other names of elements follow as they occur."""

    def __init__(self, name: str, *headings: str):
        self.name, self.headings = name, list(headings)
        self.place = {fold(h): i for i, h in enumerate(headings)}
        self.most = len(headings) + MOST_OTHER_HEADINGS
        self.rows: list[list] = []
        self.lines: list[int] = []

    def add(self, line: int, *fields: dict[str, str]) -> None:
        """A record that starts on `line`; where two of `fields` give the same name, the first that is not blank counts."""
        row = [""] * len(self.headings)
        for name, text in (item for part in fields for item in part.items()):
            place = self.place.get(fold(name))
            if place is None:
                if len(self.headings) >= self.most:
                    continue
                place = self.place[fold(name)] = len(self.headings)
                self.headings.append(name)
            if place >= len(row):
                row += [""] * (place + 1 - len(row))
            row[place] = row[place] or without_time_zone(text)
        self.rows.append(row)
        self.lines.append(line)

    def sheet(self, banner: str | None) -> list[Sheet]:
        """The sheet, or none where there is no record. Rows are numbered by their lines.

        Where several stand on one line, as in a file without line breaks, rows are numbered by their place among their kind.
        """
        if not self.rows:
            return []
        lines, name = self.lines, self.name
        if len(set(lines)) < len(lines):
            lines, name = list(range(1, len(lines) + 1)), f"{name} (numbered as records)"
        above = [[banner]] if banner else []
        numbers = [lines[0]] * (len(above) + 1) + lines
        return [Sheet(name, above + [list(self.headings)] + self.rows, numbers=numbers)]


def without_time_zone(text: str) -> str:
    """A day of XML without the time zone that it may carry."""
    match = _TIME_ZONE.fullmatch(text) if text[-1:] == "Z" or text[-3:-2] == ":" else None
    return match[1] if match else text


def as_at_banner(reference: str, made: str, events: Iterable[str], today: dt.date | None = None) -> str | None:
    """The line that says which day a return reaches to, to stand above its headings.

    The header's reference date, unless it is to come or more than one event in fifty lies after it: then it is wrong, as it is
    in every other published example. Next best is the day on which the file was made, on the same conditions. None where
    neither will do: the latest event decides.
    """
    today = today or dt.date.today()
    days = [day for text in events if text and (day := _day(text)) and day <= today]
    for label, text in (("Data as at", reference), ("Generated", made)):
        day = _day(text)
        if day and day <= today and sum(e > day for e in days) <= MOST_AFTER * len(days):
            return f"{label}: {day.isoformat()}"
    return None


def _day(text: str) -> dt.date | None:
    moment = parse_moment(without_time_zone(text.removesuffix("Z"))) if text else None
    return moment.date() if moment else None


# --- sheets of a return, whether they were XML or not ------------------------------------------------------------------

DEEPEST_HEADING = 40  # rows looked through for a return's headings


def find_row(rows: list[list], wanted: Iterable[str]) -> int | None:
    """The index of the row in which all these folded headings stand, among the first of a sheet."""
    wanted = set(wanted)
    for index, row in enumerate(rows[:DEEPEST_HEADING]):
        if len(row) >= len(wanted) and wanted <= {fold(c) for c in row if isinstance(c, str) and len(c) < 100}:
            return index
    return None


def places(row: list) -> dict[str, int]:
    """Where each folded heading of a row first stands."""
    found: dict[str, int] = {}
    for index, cell in enumerate(row):
        if isinstance(cell, str) and cell:
            found.setdefault(fold(cell), index)
    return found


def cell(row: list, place: int | None) -> str:
    """The text of a cell, "" where the row is too short for it or has no such column."""
    value = row[place] if place is not None and place < len(row) else ""
    return "" if is_nothing(value) else clean(value)


def with_columns(sheet: Sheet, index: int, added: dict[str, Callable[[list], str]]) -> Sheet:
    """The sheet with columns to the right of its own: heading -> function of a row below the heading row at `index`."""
    width = max(len(row) for row in sheet.rows[index:])
    heading = sheet.rows[index] + [""] * (width - len(sheet.rows[index])) + list(added)
    body = []
    for row in sheet.rows[index + 1 :]:
        is_blank = all(is_nothing(c) for c in row)
        body.append(row + [""] * (width - len(row)) + [("" if is_blank else make(row)) for make in added.values()])
    return replace(sheet, rows=sheet.rows[:index] + [heading] + body)


def without(sheet: Sheet, index: int, headings: Iterable[str]) -> Sheet:
    """The sheet with nothing in the columns of these folded headings, so that the others keep their places."""
    blank = {place for heading, place in places(sheet.rows[index]).items() if heading in headings}
    rows = [["" if place in blank else c for place, c in enumerate(row)] for row in sheet.rows[index:]]
    return replace(sheet, rows=sheet.rows[:index] + rows)
