"""How long to a target at the present pace, said only where the trend is real.

The pace is the Theil-Sen slope of the latest twelve months, the median of the slopes between any two of them, which no single odd
month can turn; its 95 % interval is Sen's, by Kendall's variance (scipy.stats.theilslopes). Nothing is said unless the slope leads
to the target, its interval leaves out standing still, and the control chart too has lately found a change that way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.comparison import Target
from metrics.control_charts import BEYOND, SHIFT, TREND
from metrics.periods import month_number, period
from metrics.signals import Signal

MONTHS, FEWEST = 12, 8
#: Among so many latest points the chart must have found a change in the direction of the target.
LATELY = 3
REAL = (TREND, SHIFT, BEYOND)
#: Beyond so many months, no number is said.
FAR = 36


@dataclass(frozen=True)
class Pace:
    """`a_month`: the change a month, with its interval; `n` the months it rests on.

    `months`: from the latest of them to the target, with the range that the interval gives; a number above FAR is only "far".
    """

    a_month: float
    slowest: float
    fastest: float
    n: int
    months: float
    soonest: float
    latest: float


def pace(signal: Signal, target: Target | None) -> Pace | None:
    """The pace towards a target; None where there is nothing to say.

    That is: without a target, or where the latest point or the line through the months meets it already; where figures share their
    months; with fewer than eight points in the latest twelve months since the last rebasing; and where the trend is not real. Of a
    range, the nearer end is aimed at. A gap counts as the time it is.
    """
    point = signal.latest
    if target is None or point is None or signal.variation is None or target.is_met_by(point.value):
        return None
    points = _lately(signal)
    if len(points) < FEWEST:
        return None
    at = np.array([_month(signal, p) for p in points], float)
    from scipy.stats import theilslopes  # here, because every start would wait for it

    slope, at_zero, slowest, fastest = theilslopes([p.value for p in points], at)
    level = at_zero + slope * at[-1]
    aim = target.value if target.upper is None or point.value < target.value else target.upper
    gap = aim - level
    if target.is_met_by(level) or gap * (aim - point.value) <= 0:
        return None
    way = 1 if gap > 0 else -1
    if way < 0:
        slowest, fastest = fastest, slowest
    found = any(p.special in REAL and p.direction == way for p in signal.points[-LATELY:])
    if not found or slope * way <= 0 or slowest * way <= 0:
        return None
    return Pace(float(slope), float(slowest), float(fastest), len(points), float(gap / slope), float(gap / fastest), float(gap / slowest))


def _lately(signal: Signal) -> list:
    """The points of the latest twelve months since the limits last started anew."""
    latest = _month(signal, signal.latest)
    since = max([latest - MONTHS + 1, *(month_number(each.from_on) for each in signal.rebasings)])
    return [p for p in signal.points if _month(signal, p) >= since]


def _month(signal: Signal, point) -> int:
    return month_number(period(point.period, signal.grain).end)
