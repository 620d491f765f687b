"""One sheet's rows in; a typed frame of its data rows, and everything that was wrong, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from openpyxl.utils import get_column_letter

from loaders.cells import clean, is_nothing
from loaders.columns import may_be_month_first, typed, with_times
from loaders.headings import are_units, columns_by_heading
from loaders.recognise import Heading, heading_in
from loaders.report import Problem, SheetReport
from loaders.schema import Extract, fold

_TOTAL = re.compile(r"^\W*(?:(?:grand|sub|report|team|overall)[\s-]*)?totals?\b|\b(?:sub[\s-]?)?totals?\b\s*[:=-]?\s*[\d,.]*\s*$", re.IGNORECASE)
_COUNT = re.compile(r"^(?:records?|rows?)?\s*counts?\s*(?:[:=]|$)|^(?:number|no\.?|count) of \w+|^[\d,]+ (?:rows|records)\b", re.IGNORECASE)
_PAGE = re.compile(r"^page:?\s+\d+(?:\s*(?:of|/)\s*\d+)?$", re.IGNORECASE)
_FOOTER = re.compile(r"^(?:report run|run on|run by|printed|generated|produced|note|notes|source|end of report|confidential|official|restricted|data as at|parameters?)\b", re.IGNORECASE)
MONTH_FIRST = "days that seem to be written month first: more of them are days that way. Export them as day/month/year"
NOT_IDENTIFIED = "blank, and without it the row cannot be told from others"
_LOOKS_LIKE_ID = re.compile(r"[A-Za-z]{0,4}[-/]?\d[\w./-]*")


@dataclass
class ReadSheet:
    """A recognised sheet as read: its report so far and its frame.

    The frame has the columns that the sheet carries, in the table's order, `row` (as Excel numbers it) and no other. So do
    those of `riders`, the tables that the sheet is not of and says something for: see `Extract.rides_along`.
    """

    report: SheetReport
    layout: str
    frame: pd.DataFrame
    riders: dict[str, pd.DataFrame] = field(default_factory=dict)
    next: Heading | None = None  # of another table that stands below this one's rows


def read_sheet(name: str, rows: list[list], heading: Heading, numbers: list[int] | None = None) -> ReadSheet:
    """The data rows below `heading`, typed and checked, with what was refused, skipped and blanked.

    Rows are numbered as Excel numbers them, or by `numbers`, one for each of `rows`.
    """
    extract = heading.extract
    heading_row = numbers[heading.row - 1] if numbers else heading.row
    report = SheetReport(name, extract.table, heading_row, unknown_headings=list(heading.unknown), missing_headings=list(heading.missing))
    problems = report.problems
    for position, column in heading.second:
        _, used = heading.address(column)
        problems.append(Problem(heading_row, *heading.at(position), f"a second heading for what '{used}' holds", "not used"))

    body = rows[heading.row :]
    width = max(map(len, body), default=0)
    if any(len(row) != width for row in body):
        body = [row + [""] * (width - len(row)) for row in body]
    numbers = np.array(numbers[heading.row :], dtype="int64") if numbers else np.arange(heading.row + 1, heading.row + 1 + len(body))
    cells = list(zip(*body, strict=True)) or [()] * width

    keep = np.ones(len(body), dtype=bool)
    below = None
    for index, why in _lines_without_data(heading, body, cells):
        if isinstance(why, Heading):
            below, keep[index:] = replace(why, row=heading.row + 1 + int(index)), False
            break
        keep[index] = False
        if why:
            report.rows_skipped += 1
            problems.append(Problem(int(numbers[index]), None, None, why, "line skipped"))

    kept = np.flatnonzero(keep)
    report.rows_read = len(kept)
    unreadable = {}
    for position in range(width):
        if not (position < len(heading.cells) and heading.cells[position]) and any(not is_nothing(cells[position][i]) for i in kept):
            problems.append(Problem(heading_row, get_column_letter(position + 1), "", "a filled column without a heading", "not read"))

    ids = {}

    def frame_of(heading, told=()) -> pd.DataFrame:
        """The typed columns of a heading; faults in columns at positions already `told` are not told again."""
        series = {}
        for column, position in heading.columns.items():
            if position in told and position in ids:
                series[column] = ids[position]
                continue
            source = cells[position] if position < width else ("",) * len(body)
            source = [source[i] for i in kept] if len(kept) < len(body) else list(source)
            if (beside := heading.times.get(column)) is not None and beside < width:
                source, wrong = with_times(source, [cells[beside][i] for i in kept])
                problems.extend(Problem(int(numbers[kept[i]]), *heading.at(beside), "not a time of day", "the day kept without it") for i in wrong)
            series[column], faults = typed(column, heading.extract.columns[column], source)
            if heading.extract.columns[column].type == "id":
                ids[position] = series[column]
            if position in told:
                continue
            letter, name = heading.address(column)
            rows = numbers[kept].tolist() if faults else []
            for index, fault in faults:
                problems.append(Problem(rows[index], letter, name, fault.problem, fault.action))
                report.cells_blanked += fault.is_blanked
            unreadable[column] = [index for index, _ in faults]
            if faults and heading.extract.columns[column].type in ("day", "moment") and may_be_month_first(source):
                problems.append(Problem(heading_row, *heading.address(column), MONTH_FIRST, "read day first"))
        return pd.DataFrame({**series, "row": numbers[kept]})

    frame = frame_of(heading)
    riders = [(rider.extract, frame_of(rider, set(heading.columns.values()))) for rider in heading.riders]

    refused = np.zeros(len(frame), dtype=bool)
    for column in extract.identifying(heading.layout):
        if column not in heading.columns:
            continue
        if column == "as_at_on":  # the file's as-at day stands in for one that is not given, but not for one that cannot be read
            blank = frame.index.isin(unreadable.get(column, []))
        else:
            blank = frame[column].isna().to_numpy()
        for index in np.flatnonzero(blank & ~refused):
            problems.append(Problem(int(frame["row"].iloc[index]), *heading.address(column), NOT_IDENTIFIED, "row refused"))
        refused |= blank
    report.rows_refused = int(refused.sum())
    frame = frame[~refused].reset_index(drop=True)
    if extract.latest_by in frame:
        frame = frame.sort_values(extract.latest_by, kind="stable", na_position="first", ignore_index=True)
    riders = {rider.table: _said_of_each(rider, rows[~refused]) for rider, rows in riders}
    report.also = {table: len(rows) for table, rows in riders.items()}
    problems += _contradictions(heading, frame)
    problems.sort(key=lambda p: p.row)
    return ReadSheet(report, heading.layout, frame, riders, below)


def _said_of_each(extract: Extract, rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each case that the rows say something of: what the last of them that is not blank says, and where it stands."""
    own = [c for c in rows if c not in (*extract.key, "row")]
    rows = rows.dropna(subset=[*extract.key]).dropna(subset=own, how="all")
    return rows.groupby(list(extract.key), sort=False, as_index=False).last()[list(rows)]


