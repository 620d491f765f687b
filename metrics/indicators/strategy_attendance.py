from metrics.cohorts import events
from metrics.indicator import proportion


@proportion(
    title="Strategy discussions with police and health present",
    question="Are the agencies that must be at the table there?",
    theme="Child protection",
    good="high",
    counts="police and health both took part",
    of="strategy discussions held",
    needs={"strategy_discussions": ("held_at", "is_police_present", "is_health_present")},
    source="Improvement plan, 2024",
    order=8,
)
def strategy_attendance(tables):
    """Strategy discussions held; one counts if police and health are both recorded as having taken part.

    Where nothing is recorded of either, it does not count, and the figure says of how many that is so.
    """
    discussions = tables["strategy_discussions"]
    police, health = discussions["is_police_present"], discussions["is_health_present"]
    return events(
        discussions, on="held_at", counted=police & health, notes={"{n} without a record of who took part": police.isna() | health.isna()}
    )
