"""What a published file leaves to its reader: which release it is, and in which of its columns a row's own area stands."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.cells import clean, to_id
from loaders.publication import RELEASE_YEAR
from loaders.returns.records import find_row, places, with_columns
from loaders.schema import fold
from loaders.workbook import Sheet

KNOWN_BY = {"timeperiod", "geographiclevel"}  # headings that every file of Explore Education Statistics has, and no other
_AREA_AT = {"national": "countrycode", "regional": "regioncode"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r"(?:19|20)(\d\d)[-/]?(\d\d)")  # 202425 and 2024/25 end in 2025


def prepared(sheet: Sheet) -> Sheet:
    """A sheet of published figures with the year of its release, which is the last in it, and each row's year and area in one form.

    A row of England or a region has its own code where a row of an authority has. Any other sheet comes back as it is.
    """
    if (index := find_row(sheet.rows, KNOWN_BY)) is None:
        return sheet
    at = places(sheet.rows[index])
    period, level, area = at["timeperiod"], at["geographiclevel"], at.get("newlacode")
    body = []
    for row in sheet.rows[index + 1 :]:
        row = list(row)
        if period < len(row):
            row[period] = year_in(row[period])
        own = at.get(_AREA_AT.get(fold(row[level]), "")) if level < len(row) else None
        if own is not None and area is not None and max(own, area) < len(row):
            row[area] = row[own]
        body.append(row)
    years = {y for row in body if period < len(row) and _YEAR.fullmatch(y := str(row[period]))}
    release = max(years, default="")
    return with_columns(replace(sheet, rows=[*sheet.rows[: index + 1], *body]), index, {RELEASE_YEAR: lambda row: release})


def year_in(cell: object) -> object:
    """The calendar year in which a reporting year ends, where the cell says one; else the cell as it is."""
    text = clean(cell) if isinstance(cell, str) else to_id(cell)
    if isinstance(text, str) and (match := _YEARS.fullmatch(text)) and (int(match[1]) + 1) % 100 == int(match[2]):
        return str(int(text[:4]) + 1)
    return text if isinstance(text, str) and _YEAR.fullmatch(text) else cell
