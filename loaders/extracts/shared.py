"""Columns and code lists that several extracts share.

Code lists: Ofsted's Annex A template (2019, 2024) and the children in need and SSDA903 census guides.
"""

from dataclasses import replace

from loaders.schema import code, id_, text

CHILD = id_("Person ID", "Mosaic ID", "PERSON_ID", "MOSAIC_ID", "Child Unique ID", "Child ID", "LAchildID", required=True)
#: In SSDA903 a child is a CHILD: a word that says so only beside a heading which no other file has.
RETURN_CHILD = replace(CHILD, headings=(*CHILD.headings, "CHILD"))
SSDA903 = ("ETHNIC", "DUC", "DECOM", "REVIEW_CODE", "MIS_START", "HEALTH_ASSESSMENT", "ACTIV", "DATE_INT", "DATE_PLACED", "SW_DECOM", "DOLO_START", "DATE_PERM")
TEAM = text("Team", "Allocated Team", "Responsible Team", "TEAM_NAME", "ALLOCATED_WORKER_TEAM")
WORKER = text("Worker", "Allocated Worker", "ALLOCATED_WORKER", "Assigned Worker")

#: Where an extract says so, cancelled and proposed steps are kept and not counted.
STEP_STATUS = code(
    "Step Status", "STEP_STATUS",
    codes={"incoming": "Incoming", "started": "Started", "reopened": "Reopened", "completed": "Completed",
           "cancelled": "Cancelled", "proposed": "Proposed"},
    optional_extra=True,
)  # fmt: skip

CASE = {"team": TEAM, "worker": WORKER, "step_status_code": STEP_STATUS}

#: Source of a contact or referral, as the children in need census codes it.
SOURCES = {
    "1A": ("Individual - family member/relative/carer", "Family member/relative/carer", "Family", "Individual"),
    "1B": ("Individual - acquaintance", "Acquaintance (including neighbours and child minders)", "Acquaintance"),
    "1C": ("Individual - self", "Self"),
    "1D": ("Individual - other", "Other individual"),
    "2A": ("Schools", "School"),
    "2B": ("Education services", "Education"),
    "3A": ("Health services - GP", "GP"),
    "3B": ("Health services - health visitor", "Health visitor"),
    "3C": ("Health services - school nurse", "School nurse"),
    "3D": ("Health services - other primary health services", "Other primary health services"),
    "3E": ("Health services - A&E (emergency department)", "A&E", "A and E"),
    "3F": ("Health services - other (e.g. hospice)", "Health services - other", "Other health services", "Health"),
    "4": ("Housing (LA housing or housing association)", "Housing"),
    "5A": ("LA services - social care e.g. adults social care services", "LA services - social care", "Adult social care"),
    "5B": ("LA services - other internal (department other than social care in LA)", "LA services - other internal", "Other internal"),
    "5C": ("LA services - external e.g. from another LA's adult social care", "LA services - external", "External LA"),
    "5D": ("LA services - early help", "Early help"),
    "6": ("Police",),
    "7": ("Other legal agency (including courts, probation, immigration, CAFCASS or prison)", "Other legal agency", "Courts"),
    "8": ("Other (including children centres, independent agency providers or voluntary organisations)", "Other", "Voluntary"),
    "9": ("Anonymous",),
    "10": ("Unknown",),
}

#: Type of placement, as the SSDA903 return codes it: 2024-25 drops H5 and P2 for K3, 2025-26 adds Z11 to Z14.
PLACEMENTS = {
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
}  # fmt: skip
