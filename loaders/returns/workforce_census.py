"""The children's social work workforce census as XML: a sheet of workers, and one of the authority's vacancies."""

from __future__ import annotations

import re
from collections import Counter

from loaders.returns.elements import Element
from loaders.returns.records import Records, as_at_banner, cell, find_row, places, with_columns, without
from loaders.schema import fold
from loaders.workbook import Sheet

_CENSUS_DAY = re.compile(r"20\d\d-09-30")
_YEAR = re.compile(r"20\d\d")


#: OrgRole, in the words of an establishment report. A worker in the assessed and supported year is newly qualified.
ROLES = {"1": "Head of Service", "2": "Service Manager", "3": "Team Manager", "4": "Senior Practitioner", "5": "Social Worker", "6": "Social Worker"}
ASSESSED_AND_SUPPORTED = "1"  # CFKSSstatus


def prepared(sheet: Sheet) -> list[Sheet]:
    """The sheet of workers with what tells one from another, their role and their working time.

    The census has people and no posts: the post is the worker's Social Work England number, with the how-manieth of it where a
    worker has several records, or a number of its own where it is not given. Working time is that on 30 September, and of
    those who left before, what they had in the end. As text, the census carries its year in place of its day.
    """
    index = find_row(sheet.rows, {"agencyworker", "sweno"})
    at = places(sheet.rows[index])
    seen: Counter = Counter()

    def post(row):
        worker = cell(row, at["sweno"]).upper()
        seen[worker] += 1
        return (worker or "no number") + ("" if worker and seen[worker] == 1 else f" ({seen[worker]})")

    def role(row):
        said, status = cell(row, at.get("orgrole")), cell(row, at.get("cfkssstatus"))
        return "ASYE" if status == ASSESSED_AND_SUPPORTED and said in ("", "5", "6") else ROLES.get(said, said)

    added = {
        "Post ID": post,
        "Role": role,
        "Full Time Equivalent": lambda row: cell(row, at.get("fte30")) or cell(row, at.get("fte")),
        "As At": lambda row: f"30/09/{year}" if _YEAR.fullmatch(year := cell(row, at.get("year"))) else "",
    }
    return [without(with_columns(sheet, index, added), index, {"orgrole", "cfkssstatus", "fte30", "fte", "year"})]


class Return:
    def __init__(self):
        self.banner_facts = ("", "")
        self.workers = Records(
            "CSWWWorker", "AgencyWorker", "SWENo", "OrgRole", "FTE30", "FTE", "RoleStartDate", "RoleEndDate", "Cases30", "CFKSSstatus",
            "WorkingDaysLost", "ContractWeeks", "ReasonLeave",
        )  # fmt: skip
        self.vacancies = Records("LALevelVacancies", "NumberOfVacancies", "NoAgencyFTE", "NoAgencyHeadcount")

    def take(self, element: Element) -> None:
        name = fold(element.name)
        if name == "header":
            self.banner_facts = element.find_text("ReferenceDate"), element.find_text("Year")
        elif name == "cswwworker":
            self.workers.add(element.line, element.fields())
        elif name == "lalevelvacancies":
            self.vacancies.add(element.line, element.fields())

    def sheets(self) -> list[Sheet]:
        reference, year = self.banner_facts  # no event tells: a role may well start or end after the census day
        banner = as_at_banner(reference if _CENSUS_DAY.match(reference) else f"{year}-09-30", "", [])
        return [*self.workers.sheet(banner), *self.vacancies.sheet(banner)]
