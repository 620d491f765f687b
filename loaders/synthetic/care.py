"""What periods of care were like: why they ended, under which order, in which placements, and where to adoption."""

from types import SimpleNamespace

import numpy as np

from loaders.synthetic import days

SUPPORTED = days.day_of("2024-04-01")  # from then on semi-independent living (H5) is supported accommodation (K3)
# Kinds of placement by the age at which it starts: of so many years or more, how often each.
KINDS = {
    0: {"U6": 0.42, "U4": 0.22, "U3": 0.15, "U1": 0.09, "P1": 0.07, "R3": 0.05},
    2: {"U6": 0.38, "U4": 0.30, "U3": 0.13, "U1": 0.11, "P1": 0.08},
    7: {"U6": 0.34, "U4": 0.31, "U3": 0.11, "U1": 0.09, "K2": 0.08, "P1": 0.07},
    11: {"U6": 0.24, "U4": 0.24, "U3": 0.07, "U1": 0.07, "K2": 0.31, "P1": 0.05, "S1": 0.01, "K1": 0.01},
    16: {"U6": 0.15, "U4": 0.19, "U3": 0.06, "K2": 0.15, "H5": 0.38, "P1": 0.04, "R5": 0.01, "Z1": 0.02},
}  # fmt: skip
CONNECTED = ("U1", "U2", "U3")
# Who provides each kind, and how often outside the authority.
OWN, PRIVATE = {"PR1": 0.47, "PR4": 0.43, "PR5": 0.1}, {"PR1": 0.06, "PR4": 0.84, "PR5": 0.1}
PROVIDERS = {
    **dict.fromkeys(("U4", "U5", "U6"), OWN), **dict.fromkeys(CONNECTED, {"PR1": 1}), "P1": {"PR0": 1}, "A6": {"PR1": 0.5, "PR2": 0.5},
    **dict.fromkeys(("K2", "H5", "K3", "S1", "T0"), PRIVATE), "Z1": {"PR4": 1}, "K1": {"PR2": 1}, "R3": {"PR5": 1}, "R5": {"PR3": 1},
}  # fmt: skip
OUTSIDE = {"PR0": 0.06, "PR1": 0.14, "PR2": 0.7, "PR3": 1, "PR4": 0.52, "PR5": 0.45}
CHANGES = {"CARPL": 0.42, "CREQB": 0.17, "LAREQ": 0.13, "CREQO": 0.09, "CHILD": 0.08, "STAND": 0.05, "CLOSE": 0.03, "ALLEG": 0.03}
# Why care ends, by the age at its end.
REASONS = {
    0: {"E4A": 0.38, "E45": 0.36, "E13": 0.1, "E41": 0.1, "E4B": 0.04, "E3": 0.02},
    10: {"E4A": 0.55, "E45": 0.14, "E13": 0.1, "E4B": 0.09, "E8": 0.08, "E3": 0.04},
    16: {"E4A": 0.35, "E5": 0.33, "E8": 0.2, "E6": 0.05, "E9": 0.07},
    17.99: {"E5": 0.42, "E17": 0.27, "E8": 0.2, "E6": 0.07, "E7": 0.04},
}


