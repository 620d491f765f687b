from metrics.cohorts import events
from metrics.indicator import count


@count(
    title="Foster carer training courses completed",
    question="Are foster carers learning?",
    theme="Children in care",
    good="high",
    counts="courses completed",
    needs={"carer_training": ("completed_on",)},
    published="2022-23: 339; 2023-24: 612",
    source="Improvement plan, 2024",
    order=24,
)
def carer_training(tables):
    """Courses that foster carers completed: two carers on one course are two, and so is a course taken again on another day."""
    return events(tables["carer_training"], on="completed_on")
