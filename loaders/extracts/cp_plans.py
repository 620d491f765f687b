"""Child protection plans, open and ended."""

from loaders.extracts.shared import ANNEX_A, CASE, CHILD
from loaders.schema import Extract, Layout, code, day, id_, number, yes_no

#: A cell that names two of them, or flags them as `YNNY` does, means several.
_ABUSE = {
    "neglect": ("NEG", "Neglect Only", "Likelihood of Neglect"),
    "physical": ("PHY", "PHYSAB", "Physical Abuse", "Physical injury"),
    "sexual": ("SAB", "Sexual Abuse"),
    "emotional": ("EMO", "Emotional Abuse"),
    "multiple": ("MUL", "Multiple/not recommended", "Multiple categories"),
}

EXTRACT = Extract(
    table="cp_plans",
    row_is="one child protection plan of one child",
    key=("plan_id", "child_id"),
    key_without_id=("child_id", "started_on"),
    in_order=(("started_on", "ended_on"),),
    one_at_a_time=("started_on", "ended_on"),
    columns={
        "plan_id": id_("CP Plan ID", "REGISTRATION_ID", "Registration ID"),
        "child_id": CHILD,
        "started_on": day("CP Plan Start", "Child Protection Plan Start Date", "REGISTRATION_START_DATE", "CPPstartDate", required=True),
        # Blank while open.
        "ended_on": day("CP Plan End", "Child Protection Plan End Date", "DEREGISTRATION_DATE", "CPPendDate"),
        "category_code": code("Category of Abuse", "Latest Category of Abuse", codes=_ABUSE, several_mean="multiple"),
        "initial_category_code": code("Initial Category of Abuse", codes=_ABUSE, several_mean="multiple", optional_extra=True),
        # The latest of each, as the snapshot has it.
        "last_visit_on": day("Last Statutory Visit", "Date of the Last Statutory Visit", "DateOfLastStatutoryVisit", optional_extra=True),
        "is_seen_alone": yes_no("Seen Alone at Last Visit", "Was the Child Seen Alone?", "ChildSeenAlone", optional_extra=True),
        "last_review_on": day("Last Review Conference", "Date of latest review conference", "DateOfLatestReviewConf", optional_extra=True),
        "has_emergency_protection": yes_no(
            "Emergency Protection", "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
            "ProtectionLastSixMonths", optional_extra=True,
        ),
        # In the child's lifetime, in this authority.
        "previous_plans": number("Previous Plans", "Number of Previous Child Protection Plans", "NumberOfPreviousCPP", between=(0, 99)),
        # A plan of another authority's child who is staying here: kept and not counted.
        "is_temporary": yes_no("Temporary", "IS_TEMPORARY_CHILD_PROTECTION", "Temporary Plan", optional_extra=True),
        **CASE,
    },
    layouts={"cin census": Layout(
        "LAchildID", "CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse", "NumberOfPreviousCPP",
    ), "annex a": Layout(
        *ANNEX_A, "Child Protection Plan Start Date", "Child Protection Plan End Date", "Initial Category of Abuse", "Latest Category of Abuse",
        "Date of the Last Statutory Visit", "DateOfLastStatutoryVisit", "Was the Child Seen Alone?", "ChildSeenAlone",
        "Date of latest review conference", "DateOfLatestReviewConf", "ProtectionLastSixMonths", "Number of Previous Child Protection Plans",
        "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
    )},
)  # fmt: skip
