"""A made-up authority: its window of time, its children, and everything that happened to them.

`Authority(last_day, months, size, seed)` works the whole story out, step by step; each step reads
those before it and draws from random numbers of its own, so that a change to one step leaves the
ones before it as they were.
"""

import zlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from loaders.synthetic import days, levels

FIRST_DAY = date(2021, 4, 1)


@dataclass(frozen=True)
class Families:
    """Children in families; brothers and sisters have neighbouring places in `child_ids`."""

    child_ids: np.ndarray
    first: np.ndarray  # place of each family's first child
    n_children: np.ndarray
    risk: np.ndarray  # how often each family is heard of

    @property
    def largest(self) -> int:
        return int(self.n_children.max())

    def with_at_least(self, n: int) -> np.ndarray:
        return np.flatnonzero(self.n_children >= n)


class Draw:
    """Families of n children or more at random, the riskier ones more often."""

    def __init__(self, rng, families: Families, n: int):
        self._rng = rng
        self._possible = families.with_at_least(n)
        risk = families.risk[self._possible]
        self._shares = risk / risk.sum()
        self._drawn = []

    def next(self) -> int:
        if not self._drawn:
            self._drawn = self._rng.choice(self._possible, size=1000, p=self._shares).tolist()
        return self._drawn.pop()


class Authority:
    def __init__(self, last_day: date, months: int | None, size: int | None, seed: int):
        self.seed = seed
        self.last = days.day_of(last_day)
        last_month = int(days.month_of(self.last))
        if months is None:
            self.first = min(days.day_of(FIRST_DAY), days.first_of_month(last_month))
        else:
            self.first = days.first_of_month(last_month - months + 1)
        self.size = levels.FULL_SIZE if size is None else size
        self.scale = self.size / levels.FULL_SIZE
        # The story starts earlier than the extracts do: work was under way when they begin.
        self.begins = days.first_of_month(int(days.month_of(self.first)) - 6)
        self.calendar = days.WorkingDays(
            days.date_of(self.begins).year - 2, days.date_of(self.last).year + 2
        )

    def random(self, purpose: str) -> np.random.Generator:
        return np.random.default_rng([self.seed, zlib.crc32(purpose.encode())])

    def amount(self, name: str, year: int) -> float:
        """A year's level of something counted, for this number of children."""
        return levels.level(name, year) * self.scale

    def months(self) -> range:
        """From the month the story begins to the month of the last day."""
        return range(int(days.month_of(self.begins)), int(days.month_of(self.last)) + 1)

    def days_of_years(self, until: int):
        """Each financial year from the beginning to a day: its days that fall within, and how
        much of its usual business they make up."""
        first = int(days.financial_year(self.begins))
        for year in range(first, int(days.financial_year(until)) + 1):
            whole = np.arange(days.year_starts(year), days.year_starts(year + 1))
            business = self.calendar.busyness(whole)
            within = (whole >= self.begins) & (whole <= until)
            yield year, whole[within], business[within], business[within].sum() / business.sum()

    @cached_property
    def families(self) -> Families:
        rng = self.random("families")
        sizes = []
        left = self.size
        draws = rng.choice([1, 2, 3, 4], size=self.size, p=[0.42, 0.40, 0.13, 0.05])
        for n in draws.tolist():
            sizes.append(min(n, left))
            left -= sizes[-1]
            if not left:
                break
        n_children = np.array(sizes)
        return Families(
            child_ids=9_000_000 + np.cumsum(rng.integers(1, 25, size=self.size)),
            first=np.cumsum(n_children) - n_children,
            n_children=n_children,
            risk=rng.gamma(0.35, size=len(n_children)) + 0.01,
        )

    @cached_property
    def staff(self):
        from loaders.synthetic.staff import Staff

        return Staff(self)

    @cached_property
    def front_door(self):
        from loaders.synthetic.front_door import FrontDoor

        return FrontDoor(self)

    @cached_property
    def plans(self):
        from loaders.synthetic.plans import Plans

        return Plans(self)

    @cached_property
    def caseloads(self):
        from loaders.synthetic.caseloads import Caseloads

        return Caseloads(self)
