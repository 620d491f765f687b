"""Child protection plans, open and ended."""

from loaders.extracts.shared import CASE, CHILD
from loaders.schema import Extract, Layout, code, day, id_, number, yes_no

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
        "category_code": code(
            "Category of Abuse", "Latest Category of Abuse",
            codes={
                "neglect": ("NEG", "Neglect Only", "Likelihood of Neglect"),
                "physical": ("PHY", "Physical Abuse", "Physical injury"),
                "sexual": ("SAB", "Sexual Abuse"),
                "emotional": ("EMO", "Emotional Abuse"),
                "multiple": ("MUL", "Multiple/not recommended"),
            },
        ),
        # In the child's lifetime, in this authority.
        "previous_plans": number("Previous Plans", "Number of Previous Child Protection Plans", "NumberOfPreviousCPP", between=(0, 99)),
        # A plan of another authority's child who is staying here: kept and not counted.
        "is_temporary": yes_no("Temporary", "IS_TEMPORARY_CHILD_PROTECTION", "Temporary Plan", optional_extra=True),
        **CASE,
    },
    layouts={"cin census": Layout(
        "LAchildID", "CPPstartDate", "CPPendDate", "LatestCategoryOfAbuse", "NumberOfPreviousCPP",
    ), "annex a": Layout(
        "Child Unique ID", "Child Protection Plan Start Date", "Child Protection Plan End Date", "Latest Category of Abuse",
        "Number of Previous Child Protection Plans", "Allocated Team", "Allocated Worker",
    )},
)  # fmt: skip
