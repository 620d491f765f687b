"""Columns and code lists that several extracts share.

Code lists: Ofsted's Annex A template (2019, 2024) and the children in need and SSDA903 census guides.
"""

from dataclasses import replace

from loaders.schema import code, id_, text

CHILD = id_("Person ID", "Mosaic ID", "PERSON_ID", "MOSAIC_ID", "Child Unique ID", "Child ID", "LAchildID", "CUID", "SUBJECT_COMPOUND_ID", required=True)
#: In SSDA903 a child is a CHILD: a word that says so only beside a heading which no other file has.
RETURN_CHILD = replace(CHILD, headings=(*CHILD.headings, "CHILD"))
SSDA903 = ("ETHNIC", "DUC", "DECOM", "REVIEW_CODE", "MIS_START", "HEALTH_ASSESSMENT", "ACTIV", "DATE_INT", "DATE_PLACED", "SW_DECOM", "DOLO_START", "DATE_PERM")
TEAM = text("Team", "Allocated Team", "Responsible Team", "TEAM_NAME", "ALLOCATED_WORKER_TEAM", "Assigned Team", "RESPONSIBLE_TEAM_ID")
WORKER = text("Worker", "Allocated Worker", "ALLOCATED_WORKER", "Assigned Worker", "ASSIGNEE_ID")

#: Where an extract says so, cancelled and proposed steps are kept and not counted.
STEP_STATUS = code(
    "Step Status", "STEP_STATUS",
    codes={"incoming": "Incoming", "started": "Started", "reopened": "Reopened", "completed": "Completed",
           "cancelled": "Cancelled", "proposed": "Proposed"},
    optional_extra=True,
)  # fmt: skip

#: How Ofsted's Annex A heads the columns that its lists share: some have no team and no worker.
ANNEX_A_CHILD = ("Child Unique ID", "Child ID", "CUID")
ANNEX_A = (*ANNEX_A_CHILD, "Allocated Team", "Allocated Worker")

CASE = {"team": TEAM, "worker": WORKER, "step_status_code": STEP_STATUS}

#: Source of a contact or referral, as the children in need census codes it.
SOURCES = {
    "1A": (
        "Individual - family member/relative/carer", "Individual - family member, relative or carer", "Family member/relative/carer", "Family", "Individual",
        "Family member", "Relative", "Parent", "Carer", "Family/relative/carer",
    ),
    "1B": ("Individual - acquaintance", "Acquaintance (including neighbours and child minders)", "Acquaintance", "Neighbour"),
    "1C": ("Individual - self", "Self", "Self referral"),
    "1D": ("Individual - other", "Individual - other (including strangers)", "Other individual"),
    "2A": ("Schools", "School"),
    "2B": ("Education services", "Education"),
    "3A": ("Health services - GP", "Health services - general practitioner (GP)", "GP", "General practitioner", "Health - GP", "Primary health - GP"),
    "3B": ("Health services - health visitor", "Health visitor", "Health - health visitor", "Primary health - health visitor", "Health visiting"),
    "3C": ("Health services - school nurse", "School nurse", "Health - school nurse", "Primary health - school nurse", "School nursing"),
    "3D": ("Health services - other primary health services", "Other primary health services"),
    "3E": ("Health services - A&E (emergency department)", "A&E", "A and E", "Health services - A&E (accident and emergency department)", "Accident and emergency", "Health - A&E"),
    "3F": ("Health services - other (e.g. hospice)", "Health services - other", "Health services - other (for example hospice)", "Other health services", "Health", "Health - other"),
    "4": ("Housing (LA housing or housing association)", "Housing", "LA housing or housing association", "Housing association"),
    "5A": ("LA services - social care e.g. adults social care services", "LA services - social care", "Adult social care"),
    "5B": ("LA services - other internal (department other than social care in LA)", "LA services - other internal", "Other internal"),
    "5C": ("LA services - external e.g. from another LA's adult social care", "LA services - external", "External LA"),
    "5D": ("LA services - early help", "Early help", "Early help services"),
    "6": ("Police",),
    "7": ("Other legal agency (including courts, probation, immigration, CAFCASS or prison)", "Other legal agency", "Courts", "Court", "CAFCASS", "Probation"),
    "8": ("Other (including children centres, independent agency providers or voluntary organisations)", "Other", "Voluntary", "Voluntary organisation", "Children's centre", "Other - including children's centres, independent agency providers or voluntary organisations"),
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

#: Who provides a placement, as the SSDA903 return codes it.
PROVIDERS = {
    "PR0": ("Parents", "Parent(s) or other person(s) with parental responsibility"),
    "PR1": ("Own provision", "Own provision (by the LA)", "In house", "Own"),
    "PR2": ("Other LA", "Other local authority", "Other LA provision"), "PR3": ("Other public provision", "Other public"),
    "PR4": ("Private provision", "Private", "Independent fostering agency", "IFA"),
    "PR5": ("Voluntary provision", "Voluntary", "Voluntary/third sector provision"),
}  # fmt: skip

#: Some exports say yes for inside the authority and no for outside.
LOCATIONS = {
    "in": ("Inside", "In area", "In borough", "In county", "In LA", "Inside LA Boundary", "Inside the authority", "Within LA boundary", "Yes", "Y"),
    "out": ("Outside", "Out of area", "Out of borough", "Out of county", "Out of LA", "Outside LA Boundary", "Outside the authority", "No", "N"),
}

#: A child's primary need, as the census codes it.
NEEDS = {
    "N1": ("Abuse or neglect", "Abuse, neglect and exploitation", "Abuse/neglect", "Abuse and neglect", "ABS_NEG", "Physical abuse", "Sexual abuse", "Emotional abuse", "Neglect"),
    "N2": ("Child's disability", "Child's disability or illness", "Childs disability", "Disability"),
    "N3": ("Parental disability or illness", "Parental illness or disability", "Parent's disability or illness", "Parental illness/disability"),
    "N4": ("Family in acute stress", "Acute stress"), "N5": ("Family dysfunction",), "N6": ("Socially unacceptable behaviour",),
    "N7": ("Low income",), "N8": ("Absent parenting",), "N9": ("Cases other than CIN", "Cases other than children in need", "Other than CIN", "Not CIN"),
    "N0": ("Not stated", "Not recorded need"),
}  # fmt: skip

#: A return interview that was offered is one thing, one that was accepted another: some returns say both in one cell.
OFFERED = {"yes": ("Offered", "Offered and accepted", "Offered and declined", "Offered and refused"), "no": ("Not offered",)}
ACCEPTED = {"yes": ("Offered and accepted", "Accepted"), "no": ("Offered and declined", "Offered and refused", "Declined", "Refused"), "neither": ("Not offered", "Offered")}
