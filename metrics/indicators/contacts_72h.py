from metrics.clocks import decided_within
from metrics.indicator import proportion


@proportion(
    title="Contacts progressed within 72 hours",
    question="Does everyone who contacts us get a decision quickly?",
    theme="Front door",
    good="high",
    counts="decided no more than 72 elapsed hours after receipt",
    of="contacts received; pending while undecided and no more than 72 hours old at the end of the as-at day; "
    "undecided and older counts as late",
    needs={"contacts": ("received_at", "decided_at")},
    matures="72 hours after receipt",
    published="2022-23: 76; 2023-24: 89",
    source="Improvement plan, 2024",
    order=2,
)
def contacts_72h(tables):
    """Contacts received; one counts if it was decided no more than 72 elapsed hours later.

    Exactly 72 hours is in time. Nights and weekends count. A time that is not recorded is midnight, and the figure is
    then marked "to the day". A contact decided before it was received does not count as decided in time.
    """
    return decided_within(tables, "contacts", hours=72)
