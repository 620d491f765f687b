"""Whether two figures differ by more than chance: from a figure taken as given (England's), and from oneself a year ago.

`of_figure` says so of a measure value, for whatever it can be set beside.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from metrics.intervals import wilson

if TYPE_CHECKING:
    from metrics.comparison import Comparison
    from metrics.indicator import Indicator

SAME, ABOVE, BELOW = "no different", "above", "below"
ENGLAND, NEIGHBOURS, YEAR_AGO = "England", "neighbours", "a year ago"

#: What each verdict rests on, in words for whoever asks.
TESTS = {
    "given": "Whether the 95% interval of this figure leaves the other out, which is taken as given, without an interval of its own.",
    "proportions": "Whether the 95% interval of the difference of the two percentages (Newcombe’s hybrid score method, 1998) leaves nought out.",
    "counts": "Whether two numbers of cases could come of one rate: an exact test (Przyborowski and Wilenski, 1940), at 5%. Where the same children "
    "are counted in both, it finds fewer differences than there are.",
}


@dataclass(frozen=True)
class Difference:
    """Whether a figure is `above`, `below` or `no different` from another by more than chance would give, 95 %.

    `value` is the other's, `period_end` the day it speaks of. `is_other_day`: a published one that is not of the figure's own day.
    `test` is a key of TESTS.
    """

    beside: str
    verdict: str
    value: float
    period_end: pd.Timestamp
    is_other_day: bool
    test: str

    @property
    def is_real(self) -> bool:
        return self.verdict != SAME


def of_figure(indicator: Indicator, figure, comparison: Comparison | None = None, ago=None) -> list[Difference]:
    """Whether a figure differs from England's, from the neighbours' mean, and from the same figure a year before.

    `figure` and `ago` are measure values: a row of `values.itertuples()`, or anything with its names; missing numbers may be NaN or
    None. Only settled figures (`ok`) are compared. What has no interval, such as an average or days lost of days available, differs
    from nothing; a count, which has none either, is compared with itself a year before.
    """
    if figure is None or figure.status != "ok":
        return []
    found = []
    own_day = pd.Timestamp(figure.period_end).normalize()
    if comparison is not None:
        for beside, other in ((ENGLAND, comparison.england), (NEIGHBOURS, comparison.neighbour_mean)):
            verdict = from_given(figure.lower, figure.upper, other.value)
            if verdict:
                found.append(Difference(beside, verdict, other.value, other.period_end, other.period_end != own_day, "given"))
    if ago is None or ago.status != "ok":
        return found
    of = ago.value, pd.Timestamp(ago.period_end).normalize(), False
    if indicator.unit == "percent" and not indicator.is_ratio:
        verdict = of_proportions(figure.numerator, figure.denominator, ago.numerator, ago.denominator)
        found.append(Difference(YEAR_AGO, verdict, *of, "proportions"))
    elif indicator.is_rate or not indicator.has_denominator:
        populations = (figure.denominator, ago.denominator) if indicator.is_rate else (1, 1)
        verdict = of_counts(figure.numerator, populations[0], ago.numerator, populations[1])
        found.append(Difference(YEAR_AGO, verdict, *of, "counts"))
    return found


def of_groups(groups: Iterable[tuple[float, float]], fewest: float = 0) -> list[str | None]:
    """Of each group's (x, n), whether its proportion differs from that of all the others together; None where either has fewer than `fewest`."""
    x, n = np.array(list(groups), float).reshape(-1, 2).T
    others_x, others_n = np.maximum(x.sum() - x, 0), n.sum() - n
    enough = np.minimum(n, others_n) >= max(fewest, 1e-9)
    lower, upper = difference_of_proportions(x[enough], n[enough], others_x[enough], others_n[enough])
    verdicts = np.full(len(n), None, object)
    verdicts[enough] = np.where(lower > 0, ABOVE, np.where(upper < 0, BELOW, SAME))
    return verdicts.tolist()


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


@lru_cache(8192)  # half a millisecond each, and asked for again in every sentence that speaks of them
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
