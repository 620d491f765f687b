"""A whole column of cells as a typed series."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from loaders.cells import NO_RESULT, WITHOUT_RESULT, Fault, is_blank, is_nothing, parse_moment, parse_time, to_day, to_figure, to_id, to_moment, to_number, to_text
from loaders.codes import code_reader, yes_no_reader
from loaders.schema import Column

_SLASHED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{4}|\d{2})(?!\d)")


def may_be_month_first(cells: list) -> bool:
    """Whether more texts of a column are days only when read month first than are days only when read day first."""
    count = 0
    for cell in cells:
        if isinstance(cell, str) and (match := _SLASHED.match(cell.strip())):
            first, second = int(match[1]), int(match[2])
            count += (first <= 12 < second <= 31) - (second <= 12 < first <= 31)
    return count > 0


def with_times(days: list, times: list) -> tuple[list, list[int]]:
    """Cells of days with the time of day that stands beside each, and the positions where there is something else beside.

    A cell that has a time of its own keeps it, and one that is no day stays as it is.
    """
    together, wrong = list(days), []
    for index, (day, time) in enumerate(zip(days, times, strict=True)):
        if is_nothing(time):
            continue
        since_midnight = parse_time(time)
        if since_midnight is None:
            wrong.append(index)
        elif not is_nothing(day) and (moment := parse_moment(day)) and moment.time() == dt.time(0) and moment.year < 9999:
            together[index] = moment + since_midnight
    return together, wrong


def _reader(name: str, column: Column) -> Callable[[object], object]:
    far = name == "ended_on"
    return {
        "id": lambda: to_id,
        "text": lambda: to_text,
        "day": lambda: lambda c: to_day(c, blank_when_far=far),
        "moment": lambda: lambda c: to_moment(c, blank_when_far=far),
        "figure": lambda: to_figure,
        "number": lambda: lambda c: to_number(c, between=column.between),
        "yes/no": lambda: yes_no_reader(column),
        "code": lambda: code_reader(column),
    }[column.type]()


def typed(name: str, column: Column, cells: list) -> tuple[pd.Series, list[tuple[int, Fault]]]:
    """A column's cells as a typed series of the same length, and its faults by position.

    ids, text, codes and published figures: str (missing None); days and moments: datetime64[us]; numbers: float64; yes/no: boolean. Each
    different cell is read once, so that a long column costs little more than a short one.
    """
    read = _reader(name, column)
    says_nothing = is_blank if column.type == "figure" else is_nothing  # there a dash is a symbol
    if bool in set(map(type, cells)):  # else True and 1.0 would be one cell
        cells = [str(c) if c.__class__ is bool else c for c in cells]
    values, faults = {}, {}
    for cell in set(cells):
        value = None if says_nothing(cell) else WITHOUT_RESULT if cell == NO_RESULT else read(cell)
        if isinstance(value, Fault):
            faults[cell] = value
            value = value.keep
        values[cell] = value
    found = [(i, faults[c]) for i, c in enumerate(cells) if c in faults] if faults else []
    if column.type in ("day", "moment"):
        ticks = dict(zip(values, np.array(list(values.values()), dtype="datetime64[us]").view("int64").tolist(), strict=True))
        series = pd.Series(np.fromiter(map(ticks.__getitem__, cells), "int64", len(cells)).view("datetime64[us]"))
    elif column.type == "number":
        numbers = {c: np.nan if v is None else v for c, v in values.items()}
        series = pd.Series(np.fromiter(map(numbers.__getitem__, cells), "float64", len(cells)))
    else:
        series = pd.Series(list(map(values.__getitem__, cells)), dtype="boolean" if column.type == "yes/no" else object)
    return series, found
