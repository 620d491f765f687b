"""Assessments: statutory assessments of a child, from start to the manager's authorisation."""

from loaders.extracts.shared import ANNEX_A, CASE, CHILD
from loaders.schema import Extract, Layout, code, day, id_, yes_no

EXTRACT = Extract(
    table="assessments",
    row_is="one assessment of one child, open or authorised",
    key=("assessment_id", "child_id"),
    key_without_id=("child_id", "started_on"),
    in_order=(("started_on", "authorised_on"),),
    columns={
        "assessment_id": id_("Assessment ID", "Assessment Number"),
        "child_id": CHILD,
        "started_on": day(
            "Assessment Start", "Continuous Assessment Start Date", "Assessment Start Date", "AssessmentActualStartDate",
            "ContinuousAssessmentStart", required=True
        ),
        "first_seen_on": day("First Seen", "Child First Seen", "Date Child First Seen"),
        # Without the day on which.
        "is_child_seen": yes_no("Child Seen", "Child Seen During Continuous Assessment", "ContinuousAssessmentChildSeen", optional_extra=True),
        # Blank while open.
        "authorised_on": day(
            "Assessment Authorised", "Continuous Assessment Date of Authorisation", "Date of Authorisation", "AssessmentAuthorisationDate",
            "ContinuousAssessmentAuthDate",
        ),
        # Also a yes/no column: not assessed as needing support is no further action; yes leaves open what support.
        "outcome_code": code(
            "Assessment Outcome", "Was the child assessed as requiring LA children's social care support",
            "Was the child assessed as being in need at assessment?", "CSCSupportRequired", "CINdetails ReasonForClosure",
            codes={
                "cin_plan": ("CIN Plan", "Child in Need Plan", "CIN"),
                "child_protection": ("Child Protection", "CP", "Child Protection Plan", "Strategy Discussion", "ICPC"),
                "care": ("Care", "Looked After", "Child in Care", "Children in Care"),
                "early_help": ("RC9", "Early Help", "Step down to Early Help", "EH"),
                "no_further_action": ("RC8", "NFA", "No", "N", "0", "False"),
                # Of the census: the episode closed for a reason that says nothing of its assessment.
                "": ("Yes", "Y", "1", "True", "RC1", "RC2", "RC3", "RC4", "RC5", "RC6", "RC7"),
            },
        ),
        **CASE,
    },
    layouts={"cin census": Layout(
        "LAchildID", "AssessmentActualStartDate", "AssessmentAuthorisationDate", "CINdetails ReasonForClosure",
    ), "annex a": Layout(
        *ANNEX_A, "Continuous Assessment Start Date", "ContinuousAssessmentStart", "Child Seen During Continuous Assessment",
        "ContinuousAssessmentChildSeen", "Continuous Assessment Date of Authorisation", "ContinuousAssessmentAuthDate",
        "Was the child assessed as requiring LA children's social care support", "Was the child assessed as being in need at assessment?",
        "CSCSupportRequired",
    )},
    # Annex A's list 2, early help assessments: the same start, another thing.
    never_with=frozenset({"Organisation completing assessment"}),
)  # fmt: skip
