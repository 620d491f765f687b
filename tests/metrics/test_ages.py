import pandas as pd
import pytest

from metrics.ages import has_turned, latest_birth, of_school_age


@pytest.mark.parametrize("born_on, day, turned", [
    ("2019-03-31", "2024-03-31", True), ("2019-04-01", "2024-03-31", False), ("2020-02-29", "2025-02-28", True), (None, "2024-03-31", False),
])  # fmt: skip
def test_a_birthday_begins_a_year_of_age(born_on, day, turned):
    assert has_turned(5, pd.Series(pd.to_datetime([born_on])), pd.Timestamp(day)).tolist() == [turned]


@pytest.mark.parametrize("born_on, first, last", [
    # Five in the autumn term: from 31 December. Sixteen in September: to the end of June after.
    ("2008-09-01", "2013-12-31", "2025-06-27"),
    ("2008-12-31", "2013-12-31", "2025-06-27"),
    ("2009-01-01", "2014-03-31", "2025-06-27"),
    ("2009-03-31", "2014-03-31", "2025-06-27"),
    ("2009-04-01", "2014-08-31", "2025-06-27"),
    ("2009-08-31", "2014-08-31", "2025-06-27"),
    ("2009-09-01", "2014-12-31", "2026-06-26"),
])  # fmt: skip
def test_school_age_goes_by_terms_and_the_last_friday_of_june(born_on, first, last):
    born_on, a_day = pd.Series(pd.to_datetime([born_on])), pd.Timedelta(days=1)
    first, last = pd.Timestamp(first), pd.Timestamp(last)
    found = [of_school_age(born_on, day).tolist()[0] for day in (first - a_day, first, last, last + a_day)]
    assert found == [False, True, True, False]


def test_who_was_born_on_no_known_day_is_of_no_school_age():
    assert of_school_age(pd.Series([pd.NaT], dtype="datetime64[us]"), pd.Timestamp("2024-03-31")).tolist() == [False]


@pytest.mark.parametrize("day", [*pd.date_range("2024-02-27", "2024-03-02"), *pd.date_range("2025-02-27", "2025-03-02")])
def test_whoever_is_born_by_the_latest_birth_has_turned_and_nobody_else(day):
    born_on = pd.Series(pd.date_range("2004-02-20", "2025-03-10"))
    for years in (0, 1, 4, 16, 18):
        assert (born_on <= latest_birth(years, day)).equals(has_turned(years, born_on, day))
