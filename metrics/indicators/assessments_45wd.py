from metrics.cohorts import events
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
    assessments = tables["assessments"]
    authorised = assessments[assessments["authorised_on"].notna()]
    started_on, authorised_on = authorised["started_on"], authorised["authorised_on"]
    known = tables.calendar.covers(started_on) & tables.calendar.covers(authorised_on)
    taken = tables.calendar.elapsed(started_on.where(known), authorised_on.where(known))
    return events(
        authorised,
        on="authorised_on",
        counted=(authorised_on >= started_on) & (taken <= 45),
        left_out={"{n} past the working-day calendar left out": ~known},
        notes={"{n} authorised before started": authorised_on < started_on},
    )
