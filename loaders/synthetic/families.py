"""The children, in their families."""

from dataclasses import dataclass

import numpy as np


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


def make_families(rng, n_children: int) -> Families:
    """So many children; how many a family has is drawn."""
    sizes = rng.choice([1, 2, 3, 4], size=n_children, p=[0.42, 0.40, 0.13, 0.05])
    ends = np.cumsum(sizes)
    n = int(np.searchsorted(ends, n_children)) + 1
    sizes = sizes[:n].copy()
    sizes[-1] -= ends[n - 1] - n_children
    return Families(
        child_ids=9_000_000 + np.cumsum(rng.integers(1, 25, size=n_children)),
        first=np.cumsum(sizes) - sizes,
        n_children=sizes,
        risk=rng.gamma(0.35, size=n) + 0.01,
    )
