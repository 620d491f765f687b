"""Figures in words and digits: the edges people would argue about."""

import datetime as dt
from types import SimpleNamespace

import pytest

from dashboard import wording
from dashboard.snapshot import Figure, Period
from metrics import registry


def indicator(unit="percent", good="high", decimals=None, shape="events", counts="", **more):
    decimals = {"count": 0}.get(unit, 1) if decimals is None else decimals
    return SimpleNamespace(unit=unit, good=good, decimals=decimals, shape=shape, counts=counts, **more)


def figure(value=None, numerator=None, denominator=None, status="ok", **more):
    empty = dict.fromkeys(Figure._fields)
    return Figure(
        **{**empty, "value": value, "numerator": numerator, "denominator": denominator, "status": status, **more}
    )


def period(grain, start, end, complete=True, label=""):
    return Period(grain, label, dt.datetime.fromisoformat(start), dt.datetime.fromisoformat(end), complete)


@pytest.mark.parametrize(
    ("amount", "decimals", "words"),
    [
        (2.5, 0, "3"),
        (12.25, 1, "12.3"),
        (1234567, 0, "1,234,567"),
        (-3.04, 1, "\u22123.0"),
        (-0.04, 1, "0.0"),
        (0, 0, "0"),
    ],
)
def test_numbers_are_rounded_half_up_with_a_true_minus_sign(amount, decimals, words):
    assert wording.number(amount, decimals) == words


@pytest.mark.parametrize(
    ("amount", "words"), [(1.44, "+1.4"), (-3.0, "\u22123.0"), (0.04, "0.0"), (-0.04, "0.0"), (1200.0, "+1,200.0")]
)
def test_a_change_has_a_sign_unless_it_rounds_to_nothing(amount, words):
    assert wording.signed(amount, 1) == words


def test_what_a_value_is_of():
    assert wording.counts(indicator(), figure(78.8, 52, 66)) == "52 of 66"
    assert wording.counts(indicator(), figure(14.1, 17.6, 124.9)) == "17.6 of 124.9 FTE"
    assert wording.counts(indicator(), figure(0, 0, 4.4)) == "0.0 of 4.4 FTE"
    assert wording.counts(indicator("per 10,000"), figure(40.4, 139, 34439), long=True) == "139 of 34,439 children"
    assert wording.counts(indicator("children per FTE"), figure(13.6, 765, 56.4)) == "765 children, 56.4 FTE"
    assert wording.counts(indicator("count"), figure(5, 5, None)) == ""


def test_a_change_is_better_or_worse_by_which_way_is_good():
    then, now = figure(80.0), figure(83.0)
    assert wording.change(indicator(good="high"), now, then) == ("+3.0", "better")
    assert wording.change(indicator(good="low"), now, then) == ("+3.0", "worse")
    assert wording.change(indicator(good=None), now, then) == ("+3.0", "")
    assert wording.change(indicator(), figure(80.04), then) == ("0.0", "")


def test_nothing_unsettled_is_compared():
    assert wording.change(indicator(), figure(80.0, status="incomplete"), figure(70.0)) is None
    assert wording.change(indicator(), figure(80.0), figure(None, status="no cases")) is None
    assert wording.change(indicator(), figure(80.0), None) is None


def test_a_change_in_a_sentence():
    words = wording.change_words(indicator(), figure(78.8), figure(81.8), "the quarter before")
    assert words == "3.0 points lower than the quarter before (81.8%)"
    assert (
        wording.change_words(indicator(), figure(80.0), figure(80.0), "a year before")
        == "the same as a year before (80.0%)"
    )
    assert (
        wording.change_words(indicator("count"), figure(12), figure(10), "a year before")
        == "2 higher than a year before (10)"
    )
    assert (
        wording.change_words(indicator(decimals=0), figure(81), figure(80), "then") == "1 point higher than then (80%)"
    )


@pytest.mark.parametrize(
    ("text", "unit", "good", "words"),
    [
        ("85", "percent", "high", "85% or more"),
        ("10", "percent", "low", "10% or less"),
        ("below 24.5", "percent", "low", "below 24.5%"),
        ("18 or fewer", "children per FTE", "low", "18 or fewer"),
        ("", "percent", "high", ""),
    ],
)
def test_targets_are_read_as_they_are_meant(text, unit, good, words):
    assert wording.target(indicator(unit, good), text) == words


