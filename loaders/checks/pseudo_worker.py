"""An open case held by a name that is no worker's."""

from loaders.checks.shared import CASES, check, found, named


@check(
    title="Open case held by a desk or a queue",
    why="'Duty' or a team's name in place of a worker hides that nobody holds the child's case.",
    do="Allocate the case to a worker.",
)
def pseudo_worker(tables):
    """Cases and allocations that are open on the as-at day, by the list of pseudo-workers and the names of teams."""
    if not tables.pseudo_workers:
        return
    for table in tables.that_open((*CASES, "allocations")):
        if table.has("worker"):
            yield found(table, named(table, "worker", tables.pseudo_workers), of=table.open_now & table.filled("worker"), columns=("worker",))
