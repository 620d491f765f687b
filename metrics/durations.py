"""How long something takes when some are still waiting: those who wait count as taking longer than they have waited so far.

Quantiles come off the product-limit curve (Kaplan and Meier, 1958): the share that is not done yet after so long. Of finished cases
alone they would flatter, as the slow ones are those that have not finished. A case that has waited as long as another took was still
waiting then.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

QUARTILES = (0.25, 0.5, 0.75)
MOST = 0.9


@dataclass(frozen=True)
class Duration:
    """How long a step took, in whole units: (how long, how many cases) of those done and of those still waiting, the shortest first.

    `unit`: "hours", "days" or "working days". `quantile` says after how many so great a share was done, None where it is not yet.
    """

    done: tuple[tuple[int, int], ...]
    waiting: tuple[tuple[int, int], ...]
    unit: str = "working days"

    @property
    def n_done(self) -> int:
        return sum(n for _, n in self.done)

    @property
    def n_waiting(self) -> int:
        return sum(n for _, n in self.waiting)

    @property
    def longest_waiting(self) -> int | None:
        """How long the one who has waited longest has waited; None where nobody waits."""
        return self.waiting[-1][0] if self.waiting else None

    def quantile(self, share: float) -> int | None:
        times, not_done = self.curve
        reached = np.flatnonzero(not_done <= 1 - share + 1e-12)
        return int(times[reached[0]]) if len(reached) else None

    @cached_property
    def curve(self) -> tuple[np.ndarray, np.ndarray]:
        """The times after which some were done, and the share that takes longer than each, by the product-limit estimate."""
        times, n = _columns(self.done)
        waited, still = _columns(self.waiting)
        at_risk = n[::-1].cumsum()[::-1] + still.sum() - np.concatenate([[0], still.cumsum()])[np.searchsorted(waited, times)]
        return times, np.cumprod(1 - n / at_risk)


def _columns(counted) -> tuple[np.ndarray, np.ndarray]:
    return tuple(np.array(counted, "int64").reshape(-1, 2).T)


def duration(done, waiting, unit: str = "working days") -> Duration:
    """From what each case took, and what each of the others has waited so far, in whole units."""
    counted = (np.unique(np.asarray(units, "int64"), return_counts=True) for units in (done, waiting))
    return Duration(*(tuple(zip(times.tolist(), n.tolist(), strict=True)) for times, n in counted), unit)
