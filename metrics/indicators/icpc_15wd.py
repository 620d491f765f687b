from metrics.clocks import done_within
from metrics.indicator import proportion


@proportion(
    title="Initial conferences within 15 working days",
    question="Is a plan to keep the child safe made in good time?",
    theme="Child protection",
    good="high",
    counts="15 working days or fewer from the strategy discussion to the conference",
    of="initial child protection conferences held",
    needs={"section47": ("strategy_on", "icpc_on")},
    may_use={"section47": ("conference_due_on",)},
    compares_with="icpc_15wd_pct",
    source="Improvement plan, 2022",
    order=2,
)
def icpc_15wd(tables):
    """Initial child protection conferences held; one counts if that was within 15 working days of the strategy discussion.

    The day of the discussion is day 0, so that day 15 is still in time. The period is that of the conference. A
    conference before its discussion does not count as in time; one with a day past the end of the working-day calendar
    is left out.

    The children in need census has the day that an enquiry began in place of the discussion, and with it the last day for
    the conference, which was counted from the discussion: there, the conference was in time if held by that day.
    """
    return done_within(tables, "section47", "strategy_on", "icpc_on", 15, backwards="held before the strategy discussion", due="conference_due_on")
