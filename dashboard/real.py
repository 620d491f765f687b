"""Whether a change is real, for pages: what the control chart of months says at the period shown, in signs and sentences.

The chart of months says it whatever period is chosen: it has points enough soonest, and the answer is one on every page. It is that
of the latest settled month of the period, by limits that rest on all the months there are.
"""

from collections import namedtuple
from functools import lru_cache
from math import ceil

from dashboard import icons, wording
from metrics.control_charts import BEYOND, ENOUGH, RUN, SHIFT, TREND
from metrics.pace import FAR, MONTHS, pace
from metrics.periods import period as period_labelled
from metrics.periods import period_of


class Reading(namedtuple("Reading", "signal point variation assurance why")):
    """What the chart says of a period: its signal up to there, the point it speaks of, the two judgements, and why where there is none."""

    @property
    def is_reliable(self):
        """Whether the target will go on being met: the limits leave no room to miss it, and no change for the worse has left them behind."""
        return self.assurance == "pass" and self.variation in ("common", "improvement")

    @property
    def is_stable(self):
        """Whether limits tell of the months to come: nothing unusual, or only what makes the answer surer."""
        return self.variation == "common" or (self.assurance, self.variation) in (("pass", "improvement"), ("fail", "concern"))


RULES = {"current": "the Making Data Count rules of November 2023", "older": "the older Making Data Count rules, as NHSRplotthedots has them"}
CHARTS = {
    "XmR": "individual values, with limits from the average change between one and the next (XmR)",
    "P": "proportions, with limits that widen where there are fewer cases (P)",
    "U": "rates, with limits from the number of events (U)",
}
RUN_WORDS = {7: "Seven", 8: "Eight", 9: "Nine", 10: "Ten", 11: "Eleven", 12: "Twelve"}


def reading(indicator, view, snapshot):
    """What the chart of months says of the view's period and team."""
    signal = snapshot.signal(indicator, view.team)
    return read(signal, view.period, snapshot.target(indicator, view.period.end, view.team))


def read(signal, period, target):
    """What a signal says of the latest of its points that lies in a period; `why` where it says nothing."""
    first, last = span(signal.grain, period.start, period.end)
    signal = signal.up_to(last)
    point = signal.latest
    if point is None or point.period < first:
        return Reading(signal, None, None, None, f"no settled {signal.grain} in this period")
    return Reading(signal, point, signal.variation, signal.assurance(target), signal.why_none)


def word(found):
    """What a reading says, in two words."""
    if found.variation is not None:
        return icons.VARIATION[found.variation][0]
    if found.signal.is_rolling:
        return "Cannot be told"
    return icons.VARIATION[None][0] if found.point is not None or not found.signal.points else "Not settled yet"


@lru_cache(maxsize=1000)
def span(grain, start, end):
    """The labels of the first period of a grain that ends, and of the last that has ended, between two days; labels of a grain are in order of time."""
    first, last = period_of(start, grain), period_of(end, grain)
    return first.label, (last if last.end <= end else last.before).label


# -- in words ----------------------------------------------------------------------------------------


def sentences(indicator, found):
    """What a reading says: which points make it real and since when, or that nothing is beyond its usual ups and downs."""
    if found.variation is None:
        return [f"Nothing can be said of whether a change is real. {found.why[:1].upper()}{found.why[1:]}."]
    said = [usual(indicator, found) if found.variation == "common" else special(indicator, found)]
    if found.assurance:
        left_behind = "" if found.is_stable else f" Its latest {found.signal.grain}s have left what the limits expect, which therefore say less of those to come."
        said.append(ASSURED[found.assurance].format(grain=found.signal.grain) + left_behind)
    return said


ASSURED = {
    "pass": "While nothing changes, every {grain} will meet the target: it lies outside the limits, on the safe side.",
    "hit or miss": "The target lies within the limits: while nothing changes, {grain}s will meet it or miss it by chance.",
    "fail": "While nothing changes, no {grain} will meet the target: it lies beyond the limits.",
}


def pace_words(indicator, found, target):
    """How long to the target at the present pace, with its range; "" where the trend is not real."""
    at = pace(found.signal, target) if found.point is not None else None
    if at is None:
        return ""
    decimals = max(1, indicator.decimals)
    said = f"At the pace of the latest {MONTHS} months, {wording.by(indicator, wording.signed(at.a_month, decimals))} a month, it would reach the target in"
    if at.soonest > FAR:
        return f"{said} more than three years."
    if at.months > FAR:
        return f"{said} more than three years, or as soon as {months(at.soonest)}."
    if months(at.soonest) == months(at.latest):
        return f"{said} about {months(at.months)}."
    return f"{said} about {months(at.months)} (between {ceil(at.soonest - 1e-6)} and {'more than three years' if at.latest > FAR else months(at.latest)})."


