"""Contacts, the referrals they became, and the assessments that followed."""

from collections import deque
from types import SimpleNamespace

import numpy as np

from loaders.synthetic import days, levels
from loaders.synthetic.families import Draw
from loaders.synthetic.quotas import group_sizes, half_up, pick, pick_by_year, shift_odds

HOUR = 60
NEVER = days.OPEN * days.MINUTES
CONTACT_SOURCES = ("2A", "6", "1A", "3A", "3E", "3F", "2B", "4", "5A", "5D", "7", "8", "9", "1D", "3B")
SOURCE_SHARES = (0.24, 0.27, 0.09, 0.05, 0.05, 0.07, 0.04, 0.03, 0.04, 0.03, 0.02, 0.02, 0.02, 0.01, 0.02)


class FrontDoor:
    """Groups of brothers and sisters, in the order in which they came.

    `contacts` and `referrals` have, as arrays: family, size, received (minutes), decided (minutes,
    NEVER while undecided), outcome, source, team. `assessments` has family, size, starts, ends
    (days), outcome, team.
    """

    def __init__(self, authority):
        self.authority = authority
        self._office = authority.calendar
        contacts = self._contacts()
        self.referrals = self._referrals(contacts)
        self.contacts = self._name_families(contacts)
        self.assessments = self._assessments()
        self.cancelled = self._cancelled()

    # Contacts

    def _contacts(self):
        rng = self.authority.random("contacts")
        sizes, received, years = [], [], []
        for year, of_year, business, part in self.authority.days_of_years(self.authority.last):
            usual = self.authority.amount("contacts", year) * part
            total = half_up(usual * (1 + 0.012 * rng.normal()))
            of_these = group_sizes(rng, total, self.authority.families.largest)
            chosen = rng.choice(of_year, size=len(of_these), p=business / business.sum())
            sizes.append(of_these)
            received.append(self._moments(rng, chosen))
            years.append(np.full(len(of_these), year))
        size, received, year = (np.concatenate(parts) for parts in (sizes, received, years))
        order = np.argsort(received, kind="stable")
        size, received, year = size[order], received[order], year[order]
        n = len(size)
        day = received // days.MINUTES

        out_of_hours = ~self._in_hours(received)
        duty = out_of_hours & (rng.random(n) < 0.85)
        team = np.where(duty, levels.EMERGENCY_DUTY, levels.FRONT_DOOR)

        becomes = pick_by_year(rng, year, size, lambda y: levels.level("to_referral", y))
        chance = shift_odds(
            levels.trend("contacts_72h", day),
            np.where(duty, 0.55, 1.2)
            * np.where(np.isin(days.weekday(day), (3, 4)), 0.8, 1.1),
        )
        in_time = pick_by_year(
            rng, year, size, lambda y: levels.level("contacts_72h", y), chance
        )
        decided = self._decide(rng, received, in_time, 71.8, 30, 72.1, 55)
        outcome = rng.choice(
            ["early_help", "advice", "no_further_action"], size=n, p=[0.24, 0.47, 0.29]
        ).astype(object)
        outcome[becomes] = "referral"
        lost = ~in_time & ~becomes & (rng.random(n) < 0.003)
        decided[lost] = NEVER
        # A few decisions are recorded before what they decide.
        wrong = np.flatnonzero(~in_time & ~becomes & ~lost & (size == 1))
        wrong = wrong[rng.permutation(len(wrong))[: half_up(6 * self.authority.scale)]]
        decided[wrong] = _not_midnight(received[wrong] - rng.integers(70, 600, size=len(wrong)))
        return SimpleNamespace(
            size=size, received=received, decided=decided, outcome=outcome, team=team,
            source=rng.choice(CONTACT_SOURCES, size=n, p=SOURCE_SHARES).astype(object),
            family=np.full(n, -1), becomes=becomes,
        )  # fmt: skip

    def _moments(self, rng, day):
        """A time of day for each: most in office hours, at weekends spread over the day."""
        n = len(day)
        working = self._office.are_working(day)
        kind = rng.choice(4, size=n, p=[0.78, 0.15, 0.04, 0.03])
        kind = np.where(working, kind, 4)
        low = np.array([8 * 60 + 15, 17 * 60 + 30, 6 * 60, 1, 8 * 60])[kind]
        high = np.array([17 * 60 + 30, 23 * 60 + 40, 8 * 60 + 15, 6 * 60, 23 * 60 + 30])[kind]
        return day * days.MINUTES + low + (rng.random(n) * (high - low)).astype(int)

    def _in_hours(self, minutes):
        of_day = minutes % days.MINUTES
        return self._office.are_working(minutes // days.MINUTES) & (
            (of_day >= 8 * 60 + 15) & (of_day < 17 * 60 + 45)
        )

    def _decide(self, rng, received, in_time, limit, usual, late_from, late_usual):
        """When each was decided, in hours after receipt: in office hours if that can be."""
        decided = np.zeros(len(received), int)
        found = np.zeros(len(received), bool)
        for _ in range(8):
            quick = rng.random(len(received)) * rng.exponential(usual, size=len(received)) + 0.2
            quick = np.where(quick > limit, rng.uniform(0.2, limit, size=len(received)), quick)
            slow = late_from + np.minimum(rng.exponential(late_usual, size=len(received)), 800)
            minutes = np.where(in_time, quick, slow) * HOUR
            candidate = _not_midnight(received + minutes.astype(int))
            better = ~found & self._in_hours(candidate)
            decided = np.where(found & ~better, decided, candidate)
            found |= better
        return decided

    def _cancelled(self):
        """Contacts keyed in by mistake: groups of one whose step was cancelled, never decided."""
        rng, authority = self.authority.random("cancelled"), self.authority
        n = half_up(authority.scale * (authority.last - authority.first) / 14)
        day = rng.integers(authority.first, authority.last + 1, size=n)
        return SimpleNamespace(
            size=np.ones(n, int), received=np.sort(self._moments(rng, day)),
            family=rng.integers(0, len(authority.families.first), size=n),
            source=rng.choice(CONTACT_SOURCES, size=n).astype(object),
        )  # fmt: skip

    # Referrals

    def _referrals(self, contacts):
        rng = self.authority.random("referrals")
        groups = np.flatnonzero(contacts.becomes)
        groups = groups[np.argsort(contacts.decided[groups], kind="stable")]
        groups = groups[contacts.decided[groups] // days.MINUTES <= self.authority.last]
        received, size = contacts.decided[groups], contacts.size[groups]
        day = received // days.MINUTES
        family = self._families_referred(rng, day.tolist(), size.tolist())
        contacts.family[groups] = family

        year = days.financial_year(day)
        duty = ~self._in_hours(received)
        team = np.where(duty, levels.EMERGENCY_DUTY, levels.FRONT_DOOR)
        chance = shift_odds(
            levels.trend("referral_24h", day),
            np.where(duty, 0.6, 1.1) * np.where(days.weekday(day) == 4, 0.55, 1.1),
        )
        in_time = pick_by_year(
            rng, year, size, lambda y: levels.level("referral_24h", y), chance
        )
        decided = self._decide(rng, received, in_time, 23.8, 9, 24.1, 30)
        late = np.flatnonzero(~in_time & (size == 1))
        wrong = late[rng.permutation(len(late))[: half_up(3 * self.authority.scale)]]
        decided[wrong] = _not_midnight(received[wrong] - rng.integers(70, 400, size=len(wrong)))
        outcome = rng.choice(
            ["assessment", "strategy_discussion", "early_help", "no_further_action"],
            size=len(groups), p=[0.82, 0.11, 0.04, 0.03],
        ).astype(object)  # fmt: skip
        return SimpleNamespace(
            size=size, received=received, decided=decided, outcome=outcome, team=team,
            source=contacts.source[groups], family=family,
        )  # fmt: skip

    def _families_referred(self, rng, day, size):
        """A family for each referral: one referred in the last year, or one that was not, so
        that the share of re-referrals follows `levels`."""
        families = self.authority.families
        last = np.full(len(families.first), -(10**6))
        recent = deque()  # (day, family, size), oldest first
        fresh = {n: Draw(rng, families, n) for n in range(1, families.largest + 1)}
        chosen, year, again, total = [], None, 0.0, 0.0
        for today, n in zip(day, size, strict=True):
            of_year = int(days.financial_year(today))
            if of_year != year:
                year, again, total = of_year, 0.0, 0.0
            share = levels.level("rereferred", year)
            while recent and recent[0][0] < today - 350:
                recent.popleft()
            behind = share * (total + n) - again
            family = None
            if recent and rng.random() < share + 0.2 * (behind - n * share):
                for _ in range(12):
                    when, who, how_many = recent[int(rng.integers(len(recent)))]
                    if how_many >= n and when <= today - 15 and last[who] <= today - 15:
                        family = who
                        again += n
                        break
            if family is None:
                for _ in range(200):
                    family = fresh[n].next()
                    if last[family] < today - 370:
                        break
            total += n
            last[family] = today
            recent.append((today, family, n))
            chosen.append(family)
        return np.array(chosen, int)

    def _name_families(self, contacts):
        """Families for the contacts that went no further; some are heard of again and again."""
        rng = self.authority.random("families contacted")
        families = self.authority.families
        for n in range(1, families.largest + 1):
            rows = np.flatnonzero((contacts.family < 0) & (contacts.size == n))
            possible = families.with_at_least(n)
            weights = families.risk[possible]
            contacts.family[rows] = rng.choice(possible, size=len(rows), p=weights / weights.sum())
        return contacts

    # Assessments

    def _assessments(self):
        rng = self.authority.random("assessments")
        authority, referrals = self.authority, self.referrals
        starts = referrals.decided // days.MINUTES
        led = np.isin(referrals.outcome, ("assessment", "strategy_discussion"))
        led &= starts <= authority.last
        family, size, start = referrals.family[led], referrals.size[led], starts[led]
        # Some children are assessed again while they are known.
        again = np.flatnonzero(rng.random(len(family)) < 0.09)
        later = start[again] + rng.integers(100, 330, size=len(again))
        keep = later <= authority.last
        family = np.concatenate([family, family[again][keep]])
        size = np.concatenate([size, size[again][keep]])
        start = np.concatenate([start, later[keep]])
        order = np.argsort(start, kind="stable")
        family, size, start = family[order], size[order], start[order]

        previous, kept = {}, []
        for group, (who, day) in enumerate(zip(family.tolist(), start.tolist(), strict=True)):
            if day - previous.get(who, -999) >= 60:
                previous[who] = day
                kept.append(group)
        family, size, start = family[kept], size[kept], start[kept]
        n = len(family)

        team = rng.choice(levels.ASSESSMENT, size=n, p=[0.33, 0.33, 0.34])
        quick = 45 - np.minimum(rng.exponential(9, size=n).astype(int), 42)
        slow = 46 + np.minimum(rng.exponential(17, size=n).astype(int), 110)
        soon, late = authority.calendar.after(start, quick), authority.calendar.after(start, slow)
        chance = shift_odds(
            levels.trend("assessed_45wd", (soon + late) // 2),
            np.select(
                [team == levels.STRUGGLING, team == levels.ASSESSMENT[0]], [0.36, 1.8], 1.25
            ),
        )
        in_time = self._in_time(rng, size, soon, late, chance)
        ends = np.where(in_time, soon, late)

        year = days.financial_year(ends)
        outcome = rng.choice(
            ["cin_plan", "early_help", "child_protection", "care"], size=n, p=[0.46, 0.29, 0.20, 0.05]
        ).astype(object)
        harder = np.where(team == levels.STRUGGLING, 1.5, 0.9)
        none = pick_by_year(
            rng, year, size, lambda y: levels.level("assessed_nfa", y), 0.3 * harder
        )
        outcome[none] = "no_further_action"
        return SimpleNamespace(
            family=family, size=size, starts=start, ends=ends, outcome=outcome, team=team
        )

    def _in_time(self, rng, size, soon, late, chance):
        """Which are authorised in time, so that each year's authorised ones come out right.

        Those that would be authorised in one year if in time and in the next if late are drawn
        first; the rest of each year then make up its number.
        """
        # What is authorised after the last day belongs to no year that is counted.
        bucket_soon, bucket_late = (
            days.financial_year(day) + (day > self.authority.last) for day in (soon, late)
        )
        in_time = rng.random(len(size)) < chance
        free = bucket_soon == bucket_late
        for bucket in np.unique(bucket_soon).tolist():
            decided = ~free & np.where(in_time, bucket_soon == bucket, bucket_late == bucket)
            rows = np.flatnonzero(free & (bucket_soon == bucket))
            total = size[decided].sum() + size[rows].sum()
            wanted = half_up(levels.level("assessed_45wd", bucket) * total)
            wanted -= size[decided & in_time].sum()
            in_time[rows] = pick(rng, size[rows], int(wanted), chance[rows])
        return in_time


def _not_midnight(minutes):
    """A moment at midnight would read as one without a time of day."""
    return minutes + (minutes % days.MINUTES == 0)
