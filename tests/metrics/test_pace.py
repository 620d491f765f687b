"""How long to a target: by the definition, by hand, and only where the trend is real."""

from itertools import combinations
from statistics import median

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import theilslopes

from metrics.comparison import Target
from metrics.pace import FAR, pace
from metrics.reference import Rebasing
from metrics.registry import indicators
from metrics.signals import signal
from tests.metrics.test_signals import line

ALL = indicators()
PERCENT, COUNT = ALL["contacts_72h"], ALL["contacts"]
FLAT = [60, 61, 60, 59, 60, 61, 60, 59, 60, 61, 60, 59]
RISING = [*FLAT, *(60 + n for n in range(1, 13))]  # a point a month, to 72
FALLING = [120 - value for value in RISING]


def of(values, aim, direction="or more", indicator=PERCENT, **options):
    upper = options.pop("upper", None)
    return pace(signal(indicator, line(values), **options), Target("x", aim, direction, upper=upper))


def test_a_point_a_month_and_eight_to_go_are_eight_months():
    found = of(RISING, 80)
    assert (found.a_month, found.n, found.months) == (pytest.approx(1), 12, pytest.approx(8))
    assert (found.soonest, found.latest) == (pytest.approx(8), pytest.approx(8))


def test_down_to_a_target_likewise():
    found = of(FALLING, 40, "or fewer", COUNT)
    assert (found.a_month, found.months) == (pytest.approx(-1), pytest.approx(8))


def test_of_a_range_the_nearer_end_is_aimed_at():
    assert of(RISING, 75, "between", upper=80).months == pytest.approx(3)
    assert of(FALLING, 40, "between", COUNT, upper=45).months == pytest.approx(3)


def test_nothing_is_said_without_a_target_nor_where_it_is_met_nor_where_the_line_leads_away():
    assert pace(signal(PERCENT, line(RISING)), None) is None
    assert of(RISING, 72) is None
    assert of(RISING, 70) is None
    assert of(FALLING, 80) is None


def test_nothing_is_said_where_the_latest_point_misses_what_the_line_has_reached():
    """The months have come to the target, and the last one slipped: there is no way left to go."""
    assert of([*RISING[:-1], 69.5], 70) is None


def test_usual_ups_and_downs_have_no_pace():
    assert of(FLAT * 2, 80) is None
    assert of([60.0] * 24, 80) is None


def test_a_steady_slope_that_the_chart_does_not_find_is_not_said():
    """A slope so slight that the limits hold it: real, perhaps, but the chart has not found it yet."""
    wide = [40, 80] * 6
    values = [*wide, *(57 + 0.5 * n + (0.6 if n % 2 else 0) for n in range(12))]
    assert theilslopes(values[12:])[2] > 0.2
    assert signal(PERCENT, line(values)).variation == "common"
    assert of(values, 80) is None


def test_a_change_that_is_over_is_no_pace():
    """A leap two years ago left every month above the mean; the latest twelve stand still."""
    assert signal(PERCENT, line([40] * 12 + [60, 61, 60, 59] * 4)).variation == "improvement"
    assert of([40] * 12 + [60, 61, 60, 59] * 4, 80) is None


def test_fewer_than_eight_points_in_the_latest_twelve_months_are_too_few():
    def with_gaps(places):
        return pace(signal(PERCENT, line(RISING, status=dict.fromkeys(places, "no cases"))), Target("x", 80))

    assert with_gaps([13, 14, 15, 16]).n == 8
    assert with_gaps([13, 14, 15, 16, 17]) is None


def test_a_gap_counts_as_the_time_it_is():
    found = pace(signal(PERCENT, line(RISING, status={15: "no cases", 16: "no cases"})), Target("x", 80))
    assert found.a_month == pytest.approx(1)
    assert found.months == pytest.approx(8)


def test_only_what_came_since_the_last_rebasing_counts():
    values = [*(90 - n for n in range(13)), *FLAT[:6], *(61 + n for n in range(12))]
    rebased = [Rebasing("contacts_72h", "", pd.Timestamp(2025, 5, 1), "Teams merged", None)]
    assert of(values, 80, rebasings=rebased).a_month == pytest.approx(1)
    late = [Rebasing("contacts_72h", "", pd.Timestamp(2026, 4, 1), "Teams merged", None)]
    assert of(values, 80, rebasings=late) is None  # seven months: no limits yet either


def test_figures_of_twelve_months_each_have_no_pace():
    rolling = ALL["turnover_rate"]
    assert pace(signal(rolling, line(FALLING)), Target("x", 40, "or fewer")) is None


def test_what_is_far_is_a_number_beyond_the_cap():
    slow = [*(50 + 0.01 * (-1) ** n for n in range(12)), *(50 + 0.1 * n for n in range(1, 13))]
    assert of(slow, 80).months > FAR


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(-8, 8), min_size=12, max_size=12))
def test_the_slope_and_its_interval_by_every_pair_of_months(noise):
    """The second way: all 66 slopes in order, and from Kendall's variance how far from the middle the interval ends."""
    values = [*FLAT, *(62 + 3 * n + e / 2 for n, e in enumerate(noise))]
    found = of(values, 150, indicator=ALL["foster_households"])
    y = values[12:]
    slopes = sorted((y[b] - y[a]) / (b - a) for a, b in combinations(range(12), 2))
    ties = [y.count(value) for value in set(y) if y.count(value) > 1]
    variance = (12 * 11 * 29 - sum(k * (k - 1) * (2 * k + 5) for k in ties)) / 18
    out = 1.959964 * variance**0.5
    low, high = slopes[max(round((66 - out) / 2) - 1, 0)], slopes[min(round((66 + out) / 2), 65)]
    assert low > 0  # three a month, and noise of four at most
    assert (found.a_month, found.slowest, found.fastest) == (pytest.approx(median(slopes)), pytest.approx(low), pytest.approx(high))
    level = median(y) + median(slopes) * (11 - 5.5)
    assert found.months == pytest.approx((150 - level) / median(slopes))
    assert found.soonest <= found.months <= found.latest
    assert np.isfinite(found.latest)
