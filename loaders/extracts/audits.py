"""Case audits and their grades, from the register that quality assurance keeps."""

from loaders.extracts.shared import TEAM, WORKER
from loaders.schema import Extract, code, day, id_

GRADES = {
    "outstanding": ("1",),
    "good": ("2",),
    "requires_improvement": ("3", "Requires improvement to be good", "RI"),
    "inadequate": ("4",),
    "": ("Not graded", "Ungraded", "No grade", "Not applicable"),
}

EXTRACT = Extract(
    table="audits",
    row_is="one audit of one child's case",
    key=("audit_id",),
    columns={
        "audit_id": id_("Audit ID", "Audit Number", "Audit Reference", required=True),
        # As in loaders/extracts/shared.py; registers often leave it out.
        "child_id": id_("Person ID", "Mosaic ID", "PERSON_ID", "MOSAIC_ID", "Child ID"),
        "audited_on": day("Audit Date", "Date of Audit", "Audit Completed", "Audited On", "Date", required=True),
        "grade_code": code("Audit Grade", "Grade", "Overall Grade", codes=GRADES, required=True),
        # After a second look; it is the one that stands.
        "moderated_grade_code": code("Moderated Grade", "Grade after Moderation", codes=GRADES),
        "plan_grade_code": code("Plan Grade", "Grade of Plan", "Quality of Plan", codes=GRADES),
        "team": TEAM,
        "worker": WORKER,
    },
    only_with=dict.fromkeys(("Date", "Grade"), ("Audit ID", "Audit Number", "Audit Reference")),
)
