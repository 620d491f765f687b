import pandas as pd

from metrics.indicators.supervision_cases import supervision_cases
from metrics.supervised import last_case_supervision
from metrics.visited import children_open
from metrics.worklist import on, rows, worklist


@worklist(title="Case supervision", what="Case supervision", indicator=supervision_cases, group="Supervision", order=2)
def case_supervision(tables, day):
    """Children with an open episode of need, by when their case is to be supervised: so many months after the last time, or after it was opened."""
    children = children_open(tables, "children_in_need", day)
    last = last_case_supervision(tables, children["child_id"], day)
    since_on = last["held_on"].fillna(children["started_on"])
    why = on("Case last supervised on {}", last["held_on"]).fillna(on("Not supervised since the case was opened on {}", children["started_on"]))
    due_on = since_on + pd.DateOffset(months=int(tables.settings["case_supervision_months"]))
    return rows(children, due_on=due_on, since_on=since_on, why=why, last=last, table="supervisions")
