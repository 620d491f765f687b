"""Control charts: which points of a series are more than its usual ups and downs.

Individual values with moving ranges (XmR), proportions (P) and rates (U). The rules are those of NHS England's Making Data Count
since November 2023; with `rules="older"` those of its earlier tools and of NHSRplotthedots. One point is *special* where
    it lies beyond the limits, three sigma from the mean;
    it is one of seven in a row that rise, or that fall;
    it is one of two in three beyond two sigma, all three on one side of the mean;
    it is one of seven in a row on one side of the mean.
The first that applies is told. A missing point is a gap: nothing runs across it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

#: Points from which limits are shown and judged by.
ENOUGH = 13
RUN = 7
#: Three sigma, from the average of the moving ranges of two points each.
THREE_SIGMA = 2.66
#: The older rules leave out moving ranges from so many times their average on.
OUTLYING = 3.267

RULES = ("current", "older")
BEYOND, TREND, TWO_IN_THREE, SHIFT = "beyond a limit", "seven rising or falling", "two in three near a limit", "seven on one side"


@dataclass(frozen=True, eq=False)
class ControlChart:
    """A series beside its limits; every array has one entry a point, NaN where there is none.

    `special` names the rule that flags a point, "" for none, and `direction` is 1 for up and -1 for down, 0 for none.
    `n` is the number of points that the limits of the point's own group rest on.
    """

    values: np.ndarray
    mean: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    special: np.ndarray
    direction: np.ndarray
    n: np.ndarray
    good: str | None = None

    @cached_property
    def last(self) -> int | None:
        """The place of the latest point that is present; None where there is none."""
        present = np.flatnonzero(~np.isnan(self.values))
        return int(present[-1]) if len(present) else None

    @property
    def is_enough(self) -> bool:
        """Whether the latest group has the points that limits need before anybody should judge by them."""
        return self.last is not None and self.n[self.last] >= ENOUGH

    def kind(self, place: int) -> str:
        """What a point says: `improvement`, `concern`, `up` or `down` where neither way is good, or `common`."""
        direction = self.direction[place]
        if not direction:
            return "common"
        if self.good is None:
            return "up" if direction > 0 else "down"
        return "improvement" if (direction > 0) == (self.good == "high") else "concern"

    @property
    def variation(self) -> str | None:
        """What the latest point says; None before there are points enough."""
        return self.kind(self.last) if self.is_enough else None

    def assurance(self, target: float | None) -> str | None:
        """Whether the target will be met while nothing changes: `pass`, `fail` or `hit or miss`.

        None without a target, where neither way is good, or before there are points enough. Limits that are the mean, for want
        of any variation, pass or fail by plain comparison.
        """
        if target is None or self.good is None or not self.is_enough:
            return None
        lower, upper = self.lower[self.last], self.upper[self.last]
        if self.good == "low":
            lower, upper, target = -upper, -lower, -target
        if _same(lower, upper, scale=max(abs(lower), abs(target))):
            return "pass" if target <= lower or _same(target, lower, scale=abs(lower)) else "fail"
        return "fail" if target > upper else "pass" if target < lower else "hit or miss"


def xmr(values: Sequence[float | None], *, good: str | None = None, rebased_at: Iterable[int] = (), rules: str = "current") -> ControlChart:
    """The chart of individual values. `rebased_at`: places at which limits start anew. Arithmetic from two points on.

    Limits: the mean and 2.66 times the average moving range on either side, as they are: no floor at 0 and no cap at 100.
    """
    values = _numbers(values)

    def limits(group: np.ndarray):
        present = group[~np.isnan(group)]
        mean = present.mean() if len(present) else np.nan
        ranges = np.abs(np.diff(group))  # none across a gap
        ranges = ranges[~np.isnan(ranges)]
        if len(ranges) == 0:
            return mean, np.full(len(group), np.nan)
        average = ranges.mean()
        if rules == "older" and (kept := ranges[ranges < OUTLYING * average]).any():  # else nothing would be left of a series that varies
            average = kept.mean()
        return mean, np.full(len(group), THREE_SIGMA * average)

    return _chart(values, limits, good, rebased_at, rules)


def p_chart(counted: Sequence[float | None], of: Sequence[float | None], *, good: str | None = None, rebased_at: Iterable[int] = (), rules: str = "current"):
    """The chart of percentages, from counts that vary so much that small months would alarm on an XmR chart. 0 to 100."""
    return _from_counts(counted, of, 100, lambda mean, of: np.sqrt(mean * (1 - mean) / of), good, rebased_at, rules)


def u_chart(counted: Sequence[float | None], of: Sequence[float | None], *, per: float = 1, good: str | None = None, rebased_at: Iterable[int] = (), rules: str = "current"):  # fmt: skip
    """The chart of events `per` so many of something, such as children; each point's limits follow its own denominator."""
    return _from_counts(counted, of, per, lambda mean, of: np.sqrt(mean / of), good, rebased_at, rules)


