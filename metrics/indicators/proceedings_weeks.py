from metrics.clocks import time_taken
from metrics.indicator import average


@average(
    unit="weeks",
    title="Average length of care proceedings",
    question="How long does a child wait for the court's decision?",
    theme="Court and permanence",
    good="low",
    counts="weeks from issue to final order",
    of="proceedings completed",
    needs={"care_proceedings": ("started_on", "ended_on")},
    published="2014-05: 30",
    source="Improvement plan, 2024; Ofsted, 2014",
    order=3,
)
def proceedings_weeks(tables):
    """Weeks from issue to final order of care proceedings completed, on average; the median is beside it.

    A child counts once in each set of proceedings. A final order before the issue is left out.
    """
    return time_taken(tables["care_proceedings"], "started_on", "ended_on", on="ended_on", days_each=7)
