"""When each child was born: in time for all that is known of the child, and before whatever ended with coming of age."""

import numpy as np

from loaders.synthetic import days
from loaders.synthetic.report import expand

YEAR = 365.25
ADULT = 18
# Of children who come into care, how many at each age; those under one are as many as those of the next four years.
AGES_IN = np.array([19, *[4.3] * 4, *[3.4] * 5, *[4.7] * 6, 9.5, 9.5])
# Of children of whom anything else is heard.
AGES_HEARD_OF = np.array([8, *[5.5] * 5, *[5.2] * 6, *[5.8] * 4, 5, 3])
COMES_OF_AGE = 0.5  # of those who left care for good, those who left because they turned 18
LEAVES_SMALL = 0.5  # of those who left for good after one to four years, those who came when they were two or younger
FORMER_A_YEAR = 34  # young people who left care at 18 before the story begins, a year


class Ages:
    """`born`: the day on which each child was born, by the child's place in `child_ids`.

    Nobody is 18 or older while anything is heard of them; those in care and on plans are born, a few others are not yet.
    `former` are the places of young people who left care before the story begins: nothing is heard of them but that.
    """

    def __init__(self, authority):
        self.authority = authority
        self._rng = authority.random("ages")
        n = len(authority.families.child_ids)
        self._first, self._last = np.full(n, days.OPEN), np.full(n, -days.OPEN)
        self._plan, self._care = np.full(n, days.OPEN), np.full(n, days.OPEN)  # the first of each
        self._left = np.full(n, days.OPEN)  # the end of the last period of care
        self._hear()
        self.born = np.zeros(n, int)
        self.former = np.zeros(0, int)
        self._others()
        self._in_care()
        self._left_before()

    def on(self, child, day) -> np.ndarray:
        """Age in years, with a fraction; below 0 for the unborn."""
        return (np.asarray(day) - self.born[np.asarray(child, int)]) / YEAR

    @property
    def heard(self) -> tuple[np.ndarray, np.ndarray]:
        """The first and the last day on which anything is heard of each child; OPEN and before all days where nothing is."""
        return self._first.copy(), self._last.copy()

    def _hear(self):
        """The first and the last day on which anything is heard of each child."""
        authority = self.authority
        door, plans = authority.front_door, authority.plans
        for groups, on in (
            (door.contacts, door.contacts.received // days.MINUTES), (door.referrals, door.referrals.received // days.MINUTES),
            (door.cancelled, door.cancelled.received // days.MINUTES), (door.assessments, door.assessments.ends),
            (plans.section47, plans.section47.strategy),
        ):  # fmt: skip
            known = groups.family >= 0
            group, child = expand(groups.family[known], groups.size[known], authority.families)
            self._heard(child, np.minimum(on[known][group], authority.last))
        for spells in (plans.cp, plans.cin, plans.care, plans.short_breaks):
            child = np.array([s.child for s in spells.all], int)
            starts = np.array([s.starts for s in spells.all], int)
            ends = np.array([s.ends for s in spells.all], int)
            self._heard(child, starts)
            self._heard(child, np.minimum(ends, authority.last))
            np.minimum.at(self._plan, child, starts)
            if spells is plans.care:
                np.minimum.at(self._care, child, starts)
                self._left[child] = -1
                np.maximum.at(self._left, child, ends)

    def _heard(self, child, on):
        np.minimum.at(self._first, child, on)
        np.maximum.at(self._last, child, on)

    def _others(self):
        """Those of whom something is heard; of the rest, anyone under 18 on the last day."""
        rng, born = self._rng, self.born
        born[:] = self.authority.last - (rng.random(len(born)) * ADULT * YEAR).astype(int)
        heard = np.flatnonzero(self._first < days.OPEN)
        first = self._first[heard]
        born[heard] = first - self._age(AGES_HEARD_OF, ADULT * YEAR - (self._last[heard] - first))
        unborn = heard[(rng.random(len(heard)) < 0.02) & (self._plan[heard] > self._first[heard] + 200)]
        born[unborn] = self._first[unborn] + rng.integers(5, 150, size=len(unborn))

    def _in_care(self):
        """Some left care because they turned 18, nothing being heard of them afterwards; the others were younger."""
        rng = self._rng
        child = np.flatnonzero(self._care < days.OPEN)
        came, left, last = self._care[child], self._left[child], self._last[child]
        born = came - self._age(AGES_IN, ADULT * YEAR - (last - came))
        # Known before coming into care: born by then, or nearly.
        known = np.minimum(self._plan[child], self._first[child] + np.where(rng.random(len(child)) < 0.9, 0, rng.integers(0, 150, size=len(child))))
        born = np.minimum(born, np.minimum(known, self._plan[child]))
        for_good = (left <= self.authority.last) & (left >= last)  # nothing is heard of them afterwards
        chance, stayed = rng.random(len(child)), left - came
        small = for_good & (stayed > 300) & (stayed < 1500) & (chance < LEAVES_SMALL)  # some of them to be adopted
        born[small] = np.minimum(known[small], came[small] - rng.integers(0, int(2.5 * YEAR), size=int(small.sum())))
        grows_up = for_good & (chance > 1 - COMES_OF_AGE)
        born[grows_up] = years_before(left[grows_up], ADULT)
        self.born[child] = born

    def _left_before(self):
        rng, begins = self._rng, self.authority.begins
        silent = np.flatnonzero(self._first == days.OPEN)
        n = min(int(FORMER_A_YEAR * 7 * self.authority.scale + 0.5), len(silent))
        self.former = np.sort(rng.permutation(silent)[:n])
        self.born[self.former] = begins - (ADULT * YEAR + rng.random(n) * 7 * YEAR).astype(int)
        # In care at 16, and heard of as care leavers ever since.
        self._first[self.former] = self.born[self.former] + int(16 * YEAR)
        self._last[self.former] = self.authority.last

    def _age(self, shares, limit) -> np.ndarray:
        """An age in days for each limit, below it, as often as the shares of each year of age say."""
        ends = np.concatenate([[0], np.cumsum(shares)])
        years = np.arange(len(ends)) * YEAR
        limit = np.maximum(np.asarray(limit, float) - 1, 0)
        drawn = self._rng.random(len(limit)) * np.interp(limit, years, ends)
        return np.interp(drawn, ends, years).astype(int)


def years_before(day, n: int) -> np.ndarray:
    """The same day n years earlier; 28 February for the 29th."""
    date = np.asarray(day, int).astype("datetime64[D]")
    month = date.astype("datetime64[M]")
    of_month = (date - month.astype("datetime64[D]")).astype(int)
    earlier = month - 12 * n
    longest = ((earlier + 1).astype("datetime64[D]") - earlier.astype("datetime64[D]")).astype(int) - 1
    return earlier.astype("datetime64[D]").astype(int) + np.minimum(of_month, longest)