def _from_counts(counted, of, scale, sigma: Callable, good, rebased_at, rules) -> ControlChart:
    counted, of = _numbers(counted), _numbers(of)
    of = np.where(of > 0, of, np.nan)
    places = np.arange(len(of))

    def limits(group):
        place = group.astype(int)
        present = ~np.isnan(counted[place] / of[place])
        if not present.any():
            return np.nan, np.full(len(place), np.nan)
        mean = counted[place][present].sum() / of[place][present].sum()
        return scale * mean, 3 * scale * sigma(mean, of[place])

    return _chart(scale * counted / of, limits, good, rebased_at, rules, groups_of=places)


def _chart(values, limits: Callable, good, rebased_at, rules, groups_of=None) -> ControlChart:
    if rules not in RULES:
        raise ValueError(f"rules {rules!r} are none of {', '.join(RULES)}.")
    source = values if groups_of is None else groups_of
    size = len(values)
    mean, half, n = np.full(size, np.nan), np.full(size, np.nan), np.zeros(size, int)
    special, direction = np.full(size, "", object), np.zeros(size, int)
    starts = sorted({0, *(place for place in rebased_at if 0 < place < size)})
    for start, end in zip(starts, [*starts[1:], size], strict=True):
        group = slice(start, end)
        mean[group], half[group] = limits(source[group])
        n[group] = np.count_nonzero(~np.isnan(values[group]))
        special[group], direction[group] = _flags(values[group], mean[group], half[group], good, rules)
    return ControlChart(values, mean, mean - half, mean + half, special, direction, n, good)


def _flags(values, mean, half, good, rules) -> tuple[np.ndarray, np.ndarray]:
    """The rule that flags each point, and its direction. Where rules disagree, current ones tell of the improvement."""
    size = len(values)
    scale = np.nanmax(np.abs(np.append(values, mean))) if size and not np.isnan(values).all() else 0.0
    away = values - mean
    side = np.where(np.isnan(away) | _same(values, mean, scale=scale), 0, np.sign(away)).astype(int)
    known = ~np.isnan(half) & (side != 0)

    def beyond(sigmas):
        limit = half * sigmas / 3
        return known & (np.abs(away) > limit) & ~_same(np.abs(away), limit, scale=scale)

    outside = beyond(3)
    near = beyond(2) & ~outside if rules == "older" else beyond(2)
    found = (
        (BEYOND, np.where(outside, side, 0)),
        (TREND, _trends(values, scale)),
        (TWO_IN_THREE, _two_in_three(side, near)),
        (SHIFT, _shifts(side)),
    )
    special, direction = np.full(size, "", object), np.zeros(size, int)
    wanted = {"high": 1, "low": -1}.get(good) if rules == "current" else None
    for rule, flagged in found:
        take = (flagged != 0) & (direction == 0)
        if wanted:
            take |= (flagged == wanted) & (direction == -wanted)
        special[take], direction[take] = rule, flagged[take]
    return special, direction


def _trends(values, scale) -> np.ndarray:
    """Points in runs of seven that only rise or only fall. A peak or trough shared by two runs belongs to the earlier one."""
    step = np.diff(values)
    step = np.where(np.isnan(step) | _same(values[1:], values[:-1], scale=scale), 0, np.sign(step)).astype(int)
    flagged = np.zeros(len(values), int)
    for start, end, sign in _runs(step):
        if sign and end - start >= RUN - 1:
            run = flagged[start : end + 1]
            run[run == 0] = sign
    return flagged


def _shifts(side) -> np.ndarray:
    flagged = np.zeros(len(side), int)
    for start, end, sign in _runs(side):
        if sign and end - start >= RUN:
            flagged[start:end] = sign
    return flagged


def _runs(signs) -> list[tuple[int, int, int]]:
    """Runs of equal signs: from, up to but without, and the sign."""
    breaks = [0, *(np.flatnonzero(np.diff(signs)) + 1).tolist(), len(signs)]
    return [(a, b, int(signs[a])) for a, b in zip(breaks, breaks[1:], strict=False) if b > a]


def _two_in_three(side, near) -> np.ndarray:
    flagged = np.zeros(len(side), int)
    for start in range(len(side) - 2):
        three = slice(start, start + 3)
        if abs(side[three].sum()) == 3 and np.count_nonzero(near[three]) >= 2:
            flagged[three] = np.where(near[three], side[three], flagged[three])
    return flagged


def _numbers(values) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def _same(a, b, *, scale):
    """Whether two numbers are one but for the dust of binary fractions: 13 times 66.7 has no mean of 66.7."""
    return np.abs(a - b) <= 1e-9 * scale
