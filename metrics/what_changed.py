"""What changed in a period: facts that the statistics support, each cause once, those to act on first.

    a line that newly is beyond its usual ups and downs, by its control chart of months
    a target newly met or missed, against the period before
    a team newly outside its funnel
    figures that are no longer what was first reported
    a table whose data end before the others'
    a figure newly different from England, the neighbours or a year ago

`snapshot` is whatever gives what dashboard.snapshot.Snapshot does: figures, signals, targets, comparisons, restated lines and tables.
Nothing is said of a figure that is not final (`ok`), nor of one whose denominator is below 10.

A hundred indicators and a dozen teams are looked at, and of so many some stand out by chance. Teams therefore go by the outer limits
of their funnel, 99.8 %, and comparisons by intervals of 99.8 %; and how many would stand out by chance is told with the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from metrics.comparison import FEWEST_TO_JUDGE, Target
from metrics.compute import NO_TEAM, PER
from metrics.control_charts import ENOUGH, RUN, SHIFT, TREND
from metrics.differences import ABOVE, BELOW, ENGLAND, NEIGHBOURS, SAME, YEAR_AGO, difference_of_proportions, from_given
from metrics.funnels import OUTER, proportion_limits, proportion_position
from metrics.indicator import Indicator
from metrics.intervals import rate_interval, wilson
from metrics.periods import period as period_named
from metrics.periods import periods
from metrics.rounding import round_half_up
from metrics.signals import Point, Signal, signal
from metrics.tables import TIMELESS

JUDGED = ("met", "near", "not met")
#: Of charts where nothing but chance happens, the share that is newly flagged at the end of a period; the tests measure it.
FALSE_ALARMS = 0.015
#: Days that a table may end before the others without being called stale: a month.
STALE_DAYS = 31
#: Cases of a month that should be expected on either side of a percentage before its chart is believed.
FEWEST_EXPECTED = 5
#: Cases by which a month should differ from the mean to stand out by itself.
FEWEST_BEYOND = 3
#: How closely the ups and downs of two figures are related that are told as one: figures from the same tables, and from the same columns.
GO_TOGETHER, GO_TOGETHER_OF_SAME_COLUMNS = 0.6, 0.3
#: Teams that a funnel needs.
ENOUGH_TEAMS = 3


# Facts


@dataclass(frozen=True)
class Real:
    """What the control chart of months says at the latest month of the period.

    `kind` as in metrics.control_charts. `is_new`: as the chart stood at the end of the period before, it said nothing of the kind, and
    as it stands today this is not part of a run that was complete by then.
    """

    kind: str
    is_new: bool
    point: Point
    signal: Signal = field(compare=False)

    @property
    def size(self) -> float:
        """How far from the mean, in sigmas."""
        half = (self.point.upper - self.point.lower) / 6
        return min(abs(self.point.value - self.point.mean) / half, 9.0) if half > 0 else 9.0


@dataclass(frozen=True)
class Judged:
    """A target newly met or missed. `is_clear`: the figure's interval leaves the target out; None where it has no interval.

    `is_step`: both periods are judged by steps of one trajectory, which ask for more each quarter.
    """

    is_met: bool
    target: Target
    is_clear: bool | None
    is_step: bool = False


@dataclass(frozen=True)
class TeamApart:
    """A team's figure, and the limits between which a team of its size lies but for chance, 99.8 %."""

    team: str
    figure: Any
    lower: float
    upper: float


@dataclass(frozen=True)
class Apart:
    """The teams that are newly outside their funnel on one side, `ABOVE` or `BELOW`; `whole` is the figure of all teams."""

    side: str
    teams: tuple[TeamApart, ...]
    whole: Any


@dataclass(frozen=True)
class Differs:
    """`side` of another figure by more than chance, and not so in the period before. `other` is ENGLAND, NEIGHBOURS or YEAR_AGO."""

    other: str
    side: str
    value: float
    published: Any = None


@dataclass(frozen=True)
class Restatement:
    indicator: Indicator
    figure: Any
    first: Any  # the line of the history: first_value, first_numerator, ...
    crossed: bool | None  # whether it now meets the target that it missed (True), or misses it (False); None for neither


