"""The statutory returns: the children in need census, SSDA903 and the social work workforce census.

As XML, a return becomes sheets, one for each kind of record, with the names of the elements for headings; as text or a
workbook it comes as sheets already. Which table a sheet loads into, and how, is said where all extracts are: in
loaders/extracts, under the layouts `cin census`, `ssda903` and `workforce census`. Here is what a sheet of a return cannot say
for itself (`prepared`), and which year its name means (`year_end_in_name`).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

from loaders.returns import cin_census, ssda903, workforce_census
from loaders.returns.elements import Element, elements
from loaders.returns.records import DEEPEST_HEADING
from loaders.schema import fold
from loaders.workbook import Refused, Sheet

_RETURNS = {"expssda903": ssda903.Return, "cin": cin_census.Return, "csww": workforce_census.Return}
_BY_RECORD = {"child": "cin", "cswwworker": "csww", "lalevelvacancies": "csww"}
_NONE_OF_THEM = (
    "It is XML, but none of the returns that can be loaded: the children in need census, SSDA903 or the social work workforce "
    "census. If it is a report, save it as a workbook or as text and load that."
)


def read_xml(source: Path | bytes) -> list[Sheet]:
    """The return in a file, or that is its content: a sheet for each kind of record in it; rows are numbered by their lines in the file.

    Raises `Refused` where it is no return, is damaged, holds no record, or declares a document type or entities.
    """
    reader, header = None, None
    for root, element in elements(source if isinstance(source, bytes) else source.read_bytes()):
        if fold(element.name) == "header" and fold(root) == "message":
            header = element
            continue
        if reader is None:
            reader = _reader_of(root, header, element)
            if header is not None:
                reader.take(header)
        reader.take(element)
    if reader is None and header is None:
        raise Refused(_NONE_OF_THEM)
    if reader is None or not (sheets := reader.sheets()):
        raise Refused("The return has a header and no records. Produce it again and load that.")
    return sheets


def _reader_of(root: str, header: Element | None, record: Element):
    """The reader of a return, known by its root, by what its header says it is, or else by its first record."""
    name = {"expssda903": "expssda903", "message": (header and fold(header.find_text("Collection"))) or _BY_RECORD.get(fold(record.name))}.get(fold(root))
    if name not in _RETURNS:
        raise Refused(_NONE_OF_THEM)
    return _RETURNS[name]()


_LEFT_OUT = {
    frozenset({"numberofvacancies", "noagencyfte"}): (
        "Vacancies of the workforce census (LALevelVacancies): one figure for the whole authority, with no post, team or role, "
        "cannot stand among the posts. It is not loaded; vacant posts come from an establishment report (workforce)."
    ),
    frozenset({"swid", "swdecom"}): (
        "Social worker episodes of SSDA903: they are only those of children in care, and as allocations would leave every other "
        "child out of the caseloads. They are not loaded; load an allocation report (allocations)."
    ),
    frozenset({"prevperm", "dateperm"}): "Previous permanence of SSDA903: no indicator uses it, and it is not loaded.",
    frozenset({"lachildid", "assessmentfactors"}): "Factors identified at assessment: no indicator uses them, and they are not loaded.",
    frozenset({"lachildid", "date", "type", "cinreferraldate"}): (
        "A list of the census's events as a tool makes it: one referral, assessment or plan stands in several of its rows and would be "
        "counted as often. Load the census itself, the XML file."
    ),
    frozenset({"lachildid", "withoutenquiry"}): (
        "Initial conferences that the census gives for an episode without a section 47 enquiry, mostly of children who moved in on "
        "another authority's plan. There is no enquiry to time them from, and they are not loaded."
    ),
}  # fmt: skip


def prepared(sheet: Sheet) -> list[Sheet]:
    """What a sheet of a return is to be read as: with what its kind leaves unsaid, and once for each table that it feeds.

    Any other sheet comes back as it is. Columns keep their places; what is added stands to the right of them.
    """
    rows = [{fold(c) for c in row if isinstance(c, str) and len(c) < 100} for row in sheet.rows[:DEEPEST_HEADING]]

    def has(wanted) -> bool:
        return any(wanted <= row for row in rows)

    if why := next((why for headings, why in _LEFT_OUT.items() if has(headings)), None):
        return [sheet if sheet.reason else replace(sheet, reason=why)]
    if has({"lachildid"}):
        return cin_census.prepared(sheet)
    if has({"agencyworker", "sweno"}):
        return workforce_census.prepared(sheet)
    if has({"child", "healthassessment"}) or has({"child", "activ"}):
        return ssda903.prepared(sheet)
    return [sheet]


_YEARS = re.compile(r"(?<!\d)(20\d\d)[-_ ]?(?:to[-_ ]?)?(?:20)?(\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def year_end_in_name(name: str) -> dt.date | None:
    """The 31 March with which the year of an SSDA903 file's name ends, not one to come: `SSDA903_2025_oc2.csv`, `2024-25`."""
    stem = Path(name).stem
    ends = [int(a) + 1 for a, b in _YEARS.findall(stem) if (int(a) + 1) % 100 == int(b)] or [int(y) for y in _YEAR.findall(stem)]
    days = [day for year in ends if (day := dt.date(year, 3, 31)) <= dt.date.today()]
    return max(days, default=None)


def last_year_end(day: dt.date) -> dt.date:
    """The latest 31 March that is not after the day."""
    return dt.date(day.year if (day.month, day.day) >= (3, 31) else day.year - 1, 3, 31)
