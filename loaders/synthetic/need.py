"""Episodes of need: while a child's case is open, from the referral that led to it until it is closed."""

from dataclasses import dataclass, field

import numpy as np

from loaders.synthetic import days

#: What a child is in need as, the weightiest first, and what an episode is called while none of them lasts any more.
STATUSES = ("care", "child_protection", "cin_plan", "assessment")


@dataclass
class Episode:
    """One child's time in need, with all that made it so: `spans` are (starts, ends, status, outcome)."""

    child: int
    family: int
    starts: int
    ends: int
    spans: list = field(default_factory=list)
    is_forgotten: bool = False  # nobody holds the case any more, and nobody has closed it yet

    def status_on(self, day: int) -> str:
        """The weightiest of what lasts on a day; a case that waits to be closed is one of a child in need."""
        lasting = {status for starts, ends, status, _ in self.spans if starts <= day < ends}
        return next((status for status in STATUSES if status in lasting), "cin_plan")

    def changes(self, until: int) -> list[tuple[int, str]]:
        """(day, status) whenever the status changes, up to a day."""
        edges = sorted({self.starts, *(edge for span in self.spans for edge in span[:2] if self.starts < edge <= until and edge < self.ends)})
        found = []
        for edge in edges:
            status = "assessment" if edge == self.starts and self.spans[0][0] > edge else self.status_on(edge)
            if not found or found[-1][1] != status:
                found.append((edge, status))
        return found


def episodes_of_need(authority) -> list[Episode]:
    """All there are, in order of their starts: nobody has two at once, and nobody is on a plan, in care or assessed outside one."""
    spans = _spans(authority)
    held: dict[int, list] = {}
    for allocation in authority.caseloads.allocations:
        held.setdefault(allocation.child, []).append((allocation.starts, allocation.ends))
    family_of = np.repeat(np.arange(len(authority.families.first)), authority.families.n_children)
    found = []
    for child in sorted({*spans, *held}):
        of_child = sorted(spans.get(child, []))
        intervals = sorted([*held.get(child, []), *((s[0], s[1]) for s in of_child)])
        episode = None
        for starts, ends in intervals:
            if episode is None or starts > episode.ends:
                episode = Episode(child, int(family_of[child]), starts, ends)
                found.append(episode)
            episode.ends = max(episode.ends, ends)
            # Work that goes on belongs to the episode it falls in.
        mine = [e for e in found[-len(intervals):] if e.child == child]
        for span in of_child:
            next(e for e in mine if e.starts <= span[0] <= e.ends).spans.append(span)
    _forget_some(authority, found)
    found.sort(key=lambda e: (e.starts, e.family, e.child))
    return found


def _forget_some(authority, episodes):
    """One case in sixty stays open for some weeks after its worker let go of it."""
    rng = authority.random("forgotten cases")
    chosen = rng.random(len(episodes)) < 1 / 60
    more = rng.integers(15, 70, size=len(episodes)).tolist()
    following = [later.starts if later.child == e.child else days.OPEN for e, later in zip(episodes, [*episodes[1:], Episode(-1, -1, 0, 0)], strict=True)]
    for place in chosen.nonzero()[0].tolist():
        episode = episodes[place]
        if episode.ends <= authority.last and episode.ends + more[place] < following[place]:
            episode.ends += more[place]
            episode.is_forgotten = True


def _spans(authority) -> dict[int, list]:
    """What makes each child one in need: (starts, ends, status, outcome); care's outcome is why it ended."""
    plans, door = authority.plans, authority.front_door
    spans: dict[int, list] = {}
    for status, spells in (("child_protection", plans.cp), ("cin_plan", plans.cin)):
        for spell in spells.all:
            spans.setdefault(spell.child, []).append((spell.starts, spell.ends, status, status))
    for spell, reason in zip(authority.care.spells, authority.care.reason.tolist(), strict=True):
        spans.setdefault(spell.child, []).append((spell.starts, spell.ends, "care", reason or "care"))
    # An assessment is of a referral that came a day or two before.
    received = {
        (family, decided // days.MINUTES): came // days.MINUTES
        for family, decided, came in zip(door.referrals.family.tolist(), door.referrals.decided.tolist(), door.referrals.received.tolist(), strict=True)
    }
    done = door.assessments
    for family, size, starts, ends, outcome in zip(
        done.family.tolist(), done.size.tolist(), done.starts.tolist(), done.ends.tolist(), done.outcome.tolist(), strict=True
    ):
        came = min(received.get((family, starts), starts), starts)
        for child in plans.children(family, size):
            spans.setdefault(child, []).append((came, max(ends, came + 1), "assessment", outcome))
    return spans