@dataclass(frozen=True)
class Restated:
    """The figures that one load restated, those that crossed their target first, then by how much."""

    because: str
    changed_at: Any
    figures: tuple[Restatement, ...]


@dataclass(frozen=True)
class Stale:
    """Tables that end on one day before the others, and the indicators that have no settled figure of the period for want of them."""

    tables: tuple[str, ...]
    as_at: pd.Timestamp
    held_back: tuple[Indicator, ...]


@dataclass(frozen=True, kw_only=True)
class Change:
    """All that is said of one cause. `kind` is what it is told as; `verdict` is `worse`, `better` or "" where neither way is good.

    `base` is the figure that `figure` is set against: of the period before or, where that lies on the other side of what the chart
    says, of a year before (`is_year`); None where neither moved that way. `apart` is told with a change of the same figure, if they
    agree. `also` are changes of the same cases told with this one.
    """

    kind: str
    verdict: str = ""
    indicator: Indicator | None = None
    figure: Any = None
    base: Any = None
    is_year: bool = False
    real: Real | None = None
    judged: Judged | None = None
    differs: tuple[Differs, ...] = ()
    apart: Apart | None = None
    restated: Restated | None = None
    stale: Stale | None = None
    also: tuple[Change, ...] = ()

    @property
    def size(self) -> float:
        """How much, in about standard errors: by it, changes of one tier are put in order."""
        if self.real is not None and self.real.is_new:
            return self.real.size
        if self.kind == "apart":
            return max(abs(one.figure.value - self.apart.whole.value) / (one.upper - one.lower) for one in self.apart.teams) * 6.2
        if self.judged is not None and self.judged.is_clear is not None:
            half = (self.figure.upper - self.figure.lower) / 4
            return abs(self.figure.value - self.judged.target.value) / half if half > 0 else 9.0
        return self.real.size if self.real is not None else 0.0


@dataclass(frozen=True)
class Changes:
    """The changes of a period in order, what goes on as before, and how much was looked at."""

    ranked: tuple[Change, ...]
    going_on: tuple[Change, ...]
    n_charts: int
    n_compared: int

    @property
    def chance(self) -> tuple[float, float]:
        """How many charts would be newly flagged, and how many teams be outside their funnel, if nothing had happened anywhere."""
        return self.n_charts * FALSE_ALARMS, self.n_compared * (1 - OUTER)

    def page(self, most: int) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
        """What is told in full, at most so many, and the rest. A stale table is always told: of what it holds back nothing else is."""
        stale = [c for c in self.ranked if c.stale]
        others = [c for c in self.ranked if not c.stale]
        room = max(0, most - len(stale))
        return (*others[:room], *stale), tuple(others[room:])


# The ranking


def tier(change: Change) -> int:
    """What a performance lead must act on first; the one place that says it.

    Real worsening comes before improvement, and what no chance explains before what it may. A concern that goes on is no news,
    and comes after all that is unless it grew since the period before. A table that is stale comes last: it is the analyst's to
    mend, and is on the page in any case.
    """
    real = change.real is not None and change.real.is_new
    missed = change.judged is not None and not change.judged.is_met
    rules = (
        real and change.verdict == "worse" and missed,
        real and change.verdict == "worse",
        missed and change.judged.is_clear is not False,
        change.apart is not None and change.verdict == "worse",
        missed,
        change.restated is not None and change.restated.figures[0].crossed is not None,
        change.kind == "going on" and change.base is not None and not change.is_year,
        (real and change.verdict != "worse") or change.judged is not None,
        change.apart is not None,
        change.real is None and bool(change.differs),
        change.real is not None,
        change.restated is not None,
    )
    return next((place for place, holds in enumerate(rules) if holds), len(rules))


# Finding them


