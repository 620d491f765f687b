from metrics.clocks import begun_and_done_within
from metrics.indicator import proportion


@proportion(
    title="Referral decisions within one working day",
    question="Does every referral get the decision that the law asks for, in the time it gives?",
    theme="Front door",
    good="high",
    counts="decided on the day of receipt or the next working day",
    of="referrals received; pending while undecided and the next working day is not over; undecided and older counts as late",
    needs={"referrals": ("received_at", "decided_at")},
    matures="the working day after receipt",
    source="Statutory guidance: Working Together to Safeguard Children",
    order=8,
)
def referral_decision_1wd(tables):
    """Referrals received; one counts if it was decided by the end of the next working day.

    Times of day do not matter: a referral of Friday evening has until the end of Monday, of a bank holiday's eve until the
    end of the first working day after it. One undecided on the very day it falls due is pending. A referral decided before
    the day it was received does not count as decided in time.
    """
    return begun_and_done_within(tables, tables["referrals"], "received_at", "decided_at", 1, backwards="decided before received")
