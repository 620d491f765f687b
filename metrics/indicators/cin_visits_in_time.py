from metrics.indicator import proportion
from metrics.visited import seen_within_working_days


@proportion(
    title="Child in need visits in timescale",
    question="Are children with a child in need plan seen as often as they should be?",
    theme="Assessment and planning",
    good="high",
    shape="census",
    counts="last seen within the interval in settings (default 20 working days)",
    of="children on a child in need plan on the last day",
    needs={"cin_plans": ("child_id", "started_on", "ended_on"), "visits": ("child_id", "type_code", "visited_on")},
    may_use={"visits": ("is_seen",)},
    settings=("cin_visit_working_days",),
    source="Improvement plan, 2022; Improvement plan, 2024",
    order=8,
)
def cin_visits_in_time(tables, day):
    """Children on a child in need plan on the last day; one counts if a child in need visit saw the child within the interval.

    A visit on which the child is recorded as not seen does not count. A child with two open plans is one child. A child on a
    plan for less than the interval and not yet visited does not count either; the figure says how many those are.
    """
    return seen_within_working_days(tables, day, "cin_plans", "cin", int(tables.settings["cin_visit_working_days"]))
