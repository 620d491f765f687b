"""The financial year to date: what its months add up to, divided once, last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.compute import PER
from metrics.indicator import Indicator
from metrics.periods import period_of

#: What a figure to date is: a sum of months, the last day's, or the twelve months that end with it.
SUM, LATEST, TWELVE_MONTHS = "sum", "latest", "12 months"


@dataclass(frozen=True)
class YearToDate:
    """`value` is None where `why`, the status of a figure, says why. `first` and `last`: the first month and the last that it holds."""

    kind: str
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    first: object = None
    last: object = None
    why: str = ""


def year_to_date(indicator: Indicator, months: Sequence, on) -> YearToDate:
    """The financial year of a day, up to it. `months`: the figures of one line by month, oldest first.

    Events: the complete months from April on, numerators and denominators each added up; it ends before the first month that is not
    complete. Any month without counts (hidden, or of no extract) leaves it without a value: a sum without it would be another figure.
    What is counted on a day, and rates of twelve months: the figure of the last complete month, as it stands.
    """
    april = period_of(on, "year").start.to_pydatetime()
    of_year = [month for month in months if month.period_start >= april and month.period_end <= on]
    kind = SUM if indicator.shape == "events" else TWELVE_MONTHS if indicator.is_rolling else LATEST
    if not of_year:
        return YearToDate(kind, why="incomplete")
    if kind != SUM:
        last = next((month for month in reversed(of_year) if month.status == "ok"), None)
        if last is None:
            return YearToDate(kind, why=of_year[-1].status)
        return YearToDate(kind, last.value, last.numerator, last.denominator, last, last)
    complete = []
    for month in of_year:
        if month.status == "incomplete":
            break
        if month.status not in ("ok", "no cases"):
            return YearToDate(kind, why=month.status)
        complete.append(month)
    if not complete or complete[0].period_start != april:
        return YearToDate(kind, why="incomplete" if not complete else "starts too late")
    numerator = sum(month.numerator or 0 for month in complete)
    if not indicator.has_denominator:
        return YearToDate(kind, numerator, numerator, None, complete[0], complete[-1])
    denominator = sum(month.denominator or 0 for month in complete)
    if not denominator:
        return YearToDate(kind, why="no cases")
    scale = {"percent": 100, "per 10,000": PER}.get(indicator.unit, 1)
    return YearToDate(kind, scale * numerator / denominator, numerator, denominator, complete[0], complete[-1])
