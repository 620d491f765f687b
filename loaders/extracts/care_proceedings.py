"""Care proceedings: from the application's being issued to the final order."""

from loaders.extracts.shared import CASE, CHILD
from loaders.schema import Extract, code, day, id_

EXTRACT = Extract(
    table="care_proceedings",
    row_is="one child in one set of care proceedings",
    key=("case_id", "child_id"),
    key_without_id=("child_id", "started_on"),
    in_order=(("started_on", "ended_on"),),
    one_at_a_time=("started_on", "ended_on"),
    columns={
        "case_id": id_("Case Reference", "Case Ref", "Court Reference", "Court Case Number", "Case Number", "COURT_REFERENCE"),
        "child_id": CHILD,
        "started_on": day("Proceedings Issued", "Issue Date", "Date of Issue", "Proceedings Issue Date", "Application Issued", "Date Issued", required=True),
        # Blank until the final order is made.
        "ended_on": day(
            "Final Order", "Final Order Date", "Final Order Made", "Date of Final Order", "Final Hearing Date", "Proceedings Concluded",
            "Proceedings End Date", required=True, may_be_blank=True,
        ),
        "outcome_code": code(
            "Proceedings Outcome", "Final Order Type", "Order Made", "Type of Final Order",
            codes={
                "care_order": ("Full care order", "Care order", "FCO", "Section 31"),
                "placement_order": ("Care order and placement order", "Care and placement order"),
                "special_guardianship": ("Special guardianship order", "SGO"),
                "child_arrangements": ("Child arrangements order", "CAO", "Residence order"),
                "supervision_order": ("Supervision order", "SO"),
                "no_order": ("No order", "Withdrawn", "Application withdrawn", "Dismissed"),
            },
            several=True,
        ),
        **CASE,
    },
)  # fmt: skip