def changes(snapshot, period, team: str = "") -> Changes:
    """What changed in a period, for the authority or a team; in the order of `tier`, then by size."""
    found, going_on, n_charts, n_compared = [], [], 0, 0
    for indicator in snapshot.indicators.values():
        figure, change = snapshot.figure(indicator.id, period, team), None
        if _is_final(figure):
            real, has_chart = _real(snapshot, indicator, period, team)
            n_charts += has_chart
            change = _of_figure(snapshot, indicator, period, team, figure, real)
        apart, n = _apart(snapshot, indicator, period, team)
        n_compared += n
        for each in apart:
            if change is not None and change.kind != "going on" and change.verdict == each.verdict:
                change = replace(change, apart=each.apart)
            else:
                found.append(each)
        if change is not None:
            (going_on if change.kind == "going on" else found).append(change)
    found = _once(snapshot, found)
    concerns = [change for change in going_on if change.verdict == "worse"]
    told = [*found, *_once(snapshot, concerns), *_restated(snapshot, period, team), *_stale(snapshot, period, team)]
    ranked = sorted(told, key=lambda change: (tier(change), -round(change.size, 6)))
    return Changes(tuple(ranked), tuple(c for c in going_on if c.verdict != "worse"), n_charts, n_compared)


def _is_final(figure) -> bool:
    return (
        figure is not None
        and figure.status == "ok"
        and figure.value is not None
        and (figure.denominator is None or figure.denominator >= FEWEST_TO_JUDGE)
    )


def _of_figure(snapshot, indicator: Indicator, period, team: str, figure, real: Real | None) -> Change | None:
    """All that is to be said of one figure, told as the foremost of it; None where nothing is."""
    before = snapshot.before(indicator.id, period, team)
    judged = _judged(snapshot, indicator, period, team, figure, before)
    differs = tuple(_differs(snapshot, indicator, period, figure, before)) if not team else ()
    if real is not None or judged is not None:
        differs = tuple(one for one in differs if one.other != YEAR_AGO)  # that it moved is said already
    if real is not None and judged is not None and (not real.is_new or (real.kind != "concern" and not judged.is_met)):
        real = None  # a target newly missed is not told as an improvement
    if real is not None:
        kind, direction = real.kind if real.is_new else "going on", real.point.direction
        verdict = {"improvement": "better", "concern": "worse"}.get(real.kind, "")
    elif judged is not None:
        kind, direction = "met" if judged.is_met else "missed", 1 if figure.value > before.value else -1
        verdict = "better" if judged.is_met else "worse"
    elif differs:
        kind, direction = "differs", 1 if differs[0].side == ABOVE else -1
        verdict = _verdict(indicator, differs[0].side)
    else:
        return None
    base, is_year = _base(snapshot, indicator, period, team, figure, before, direction)
    return Change(
        kind=kind, verdict=verdict, indicator=indicator, figure=figure, base=base, is_year=is_year, real=real, judged=judged, differs=differs
    )  # fmt: skip


def _verdict(indicator: Indicator, side: str) -> str:
    if indicator.good is None:
        return ""
    return "better" if (side == ABOVE) == (indicator.good == "high") else "worse"


def _base(snapshot, indicator, period, team, figure, before, direction) -> tuple[Any, bool]:
    """The figure to set it against: the one before if the change goes the way that is told, else that of a year before."""

    def moved(other):
        if not _is_final(other):
            return False
        difference = round_half_up(figure.value - other.value, indicator.decimals)
        return difference * direction > 0

    if moved(before):
        return before, False
    ago = snapshot.before(indicator.id, period, team, years=1)
    return (ago, True) if period.grain != "year" and moved(ago) else (None, False)


# -- a real change


def _real(snapshot, indicator: Indicator, period, team: str) -> tuple[Real | None, bool]:
    """What the chart says at the latest month of the period, and whether it can say anything.

    It is special if the chart says so today and said so when the period ended, by the months there were: months that came later
    move limits and complete runs, but what they make of this period was news of their own. New, if the chart did not say it when
    the period before ended.
    """
    today = snapshot.signal(indicator, team)
    months = [month.label for month in periods(period.start, period.end, "month")]
    point = next((point for point in map(today.at, reversed(months)) if point is not None), None)
    if point is None:
        return None, False
    figures = snapshot.series(indicator.id, team)
    begun = max((r.from_on for r in today.rebasings if r.from_on <= period.end), default=pd.Timestamp.min)
    if sum(figure.status == "ok" and begun <= figure.period_end <= period.end for figure in figures) < ENOUGH or today.is_rolling:
        return None, False
    if point.kind == "common" or _too_few(indicator, figures, point):
        return None, True

    def as_of(day):
        """What the chart said on a day of its latest point."""
        return signal(indicator, [figure for figure in figures if figure.period_end <= day], rebasings=today.rebasings).variation

    if as_of(period.end) != point.kind:
        return None, True
    is_new = as_of(period.start - pd.Timedelta(days=1)) != point.kind and _is_recent(today.since(point.period), period)
    return Real(point.kind, is_new, point, today), True


