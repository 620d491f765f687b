"""Ofsted's Annex A workbook as its template has it, in the editions of 2019 and January 2024, filled with made-up children."""

import datetime as dt

CHILD = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"]
DISABILITY, CASE = "Does the Child have a Disability", ["Allocated Team", "Allocated Worker"]

HEADINGS = {
    1: [*CHILD, "Date of Contact", "Contact Source"],
    2: [*CHILD, "Assessment start date", "Assessment completion date", "Organisation completing assessment"],
    3: [*CHILD, "Date of referral", "Referral Source", "Referral NFA?", "Number of Referrals in Last 12 Months", *CASE],
    4: [
        *CHILD, DISABILITY, "Continuous Assessment Start Date", "Child Seen During Continuous Assessment", "Continuous Assessment Date of Authorisation",
        "Was the child assessed as requiring LA children\u2019s social care support?", *CASE,
    ],
    5: [
        *CHILD, DISABILITY, "Strategy discussion initiating Section 47 Enquiry Start Date", "Was an Initial Child Protection Conference deemed unnecessary?",
        "Date of Initial Child Protection Conference", "Did the Initial Child Protection Conference Result in a Child Protection Plan",
        "Number of Section 47 Enquiries in the last 12 months", "Number of ICPCs in the last 12 months", *CASE,
    ],
    6: [*CHILD, DISABILITY, "CIN Start Date", "Primary Need Code", "Date Child Was Last Seen", "CIN Closure Date", "Reason for Closure", "Case status", *CASE],
    7: [
        *CHILD, DISABILITY, "Child Protection Plan Start Date", "Initial Category of Abuse", "Latest Category of Abuse", "Date of the Last Statutory Visit",
        "Was the Child Seen Alone?", "Date of latest review conference", "Child Protection Plan End Date",
        "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)", "Number of Previous Child Protection Plans", *CASE,
    ],
    8: [
        *CHILD, "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)", DISABILITY, "Date Started to be Looked After",
        "Child's Category of Need", "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
        "Start date of current legal status", "Child's Legal Status", "Date of Latest Statutory Review", "Date of Last Social Work Visit",
        "What is the permanence plan for this child?", "Date of Last IRO Visit / Contact to the Child", "Date of Last Health Assessment",
        "Date of Last Dental Check", "Number of Placements in the Last 12 months", "Date Ceased to be Looked After", "Reason Ceased to be Looked After",
        "Start Date of Most Recent Placement", "Placement Type", "Placement Provider", "Placement postcode", "URN of Placement", "Placement Location",
        "LA of Placement", "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
        "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months",
        "Was the child offered a Return Interview after their last missing episode (Y/N)?",
        "Did the child accept a Return Interview after their last missing episode (Y/N)?", *CASE,
    ],
    9: [*CHILD, DISABILITY, *CASE, "Eligibility Category", "LA In Touch ", "Type of Accommodation", "Suitability of Accommodation", "Activity Status"],
    10: [
        "Child Unique ID", "Family identifier", *CHILD[1:], DISABILITY, "Date the Child Entered Care",
        "Date of Decision that Child Should be Placed for Adoption", "Date of Placement Order", "Date of Matching Child and Prospective Adopters",
        "Date Placed for Adoption", "Date of Adoption Order ", "Date of Decision that Child Should No Longer be Placed for Adoption",
        "Reason Why Child No Longer Placed for Adoption", "Date the child was placed for fostering in FFA or concurrent planning placement",
    ],
    11: [
        "Individual adopter identifier", "Family identifier", "Gender", "Ethnicity", "Disability", "Is the (prospective) adopter fostering for adoption?",
        "Date enquiry received", "Date Stage 1 started", "Date Stage 1 ended", "Date Stage 2 started", "Date Stage 2 ended", "Date application submitted",
        "Date application approved", "Date adopter matched with child(ren)", "Date child/children placed with adopter(s)", "No. of children placed",
        "Date of Adoption Order", "Date of leaving adoption process", "Reason for leaving adoption process",
    ],
}  # fmt: skip
LIST_9_OF_2024 = [
    *CHILD, "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)", DISABILITY, *CASE, "Allocated Personal Advisor",
    "Eligibility Category", "Latest Pathway Plan Review Date", "LA in Touch", "Latest Date of Contact", "Type of Accommodation",
    "Suitability of Accommodation", "Activity Status",
]  # fmt: skip
TITLES = (
    "Contacts", "Early Help", "Referral", "Assessments", "Section 47 enquiries and ICPCs", "Children in Need", "Child protection", "Children in care",
    "Care leavers", "Adoption", "Adopters",
)  # fmt: skip
TABLES = (
    "contacts", "early_help_assessments", "referrals", "assessments", "section47", "children_in_need", "cp_plans", "care_periods", "care_leavers",
    "adoptions", "adopters",
)  # fmt: skip

