from metrics.cohorts import events
from metrics.indicator import proportion


@proportion(
    title="Contacts that became referrals",
    question="How many of those who contact us need a social worker?",
    theme="Front door",
    good=None,
    counts="outcome is referral",
    of="contacts received that have been decided",
    needs={"contacts": ("received_at", "decided_at", "outcome_code")},
    source="Self-evaluation, 2015",
    order=3,
)
def contacts_to_referral(tables):
    """Contacts received that have been decided; one counts if its outcome is a referral.

    Undecided contacts are left out, and do not make the period incomplete. An outcome that is missing or not
    recognised is not a referral. The period is that of receipt, not of decision.
    """
    contacts = tables["contacts"]
    decided = contacts[contacts["decided_at"].notna()]
    return events(decided, on="received_at", counted=decided["outcome_code"] == "referral")
