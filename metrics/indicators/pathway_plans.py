from metrics.clocks import within_months
from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.leavers import care_leavers


@proportion(
    title="Pathway plans up to date",
    question="Does every care leaver have a plan that is still true?",
    theme="Care leavers",
    good="high",
    shape="census",
    counts="plan reviewed in the last 6 months",
    of="care leavers on the last day",
    needs={"care_leavers": ("child_id", "in_touch_code", "pathway_reviewed_on")},
    may_use={"care_leavers": ("as_at_on",)},
    settings=("pathway_plan_months",),
    source="Ofsted, 2014; Self-evaluation, 2015",
    order=4,
)
def pathway_plans(tables, day):
    """Care leavers of the latest snapshot on or before the last day; one counts if the plan was reviewed within the interval before that day.

    Exactly so many calendar months counts. Care leavers of every age are among them; whoever died, or returned home for good,
    is left out.
    """
    leavers, left_out = care_leavers(tables, day)
    in_time = within_months(leavers["pathway_reviewed_on"], tables.settings["pathway_plan_months"], day)
    return census(leavers, counted=in_time, left_out=left_out)
