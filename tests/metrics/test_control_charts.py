"""Vectors from NHSRplotthedots, nhspy and Making Data Count, and the edges where known tools go wrong."""

import numpy as np
import pytest

from metrics.control_charts import BEYOND, SHIFT, TREND, TWO_IN_THREE, ControlChart, p_chart, u_chart, xmr

R1 = [-0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285, -0.44566197,
      1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141]  # fmt: skip
R1_WITH_10 = [*R1[:14], 10, *R1[15:]]
SPIKE = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]


@pytest.mark.parametrize(
    ("series", "rules", "mean", "lower", "upper"),
    [
        (SPIKE, "older", 1.9444, -0.7156, 4.6044),
        (SPIKE, "current", 1.9444, -3.0626, 6.9515),
        (R1, "older", 0.1416238, -3.01138, 3.294627),
        (R1_WITH_10, "older", 0.6694159, -2.383666, 3.722497),
        (R1_WITH_10, "current", 0.6694159, -4.596625, 5.935457),
        (range(1, 11), "older", 5.5, 2.84, 8.16),
        ([3, 1, 4, 1, 5, 9, 2], "older", 3.571429, -6.625238, 13.768095),
        ([1, 2, 3, 2, 1, 2, 3, 4, 5, 6, 7, 4, 3, 2, 1, 2], "older", 3.0, -0.014667, 6.014667),
        ([16, 9, 4, 2, 1], "older", 6.4, -3.575, 16.375),
    ],
)
def test_limits(series, rules, mean, lower, upper):
    chart = xmr(series, rules=rules)
    assert (chart.mean[0], chart.lower[0], chart.upper[0]) == (pytest.approx(mean, abs=1e-4), pytest.approx(lower, abs=1e-4), pytest.approx(upper, abs=1e-4))


def flags(series, **options):
    return [f"{'+' if d > 0 else '-'}{s}" if s else "" for s, d in zip(*(lambda c: (c.special, c.direction))(xmr(series, **options)), strict=True)]


def test_a_rise_through_both_limits():
    assert flags(range(8)) == [f"-{BEYOND}", *[f"+{TREND}"] * 6, f"+{BEYOND}"]


def test_where_rules_disagree_the_improvement_is_told_and_by_the_older_rules_the_first():
    assert flags(range(8), good="high") == [*[f"+{TREND}"] * 7, f"+{BEYOND}"]
    assert flags(range(8), good="high", rules="older")[0] == f"-{BEYOND}"


def test_seven_pairs_and_a_swing_are_common_cause():
    chart = xmr([1, -1] * 7 + [5.5, -5.5], rules="older")
    assert (chart.lower[0], chart.upper[0]) == (pytest.approx(-6.175), pytest.approx(6.175))
    assert not chart.direction.any()


def test_two_in_three():
    chart = xmr([50, 52, 49, 51, 50, 53, 48, 51, 50, 52, 49, 51, 50, 52, 57, 56.5])
    assert chart.upper[0] == pytest.approx(57.6391, abs=1e-4)
    assert chart.special.tolist() == [""] * 14 + [TWO_IN_THREE] * 2


def test_two_in_three_counts_a_point_beyond_the_limit_since_2023():
    series = [50, 53, 48, 52, 49, 51, 47, 52, 50, 53, 48, 51, 49, 52, 62, 59]
    assert xmr(series).upper[0] == pytest.approx(61.7330, abs=1e-4)
    assert flags(series)[-2:] == [f"+{BEYOND}", f"+{TWO_IN_THREE}"]
    assert flags(series, rules="older")[-2:] == [f"+{BEYOND}", ""]


def test_of_two_in_three_the_one_inside_is_not_flagged():
    series = [50, 52, 49, 51, 50, 53, 48, 51, 50, 52, 49, 51, 50, 57, 52, 57]
    assert flags(series)[-3:] == [f"+{TWO_IN_THREE}", "", f"+{TWO_IN_THREE}"]


@pytest.mark.parametrize(("series", "expected"), [((1, 2, 3, 4, 5, 6, 7), [1] * 7), ((7, 6, 5, 4, 3, 2, 1), [-1] * 7), ((1, 2, 3, 3, 4, 5, 6), [0] * 7)])
def test_a_trend_is_seven_points_and_a_tie_breaks_it(series, expected):
    chart = xmr([*series, None, 40, -40, 40, -40])
    assert chart.direction[:7].tolist() == expected


def test_a_peak_shared_by_a_rise_and_a_fall_belongs_to_the_rise():
    chart = xmr([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1, None, 60, -60, 60, -60])
    assert chart.direction[:13].tolist() == [1] * 7 + [-1] * 6


def test_a_shift_is_seven_on_one_side_and_a_point_on_the_mean_breaks_it():
    up = [11, 13, 11, 13, 11, 13, 11]
    assert flags([*up, *[20 - v for v in up]]) == [f"+{SHIFT}"] * 7 + [f"-{SHIFT}"] * 7
    assert flags([*up[:3], 10, *up[3:], *[20 - v for v in up]])[:8] == [""] * 8


