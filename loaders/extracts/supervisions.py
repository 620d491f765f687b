"""Supervisions: of a worker, and of a case with the worker who holds it."""

from dataclasses import replace

from loaders.extracts.shared import CHILD, TEAM, WORKER
from loaders.schema import Extract, code, day, id_

EXTRACT = Extract(
    table="supervisions",
    row_is="one supervision of one worker, or of one child's case",
    # One session can go over several children.
    key=("supervision_id", "child_id"),
    key_without_id=("held_on", "child_id", "worker_id", "worker", "type_code"),
    columns={
        "supervision_id": id_("Supervision ID", "SUPERVISION_ID"),
        "held_on": day("Supervision Date", "Date of Supervision", "Supervision Held", "Supervision Held On", required=True),
        "type_code": code(
            "Supervision Type", "Type of Supervision",
            codes={
                "worker": ("Personal", "Personal Supervision", "Professional", "Staff", "Staff Supervision", "Worker Supervision", "One to one", "1:1", "1-2-1", "121"),
                "case": ("Case Supervision", "Child", "Case Discussion", "Case Management", "Reflective Case Supervision", "Management Oversight"),
            },
        ),
        # Who is supervised; the numbers that human resources know them by.
        "worker_id": id_("Worker ID", "WORKER_ID", "Employee ID", "Supervisee ID"),
        # Blank in a supervision of the worker.
        "child_id": replace(CHILD, required=False, may_be_blank=True),
        "team": TEAM,
        "worker": replace(WORKER, headings=(*WORKER.headings, "Supervisee")),
    },
)  # fmt: skip
