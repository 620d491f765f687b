"""Vectors of the convention that reproduces DfE's bands: day 0 is the start day, the end counts."""

import numpy as np
import pandas as pd
import pytest

from metrics.working_days import LAST, Calendar, OffCalendar


@pytest.fixture(scope="module")
def calendar():
    return Calendar()


@pytest.mark.parametrize(
    ("start", "end", "elapsed"),
    [
        ("2024-03-22", "2024-03-22", 0),
        ("2024-03-22", "2024-03-25", 1),
        ("2024-03-28", "2024-04-02", 1),  # over Easter
        ("2024-03-23", "2024-03-25", 1),  # from a Saturday
        ("2024-03-22", "2024-03-24", 0),  # to a Sunday
        ("2024-12-23", "2024-12-27", 2),  # over Christmas
        ("2022-09-16", "2022-09-20", 1),  # the Queen's funeral
        ("2023-05-05", "2023-05-09", 1),  # the coronation
        ("2024-03-25", "2024-03-22", -1),
    ],
)
def test_elapsed(calendar, start, end, elapsed):
    assert calendar.elapsed(start, end) == elapsed


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2024-03-22", 45, "2024-05-30"),
        ("2024-03-23", 45, "2024-05-30"),
        ("2024-12-16", 15, "2025-01-09"),
        ("2024-12-23", 1, "2024-12-24"),
        ("2024-12-25", 0, "2024-12-25"),
    ],
)
def test_due(calendar, start, days, due):
    assert calendar.due(start, days) == pd.Timestamp(due)


def test_the_day_due_is_the_first_on_which_so_many_have_elapsed(calendar):
    for start in pd.date_range("2023-12-15", "2024-01-15"):
        for days in (1, 2, 10):
            due = calendar.due(start, days)
            assert calendar.elapsed(start, due) == days
            assert calendar.elapsed(start, due - pd.Timedelta(days=1)) == days - 1


def test_many_at_once_agree_with_walking_from_day_to_day(calendar):
    import holidays

    off = holidays.country_holidays("GB", subdiv="ENG", years=range(2020, 2026))
    draw = np.random.default_rng(3)
    start = pd.Series(pd.Timestamp("2020-01-01") + pd.to_timedelta(draw.integers(0, 1800, 300), unit="D"))
    end = start + pd.to_timedelta(draw.integers(0, 120, 300), unit="D")

    def walked(first, last):
        days = pd.date_range(first + pd.Timedelta(days=1), last)
        return sum(day.weekday() < 5 and day.date() not in off for day in days)

    assert calendar.elapsed(start, end).tolist() == [walked(*pair) for pair in zip(start, end, strict=True)]


def test_missing_days_have_no_elapsed_time_and_times_of_day_do_not_matter(calendar):
    start = pd.Series(pd.to_datetime(["2024-03-22 23:00", None, "2024-03-22"], format="ISO8601"))
    end = pd.Series(pd.to_datetime(["2024-03-25 01:00", "2024-03-25", None], format="ISO8601"))
    found = calendar.elapsed(start, end)
    assert found[0] == 1
    assert found[1:].isna().all()


def test_past_the_end_of_the_calendar_it_fails_and_says_so(calendar):
    last = pd.Timestamp(LAST)
    assert calendar.elapsed(last - pd.Timedelta(days=3), last) == 1  # from a Thursday to a Sunday
    with pytest.raises(OffCalendar, match="01/01/2029 is outside 2000-01-01 to 2028-12-31"):
        calendar.elapsed("2028-12-01", "2029-01-01")


def test_before_its_beginning_too(calendar):
    with pytest.raises(OffCalendar, match="31/12/1999"):
        calendar.elapsed("1999-12-31", "2024-01-01")


def test_a_day_due_past_the_end_fails_too(calendar):
    with pytest.raises(OffCalendar, match="45 working days from 15/12/2028"):
        calendar.due("2028-12-15", 45)


def test_covers_tells_which_days_are_on_the_calendar(calendar):
    days = pd.Series(pd.to_datetime(["1999-12-31", "2000-01-01", "2028-12-31 23:59", "2029-01-01", None], format="ISO8601"))
    assert calendar.covers(days).tolist() == [False, True, True, False, True]


def test_a_proclaimed_holiday_can_be_added():
    assert Calendar(["2024-03-25"]).elapsed("2024-03-22", "2024-03-25") == 0
