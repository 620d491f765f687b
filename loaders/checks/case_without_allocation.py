"""An open case of a child who is allocated to nobody."""

from loaders.checks.shared import CASES, check, found

DAYS = 7


@check(
    title="Open case that is not allocated",
    why="Every child in need has a worker; one without is seen by nobody, or is missing from somebody's caseload.",
    do="Allocate the case, or close it.",
    needs={"allocations": ("started_on", "ended_on")},
)
def case_without_allocation(tables):
    """Plans, periods of care and episodes of need that are open on the earlier of the two as-at days, and were begun a week before or
    earlier, of children without an open allocation."""
    allocations = tables["allocations"]
    for table in tables.that_open(CASES):
        if table.name != "assessments":
            day = min(table.as_at, allocations.as_at)
            allocated = tables.whose(allocations, allocations.open_on(day))
            of = table.open_on(day) & (table.day("started_on") <= day - DAYS) & (table.child >= 0)
            yield found(table, ~allocated[table.child], of=of, columns=("child_id",))
