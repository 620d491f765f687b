"""Care leavers and how they live: where, doing what, and whether the authority is in touch; a snapshot of all of them.

When they were born is in `children`, which takes it from the same sheet.
"""

from loaders.extracts.shared import ANNEX_A, CHILD, TEAM, WORKER
from loaders.schema import Extract, Layout, code, day, text, yes_no

EXTRACT = Extract(
    table="care_leavers",
    row_is="one care leaver on one day",
    key=("child_id", "as_at_on"),
    latest_by="situation_on",
    columns={
        # Absent or blank: the file's as-at day.
        "as_at_on": day("As At", "Snapshot Date"),
        "child_id": CHILD,
        "is_uasc": yes_no(
            "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)", "UASC or Formerly UASC", "UASC",
            optional_extra=True
        ),
        "eligibility_code": code(
            "Eligibility Category", "Eligibility", "Leaving Care Status",
            codes={"relevant": ("Relevant child",), "former_relevant": ("Former relevant child", "Former relevant young person"),
                   "qualifying": ("Qualifying care leaver", "Qualifying child"), "eligible": ("Eligible child",)},
        ),
        "in_touch_code": code(
            "In Touch", "LA in Touch", "IN_TOUCH_TYPE", "In Touch Type",
            codes={
                "yes": ("Y", "Yes, resident in the UK", "Yes, resident abroad", "In touch"),
                "no": ("N", "No, resident in the UK", "No, resident abroad", "No, residence not known", "Not in touch"),
                "died": ("Dead", "Deceased"), "refused": ("Refu", "Young person refuses contact", "Refuses contact"),
                "not_required": ("NREQ", "No longer requires services", "Service no longer required"),
                "returned_home": ("Rhom", "Returned home for 6 months or more", "Young person returned to live with parents"),
            },
            required=True,
        ),
        "last_contact_on": day("Last Contact", "Latest Date of Contact", "Last Contact Date", "LatestContact"),
        # The day of which Mosaic's row speaks; it has a row for each.
        "situation_on": day("Date of Situation", "DATE_OF_SITUATION", optional_extra=True),
        "accommodation_code": code(
            "Accommodation", "Type of Accommodation", "ACCOMODATION_TYPE", "Accommodation Type",
            codes={
                "B": ("With parents or relatives", "Parents or relatives", "Parents/relatives"),
                "C": ("Community home", "Community home or other form of residential care", "Community home/residential"),
                "D": ("Semi-independent", "Semi-independent, transitional accommodation"), "E": ("Supported lodgings",), "G": ("Gone abroad", "Abroad"),
                "H": ("Deported",), "K": ("Ordinary lodgings",), "R": ("Residence not known", "Accommodation not known"),
                "S": ("No fixed abode", "No fixed abode/homeless", "Homeless"), "T": ("Foyer", "Foyers and similar supported accommodation"),
                "U": ("Independent living",), "V": ("Emergency accommodation", "Emergency"), "W": ("Bed and breakfast", "B&B"),
                "X": ("In custody", "Custody"), "Y": ("Other accommodation", "Other"), "Z": ("With former foster carers", "Former foster carers", "Staying put"),
            },
        ),
        "suitability_code": code(
            "Accommodation Suitable", "Suitability of Accommodation", "ACCOMODATION_SUITABLE", "Suitability",
            # 2 is the census's word for unsuitable.
            codes={"suitable": ("Yes", "Y", "1", "True", "Considered suitable"),
                   "unsuitable": ("No", "N", "0", "2", "False", "Not suitable", "Considered unsuitable")},
        ),
        "activity_code": code(
            "Activity", "Activity Status", "ACTIVITY_TYPE", "Activity Type",
            codes={
                "F1": ("Full time higher education",), "P1": ("Part time higher education",),
                "F2": ("Full time education other than higher education",), "P2": ("Part time education other than higher education",),
                "F3": ("Full time training or employment",), "P3": ("Part time training or employment",),
                "F4": ("Full time apprenticeship",), "P4": ("Part time apprenticeship",),
                "F5": ("Full time training or employment, not apprenticeship",), "P5": ("Part time training or employment, not apprenticeship",),
                "G4": ("Not in education, employment or training: illness or disability", "Illness or disability"),
                "G5": ("Not in education, employment or training: other circumstances", "NEET", "Other circumstances"),
                "G6": ("Not in education, employment or training: pregnancy or parenting", "Pregnancy or parenting"),
            },
        ),
        "pathway_reviewed_on": day("Pathway Plan Reviewed", "Latest Pathway Plan Review Date", "Pathway Plan Review Date", "LatestPathwayPlan"),
        "personal_adviser": text("Personal Adviser", "Allocated Personal Advisor", "Allocated Personal Adviser", "Personal Advisor"),
        "team": TEAM,
        "worker": WORKER,
    },
    # The edition of 2019 has neither the adviser nor a day; list 9 is known by what it says of how they live.
    layouts={"annex a": Layout(
        *ANNEX_A, "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)", "UASC", "Allocated Personal Advisor",
        "Eligibility Category", "Latest Pathway Plan Review Date", "LatestPathwayPlan", "LA in Touch", "Latest Date of Contact", "LatestContact",
        "Type of Accommodation", "Suitability of Accommodation", "Activity Status",
        required=("child_id", "eligibility_code", "suitability_code"),
    )},
)  # fmt: skip
