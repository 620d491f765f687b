"""An open case without a worker."""

from loaders.checks.shared import CASES, check, found


@check(
    title="Open case without a worker",
    why="Nobody answers for the child, or the record does not say who does; the case is in nobody's caseload.",
    do="Allocate the case, or enter the worker who has it.",
)
def worker_missing(tables):
    """Cases that are open on the as-at day and name no worker at all."""
    for table in tables.that_open(CASES):
        if table.has("worker"):
            yield found(table, ~table.filled("worker"), of=table.open_now, columns=("worker",))