def _contradictions(heading: Heading, frame: pd.DataFrame) -> Iterator[Problem]:
    """What the rows of a sheet say that cannot all be so: an end before its start, two plans of a child at once."""
    extract = heading.extract
    for first, second in extract.in_order:
        if first in frame and second in frame:
            start, end = frame[first], frame[second]
            is_same_day = (end == end.dt.normalize()) & (end == start.dt.normalize())  # without a time of day it says no more
            for row in frame["row"][(end < start) & ~is_same_day]:
                yield Problem(int(row), *heading.address(second), f"before '{heading.address(first)[1]}'", "kept")
    if extract.one_at_a_time and set(extract.one_at_a_time) <= set(frame):
        started_on, ended_on = extract.one_at_a_time
        key = [c for c in (extract.key if extract.key[0] in frame else extract.key_without_id) if c in frame]
        open_rows = frame[~frame.duplicated(key if extract.latest_by in frame else [*key, started_on], keep="last") & ~(frame[ended_on] <= frame[started_on])]
        open_rows = open_rows.sort_values(["child_id", started_on], kind="stable")
        end = open_rows[ended_on].fillna(pd.Timestamp.max.as_unit("us"))
        latest_end = end.groupby(open_rows["child_id"]).cummax().groupby(open_rows["child_id"]).shift()
        for row in open_rows["row"][open_rows[started_on] < latest_end]:
            yield Problem(int(row), *heading.address(started_on), "a second one of the same child at the same time", "kept")


