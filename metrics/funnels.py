"""Funnels: whether a team or an authority lies further from the average than chance would put it, given its size.

Proportions by the normal form clipped to 0 to 1, rates by the interval of the observed count, as Public Health England's
PHEindicatormethods; the arcsine form and Poisson ratio limits as FunnelPlotR. The inner limits hold 95 %, the outer 99.8 %.
With a handful of teams, variation beyond chance that they all share cannot be estimated: limits are not adjusted for it.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from metrics.intervals import exact, rate_interval

INNER, OUTER = 0.95, 0.998


def _z(coverage: float) -> float:
    return NormalDist().inv_cdf((1 + coverage) / 2)


def proportion_limits(mean: float, n, coverage: float = INNER):
    """The proportions, 0 to 1, between which those with denominator `n` lie if they are all as `mean` but for chance."""
    half = _z(coverage) * np.sqrt(mean * (1 - mean) / np.asarray(n, float))
    return np.clip(mean - half, 0, 1)[()], np.clip(mean + half, 0, 1)[()]


def arcsine_limits(mean: float, n, coverage: float = INNER):
    """The same by the variance-stabilised form; its angle stays between 0 and a right angle."""
    half = _z(coverage) / (2 * np.sqrt(np.asarray(n, float)))
    angle = np.arcsin(np.sqrt(mean))
    return tuple((np.sin(np.clip(each, 0, np.pi / 2)) ** 2)[()] for each in (angle - half, angle + half))


def ratio_limits(expected, coverage: float = INNER):
    """The ratios of observed to `expected` events between which those lie that differ only by chance: the curves of a funnel of rates."""
    expected = np.asarray(expected, float)
    lower, upper = exact(expected, coverage)
    return (lower / expected)[()], (upper / expected)[()]


def proportion_position(x, n, mean: float):
    """Where a proportion x of n lies in the funnel: -2 or 2 beyond the outer limit, -1 or 1 beyond the inner, else 0."""
    return _position(np.asarray(x, float) / np.asarray(n, float), *proportion_limits(mean, n, OUTER), *proportion_limits(mean, n, INNER))


def rate_position(x, n, mean: float):
    """The same for x events among n: by the interval of what was observed, against `mean`, the rate of all.

    Limits taken at the expected count would call 0 events low where only 1 was expected.
    """
    inner, outer = (rate_interval(x, n, 1, coverage) for coverage in (INNER, OUTER))
    return -_position(mean, *outer, *inner)


def _position(value, low2, high2, low1, high1):
    return np.select([value < low2, value > high2, value < low1, value > high1], [-2, 2, -1, 1], 0)[()]
