"""Working days of England and Wales: elapsed, and due.

Day 0 is the start day, whatever day of the week it is; elapsed working days are those after the start, up to and
including the end. That reproduces the bands in DfE's publications; `numpy.busday_count` leaves out the end and
counts weekend starts otherwise. Bank holidays: the `holidays` package, GB, ENG.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
import pandas as pd

#: The days whose bank holidays are known. Proclaimed holidays can still be added to a Calendar.
FIRST, LAST = np.datetime64("2000-01-01"), np.datetime64("2028-12-31")


class OffCalendar(ValueError):
    """A day before or after the days whose bank holidays are known."""


class Calendar:
    """The working days from FIRST to LAST, without weekends, bank holidays and any `extra` days off."""

    def __init__(self, extra: Iterable = ()):
        self._extra = [pd.Timestamp(day) for day in extra]

    @cached_property
    def _worked(self) -> np.ndarray:
        """How many working days there were up to and including each day from FIRST to LAST."""
        import holidays  # here, because every process that reads a file would wait for it

        years = range(FIRST.astype("datetime64[Y]").item().year, LAST.astype("datetime64[Y]").item().year + 1)
        off = [*holidays.country_holidays("GB", subdiv="ENG", years=years), *(day.date() for day in self._extra)]
        days = np.arange(FIRST, LAST + 1)
        return np.is_busday(days, holidays=np.array(off, "datetime64[D]")).cumsum()

    def covers(self, days: pd.Series) -> pd.Series:
        """Whether each day's bank holidays are known; true for missing days."""
        return days.isna() | days.between(pd.Timestamp(FIRST), pd.Timestamp(LAST) + pd.Timedelta(days=1), inclusive="left")

    def elapsed(self, start, end):
        """Working days after `start`, up to and including `end`: a number, or a float Series for Series.

        Missing where either is; negative where the end comes before the start. Times of day are ignored.
        OffCalendar where a day is outside the calendar: leave such rows out with `covers` first.
        """
        if not isinstance(start, pd.Series):
            return int(self.elapsed(pd.Series([pd.Timestamp(start)]), pd.Series([pd.Timestamp(end)])).iloc[0])
        known = (start.notna() & end.notna()).to_numpy()
        counted = np.full(len(start), np.nan)
        counted[known] = self._worked[self._position(end[known])] - self._worked[self._position(start[known])]
        return pd.Series(counted, index=start.index)

    def due(self, start, days: int) -> pd.Timestamp:
        """The day by which `days` working days have elapsed since `start`."""
        start = pd.Series([pd.Timestamp(start)])
        if days == 0:
            return start.dt.normalize().iloc[0]
        position = np.searchsorted(self._worked, self._worked[self._position(start)[0]] + days)
        if position == len(self._worked):
            raise OffCalendar(f"{days} working days from {start.iloc[0]:%d/%m/%Y} is past {LAST}, to which bank holidays are known.")
        return pd.Timestamp(FIRST + position)

    def days_due(self, starts: pd.Series, days: int) -> pd.Series:
        """For each day the first on which so many working days (1 or more) have elapsed since; missing past the end of the calendar."""
        wanted = self._worked[self._position(starts)] + days
        position = np.searchsorted(self._worked, wanted)
        due = (FIRST + position).astype("datetime64[us]")
        due[position == len(self._worked)] = np.datetime64("NaT")
        return pd.Series(due, index=starts.index)

    def _position(self, days: pd.Series) -> np.ndarray:
        outside = days[~self.covers(days)]
        if len(outside):
            raise OffCalendar(
                f"{outside.iloc[0]:%d/%m/%Y} is outside {FIRST} to {LAST}, the days whose bank holidays are known. "
                "Update the `holidays` package and LAST in metrics/working_days.py."
            )
        return days.to_numpy().astype("datetime64[D]").astype("int64") - FIRST.astype("int64")
