from metrics.cohorts import events
from metrics.complained import MAY_USE, complaints_in
from metrics.indicator import count


@count(
    title="Complaints received",
    question="How often do families tell us that we got it wrong?",
    theme="Voice and complaints",
    good="low",
    counts="complaints received",
    needs={"complaints": ("received_on",)},
    may_use=MAY_USE,
    source="Improvement plan, 2022, measure 16",
    order=1,
)
def complaints(tables):
    """Complaints received, at whatever stage they now stand.

    Of a register of all feedback, what says that it is something else is left out.
    """
    return events(complaints_in(tables), on="received_on")
