"""Months, quarters and financial years: labels, first and last days.

A financial year runs from April to March. Labels: month `2024-04`, quarter `2024-25 Q1` (April to June), year `2024-25`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pandas as pd

#: Each grain and its length in months, shortest first.
GRAINS = {"month": 1, "quarter": 3, "year": 12}

_LABEL = re.compile(r"(\d{4})-(\d{2})(?: Q([1-4]))?")


def month_number(day) -> int:
    """Months from January of year 0 to the month of `day`."""
    return day.year * 12 + day.month - 1


@cache
def first_day(month: int) -> pd.Timestamp:
    """The first day of a month given by its number."""
    return pd.Timestamp(month // 12, month % 12 + 1, 1)


@cache
def _day_before(month: int) -> pd.Timestamp:
    return first_day(month) - pd.Timedelta(days=1)


@dataclass(frozen=True, order=True)
class Period:
    """A month, a quarter or a financial year; `first_month` is the number of its first month."""

    first_month: int
    grain: str

    @property
    def months(self) -> int:
        return GRAINS[self.grain]

    @property
    def start(self) -> pd.Timestamp:
        return first_day(self.first_month)

    @property
    def end(self) -> pd.Timestamp:
        """The last day of the period, at midnight."""
        return _day_before(self.first_month + self.months)

    @property
    def financial_year_end(self) -> int:
        """The year in which the financial year of the last day ends: 2025 for any period of 2024-25."""
        return (self.first_month + self.months - 4) // 12 + 1

    @property
    def label(self) -> str:
        if self.grain == "month":
            return f"{self.first_month // 12:04d}-{self.first_month % 12 + 1:02d}"
        year = f"{self.financial_year_end - 1}-{self.financial_year_end % 100:02d}"
        return year if self.grain == "year" else f"{year} Q{(self.first_month - 3) % 12 // 3 + 1}"

    def moved(self, periods: int) -> Period:
        """The period so many later; earlier where negative."""
        return Period(self.first_month + periods * self.months, self.grain)

    @property
    def before(self) -> Period:
        """The period just before this one."""
        return self.moved(-1)

    @property
    def year_before(self) -> Period:
        """The same period a year before."""
        return self.moved(-12 // self.months)


def period_of(day, grain: str) -> Period:
    """The month, quarter or financial year in which `day` lies."""
    if grain not in GRAINS:
        raise ValueError(f"grain {grain!r} is not {', '.join(GRAINS)}.")
    month = month_number(day)
    return Period(month - (month - 3) % GRAINS[grain], grain)


def periods(first, last, grain: str) -> list[Period]:
    """Every period of a grain from that of the day `first` to that of the day `last`."""
    period, end = period_of(first, grain), period_of(last, grain)
    return [period.moved(n) for n in range((end.first_month - period.first_month) // period.months + 1)]


def period(label: str, grain: str | None = None) -> Period:
    """The period with a label.

    `2011-12` may be December 2011 or the financial year 2011-12 (so may every year from 2000-01 to it): it is read as
    the month unless `grain` says "year". ValueError where the label is no period's.
    """
    match = _LABEL.fullmatch(label.strip())
    if match:
        year, rest, quarter = int(match[1]), int(match[2]), match[3]
        if quarter is None and 1 <= rest <= 12 and grain in (None, "month"):
            return Period(year * 12 + rest - 1, "month")
        if rest == (year + 1) % 100 and grain in (None, "quarter" if quarter else "year"):
            return Period(year * 12 + 3 * int(quarter or 1), "quarter" if quarter else "year")
    raise ValueError(f"{label!r} is no {grain or 'period'}. Write a month as 2024-04, a quarter as 2024-25 Q1, a year as 2024-25.")