def test_rebased_limits_are_each_groups_own():
    chart = xmr([82, 85, 79, 84, 81, 83, 80, 86, 84, 82, 90, 92, 91, 93, 92, 94, 91, 93], rebased_at=[10])
    assert [chart.mean[0], chart.lower[0], chart.upper[0]] == pytest.approx([82.6, 73.1422, 92.0578], abs=1e-4)
    assert [chart.mean[-1], chart.lower[-1], chart.upper[-1]] == pytest.approx([92.0, 87.06, 96.94], abs=1e-4)
    assert not chart.direction.any()
    unrebased = xmr(chart.values)
    assert (unrebased.direction[:10] == -1).any() and (unrebased.direction[10:] == 1).all()
    assert not chart.is_enough, "eight points since the rebase"


# --- edges where known tools go wrong ---------------------------------------------------------------------------------


@pytest.mark.parametrize("rules", ["current", "older"])
@pytest.mark.parametrize("value", [100, 0, 66.7])
def test_a_series_without_variation_has_limits_at_its_mean_and_no_special_cause(value, rules):
    chart = xmr([value] * 13, good="high", rules=rules)
    assert [chart.mean[0], chart.lower[0], chart.upper[0]] == pytest.approx([value] * 3)
    assert not chart.direction.any()
    assert chart.variation == "common"
    assert (chart.assurance(value), chart.assurance(value + 0.1), chart.assurance(value - 0.1)) == ("pass", "fail", "pass")


def test_without_variation_low_is_good_too():
    chart = xmr([5] * 13, good="low")
    assert (chart.assurance(5), chart.assurance(4.9), chart.assurance(6)) == ("pass", "fail", "pass")


def test_screening_that_would_leave_nothing_keeps_everything():
    chart = xmr([1, 1, 1, 1, 2], rules="older")
    assert [chart.lower[0], chart.upper[0]] == pytest.approx([1.2 - 2.66 / 4, 1.2 + 2.66 / 4])
    assert chart.special.tolist()[:4] == [""] * 4


def test_a_gap_breaks_runs_and_no_range_crosses_it():
    assert xmr([1, 2, None, 9, 10]).upper[0] == pytest.approx(5.5 + 2.66)
    assert TREND in xmr([1, 2, 3, 4, 5, 6, 7, 8]).special
    assert TREND not in xmr([1, 2, 3, 4, None, 5, 6, 7, 8]).special
    assert SHIFT in xmr([11, 13, 11, 13, 11, 13, 11, *[9, 7] * 4]).special[:7]
    assert SHIFT not in xmr([11, 13, 11, None, 13, 11, 13, 11, *[9, 7] * 2]).special


@pytest.mark.parametrize("series", [[], [None, None], [5], [5, None, 6]])
def test_too_few_points_for_a_range_have_no_limits_and_no_flags(series):
    chart = xmr(series, good="high")
    assert np.isnan(chart.lower).all() and not chart.direction.any()
    assert chart.variation is None and chart.assurance(1) is None


def test_icons_need_thirteen_points_that_are_present():
    assert xmr([1, 2] * 6, good="high").variation is None
    assert xmr([1, 2] * 6 + [None], good="high").variation is None
    assert xmr([1, 2] * 6 + [1], good="high").variation == "common"


def test_where_neither_way_is_good_a_special_point_is_up_or_down():
    assert xmr([*[1, 2] * 8, 40]).variation == "up"
    assert xmr([*[1, 2] * 8, -40]).variation == "down"
    assert xmr([*[1, 2] * 8, -40]).assurance(3) is None


@pytest.mark.parametrize(("good", "expected"), [("high", ["fail", "pass", "hit or miss"]), ("low", ["pass", "fail", "hit or miss"])])
def test_assurance(good, expected):
    limits = [(1, 3), (5, 7), (1, 5)]
    charts = [ControlChart(*(np.full(13, float(v)) for v in (2, 2, lower, upper)), np.full(13, ""), np.zeros(13), np.full(13, 13), good) for lower, upper in limits]
    assert [chart.assurance(4) for chart in charts] == expected


def test_unknown_rules_are_refused():
    with pytest.raises(ValueError, match="rules 'oldest' are none of current, older"):
        xmr([1, 2], rules="oldest")


# --- counts ----------------------------------------------------------------------------------------------------------


def test_a_p_chart_is_wide_where_few_are_counted():
    chart = p_chart([50, 5, 45], [100, 10, 90], good="high")
    assert chart.mean.tolist() == [50.0] * 3
    assert chart.upper == pytest.approx([50 + 300 * (0.25 / n) ** 0.5 for n in (100, 10, 90)])
    assert p_chart([90, 9], [100, 10]).values.tolist() == [90.0, 90.0]


def test_a_u_chart_follows_its_denominators():
    chart = u_chart([4, 16, None, 10], [100, 400, 200, 0], per=1000)
    assert chart.mean[:2].tolist() == [40.0, 40.0]
    assert chart.upper[:2] == pytest.approx([40 + 3000 * (0.04 / n) ** 0.5 for n in (100, 400)])
    assert np.isnan(chart.values[2:]).all()


def test_a_p_chart_that_is_always_whole_has_no_special_cause():
    chart = p_chart([10] * 13, [10] * 13, good="high")
    assert chart.upper.tolist() == [100.0] * 13 and not chart.direction.any()
    assert chart.assurance(100) == "pass"
