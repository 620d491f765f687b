"""An open case of a child whose birth date is not known."""

import numpy as np

from loaders.checks.shared import CASES, check, found


@check(
    title="No date of birth",
    why="The child is in no figure that asks for an age.",
    do="Enter the date of birth; of an unborn child the day on which it is expected.",
    needs={"children": ("born_on",)},
)
def birth_date_missing(tables):
    """Cases that are open on the as-at day. A child of whom no extract says anything has no birth date either."""
    for table in tables.that_open(CASES):
        yield found(table, np.isnat(tables.born_on(table)), of=table.open_now & (table.child >= 0), columns=("child_id",))
