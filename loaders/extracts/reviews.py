"""Reviews and the meetings between them: of plans, of care, core groups, midpoint reviews, education and pathway plans."""

from loaders.extracts.shared import CASE, RETURN_CHILD
from loaders.schema import Extract, Layout, code, day, id_, yes_no

EXTRACT = Extract(
    table="reviews",
    row_is="one review of one child, held or due",
    # One conference can review the plans of several siblings.
    key=("review_id", "child_id"),
    key_without_id=("child_id", "type_code", "held_on", "due_on"),
    columns={
        "review_id": id_("Review ID", "REVIEW_ID", "Meeting ID"),
        "child_id": RETURN_CHILD,
        "type_code": code(
            "Review Type", "Type of Review", "Meeting Type", "Type of Meeting", "REVIEW_CODE",
            codes={
                "cp": (
                    "Child Protection", "CP Review", "Child Protection Review", "Review Child Protection Conference", "RCPC", "Review Conference",
                    "Child Protection Review Conference", "Review CPC", "CP Review Conference",
                ),
                "care": (
                    "CLA", "LAC", "CLA Review", "LAC Review", "Looked After Review", "Looked After Child Review", "Child in Care Review",
                    "Children in Care", "CIC Review", "Our Review", "IRO Review",
                    # Of SSDA903: how the child took part.
                    "PN0", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7",
                ),
                "core_group": ("Core Group", "Core Group Meeting", "CP Core Group"),
                "midpoint": ("Midpoint Review", "Mid-point", "Mid-point Review", "Midway", "Midway Review", "Mid-way", "Mid-way Review", "IRO Midway Review"),
                "education_plan": ("Personal Education Plan", "PEP", "PEP Review", "PEP Meeting", "Personal Education Plan Review"),
                "cin": ("Child in Need", "CIN Review", "Child in Need Review", "CIN Plan Review", "CIN Meeting"),
                "pathway_plan": ("Pathway Plan", "Pathway Plan Review", "Pathway Review"),
            },
            required=True,
        ),
        "due_on": day("Review Due", "Review Due Date", "Due Date", "Meeting Due"),
        # Blank where it has not been held.
        "held_on": day(
            "Review Held", "Review Date", "Date of Review", "Review Held On", "Meeting Date", "Date of Meeting", "Meeting Held", "CPPreviewDate", "REVIEW",
            required=True, may_be_blank=True,
        ),
        # Of a child in care: whether the review found a plan for where the child will grow up.
        "has_permanence_plan": yes_no("Permanence Plan", "Permanence Plan Agreed", "Has Permanence Plan", "Permanence Plan in Place"),
        **CASE,
    },
    only_with=dict.fromkeys(("CHILD", "REVIEW"), ("REVIEW_CODE",)),
    # The census has the reviews of plans and SSDA903 those of care: none twice.
    layouts={"statutory returns": Layout("LAchildID", "CPPreviewDate", "Review Type", "CHILD", "REVIEW", "REVIEW_CODE")},
)  # fmt: skip