def _is_recent(since: str, period) -> bool:
    """Whether a run that began in this month was short of seven when the period began."""
    return period_named(since, "month").moved(RUN - 1).end > period.start - pd.Timedelta(days=1)


def _too_few(indicator: Indicator, figures, point: Point) -> bool:
    """Whether a month has too few cases for any rule: of a percentage, fewer than five expected on either side; of a number, fewer than five.

    Limits of three sigma are not made for so few, and such months lie on one side of their mean more often than not. Nor does a
    month stand out by one case or two.
    """
    if not indicator.has_denominator:
        return max(point.value, point.mean) < FEWEST_EXPECTED
    if indicator.unit != "percent" or indicator.is_ratio:
        return False
    of = next(figure.denominator for figure in figures if figure.period == point.period) / 100
    stands_out = point.special in (SHIFT, TREND) or abs(point.value - point.mean) * of >= FEWEST_BEYOND
    return not stands_out or min(point.mean, 100 - point.mean) * of < FEWEST_EXPECTED


# -- a target


def _judged(snapshot, indicator: Indicator, period, team: str, figure, before) -> Judged | None:
    if before is None or figure.judgement not in JUDGED or before.judgement not in JUDGED:
        return None
    is_met = figure.judgement == "met"
    if is_met == (before.judgement == "met"):
        return None
    target, earlier = (snapshot.target(indicator, day, team) for day in (figure.period_end, before.period_end))
    if target is None or earlier is None:
        return None
    is_same = (target.direction, target.value, target.upper) == (earlier.direction, earlier.value, earlier.upper)
    ways = [snapshot.reference.trajectory(indicator.id, team, day) for day in (figure.period_end, before.period_end)]
    is_step = not is_same and ways[0] is not None and ways[0] is ways[1]
    if not is_same and not is_step:
        return None
    has_interval = figure.lower is not None and figure.upper is not None
    return Judged(is_met, target, target.is_clear_of(figure.lower, figure.upper) if has_interval else None, is_step)


# -- a team outside its funnel


def _apart(snapshot, indicator: Indicator, period, team: str) -> tuple[list[Change], int]:
    """Teams that are newly outside, by their own doing; and how many were looked at."""
    if indicator.unit != "percent" or indicator.is_ratio:
        return [], 0
    whole = snapshot.figure(indicator.id, period)
    if not _is_final(whole) or not 0 < whole.value < 100:
        return [], 0
    earlier = snapshot.earlier(period)
    figures = {name: snapshot.figure(indicator.id, period, name) for name in snapshot.teams if name != NO_TEAM}
    figures = {name: figure for name, figure in figures.items() if _is_final(figure) and _are_whole(figure)}
    if len(figures) < ENOUGH_TEAMS:
        return [], 0
    mean, outside = whole.numerator / whole.denominator, {ABOVE: [], BELOW: []}
    looked_at = {team: figures[team]} if team in figures else figures if not team else {}
    for name, figure in looked_at.items():
        side = _side(figure, mean)
        if side is None:
            continue
        if earlier is not None and not _is_its_own_news(snapshot, indicator, earlier, name, side, figure, whole):
            continue
        limits = (100 * float(limit) for limit in proportion_limits(mean, figure.denominator, OUTER))
        outside[side].append(TeamApart(name, figure, *limits))
    found = []
    for side, teams in outside.items():
        if teams:
            teams.sort(key=lambda one: one.figure.value, reverse=side == ABOVE)
            apart = Apart(side, tuple(teams), whole)
            found.append(Change(kind="apart", verdict=_verdict(indicator, side), indicator=indicator, figure=whole, apart=apart))
    return found, len(looked_at)


