from metrics.clocks import taken_within
from metrics.indicator import proportion


@proportion(
    title="Care proceedings completed within 26 weeks",
    question="Does court decide in the time that the law sets?",
    theme="Court and permanence",
    good="high",
    counts="26 weeks or fewer from issue to final order",
    of="proceedings completed",
    needs={"care_proceedings": ("started_on", "ended_on")},
    published="2022-23: 68 (of 62); 2023-24: 56 (of 50); 2014-05: average 30 weeks",
    source="Improvement plan, 2024; Ofsted, 2014",
    order=2,
)
def proceedings_26_weeks(tables):
    """Care proceedings completed, a row a child; one counts if the final order came no more than 26 weeks after issue.

    Exactly 182 days is in time.
    """
    return taken_within(tables["care_proceedings"], "started_on", "ended_on", weeks=26)
