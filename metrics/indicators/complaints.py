from metrics.cohorts import events
from metrics.indicator import count


@count(
    title="Complaints received",
    question="How often do families tell us that we got it wrong?",
    theme="Voice and complaints",
    good="low",
    counts="complaints received",
    needs={"complaints": ("received_on",)},
    source="Improvement plan, 2022, measure 16",
    order=1,
)
def complaints(tables):
    """Complaints received, at whatever stage they now stand."""
    return events(tables["complaints"], on="received_on")
