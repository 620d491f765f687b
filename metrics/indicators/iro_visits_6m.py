from metrics.care import children_in_care
from metrics.clocks import within_months
from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.visited import last_visit


@proportion(
    title="Children visited by their reviewing officer in 6 months",
    question="Do reviewing officers know the children whose plans they review?",
    theme="Children in care",
    good="high",
    shape="census",
    counts="visited by the reviewing officer in the 6 months to the last day",
    of="children in care on the last day",
    needs={
        "care_periods": ("child_id", "started_on", "ended_on", "legal_status_code"),
        "visits": ("child_id", "type_code", "visited_on"),
    },
    may_use={"visits": ("is_seen",)},
    source="Improvement plan, 2022",
    order=11,
)
def iro_visits_6m(tables, day):
    """Children in care on the last day; one counts if the reviewing officer visited no more than 6 calendar months before.

    Exactly 6 months counts. A visit on which the child is recorded as not seen does not. A child in care for less than that
    and not yet visited does not count either. A child with two open periods of care is one child.
    """
    children = children_in_care(tables, day)
    visited_on = last_visit(tables, ("reviewing_officer",), children["child_id"], day)["visited_on"]
    return census(children, counted=within_months(visited_on, 6, day))