ABOUT = {
    "Child Unique ID": 4800001, "Gender": "b) Female", "Ethnicity": "a) WBRI", "Date of Birth": dt.date(2012, 5, 6), "Age of Child (Years)": 11,
    DISABILITY: "b) No", "Allocated Team": "Front Door", "Allocated Worker": "A\u00a0Worker",
}  # fmt: skip
#: One row of each list; what is not said is blank.
ROWS = {
    1: {"Date of Contact": dt.date(2024, 1, 8), "Contact Source": "q) 6: Police"},
    2: {"Assessment start date": dt.date(2024, 1, 9), "Assessment completion date": dt.date(2024, 2, 9), "Organisation completing assessment": "Primary School"},
    3: {
        "Date of referral": dt.date(2024, 1, 9), "Referral Source": "e) 2A: Schools", "Referral NFA?": "b) No", "Number of Referrals in Last 12 Months": 1,
    },
    4: {
        "Continuous Assessment Start Date": dt.date(2024, 1, 10), "Child Seen During Continuous Assessment": "a) Yes",
        "Continuous Assessment Date of Authorisation": dt.date(2024, 2, 20),
        "Was the child assessed as requiring LA children\u2019s social care support?": "b) No",
    },
    5: {
        "Strategy discussion initiating Section 47 Enquiry Start Date": dt.date(2024, 1, 11),
        "Was an Initial Child Protection Conference deemed unnecessary?": "b) No", "Date of Initial Child Protection Conference": dt.date(2024, 1, 30),
        "Did the Initial Child Protection Conference Result in a Child Protection Plan": "a) Yes",
        "Number of Section 47 Enquiries in the last 12 months": 0, "Number of ICPCs in the last 12 months": 0,
    },
    6: {
        "CIN Start Date": dt.date(2024, 1, 9), "Primary Need Code": "N1 - Abuse or neglect", "Date Child Was Last Seen": dt.date(2024, 3, 1),
        "Case status": "b) Child Protection plan",
    },
    7: {
        "Child Protection Plan Start Date": dt.date(2024, 1, 30), "Initial Category of Abuse": "a) Neglect", "Latest Category of Abuse": "d) Emotional",
        "Date of the Last Statutory Visit": dt.date(2024, 3, 1), "Was the Child Seen Alone?": "a) Yes", "Number of Previous Child Protection Plans": 1,
        "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)": "b) No",
    },
    8: {
        "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)": "b) No", "Date Started to be Looked After": dt.date(2023, 2, 1),
        "Child's Category of Need": "N1", "Start date of current legal status": dt.date(2023, 6, 1), "Child's Legal Status": "C2: FCO",
        "Date of Last Social Work Visit": dt.date(2024, 2, 27), "What is the permanence plan for this child?": "f) Long-term fostering",
        "Date of Last Health Assessment": dt.date(2023, 12, 1), "Date of Last Dental Check": dt.date(2023, 11, 1),
        "Number of Placements in the Last 12 months": 3, "Start Date of Most Recent Placement": dt.date(2024, 1, 1), "Placement Type": "d) U4",
        "Placement Provider": "e) PR4 - Private provision", "Placement postcode": "nope", "URN of Placement": "SC012345", "Placement Location": "b) Out",
        "LA of Placement": "Powys",
        "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months": 2,
        "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months": 0,
        "Was the child offered a Return Interview after their last missing episode (Y/N)?": "Offered and Declined (by YP)",
        "Did the child accept a Return Interview after their last missing episode (Y/N)?": "Offered and Declined (by YP)",
    },
    9: {
        "Eligibility Category": "b) Former relevant", "LA In Touch ": "a) Yes", "LA in Touch": "a) Yes", "Type of Accommodation": "U: Independent living",
        "Suitability of Accommodation": "a) Suitable", "Activity Status": "F4: Full time apprenticeship", "Latest Date of Contact": dt.date(2024, 2, 2),
        "Latest Pathway Plan Review Date": dt.date(2023, 12, 12), "Allocated Personal Advisor": "A Adviser",
    },
    10: {
        "Family identifier": "F1", "Date the Child Entered Care": dt.date(2022, 2, 1),
        "Date of Decision that Child Should be Placed for Adoption": dt.date(2022, 9, 1), "Date Placed for Adoption": dt.date(2023, 4, 1),
        "Date of Adoption Order ": dt.date(2024, 1, 15),
    },
    11: {
        "Individual adopter identifier": "A1", "Family identifier": "F1", "Gender": "c) Neither", "Ethnicity": "a) WBRI", "Disability": "b) No",
        "Is the (prospective) adopter fostering for adoption?": "b) No", "Date enquiry received": dt.date(2021, 5, 1), "No. of children placed": 1,
        "Date of Adoption Order": dt.date(2024, 1, 15),
    },
}  # fmt: skip


