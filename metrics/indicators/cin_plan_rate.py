from metrics.cohorts import spells
from metrics.indicator import rate


@rate(
    title="Child in need plans per 10,000",
    question="How many children get help under a child in need plan?",
    theme="Assessment and planning",
    good=None,
    shape="spells",
    counts="child in need plans open on the last day",
    needs={"cin_plans": ("started_on", "ended_on")},
    published="2022-23: 105; 2023-24: 88",
    source="Improvement plan, 2024",
    order=3,
)
def cin_plan_rate(tables):
    """Child in need plans open on the last day of the period, per 10,000 children.

    Plans, not children in need: the published rate of children in need has children in care and on child protection
    plans in it, and is some four times as high. A plan that ends on the day is no longer open.
    """
    return spells(tables["cin_plans"])