def months(number):
    return wording.plural(ceil(number - 1e-6), "month")


def usual(indicator, found):
    point, grain = found.point, found.signal.grain
    lower, upper = limits(indicator, found.signal, point)
    if wording.value(indicator, lower) == wording.value(indicator, upper):
        return f"It does not vary: every {grain} is {wording.value(indicator, point.mean)}."
    return (
        f"Nothing beyond its usual ups and downs: {named(point.period, grain)} ({wording.value(indicator, point.value)}) lies within the "
        f"limits of {wording.value(indicator, lower)} to {wording.value(indicator, upper)}, about a mean of {wording.value(indicator, point.mean)}."
    )


def special(indicator, found):
    """Which rule makes the latest point more than chance, as a sentence."""
    signal, point = found.signal, found.point
    rises, grain = point.direction > 0, signal.grain
    side = "above" if rises else "below"
    lower, upper = limits(indicator, signal, point)
    limit = f"the {'upper' if rises else 'lower'} limit, {wording.value(indicator, upper if rises else lower)}"
    mean = wording.value(indicator, point.mean)
    here = f"{named(point.period, grain)} ({wording.value(indicator, point.value)})"
    if point.special == BEYOND:
        what = f"{here} lies {side} {limit}"
    elif point.special in (TREND, SHIFT):
        does = ("rise" if rises else "fall") if point.special == TREND else f"lie {side} the mean of {mean}"
        n, first = run(signal, point)
        if n < RUN:  # later points complete it
            what = f"{here} is one of seven {grain}s or more in a row that {does}"
        else:
            what = f"{RUN_WORDS.get(n, n)} {grain}s in a row {does}, since {named(first, grain)}"
    else:
        what = f"{here} is one of two in three {grain}s beyond or near {limit}"
    better = {"improvement": "change for the better", "concern": "change for the worse", "up": "rise", "down": "fall"}[found.variation]
    since = signal.since(point.period) if point.special not in (TREND, SHIFT) else point.period
    lasting = "" if since == point.period else f", as every {grain} has shown since {named(since, grain)}"
    return f"{what}: a real {better}, more than its usual ups and downs{lasting}."


def run(signal, point):
    """How many points, up to one, rise or fall in a row or lie on one side of the mean as it does, and the first of them."""
    values, mean = signal.chart.values, signal.chart.mean
    place = first = signal.periods.index(point.period)
    begun = max((signal.periods.index(p) for p in starts(signal) if signal.periods.index(p) <= place), default=0)
    steps = point.special == TREND

    def goes_on(n):
        return (values[n + 1] - values[n] if steps else values[n] - mean[n]) * point.direction > 0

    while first > begun and goes_on(first - 1):
        first -= 1
    return place - first + 1, signal.periods[first]


def starts(signal):
    """The periods with which limits start anew, by the analyst's rebasings."""
    if not signal.rebasings:
        return []
    ends = [period_labelled(label, signal.grain).end for label in signal.periods]
    return [next(label for label, end in zip(signal.periods, ends, strict=True) if end >= rebasing.from_on) for rebasing in signal.rebasings]


def named(label, grain):
    """September 2026; of a quarter or a year its label."""
    return wording.month_named(label) if grain == "month" else label


# -- limits as they are drawn ------------------------------------------------------------------------


def limits(indicator, signal, point):
    """Lower and upper limit as they are shown: no percentage below 0 or above 100, no number below 0. Rules go by the limits as they are."""
    return clipped(indicator, point.lower), clipped(indicator, point.upper)


def limits_shown(indicator, signal):
    """label -> lower and upper limit as they are shown, of each point that has them."""
    c = signal.chart
    ends = zip(signal.periods, c.lower.tolist(), c.upper.tolist(), ((c.n >= ENOUGH) & (c.values == c.values)).tolist(), strict=True)
    return {label: (clipped(indicator, lower), clipped(indicator, upper)) for label, lower, upper, is_shown in ends if is_shown}


def clipped(indicator, value):
    is_share = indicator.unit == "percent" and not indicator.is_ratio
    return min(max(value, 0.0), 100.0) if is_share else max(value, 0.0)


def is_judged(signal, place):
    """Whether limits are shown at a place: from 13 points on, in each rebased group by itself; never where figures share their months."""
    return not signal.is_rolling and signal.chart.n[place] >= ENOUGH


def has_limits(signal):
    return not signal.is_rolling and not signal.is_partial and bool((signal.chart.n >= ENOUGH).any())


def clips(indicator, signal):
    """Whether some limit is drawn elsewhere than it lies."""
    c = signal.chart
    return any(value == value and clipped(indicator, value) != value for column in (c.lower, c.upper) for value in column)
