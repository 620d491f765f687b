import pandas as pd

from metrics.care import children_in_care
from metrics.health import last_check
from metrics.indicators.care_dental_checks import care_dental_checks
from metrics.worklist import on, rows, worklist


@worklist(title="Dental checks", what="Dental check", indicator=care_dental_checks, group="Health", order=3)
def dental_checks(tables, day):
    """Children in care, by when the next dental check is due: 12 calendar months after the last one.

    The figure is about children in care for 12 months or longer; a child who will be, and whose last check will then be too
    old, is due the day before.
    """
    children = children_in_care(tables, day)
    last = last_check(tables, day, children["child_id"], "dental")
    checked_on, year_of_care = last["checked_on"], children["started_on"] + pd.DateOffset(months=12) - pd.Timedelta(days=1)
    due_on = (checked_on + pd.DateOffset(months=12)).fillna(year_of_care).clip(lower=year_of_care)
    why = on("Last checked on {}", checked_on).fillna(on("No check is recorded; in care since {}", children["started_on"]))
    return rows(children, due_on=due_on, since_on=checked_on.fillna(children["started_on"]), why=why, last=last, table="health_checks")
