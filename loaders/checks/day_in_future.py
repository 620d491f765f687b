"""Something that is said to have happened after the day that the data reach to."""

import numpy as np

from loaders.checks.shared import check, found

#: Days of things that are arranged beforehand.
ARRANGED = {("section47", "icpc_on"), ("liberty_orders", "ended_on"), ("care_proceedings", "ended_on")}


@check(
    title="Day in the future",
    why="What has not happened yet is counted in a month to come, or a case is taken for open that has an end.",
    do="Correct the day; the year is the likeliest to be wrong.",
)
def day_in_future(tables):
    """Days that a row must have, and days that come in an order, after the as-at day of the table. Snapshots may look ahead, and so may
    what is arranged beforehand: conferences, hearings, and the end of an order."""
    for table in tables.values():
        extract = table.extract
        if "as_at_on" in extract.columns or extract.rides_along:
            continue
        required = {c for c, column in extract.columns.items() if column.required and column.type in ("day", "moment")}
        for column in sorted(required | {c for pair in extract.in_order for c in pair}):
            if table.has(column) and (table.name, column) not in ARRANGED:
                day = table.day(column)
                yield found(table, day > table.as_at, of=~np.isnat(day), columns=(column,))
