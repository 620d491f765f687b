import pandas as pd

from metrics.indicators.pathway_plans import pathway_plans
from metrics.leavers import care_leavers
from metrics.worklist import on, rows, worklist


@worklist(
    title="Pathway plans", what="Pathway plan", indicator=pathway_plans, group="Reviews and plans", order=5,
    may_use={"care_leavers": ("personal_adviser",)},
)  # fmt: skip
def pathway_plan_reviews(tables, day):
    """Care leavers, by when their pathway plan is to be reviewed: so many months after the last time.

    One whose plan was never reviewed has no such day and comes first. Whoever died, or returned home for good, is left out.
    """
    leavers, left_out = care_leavers(tables, day)
    [are_no_more] = left_out.values()
    leavers = leavers[~are_no_more]
    reviewed_on = leavers["pathway_reviewed_on"].where(leavers["pathway_reviewed_on"] <= day)
    why = on("Plan last reviewed on {}", reviewed_on).fillna("No review of the plan is recorded")
    due_on = reviewed_on + pd.DateOffset(months=int(tables.settings["pathway_plan_months"]))
    return rows(leavers, due_on=due_on, since_on=reviewed_on, why=why, worker=leavers.get("personal_adviser"))
