from metrics.clocks import done_within_hours
from metrics.indicator import proportion


@proportion(
    title="Contacts screened within 24 hours",
    question="Does a qualified social worker look at every contact within a day?",
    theme="Front door",
    good="high",
    counts="screened by a qualified social worker no more than 24 hours after receipt",
    of="contacts received; pending while not screened and no more than 24 hours old at the end of the as-at day; "
    "not screened and older counts as late",
    needs={"contacts": ("received_at", "screened_at")},
    matures="24 hours after receipt",
    source="Self-evaluation, 2015",
    order=9,
)
def contacts_mash_24h(tables):
    """Contacts received; one counts if a qualified social worker screened it no more than 24 elapsed hours later.

    Exactly 24 hours is in time, and nights and weekends count. A time that is not recorded is midnight, and the figure is
    then marked "to the day". A contact screened before it was received does not count.
    """
    return done_within_hours(tables, "contacts", "screened_at", 24, backwards="screened before received")
