"""Days, moments and working days, as whole numbers.

A day is the number of days since 1 January 1970 and a moment the number of minutes, so that a
hundred thousand of them are added and compared at once. OPEN is a day that never comes.
"""

from datetime import date

import holidays
import numpy as np

OPEN = 10**7
MINUTES = 24 * 60


def day_of(value) -> int:
    """The number of a `date`."""
    return int(np.datetime64(value, "D").astype(int))


def date_of(day: int) -> date:
    return np.datetime64(int(day), "D").item()


def month_of(days):
    """Months since January 1970."""
    return np.asarray(days, "datetime64[D]").astype("datetime64[M]").astype(int)


def first_of_month(month: int) -> int:
    return int(np.datetime64(int(month), "M").astype("datetime64[D]").astype(int))


def last_of_month(month: int) -> int:
    return first_of_month(month + 1) - 1


def financial_year(days):
    """The year in which the financial year of each day ends: 2024 for 2023-24."""
    month = month_of(days)
    return 1970 + month // 12 + (month % 12 >= 3)


def year_starts(year: int) -> int:
    return day_of(date(year - 1, 4, 1))


def year_label(year: int) -> str:
    return f"{year - 1}-{year % 100:02d}"


def weekday(days):
    """0 for Monday."""
    return (np.asarray(days) + 3) % 7


class WorkingDays:
    """Working days in England between two years."""

    def __init__(self, first_year: int, last_year: int):
        bank = holidays.country_holidays("GB", subdiv="ENG", years=range(first_year, last_year + 1))
        self.bank_holidays = np.array(sorted(day_of(day) for day in bank))
        self.good_fridays = [day_of(day) for day, name in bank.items() if "Good Friday" in name]
        self._calendar = np.busdaycalendar(holidays=self.bank_holidays.astype("datetime64[D]"))

    def are_working(self, days):
        return np.is_busday(np.asarray(days).astype("datetime64[D]"), busdaycal=self._calendar)

    def after(self, days, n):
        """The day by which n working days have passed after each day; the day itself for 0."""
        days = np.asarray(days)
        moved = np.busday_offset(
            days.astype("datetime64[D]"), n, roll="backward", busdaycal=self._calendar
        ).astype(int)
        return np.where(np.asarray(n) == 0, days, moved)

    def on_or_before(self, days):
        """The last working day up to each day."""
        moved = np.busday_offset(np.asarray(days).astype("datetime64[D]"), 0, roll="backward", busdaycal=self._calendar)
        return moved.astype(int)

    def before(self, days, n):
        """The working day from which n working days have passed by each (working) day."""
        return np.busday_offset(
            np.asarray(days).astype("datetime64[D]"),
            -np.asarray(n),
            roll="backward",
            busdaycal=self._calendar,
        ).astype(int)

    def busyness(self, days):
        """How much reaches the front door on each day, 1 being an ordinary Wednesday.

        Schools send most contacts, so weekends, bank holidays and school holidays are quiet, and
        the weeks before a long holiday are not.
        """
        days = np.asarray(days)
        weight = np.array([1.10, 1.06, 1.0, 1.0, 0.97, 0.24, 0.20])[weekday(days)]
        weight[np.isin(days, self.bank_holidays)] = 0.25
        date_ = days.astype("datetime64[D]")
        month = date_.astype("datetime64[M]").astype(int) % 12 + 1
        of_month = (date_ - date_.astype("datetime64[M]").astype("datetime64[D]")).astype(int) + 1
        season = np.array([1.02, 1, 1.08, 1, 1.04, 1.1, 1.12, 0.72, 0.94, 1.03, 1.1, 1.02])[month - 1]
        season = np.where((month == 7) & (of_month >= 23), 0.78, season)
        season = np.where((month == 12) & (of_month >= 20) | (month == 1) & (of_month <= 3), 0.6, season)
        half_term = (
            (month == 2) & (of_month >= 12) & (of_month <= 20)
            | (month == 5) & (of_month >= 25)
            | (month == 10) & (of_month >= 24)
        )
        season = np.where(half_term, 0.84, season)
        for good_friday in self.good_fridays:
            season = np.where((days >= good_friday - 4) & (days <= good_friday + 10), 0.78, season)
        return weight * season
