"""Section 47 enquiries, each with its strategy discussion and the initial conference it led to."""

from loaders.extracts.shared import CASE, CHILD
from loaders.schema import Extract, Layout, day, id_, yes_no

EXTRACT = Extract(
    table="section47",
    row_is="one section 47 enquiry about one child",
    key=("enquiry_id", "child_id"),
    key_without_id=("child_id", "strategy_on"),
    in_order=(("strategy_on", "icpc_on"),),
    columns={
        "enquiry_id": id_("Enquiry ID", "Section 47 ID", "S47 ID"),
        "child_id": CHILD,
        "strategy_on": day(
            "Strategy Discussion", "Strategy discussion initiating Section 47 Enquiry Start Date", "STRATEGY_DISCUSSION_DATE",
            "Section 47 Enquiry Start Date", required=True,
        ),
        "is_conference_unnecessary": yes_no(
            "Conference Unnecessary", "Was an Initial Child Protection Conference deemed unnecessary?"
        ),
        "icpc_on": day("Initial Conference", "Date of Initial Child Protection Conference", "CP_CONFERENCE_ACTUAL_DATE"),
        "is_plan_made": yes_no("Plan Made", "Did the Initial Child Protection Conference Result in a Child Protection Plan"),
        **CASE,
    },
    layouts={"annex a": Layout(
        "Child Unique ID", "Strategy discussion initiating Section 47 Enquiry Start Date", "Section 47 Enquiry Start Date",
        "Was an Initial Child Protection Conference deemed unnecessary?", "Date of Initial Child Protection Conference",
        "Did the Initial Child Protection Conference Result in a Child Protection Plan", "Allocated Team", "Allocated Worker",
    )},
)  # fmt: skip
