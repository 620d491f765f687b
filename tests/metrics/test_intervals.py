"""Vectors from the test data of PHEindicatormethods; exact limits also from Poisson tables."""

import numpy as np
import pytest
from scipy.stats import poisson

from metrics.intervals import byar, exact, rate_interval, wilson


@pytest.mark.parametrize(
    ("x", "n", "confidence", "lower", "upper"),
    [
        (65, 100, 0.95, 0.552544, 0.736358),
        (65, 100, 0.998, 0.495495, 0.778354),
        (1045, 5000, 0.95, 0.197955, 0.220491),
        (1045, 5000, 0.998, 0.191794, 0.227316),
        (1, 100, 0.95, 0.001767, 0.054486),
        (1, 100, 0.998, 0.000873, 0.104554),
        (5, 100, 0.95, 0.021544, 0.111750),
        (5, 100, 0.998, 0.013865, 0.164589),
        (20, 100, 0.95, 0.133367, 0.288829),
        (20, 100, 0.998, 0.105192, 0.347111),
        (0, 20, 0.95, 0, 0.161125),
        (20, 20, 0.95, 0.838875, 1),
    ],
)
def test_wilson(x, n, confidence, lower, upper):
    assert wilson(x, n, confidence) == (pytest.approx(lower, abs=1e-6), pytest.approx(upper, abs=1e-6))


@pytest.mark.parametrize(
    ("x", "confidence", "lower", "upper"),
    [
        (65, 0.95, 50.163188, 82.849139),
        (65, 0.998, 42.880261, 94.000291),
        (1045, 0.95, 982.593202, 1110.331213),
        (1045, 0.998, 947.940704, 1148.806161),
        (10, 0.998, 2.916318, 24.193725),
        (9, 0.95, 4.106885, 17.085781),
    ],
)
def test_byar(x, confidence, lower, upper):
    assert byar(x, confidence) == (pytest.approx(lower, abs=1e-5), pytest.approx(upper, abs=1e-5))


@pytest.mark.parametrize(
    ("x", "n", "confidence", "lower", "upper"),
    [
        (20, 100, 0.95, 12.211429, 30.889880),
        (20, 100, 0.998, 8.922802, 38.085036),
        (1, 100, 0.95, 0.025318, 5.571643),
        (1, 100, 0.998, 0.001001, 9.233413),
        (5, 100, 0.95, 1.623486, 11.668332),
        (5, 100, 0.998, 0.739372, 16.454745),
        (9, 100, 0.95, 4.115373, 17.084803),  # still exact
    ],
)
def test_rates_per_100(x, n, confidence, lower, upper):
    found = rate_interval(x, n, 100, confidence)
    assert found == (pytest.approx(lower, abs=1e-6), pytest.approx(upper, abs=1e-6))


def test_from_10_events_a_rate_has_byars_interval():
    assert rate_interval(10, 10_000) == byar(10)
    assert rate_interval(9, 10_000) == exact(9)


def test_no_events_have_a_lower_limit_of_nought():
    lower, upper = rate_interval(0, 10_000)
    assert lower == 0
    assert poisson.cdf(0, upper) == pytest.approx(0.025)


def test_exact_limits_leave_a_fortieth_in_each_tail():
    lower, upper = exact(7)
    assert poisson.sf(6, lower) == pytest.approx(0.025)
    assert poisson.cdf(7, upper) == pytest.approx(0.025)


def test_arrays_have_the_limits_of_their_numbers():
    x, n = np.array([0, 5, 20, 65]), np.array([20, 100, 100, 100])
    for function in (wilson, lambda x, n: rate_interval(x, n, 100)):
        each = [function(*pair) for pair in zip(x, n, strict=True)]
        np.testing.assert_allclose(np.transpose(function(x, n)), each)


@pytest.mark.parametrize(
    ("x", "n", "confidence", "fault"),
    [
        (-1, 10, 0.95, "below 0"),
        (1, 0, 0.95, "not above 0"),
        (11, 10, 0.95, "above its denominator"),
        (1, 10, 0.5, "confidence 0.5"),
        (1, 10, 1, "confidence 1"),
    ],
)
def test_wilson_refuses_what_has_no_interval(x, n, confidence, fault):
    with pytest.raises(ValueError, match=fault):
        wilson(x, n, confidence)


@pytest.mark.parametrize(("x", "n", "confidence"), [(-1, 10, 0.95), (1, 0, 0.95), (1, 10, 0.89)])
def test_a_rate_refuses_it_too(x, n, confidence):
    with pytest.raises(ValueError, match="below 0|not above 0|confidence"):
        rate_interval(x, n, 100, confidence)


def test_a_rate_may_have_more_events_than_children():
    lower, upper = rate_interval(200, 100, 100)
    assert lower < 200 < upper
