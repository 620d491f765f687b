"""What the line of an indicator says: real change or its usual ups and downs, and whether its target will be met.

A control chart (metrics.control_charts) of the figures of one indicator and team, with what is particular to measure values: which
chart suits them, which figures are final, where an analyst has rebased it.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import isclose

import numpy as np

from metrics.comparison import Target
from metrics.control_charts import ENOUGH, ControlChart, p_chart, u_chart, xmr
from metrics.disclosure import SUPPRESSED
from metrics.indicator import Indicator
from metrics.periods import GRAINS, period
from metrics.reference import Rebasing

KINDS = ("XmR", "P", "U")
#: Above this share of hidden figures the others give a false picture: small numbers are not missing by chance.
PARTIAL = 0.1
#: Denominators vary widely where the largest is more than so many times the smallest.
WIDELY = 2
PER = 10_000

Point = namedtuple("Point", "period value mean lower upper special direction kind")


@dataclass(frozen=True, eq=False)
class Signal:
    """A control chart of one line of figures; `periods` has a label for each point of `chart`.

    `is_own_events`: the points are each period's own events, a year's worth per 10,000, in place of an event rate of twelve
    months. Such rates share eleven months with the one before, so that a chart of them would find runs where there are none.
    `is_rolling`: such figures whose own events are not to be had: nothing is said of them. `is_partial`: nor of a line many of
    whose figures are hidden for sharing outside (metrics.disclosure).
    """

    periods: tuple[str, ...]
    chart: ControlChart
    kind: str
    rules: str
    grain: str
    rebasings: tuple[Rebasing, ...] = ()
    is_own_events: bool = False
    is_rolling: bool = False
    is_partial: bool = False

    @cached_property
    def _place(self) -> dict[str, int]:
        return {label: place for place, label in enumerate(self.periods)}

    def at(self, label: str) -> Point | None:
        """The point of a period; None where the chart has none."""
        place = self._place.get(label)
        if place is None or np.isnan(self.chart.values[place]):
            return None
        return self._point(place)

    def _point(self, place: int) -> Point:
        c = self.chart
        numbers = (float(column[place]) for column in (c.values, c.mean, c.lower, c.upper))
        return Point(self.periods[place], *numbers, c.special[place], int(c.direction[place]), c.kind(place))

    @property
    def points(self) -> list[Point]:
        """The points there are, oldest first."""
        return [point for point in map(self.at, self.periods) if point is not None]

    @property
    def latest(self) -> Point | None:
        return None if self.chart.last is None else self._point(self.chart.last)

    @property
    def variation(self) -> str | None:
        """`improvement`, `concern`, `up`, `down` or `common`, of the latest point; None where `why_none` says why."""
        return None if self.is_rolling or self.is_partial else self.chart.variation

    @property
    def why_none(self) -> str:
        """Why nothing is said of variation; "" where something is."""
        if self.is_rolling:
            return "Each figure looks over twelve months and shares most of them with the one before: limits would be too narrow to judge by"
        if self.is_partial:
            return "Many figures of this line are hidden, and the others alone would give a false picture"
        if self.chart.is_enough:
            return ""
        n = 0 if self.chart.last is None else int(self.chart.n[self.chart.last])
        since = " since it was rebased" if self.rebasings else ""
        return f"{n} of the {ENOUGH} {self.grain}s that limits need{since}"

    def up_to(self, last: str) -> Signal:
        """The signal as of an earlier period: its latest point is that of the period or before. The limits rest on all there are all the same."""
        place = self._place.get(last)
        if place is None or place == len(self.periods) - 1:
            return self
        upto, c = slice(place + 1), self.chart
        chart = ControlChart(c.values[upto], c.mean[upto], c.lower[upto], c.upper[upto], c.special[upto], c.direction[upto], c.n[upto], c.good)
        begun = tuple(r for r in self.rebasings if r.from_on <= period(last, self.grain).end)
        return replace(self, periods=self.periods[upto], chart=chart, rebasings=begun)

    def since(self, label: str) -> str | None:
        """The first period of the run of points, all special in the same direction, that ends with this one; None where it is not special."""
        point = self.at(label)
        if point is None or not point.direction:
            return None
        place = self._place[label]
        while place and self.chart.direction[place - 1] == point.direction:
            place -= 1
        return self.periods[place]

    def assurance(self, target: Target | None) -> str | None:
        """Whether a target will be met while nothing changes: `pass`, `fail` or `hit or miss`; None before there are points enough.

        `target` is the one now in force; its own direction counts. A range passes where both limits lie in it. A target for a
        rate of twelve months cannot be held against single months: None.
        """
        if target is None or self.is_own_events or self.is_rolling or self.is_partial or not self.chart.is_enough:
            return None
        lower, upper = (float(limit[self.chart.last]) for limit in (self.chart.lower, self.chart.upper))
        if isclose(lower, upper):
            return "pass" if target.is_met_by(lower) else "fail"
        if target.upper is not None:
            if target.is_met_by(lower) and target.is_met_by(upper):
                return "pass"
            return "fail" if upper < target.value or lower > target.upper else "hit or miss"
        good = "high" if target.direction in ("or more", "above") else "low"
        return replace(self.chart, good=good).assurance(target.value)


def signal(indicator: Indicator, figures: Sequence, *, rebasings: Iterable[Rebasing] = (), rules: str = "current", chart: str | None = None) -> Signal:
    """The signal of one line of figures of one grain, oldest first: a row for every period, such as those of metrics.compute.

    Only figures that are `ok` are points; any other is a gap. Individual values (XmR), unless counts are given whose denominators
    vary widely: then proportions (P) or, of event rates, rates (U), whose limits follow the size of each denominator. `chart`
    chooses another of KINDS; one that the indicator has no counts for falls back to XmR.
    """
    figures = list(figures)
    grain = figures[0].grain if figures else "month"
    is_own_events = indicator.is_rolling and indicator.is_rate
    final = [figure.status == "ok" and not _missing(figure.value) for figure in figures]

    def column(name):
        return np.array([getattr(f, name) if ok and not _missing(getattr(f, name)) else np.nan for f, ok in zip(figures, final, strict=True)], float)

    counted, denominators = column("events" if is_own_events else "numerator"), column("denominator")
    a_year = PER * 12 / GRAINS[grain]
    applies = tuple(r for r in sorted(rebasings, key=lambda r: r.from_on) if figures and figures[0].period_end < r.from_on <= figures[-1].period_end)
    rebased_at = [next(i for i, figure in enumerate(figures) if figure.period_end >= r.from_on) for r in applies]
    options = {"good": indicator.good, "rebased_at": rebased_at, "rules": rules}
    counts_of = counts_kind(indicator)
    if chart is None:
        kind = counts_of if counts_of and _vary_widely(denominators) else "XmR"
    else:
        kind = chart if chart == counts_of else "XmR"
    if kind == "P":
        made = p_chart(counted, denominators, **options)
    elif kind == "U":
        made = u_chart(counted, denominators, per=a_year, **options)
    else:
        made = xmr(a_year * counted / denominators if is_own_events else column("value"), **options)
    hidden = sum(figure.status == SUPPRESSED or (is_own_events and ok and _missing(figure.events)) for figure, ok in zip(figures, final, strict=True))
    is_rolling, is_partial = indicator.is_rolling and not is_own_events, hidden > PARTIAL * (hidden + np.isfinite(made.values).sum())
    return Signal(tuple(figure.period for figure in figures), made, kind, rules, grain, applies, is_own_events, is_rolling, bool(is_partial))


def counts_kind(indicator: Indicator) -> str | None:
    """The kind of chart that goes by an indicator's counts: P of percentages, U of event rates; None where there is none."""
    if indicator.unit == "percent" and not indicator.is_ratio:
        return "P"
    return "U" if indicator.is_rate and indicator.shape == "events, 12 months" else None


def _vary_widely(denominators: np.ndarray) -> bool:
    present = denominators[denominators > 0]
    return bool(len(present)) and present.max() > WIDELY * present.min()


def _missing(number) -> bool:
    return number is None or np.isnan(number)
