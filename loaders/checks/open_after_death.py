"""A case that is open although the child has died."""

import numpy as np

from loaders.checks.shared import CASES, check, found


@check(
    title="Open after the child's death",
    why="Letters and visits go on being planned for a family that has lost its child.",
    do="Close the case, or correct the day of death.",
    needs={"children": ("died_on",)},
)
def open_after_death(tables):
    """Cases open on the as-at day, if that is after the day of death."""
    died_on = np.full(len(tables.children) + 1, np.datetime64("NaT"), dtype="datetime64[D]")
    died_on[tables["children"].child] = tables["children"].day("died_on")
    died_on[-1] = np.datetime64("NaT")
    for table in tables.that_open((*CASES, "allocations")):
        died = died_on[table.child]
        yield found(table, died < table.as_at, of=table.open_now & (table.child >= 0), columns=(table.closes,))
