"""Vectors from Newcombe's paper of 1998, table II; and what is said of a measure value beside others."""

import math
from types import SimpleNamespace

import pandas as pd
import pytest

from metrics.comparison import Figure
from metrics.differences import TESTS, difference_of_proportions, from_given, of_counts, of_figure, of_groups, of_proportions
from metrics.intervals import rate_interval, wilson
from metrics.registry import indicators


@pytest.mark.parametrize(
    ("x1", "n1", "x2", "n2", "lower", "upper"),
    [(56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (6, 7, 2, 7, 0.0582, 0.8062), (5, 56, 0, 29, -0.0381, 0.1926),
     (0, 10, 0, 20, -0.1611, 0.2775), (10, 10, 0, 20, 0.6791, 1.0), (10, 10, 0, 10, 0.6075, 1.0)],
)  # fmt: skip
def test_newcombes_worked_differences(x1, n1, x2, n2, lower, upper):
    assert difference_of_proportions(x1, n1, x2, n2) == pytest.approx((lower, upper), abs=1e-4)


@pytest.mark.parametrize(("figures", "said"), [((56, 70, 48, 80), "above"), ((48, 80, 56, 70), "below"), ((5, 56, 0, 29), "no different"), ((0, 5, 0, 5), "no different")])
def test_proportions(figures, said):
    assert of_proportions(*figures) == said


@pytest.mark.parametrize(
    ("figures", "said"),
    [((0, 1, 0, 1), "no different"), ((0, 1, 5, 1), "no different"), ((0, 1, 6, 1), "below"), ((9, 1, 1, 1), "above"), ((100, 1, 120, 1), "no different"),
     ((100, 1, 140, 1), "below"), ((20, 1000, 20, 2000), "above"), ((10, 1000, 20, 2000), "no different")],
)  # fmt: skip
def test_counts_and_rates(figures, said):
    assert of_counts(*figures) == said


def test_a_figure_differs_from_a_given_one_that_its_interval_excludes():
    assert [from_given(10, 20, given) for given in (9, 10, 15, 20, 21, math.nan, None)] == ["above", *["no different"] * 3, "below", None, None]


# --- of a measure value -------------------------------------------------------------------------------------------------

DAY = pd.Timestamp("2025-03-31")


def figure(numerator, denominator=None, *, status="ok", day=DAY, scale=100):
    """A measure value as compute gives it."""
    lower = upper = math.nan
    if denominator and scale == 100:
        lower, upper = (100 * limit for limit in wilson(numerator, denominator))
    elif denominator and scale == 10_000:
        lower, upper = rate_interval(numerator, denominator)
    value = numerator * scale / denominator if denominator else numerator
    return SimpleNamespace(numerator=numerator, denominator=denominator or math.nan, value=value, lower=lower, upper=upper, status=status, period_end=day)


def beside(england, neighbours, day=DAY):
    return SimpleNamespace(england=Figure("England", england, day), neighbour_mean=Figure("Neighbours, mean", neighbours, day))


def said(indicator, *figures):
    return [(each.beside, each.verdict) for each in of_figure(indicators()[indicator], *figures)]


def test_a_percentage_beside_england_the_neighbours_and_itself():
    """Herefordshire's 71.1 % of 419 assessments beside England's 85.7 %, its neighbours' 83.4 %, and 95.6 % of 1,088 the year before."""
    found = of_figure(indicators()["assessments_45wd"], figure(298, 419), beside(85.7, 83.4), figure(1040, 1088, day=pd.Timestamp("2024-03-31")))
    assert [(each.beside, each.verdict, each.is_real) for each in found] == [("England", "below", True), ("neighbours", "below", True), ("a year ago", "below", True)]
    assert [(each.value, each.test) for each in found] == [(85.7, "given"), (83.4, "given"), (pytest.approx(95.588, abs=1e-3), "proportions")]
    assert set(TESTS) >= {each.test for each in found}


def test_nine_of_ten_are_no_different_from_seven_in_ten():
    assert said("assessments_45wd", figure(9, 10), beside(70, 62), figure(6, 10)) == [
        ("England", "no different"), ("neighbours", "no different"), ("a year ago", "no different"),
    ]  # fmt: skip


def test_a_rate_is_compared_by_its_numbers_and_its_populations():
    """139 plans among 34,439 children are no different from England's 40.6, and fewer than 203 among 34,260."""
    assert said("cp_plan_rate", figure(139, 34439, scale=10_000), beside(40.6, 32.0), figure(203, 34260, scale=10_000)) == [
        ("England", "no different"), ("neighbours", "above"), ("a year ago", "below"),
    ]  # fmt: skip


def test_a_count_is_compared_with_itself_a_year_before():
    assert said("referrals", figure(140), None, figure(100)) == [("a year ago", "above")]
    assert said("referrals", figure(120), None, figure(100)) == [("a year ago", "no different")]


def test_what_has_no_interval_is_said_nothing_of():
    plain = SimpleNamespace(**{**vars(figure(765, 56.4, scale=1)), "lower": None, "upper": None})
    assert said("caseload_average", plain, beside(15.2, 16.4), plain) == []
    assert said("sickness_rate", plain, beside(3.1, 3.0), plain) == []


@pytest.mark.parametrize("status", ["incomplete", "no cases", "not loaded"])
def test_only_settled_figures_are_compared(status):
    assert said("assessments_45wd", figure(298, 419, status=status), beside(85.7, 83.4)) == []
    assert said("assessments_45wd", figure(298, 419), None, figure(1040, 1088, status=status)) == []


def test_what_is_not_published_is_not_compared():
    assert said("assessments_45wd", figure(298, 419), beside(None, 83.4)) == [("neighbours", "below")]


def test_a_published_figure_of_another_day_says_so():
    found = of_figure(indicators()["assessments_45wd"], figure(298, 419, day=pd.Timestamp("2025-09-30 23:59:59")), beside(85.7, 83.4))
    assert [each.is_other_day for each in found] == [True, True]
    assert not of_figure(indicators()["assessments_45wd"], figure(298, 419), beside(85.7, 83.4))[0].is_other_day


def test_groups_are_set_beside_all_the_others_together():
    assert of_groups([(198, 241), (64, 128), (36, 50)]) == ["above", "below", "no different"]
    assert of_groups([(9, 9), (64, 128), (0, 0)], fewest=10) == [None, None, None]
    assert of_groups([(5, 10)]) == [None] and of_groups([]) == []
