"""What a change is made of: which groups of cases account for it, and whether they did otherwise or there were more of some.

A percentage can fall in every team and yet rise, because more of the cases are now where it always was high. Kitagawa (1955,
"Components of a difference between two rates", Journal of the American Statistical Association 50, 1168-1194) splits the
difference of two such figures into a part of the groups' own *rates*, each weighted by the mean of its shares of the
denominator then and now, and a part of the *mix*, the change of those shares. They add up to the difference exactly, without a
remainder, and the same split with then and now exchanged has the other sign.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, fsum

from metrics.rounding import round_half_up


@dataclass(frozen=True)
class Part:
    """What one group adds to a change. Of a count, and of a rate per population, the difference of its number is its `rate`."""

    group: str
    rate: float
    mix: float = 0.0

    @property
    def change(self) -> float:
        return self.rate + self.mix


@dataclass(frozen=True)
class Split:
    """A change and its parts, which add up to it; `population` is what a change of the population makes of a rate."""

    parts: tuple[Part, ...]
    population: float = 0.0

    @property
    def rate(self) -> float:
        return fsum(part.rate for part in self.parts)

    @property
    def mix(self) -> float:
        return fsum(part.mix for part in self.parts)

    @property
    def change(self) -> float:
        return fsum([self.rate, self.mix, self.population])


def of_ratio(then: Mapping[str, tuple[float, float]], now: Mapping[str, tuple[float, float]], scale: float = 1) -> Split | None:
    """The change of a proportion or an average, from the numerator and denominator of each group; None where either has no denominator.

    A group's part of the mix is set against the figure of all, the mean of then and now: more cases where the figure is
    high raise it, more where it is as elsewhere change nothing. A group that is there in only one of the two has no rate in the
    other to differ from: its whole effect is mix, as if it had had the same rate. So is that of numerators without a denominator.
    """
    of_then, of_now = (fsum(of for _, of in groups.values()) for groups in (then, now))
    if of_then <= 0 or of_now <= 0:
        return None
    middle = (fsum(n for n, _ in then.values()) / of_then + fsum(n for n, _ in now.values()) / of_now) / 2
    parts = []
    for group in dict.fromkeys([*then, *now]):
        (n0, d0), (n1, d1) = then.get(group, (0, 0)), now.get(group, (0, 0))
        rate = (n1 / d1 - n0 / d0) * (d0 / of_then + d1 / of_now) / 2 if d0 > 0 and d1 > 0 else 0.0
        whole = n1 / of_now - n0 / of_then - middle * (d1 / of_now - d0 / of_then)
        parts.append(Part(group, scale * rate, scale * (whole - rate)))
    return Split(tuple(parts))


def of_count(then: Mapping[str, float], now: Mapping[str, float]) -> Split:
    """The change of a number: the plain difference of each group's."""
    return Split(tuple(Part(group, float(now.get(group, 0) - then.get(group, 0))) for group in dict.fromkeys([*then, *now])))


def of_rate(then: Mapping[str, float], among_then: float, now: Mapping[str, float], among_now: float, scale: float = 1) -> Split | None:
    """The change of a rate, from each group's events and the one population of all; None without a population.

    The groups' events are divided by the mean of the two ways to divide, and the population's part is what that leaves: the
    mean of the events by the difference of the ways.
    """
    if not (among_then > 0 and among_now > 0):
        return None
    per = scale * (1 / among_then + 1 / among_now) / 2
    parts = tuple(Part(part.group, part.rate * per) for part in of_count(then, now).parts)
    return Split(parts, scale * fsum([*then.values(), *now.values()]) / 2 * (1 / among_now - 1 / among_then))


def add_up(numbers: Sequence[float], decimals: int = 0) -> list[float]:
    """The numbers rounded so that they add up to their rounded sum: each to one of its two neighbours, the nearest wherever that adds up."""
    units = [number * 10**decimals for number in numbers]
    rounded = [floor(unit + 1e-9) for unit in units]
    lacking = round(round_half_up(fsum(units))) - sum(rounded)
    for place in sorted(range(len(units)), key=lambda i: rounded[i] - units[i])[:lacking]:
        rounded[place] += 1
    return [unit / 10**decimals for unit in rounded]
