"""Who held which child, and when: from referral to closure, across teams and workers."""

import heapq
from bisect import bisect_right
from dataclasses import dataclass

import numpy as np

from loaders.synthetic import days, levels


@dataclass
class Allocation:
    child: int
    worker: int
    team: str
    starts: int
    ends: int = days.OPEN


class _Worker:
    """One holder of cases, with what they hold now."""

    def __init__(self, number, team, fte, starts, ends, capacity):
        self.number, self.team, self.fte = number, team, fte
        self.starts, self.ends = starts, ends
        self.capacity = capacity  # children they would carry beside others' 1
        self.held: dict[int, Allocation] = {}


class Caseloads:
    """`allocations`, in order of their start.

    A child is with one team at a time: in care, on a plan, or being assessed, whichever weighs
    most. When that is over the case stays open until there is time to close it; how many do is
    what makes the average caseload follow `levels.staff`.
    """

    def __init__(self, authority):
        self.authority = authority
        self._rng = authority.random("caseloads")
        self.allocations: list[Allocation] = []
        self._open: dict[int, Allocation] = {}
        self._waiting: dict[int, int] = {}  # children whose work is over, and since when
        self._holder_of: dict[int, _Worker] = {}
        self._drawn: list[float] = []
        self._workers = self._roster()
        self._in_post: dict[str, list[_Worker]] = {team: [] for team in levels.HOLD_CASES}
        self._run()
        self._second_workers()
        self._one_ends_on_the_first_day()
        self.allocations.sort(key=lambda a: (a.starts, a.child, a.worker))
        self._index = {}
        for allocation in self.allocations:
            self._index.setdefault(allocation.child, []).append(allocation)

    def on(self, child: int, day: int) -> Allocation | None:
        """The child's allocation on a day, or the last one before it."""
        held = self._index.get(child, ())
        place = bisect_right(held, day, key=lambda a: a.starts)
        return held[place - 1] if place else None

    # Workers

    def _roster(self):
        rng, begins = self._rng, self.authority.begins
        roster = []
        for holder in self.authority.staff.holders:
            if holder.team not in levels.HOLD_CASES or holder.ends <= begins:
                continue
            role = holder.role_on(max(holder.starts, begins))
            capacity = {"newly_qualified": 0.7, "senior_practitioner": 0.85}.get(role, 1.05)
            capacity *= float(np.exp(rng.normal() * 0.17))
            starts, ends = holder.starts, holder.ends
            roster.append(_Worker(holder.worker, holder.team, holder.fte, starts, ends, capacity))
        for number, role, team, holders in self.authority.staff.others:
            if role == "team_manager" and number % 3 == 0 and team in levels.HOLD_CASES:
                for worker, _, starts, ends in holders:
                    if worker is not None and ends > begins:
                        roster.append(_Worker(worker, team, 0.0, starts, ends, 0.12))
        roster.sort(key=lambda w: (w.starts, w.number))
        return roster

    def _pick(self, team: str, day: int) -> _Worker | None:
        """Whoever has most room in a team, give or take a few children."""
        candidates = self._in_post[team]
        if not candidates:
            candidates = [w for team in levels.HOLD_CASES for w in self._in_post[team]]
        best, best_load = None, None
        for worker in candidates:
            load = (len(worker.held) + 1) / ((worker.fte or 1.0) * worker.capacity)
            load += self._noise()
            if worker.ends > day and (best is None or load < best_load):
                best, best_load = worker, load
        return best

    def _noise(self) -> float:
        if not self._drawn:
            self._drawn = (self._rng.random(4096) * 5).tolist()
        return self._drawn.pop()

    # What is to be held, child by child

    def _needs(self):
        """(day, child, team) whenever the team that should hold a child changes; None when
        nothing keeps the case open any longer."""
        authority = self.authority
        spans: dict[int, list] = {}

        def add(child, starts, ends, weight, team):
            if ends > authority.begins:
                spans.setdefault(child, []).append((max(starts, authority.begins), ends, weight, team))

        plans = authority.plans
        for spell in plans.care.all:
            add(spell.child, spell.starts, spell.ends, 4, care_team(spell.family))
        for spells in (plans.cp, plans.cin):
            for spell in spells.all:
                add(spell.child, spell.starts, spell.ends, 3, plan_team(spell.family))
        for spell in plans.short_breaks.all:
            add(spell.child, spell.starts, spell.ends, 2, levels.DISABILITIES)
        assessments = authority.front_door.assessments
        for family, size, starts, ends, team in zip(
            assessments.family.tolist(), assessments.size.tolist(), assessments.starts.tolist(),
            assessments.ends.tolist(), assessments.team.tolist(), strict=True,
        ):  # fmt: skip
            for child in plans.children(family, size):
                add(child, starts, ends, 1, team)

        changes = []
        for child in sorted(spans):
            of_child = spans[child]
            edges = sorted({edge for span in of_child for edge in span[:2]})
            now = None
            for edge in edges:
                if edge > authority.last:
                    break
                held = [s for s in of_child if s[0] <= edge < s[1]]
                team = max(held, key=lambda s: (s[2], s[0]))[3] if held else None
                if team != now:
                    changes.append((edge, child, team))
                    now = team
        changes.sort(key=lambda change: change[:2])
        return changes

    # Day by day

    def _run(self):
        authority = self.authority
        changes = iter(self._needs())
        change = next(changes, None)
        coming = list(reversed(self._workers))
        leaving: list = []
        for month in authority.months():
            last = min(days.last_of_month(month), authority.last)
            while True:
                days_next = (
                    coming[-1].starts if coming else days.OPEN,
                    leaving[0][0] if leaving else days.OPEN,
                    change[0] if change else days.OPEN,
                )
                soonest = min(days_next)
                if soonest > last:
                    break
                if days_next[0] == soonest:
                    worker = coming.pop()
                    self._in_post[worker.team].append(worker)
                    heapq.heappush(leaving, (worker.ends, len(coming), worker))
                elif days_next[1] == soonest:
                    self._leaves(heapq.heappop(leaving)[2], soonest)
                else:
                    self._change(*change)
                    change = next(changes, None)
            self._close(days.first_of_month(month), last)

    def _give(self, child: int, team: str, day: int):
        worker = self._pick(team, day)
        if worker is None:
            return
        allocation = Allocation(child, worker.number, team, day)
        if day <= self.authority.begins:
            # Held since before the story began.
            allocation.starts = max(worker.starts, day - int(self._rng.integers(0, 240)))
        self.allocations.append(allocation)
        self._open[child] = allocation
        worker.held[child] = allocation
        self._holder_of[child] = worker

    def _take(self, child: int, day: int):
        allocation = self._open.pop(child, None)
        if allocation is not None:
            allocation.ends = max(day, allocation.starts + 1)
            self._holder_of.pop(child).held.pop(child, None)

    def _change(self, day: int, child: int, team: str | None):
        if team is None:
            self._waiting[child] = day
            return
        self._waiting.pop(child, None)
        now = self._open.get(child)
        if now is None or now.team != team:
            self._take(child, day)
            self._give(child, team, day)

    def _leaves(self, worker: _Worker, day: int):
        self._in_post[worker.team].remove(worker)
        for child, allocation in list(worker.held.items()):
            self._take(child, day)
            self._give(child, allocation.team, day)

    def _close(self, first: int, last: int):
        """Closes those that have waited longest, until there are as many as there should be."""
        fte = sum(w.fte for team in levels.HOLD_CASES for w in self._in_post[team] if w.held)
        managers = sum(
            len(w.held) for team in levels.HOLD_CASES for w in self._in_post[team] if w.fte == 0
        )
        room = levels.staff("caseload", last) * fte / 1.02 + managers
        too_many = len(self._open) - int(room)
        if too_many <= 0:
            return
        waiting = sorted(self._waiting.items(), key=lambda item: (item[1], item[0]))
        for child, since in waiting[:too_many]:
            del self._waiting[child]
            if child in self._open:
                day = int(self._rng.integers(max(since, first), last + 1))
                self._take(child, max(day, self._open[child].starts + 1))

    # Finishing touches

    def _second_workers(self):
        """One allocation in fifty is shared with a second worker of the team."""
        rng = self._rng
        by_team: dict[str, list[_Worker]] = {}
        for worker in self._workers:
            if worker.fte:
                by_team.setdefault(worker.team, []).append(worker)
        shared = np.flatnonzero(rng.random(len(self.allocations)) < 0.02)
        for place in shared.tolist():
            first = self.allocations[place]
            able = [
                w
                for w in by_team.get(first.team, ())
                if w.number != first.worker and w.starts <= first.starts and w.ends >= first.ends
            ]
            if able:
                other = able[int(rng.integers(len(able)))]
                self.allocations.append(
                    Allocation(first.child, other.number, first.team, first.starts, first.ends)
                )

    def _one_ends_on_the_first_day(self):
        first = self.authority.first
        soon = [a for a in self.allocations if a.starts < first <= a.ends <= first + 30]
        if soon:
            min(soon, key=lambda a: (a.ends, a.child, a.worker)).ends = first


def plan_team(family: int) -> str:
    """A family stays with one team: one of three, or the disabilities team."""
    place = family * 7919 % 100
    if place < 12:
        return levels.DISABILITIES
    return levels.PROTECTION[0 if place < 37 else 1 if place < 70 else 2]


def care_team(family: int) -> str:
    return levels.CARE[family * 7919 % 2]
