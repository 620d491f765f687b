"""Periods of care: from a child's coming into the authority's care to leaving it.

Ofsted's Annex A (list 8) adds what is known of each child on its day: the placement, and the latest visit, review and checks.
The placement's postcode is not taken.
"""

from loaders.extracts.shared import ACCEPTED, ANNEX_A, CASE, CHILD, LOCATIONS, NEEDS, OFFERED, PLACEMENTS, PROVIDERS
from loaders.schema import Extract, Layout, code, day, id_, number, text, yes_no

_ON_THE_DAY = {
    "is_unaccompanied": yes_no(
        "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)", "Unaccompanied Asylum Seeking Child", "UASC", optional_extra=True
    ),
    "need_code": code("Child's Category of Need", "ChildCategoryOfNeed", codes=NEEDS, optional_extra=True),
    "is_second_period": yes_no(
        "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
        "Is this a second or subsequent episode of being a Looked After Child within the last 12 months (Y/N)",
        "SubsequentLACEpisodeLast12Months", optional_extra=True,
    ),
    "legal_status_on": day("Start date of current legal status", "MostRecentLegalStatusStart", optional_extra=True),
    "last_review_on": day("Date of Latest Statutory Review", "LatestStatutoryReviewDate", optional_extra=True),
    "last_visit_on": day("Date of Last Social Work Visit", "LastSocialWorkVisitDate", optional_extra=True),
    "permanence_plan_code": code(
        "What is the permanence plan for this child?", "Permanence Plan", "Plan for Child to be Reunified with Their Family",
        codes={
            "return_home": ("Return to family", "Return to birth parents", "Return home", "Reunification"),
            "adoption": ("Adoption order", "Permanency through adoption"),
            "guardianship": ("SGO/CAO", "SGO", "CAO", "Special guardianship order", "Special guardianship", "Child arrangements order", "Child arrangement order"),
            "supported_living": ("Supported living in the community", "Independent living"),
            "residential": ("Long-term residential placement", "Long-term residential", "Residential care"),
            "fostering": ("Long-term fostering", "LT fostering", "Permanent fostering", "Permanency through long term fostering"),
            "other": (),
        },
        optional_extra=True,
    ),
    "last_iro_visit_on": day("Date of Last IRO Visit / Contact to the Child", "Date of Last IRO Visit", "LastIROVisitDate", optional_extra=True),
    "last_health_assessment_on": day("Date of Last Health Assessment", "LastHealthAssessmentDate", optional_extra=True),
    "last_dental_check_on": day("Date of Last Dental Check", "LastDentalCheckDate", optional_extra=True),
    "placements_12m": number("Number of Placements in the Last 12 months", "PlacementsLast12Months", between=(0, 99), optional_extra=True),
    "placement_started_on": day("Start Date of Most Recent Placement", "MostRecentPlacementStartDate", optional_extra=True),
    "provider_code": code("Placement Provider", codes=PROVIDERS, optional_extra=True),
    "location_code": code("Placement Location", codes=LOCATIONS, optional_extra=True),
    # Its name, or a code where it is none: NIR, WAL, SCO, NUK, CON.
    "placement_authority": text("LA of Placement", "PlacementLA", optional_extra=True),
    "urn": id_("URN of Placement", "PlacementURN", optional_extra=True),
    "missing_12m": number(
        "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months", "EpisodesChildMissingFromPlacement",
        between=(0, 999), optional_extra=True,
    ),
    "absent_12m": number(
        "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months", "EpisodesChildAbsentFromPlacement",
        between=(0, 999), optional_extra=True,
    ),
    # After the last time missing.
    "is_interview_offered": yes_no(
        "Was the child offered a Return Interview after their last missing episode (Y/N)?", "ChildOfferedReturnInterviewAfterLastMFH",
        **OFFERED, optional_extra=True,
    ),
    "is_interview_accepted": yes_no(
        "Did the child accept a Return Interview after their last missing episode (Y/N)?", "ChildAcceptedReturnInterviewAfterLastMFH",
        **ACCEPTED, optional_extra=True,
    ),
}  # fmt: skip

EXTRACT = Extract(
    table="care_periods",
    row_is="one period of care of one child",
    key=("period_id", "child_id"),
    key_without_id=("child_id", "started_on"),
    in_order=(("started_on", "ended_on"),),
    one_at_a_time=("started_on", "ended_on"),
    columns={
        "period_id": id_("Period of Care ID", "PERIOD_OF_CARE_ID"),
        "child_id": CHILD,
        "started_on": day(
            "Care Start", "Date Started to be Looked After", "LookedAfterStartDate", "LoookedAfterStartDate", "StartDateRecentCareEpisode", required=True,
        ),
        # Blank while in care.
        "ended_on": day("Care End", "Date Ceased to be Looked After", "CeasedLookedAfterDate"),
        "legal_status_code": code(
            "Legal Status", "Child's Legal Status",
            codes={
                "C1": ("ICO", "Interim care order"), "C2": ("FCO", "Full care order", "Care order"), "D1": ("Freeing order",),
                "E1": ("Placement order",), "V2": ("Single period under S20", "S20", "Section 20", "Accommodated under Section 20"),
                "V3": ("V1", "Short breaks"), "V4": ("Short-term breaks", "Series of short breaks", "Single period short break"),
                "L1": ("Police protection",), "L2": ("EPO", "Emergency protection order"), "L3": ("Child assessment order",),
                "J1": ("Remand", "Remanded"), "J2": ("PACE",), "J3": ("Youth rehabilitation order",),
            },
        ),
        "placement_type_code": code("Placement Type", codes=PLACEMENTS),
        "end_reason_code": code(
            "Reason Ended", "Reason Ceased to be Looked After", "ReasonCeasedLookedAfter",
            codes={
                "E11": ("Adopted, unopposed", "Adopted"), "E12": ("Adopted, consent dispensed with",), "E2": ("Died",),
                "E3": ("Care taken over by another LA",), "E4A": ("Returned home, planned", "Returned home"),
                "E4B": ("Returned home, unplanned",), "E13": ("Left care to live with relatives",),
                "E41": ("Residence order", "Child arrangements order"), "E43": ("Special guardianship order",), "E44": (), "E4": (),
                "E45": (), "E46": (), "E47": (), "E48": (), "E5": ("Moved into independent living, supported",),
                "E6": ("Moved into independent living, no support",), "E7": ("Transferred to adult residential care",),
                "E9": ("Sentenced to custody",), "E14": ("Accommodation on remand ended",), "E15": ("Age assessed as 18 or over",),
                "E16": ("Moved abroad",), "E17": ("Aged 18 or over and stayed with carers",), "E8": ("Any other reason",),
                "X1": ("Episode ceases, new one begins",),
            },
        ),
        **CASE,
        **_ON_THE_DAY,
    },
    layouts={"annex a": Layout(
        *ANNEX_A, "Date Started to be Looked After", "LookedAfterStartDate", "LoookedAfterStartDate", "StartDateRecentCareEpisode",
        "Date Ceased to be Looked After", "CeasedLookedAfterDate", "Child's Legal Status", "Legal Status", "Placement Type",
        "Reason Ceased to be Looked After", "ReasonCeasedLookedAfter", *(h for column in _ON_THE_DAY.values() for h in column.headings),
    )},
)  # fmt: skip
