import pandas as pd

from metrics.indicators.core_groups_in_time import core_groups_in_time
from metrics.reviewed import last_review
from metrics.visited import children_open
from metrics.worklist import on, rows, worklist


@worklist(title="Core groups", what="Core group", indicator=core_groups_in_time, group="Reviews and plans", order=3)
def core_groups(tables, day):
    """Children on a child protection plan, by when the next core group is due: so many weeks after the last one, or after the plan started."""
    children = children_open(tables, "cp_plans", day)
    last = last_review(tables, "core_group", children["child_id"], day)
    since_on = last["held_on"].fillna(children["started_on"])
    why = on("Last core group on {}", last["held_on"]).fillna(on("No core group yet; on a plan since {}", children["started_on"]))
    due_on = since_on + pd.Timedelta(weeks=tables.settings["core_group_weeks"])
    return rows(children, due_on=due_on, since_on=since_on, why=why, last=last, table="reviews")