def headings(number, edition=2019):
    return LIST_9_OF_2024 if (number, edition) == (9, 2024) else HEADINGS[number]


def sheet(number, *changes, edition=2019, title=True, names=None, **_):
    """The rows of one list: its title, its headings (`names` renames some), and a row for each of `changes`, or one."""
    heads = headings(number, edition)
    about = {} if number == 11 else ABOUT
    rows = [[{**about, **ROWS[number], **change}.get(h, "") for h in heads] for change in changes or ({},)]
    top = [[f"List {number}: {TITLES[number - 1]}"]] if title else []
    return [*top, [(names or {}).get(h, h) for h in heads], *rows]


FRONT = {
    "Front_Sheet": [["ILACS: Annex A"], ["Local authority:", "Herefordshire"], ["Date:", dt.date(2024, 3, 6)]],
    "FAQ_and_changes": [["Question", "Answer"], ["Which CIN Start Date should be given?", "The start of the latest episode of need."]],
    "Guidance": [
        ["List", "Field", "Guidance"],
        *[[f"List {n}", h, "Give the date as DD/MM/YYYY." if "Date" in h else "Use the codes."] for n in (1, 2, 3, 9) for h in HEADINGS[n]],
    ],
    # The headings of coded fields across, and no identifier: eight of list 9's thirteen.
    "Codes_used": [
        ["Gender", "Ethnicity", DISABILITY, "Contact Source", "Referral NFA?", "Eligibility Category", "LA In Touch ", "Type of Accommodation",
         "Suitability of Accommodation", "Activity Status"],
        ["a) Male", "a) WBRI", "a) Yes", "a) 1A: Individual", "a) Yes", "a) Relevant", "a) Yes", "B: Parents", "a) Suitable", "F1: Higher education"],
        ["b) Female", "b) WIRI", "b) No", "b) 1B: Individual", "b) No", "b) Former relevant", "b) No", "C: Community home", "b) Unsuitable", "P1: Higher education"],
    ],
}  # fmt: skip


def workbook(edition=2019, **lists):
    """Every sheet of the workbook. `list_7=[{...}, {...}]` gives the rows of one list; an empty list, none."""
    sheets = dict(FRONT)
    for number in HEADINGS:
        changes = lists.get(f"list_{number}")
        rows = sheet(number, *(changes or ()), edition=edition)
        sheets[f"List_{number}"] = rows if changes != [] else rows[:2]
    return sheets
