"""Foster households, approved and leaving month by month, as many as were published at each 31 March."""

from dataclasses import dataclass

import numpy as np

from loaders.synthetic import days
from loaders.synthetic.quotas import half_up

#: Households approved at 31 March. Those of 2022 to 2024 are published.
_YEARS = (2021, 2022, 2023, 2024, 2025, 2026, 2027)
OPEN = {
    "mainstream": (84, 87, 104, 87, 91, 96, 100),
    "connected": (40, 43, 49, 66, 61, 58, 60),
    "short_breaks": (7, 7, 6, 6, 6, 7, 7),
    "supported_lodgings": (5, 6, 6, 8, 9, 9, 10),
}
#: The share that leaves in a month.
LEAVES = {"mainstream": 0.011, "connected": 0.027, "short_breaks": 0.008, "supported_lodgings": 0.012}


@dataclass
class Household:
    number: int
    kind: str
    starts: int
    ends: int = days.OPEN


def make_households(authority) -> list[Household]:
    """Every household there ever was, in the order of approval."""
    rng, found = authority.random("foster households"), []
    for kind in OPEN:
        here: list[Household] = []

        def approve(day, here=here, kind=kind):
            household = Household(len(found), kind, day)
            here.append(household)
            found.append(household)

        for _ in range(_target(kind, authority.begins, authority.scale)):
            approve(authority.begins - 60 - min(int(rng.exponential(900 if kind == "connected" else 2200)), 9000))
        for month in authority.months():
            first, last = days.first_of_month(month), days.last_of_month(month)
            target = _target(kind, last, authority.scale)
            leave = max(int(rng.binomial(len(here), LEAVES[kind])), len(here) - target)
            for place in sorted(rng.permutation(len(here))[:leave].tolist(), reverse=True):
                here[place].ends = int(rng.integers(first, last + 1))
                del here[place]
            for _ in range(target - len(here)):
                approve(int(rng.integers(first, last + 1)))
    # So that the table reaches back to the day its extracts begin.
    first = authority.first
    soon = [h for h in found if h.starts < first <= h.ends <= first + 60]
    if soon:
        min(soon, key=lambda h: (h.ends, h.number)).ends = first
    found.sort(key=lambda h: (h.starts, h.number))
    return found


def _target(kind: str, day: int, scale: float) -> int:
    ends = [days.day_of(f"{year}-03-31") for year in _YEARS]
    return half_up(float(np.interp(day, ends, OPEN[kind])) * scale)
