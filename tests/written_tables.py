"""Tables written out in tests, and a small reference to set them against.

A table is text: column names in the first line, a row in each of the others, cells between bars.

    child_id | received_at
    A        | 2023-06-10
    A        | 2024-06-10 14:30
"""

from __future__ import annotations

import csv
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd

from loaders.extracts import extracts
from metrics.comparison import Target
from metrics.tables import Table

SETTINGS = Path(__file__).parent.parent / "data" / "reference" / "settings.csv"
COLUMNS = {table: {name: column.type for name, column in extract.columns.items()} for table, extract in extracts().items()}


def typed(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with all the columns of its table, typed as the extract declares them, and where each row came from."""
    frame = frame.reindex(columns=list(COLUMNS[table]))
    for column, kind in COLUMNS[table].items():
        if kind in ("day", "moment"):
            frame[column] = pd.to_datetime(frame[column], format="ISO8601").astype("datetime64[us]")
        elif kind == "yes/no":
            frame[column] = frame[column].map({"yes": True, "no": False}).astype("boolean")
        elif kind == "number":
            frame[column] = frame[column].astype("float64")
        else:
            frame[column] = frame[column].astype("str").astype("category")
    return frame.assign(
        file=pd.Categorical([f"{table}.xlsx"] * len(frame)),
        sheet=pd.Categorical(["Report1"] * len(frame)),
        row=np.arange(2, len(frame) + 2),
    )


def written(table: str, text: str) -> pd.DataFrame:
    """The table that a text with bars describes."""
    heading, *rows = ([cell.strip() or None for cell in line.split("|")] for line in text.strip().splitlines())
    unknown = set(heading) - set(COLUMNS[table])
    if unknown:
        raise ValueError(f"{table} has no column {', '.join(unknown)}")
    return typed(table, pd.DataFrame(rows, columns=heading))


def loaded(table: str, frame: pd.DataFrame | str, as_at, reaches_back_to=None) -> Table:
    """A loaded table, typed out or as a frame, whose files carried every column."""
    frame = written(table, frame) if isinstance(frame, str) else frame
    reaches_back_to = None if reaches_back_to is None else pd.Timestamp(reaches_back_to)
    return Table(frame, pd.Timestamp(as_at), frozenset(COLUMNS[table]), reaches_back_to)


class SmallReference:
    """10,000 children from mid-2000 to mid-2030, and the targets it is given."""

    authority = SimpleNamespace(code="E06000019", name="Herefordshire, County of")
    bank_holidays = ()
    pseudo_workers = frozenset({"unallocated", "duty"})
    settings = {row["setting"]: float(row["value"]) for row in csv.DictReader(SETTINGS.read_text("utf-8").splitlines()) if row["unit"]}

    def __init__(self, *targets: Target, children=10_000, mid_years=range(2000, 2031)):
        self.aims, self.children, self.mid_years = targets, children, mid_years

    def population(self, area, financial_year_end):
        mid_year = max((year for year in self.mid_years if year < financial_year_end), default=None)
        return (None, None) if mid_year is None else (self.children, mid_year)

    def targets(self, indicator, team, on):
        for whose in (team, ""):
            for target in self.aims:
                if (target.indicator, target.team) == (indicator, whose):
                    return target
        return None
