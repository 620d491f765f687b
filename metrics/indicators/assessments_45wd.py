from metrics.clocks import done_within
from metrics.indicator import proportion


@proportion(
    title="Assessments completed within 45 working days",
    question="Do children and families get their assessment in good time?",
    theme="Assessment and planning",
    good="high",
    counts="45 working days or fewer from start to authorisation",
    of="assessments authorised",
    needs={"assessments": ("started_on", "authorised_on")},
    compares_with="assessment_45wd_pct",
    published="2022-23: 54; 2023-24: 79",
    source="Improvement plan, 2024; Improvement plan, 2022, measure 12",
    order=1,
)
def assessments_45wd(tables):
    """Assessments authorised; one counts if that was within 45 working days of its start.

    The start day is day 0, on a weekend too, so that day 45 is still in time. The period is that of authorisation:
    open assessments are not in it, however late. One authorised before it started does not count as in time; one with
    a day past the end of the working-day calendar is left out.
    """
    return done_within(tables, "assessments", "started_on", "authorised_on", 45, backwards="authorised before started")
