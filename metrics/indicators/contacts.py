from metrics.cohorts import events
from metrics.indicator import count


@count(
    title="Contacts received",
    question="How much is coming to the front door?",
    theme="Front door",
    good=None,
    counts="contacts received",
    needs={"contacts": ("received_at",)},
    source="Improvement plan, 2024",
    order=1,
)
def contacts(tables):
    """Contacts received in the period.

    One contact about three siblings is three: each is about one child.
    """
    return events(tables["contacts"], on="received_at")
