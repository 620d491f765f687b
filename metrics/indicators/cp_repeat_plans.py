from metrics.cohorts import events
from metrics.indicator import proportion


@proportion(
    title="Second or subsequent child protection plans",
    question="Are children on a plan again because the last one did not last?",
    theme="Child protection",
    good="low",
    counts="the child has ever had an earlier plan: previous_plans of 1 or more, or an earlier plan in the table",
    of="plans started",
    needs={"cp_plans": ("child_id", "started_on")},
    may_use={"cp_plans": ("previous_plans",)},
    compares_with="cpp_second_or_subsequent_pct",
    source="Improvement plan, 2024; Self-evaluation, 2015",
    order=5,
)
def cp_repeat_plans(tables):
    """Child protection plans started; one counts if the child ever had an earlier plan, however long ago.

    Either the number of previous plans says so, or the table holds a plan of the child with an earlier start. Two
    plans that start on one day are not each other's earlier plan.
    """
    plans = tables["cp_plans"]
    first_on = plans.groupby("child_id", observed=True)["started_on"].transform("min")
    repeat = (plans["previous_plans"] >= 1) | (plans["started_on"] > first_on)
    return events(plans, on="started_on", counted=repeat)
