"""Education, health and care plans, from the request to the plan that was issued."""

from loaders.extracts.shared import CHILD, TEAM
from loaders.schema import Extract, day, id_, yes_no

EXTRACT = Extract(
    table="ehc_plans",
    row_is="one request for an education, health and care plan of one child",
    key=("plan_id", "child_id"),
    key_without_id=("child_id", "requested_on"),
    in_order=(("requested_on", "issued_on"),),
    columns={
        "plan_id": id_("EHC Plan ID", "EHCP ID"),
        "child_id": CHILD,
        "requested_on": day("EHC Plan Requested", "EHC Assessment Requested", "EHC Needs Assessment Request Date", "EHCP Request Date", required=True),
        # Blank until issued, and where no plan came of it.
        "issued_on": day("EHC Plan Issued", "EHC Plan Issue Date", "EHCP Issue Date", required=True, may_be_blank=True),
        # The regulations allow longer in some cases.
        "is_exception": yes_no("Exception Applies", "Statutory Exception", "Exception"),
        "team": TEAM,
    },
)