def _side(figure, mean: float) -> str | None:
    """Beyond the outer limit of the funnel, and so too by the exact binomial, from which the limits stray where teams are small."""
    from scipy.special import bdtr, bdtrc  # here, because every start would wait for it

    position = int(proportion_position(figure.numerator, figure.denominator, mean))
    if abs(position) < 2:
        return None
    x, n = round(figure.numerator), round(figure.denominator)
    tail = bdtrc(x - 1, n, mean) if position > 0 else bdtr(x, n, mean)
    return (ABOVE if position > 0 else BELOW) if tail <= (1 - OUTER) / 2 else None


def _is_its_own_news(snapshot, indicator: Indicator, earlier, team: str, side: str, figure, whole) -> bool:
    """Whether it was not on that side in the period before, and went there itself: others may have left it where it was."""
    whole_then, then = snapshot.figure(indicator.id, earlier), snapshot.figure(indicator.id, earlier, team)
    if not _is_final(whole_then) or not _is_final(then) or not 0 < whole_then.value < 100:
        return True
    if _side(then, whole_then.numerator / whole_then.denominator) == side:
        return False
    way = 1 if side == ABOVE else -1
    return way * (figure.value - then.value) >= way * (whole_then.value - whole.value)


def _are_whole(figure) -> bool:
    """Whether it counts cases: parts of full-time posts are no draws of chance."""
    return all(abs(number - round(number)) < 1e-9 for number in (figure.numerator, figure.denominator))


# -- others, and a year ago


def _differs(snapshot, indicator: Indicator, period, figure, before) -> Iterator[Differs]:
    """From what it differs now and did not, in the same direction, in the period before, by intervals of 99.8 %."""
    now, then = _interval(indicator, figure), _interval(indicator, before)
    if now is None or then is None:
        return
    comparison = snapshot.compared(indicator, period.end)
    if comparison is not None:
        for other, published in ((ENGLAND, comparison.england), (NEIGHBOURS, comparison.neighbour_mean)):
            side = from_given(*now, published.value)
            if side not in (None, SAME, from_given(*then, published.value)):
                yield Differs(other, side, published.value, comparison)
    if indicator.unit == "percent" and indicator.shape == "events" and period.grain != "year":
        earlier = snapshot.earlier(period)
        ago = snapshot.before(indicator.id, period, years=1)
        side = _against(figure, ago)
        if side not in (None, SAME, _against(before, snapshot.before(indicator.id, earlier, years=1) if earlier else None)):
            yield Differs(YEAR_AGO, side, ago.value)


def _interval(indicator: Indicator, figure):
    """The limits of 99.8 % of a proportion of cases or a rate; None for any other."""
    if not _is_final(figure):
        return None
    if indicator.unit == "percent" and not indicator.is_ratio and _are_whole(figure):
        return tuple(100 * float(limit) for limit in wilson(figure.numerator, figure.denominator, OUTER))
    if indicator.is_rate:
        return tuple(map(float, rate_interval(figure.numerator, figure.denominator, PER, OUTER)))
    return None


def _against(figure, other) -> str | None:
    if not _is_final(figure) or not _is_final(other):
        return None
    lower, upper = difference_of_proportions(figure.numerator, figure.denominator, other.numerator, other.denominator, OUTER)
    return ABOVE if lower > 0 else BELOW if upper < 0 else SAME


# -- restated figures


def _restated(snapshot, period, team: str) -> list[Change]:
    """By load, the figures that pages show of this period, the one before and a year before, and that are not what was first reported."""
    others = (period, snapshot.earlier(period), snapshot.earlier(period, 1) if period.grain != "year" else None)
    by_load: dict[tuple, list[Restatement]] = {}
    for indicator in snapshot.indicators.values():
        for when in filter(None, others):
            figure = snapshot.figure(indicator.id, when, team)
            first = snapshot.restated(figure)
            if first is None or figure.status != "ok" or figure.value is None or first.first_value is None or first.first_value != first.first_value:
                continue
            if round_half_up(figure.value, indicator.decimals) == round_half_up(first.first_value, indicator.decimals):
                continue
            target, crossed = snapshot.target(indicator, when.end, team), None
            if target is not None and figure.judgement in JUDGED and target.is_met_by(first.first_value) != target.is_met_by(figure.value):
                crossed = target.is_met_by(figure.value)
            by_load.setdefault((str(first.because), first.changed_at), []).append(Restatement(indicator, figure, first, crossed))

    def size(one: Restatement):
        return one.crossed is None, -abs(one.figure.value - one.first.first_value) / max(abs(one.first.first_value), 1e-9)

    return [
        Change(kind="restated", restated=Restated(because, changed_at, tuple(sorted(figures, key=size))))
        for (because, changed_at), figures in by_load.items()
    ]


