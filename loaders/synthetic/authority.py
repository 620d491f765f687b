"""A made-up authority: its window of time, its children, and everything that happened to them.

`Authority(last_day, months, size, seed)` works the whole story out, step by step; each step reads
those before it and draws from random numbers of its own, so that a change to one step leaves the
ones before it as they were.
"""

import zlib
from datetime import date
from functools import cached_property

import numpy as np

from loaders.synthetic import days, levels
from loaders.synthetic.ages import Ages
from loaders.synthetic.care import Care
from loaders.synthetic.carers import Household, make_households
from loaders.synthetic.caseloads import Caseloads
from loaders.synthetic.court import Court
from loaders.synthetic.families import Families, make_families
from loaders.synthetic.front_door import FrontDoor
from loaders.synthetic.need import Episode, episodes_of_need
from loaders.synthetic.plans import Plans
from loaders.synthetic.staff import Staff

FIRST_DAY = date(2021, 4, 1)


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
        return make_families(self.random("families"), self.size)

    @cached_property
    def staff(self) -> Staff:
        return Staff(self)

    @cached_property
    def front_door(self) -> FrontDoor:
        return FrontDoor(self)

    @cached_property
    def plans(self) -> Plans:
        return Plans(self)

    @cached_property
    def caseloads(self) -> Caseloads:
        return Caseloads(self)

    @cached_property
    def ages(self) -> Ages:
        return Ages(self)

    @cached_property
    def care(self) -> Care:
        return Care(self)

    @cached_property
    def need(self) -> list[Episode]:
        return episodes_of_need(self)

    @cached_property
    def households(self) -> list[Household]:
        return make_households(self)

    @cached_property
    def court(self) -> Court:
        return Court(self)
