import pandas as pd

from metrics.cohorts import open_on
from metrics.health import initially_assessed
from metrics.indicators.care_initial_health_20wd import care_initial_health_20wd
from metrics.visited import working_days_after
from metrics.worklist import on, rows, worklist


@worklist(title="Initial health assessments", what="Initial health assessment", indicator=care_initial_health_20wd, group="Health", order=1)
def initial_health_assessments(tables, day):
    """Children in care who have not had their initial health assessment: it is due 20 working days after entering care.

    Those still to be done: the child is in care, for less than 12 months; after that another health assessment is due anyway. The
    figure of a month also counts those that were done late, or can no longer be.
    """
    found = open_on(initially_assessed(tables), day)
    found = found[found["assessed_on"].isna() & (found["started_on"] + pd.DateOffset(months=12) > day)]
    due_on = working_days_after(tables, found["started_on"], 20)
    return rows(found, due_on=due_on, since_on=found["started_on"], why=on("Came into care on {}", found["started_on"]))
