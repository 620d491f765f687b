import pandas as pd

from metrics.ages import births, of_school_age
from metrics.care import children_in_care
from metrics.indicators.care_education_plans import care_education_plans
from metrics.reviewed import last_review
from metrics.worklist import on, rows, worklist


@worklist(title="Personal education plans", what="Personal education plan", indicator=care_education_plans, group="Reviews and plans", order=6)
def education_plans(tables, day):
    """Children in care of compulsory school age, by when their education plan is to be reviewed: so many months after the last time, or after coming into care."""
    children = children_in_care(tables, day)
    children = children[of_school_age(births(tables, children["child_id"]), day)]
    last = last_review(tables, "education_plan", children["child_id"], day)
    since_on = last["held_on"].fillna(children["started_on"])
    why = on("Plan last reviewed on {}", last["held_on"]).fillna(on("No education plan; in care since {}", children["started_on"]))
    due_on = since_on + pd.DateOffset(months=int(tables.settings["education_plan_months"]))
    return rows(children, due_on=due_on, since_on=since_on, why=why, last=last, table="reviews")
