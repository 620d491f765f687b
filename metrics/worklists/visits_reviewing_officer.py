import pandas as pd

from metrics.care import children_in_care
from metrics.indicators.iro_visits_6m import iro_visits_6m
from metrics.visited import last_visit
from metrics.worklist import on, rows, worklist


@worklist(
    title="Visits by the reviewing officer", what="Reviewing officer’s visit", indicator=iro_visits_6m, group="Visits", order=5,
    besides="whose first visit is not due yet",
)  # fmt: skip
def visits_reviewing_officer(tables, day):
    """Children in care, by when their reviewing officer is to visit: 6 calendar months after the last visit, or after coming into care."""
    children = children_in_care(tables, day)
    last = last_visit(tables, ("reviewing_officer",), children["child_id"], day)
    seen_on = last["visited_on"]
    since_on = seen_on.fillna(children["started_on"])
    why = on("Last visited by the reviewing officer on {}", seen_on).fillna(on("Not visited by the reviewing officer; in care since {}", children["started_on"]))
    return rows(children, due_on=since_on + pd.DateOffset(months=6), since_on=since_on, why=why, last=last, table="visits")
