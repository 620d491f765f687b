from metrics.clocks import begun_and_done_within
from metrics.indicator import proportion


@proportion(
    title="Children seen within 5 working days of assessment start",
    question="Are we seeing children in time?",
    theme="Assessment and planning",
    good="high",
    counts="first seen 5 working days or fewer after the start",
    of="assessments started; pending while the child is unseen and 5 working days are not past; unseen and older counts as late",
    needs={"assessments": ("started_on", "first_seen_on")},
    matures="5 working days after the start",
    source="Improvement plan, 2022",
    order=4,
)
def child_seen_5wd(tables):
    """Assessments started; one counts if the child was first seen no more than 5 working days later.

    The day of the start is day 0, so that day 5 is in time. A child seen before the start does not count as seen in the
    assessment, and is noted.
    """
    return begun_and_done_within(tables, tables["assessments"], "started_on", "first_seen_on", 5, backwards="seen before the start")
