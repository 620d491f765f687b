import pandas as pd

from metrics.cohorts import at_midnight, events
from metrics.indicator import proportion


@proportion(
    title="Strategy discussions within 48 hours of referral",
    question="Where a child may be suffering significant harm, do the agencies talk at once?",
    theme="Child protection",
    good="high",
    counts="held no more than 48 hours after the referral that led to it",
    of="strategy discussions held that follow a referral",
    needs={"strategy_discussions": ("held_at", "referral_received_at")},
    published="2022-23: 96.51; 2023-24: 92.5",
    source="Improvement plan, 2024",
    order=7,
)
def strategy_48h(tables):
    """Strategy discussions held that follow a referral; one counts if it was held within 48 elapsed hours of it.

    Exactly 48 hours is in time. A discussion about a child whose case was open already follows no referral and is not
    among them. A time that is not recorded is midnight, and the figure is then marked "to the day". A discussion held
    before its referral does not count.
    """
    discussions = tables["strategy_discussions"].dropna(subset=["referral_received_at"])
    received_at, held_at = discussions["referral_received_at"], discussions["held_at"]
    return events(
        discussions,
        on="held_at",
        counted=(held_at >= received_at) & (held_at <= received_at + pd.Timedelta(hours=48)),
        notes={"to the day": at_midnight(received_at, held_at), "{n} held before the referral": held_at < received_at},
    )