@pytest.mark.parametrize("digits, words", [("+1", "+1 point"), ("\u22121.0", "\u22121.0 point"), ("+0.5", "+0.5 points"), ("0", "0 points"), ("11", "11 points")])
def test_a_difference_of_one_is_one_point(digits, words):
    assert wording.by(indicator(), digits) == words


def test_periods():
    quarter = period("quarter", "2026-07-01", "2026-09-30", label="2026-27 Q2")
    assert wording.period(quarter) == "July to September 2026"
    assert wording.period_option(quarter) == "2026-27 Q2 (Jul to Sep)"
    assert wording.period(period("year", "2025-04-01", "2026-03-31")) == "April 2025 to March 2026"
    unfinished = period("month", "2026-10-01", "2026-10-31", complete=False)
    assert wording.period_option(unfinished) == "October 2026, unfinished"
    as_at = dt.datetime(2026, 10, 12)
    assert wording.period_of(indicator(shape="spells"), unfinished, as_at) == "on 12\u00a0October 2026"
    assert wording.period_of(indicator(shape="events, 12 months"), quarter) == "12 months to September 2026"
    assert wording.period_of(indicator(), unfinished, as_at) == "October 2026, so far"


def test_the_year_of_a_published_figure():
    assert wording.financial_year(dt.datetime(2025, 3, 31)) == "2024-25"
    assert wording.financial_year(dt.datetime(2025, 9, 30)) == "Sep\u00a02025"


def test_why_there_is_no_value():
    needs = {"contacts": (), "workforce": ()}
    some = indicator("percent", needs=needs)
    assert wording.missing(some, figure(status="not loaded"), ["contacts"]) == "Not loaded: load the contacts extract"
    assert (
        wording.missing(some, None, ["contacts", "workforce"]) == "Not loaded: load the contacts and workforce extracts"
    )
    assert "lack a column" in wording.missing(some, figure(status="not loaded"), [])
    assert "contacts without ‘Contact Decision’" in wording.missing(
        some, figure(status="not loaded"), [], {"contacts": ["Contact Decision"]}
    )
    assert wording.missing(indicator("per 10,000"), None, [], team="MASH").startswith("Whole authority only")
    assert wording.missing(some, figure(status="no cases")) == "No cases"
    assert wording.missing(some, figure(status="incomplete")) == "Incomplete so far"
    assert wording.missing(some, figure(status="starts too late")).startswith("Starts too late")


def test_runs_of_rows_are_drawn_together():
    assert wording.cells([21, 17, 19, 20]) == "17, 19\u00a0to\u00a021"
    assert wording.cells([5]) == "5"


def test_lists_and_plurals():
    assert wording.listed(["a"]) == "a"
    assert wording.listed(["a", "b", "c"]) == "a, b and c"
    assert wording.plural(1, "file") == "1\u00a0file"
    assert wording.plural(1200, "row") == "1,200\u00a0rows"


def test_an_average_is_shown_with_its_unit_its_cases_and_their_median():
    weeks = registry.indicators()["proceedings_weeks"]
    case = figure(24.14, numerator=265.6, denominator=11, note="median 19.6")
    assert wording.value(weeks, case.value) == "24.1 weeks".replace(" ", wording.NBSP)
    assert wording.counts(weeks, case).replace(wording.NBSP, " ") == "11 cases, median 19.6"
    assert wording.target(weeks, "26 or fewer").replace(wording.NBSP, " ") == "26 weeks or fewer"
    then = figure(23.1, numerator=231, denominator=10, note="median 20.0")
    assert wording.change_words(weeks, case, then, "the year before").replace(wording.NBSP, " ") == "1.0 week higher than the year before (23.1 weeks)"


@pytest.mark.parametrize(
    ("name", "words"), [("sickness_rate", "46.5 of 260.0 days"), ("agency_rate", "46.5 of 260.0 FTE"), ("turnover_rate", "46.5 of 260.0 FTE")]
)
def test_what_is_weighed_is_named(name, words):
    assert wording.counts(registry.indicators()[name], figure(17.9, numerator=46.5, denominator=260.0)) == words


def test_what_was_reported_for_days_and_months_is_told_in_words_and_years_as_they_are():
    said = wording.reported("2013-03-31: 208; 2023-11: 22; 2022-23: 54 (of 50)")
    assert said.replace(wording.NBSP, " ") == "31 March 2013: 208; November 2023: 22; 2022-23: 54 (of 50)"
