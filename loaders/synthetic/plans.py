"""Section 47 enquiries, conferences, and the plans and periods of care that follow.

Worked out month by month: what starts in a month comes from conferences, assessments and court;
what ends is chosen so that as many stay open at its end as `levels.open_on` says.
"""

from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

from loaders.synthetic import days, levels
from loaders.synthetic.families import Draw
from loaders.synthetic.quotas import group_sizes, half_up, pick, pick_by_year
from loaders.synthetic.report import expand

LOOK_AHEAD = 75  # days past the last day, for conferences whose enquiry has begun


@dataclass
class Spell:
    """One child's plan or period of care; `group` is shared by brothers and sisters."""

    child: int
    family: int
    group: int
    starts: int
    ends: int = days.OPEN
    previous: int = 0


class Spells:
    """All spells of one kind, and which child has which of them open."""

    def __init__(self):
        self.all: list[Spell] = []
        self.open: dict[int, Spell] = {}
        self.n_groups = 0

    def start(self, children, family, day, previous=()):
        """One group; a child who already has one open is passed over."""
        self.n_groups += 1
        for place, child in enumerate(children):
            if child not in self.open:
                earlier = previous[place] if previous else 0
                spell = Spell(child, family, self.n_groups, day, previous=earlier)
                self.all.append(spell)
                self.open[child] = spell

    def end(self, child, day):
        spell = self.open.pop(child, None)
        if spell is not None:
            spell.ends = max(day, spell.starts + 1)


