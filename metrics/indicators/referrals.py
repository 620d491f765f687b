from metrics.cohorts import events
from metrics.indicator import count


@count(
    title="Referrals received",
    question="How many children are referred to social care?",
    theme="Front door",
    good=None,
    counts="referrals received",
    needs={"referrals": ("received_at",)},
    source="Improvement plan, 2024",
    order=4,
)
def referrals(tables):
    """Referrals received in the period.

    A child referred twice counts twice.
    """
    return events(tables["referrals"], on="received_at")
