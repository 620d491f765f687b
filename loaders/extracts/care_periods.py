"""Periods of care: from a child's coming into the authority's care to leaving it."""

from loaders.extracts.shared import CASE, CHILD
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
        "placement_type_code": code(
            "Placement Type",
            codes={
                "U1": ("Relative or friend, long term",), "U2": ("Relative or friend, fostering for adoption",),
                "U3": ("Relative or friend, other",), "U4": ("Foster carer, long term",),
                "U5": ("Foster carer, fostering for adoption",), "U6": ("Foster carer, other", "Foster placement"),
                "A3": ("Placed for adoption with consent, current foster carer",), "A4": ("Placed for adoption with consent",),
                "A5": ("Placed for adoption with placement order, current foster carer",),
                "A6": ("Placed for adoption with placement order", "Placed for adoption"),
                "P1": ("Placed with parents", "With parents"), "P2": ("Independent living",), "P3": ("Residential employment",),
                "H5": ("Semi-independent", "Semi-independent living"), "K1": ("Secure children's home", "Secure home"),
                "K2": ("Children's home", "Childrens home"), "K3": ("Supported accommodation",), "R1": ("Residential care home",),
                "R2": ("NHS", "NHS trust"), "R3": ("Family centre", "Mother and baby unit"), "R5": ("Young offender institution", "YOI"),
                "S1": ("Residential school",), "Z1": ("Other placement",), "Z11": (), "Z12": (), "Z13": (), "Z14": (),
                "T0": ("Temporary placement",), "T1": (), "T2": (), "T3": (), "T4": (),
            },
        ),
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
