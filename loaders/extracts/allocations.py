"""Allocations: which worker holds which child, from when to when."""

from loaders.extracts.shared import CHILD, TEAM, WORKER
from loaders.schema import Extract, day, id_

EXTRACT = Extract(
    table="allocations",
    row_is="one child allocated to one worker",
    key=("child_id", "worker_id", "started_on"),
    in_order=(("started_on", "ended_on"),),
    columns={
        "child_id": CHILD,
        "worker_id": id_("Worker ID", "WORKER_ID", required=True),
        "worker": WORKER,
        "team": TEAM,
        "started_on": day("Allocation Start", "ALLOCATION_START_DATE", required=True),
        # Blank while it lasts.
        "ended_on": day("Allocation End", "ALLOCATION_END_DATE"),
    },
)
