"""A child with more than one open row where there can be only one."""

import numpy as np

from loaders.checks.shared import check, found


@check(
    title="More than one open",
    why="Open plans and periods are counted: the child counts twice, in the number and in the rate.",
    do="End the one that is over, or remove the one that was entered twice.",
)
def open_twice(tables):
    """All of a child's rows that are open on the as-at day, where they are two or more: any of them may be the wrong one."""
    for table in tables.that_open():
        if table.extract.one_at_a_time:
            is_open = table.open_now & (table.child >= 0)
            n = np.bincount(table.child[is_open], minlength=len(tables.children) + 1)
            yield found(table, n[table.child] > 1, of=is_open, columns=(table.closes,))
