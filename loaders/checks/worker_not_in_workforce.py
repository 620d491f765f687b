"""A child allocated to somebody who is not in the latest snapshot of the workforce."""

import numpy as np

from loaders.checks.shared import check, found


@check(
    title="Worker not in the workforce",
    why="The worker has left and still holds children, or goes by another number in the case-management system: their hours are guessed.",
    do="Allocate the child to somebody who is there; or give the worker the same number in both systems.",
    needs={"allocations": ("worker_id", "started_on", "ended_on"), "workforce": ("worker_id",)},
)
def worker_not_in_workforce(tables):
    """Allocations that are open on the earlier of the two as-at days, set beside the latest snapshot on or before it."""
    allocations, posts = tables["allocations"], tables["workforce"]
    day = min(allocations.as_at, posts.as_at)
    taken_on = posts.day("as_at_on")
    before = taken_on[taken_on <= day]
    if not len(before):
        return
    held = posts.frame["worker_id"][taken_on == before.max()].dropna().unique()
    there = allocations.frame["worker_id"].isin(list(held)).to_numpy()
    yield found(allocations, ~np.asarray(there), of=allocations.open_on(day) & allocations.filled("worker_id"), columns=("worker_id",))
