"""Health checks of children in care: assessments, dental checks, immunisations and questionnaires, a row each."""

from loaders.extracts.shared import CASE, CHILD
from loaders.schema import Extract, code, day, id_, number, yes_no

EXTRACT = Extract(
    table="health_checks",
    row_is="one health check of one child, held or due",
    key=("check_id", "child_id"),
    key_without_id=("child_id", "type_code", "checked_on"),
    columns={
        "check_id": id_("Health Check ID", "HEALTH_CHECK_ID"),
        "child_id": CHILD,
        "type_code": code(
            "Health Check Type", "Type of Health Check",
            codes={
                "initial_health": ("Initial Health Assessment", "IHA", "Initial"),
                "health_assessment": ("Health Assessment", "Review Health Assessment", "RHA", "Annual Health Assessment", "Review"),
                "dental": ("Dental Check", "Dentist", "Teeth Check", "Dental Assessment"),
                "immunisations": ("Immunisation", "Immunisations up to date", "Imms"),
                "surveillance": ("Health Check", "Health Surveillance", "Child Health Surveillance", "Development Check"),
                "sdq": ("Strengths and Difficulties Questionnaire", "SDQ score"),
            },
            required=True,
        ),
        # Blank while due; of immunisations, the day on which it was said whether they are up to date.
        "checked_on": day("Health Check Date", "Date of Health Check", "Checked On", required=True, may_be_blank=True),
        "due_on": day("Health Check Due", "Health Check Due Date"),
        "is_up_to_date": yes_no("Up to Date", "Is Up to Date"),
        "sdq_score": number("SDQ Score", "SDQ_SCORE", between=(0, 40)),
        **CASE,
    },
)  # fmt: skip
