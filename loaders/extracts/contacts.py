"""Contacts: every approach to the front door about a child, with when it came and when it was decided."""

from dataclasses import replace

from loaders.extracts.shared import ANNEX_A_CHILD, CASE, CHILD, SOURCES
from loaders.schema import Extract, Layout, code, id_, moment

EXTRACT = Extract(
    table="contacts",
    row_is="one contact about one child received at the front door",
    # One contact can concern several siblings.
    key=("contact_id", "child_id"),
    key_without_id=("child_id", "received_at", "source_code"),
    repeats_are_genuine=True,
    in_order=(("received_at", "decided_at"),),
    columns={
        "contact_id": id_("Contact ID", "Contact Number", "WORKFLOW_STEP_ID", "Workflow Step ID"),
        "child_id": CHILD,
        "received_at": moment(
            "Contact Received", "Date of Contact", "Contact Date", "Date and Time of Contact", "STARTED_ON", required=True
        ),
        # By a qualified social worker, before any decision.
        "screened_at": replace(moment("Contact Screened", "Screened", "MASH Screening Completed", "Screening Completed"), optional_extra=True),
        "decided_at": moment("Contact Decision", "Decision Date", "Contact Completed", "COMPLETED_ON"),
        # Next actions, comma separated: a referral among them makes it a referral.
        "outcome_code": code(
            "Contact Outcome", "Outcome", "Next Action",
            codes={
                "referral": ("CIN Referral", "Referral to Social Care", "Progress to Referral"),
                "early_help": ("EH Referral", "Step down to Early Help (EH)", "Step down to Early Help", "EH"),
                "advice": ("Information and Advice", "Information & Advice", "Signposting"),
                "no_further_action": ("NFA",),
            },
            several=True,
        ),
        "source_code": code("Contact Source", "Source of Contact", "Source", codes=SOURCES),
        **CASE,
    },
    layouts={"annex a": Layout(*ANNEX_A_CHILD, "Date of Contact", "Contact Source")},
)  # fmt: skip
