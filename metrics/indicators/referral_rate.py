from metrics.cohorts import events
from metrics.indicator import rate


@rate(
    title="Referrals per 10,000",
    question="Are more children referred here than elsewhere?",
    theme="Front door",
    good=None,
    counts="referrals received in the 12 months to the end of the period",
    needs={"referrals": ("received_at",)},
    compares_with="referral_rate",
    source="Improvement plan, 2024",
    order=5,
)
def referral_rate(tables):
    """Referrals received in the 12 months to the end of the period, per 10,000 children.

    A month's figure is that of a year, too, so that months compare with published years. A child referred twice
    counts twice.
    """
    return events(tables["referrals"], on="received_at")
