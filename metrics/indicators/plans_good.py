from metrics.cohorts import events
from metrics.indicator import proportion


@proportion(
    title="Plans considered good or outstanding",
    question="Are the plans that we make for children good plans?",
    theme="Practice quality",
    good="high",
    counts="plan graded good or outstanding",
    of="plans graded in audits",
    needs={"audits": ("audited_on", "plan_grade_code")},
    source="Improvement plan, 2022, measure 10",
    order=7,
)
def plans_good(tables):
    """Plans graded in audits; one counts if it was graded good or outstanding.

    An audit that did not grade the plan is not among them.
    """
    from_audits = tables["audits"]
    plans = from_audits.dropna(subset=["plan_grade_code"])
    return events(plans, on="audited_on", counted=plans["plan_grade_code"].isin(("good", "outstanding")))
