from metrics.cohorts import spells
from metrics.indicator import proportion


@proportion(
    title="Child protection plans for neglect",
    question="How far is neglect the reason that children need protection?",
    theme="Child protection",
    good=None,
    shape="spells",
    counts="latest category of abuse is neglect",
    of="plans open on the last day",
    needs={"cp_plans": ("started_on", "ended_on", "category_code")},
    source="Improvement plan, 2024",
    order=16,
)
def cp_neglect(tables):
    """Child protection plans open on the last day of the period; one counts if its latest category of abuse is neglect.

    The category is the latest known, also for days before it was changed. Several categories are `multiple`, not neglect.
    """
    plans = tables["cp_plans"]
    return spells(plans, counted=plans["category_code"] == "neglect")