class Care:
    """Arrays with a place for each period of care, short breaks last; `place` finds it by the spell's `id`.

    `adoption` has the days of its steps, OPEN for those that did not come; `placements` has a place for each placement.
    """

    def __init__(self, authority):
        self.authority, plans = authority, authority.plans
        spells = plans.care.all + plans.short_breaks.all
        self.place = {id(spell): n for n, spell in enumerate(spells)}
        self.spells = spells
        self.child = np.array([s.child for s in spells], int)
        self.starts = np.array([s.starts for s in spells], int)
        self.ends = np.array([s.ends for s in spells], int)
        self.ends[self.ends > authority.last] = days.OPEN
        self.is_break = np.arange(len(spells)) >= len(plans.care.all)
        self.until = np.minimum(self.ends, authority.last + 1)
        self.age_at_end = authority.ages.on(self.child, self.until)
        self._reasons(authority.random("care reasons"))
        self._adoptions(authority.random("adoptions"))
        self._orders(authority.random("care orders"))
        self.placements = self._placements(authority.random("placements"))

    def _reasons(self, rng):
        self.reason = by_age(rng, self.age_at_end, REASONS)
        lasted = self.ends - self.starts
        adopted = ~self.is_break & (self.age_at_end < 8) & (lasted > 300) & (lasted < 1500)
        # Nothing more is heard of a child under the number that was the child's before.
        adopted &= (self.authority.ages.heard[1][self.child] <= self.ends) & (rng.random(len(adopted)) < 0.9)
        self.reason[adopted] = rng.choice(["E11", "E12"], size=int(adopted.sum()), p=[0.2, 0.8])
        self.reason[self.ends == days.OPEN] = None
        self.is_adopted = adopted & (self.ends < days.OPEN)

    def _adoptions(self, rng):
        """From the decision to the order; of a few children the plan is still adoption, or was."""
        n, starts, ends, adopted = len(self.starts), self.starts, self.ends, self.is_adopted
        never = np.full(n, days.OPEN)
        lasted = self.until - starts
        ordered = (np.where(adopted, 0.3, 0) * lasted).astype(int) + rng.integers(70, 130, size=n)
        ordered = starts + np.where(adopted, np.minimum(ordered, lasted - 150), ordered)
        going = ~adopted & ~self.is_break & (self.age_at_end < 7) & (lasted > 260) & (rng.random(n) < 0.16)
        has = adopted | going
        placed = np.where(adopted, np.maximum(ends - rng.integers(110, 260, size=n), ordered + 40), ordered + rng.integers(60, 400, size=n))
        placed = np.where(adopted, np.minimum(placed, ends - 75), placed)
        matched = placed - rng.integers(12, 35, size=n)
        fostered = starts + rng.integers(1, 60, size=n)
        given_up = going & (rng.random(n) < 0.45)
        reversed_on = np.where(given_up, ordered + rng.integers(90, 500, size=n), never)
        placed[given_up] = matched[given_up] = days.OPEN
        known = self.authority.last
        self.adoption = SimpleNamespace(
            decision=np.where(has, ordered - rng.integers(18, 60, size=n), never),
            ordered=np.where(has, ordered, never),
            matched=np.where(has & (matched < self.until), matched, never),
            placed=np.where(has & (placed < self.until), placed, never),
            order=np.where(adopted, ends, never),
            reversed=np.where(reversed_on <= known, reversed_on, never),
            reason=rng.choice(["RD1", "RD2", "RD3", "RD4"], size=n, p=[0.35, 0.2, 0.35, 0.1]).astype(object),
            fostered=np.where(has & (fostered < placed) & (rng.random(n) < 0.15), fostered, never),
        )  # fmt: skip

    def _orders(self, rng):
        """Some come into care under an interim order; the court makes a full one within the year."""
        n = len(self.starts)
        self.first_status = rng.choice(["C1", "V2", "L2"], size=n, p=[0.5, 0.46, 0.04]).astype(object)
        # Proceedings are to take 26 weeks: see loaders/synthetic/court.py, which counts them.
        order = self.starts + np.where(rng.random(n) < 0.75, rng.integers(105, 180, size=n), rng.integers(190, 330, size=n))
        to_adoption = self.adoption.ordered < days.OPEN
        self.first_status[to_adoption] = "C1"
        becomes = (self.first_status == "C1") & (order < self.ends) & (rng.random(n) < 0.6) & ~self.is_break
        becomes |= to_adoption
        self.status_on = np.where(to_adoption, self.adoption.ordered, np.where(becomes, order, self.starts))
        self.status = np.where(becomes, "C2", self.first_status).astype(object)
        self.status[to_adoption] = "E1"
        self.status[self.is_break] = self.first_status[self.is_break] = rng.choice(["V3", "V4"], size=int(self.is_break.sum()), p=[0.2, 0.8])

    # Placements

    def _placements(self, rng):
        """One after another through each period of care; most children stay where they are, a few are moved again and again."""
        period, starts = self._moves(rng)
        until = self.until[period]
        same = np.append(period[1:] == period[:-1], False)
        ends = np.where(same, np.append(starts[1:], 0), until)
        is_last, n = ~same, len(period)
        child = self.child[period]
        age = self.authority.ages.on(child, starts)
        kind = by_age(rng, age, KINDS)
        kind[(kind == "H5") & (starts >= SUPPORTED)] = "K3"
        brief = same & (ends - starts < 22) & (rng.random(n) < 0.4)
        kind[brief] = "T0"
        home = is_last & np.isin(self.reason[period], ("E45", "E41", "E13")) & (rng.random(n) < 0.75)
        kind[home] = rng.choice(["U1", "U3"], size=int(home.sum()))
        kind[self.is_break[period]] = "K2"
        adoption = self.adoption
        kind[starts == adoption.fostered[period]] = "U5"
        kind[starts == adoption.placed[period]] = "A6"
        provider = np.full(n, None, object)
        for one in sorted(set(kind)):
            rows = kind == one
            provider[rows] = rng.choice(list(PROVIDERS[one]), size=int(rows.sum()), p=list(PROVIDERS[one].values()))
        outside = rng.random(n) < np.array([OUTSIDE[p] for p in provider.tolist()])
        unregistered = (age > 10) & np.isin(kind, ("K2", "H5", "K3", "Z1")) & (ends - starts < 400) & (rng.random(n) < 0.16)
        # Matched for the long term: the same placement, its details changed.
        matched = starts + rng.integers(120, 500, size=n)
        is_matched = (kind == "U6") & (matched < ends) & (rng.random(n) < 0.4)
        return SimpleNamespace(
            period=period, child=child, starts=starts, ends=np.where(is_last & (self.ends[period] == days.OPEN), days.OPEN, ends),
            kind_before=kind, kind=np.where(is_matched, "U4", kind).astype(object), matched=np.where(is_matched, matched, starts),
            is_matched=is_matched, provider=provider, is_outside=outside, is_unregistered=unregistered, age=age, is_last=is_last,
            change=np.where(is_last, None, rng.choice(list(CHANGES), size=n, p=list(CHANGES.values()))),
        )  # fmt: skip

    def _moves(self, rng):
        """The period and the first day of every placement, in their order."""
        lasted = self.until - self.starts
        early, later = np.minimum(lasted, 180) / 365, np.maximum(lasted - 180, 0) / 365
        restless = rng.gamma(0.6, 1 / 0.6, size=len(lasted))
        expected = np.where(self.is_break, 0, restless * (0.9 * early + 0.36 * later))
        moves = rng.poisson(np.minimum(expected, 25))
        period = np.repeat(np.arange(len(lasted)), moves)
        # More often in the first months than afterwards.
        when = self.starts[period] + (lasted[period] * rng.random(len(period)) ** 1.4).astype(int)
        placed, fostered = self.adoption.placed, self.adoption.fostered
        settled = np.minimum(placed, fostered)[period] < when  # nobody moves on from adopters
        period, when = period[~settled], when[~settled]
        first = np.arange(len(lasted))
        own = [(first, self.starts), *((np.flatnonzero(d < days.OPEN), d[d < days.OPEN]) for d in (fostered, placed))]
        period = np.concatenate([period, *(p for p, _ in own)])
        when = np.concatenate([when, *(w for _, w in own)])
        is_own = np.arange(len(period)) >= len(period) - sum(len(p) for p, _ in own)
        order = np.lexsort((when, period))
        period, when, is_own = period[order], when[order], is_own[order]
        # A move that would be over at once is none.
        last = np.append(period[1:] != period[:-1], True)
        following = np.where(last, self.until[period], np.append(when[1:], 0))
        keep = is_own | (following - when >= 3)
        return period[keep], when[keep]


def by_age(rng, age, shares) -> np.ndarray:
    """For each age a word, as often as the shares of its band say; the bands are known by the age at which they begin."""
    age, words = np.asarray(age), np.full(len(age), None, object)
    begins = np.array(list(shares))
    band = np.maximum(np.searchsorted(begins, age, side="right") - 1, 0)
    for number, of_band in enumerate(shares.values()):
        rows = np.flatnonzero(band == number)
        p = np.array(list(of_band.values()), float)
        words[rows] = rng.choice(list(of_band), size=len(rows), p=p / p.sum())
    return words
