"""Whether two figures differ by more than chance: from a figure taken as given (England's), and from oneself a year ago."""

from __future__ import annotations

import numpy as np

from metrics.intervals import wilson

SAME, ABOVE, BELOW = "no different", "above", "below"


def from_given(lower: float, upper: float, given: float) -> str | None:
    """Whether a figure with this interval is `above` or `below` one that is taken as given, or `no different`; None where either is missing."""
    if any(value is None or np.isnan(value) for value in (lower, upper, given)):
        return None
    return ABOVE if lower > given else BELOW if upper < given else SAME


def difference_of_proportions(x1: float, n1: float, x2: float, n2: float, confidence: float = 0.95) -> tuple[float, float]:
    """Lower and upper limit of x1/n1 - x2/n2, from -1 to 1: Newcombe's hybrid score interval (1998, method 10)."""
    p1, p2 = x1 / n1, x2 / n2
    (l1, u1), (l2, u2) = wilson(x1, n1, confidence), wilson(x2, n2, confidence)
    difference = p1 - p2
    return difference - np.hypot(p1 - l1, u2 - p2), difference + np.hypot(u1 - p1, p2 - l2)


def of_proportions(x1: float, n1: float, x2: float, n2: float) -> str:
    """Whether the proportion x1 of n1 is above or below x2 of n2 by more than chance, 95 %."""
    lower, upper = difference_of_proportions(x1, n1, x2, n2)
    return ABOVE if lower > 0 else BELOW if upper < 0 else SAME


def of_counts(x1: int, n1: float, x2: int, n2: float) -> str:
    """Whether x1 events among n1 are more or fewer than x2 among n2 by more than chance, 95 %.

    Exact: given their sum, the first count is binomial if the rates are equal (Przyborowski and Wilenski, 1940). For plain
    counts of like periods let both denominators be 1.
    """
    from scipy.stats import binomtest  # here, because every start would wait for it

    if x1 + x2 == 0:
        return SAME
    expected = n1 / (n1 + n2)
    if binomtest(round(x1), round(x1 + x2), expected).pvalue >= 0.05:
        return SAME
    return ABOVE if x1 / n1 > x2 / n2 else BELOW
