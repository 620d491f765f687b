from metrics.clocks import taken_within
from metrics.indicator import proportion


@proportion(
    title="Education, health and care plans issued within 20 weeks",
    question="Do children with special educational needs get their plan in time?",
    theme="Special educational needs",
    good="high",
    counts="20 weeks or fewer from request to issue",
    of="plans issued",
    needs={"ehc_plans": ("requested_on", "issued_on")},
    source="Improvement plan, 2022",
    order=1,
)
def health_care_plans_20wk(tables):
    """Education, health and care plans issued; one counts if that was no more than 20 weeks after the request.

    Exactly 140 days is in time. Cases in which the regulations allow longer are among them, as in the published figure
    that leaves none out.
    """
    return taken_within(tables["ehc_plans"], "requested_on", "issued_on", weeks=20)
