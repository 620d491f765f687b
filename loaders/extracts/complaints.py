"""Complaints: when each was received, at what stage it stands, when the answer was due and given."""

from loaders.extracts.shared import TEAM, WORKER
from loaders.schema import Extract, code, day, id_

STAGES = {
    "stage_1": ("1", "Stage one", "Local resolution"),
    "stage_2": ("2", "Stage two", "Independent investigation"),
    "stage_3": ("3", "Stage three", "Review panel"),
    "ombudsman": ("Local Government and Social Care Ombudsman", "LGSCO"),
}

EXTRACT = Extract(
    table="complaints",
    row_is="one complaint, at the latest stage that it reached",
    key=("complaint_id",),
    # A register without numbers: of two received on one day the second is another complaint.
    key_without_id=("received_on",),
    repeats_are_genuine=True,
    in_order=(("received_on", "answered_on"), ("received_on", "closed_on")),
    columns={
        "complaint_id": id_("Complaint ID", "Complaint Number", "Complaint Reference"),
        # Of a register that holds other feedback too: what is no complaint is kept, and not to be counted as one.
        "type_code": code(
            "Feedback Type", "Type of Feedback", "Complaint or Compliment",
            codes={"complaint": ("Statutory complaint", "Corporate complaint"), "compliment": (), "comment": ("Comment or suggestion",), "enquiry": ("Member enquiry", "MP enquiry")},
            optional_extra=True,
        ),
        "received_on": day("Complaint Received", "Date Complaint Received", "Complaint Date", "Received", "Date Received", required=True),
        "stage_code": code("Complaint Stage", "Stage", codes=STAGES, required=True),
        "due_on": day("Response Due", "Response Due Date", "Due", "Due Date"),
        # Blank until answered.
        "answered_on": day("Responded", "Date Responded", "Response Sent", "Answered On", required=True, may_be_blank=True),
        "closed_on": day("Complaint Closed", "Closed", "Date Closed"),
        "resolved_stage_code": code("Resolved at Stage", "Stage Resolved", codes=STAGES),
        "team": TEAM,
        "worker": WORKER,
    },
    only_with={
        heading: ("Complaint ID", "Complaint Number", "Complaint Reference", "Complaint Stage", "Responded", "Date Responded")
        for heading in ("Received", "Date Received", "Stage", "Due", "Due Date", "Closed", "Date Closed")
    },
)  # fmt: skip
