from metrics.cohorts import spells
from metrics.indicator import count


@count(
    title="Open assessments past 45 working days",
    question="How many children are still waiting for an assessment that is overdue?",
    theme="Assessment and planning",
    good="low",
    shape="spells",
    counts="open, and 45 working days have passed, on the last day",
    needs={"assessments": ("started_on", "authorised_on")},
    source="Improvement plan, 2022",
    order=5,
)
def assessments_overdue(tables):
    """Assessments open at the end of the last day of the period, when 45 working days or more have passed since their start.

    One authorised on that day is no longer open. At the end of day 45 an open assessment can no longer be in time. One
    with a day past the end of the working-day calendar is left out.
    """
    assessments = tables["assessments"].dropna(subset=["started_on"])
    assessments = assessments[tables.calendar.covers(assessments["started_on"])]
    overdue_on = tables.calendar.days_due(assessments["started_on"], 45)
    return spells(assessments, closes="authorised_on", counted_from=overdue_on)
