"""What the address asks of the page of flow: where paths begin, in which days, of which team; and what was worked out for it."""

from functools import cached_property

import pandas as pd

from metrics.conversions import conversions
from metrics.flow import STAGES
from metrics.in_hand import BY_ID


class Asked:
    """`flow` is the flow asked for, None where there is none of these days; `ago` that of a year before."""

    def __init__(self, view, source):
        self.view, self.flows, self.work = view, source.flows(), source.in_hand()
        self.first, self.last, self.team = pd.Timestamp(view.period.start), pd.Timestamp(view.period.end).normalize(), view.team
        own = self.flows.starts(self.team)
        self.starts = [stage for stage in STAGES if stage in self.flows.starts()]
        self.start = view.asked("from") if view.asked("from") in self.starts else next(iter(own or self.starts), "")

    @cached_property
    def flow(self):
        return self.flows.flow(self.start, self.first, self.last, self.team) if self.start else None

    @cached_property
    def ago(self):
        return self.flows.flow(self.start, self.first, self.last, self.team, 1) if self.start else None

    @cached_property
    def rates(self):
        return conversions(self.flow, self.ago)

    @cached_property
    def in_hand(self):
        return self.work.in_hand(self.last, self.team)

    @cached_property
    def in_hand_day(self):
        """The period's last day, or the last that any of its work is known of where that is earlier."""
        return max((one.day for one in self.in_hand if one.bands), default=self.last)

    @cached_property
    def in_hand_ago(self):
        after = self.in_hand_day + pd.Timedelta(days=1) - pd.DateOffset(years=1)
        return {one.work.id: one for one in self.work.in_hand(after - pd.Timedelta(days=1), self.team)}

    @property
    def opened(self):
        """Which list of rows is asked for: ("flow", of, to) or ("hand", work, band); None for the page itself."""
        if self.view.asked("view") != "rows":
            return None
        if self.view.asked("work") in BY_ID:
            band = self.view.asked("band")
            work = BY_ID[self.view.asked("work")]
            return "hand", work, int(band) if band.isdecimal() and len(band) < 3 and int(band) <= len(work.begins) else None
        return "flow", self.view.asked("of"), self.view.asked("to")

    def href(self, path=None, anchor="", **choices):
        """A link with where the paths begin kept."""
        return self.view.href(path, anchor, **{"from": self.view.asked("from") and self.start, **choices})

    def to_node(self, node):
        """To the rows that came to a place: of a stage its own, of a way out those of the stage before."""
        return self.href(view="rows", **({"to": node} if ":" in node else {"of": node}))
