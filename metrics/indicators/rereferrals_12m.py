import pandas as pd

from metrics.cohorts import events, previous
from metrics.indicator import proportion


@proportion(
    title="Re-referrals within 12 months",
    question="Are children coming back because the first response did not hold?",
    theme="Front door",
    good="low",
    counts="the same child had an earlier referral no more than 12 calendar months before "
    "(exactly 12 months counts; an earlier referral on the same day counts)",
    of="referrals received",
    needs={"referrals": ("child_id", "received_at")},
    may_use={"referrals": ("referral_id",)},
    looks_back_months=12,
    compares_with="rereferral_pct",
    source="Improvement plan, 2024",
    order=7,
)
def rereferrals_12m(tables):
    """Referrals received; one counts if the same child had another in the 12 months before.

    Days are compared, not hours: exactly twelve months later still counts. Two referrals on one day count as a
    referral and a re-referral; at one moment, the one with the higher id is the re-referral.
    """
    referrals = tables["referrals"]
    received_on = referrals["received_at"].dt.normalize()
    previous_on = previous(referrals, "received_at", same="child_id", order="referral_id").dt.normalize()
    return events(referrals, on="received_at", counted=received_on <= previous_on + pd.DateOffset(months=12))