class Plans:
    """`section47` (arrays, by group), `cp`, `cin`, `care` and `short_breaks` (Spells)."""

    def __init__(self, authority):
        self.authority = authority
        self._rng = authority.random("plans")
        self._families = authority.families
        self._fresh = {
            n: Draw(self._rng, self._families, n) for n in range(1, self._families.largest + 1)
        }
        self.cp, self.cin, self.care, self.short_breaks = (Spells() for _ in range(4))
        self._cp_ended: list[list] = []  # groups of children whose plan ended: [family, size, day]
        self._n_cp: dict[int, int] = {}  # plans so far, by child
        self._last_enquiry: dict[int, int] = {}  # by family
        self._reserved: dict[int, int] = {}  # family: day of the conference to come
        self.section47 = self._enquiries()
        self._begin()
        for month in authority.months():
            self._month(month)
        self._short_breaks()
        for spells in (self.cp, self.cin, self.care, self.short_breaks):
            self._one_ends_on_the_first_day(spells)

    def children(self, family: int, size: int) -> list[int]:
        """Places in `child_ids` of the first so many children of a family."""
        first = int(self._families.first[family])
        return list(range(first, first + size))

    # Section 47 enquiries, from their conferences backwards

    def _enquiries(self):
        rng, authority = self.authority.random("section 47"), self.authority
        largest = self._families.largest
        sizes, conferences, strategies, made = [], [], [], []
        for year, of_year, business, part in authority.days_of_years(authority.last + LOOK_AHEAD):
            working = authority.calendar.are_working(of_year)
            total = half_up(authority.amount("conferences", year) * part)
            size = group_sizes(rng, total, largest, (0.45, 0.31, 0.16, 0.08))
            chance = business * working
            day = rng.choice(of_year, size=len(size), p=chance / chance.sum())
            soon = pick(rng, size, half_up(levels.level("conference_15wd", year) * size.sum()))
            taken = np.where(
                soon,
                15 - np.minimum(rng.exponential(3.5, size=len(size)).astype(int), 12),
                16 + np.minimum(rng.exponential(6, size=len(size)).astype(int), 40),
            )
            sizes.append(size)
            conferences.append(day)
            strategies.append(authority.calendar.before(day, taken))
            made.append(pick(rng, size, half_up(levels.level("plan_made", year) * size.sum())))
        size, conference, strategy, made = (
            np.concatenate(x) for x in (sizes, conferences, strategies, made)
        )
        repeat = np.zeros(len(size), bool)
        repeat[made] = pick_by_year(
            rng,
            days.financial_year(conference[made]),
            size[made],
            lambda year: levels.level("repeat_plan", year),
        )

        # Enquiries that end without a conference make up each year's number.
        year = days.financial_year(strategy)
        more_sizes, more_days = [], []
        for of, of_year, business, part in authority.days_of_years(authority.last):
            total = half_up(authority.amount("section47", of) * part)
            counted = (year == of) & (strategy >= authority.begins) & (strategy <= authority.last)
            more = group_sizes(rng, total - int(size[counted].sum()), largest, (0.5, 0.3, 0.13, 0.07))
            chance = business + 0.1
            more_sizes.append(more)
            more_days.append(rng.choice(of_year, size=len(more), p=chance / chance.sum()))
        without = sum(len(more) for more in more_sizes)
        size = np.concatenate([size, *more_sizes])
        strategy = np.concatenate([strategy, *more_days])
        conference = np.concatenate([conference, np.full(without, days.OPEN)])
        made = np.concatenate([made, np.zeros(without, bool)])
        repeat = np.concatenate([repeat, np.zeros(without, bool)])
        order = np.argsort(strategy, kind="stable")
        size, strategy, conference = size[order], strategy[order], conference[order]
        concluded = strategy + rng.integers(2, 14, size=len(size))
        return SimpleNamespace(
            size=size, strategy=strategy, conference=conference, made=made[order],
            repeat=repeat[order], concluded=np.minimum(concluded, conference),
            family=np.full(len(size), -1),
        )  # fmt: skip

    def _choose_family(self, group: int) -> int:
        """Whose enquiry this is: a family lately referred, unless it is to be a repeat plan."""
        rng, s47 = self._rng, self.section47
        size, today = int(s47.size[group]), int(s47.strategy[group])
        made, repeat = bool(s47.made[group]), bool(s47.repeat[group])
        if repeat and self._cp_ended and rng.random() < 0.6:
            for _ in range(15):
                family, n, ended = self._cp_ended[int(rng.integers(len(self._cp_ended)))]
                if n >= size and ended < today - 90 and self._is_free(family, size, today):
                    return family
        referrals = self.authority.front_door.referrals
        low, high = np.searchsorted(self._referred_on, [today - 40, today + 1])
        for attempt in range(240):
            if attempt < 25 and high > low:
                row = int(rng.integers(low, high))
                family, n = int(referrals.family[row]), int(referrals.size[row])
            else:
                family, n = self._fresh[size].next(), size
            if n < size or today - self._last_enquiry.get(family, -999) < 45:
                continue
            if not made or (
                self._is_free(family, size, today)
                and not any(child in self._n_cp for child in self.children(family, size))
            ):
                return family
        s47.made[group] = False
        return family

    def _is_free(self, family: int, size: int, today: int) -> bool:
        """Whether these children could become subject to a plan."""
        return self._reserved.get(family, -1) < today and not any(
            child in self.cp.open or child in self.care.open
            for child in self.children(family, size)
        )

    # Month by month

    def _begin(self):
        authority, rng = self.authority, self._rng
        begins = authority.begins
        # Whoever came into care earliest is still a child on the last day.
        longest = max(400, min(3650, 17 * 365 - (authority.last - begins)))
        self._referred_on = authority.front_door.referrals.received // days.MINUTES
        contacts = authority.front_door.contacts
        group, child = expand(contacts.family, contacts.size, self._families)
        self._heard_last = np.zeros(len(self._families.child_ids), int)
        np.maximum.at(self._heard_last, child, (contacts.received // days.MINUTES)[group])
        assessments = authority.front_door.assessments
        order = np.argsort(assessments.ends, kind="stable")
        self._cin_from = [g for g in order.tolist() if assessments.outcome[g] == "cin_plan"]
        self._conferences: list[int] = []
        self._next_enquiry = self._next_cin = 0
        most = self._families.largest
        for spells, name, draw, largest in (
            (self.cp, "cp_plans", lambda: rng.exponential(190), most),
            (self.cin, "cin_plans", lambda: rng.exponential(230), most),
            (self.care, "care_periods", lambda: rng.exponential(1250) % longest, min(2, most)),
        ):
            wanted = half_up(levels.open_on(name, begins) * authority.scale)
            for size in group_sizes(rng, wanted, largest, (0.6, 0.28, 0.08, 0.04)).tolist():
                for _ in range(200):
                    family = self._fresh[size].next()
                    children = self.children(family, size)
                    if not any(self._has_any(child) for child in children):
                        break
                limit = 440 if spells is self.cp else 6000
                spells.start(children, family, begins - 5 - int(min(draw(), limit)))
                if spells is self.cp:
                    for child in children:
                        self._n_cp[child] = 1

    def _has_any(self, child: int) -> bool:
        return child in self.cp.open or child in self.cin.open or child in self.care.open

    def _month(self, month: int):
        first = days.first_of_month(month)
        last = days.last_of_month(month)
        working = np.arange(first, last + 1)
        self._working = working[self.authority.calendar.are_working(working)]
        s47 = self.section47
        while self._next_enquiry < len(s47.size) and s47.strategy[self._next_enquiry] <= last:
            group = self._next_enquiry
            family = s47.family[group] = self._choose_family(group)
            self._last_enquiry[family] = int(s47.strategy[group])
            if s47.made[group]:
                self._reserved[family] = int(s47.conference[group])
            if s47.conference[group] < days.OPEN:
                self._conferences.append(group)
            self._next_enquiry += 1

        self._start_care(month, first)
        self._start_cp(last)
        self._start_cin(last)
        self._end(self.cp, "cp_plans", first, last)
        self._end(self.cin, "cin_plans", first, last)
        self._end(self.care, "care_periods", first, last)

    def _some_day(self) -> int:
        return int(self._rng.choice(self._working))

    def _start_care(self, month: int, first: int):
        rng = self._rng
        year = int(days.financial_year(first))
        rate = self.authority.amount("care_started", year) / 12
        for size in group_sizes(rng, int(rng.poisson(rate)), self._families.largest).tolist():
            known = self.cp if rng.random() < 0.6 else self.cin if rng.random() < 0.5 else None
            children = []
            if known is not None and known.open:
                some = list(known.open.values())[int(rng.integers(len(known.open)))]
                family = some.family
                children = [
                    child
                    for child, spell in known.open.items()
                    if spell.group == some.group and spell.starts < first - 14
                ][:size]
            if not children:
                family = self._fresh[size].next()
                children = self.children(family, size)
            children = [child for child in children if child not in self.care.open]
            if not children or self._reserved.get(family, -1) >= first:
                continue
            day = self._some_day()
            self.care.start(children, family, day)
            for child in children:
                self._end_cp_of(child, day)
                self.cin.end(child, day)

    def _end_cp_of(self, child: int, day: int):
        spell = self.cp.open.get(child)
        if spell is not None:
            self.cp.end(child, day)
            self._cp_ended.append([spell.family, 1, day])

    def _start_cp(self, last: int):
        s47, later = self.section47, []
        for group in self._conferences:
            day = int(s47.conference[group])
            if day > last:
                later.append(group)
                continue
            if not s47.made[group]:
                continue
            family = int(s47.family[group])
            children = self.children(family, int(s47.size[group]))
            elsewhere = 0
            if s47.repeat[group]:
                elsewhere = 1 + int(self._rng.random() < 0.2) + int(self._rng.random() < 0.06)
            previous = []
            for child in children:
                here = self._n_cp.get(child, 0)
                previous.append(here if here or not s47.repeat[group] else elsewhere)
                self._n_cp[child] = here + 1
                self.cin.end(child, day)
            self.cp.start(children, family, day, previous)
        self._conferences = later

    def _start_cin(self, last: int):
        assessments = self.authority.front_door.assessments
        while self._next_cin < len(self._cin_from):
            group = self._cin_from[self._next_cin]
            day = int(assessments.ends[group])
            if day > last:
                break
            self._next_cin += 1
            if day < self.authority.begins:
                continue
            family = int(assessments.family[group])
            children = self.children(family, int(assessments.size[group]))
            self.cin.start([c for c in children if not self._has_any(c)], family, day)

    def _end(self, spells: Spells, name: str, first: int, last: int):
        rng = self._rng
        target = levels.open_on(name, last) * self.authority.scale
        if days.month_of(last) % 12 != 2:
            target *= 1 + rng.normal() * 0.008
        n = len(spells.open) - half_up(target)
        if n <= 0:
            return
        groups: dict[int, list[Spell]] = {}
        for spell in spells.open.values():
            if spell.starts < first - 20:
                groups.setdefault(spell.group if spells is not self.care else spell.child, []).append(
                    spell
                )
        if not groups:
            return
        members = list(groups.values())
        age = np.array([first - group[0].starts for group in members])
        weights = {
            "cp_plans": np.interp(
                age, [0, 80, 150, 270, 400, 470, 640, 720], [0.02, 0.1, 0.7, 1.25, 1.1, 0.6, 1.2, 12]
            ),
            "cin_plans": np.interp(age, [0, 60, 120, 300, 600], [0.15, 0.4, 1, 1.1, 1]),
            # Nobody stays for all of childhood: those who came as babies leave as they grow up.
            "care_periods": np.interp(age, [0, 60, 300, 900, 4000, 5600, 6200], [0.8, 1, 0.8, 0.6, 0.8, 3, 100]),
        }[name]
        if spells is self.care:  # of whoever is adopted or comes of age, nothing more is heard
            weights *= np.where([self._heard_last[group[0].child] <= last for group in members], 5, 1)
        keys = rng.exponential(size=len(members)) / weights
        for place in np.argsort(keys, kind="stable").tolist():
            group = members[place][:n]
            day = max(self._some_day(), group[0].starts + 1)
            for spell in group:
                spells.end(spell.child, day)
            if spells is self.cp:
                self._cp_ended.append([group[0].family, len(group), day])
                if rng.random() < 0.6:
                    step_down = [s.child for s in group if not self._has_any(s.child)]
                    self.cin.start(step_down, group[0].family, day)
            n -= len(group)
            if n == 0:
                break

    def _short_breaks(self):
        """Children who come and go under legal status V3 or V4; not children in care."""
        rng, authority = self.authority.random("short breaks"), self.authority
        wanted = max(1, half_up(14 * authority.scale))
        used = {spell.child for spell in self.care.all}
        day = authority.begins
        places = [day - int(rng.integers(30, 900)) for _ in range(wanted)]
        for start in places:
            while start <= authority.last:
                family = self._fresh[1].next()
                child = self.children(family, 1)[0]
                length = 200 + int(rng.exponential(500))
                if child not in used:
                    used.add(child)
                    self.short_breaks.start([child], family, start)
                    if start + length <= authority.last:
                        self.short_breaks.end(child, start + length)
                start += length + int(rng.integers(5, 40))

    def _one_ends_on_the_first_day(self, spells: Spells):
        """So that the table reaches back to the day its extracts begin."""
        first = self.authority.first
        soon = [s for s in spells.all if s.starts < first <= s.ends <= first + 30]
        if soon:
            min(soon, key=lambda spell: (spell.ends, spell.child)).ends = first
