from metrics.cohorts import events
from metrics.indicator import rate


@rate(
    title="Initial conferences per 10,000",
    question="Do we take more children to a child protection conference than others do?",
    theme="Child protection",
    good=None,
    counts="conferences held in the 12 months to the end of the period",
    needs={"section47": ("icpc_on",)},
    compares_with="icpc_rate",
    source="Ofsted, 2014",
    order=9,
)
def icpc_rate(tables):
    """Initial child protection conferences held in the 12 months to the end of the period, per 10,000 children.

    A conference about three children counts three times.
    """
    return events(tables["section47"], on="icpc_on")
