from metrics.cohorts import events
from metrics.indicator import count


@count(
    title="Midpoint reviews by reviewing officers and conference chairs",
    question="Does anyone independent look at a plan between its reviews?",
    theme="Practice quality",
    good="high",
    counts="midpoint reviews held",
    needs={"reviews": ("type_code", "held_on")},
    source="Improvement plan, 2022, measure 13",
    order=8,
)
def midpoint_reviews(tables):
    """Midpoint reviews held, of plans and of care alike."""
    reviews = tables["reviews"]
    return events(reviews[reviews["type_code"] == "midpoint"], on="held_on")
