from metrics.indicator import proportion
from metrics.visited import seen_within_working_days


@proportion(
    title="Child protection visits in timescale",
    question="Are children on a plan seen as often as they should be?",
    theme="Child protection",
    good="high",
    shape="census",
    counts="last statutory visit within the interval in settings (default 10 working days)",
    of="children on a plan on the last day",
    needs={"cp_plans": ("child_id", "started_on", "ended_on"), "visits": ("child_id", "type_code", "visited_on")},
    may_use={"visits": ("is_seen",)},
    settings=("cp_visit_working_days",),
    source="Improvement plan, 2024",
    order=13,
)
def cp_visits_in_time(tables, day):
    """Children on a child protection plan on the last day; one counts if the last statutory visit was within the interval.

    A visit on which the child is recorded as not seen does not count. A child with two open plans is one child. A child on a
    plan for less than the interval and not yet visited does not count either; the figure says how many those are.
    """
    return seen_within_working_days(tables, day, "cp_plans", "cp", int(tables.settings["cp_visit_working_days"]))
