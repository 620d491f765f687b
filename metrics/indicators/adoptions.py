from metrics.cohorts import events
from metrics.indicator import count


@count(
    title="Children adopted",
    question="How many children found a new family for good?",
    theme="Court and permanence",
    good=None,
    counts="adoption orders made",
    needs={"adoptions": ("adoption_order_on",)},
    published="2013-14: 17",
    source="Ofsted, 2014",
    order=4,
)
def adoptions(tables):
    """Adoption orders made."""
    return events(tables["adoptions"], on="adoption_order_on")
