"""Calls to the help and advice line, and who made them."""

from loaders.extracts.shared import TEAM, WORKER
from loaders.schema import Extract, code, id_, moment

EXTRACT = Extract(
    table="helpline_calls",
    row_is="one call to the help and advice line",
    key=("call_id",),
    key_without_id=("received_at", "caller_code"),
    repeats_are_genuine=True,
    columns={
        "call_id": id_("Call ID", "CALL_ID", "Call Number", "Call Reference"),
        "received_at": moment("Call Received", "Date and Time of Call", "Call Date and Time", "Call Date", "Date of Call", required=True),
        "caller_code": code(
            "Caller", "Caller Type", "Type of Caller", "Who Called",
            codes={
                "family": (
                    "Family Member", "Families", "Parent", "Parent/carer", "Parent or carer", "Carer", "Mother", "Father", "Grandparent", "Relative",
                    "Child", "Young Person", "Child or young person", "Self",
                ),
                "professional": (
                    "Professionals", "Partner Agency", "School", "Education", "Early Years", "Nursery", "Health", "Health Visitor", "GP", "Police",
                    "Housing", "Social Care", "Voluntary Sector",
                ),
                "other": ("Member of the public", "Public", "Neighbour", "Friend", "Anonymous"),
            },
        ),
        "team": TEAM,
        "worker": WORKER,
    },
)  # fmt: skip
