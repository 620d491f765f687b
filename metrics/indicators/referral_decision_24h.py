from metrics.clocks import decided_within
from metrics.indicator import proportion


@proportion(
    title="Referral decisions within 24 hours",
    question="Is it quickly decided what each referral needs?",
    theme="Front door",
    good="high",
    counts="decided no more than 24 elapsed hours after receipt",
    of="referrals received; pending while undecided and no more than 24 hours old at the end of the as-at day; "
    "undecided and older counts as late",
    needs={"referrals": ("received_at", "decided_at")},
    matures="24 hours after receipt",
    published="2022-23: 79; 2023-24: 89",
    source="Improvement plan, 2024; Self-evaluation, 2015",
    order=6,
)
def referral_decision_24h(tables):
    """Referrals received; one counts if it was decided no more than 24 elapsed hours later.

    Exactly 24 hours is in time. Weekends count: the law says one working day, the council's measure 24 hours. A time
    that is not recorded is midnight, and the figure is then marked "to the day". A referral decided before it was
    received does not count as decided in time.
    """
    return decided_within(tables, "referrals", hours=24)
