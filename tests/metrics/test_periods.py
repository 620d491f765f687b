import pandas as pd
import pytest

from metrics.periods import Period, period, period_of, periods


@pytest.mark.parametrize(
    ("label", "grain", "first", "last"),
    [
        ("2024-04", "month", "2024-04-01", "2024-04-30"),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2024-12", "month", "2024-12-01", "2024-12-31"),
        ("2024-25 Q1", "quarter", "2024-04-01", "2024-06-30"),
        ("2024-25 Q3", "quarter", "2024-10-01", "2024-12-31"),
        ("2024-25 Q4", "quarter", "2025-01-01", "2025-03-31"),
        ("2024-25", "year", "2024-04-01", "2025-03-31"),
        ("1999-00", "year", "1999-04-01", "2000-03-31"),
    ],
)
def test_a_label_is_read_and_written_alike(label, grain, first, last):
    found = period(label)
    assert (found.grain, found.label) == (grain, label)
    assert (found.start, found.end) == (pd.Timestamp(first), pd.Timestamp(last))


def test_every_day_lies_in_its_period_of_each_grain():
    for day in pd.date_range("2023-03-25", "2025-04-05"):
        for grain in ("month", "quarter", "year"):
            found = period_of(day, grain)
            assert found.start <= day <= found.end
            assert period(found.label, grain) == found


def test_the_financial_year_is_that_of_the_last_day():
    assert [period(label).financial_year_end for label in ("2024-03", "2024-04", "2023-24 Q4", "2024-25 Q1", "2023-24")] == [
        2024, 2025, 2024, 2025, 2024,
    ]  # fmt: skip


def test_what_could_be_a_month_or_a_year_is_the_month_unless_asked():
    assert period("2011-12").grain == "month"
    assert period("2011-12", "year").end == pd.Timestamp("2012-03-31")
    assert period("2012-13").grain == "year"


@pytest.mark.parametrize("label", ["", "2024", "2024-13", "2024-26", "2024-25 Q5", "2024-04 Q1", "2024-4", "April 2024", "2024-00"])
def test_what_is_no_label_is_refused_with_how_to_write_one(label):
    with pytest.raises(ValueError, match="Write a month as 2024-04"):
        period(label)


def test_a_label_of_another_grain_is_refused():
    with pytest.raises(ValueError, match="is no quarter"):
        period("2024-25", "quarter")


def test_the_periods_from_one_day_to_another_with_those_of_both():
    labels = [p.label for p in periods(pd.Timestamp("2023-12-31"), pd.Timestamp("2024-07-01"), "quarter")]
    assert labels == ["2023-24 Q3", "2023-24 Q4", "2024-25 Q1", "2024-25 Q2"]
    assert [p.label for p in periods(pd.Timestamp("2024-04-05"), pd.Timestamp("2024-04-06"), "year")] == ["2024-25"]


def test_the_period_before_and_the_same_a_year_before():
    quarter = period("2024-25 Q1")
    assert (quarter.before.label, quarter.year_before.label) == ("2023-24 Q4", "2023-24 Q1")
    assert period("2024-25").before == period("2024-25").year_before == Period(period("2023-24").first_month, "year")
