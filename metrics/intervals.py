"""Confidence intervals for proportions and rates.

Wilson for proportions, Byar's approximation for rates from 10 events up, exact Poisson below that: the methods of
Public Health England's technical guide (PHEindicatormethods). Every function takes numbers or arrays.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

#: Below so many events a rate's interval is exact; from there on it is Byar's.
EXACT_BELOW = 10


def _z(confidence: float) -> float:
    if not 0.9 <= confidence < 1:
        raise ValueError(f"confidence {confidence} is not from 0.9 to below 1.")
    return NormalDist().inv_cdf(confidence + (1 - confidence) / 2)


def _checked(x, n) -> tuple[np.ndarray, np.ndarray]:
    x, n = np.asarray(x, float), np.asarray(n, float)
    if np.any(x < 0):
        raise ValueError("an observed number is below 0.")
    if np.any(n <= 0):
        raise ValueError("a denominator is not above 0.")
    return x, n


def wilson(x, n, confidence: float = 0.95):
    """Lower and upper limit of the proportion x of n, from 0 to 1, by Wilson's method without continuity correction.

    ValueError where x is below 0 or above n, n is not above 0, or confidence is not from 0.9 to below 1.
    """
    z = _z(confidence)
    x, n = _checked(x, n)
    if np.any(x > n):
        raise ValueError("a numerator is above its denominator.")
    middle, half = 2 * x + z**2, z * np.sqrt(z**2 + 4 * x * (1 - x / n))
    lower, upper = (middle - half) / (2 * (n + z**2)), (middle + half) / (2 * (n + z**2))
    return np.clip(lower, 0, 1)[()], np.clip(upper, 0, 1)[()]


def byar(x, confidence: float = 0.95):
    """Lower and upper limit of the number of events expected where x were seen, by Byar's approximation.

    The lower limit is missing where the approximation falls below 0; for few events use `exact`.
    """
    z = _z(confidence)
    x = np.asarray(x, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = x * (1 - 1 / (9 * x) - z / (3 * np.sqrt(x))) ** 3
    upper = (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * np.sqrt(x + 1))) ** 3
    return np.where(lower < 0, np.nan, lower)[()], upper[()]


def exact(x, confidence: float = 0.95):
    """Lower and upper limit of the number of events expected where x were seen, exact for a Poisson count.

    Half the chi-squared quantiles with 2x and 2x + 2 degrees of freedom, written as the gamma quantiles that they are.
    """
    from scipy.special import (
        gammaincinv,  # here, because every process that reads a file would wait for it
    )

    _z(confidence)
    x = np.asarray(x, float)
    tail = (1 - confidence) / 2
    # There is no such quantile at 0 events; the limit is 0.
    lower = np.where(x == 0, 0.0, gammaincinv(np.where(x == 0, 1, x), tail))
    return lower[()], gammaincinv(x + 1, 1 - tail)[()]


def rate_interval(x, n, multiplier: float = 10_000, confidence: float = 0.95):
    """Lower and upper limit of the rate of x events per `multiplier` of n: exact below 10 events, else Byar's.

    ValueError where x is below 0, n is not above 0, or confidence is not from 0.9 to below 1.
    """
    x, n = _checked(x, n)
    few = x < EXACT_BELOW
    lower, upper = np.where(few, exact(x, confidence), byar(x, confidence))
    return (lower / n * multiplier)[()], (upper / n * multiplier)[()]
