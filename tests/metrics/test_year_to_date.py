"""The year to date against sums by hand: numerators and denominators are added, then divided; nothing is averaged."""

from types import SimpleNamespace

import pandas as pd
import pytest

from metrics.periods import period
from metrics.registry import indicators
from metrics.year_to_date import year_to_date

ALL = indicators()
PERCENT, COUNT, OPEN, RATE, AVERAGE = (ALL[name] for name in ("contacts_72h", "contacts", "cp_plans", "referral_rate", "proceedings_weeks"))


def month(label, numerator, denominator=None, status="ok", value=None):
    at = period(label)
    return SimpleNamespace(period=label, period_start=at.start, period_end=at.end, numerator=numerator, denominator=denominator, status=status, value=value)


def upto(label):
    return period(label).end


def test_a_share_is_of_all_its_cases_and_no_mean_of_shares():
    months = [month("2026-03", 1, 100), month("2026-04", 9, 10), month("2026-05", 10, 40), month("2026-06", 25, 50)]
    found = year_to_date(PERCENT, months, upto("2026-06"))
    assert (found.numerator, found.denominator, found.value) == (44, 100, 44.0)
    assert (found.first.period, found.last.period) == ("2026-04", "2026-06")


def test_a_count_adds_up_and_an_average_goes_by_its_cases():
    assert year_to_date(COUNT, [month("2026-04", 700), month("2026-05", 612)], upto("2026-05")).value == 1312
    found = year_to_date(AVERAGE, [month("2026-04", 60, 2), month("2026-05", 300, 8)], upto("2026-05"))
    assert found.value == 36


def test_months_after_the_period_and_before_april_are_no_part_of_it():
    months = [month(f"2025-{n:02}", 1) for n in range(4, 13)] + [month(f"2026-{n:02}", 1) for n in range(1, 8)]
    assert year_to_date(COUNT, months, upto("2026-01")).value == 10
    assert year_to_date(COUNT, months, upto("2026-03")).value == 12
    assert year_to_date(COUNT, months, upto("2026-04")).value == 1


def test_it_ends_before_the_first_month_that_is_not_complete():
    months = [month("2026-04", 5, 10), month("2026-05", 6, 10), month("2026-06", 1, 2, "incomplete")]
    found = year_to_date(PERCENT, months, upto("2026-06"))
    assert (found.value, found.last.period) == (55, "2026-05")
    assert year_to_date(PERCENT, months[2:], upto("2026-06")).why == "incomplete"


@pytest.mark.parametrize("status", ["suppressed", "not loaded", "starts too late"])
def test_a_month_without_counts_leaves_it_without_a_value(status):
    months = [month("2026-04", None, None, status), month("2026-05", 6, 10)]
    assert (year_to_date(PERCENT, months, upto("2026-05")).value, year_to_date(PERCENT, months, upto("2026-05")).why) == (None, status)


def test_a_line_that_begins_within_the_year_has_no_year_to_date():
    assert year_to_date(COUNT, [month("2026-06", 7)], upto("2026-06")).why == "starts too late"


def test_a_month_without_cases_adds_none_and_a_year_without_is_said():
    assert year_to_date(PERCENT, [month("2026-04", 0, 0, "no cases"), month("2026-05", 3, 4)], upto("2026-05")).value == 75
    assert year_to_date(PERCENT, [month("2026-04", 0, 0, "no cases")], upto("2026-04")).why == "no cases"


@pytest.mark.parametrize("indicator, kind", [(OPEN, "latest"), (RATE, "12 months")])
def test_what_is_open_on_a_day_and_rates_of_twelve_months_are_the_latest(indicator, kind):
    months = [month("2026-04", 9, 100, value=9.0), month("2026-05", 8, 100, value=8.0), month("2026-06", 2, 100, "incomplete", value=2.0)]
    found = year_to_date(indicator, months, upto("2026-06"))
    assert (found.kind, found.value, found.last.period) == (kind, 8.0, "2026-05")


def test_the_sum_of_a_whole_year_is_the_figure_of_the_year(tmp_path):
    """Held against the engine: the months of a year give what it gives for the year."""
    from metrics.compute import compute
    from metrics.reference import Reference
    from tests.benchmarks.computing import ROOT, make_tables

    chosen = {name: ALL[name] for name in ("contacts", "contacts_72h", "assessments_45wd")}
    values = compute(chosen, make_tables(4_000), Reference.read(ROOT / "data" / "reference"))
    for name, indicator in chosen.items():
        of = values[(values["indicator"] == name) & (values["team"] == "")]
        years = of[(of["grain"] == "year") & (of["status"] == "ok")]
        months = [row for row in of[of["grain"] == "month"].itertuples(index=False) if not pd.isna(row.numerator)]
        assert len(years) > 2
        for year in years.itertuples(index=False):
            found = year_to_date(indicator, months, year.period_end)
            assert found.value == pytest.approx(year.value), (name, year.period)
