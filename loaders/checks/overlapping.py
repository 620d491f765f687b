"""A child with two plans, placements or periods of care for a while, of which at least one has ended since."""

import numpy as np

from loaders.checks.shared import check, found, latest_end_before


@check(
    title="Two at the same time",
    why="Figures of the months in which both were open count the child twice.",
    do="Correct the end of the earlier one, or the start of the later.",
)
def overlapping(tables):
    """A row that began before an earlier one of the same child ended; on the very day it may. Rows that ended on the day they began, or
    before, take no time. Where both are open still, `open_twice` says so."""
    for table in tables.that_open():
        if not table.extract.one_at_a_time:
            continue
        opens, closes = table.day("started_on"), table.day(table.closes)
        takes_time = ~(closes <= opens)
        n_open = np.bincount(table.child[table.open_now & (table.child >= 0)], minlength=len(tables.children) + 1)
        told_already = table.open_now & (n_open[table.child] > 1)
        fails = opens < latest_end_before(table, opens, closes, takes_time)
        yield found(table, fails & ~told_already, of=takes_time & (table.child >= 0), columns=("started_on",))
