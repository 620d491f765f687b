from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.visited import children_open, last_visit


@proportion(
    title="Children on plans seen alone at the last visit",
    question="Do children on a plan get to speak to their social worker alone?",
    theme="Child protection",
    good="high",
    shape="census",
    counts="seen alone at the last statutory visit",
    of="children on a plan visited",
    needs={"cp_plans": ("child_id", "started_on", "ended_on"), "visits": ("child_id", "type_code", "visited_on", "is_seen_alone")},
    may_use={"visits": ("is_seen",)},
    source="Improvement plan, 2022; Ofsted, 2014",
    order=14,
)
def cp_seen_alone(tables, day):
    """Children on a child protection plan on the last day who have had a statutory visit since it started; one counts if seen alone at the last.

    Where it is not recorded, the child does not count as seen alone.
    """
    children = children_open(tables, "cp_plans", day)
    visit = last_visit(tables, ("cp",), children["child_id"], day)
    visited = visit["visited_on"] >= children["started_on"]
    return census(children[visited], counted=visit["is_seen_alone"][visited].astype("boolean"))
