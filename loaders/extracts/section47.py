"""Section 47 enquiries, each with its strategy discussion and the initial conference it led to.

The children in need census has the day on which the enquiry began (S47ActualStartDate) and not that of the strategy
discussion: it stands for it, places the enquiry and tells it from others, for that day does not change from one year's
return to the next. The census's clock for the conference is its own target, 15 working days from the discussion
(InitialCPCtarget), which is kept as `conference_due_on`: whether a conference was in time is told by that where it is known.
A conference that the census gives for the whole episode belongs to the last enquiry that can have led to it.
"""

from loaders.extracts.shared import ANNEX_A, CASE, CHILD
from loaders.schema import Extract, Layout, day, id_, number, yes_no

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
            "Section 47 Enquiry Start Date", "StratDiscussionDate", "S47ActualStartDate", required=True,
        ),
        "is_conference_unnecessary": yes_no(
            "Conference Unnecessary", "Was an Initial Child Protection Conference deemed unnecessary?", "ICPCnotRequired",
            "Initial Child Protection Conference Not Required", "InitialCPConfUnnecessary",
        ),
        "conference_due_on": day("Initial Conference Due", "InitialCPCtarget"),
        "icpc_on": day("Initial Conference", "Date of Initial Child Protection Conference", "CP_CONFERENCE_ACTUAL_DATE", "DateOfInitialCPC", "InitialCPConfDate"),
        "is_plan_made": yes_no("Plan Made", "Did the Initial Child Protection Conference Result in a Child Protection Plan", "CPConfResultInCPPlan"),
        # Before the child's latest enquiry; the same value stands on every row of a child.
        "prior_enquiries_12m": number("Number of Section 47 Enquiries in the last 12 months", "NumberS47s12m", between=(0, 99), optional_extra=True),
        "prior_icpcs_12m": number("Number of ICPCs in the last 12 months", "NumberICPCs12m", between=(0, 99), optional_extra=True),
        **CASE,
    },
    layouts={"cin census": Layout(
        "LAchildID", "S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired",
    ), "annex a": Layout(
        *ANNEX_A, "Strategy discussion initiating Section 47 Enquiry Start Date", "Section 47 Enquiry Start Date", "StratDiscussionDate",
        "Was an Initial Child Protection Conference deemed unnecessary?", "Initial Child Protection Conference Not Required",
        "InitialCPConfUnnecessary", "Date of Initial Child Protection Conference", "InitialCPConfDate",
        "Did the Initial Child Protection Conference Result in a Child Protection Plan", "CPConfResultInCPPlan",
        "Number of Section 47 Enquiries in the last 12 months", "NumberS47s12m", "Number of ICPCs in the last 12 months", "NumberICPCs12m",
    )},
)  # fmt: skip
