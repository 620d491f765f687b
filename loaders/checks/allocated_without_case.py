"""A child who is allocated to a worker, and has no open case."""

import numpy as np

from loaders.checks.shared import CASES, check, found

DAYS = 31  # how long what came in at the front door may keep a worker busy


@check(
    title="Allocated without an open case",
    why="The worker's caseload looks larger than it is, or a case was closed that is still being worked on.",
    do="End the allocation, or open the case again.",
    needs={
        "allocations": ("started_on", "ended_on"), "cin_plans": ("started_on", "ended_on"), "cp_plans": ("started_on", "ended_on"),
        "care_periods": ("started_on", "ended_on"), "assessments": ("started_on", "authorised_on"),
    },
)  # fmt: skip
def allocated_without_case(tables):
    """Allocations that are open on the earliest as-at day of what is set side by side: plans, periods of care, assessments and episodes
    of need that are open, care leavers, and what came in at the front door in the 31 days before."""
    allocations = tables["allocations"]
    cases = [table for table in tables.that_open(CASES)]
    day = min(table.as_at for table in (allocations, *cases))
    has_case = np.zeros(len(tables.children) + 1, dtype=bool)
    for table in cases:
        has_case |= tables.whose(table, table.open_on(day))
    for name in ("referrals", "section47", "early_help_assessments"):
        if name in tables:
            recent = tables[name].placed_on
            has_case |= tables.whose(tables[name], (recent > day - DAYS) & (recent <= day))
    if "care_leavers" in tables:
        taken_on = tables["care_leavers"].placed_on
        has_case |= tables.whose(tables["care_leavers"], taken_on == taken_on.max(initial=np.datetime64("1900-01-01")))
    yield found(allocations, ~has_case[allocations.child], of=allocations.open_on(day) & (allocations.child >= 0), columns=("ended_on",))
