"""A row that was open, and is missing from the latest extract without having ended."""

import numpy as np

from loaders.checks.shared import check, found


@check(
    title="Gone without an end",
    why="A full list leaves out what was deleted, or moved to another child: here it stays open, and is counted, until an end is loaded.",
    do="Find out what became of it. If it ended, have the extract say so; if it was entered in error, the analyst can undo the load that brought it.",
)
def gone_without_end(tables):
    """Plans, periods and other spells that are open and were last seen in an earlier extract than the latest. They are looked at only where
    the latest extract is a full list: where it has at least half of what the one before it had open."""
    for table in tables.that_open():
        if table.closes != "ended_on":
            continue
        days = np.unique(tables.extracts_of(table))
        if len(days) < 2:
            continue
        seen = tables.last_seen(table)
        known_before = table.open_on(days[-2]) & (seen >= days[-2])
        if np.count_nonzero(known_before & (seen == days[-1])) * 2 < np.count_nonzero(known_before):
            continue
        yield found(table, seen < days[-1], of=table.open_now & ~np.isnat(seen), columns=("ended_on",))
