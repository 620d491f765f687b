from metrics.cohorts import spells
from metrics.indicator import rate


@rate(
    title="Child protection plans per 10,000",
    question="Are more children on a plan here than elsewhere?",
    theme="Child protection",
    good=None,
    shape="spells",
    counts="plans open on the last day",
    needs={"cp_plans": ("started_on", "ended_on")},
    compares_with="cpp_rate",
    published="2022-23: 66; 2023-24: 54",
    source="Improvement plan, 2024",
    order=4,
)
def cp_plan_rate(tables):
    """Child protection plans open on the last day of the period, per 10,000 children.

    Plans are counted as in cp_plans.
    """
    return spells(tables["cp_plans"])
