from metrics.cohorts import events
from metrics.indicator import count


@count(
    title="Calls to the help and advice line",
    question="How many people ask us for advice?",
    theme="Early help",
    good=None,
    counts="calls received",
    needs={"helpline_calls": ("received_at",)},
    published="2023-24: 750",
    source="Improvement plan, 2024",
    order=4,
)
def helpline_calls(tables):
    """Calls to the help and advice line."""
    return events(tables["helpline_calls"], on="received_at")
