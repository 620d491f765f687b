"""Periods of care: from a child's coming into the authority's care to leaving it."""

from loaders.extracts.shared import CASE, CHILD, PLACEMENTS
from loaders.schema import Extract, Layout, code, day, id_

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
        "started_on": day("Care Start", "Date Started to be Looked After", required=True),
        # Blank while in care.
        "ended_on": day("Care End", "Date Ceased to be Looked After"),
        "legal_status_code": code(
            "Legal Status", "Child's Legal Status",
            codes={
                "C1": ("ICO", "Interim care order"), "C2": ("FCO", "Full care order", "Care order"), "D1": ("Freeing order",),
                "E1": ("Placement order",), "V2": ("Single period under S20", "S20", "Section 20", "Accommodated under Section 20"),
                "V3": ("Short breaks",), "V4": ("Short-term breaks", "Series of short breaks", "Single period short break"),
                "L1": ("Police protection",), "L2": ("EPO", "Emergency protection order"), "L3": ("Child assessment order",),
                "J1": ("Remand", "Remanded"), "J2": ("PACE",), "J3": ("Youth rehabilitation order",),
            },
        ),
        "placement_type_code": code("Placement Type", codes=PLACEMENTS),
        "end_reason_code": code(
            "Reason Ended", "Reason Ceased to be Looked After",
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
    },
    layouts={"annex a": Layout(
        "Child Unique ID", "Date Started to be Looked After", "Date Ceased to be Looked After", "Child's Legal Status",
        "Placement Type", "Reason Ceased to be Looked After", "Allocated Team", "Allocated Worker",
    )},
)  # fmt: skip