# -- stale tables


def _stale(snapshot, period, team: str) -> list[Change]:
    """Tables that do not reach the end of the period though others do; and, of the latest period, those that end a month before the others."""
    if snapshot.as_at is None:
        return []
    is_latest = period_named(period.label, period.grain).moved(1).end > snapshot.as_at
    by_day: dict[pd.Timestamp, list[str]] = {}
    for table, line in snapshot.tables.items():
        if table in TIMELESS or pd.isna(line["as_at_on"]):
            continue
        as_at = pd.Timestamp(line["as_at_on"]).normalize()
        misses = as_at < pd.Timestamp(period.end).normalize() <= snapshot.as_at
        is_old = is_latest and as_at + pd.Timedelta(days=STALE_DAYS) < snapshot.as_at
        if misses or is_old:
            by_day.setdefault(as_at, []).append(table)
    found = []
    for as_at, tables in sorted(by_day.items()):
        held_back = [
            indicator
            for indicator in snapshot.indicators.values()
            if set(tables) & set(indicator.needs)
            and (figure := snapshot.figure(indicator.id, period, team)) is not None
            and figure.status in ("incomplete", "not reached")
        ]
        needed = [table for table in tables if any(table in indicator.needs for indicator in snapshot.indicators.values())]
        if needed:
            found.append(Change(kind="stale", stale=Stale(tuple(needed), as_at, tuple(held_back))))
    return found


# The same cause, once


def _once(snapshot, found: Sequence[Change]) -> list[Change]:
    """Changes of one verdict that are one and the same are told as one: the foremost, with the others beside it.

    Within 48 hours and within 72 of the same episodes; a number and its rate; good and inadequate of the same audits: figures from
    the same tables, of the same number of cases in every month, whose ups and downs go together.
    """
    told: list[Change] = []
    for change in sorted(found, key=lambda change: (tier(change), -round(change.size, 6))):
        place = next((i for i, leader in enumerate(told) if _is_one_cause(snapshot, leader, change)), None)
        if place is None:
            told.append(change)
        else:
            told[place] = replace(told[place], also=(*told[place].also, change))
    return told


def _is_one_cause(snapshot, leader: Change, change: Change) -> bool:
    if (leader.verdict, leader.kind == "apart") != (change.verdict, change.kind == "apart"):
        return False
    if change.kind == "apart" and {one.team for one in leader.apart.teams} != {one.team for one in change.apart.teams}:
        return False
    mine, other = (snapshot.once(("cases of", c.indicator.id), lambda c=c: _cases(snapshot, c.indicator)) for c in (leader, change))
    if mine is None or other is None or mine[0] != other[0]:
        return False
    steps = [np.diff(numbers) for numbers in (mine[1], other[1])]
    enough = GO_TOGETHER_OF_SAME_COLUMNS if leader.indicator.needs == change.indicator.needs else GO_TOGETHER
    return bool(min(step.std() for step in steps) > 0 and abs(np.corrcoef(*steps)[0, 1]) >= enough)


def _cases(snapshot, indicator: Indicator) -> tuple | None:
    """What two indicators of one cause have in common, and what goes up and down in two years' months; None where there are too few to tell."""
    months = [figure for figure in snapshot.series(indicator.id)[-24:] if figure.status == "ok"]
    if indicator.has_denominator and not indicator.is_rate:
        of, level = [figure.denominator for figure in months], [figure.value for figure in months]
    else:
        of = level = [figure.events if indicator.is_rate and indicator.is_rolling else figure.numerator for figure in months]
    if len(set(of)) < 4:
        return None
    return (frozenset(indicator.needs), months[0].period, tuple(of)), level
