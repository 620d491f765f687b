"""Child in need plans, open and ended."""

from loaders.extracts.shared import CASE, CHILD
from loaders.schema import Extract, Layout, day, id_

EXTRACT = Extract(
    table="cin_plans",
    row_is="one child in need plan of one child",
    key=("plan_id", "child_id"),
    key_without_id=("child_id", "started_on"),
    in_order=(("started_on", "ended_on"),),
    one_at_a_time=("started_on", "ended_on"),
    columns={
        "plan_id": id_("CIN Plan ID"),
        "child_id": CHILD,
        "started_on": day("CIN Plan Start", "CIN Plan Start Date", "CINPlanStartDate", required=True),
        # Blank while open.
        "ended_on": day("CIN Plan End", "CIN Plan End Date", "CINPlanEndDate"),
        **CASE,
    },
    layouts={"cin census": Layout("LAchildID", "CINPlanStartDate", "CINPlanEndDate")},
)
