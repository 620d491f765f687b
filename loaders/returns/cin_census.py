"""The children in need census as XML, schemas of 2017 to 2026: each kind of record a sheet.

What a record needs of the one it stands in is given with it: the child's id, the plan of a review, and with the last
assessment of an episode why the episode closed.
"""

from __future__ import annotations

from dataclasses import replace

from loaders.returns.elements import Element
from loaders.returns.records import Records, as_at_banner, cell, find_row, places, with_columns, without
from loaders.schema import fold
from loaders.workbook import Sheet

#: Days that say nothing of how far the data reach.
NOT_EVENTS = {"personbirthdate", "expectedpersonbirthdate", "initialcpctarget"}



def prepared(sheet: Sheet) -> list[Sheet]:
    """A sheet of the census, of CINdetails twice: each is a referral and, from the day of the referral, an episode of need.

    A review says that it is one of a child protection plan. Pre-proceedings without a decision to step them up or down ended
    with the application to court.
    """
    if (index := find_row(sheet.rows, {"lachildid", "cinreferraldate"})) is not None:
        referral_on = places(sheet.rows[index])["cinreferraldate"]
        referrals = without(sheet, index, {"cinclosuredate", "primaryneedcode", "reasonforclosure"})
        needs = with_columns(sheet, index, {"CIN Start Date": lambda row: row[referral_on] if referral_on < len(row) else ""})
        needs = without(needs, index, {"cinreferraldate", "referralsource", "referralnfa"})
        return [replace(part, name=f"{sheet.name} as {table}".strip()) for part, table in ((referrals, "referrals"), (needs, "children_in_need"))]
    if (index := find_row(sheet.rows, {"lachildid", "cppreviewdate"})) is not None:
        return [with_columns(sheet, index, {"Review Type": lambda row: "cp"})]
    if (index := find_row(sheet.rows, {"lachildid", "ppstartdate"})) is not None:
        at = places(sheet.rows[index])
        step, court = at.get("stepdecisiondate"), at.get("courtappdate")
        ended = with_columns(sheet, index, {"Pre-proceedings End": lambda row: cell(row, step) or cell(row, court)})
        return [without(ended, index, {"stepdecisiondate", "courtappdate"})]
    return [sheet]


class Return:
    def __init__(self):
        self.banner_facts = ("", "")
        self.children = Records("Child", "LAchildID", "PersonBirthDate", "ExpectedPersonBirthDate", "PersonDeathDate", "Sex", "Ethnicity", "Disability")
        self.details = Records(
            "CINdetails", "LAchildID", "CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate", "ReasonForClosure", "ReferralNFA"
        )
        self.assessments = Records(
            "Assessments", "LAchildID", "AssessmentActualStartDate", "AssessmentAuthorisationDate", "CINdetails ReasonForClosure"
        )
        self.enquiries = Records("Section47", "LAchildID", "S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired")
        self.conferences = Records("DateOfInitialCPC without enquiry", "LAchildID", "DateOfInitialCPC", "Without enquiry")
        self.cin_plans = Records("CINPlanDates", "LAchildID", "CINPlanStartDate", "CINPlanEndDate")
        self.cp_plans = Records(
            "ChildProtectionPlans", "LAchildID", "CPPstartDate", "CPPendDate", "LatestCategoryOfAbuse", "InitialCategoryOfAbuse", "NumberOfPreviousCPP"
        )
        self.reviews = Records("Reviews", "LAchildID", "CPPreviewDate")
        self.pre_proceedings = Records("PreProceedings", "LAchildID", "PPStartDate", "StepDecisionDate", "CourtAppDate", "PPOutcome")

    def take(self, element: Element) -> None:
        if fold(element.name) == "header":
            self.banner_facts = element.find_text("ReferenceDate"), element.find_text("DateTime")
        elif fold(element.name) == "child":
            self._child(element)

    def _child(self, child: Element) -> None:
        who = {"LAchildID": child.find_text("LAchildID")}
        about: dict[str, str] = {}
        for group in (*child.all("ChildIdentifiers"), *child.all("ChildCharacteristics")):
            about |= group.fields()
        about = {"Sex" if fold(name) == "gendercurrent" else name: text for name, text in about.items()}
        disabilities = [e.text for part in child.children for d in part.all("Disabilities") for e in d.children if e.text]
        # One says all that is asked: whether there is any.
        self.children.add(child.line, who, about, {"Disability": disabilities[0] if disabilities else ""})
        for details in child.all("CINdetails"):
            self._episode(who, details)

    def _episode(self, who: dict, details: Element) -> None:
        fields = details.fields()
        self.details.add(details.line, who, {n: t for n, t in fields.items() if fold(n) != "dateofinitialcpc"})
        assessments = [(e, e.fields()) for e in details.all("Assessments")]
        last = max(assessments, key=lambda a: (a[1].get("AssessmentAuthorisationDate", ""), a[1].get("AssessmentActualStartDate", "")), default=None)
        for assessment in assessments:
            element, own = assessment
            closed = {"CINdetails ReasonForClosure": fields.get("ReasonForClosure", "")} if assessment is last else {}
            own = {n: t for n, t in own.items() if fold(n) != "factorsidentifiedatassessment"}
            self.assessments.add(element.line, who, own, closed)
        self._enquiries(who, details, fields.get("DateOfInitialCPC", ""))
        for element in details.all("CINPlanDates"):
            self.cin_plans.add(element.line, who, element.fields())
        for plan in details.all("ChildProtectionPlans"):
            self.cp_plans.add(plan.line, who, plan.fields())
            for element in plan.children:
                for review in element.all("CPPreviewDate") if fold(element.name) == "reviews" else [element] if fold(element.name) == "cppreviewdate" else []:
                    self.reviews.add(review.line, who, {"CPPreviewDate": review.text})
        for element in (*details.all("PreProceedingsandFGDM"), *details.all("PreProceedings")):
            self.pre_proceedings.add(element.line, who, element.fields())

    def _enquiries(self, who: dict, details: Element, conference: str) -> None:
        """The enquiries of an episode. The conference that the episode gives belongs to the last enquiry that can have led to it,
        where no enquiry has its own; with no such enquiry it stands by itself."""
        enquiries = [(e, e.fields()) for e in details.all("Section47")]
        if conference and not any(own.get("DateOfInitialCPC") for _, own in enquiries):
            able = [own for _, own in enquiries if own.get("S47ActualStartDate", "") <= conference and fold(own.get("ICPCnotRequired", "")) not in ("true", "1")]
            if able:
                max(able, key=lambda own: own.get("S47ActualStartDate", ""))["DateOfInitialCPC"] = conference
                conference = ""
        for element, own in enquiries:
            self.enquiries.add(element.line, who, own)
        if conference and not enquiries:
            self.conferences.add(details.line, who, {"DateOfInitialCPC": conference})

    def sheets(self) -> list[Sheet]:
        kinds = [self.children, self.details, self.assessments, self.enquiries, self.conferences, self.cin_plans, self.cp_plans, self.reviews, self.pre_proceedings]
        days = [
            row[place]
            for kind in kinds
            for name, place in kind.place.items()
            if name.endswith("date") and name not in NOT_EVENTS or name in ("dateofinitialcpc", "cppreviewdate")
            for row in kind.rows
            if place < len(row)
        ]
        banner = as_at_banner(*self.banner_facts, days)
        return [sheet for kind in kinds for sheet in kind.sheet(banner)]
