import pandas as pd

from metrics.cohorts import open_on
from metrics.indicators.cp_15_months import cp_15_months
from metrics.worklist import on, rows, worklist


@worklist(
    title="Plans near 15 months", what="Plan reaches 15 months", indicator=cp_15_months, group="Reviews and plans", order=4,
    late="reached 15 months", ahead=60, on_the_day=True, needs={"cp_plans": ("child_id",)},
)  # fmt: skip
def plans_15_months(tables, day):
    """Child protection plans open for 15 calendar months or more, and those that will be within 60 working days.

    Ten working days would be too late to do anything: the review that could end such a plan comes every six months.
    """
    plans = open_on(tables["cp_plans"], day)
    return rows(plans, due_on=plans["started_on"] + pd.DateOffset(months=15), since_on=plans["started_on"], why=on("On a plan since {}", plans["started_on"]))
