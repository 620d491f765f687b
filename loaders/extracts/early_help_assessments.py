"""Early help assessments: asked for, begun, and completed by the authority or by a partner."""

from dataclasses import replace

from loaders.extracts.shared import ANNEX_A_CHILD, CASE, CHILD
from loaders.schema import Extract, Layout, code, day, id_

EXTRACT = Extract(
    table="early_help_assessments",
    row_is="one early help assessment of one child or family, waiting, open or completed",
    key=("assessment_id", "child_id"),
    # A family that waits is known again, once its assessment has begun, only by an id.
    key_without_id=("child_id", "family_id", "requested_on", "started_on"),
    in_order=(("requested_on", "started_on"), ("started_on", "first_seen_on"), ("started_on", "completed_on")),
    columns={
        "assessment_id": id_("Early Help Assessment ID", "EHA ID", "EH Assessment ID", "Early Help ID"),
        # Either says whom it is about.
        "child_id": replace(CHILD, required=False, may_be_blank=True),
        "family_id": id_("Family ID", "GROUP_ID"),
        "requested_on": day("Early Help Requested", "Date Requested", "Request Date", "EHA Requested", "Early Help Request Date"),
        # Blank while waiting.
        "started_on": day(
            "Early Help Assessment Start", "Early Help Assessment Start Date", "EHA Start", "EHA Start Date", "EH Assessment Start Date",
            "Assessment Start Date", "Assessment Start", required=True, may_be_blank=True,
        ),
        "first_seen_on": day("First Seen", "Child First Seen", "Date Child First Seen"),
        # Blank while open.
        "completed_on": day(
            "Early Help Assessment Completed", "Early Help Assessment Completion Date", "EHA Completed", "EHA Completion Date", "EHA End Date",
            "Assessment Completion Date", "Assessment Completed",
        ),
        # Free text in most places: what is not known here is mapped by the authority.
        "organisation_code": code(
            "Organisation Completing Assessment", "Organisation", "Completing Organisation", "Lead Organisation", "Lead Agency", "Agency",
            codes={
                "authority": (
                    "Local Authority", "LA", "Council", "County Council", "Early Help", "Early Help Team", "Early Help Service", "Family Support",
                    "Family Support Team", "Children's Services", "Children's Social Care", "Social Care", "Targeted Family Support", "Early Help Hub",
                    "Children's Centre", "Youth Service", "Youth Offending Service", "Youth Justice Service",
                ),
                "partner": (
                    "Partner Agency", "School", "Schools", "Primary School", "Secondary School", "Special School", "Academy", "College", "Nursery",
                    "Early Years Setting", "Pre-school", "Education", "Health", "Health Visitor", "Health Visiting", "School Nurse",
                    "School Nursing", "Midwife", "Midwifery", "GP", "CAMHS", "NHS", "Police", "Housing", "Housing Association", "Voluntary Sector",
                    "Voluntary Organisation", "Charity", "Probation", "Other agency",
                ),
            },
        ),
        **CASE,
    },
    layouts={"annex a": Layout(*ANNEX_A_CHILD, "Assessment Start Date", "Assessment Completion Date", "Organisation Completing Assessment")},
    # Other assessments start too.
    only_with=dict.fromkeys(
        ("Assessment Start Date", "Assessment Start", "Assessment Completion Date", "Assessment Completed"),
        (
            "Organisation Completing Assessment", "Completing Organisation", "Lead Organisation", "Lead Agency", "Early Help Assessment ID", "EHA ID",
            "EH Assessment ID", "Early Help ID", "Early Help Requested", "EHA Requested", "Early Help Request Date",
        ),
    ),
)  # fmt: skip
