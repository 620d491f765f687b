from metrics.cohorts import spells
from metrics.indicator import count


@count(
    title="Families waiting for early help",
    question="Does anyone who needs early help have to wait for it?",
    theme="Early help",
    good="low",
    shape="spells",
    counts="waiting on the last day",
    needs={"early_help_assessments": ("requested_on", "started_on")},
    source="Improvement plan, 2022",
    order=3,
)
def early_help_waiting(tables):
    """Early help assessments asked for and not begun on the last day of the period.

    One begun on the day no longer waits.
    """
    return spells(tables["early_help_assessments"].dropna(subset=["requested_on"]), opens="requested_on", closes="started_on")
