"""What a sheet that holds no known extract seems to be, and what to do about it, in a sentence or two."""

from __future__ import annotations

import re
from collections import Counter

from openpyxl.utils import get_column_letter

from loaders.cells import clean, is_nothing, parse_moment
from loaders.headings import columns_by_heading, known_headings
from loaders.publication import Published
from loaders.schema import Extract, fold

_DEEPEST = 200  # rows looked at
_LETTERED = re.compile(r"^[a-z]{1,2}\d?\)\s*\S|^[A-Z]{1,3}\d{0,2}[A-Z]?\s*[:-]\s", re.IGNORECASE)
_SPECIAL_NEEDS = frozenset(
    map(fold, (
        "UPN", "ULN", "Date initial EHC plan issued", "Date updated EHC plan issued", "Date EHC plan last reviewed", "SEN primary need",
        "Main education establishment - URN", "Main education establishment - phase", "Elective home education", "Pupil Premium",
    ))
)  # fmt: skip


def why_not(rows: list[list], nearest: list[tuple[Extract, int, list[str]]]) -> str:
    """Why a sheet is not loaded. `nearest`: the extracts whose headings come closest, their row, and the columns each lacks."""
    top = rows[:_DEEPEST]
    if not any(not is_nothing(c) for row in rows for c in row):
        return "The sheet is empty."
    headings = [known_headings(row) for row in top]
    if any(len(_SPECIAL_NEEDS & set(found.values())) >= 3 for found in headings):
        return (
            "It looks like a list of Ofsted's Annex A for special educational needs: another inspection, and no table takes it. "
            "Load the Annex A of the inspection of children's services, whose lists have a 'Child Unique ID'."
        )
    if (column := _column_of_headings(headings)) is not None:
        return (
            f"Headings stand below one another in column {column}, as in a template's guidance or a tool's report about a return; there are "
            "no rows of cases. Load the sheets or files that hold the cases."
        )
    if number := _row_above_codes(top, headings):
        return (
            f"Row {number} has headings without an identifier, and under them lists of codes, as a template's sheet of codes does; there "
            "are no rows of cases. Load the sheets or files that hold the cases."
        )
    if nearest:
        number = nearest[0][1]
        wanted = ", or like those of ".join(f"{extract.table}, but has {_lacks(extract, lacking)}" for extract, _, lacking in nearest[:3])
        files = " or ".join(f"loaders/{_folder(extract)}/{extract.table}.py" for extract, _, _ in nearest[:3])
        return (
            f"Row {number} looks like the headings of {wanted}. Run the report again with what is missing or, "
            f"if it has been renamed, add the new heading to {files}."
        )
    return "No row holds the headings of a known extract. The Data page and `python app.py tables` list the extracts and the headings they are known by."


def _folder(extract: Extract) -> str:
    return "published" if isinstance(extract, Published) else "extracts"


def _lacks(extract: Extract, columns: list[str]) -> str:
    return "; ".join("no column headed " + " or ".join(f"'{h}'" for h in extract.columns[c].headings[:2]) for c in columns)


def no_rows(table: str, number: int) -> str:
    """Of a sheet with the headings of a table and no row below them."""
    return (
        f"Row {number} has the headings of {table} and no row follows: nothing to load. If there were none to report, all is well; "
        "if there were, run the report again."
    )


def _column_of_headings(headings: list[dict[int, str]]) -> str | None:
    """The letter of a column in which headings of tables stand below one another, at most two to a row."""
    known, counts = columns_by_heading(), Counter()
    for found in headings:
        heads = {i: f for i, f in found.items() if f in known}
        if 0 < len(heads) <= 2:
            counts.update({(i, f): 1 for i, f in heads.items()})
    columns = Counter(position for position, _ in counts)
    position, n = max(columns.items(), key=lambda c: c[1], default=(0, 0))
    return get_column_letter(position + 1) if n >= 5 else None


def _row_above_codes(rows: list[list], headings: list[dict[int, str]]) -> int | None:
    """The number of a row of known headings, none of them an identifier's, with mostly lettered codes in the rows below."""
    known = columns_by_heading()
    for number, found in enumerate(headings, 1):
        columns = {column for f in found.values() for _, column in known.get(f, ())}
        if sum(f in known for f in found.values()) < 3 or any(c.endswith("_id") for c in columns):
            continue
        below = [c for row in rows[number : number + 30] for c in row if not is_nothing(c)]
        if any(not isinstance(c, str) or parse_moment(c) for c in below):
            continue
        if below and sum(bool(_LETTERED.match(clean(c))) for c in below) >= len(below) / 2:
            return number
    return None
