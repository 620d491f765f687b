"""Visits: to children in need, on plans, in care and leaving it, made or only planned."""

from loaders.extracts.shared import CASE, CHILD
from loaders.schema import Extract, code, day, id_, yes_no

EXTRACT = Extract(
    table="visits",
    row_is="one visit to one child, made or planned",
    # One visit can be to several siblings.
    key=("visit_id", "child_id"),
    key_without_id=("child_id", "visited_on", "planned_on", "type_code"),
    columns={
        "visit_id": id_("Visit ID", "VISIT_ID"),
        "child_id": CHILD,
        # The duty that the visit meets; "Statutory Visit" alone leaves open which.
        "type_code": code(
            "Visit Type", "Type of Visit", "Visit Reason",
            codes={
                "cin": ("Child in Need", "CIN Visit", "Child in Need Visit", "CIN Statutory Visit"),
                "cp": (
                    "Child Protection", "CP Visit", "Child Protection Visit", "CP Statutory Visit", "Child Protection Statutory Visit",
                    "Statutory CP Visit", "CPP", "CP Plan Visit",
                ),
                "care": (
                    "CLA", "LAC", "CLA Visit", "LAC Visit", "Looked After", "Looked After Visit", "Looked After Child Visit", "Children in Care",
                    "Child in Care Visit", "CLA Statutory Visit", "LAC Statutory Visit", "Looked After Child Statutory Visit", "CIC", "CIC Visit",
                ),
                "reviewing_officer": ("IRO", "IRO Visit", "IRO Visit / Contact", "Reviewing Officer", "Reviewing Officer Visit", "Independent Reviewing Officer Visit"),
                "care_leaver": ("Care Leaver Visit", "Leaving Care", "Leaving Care Visit", "Personal Adviser Visit", "PA Visit", "Pathway Visit"),
                "other": ("Other Visit", "Home Visit", "Assessment Visit", "School Visit", "Supervised Contact", "Unannounced Visit"),
            },
        ),
        "planned_on": day("Planned Date", "Visit Planned", "Planned Visit Date", "Date Planned", "PLANNED_DATETIME"),
        # Blank where the visit was not made, or not yet.
        "visited_on": day(
            "Visit Date", "Actual Date", "ACTUAL_DATETIME", "Actual Visit Date", "Date of Visit", "Date Visited", "Visited On",
            required=True, may_be_blank=True,
        ),
        "due_on": day("Visit Due", "Visit Due Date", "Due Date"),
        "is_seen": yes_no("Seen", "Child Seen", "Was the Child Seen", "SEEN_FLAG"),
        "is_seen_alone": yes_no("Seen Alone", "Child Seen Alone", "Was the Child Seen Alone", "SEEN_ALONE_FLAG"),
        **CASE,
    },
    # What is planned, due and done may be anything; only a report of visits calls something a visit's.
    only_with=dict.fromkeys(
        ("Planned Date", "Date Planned", "Actual Date", "ACTUAL_DATETIME", "PLANNED_DATETIME", "Due Date"),
        ("Visit ID", "Visit Type", "Type of Visit", "Visit Reason", "Visit Date", "Visit Due", "Visit Due Date", "SEEN_ALONE_FLAG", "SEEN_FLAG"),
    ),
)  # fmt: skip
