from metrics.cohorts import open_on
from metrics.indicators.unallocated_cases import unallocated_cases
from metrics.workforce import by_real_workers
from metrics.worklist import on, rows, worklist


@worklist(
    title="Children without a worker", what="No worker holds the case", indicator=unallocated_cases, group="Allocation", order=1,
    late="unallocated", ahead=0,
)  # fmt: skip
def unallocated(tables, day):
    """Episodes of need that are open, of a child whom no worker holds, since the last worker's allocation ended, or since they were opened.

    An allocation to a pseudo-worker (duty, a team's name, unallocated) is none.
    """
    cases = open_on(tables["children_in_need"], day)
    held = by_real_workers(tables, tables["allocations"])
    cases = cases[~cases["child_id"].astype(object).isin(open_on(held, day)["child_id"].astype(object))]
    ended_on = cases["child_id"].astype(object).map(held[held["ended_on"] <= day].groupby(held["child_id"].astype(object))["ended_on"].max())
    ended_on = ended_on.where(ended_on >= cases["started_on"])
    why = on("The last worker’s allocation ended on {}", ended_on).fillna(on("Never allocated since the case was opened on {}", cases["started_on"]))
    return rows(cases, since_on=ended_on.fillna(cases["started_on"]), why=why)
