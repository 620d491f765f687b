from metrics.clocks import taken_within
from metrics.indicator import proportion


@proportion(
    title="Pre-proceedings concluded within 16 weeks",
    question="Are decisions before court made in a child's time?",
    theme="Court and permanence",
    good="high",
    counts="16 weeks or fewer from start to end",
    of="children whose pre-proceedings ended",
    needs={"pre_proceedings": ("started_on", "ended_on")},
    published="2022-23: 22; 2023-24: 49",
    source="Improvement plan, 2024",
    order=1,
)
def plo_16_weeks(tables):
    """Children whose pre-proceedings ended; one counts if that was no more than 16 weeks after they started.

    Exactly 112 days is in time. Pre-proceedings that go on are not among them, however long they last.
    """
    return taken_within(tables["pre_proceedings"], "started_on", "ended_on", weeks=16)
