"""Pre-proceedings under the Public Law Outline: from the letter before proceedings to stepping down or issuing."""

from loaders.extracts.shared import CASE, CHILD
from loaders.schema import Extract, Layout, code, day, id_

EXTRACT = Extract(
    table="pre_proceedings",
    row_is="one child in one set of pre-proceedings",
    key=("case_id", "child_id"),
    key_without_id=("child_id", "started_on"),
    in_order=(("started_on", "ended_on"),),
    one_at_a_time=("started_on", "ended_on"),
    columns={
        "case_id": id_("Pre-proceedings ID", "PLO ID", "PLO Case ID", "PLO Reference"),
        "family_id": id_("Family ID", "GROUP_ID"),
        "child_id": CHILD,
        "started_on": day(
            "Pre-proceedings Start", "Pre-proceedings Start Date", "Pre-proceedings Started", "PLO Start", "PLO Start Date", "PLO Started", "PPStartDate",
            "Start Date", required=True,
        ),
        # Blank while they last.
        "ended_on": day(
            "Pre-proceedings End", "Pre-proceedings End Date", "Pre-proceedings Ended", "PLO End", "PLO End Date", "PLO Ended", "End Date"
        ),
        "outcome_code": code(
            "Pre-proceedings Outcome", "PLO Outcome", "PPOutcome", "Outcome",
            codes={
                "proceedings": (
                    "Care Proceedings", "Care proceedings issued", "Proceedings issued", "Issue proceedings", "Issue care proceedings", "Escalated to court",
                    "Court", "Initiate care proceedings",
                ),
                "step_down": (
                    "Stepped down", "Step down", "Stepped down to CP", "Stepped down to CIN", "Step down to child protection plan",
                    "Step down to child in need plan", "Ended without proceedings", "No proceedings", "Ended",
                ),
                "other": ("Other outcome", "Moved away", "Transferred to another LA"),
            },
        ),
        **CASE,
    },
    layouts={"cin census": Layout("LAchildID", "PPStartDate", "Pre-proceedings End", "PPOutcome")},
    # Anything starts and ends.
    only_with=dict.fromkeys(
        ("Start Date", "End Date", "Outcome"),
        ("Family ID", "GROUP_ID", "Pre-proceedings ID", "PLO ID", "PLO Case ID", "PLO Reference", "Pre-proceedings Outcome", "PLO Outcome"),
    ),
)  # fmt: skip
