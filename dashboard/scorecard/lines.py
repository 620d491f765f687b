"""What the scorecard knows of one indicator in the period and team shown; worked out when first asked for."""

from bisect import bisect_right
from functools import cached_property
from operator import attrgetter

from dashboard import cells, real
from metrics.year_to_date import year_to_date

MONTHS_DRAWN = 24
LAST = 3  # months shown one by one

#: Why an indicator needs attention: any one of these is enough.
ATTENTION = {
    "concern": "a real change for the worse",
    "not met": "a target not met",
    "will miss": "a target out of reach while nothing changes",
    "data": "data behind the period",
}


class Line:
    """An indicator with its figure, what its control chart says, how it has moved, and what others have."""

    def __init__(self, indicator, view, snapshot):
        self.indicator, self.view, self.snapshot = indicator, view, snapshot
        self.figure = snapshot.figure(indicator.id, view.period, view.team)
        self.is_shown = cells.has_value(self.figure)

    @cached_property
    def found(self):
        return real.reading(self.indicator, self.view, self.snapshot)

    @cached_property
    def judgement(self):
        """(judgement, whether reliably) where there is one; None without a target or a settled figure."""
        if not self.is_shown or self.figure.judgement not in cells.CHIPS:
            return None
        return self.figure.judgement, self.figure.judgement == "met" and self.found.is_reliable

    @cached_property
    def attention(self):
        """The reasons, of ATTENTION, for which it needs attention; none where all is well or nothing can be said."""
        reasons = []
        if self.is_shown:
            if self.found.variation == "concern":
                reasons.append("concern")
            if self.figure.judgement == "not met":
                reasons.append("not met")
            if self.found.assurance == "fail" and self.found.is_stable:  # months that improve have left the limits that say so
                reasons.append("will miss")
        if self.is_behind:
            reasons.append("data")
        return tuple(reasons)

    @cached_property
    def is_behind(self):
        """Whether its data end before the period does although that is over; not where they never were loaded."""
        if self.figure is not None and self.figure.status in ("not loaded", "not reached"):
            return self.figure.status == "not reached"
        reach = self.snapshot.reach(self.indicator)
        if reach is None:
            return False
        return self.view.period.complete and reach[1] < self.view.period.end.replace(hour=0, minute=0, second=0, microsecond=0)

    # -- over time -------------------------------------------------------------------------------

    @cached_property
    def months(self):
        return self.snapshot.series(self.indicator.id, self.view.team)

    @cached_property
    def drawn(self):
        """The months of its small line: the latest, or those up to the period where it lies further back."""
        recent = self.months[-MONTHS_DRAWN:]
        if recent and recent[0].period_start <= self.view.period.start:
            return recent
        ended = self.ended
        return self.months[max(0, ended - MONTHS_DRAWN) : ended]

    @cached_property
    def ended(self):
        """How many of its months end with the period or before."""
        return bisect_right(self.months, self.view.period.end, key=attrgetter("period_end"))

    @cached_property
    def to_date(self):
        return year_to_date(self.indicator, self.months[max(0, self.ended - 12) : self.ended], self.view.period.end)

    @cached_property
    def before(self):
        return self.snapshot.before(self.indicator.id, self.view.period, self.view.team)

    @cached_property
    def year_ago(self):
        """The figure of a year before; None where the period is a year itself."""
        return None if self.view.period.grain == "year" else self.snapshot.before(self.indicator.id, self.view.period, self.view.team, years=1)

    @cached_property
    def limits(self):
        """Lower and upper limit of each month drawn, None where there are none: of a rate the chart is of other figures than the line."""
        found = self.found.signal
        if found.is_own_events or not real.has_limits(found):
            return None
        whole = self.snapshot.signal(self.indicator, self.view.team)
        return self.snapshot.once(("limits", self.indicator.id, self.view.team), lambda: real.limits_shown(self.indicator, whole))

    # -- others ----------------------------------------------------------------------------------

    @cached_property
    def comparison(self):
        return self.snapshot.compared(self.indicator, self.view.period.end, "2021" if self.view.compare == "neighbours-2021" else "2025")

    @cached_property
    def place(self):
        """Where this figure would stand among the authorities' published ones; none for a team, nor for what is unfinished."""
        if self.comparison is None or self.view.team or not self.is_shown or self.figure.status != "ok":
            return None
        return self.comparison.place_of(self.figure.value)
