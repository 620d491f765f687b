from metrics.cohorts import events
from metrics.indicator import count


@count(
    title="Compliments received",
    question="How often do families tell us that we got it right?",
    theme="Voice and complaints",
    good="high",
    counts="compliments received",
    needs={"compliments": ("received_on",)},
    source="Improvement plan, 2024",
    order=4,
)
def compliments(tables):
    """Compliments received."""
    return events(tables["compliments"], on="received_on")
