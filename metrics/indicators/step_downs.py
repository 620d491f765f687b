from metrics.cohorts import events
from metrics.indicator import count


@count(
    title="Cases stepped down to early help",
    question="How many families go on with early help when social work ends?",
    theme="Early help",
    good=None,
    counts="cases closed with step down",
    needs={"children_in_need": ("ended_on", "end_reason_code")},
    source="Self-evaluation, 2015; Peer review, 2018",
    order=7,
)
def step_downs(tables):
    """Episodes of need closed with a step down to early help.

    The census's reason RC9, closed after assessment and referred to early help, is one too.
    """
    cases = tables["children_in_need"]
    return events(cases[cases["end_reason_code"].isin(("step_down", "RC9"))], on="ended_on")
