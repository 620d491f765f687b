"""An end before its start, a decision before the receipt: days that no order of events could give."""

import numpy as np

from loaders.checks.shared import check, found


@check(
    title="Days in the wrong order",
    why="A duration that is negative is left out of every figure that asks how long something took.",
    do="Correct whichever of the two days is wrong.",
)
def days_out_of_order(tables):
    """Every pair that an extract puts `in_order`. The same day is in order, and where either has no time of day, so is any time of it."""
    for table in tables.values():
        for first, second in table.extract.in_order:
            if not table.has(first, second):
                continue
            start, end = table.frame[first].to_numpy(), table.frame[second].to_numpy()
            is_same_day = table.day(first) == table.day(second)
            to_the_day = (end == table.day(second)) | (start == table.day(first))
            yield found(table, (end < start) & ~(is_same_day & to_the_day), of=~np.isnat(start) & ~np.isnat(end), columns=(first, second))