def _lines_without_data(heading: Heading, body, cells) -> Iterator[tuple[int, str | Heading]]:
    """The lines that are no data row, by position, with why: repeated headings, totals, page numbers, footers; "" where blank,
    and the heading of another table where one stands there, with which the table ends.

    A line that says whom it is about, and when or what, is a data row whatever else it says. Only the others are looked at closely.
    """
    identifying = [c for c in heading.extract.identifying(heading.layout) if c in heading.columns]
    required = [c for c in heading.extract.required_in(heading.layout) if c in heading.columns and c not in identifying]

    def says_something(column) -> np.ndarray:
        position = heading.columns[column]
        source = cells[position] if position < len(cells) else ("",) * len(body)
        good = {c for c in set(source) if not is_nothing(c) and not (isinstance(c, str) and _is_line(c))}
        if heading.extract.columns[column].type != "id":
            good = {c for c in good if not _may_be_a_count(c)}
        return np.fromiter(map(good.__contains__, source), bool, len(body))

    complete = np.ones(len(body), dtype=bool)
    for column in identifying:
        complete &= says_something(column)
    if len(identifying) < 2:  # something more must be said, in a column that every such sheet has
        complete &= np.any([np.zeros(len(body), dtype=bool), *map(says_something, required)], axis=0)
    headings = {position: fold(text) for position, text in enumerate(heading.cells) if text}
    ids = {position for column, position in heading.columns.items() if heading.extract.columns[column].type == "id"}
    for index in np.flatnonzero(~complete):
        filled = {i: clean(c) for i, c in enumerate(body[index]) if c is not None and clean(c)}
        if not filled:
            yield index, ""
        elif _are_repeated(filled, headings):
            yield index, "headings repeated"
        elif len(filled) > 1 and (other := heading_in(body, index + 1)):
            yield index, other
            return
        elif why := _why_no_data(filled, len(headings), ids):
            yield index, why
    if body and are_units(body[0]):
        yield 0, "a second line of headings"


def _is_line(cell: str) -> bool:
    """Whether a cell where an identifier or a day belongs is a heading, or part of a line such as a total."""
    text = clean(cell)
    if not any(map(str.isdigit, text)) and fold(text) in columns_by_heading():
        return True
    return any(p.search(text) for p in (_TOTAL, _COUNT, _PAGE, _FOOTER))


def _may_be_a_count(cell) -> bool:
    """Whether a cell where a day belongs is a bare number: a total line may have one in every column."""
    return isinstance(cell, (int, float)) or (isinstance(cell, str) and cell.replace(",", "").strip().isdigit())


def _are_repeated(texts: dict[int, str], headings: dict[int, str]) -> bool:
    same = sum(headings.get(i) == fold(t) for i, t in texts.items())
    return same >= 2 and same >= len(texts) * 0.8


def _why_no_data(texts: dict[int, str], n_headings: int, ids: set[int]) -> str | None:
    texts = {i: t for i, t in texts.items() if not is_nothing(t)}
    if not texts:
        return "a line of words for nothing"
    position, first = next(iter(texts.items()))
    if any(_TOTAL.search(t) or _COUNT.search(t) for t in texts.values()):
        return "a total"
    if any(_PAGE.search(t) for t in texts.values()):
        return "a page number"
    if _FOOTER.search(first):
        return "a note above or below the table"
    if len(texts) == 1 and n_headings > 1 and not (position in ids and _LOOKS_LIKE_ID.fullmatch(first)):
        return "a line with one cell filled"
    return None
