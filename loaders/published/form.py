"""What a published file leaves to its reader: which release it is, and in which of its columns a row's own area stands.

The workbook of the Office for National Statistics has an age in each column instead, and is brought into the form of the others.
"""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.cells import clean, to_figure, to_id
from loaders.publication import RELEASE_YEAR
from loaders.returns.records import find_row, places, with_columns
from loaders.schema import fold
from loaders.workbook import Sheet

KNOWN_BY = {"timeperiod", "geographiclevel"}  # headings that every file of Explore Education Statistics has, and no other
_OF_ONS = {"code", "name", "geography", "allages"}  # the headings of its sheet MYE2, before those of ages
_MID_YEAR = re.compile(r"\bmid[- ]?((?:19|20)\d\d)\b", re.IGNORECASE)
_AREA_AT = {"national": "countrycode", "regional": "regioncode"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r"(?:19|20)(\d\d)[-/]?(\d\d)")  # 202425 and 2024/25 end in 2025


def prepared(sheet: Sheet) -> Sheet:
    """A sheet of published figures with the year of its release, which is the last in it, and each row's year and area in one form.

    A row of England or a region has its own code where a row of an authority has. Any other sheet comes back as it is.
    """
    sheet = _by_age(sheet)
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


def _by_age(sheet: Sheet) -> Sheet:
    """The sheet of persons of all ages (MYE2) as one of children: their number stands where that of all ages did. Any other as it is.

    Which mid-year it is stands above the headings.
    """
    if (index := find_row(sheet.rows, _OF_ONS)) is None:
        return sheet
    above = " ".join(clean(c) for row in sheet.rows[:index] for c in row if isinstance(c, str))
    heading = [clean(c) for c in sheet.rows[index]]
    ages = [heading.index(str(age)) for age in range(18) if str(age) in heading]
    if not (year := _MID_YEAR.search(above)) or "persons" not in f"{sheet.name} {above}".casefold() or len(ages) < 18:
        return sheet
    at = places(sheet.rows[index])
    code, name, geography, everyone = (at[h] for h in ("code", "name", "geography", "allages"))

    def children(row):
        counts = [to_figure(row[place]) if place < len(row) else "" for place in ages]
        return str(sum(int(c) for c in counts)) if all(isinstance(c, str) and c.isdecimal() for c in counts) else ""

    width = max(code, name, geography, everyone) + 1
    rows = [["" for _ in range(width)]]
    for place, text in ((code, "new_la_code"), (name, "la_name"), (geography, "geographic_level"), (everyone, "population_estimate")):
        rows[0][place] = text
    for row in sheet.rows[index + 1 :]:
        kept = [*row, *[""] * width][:width]
        rows.append([children(row) if place == everyone else kept[place] if rows[0][place] else "" for place in range(width)])
    said = {"time_period": lambda row: year[1], "age_group": lambda row: "Children aged 0 to 17 years"}
    return with_columns(replace(sheet, rows=[*sheet.rows[:index], *rows]), index, said)


def year_in(cell: object) -> object:
    """The calendar year in which a reporting year ends, where the cell says one; else the cell as it is."""
    text = clean(cell) if isinstance(cell, str) else to_id(cell)
    if isinstance(text, str) and (match := _YEARS.fullmatch(text)) and (int(match[1]) + 1) % 100 == int(match[2]):
        return str(int(text[:4]) + 1)
    return text if isinstance(text, str) and _YEAR.fullmatch(text) else cell
