from metrics.clocks import begun_and_done_within
from metrics.indicator import proportion


@proportion(
    title="Children seen within 10 working days of early help assessment start",
    question="Are children in early help seen in time?",
    theme="Early help",
    good="high",
    counts="first seen 10 working days or fewer after the start",
    of="early help assessments started; pending while unseen and 10 working days are not past; unseen and older counts as late",
    needs={"early_help_assessments": ("started_on", "first_seen_on")},
    matures="10 working days after the start",
    source="Improvement plan, 2022",
    order=2,
)
def early_help_seen_10wd(tables):
    """Early help assessments started; one counts if the child was first seen no more than 10 working days later.

    The day of the start is day 0. A child seen before the start does not count as seen in the assessment, and is noted.
    """
    begun = tables["early_help_assessments"].dropna(subset=["started_on"])
    return begun_and_done_within(tables, begun, "started_on", "first_seen_on", 10, backwards="seen before the start")
