from metrics.care import children_in_care
from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.reviewed import last_held_that, nth_held


@proportion(
    title="Permanence plan by the second review",
    question="Is it settled early where a child will grow up?",
    theme="Children in care",
    good="high",
    shape="census",
    counts="has a permanence plan",
    of="children in care whose second review has passed",
    needs={
        "care_periods": ("child_id", "started_on", "ended_on", "legal_status_code"),
        "reviews": ("child_id", "type_code", "held_on", "has_permanence_plan"),
    },
    source="Ofsted, 2014; Improvement plan, 2022",
    order=12,
)
def permanence_plan_2nd_review(tables, day):
    """Children in care on the last day whose second review has been held; one counts if the latest review found a permanence plan.

    Reviews are counted from the start of the period of care; those of an earlier period are not among them. Of later
    reviews the latest that says either way stands: a plan that was given up is none.
    """
    children = children_in_care(tables, day)
    second_on = nth_held(tables, "care", children["child_id"], children["started_on"], 2)
    children = children[second_on <= day]
    said = last_held_that(tables, "care", "has_permanence_plan", children["child_id"], day)
    has_plan = said["has_permanence_plan"].fillna(False).astype(bool) & (said["held_on"] >= children["started_on"])
    return census(children, counted=has_plan)
