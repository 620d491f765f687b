from metrics.cohorts import events
from metrics.indicator import rate


@rate(
    title="Child protection plans started per 10,000",
    question="Do we start more plans than others do?",
    theme="Child protection",
    good=None,
    counts="plans started in the 12 months",
    needs={"cp_plans": ("started_on",)},
    compares_with="cpp_started_rate",
    source="Self-evaluation, 2015",
    order=12,
)
def cp_plans_started_rate(tables):
    """Child protection plans started in the 12 months to the end of the period, per 10,000 children.

    A child whose plan starts twice in the year counts twice.
    """
    return events(tables["cp_plans"], on="started_on")
