"""Allocations: which worker held which child, and when."""

import numpy as np
import pandas as pd

from loaders.synthetic import days
from loaders.synthetic.report import Report, as_days, day, ident, worker_id
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM, WORKER


def rows(authority) -> pd.DataFrame:
    held = [
        a
        for a in authority.caseloads.allocations
        if a.ends >= authority.first and a.starts <= authority.last
    ]
    child = np.array([a.child for a in held], int)
    frame = pd.DataFrame(
        {
            "child_id": authority.families.child_ids[child].astype(str),
            "worker_id": [worker_id(a.worker) for a in held],
            "worker": [authority.staff.name(a.worker) for a in held],
            "team": [a.team for a in held],
            "started_on": as_days([a.starts for a in held]),
            "ended_on": as_days([a.ends if a.ends <= authority.last else days.OPEN for a in held]),
        }
    )
    frame["_opened"], frame["_closed"] = frame["started_on"], frame["ended_on"]
    return frame.drop_duplicates(["child_id", "worker_id", "started_on"], ignore_index=True)


REPORT = Report(
    table="allocations",
    title="Children's Social Care: Allocations by Worker",
    file_name="Allocations",
    columns={
        "child_id": CHILD,
        "worker_id": ident("Worker ID", "WORKER_ID"),
        "worker": WORKER,
        "team": TEAM,
        "started_on": day("Allocation Start", "ALLOCATION_START_DATE"),
        "ended_on": day("Allocation End", "ALLOCATION_END_DATE", open_ended=True),
    },
    rows=rows,
    known={"ended_on": ("ended_on", None)},
    extras={"Worker Type": ("Allocated Social Worker",), "Locality": LOCALITIES},
)
