from metrics.cohorts import events
from metrics.complained import MAY_USE, complaints_in
from metrics.indicator import proportion


@proportion(
    title="Complaints answered in timescale",
    question="Do people who complain get an answer in time?",
    theme="Voice and complaints",
    good="high",
    counts="answered on or before the day due",
    of="complaints due; pending while unanswered and the day due is not past; unanswered and older counts as late",
    needs={"complaints": ("due_on", "answered_on")},
    may_use=MAY_USE,
    matures="the day the answer is due",
    source="Improvement plan, 2022, measure 15",
    order=2,
)
def complaints_in_time(tables):
    """Complaints, by the day their answer is due; one counts if it was answered on or before that day.

    One that is unanswered and not yet past its day is pending; past it, it is late.
    """
    complaints = complaints_in(tables).dropna(subset=["due_on"])
    due_on, answered_on = complaints["due_on"], complaints["answered_on"]
    return events(complaints, on="due_on", counted=answered_on <= due_on, pending=answered_on.isna() & (due_on >= tables.as_at))
