from metrics.cohorts import events
from metrics.complained import MAY_USE, complaints_in
from metrics.indicator import proportion


@proportion(
    title="Complaints resolved at stage 1",
    question="Are complaints put right at once?",
    theme="Voice and complaints",
    good="high",
    counts="resolved at stage 1",
    of="complaints closed",
    needs={"complaints": ("closed_on", "resolved_stage_code")},
    may_use=MAY_USE,
    source="Improvement plan, 2022",
    order=3,
)
def complaints_stage_1(tables):
    """Complaints closed; one counts if it was resolved at stage 1.

    One that does not say at which stage it was resolved does not count, and is noted.
    """
    complaints = complaints_in(tables)
    stage = complaints["resolved_stage_code"]
    return events(complaints, on="closed_on", counted=stage == "stage_1", notes={"{n} without the stage": stage.isna()})
