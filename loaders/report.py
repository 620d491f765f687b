"""What loading did to each file and sheet: counts that add up, and every problem by address, never by value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """Something wrong at an address: the row as Excel numbers it, the column's letter, its heading, and what was done."""

    row: int
    column: str | None
    heading: str | None
    problem: str
    action: str


@dataclass
class SheetReport:
    """One sheet. `rows_read = rows_loaded + rows_repeated + rows_refused`, always; skipped lines are beside these."""

    sheet: str
    table: str | None = None
    heading_row: int | None = None
    reason: str | None = None
    rows_read: int = 0
    rows_loaded: int = 0
    rows_repeated: int = 0
    rows_refused: int = 0
    rows_skipped: int = 0
    cells_blanked: int = 0
    unknown_headings: list[str] = field(default_factory=list)
    missing_headings: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class FileReport:
    """One file. `outcome` is `loaded`, `unchanged` or `refused`; `as_at_from` says where the as-at day came from."""

    file: str
    outcome: str = "refused"
    reason: str | None = None
    as_at: dt.date | None = None
    as_at_from: str | None = None
    sheets: list[SheetReport] = field(default_factory=list)

    def as_dict(self) -> dict:
        """The report as plain JSON types, in the shape that `load --format json` prints."""
        sheets = []
        for sheet in self.sheets:
            fields = {**vars(sheet), "problems": [dict(vars(p)) for p in sheet.problems]}
            if sheet.table is not None:
                del fields["reason"]
            sheets.append(fields)
        return {
            "file": self.file,
            "outcome": self.outcome,
            "reason": self.reason,
            "as_at": self.as_at.isoformat() if self.as_at else None,
            "as_at_from": self.as_at_from,
            "sheets": sheets,
        }


_EXPECTED = {
    "not a day": "Expected a day such as 31/03/2025.",
    "not a number": "Expected a number such as 0.8.",
    "neither yes nor no": "Expected Yes or No.",
    "not a known code": "Expected one of the codes that `python app.py tables` lists.",
}
_MOST_LINES = 20


def as_text(files: list[dict], most: int | None = _MOST_LINES) -> str:
    """The report for a reader, from what `FileReport.as_dict` gives: a line for each sheet, then its problems, at most `most` of them."""
    lines = []
    for file in files:
        day = f", data as at {file['as_at']} (from the {file['as_at_from']})" if file["as_at"] else ""
        lines.append(f"{file['file']}: {file['outcome']}{day}")
        if file["reason"]:
            lines.append(f"  {file['reason']}")
        for sheet in file["sheets"]:
            name = f"sheet '{sheet['sheet']}'" if sheet["sheet"] else "the table"
            if sheet["table"] is None:
                if sheet["reason"] != file["reason"]:
                    lines.append(f"  {name}: not loaded. {sheet['reason']}")
                continue
            lines.append(
                f"  {name} -> {sheet['table']}: {sheet['rows_read']:,} rows read = {sheet['rows_loaded']:,} loaded + "
                f"{sheet['rows_repeated']:,} repeated + {sheet['rows_refused']:,} refused; {sheet['rows_skipped']:,} lines skipped, "
                f"{sheet['cells_blanked']:,} cells blanked"
            )
            for label in ("unknown", "missing"):
                if headings := sheet[f"{label}_headings"]:
                    lines.append(f"    {label} headings: {', '.join(headings)}")
            shown = sheet["problems"][:most]
            lines += [f"    {_sentence(p)}" for p in shown]
            if len(shown) < len(sheet["problems"]):
                lines.append(f"    ... and {len(sheet['problems']) - len(shown):,} more: `--format json` lists them all.")
    return "\n".join(lines)


def _sentence(problem: dict) -> str:
    where = f"cell {problem['column']}{problem['row']} '{problem['heading']}'" if problem["column"] else f"row {problem['row']}"
    expected = _EXPECTED.get(problem["problem"], "")
    return " ".join(filter(None, [f"{where}: {problem['problem']}.", expected, f"{problem['action'].capitalize()}."]))
