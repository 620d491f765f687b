"""How long something takes when some are still waiting: those who wait count as taking longer than they have waited so far.

Quantiles come off the product-limit curve (Kaplan and Meier, 1958): the share that is not done yet after so long. Of
finished cases alone they would flatter, as the slow ones are those that have not finished. A case that has waited as long as another
took was still waiting then.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

QUARTILES = (0.25, 0.5, 0.75)
MOST = 0.9


@dataclass(frozen=True)
class Duration:
    """How long a step took, in whole units: how many cases by number of units, those done and those still waiting.

    `unit`: "hours", "days" or "working days". `quantile` says after how many so great a share was done, None where it is not yet.
    """

    done: tuple[int, ...]
    waiting: tuple[int, ...]
    unit: str = "working days"

    @property
    def n_done(self) -> int:
        return sum(self.done)

    @property
    def n_waiting(self) -> int:
        return sum(self.waiting)

    @property
    def longest_waiting(self) -> int | None:
        """How long the one who has waited longest has waited; None where nobody waits."""
        return max((units for units, n in enumerate(self.waiting) if n), default=None)

    def quantile(self, share: float) -> int | None:
        reached = np.flatnonzero(self.not_done() <= 1 - share + 1e-12)
        return int(reached[0]) if len(reached) else None

    def not_done(self) -> np.ndarray:
        """For each number of units the share that takes longer, by the product-limit estimate."""
        size = max(len(self.done), len(self.waiting))
        done, waiting = (np.pad(np.array(counts, float), (0, size - len(counts))) for counts in (self.done, self.waiting))
        at_risk = (done + waiting)[::-1].cumsum()[::-1]
        return np.cumprod(1 - done / np.where(at_risk > 0, at_risk, 1))


def duration(done, waiting, unit: str = "working days") -> Duration:
    """From what each case took, and what each of the others has waited so far, in whole units; none is below 0."""
    counted = (tuple(np.bincount(np.asarray(units, "int64")).tolist()) for units in (done, waiting))
    return Duration(*counted, unit)
