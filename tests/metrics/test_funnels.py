"""Vectors from the test data of PHEindicatormethods and FunnelPlotR."""

import math

import numpy as np
import pytest

from metrics.funnels import (
    INNER,
    OUTER,
    adjusted_proportion_limits,
    adjusted_rate_limits,
    arcsine_limits,
    dispersion,
    funnel,
    proportion_limits,
    proportion_position,
    proportion_scores,
    rate_position,
    rate_scores,
    ratio_limits,
)


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


# --- over-dispersion ----------------------------------------------------------------------------------------------------

OBSERVED, EXPECTED = [100, 150, 180, 80, 120, 225], [108, 112, 165, 95, 100, 220]
#: The proportions that FunnelPlotR works out by hand in dev/workingout_binom.R.
HITS, CASES = [12, 30, 26, 50, 42, 71, 4, 29, 48, 36], [82, 98, 100, 125, 162, 151, 12, 100, 82, 99]


def test_phi_of_funnelplotr():
    """Its published 2.948033, for scores on the log scale, none of them winsorised."""
    o, e = np.array(OBSERVED), np.array(EXPECTED)
    assert dispersion(np.sqrt(e) * np.log(o / e), 1 / np.sqrt(e), winsorised=0).phi == pytest.approx(2.948033, abs=5e-7)


def percentile(values, share):
    """As a spreadsheet's PERCENTILE has it, spelt out."""
    values, place = sorted(values), share * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (place - below) * (values[above] - values[below])


@pytest.mark.parametrize("are_rates", [False, True])
def test_over_dispersion_by_hand(are_rates):
    """Spiegelhalter 2005, step by step with plain sums."""
    x, n = (OBSERVED, EXPECTED) if are_rates else (HITS, CASES)
    mean = sum(x) / sum(n)
    z, s = [], []
    for a, b in zip(x, n, strict=True):
        if are_rates:
            z.append(2 * (math.sqrt(a) - math.sqrt(mean * b)))
            s.append(1 / (2 * math.sqrt(mean * b)))
        else:
            z.append(2 * math.sqrt(b) * (math.asin(math.sqrt(a / b)) - math.asin(math.sqrt(mean))))
            s.append(1 / (2 * math.sqrt(b)))
    low, high = percentile(z, 0.1), percentile(z, 0.9)
    phi = sum(min(max(each, low), high) ** 2 for each in z) / len(z)
    weights = [1 / each**2 for each in s]
    tau2 = max(0, (len(z) * phi - (len(z) - 1)) / (sum(weights) - sum(w**2 for w in weights) / sum(weights)))
    found = dispersion(*(rate_scores if are_rates else proportion_scores)(x, n, mean))
    assert (found.phi, found.tau2) == (pytest.approx(phi), pytest.approx(tau2))
    assert tau2 > 0 and phi > 1


def test_what_differs_by_chance_alone_has_no_variance_of_its_own_and_the_arcsine_limits():
    assert dispersion([0.5, -0.5, 0.1, -0.2], [0.1] * 4).tau2 == 0
    assert adjusted_proportion_limits(0.8, 50, 0) == pytest.approx(arcsine_limits(0.8, 50))
    assert adjusted_rate_limits(2.0, 100, 0) == pytest.approx((2 * (1 - 1.959964 / (2 * math.sqrt(200))) ** 2, 2 * (1 + 1.959964 / (2 * math.sqrt(200))) ** 2))


def test_a_few_outliers_do_not_widen_the_limits_for_all():
    usual = np.tile([1.0, -1.0], 30)
    wild = np.append(usual, [25, 30, -28])
    assert dispersion(wild, np.full(len(wild), 0.1)).phi == pytest.approx(1)


def test_adjusted_limits_never_turn_back():
    """Where chance and tau leave no room, the squares would rise again; known tools draw that."""
    assert adjusted_proportion_limits(0.02, 3, 0.3)[0] == 0 and adjusted_proportion_limits(0.98, 3, 0.3)[1] == 1
    assert adjusted_rate_limits(0.001, 100, 0.3, OUTER)[0] == 0


def test_limits_of_many_are_adjusted_and_of_few_are_not():
    draw = np.random.default_rng(3)
    n = draw.integers(200, 2000, 150)
    x = draw.binomial(n, np.clip(draw.normal(0.8, 0.08, 150), 0.3, 1))
    found = funnel(x, n, are_rates=False)
    assert found.dispersion.phi > 5
    assert np.count_nonzero(found.positions) > 75 > 3 * np.count_nonzero(found.adjusted)
    few = funnel(x[:8], n[:8], are_rates=False)
    assert few.adjusted is None and few.dispersion is None


@pytest.mark.parametrize("are_rates", [False, True])
def test_the_curves_divide_those_outside_from_those_within(are_rates):
    draw = np.random.default_rng(5)
    n = draw.integers(50, 3000, 200)
    chance = draw.choice([0.02, 0.05, 0.09], 200)
    x = draw.poisson(n * chance) if are_rates else draw.binomial(n, chance)
    found = funnel(x, n, are_rates=are_rates)
    for adjusted, positions in ((False, found.positions), (True, found.adjusted)):
        curves = found.curves(n.min(), n.max(), adjusted)
        outside = np.zeros(len(n), int)
        for coverage in (INNER, OUTER):
            for side, sign in (("lower", -1), ("upper", 1)):
                at, limit = curves[coverage, side]
                assert at[0] == n.min() and at[-1] == n.max() and (np.diff(at) >= 0).all()
                outside += sign * (sign * (x / n) > sign * np.interp(n, at, limit))
        assert np.mean(outside == positions) > 0.99  # a straight line between the points of a curve
        assert {-2, -1, 0, 1, 2} >= set(positions)


def test_nothing_at_all_has_a_funnel_without_variance():
    found = funnel([0, 0, 0], [10, 20, 30], are_rates=False)
    assert found.mean == 0 and found.positions.tolist() == [0, 0, 0]
