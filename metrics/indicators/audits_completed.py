from metrics.cohorts import events
from metrics.indicator import count


@count(
    title="Case audits completed",
    question="Do we look at our own work often enough?",
    theme="Practice quality",
    good="high",
    counts="audits completed",
    needs={"audits": ("audited_on",)},
    source="Improvement plan, 2022, measure 11",
    order=3,
)
def audits_completed(tables):
    """Case audits completed, by the day of the audit, graded or not."""
    return events(tables["audits"], on="audited_on")
