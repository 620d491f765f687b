"""SSDA903 as one XML file: a sheet for each of its tables, with the headings that they have as text files."""

from __future__ import annotations

from loaders.returns.elements import Element
from loaders.returns.records import Records, cell, find_row, places, with_columns
from loaders.schema import fold
from loaders.workbook import Sheet

_AS_IN_TEXT = {"childid": "CHILD", "pl": "PLACE"}

#: By element, the table it is a row of.
_GROUPS = {
    "areview": "reviews", "amissing": "missing", "oc2": "oc2", "permanence": "previous_permanence", "adplaced": "placed_for_adoption", "episode": "episodes",
    "swepisode": "sw_episodes", "aswepisode": "sw_episodes", "dolo": "DoLo", "adolo": "DoLo", "oc3": "oc3", "ad1": "ad1",
}  # fmt: skip
#: Tables whose one row a child has stands among what is said of the child, by a heading that shows it.
_BY_HEADING = {"uasc": "DUC", "oc3": "IN_TOUCH", "ad1": "DATE_INT"}

TABLES = {
    "header": ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"),
    "episodes": ("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN"),
    "reviews": ("CHILD", "DOB", "REVIEW", "REVIEW_CODE"),
    "uasc": ("CHILD", "SEX", "DOB", "DUC"),
    "oc2": (
        "CHILD", "DOB", "SDQ_SCORE", "SDQ_REASON", "CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT",
        "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED",
    ),
    "oc3": ("CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"),
    "ad1": ("CHILD", "DOB", "DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"),
    "placed_for_adoption": ("CHILD", "DOB", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"),
    "previous_permanence": ("CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM"),
    "missing": ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"),
    "sw_episodes": ("CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"),
    "DoLo": ("CHILD", "DOB", "DOLO_START", "DOLO_END"),
}  # fmt: skip
_OWN = {table: {fold(h) for h in headings} for table, headings in TABLES.items()}


def prepared(sheet: Sheet) -> list[Sheet]:
    """A sheet of outcomes, with the day it is of where a tool has added the year: 31 March."""
    index = next(i for kind in ("healthassessment", "activ") if (i := find_row(sheet.rows, {"child", kind})) is not None)
    year = places(sheet.rows[index]).get("year")
    return [with_columns(sheet, index, {"As At": lambda row: f"31/03/{said}" if (said := cell(row, year)) else ""})]


class Return:
    def __init__(self):
        self.tables = {name: Records(name, *headings) for name, headings in TABLES.items()}

    def take(self, child: Element) -> None:
        if fold(child.name) != "child":
            return
        about: dict[str, str] = {}
        groups: list[Element] = []
        waiting = [child]
        while waiting:
            for element in waiting.pop(0).children:
                if fold(element.name) in _GROUPS and (element.children or fold(element.name) in ("oc2", "oc3", "ad1")):
                    groups.append(element)
                elif element.children:
                    waiting.append(element)
                else:
                    about.setdefault(_AS_IN_TEXT.get(fold(element.name), element.name), element.text)
        who = {name: about.get(name, "") for name in ("CHILD", "DOB", "SEX")}
        self._add("header", child.line, about)
        for table, heading in _BY_HEADING.items():
            if about.get(heading):
                self._add(table, child.line, about)
        for element in groups:
            own = {_AS_IN_TEXT.get(fold(e.name), e.name): e.text for e in element.children}
            self._add(_GROUPS[fold(element.name)], element.line, {**own, **{n: t for n, t in who.items() if n not in own}})

    def _add(self, table: str, line: int, fields: dict[str, str]) -> None:
        self.tables[table].add(line, {name: text for name, text in fields.items() if fold(name) in _OWN[table]})

    def sheets(self) -> list[Sheet]:
        return [sheet for records in self.tables.values() for sheet in records.sheet(None)]
