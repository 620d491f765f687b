"""Funnels: whether a team or an authority lies further from the average than chance would put it, given its size.

Proportions by the normal form clipped to 0 to 1, rates by the interval of the observed count, as Public Health England's
PHEindicatormethods; the arcsine form and Poisson ratio limits as FunnelPlotR. The inner limits hold 95 %, the outer 99.8 %.
With a handful of teams, variation beyond chance that they all share cannot be estimated: limits are not adjusted for it.

A hundred authorities differ by more than chance without any of them being unusual: in their families, in how they record.
Limits for chance alone would name most of them. Over-dispersion (Spiegelhalter 2005; FunnelPlotR) measures how much more, and
widens the limits by it: each is scored by how many standard errors it lies from the mean on a scale that steadies its
variance, scores are winsorised at 10 and 90 %, phi is the mean of their squares, and tau2 the variance between authorities
that phi leaves over after chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from metrics.intervals import exact, rate_interval

INNER, OUTER = 0.95, 0.998
#: From so many on, variation that they all share can be told from chance; teams never are so many.
ENOUGH_TO_ADJUST = 30


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


def rate_curves(mean: float, events, coverage: float = INNER):
    """Two curves, the lower and the upper limit: for so many events the denominator at which their rate begins to be outside, and that rate.

    What lies below the lower curve, or above the upper, has an exact interval without the mean in it.
    """
    events = np.asarray(events, float)
    fewest, most = exact(events, coverage)
    with np.errstate(invalid="ignore"):  # no events are never too many
        return tuple((n, events / n) for n in (most / mean, fewest / mean))


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


# Over-dispersion


@dataclass(frozen=True)
class Dispersion:
    """How much more `n` differ than by chance: `phi` is 1 where not at all; `tau2` is the variance between them."""

    n: int
    phi: float
    tau2: float


def proportion_scores(x, n, mean: float):
    """How many standard errors each proportion x of n lies from `mean`, on the arcsine scale, and those errors."""
    n = np.asarray(n, float)
    error = 1 / (2 * np.sqrt(n))
    return (np.arcsin(np.sqrt(np.asarray(x, float) / n)) - np.arcsin(np.sqrt(mean))) / error, error


def rate_scores(x, n, mean: float):
    """The same for x events among n, on the square root of observed over expected."""
    expected = mean * np.asarray(n, float)
    error = 1 / (2 * np.sqrt(expected))
    return (np.sqrt(np.asarray(x, float) / expected) - 1) / error, error


def dispersion(scores, errors, winsorised: float = 0.1) -> Dispersion:
    """Over-dispersion of scores: scores beyond the 10th and 90th percentile count as if they lay on it, so that few do not widen all limits."""
    scores, weights = np.asarray(scores, float), 1 / np.asarray(errors, float) ** 2
    n = len(scores)
    phi = float(np.mean(np.clip(scores, *np.quantile(scores, [winsorised, 1 - winsorised])) ** 2))
    if n * phi <= n - 1:
        return Dispersion(n, phi, 0.0)
    return Dispersion(n, phi, float((n * phi - (n - 1)) / (weights.sum() - (weights**2).sum() / weights.sum())))


def adjusted_proportion_limits(mean: float, n, tau2: float, coverage: float = INNER):
    """Limits for denominator `n` that allow for `tau2`; the angle stays between 0 and a right angle, else limits would turn back."""
    half = _z(coverage) * np.sqrt(1 / (4 * np.asarray(n, float)) + tau2)
    angle = np.arcsin(np.sqrt(mean))
    return tuple((np.sin(np.clip(each, 0, np.pi / 2)) ** 2)[()] for each in (angle - half, angle + half))


def adjusted_rate_limits(mean: float, n, tau2: float, coverage: float = INNER):
    """The same for rates of events among `n`; the lower limit stops at 0, where its square would rise again."""
    half = _z(coverage) * np.sqrt(1 / (4 * mean * np.asarray(n, float)) + tau2)
    return tuple((mean * np.maximum(1 + each, 0) ** 2)[()] for each in (-half, half))


# A whole funnel


@dataclass(frozen=True, eq=False)
class Funnel:
    """Proportions (0 to 1) or rates (events each) set in a funnel about `mean`, all of them taken together.

    `positions`: for each -2 or 2 beyond the outer limit, -1 or 1 beyond the inner, 0 between, for chance alone; `adjusted` the same
    where limits allow for over-dispersion, None where there are too few to estimate it.
    """

    are_rates: bool
    mean: float
    positions: np.ndarray
    dispersion: Dispersion | None = None
    adjusted: np.ndarray | None = None

    def curves(self, smallest: float, largest: float, adjusted: bool = False) -> dict[tuple[float, str], tuple[np.ndarray, np.ndarray]]:
        """(coverage, "lower" or "upper") -> denominators, rising from the smallest to the largest, and the limit at each."""
        n = np.geomspace(smallest, largest, 80)
        found = {}
        for coverage in (INNER, OUTER):
            if adjusted:
                limits = adjusted_rate_limits if self.are_rates else adjusted_proportion_limits
                both = [(n, limit) for limit in limits(self.mean, n, self.dispersion.tau2, coverage)]
            elif self.are_rates:
                both = [_within(*curve, smallest, largest) for curve in rate_curves(self.mean, _counts(self.mean, largest), coverage)]
            else:
                both = [(n, limit) for limit in proportion_limits(self.mean, n, coverage)]
            found |= {(coverage, side): curve for side, curve in zip(("lower", "upper"), both, strict=True)}
        return found


def funnel(x, n, *, are_rates: bool) -> Funnel:
    """The funnel of x of n, or of x events among n. With 30 or more of them limits that allow for over-dispersion are made as well."""
    x, n = np.asarray(x, float), np.asarray(n, float)
    mean = float(x.sum() / n.sum())
    positions = (rate_position if are_rates else proportion_position)(x, n, mean)
    if len(x) < ENOUGH_TO_ADJUST or not 0 < mean < (np.inf if are_rates else 1):
        return Funnel(are_rates, mean, positions)
    found = dispersion(*(rate_scores if are_rates else proportion_scores)(x, n, mean))
    limits = adjusted_rate_limits if are_rates else adjusted_proportion_limits
    adjusted = _position(x / n, *limits(mean, n, found.tau2, OUTER), *limits(mean, n, found.tau2, INNER))
    return Funnel(are_rates, mean, positions, found, adjusted)


def _counts(mean: float, largest: float) -> np.ndarray:
    """Numbers of events that curves are drawn through: every one to start with, then ever fewer."""
    most = 2 * mean * largest + 20
    return np.unique(np.concatenate([np.arange(0, 30), np.geomspace(30, max(most, 31), 120).round()]))


def _within(n, limit, smallest, largest):
    """The part of a curve between two denominators, its ends between points included."""
    ends = np.array([smallest, largest])
    known = ~np.isnan(limit)
    n, limit = n[known], limit[known]
    inside = (n > smallest) & (n < largest)
    n, limit = np.concatenate([n[inside], ends]), np.concatenate([limit[inside], np.interp(ends, n, limit)])
    order = np.argsort(n, kind="stable")
    return n[order], limit[order]
