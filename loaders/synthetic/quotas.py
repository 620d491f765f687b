"""Choosing at random, so many exactly: how published figures are reproduced for any seed.

Siblings share contacts, referrals and plans, so what is chosen are groups of children, and what
must come out right is the number of children in them.
"""

import math

import numpy as np


def half_up(value: float) -> int:
    return math.floor(value + 0.5 + 1e-9)


def group_sizes(rng, total: int, largest: int, shares=(0.68, 0.22, 0.07, 0.03)) -> np.ndarray:
    """Sizes of 1 to 4, none above the largest, that add up to the total."""
    if total <= 0:
        return np.zeros(0, int)
    shares = np.array(shares[:largest]) / sum(shares[:largest])
    sizes = rng.choice(np.arange(1, len(shares) + 1), size=total, p=shares)
    ends = np.cumsum(sizes)
    n = int(np.searchsorted(ends, total)) + 1
    sizes = sizes[:n].copy()
    sizes[-1] -= ends[n - 1] - total
    return sizes


def pick(rng, sizes, total: int, probabilities=None) -> np.ndarray:
    """Groups whose sizes add up to the total, as a mask; likelier ones are chosen more often.

    Falls short only where no choice of what is left fits, which takes a lack of only children.
    """
    sizes = np.asarray(sizes)
    keys = rng.exponential(size=len(sizes))
    if probabilities is not None:
        keys /= -np.log1p(-np.clip(probabilities, 0.001, 0.999))
    chosen = np.zeros(len(sizes), bool)
    left = total
    for group in np.argsort(keys, kind="stable").tolist():
        if left <= 0:
            break
        if sizes[group] <= left:
            chosen[group] = True
            left -= int(sizes[group])
    return chosen


def pick_by_year(rng, years, sizes, share, probabilities=None) -> np.ndarray:
    """In every year, groups that hold `share(year)` of its children, to the nearest child."""
    years, sizes = np.asarray(years), np.asarray(sizes)
    chosen = np.zeros(len(sizes), bool)
    for year in np.unique(years):
        rows = np.flatnonzero(years == year)
        total = half_up(share(int(year)) * sizes[rows].sum())
        chosen[rows] = pick(
            rng, sizes[rows], total, None if probabilities is None else probabilities[rows]
        )
    return chosen


def shift_odds(probability, factor):
    """The probability whose odds are `factor` times those of `probability`."""
    odds = np.asarray(probability) / (1 - np.asarray(probability)) * factor
    return odds / (1 + odds)
