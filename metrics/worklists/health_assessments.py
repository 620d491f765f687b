import pandas as pd

from metrics.ages import births, has_turned
from metrics.care import children_in_care
from metrics.health import last_check
from metrics.indicators.care_health_assessments import care_health_assessments
from metrics.worklist import on, rows, worklist


@worklist(title="Health assessments", what="Health assessment", indicator=care_health_assessments, group="Health", order=2)
def health_assessments(tables, day):
    """Children in care, by when the next health assessment is due: 12 months after the last one, 6 for a child who is under 5 then.

    The figure is about children in care for 12 months or longer; a child who will be, and whose last assessment will then be
    too old, is due the day before.
    """
    children = children_in_care(tables, day)
    last = last_check(tables, day, children["child_id"], "health_assessment", "initial_health")
    born_on, checked_on = births(tables, children["child_id"]), last["checked_on"]
    early, usual = (checked_on + pd.DateOffset(months=months) for months in (6, 12))
    # Whether the child is still under 5 is asked on the first day on which 6 months would not do.
    on_day = (early + pd.Timedelta(days=1)).clip(lower=day)
    due_on = early.where(born_on.notna() & ~has_turned(5, born_on, on_day), usual)
    year_of_care = children["started_on"] + pd.DateOffset(months=12) - pd.Timedelta(days=1)
    why = on("Last assessed on {}", checked_on).fillna(on("No assessment is recorded; in care since {}", children["started_on"]))
    due_on = due_on.fillna(year_of_care).clip(lower=year_of_care)
    return rows(children, due_on=due_on, since_on=checked_on.fillna(children["started_on"]), why=why, last=last, table="health_checks")
