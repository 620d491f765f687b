from metrics.clocks import without
from metrics.indicators.referral_decision_24h import referral_decision_24h
from metrics.worklist import on, rows, worklist


@worklist(
    title="Referrals without a decision", what="Decision on a referral", indicator=referral_decision_24h, group="Front door", order=2, on_the_day=True,
    needs={"referrals": ("child_id",)},
)  # fmt: skip
def referral_decisions(tables, day):
    """Referrals that nothing has been decided of, by the day on which 24 hours have passed since they were received.

    Those of the last 12 months: an older one is a matter of recording. The figure of a month also counts decisions that came late.
    """
    found, due_on = without(tables, "referrals", "decided_at", hours=24, months=12)
    return rows(found, due_on=due_on, since_on=found["received_at"], why=on("Received on {}, not decided", found["received_at"]))
