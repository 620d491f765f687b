"""Vectors from the test data of PHEindicatormethods and FunnelPlotR."""

import numpy as np
import pytest

from metrics.funnels import INNER, OUTER, arcsine_limits, proportion_limits, proportion_position, rate_position, ratio_limits


@pytest.mark.parametrize(
    ("n", "inner", "outer"),
    [
        (3, (35.933491, 100), (10.150815, 100)),
        (7, (51.373565, 100), (34.494842, 100)),
        (10, (56.154344, 100), (42.03259, 100)),
        (27, (65.739462, 95.545433), (57.145237, 100)),
        (211, (75.311383, 85.973512), (72.237075, 89.04782)),
    ],
)
def test_proportions(n, inner, outer):
    assert [100 * v for v in proportion_limits(0.80642448, n, INNER)] == pytest.approx(inner, abs=1e-5)
    assert [100 * v for v in proportion_limits(0.80642448, n, OUTER)] == pytest.approx(outer, abs=1e-5)


def test_arcsine():
    assert arcsine_limits(0.8, 50) == pytest.approx((0.679091, 0.898007), abs=1e-6)
    assert arcsine_limits(0.8, 50, OUTER) == pytest.approx((0.602506, 0.941103), abs=1e-6)


def test_the_arcsine_form_never_turns_back():
    assert arcsine_limits(0.98, 3)[1] == 1
    assert arcsine_limits(0.02, 3)[0] == 0


@pytest.mark.parametrize(("coverage", "lower", "upper"), [
    (INNER, (0.5596924, 0.6108260, 0.6746958), (1.649348, 1.544419, 1.427562)),
    (OUTER, (0.3862650, 0.4479107, 0.5289724), (2.082907, 1.902094, 1.702771)),
])  # fmt: skip
def test_ratios(coverage, lower, upper):
    found = ratio_limits([15, 20, 30], coverage)
    assert found[0] == pytest.approx(lower, abs=1e-6) and found[1] == pytest.approx(upper, abs=1e-6)


def test_no_events_where_one_was_expected_is_no_signal():
    assert rate_position(0, 1000, 0.001) == 0
    assert rate_position(0, 4000, 0.001) == -1
    assert rate_position(0, 10_000, 0.001) == -2


def test_positions_in_the_funnel():
    assert proportion_position(np.array([5, 2, 10, 30, 60]), np.array([10, 10, 10, 100, 100]), 0.5).tolist() == [0, 0, 2, -2, 1]
    assert proportion_position(0, 10, 0.5) == -2
    assert [rate_position(x, 10_000, 0.002).item() for x in (20, 31, 40, 5)] == [0, 1, 2, -2]


def test_on_the_limit_is_inside():
    lower, upper = proportion_limits(0.5, 100)
    assert proportion_position(lower * 100, 100, 0.5) == 0 and proportion_position(upper * 100, 100, 0.5) == 0
