"""Strategy discussions: held when a child may be suffering significant harm, with who took part and the referral that led to it."""

from loaders.extracts.shared import CASE, CHILD
from loaders.schema import Extract, code, id_, moment, yes_no

#: Headings that only a report of strategy discussions has.
OWN = (
    "Strategy Discussion ID", "Strategy Meeting ID", "Discussion ID", "Police Present", "Police Attended", "Police Took Part", "Health Present",
    "Health Attended", "Health Took Part", "Strategy Discussion Outcome", "Strategy Meeting Outcome", "Strategy Discussion Held",
)  # fmt: skip

EXTRACT = Extract(
    table="strategy_discussions",
    row_is="one strategy discussion about one child",
    # One discussion can concern several siblings.
    key=("discussion_id", "child_id"),
    key_without_id=("child_id", "held_at"),
    in_order=(("referral_received_at", "held_at"),),
    columns={
        "discussion_id": id_("Strategy Discussion ID", "Strategy Meeting ID", "Discussion ID"),
        "child_id": CHILD,
        "held_at": moment(
            "Strategy Discussion Held", "Date and Time of Strategy Discussion", "Strategy Discussion Date and Time", "Strategy Meeting Date",
            "Strategy Meeting Held", "Strategy Discussion Date", required=True,
        ),
        # The referral that led to it; blank where the child's case was open already.
        "referral_id": id_("Referral ID", "Referral Number", "REFERRAL_ID"),
        "referral_received_at": moment("Referral Received", "Date of Referral", "Referral Date", "REFERRAL_DATE"),
        "is_police_present": yes_no("Police Present", "Police Attended", "Police Took Part", "Police"),
        "is_health_present": yes_no("Health Present", "Health Attended", "Health Took Part", "Health"),
        "outcome_code": code(
            "Strategy Discussion Outcome", "Strategy Meeting Outcome", "Discussion Outcome", "Outcome",
            codes={
                "section47": ("Section 47 Enquiry", "Section 47", "S47", "S47 Enquiry", "Single agency S47", "Joint S47", "Single agency section 47 enquiry", "Joint section 47 enquiry"),
                "assessment": ("Child and Family Assessment", "Single Assessment", "Section 17 Assessment", "S17", "Continue assessment"),
                "reconvene": ("Reconvene", "Further strategy discussion", "Reconvene strategy discussion"),
                "no_further_action": ("NFA", "No Further Action", "Not required"),
            },
            several=True,
        ),
        **CASE,
    },
    # A report of section 47 enquiries has the day of the discussion that began each.
    only_with=dict.fromkeys(("Strategy Discussion Date", "Outcome", "Police", "Health"), OWN),
)  # fmt: skip
