"""What loading did to each file and sheet: counts that add up, and every problem by address, never by value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd


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
    also: dict[str, int] = field(default_factory=dict)  # tables that the sheet says something for besides its own: rows


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
            if sheet.table is not None and not sheet.reason:
                del fields["reason"]
            if not sheet.also:
                del fields["also"]
            sheets.append(fields)
        return {
            "file": self.file,
            "outcome": self.outcome,
            "reason": self.reason,
            "as_at": self.as_at.isoformat() if self.as_at else None,
            "as_at_from": self.as_at_from,
            "sheets": sheets,
        }


def runs(numbers: Iterable[int]) -> list[list[int]]:
    """Row numbers in short: [7, 8, 9, 12] -> [[7, 9], [12, 12]]."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def lines_of(report: dict, rows: list[dict]) -> list[tuple[str, int, str, str]]:
    """What became of every line of a file: sheet, row, outcome (loaded, repeated, refused, skipped) and reason, in order.

    `report` as `FileReport.as_dict` gives it; `rows` for each of its sheets the runs of rows that were `loaded`, `held` before
    or there `again` in the file. Blank lines, and sheets that are no extract, have none.
    """
    lines = []
    for sheet, became in zip(report["sheets"], rows, strict=False):
        told = {(p["row"], p["action"]): p for p in sheet["problems"]}
        of_sheet = [
            (row, *outcome) for key, outcome in BECAME.items() for first, last in became.get(key, ()) for row in range(first, last + 1)
        ]  # fmt: skip
        for (row, action), problem in told.items():
            if action in LEFT_OUT:
                heading = f"'{problem['heading']}': " if problem["heading"] else ""
                of_sheet.append((row, LEFT_OUT[action], heading + problem["problem"]))
        lines += [(sheet["sheet"], *line) for line in sorted(of_sheet, key=lambda line: line[0])]
    return lines


BECAME = {
    "loaded": ("loaded", ""),
    "held": ("repeated", "the row as it is already held"),
    "again": ("repeated", "the same case stands further up in this file; of the two, the last one counts"),
}
LEFT_OUT = {"row refused": "refused", "line skipped": "skipped"}


_EXPECTED = {
    "not a day": "Expected a day such as 31/03/2025.",
    "not a number": "Expected a number such as 0.8.",
    "neither yes nor no": "Expected Yes or No.",
    "not a known code": "Expected one of the codes that `python app.py tables` lists.",
}
_MOST_LINES, _MOST_PLACES = 20, 8


def as_text(files: list[dict], most: int | None = _MOST_LINES) -> str:
    """The report for a reader, from what `FileReport.as_dict` gives: a line for each sheet, then one for each kind of problem.

    A kind is the same fault in the same column, with the places where it is; at most `most` kinds, skipped lines last.
    """
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
                f"  {name} -> {sheet['table']}: {_number(sheet['rows_read'], 'row')} read = {sheet['rows_loaded']:,} loaded + "
                f"{sheet['rows_repeated']:,} repeated + {sheet['rows_refused']:,} refused; {_number(sheet['rows_skipped'], 'line')} "
                f"skipped, {_number(sheet['cells_blanked'], 'cell')} blanked"
            )
            if sheet.get("reason"):
                lines.append(f"    {sheet['reason']}")
            for label in ("unknown", "missing"):
                if headings := sheet[f"{label}_headings"]:
                    lines.append(f"    {label} headings: {', '.join(headings)}")
            sentences = _sentences(sheet["problems"])
            shown = sentences[:most]
            lines += [f"    {sentence}" for sentence in shown]
            if len(shown) < len(sentences):
                lines.append(f"    ... and {_number(len(sentences) - len(shown), 'more kind')}: `--format json` lists every problem.")
    return "\n".join(lines)


def _number(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _sentences(problems: list[dict]) -> list[str]:
    """A sentence for each kind of problem, with the places where it is: in the order of the first, skipped lines last."""
    rows: dict[tuple, list[int]] = {}
    for problem in problems:
        rows.setdefault(tuple(problem[k] for k in ("column", "heading", "problem", "action")), []).append(problem["row"])
    return [_sentence(*kind, found) for kind, found in sorted(rows.items(), key=lambda kind: kind[0][3] == "line skipped")]


def _sentence(column: str | None, heading: str | None, problem: str, action: str, rows: list[int]) -> str:
    places = [f"{column or ''}{row}" for row in rows]
    if len(places) > _MOST_PLACES:
        where = f"{', '.join(places[:_MOST_PLACES])} and {len(places) - _MOST_PLACES:,} more"
    else:
        where = " and ".join(filter(None, [", ".join(places[:-1]), places[-1]]))
    under = f" '{heading}'" if column and heading else ""
    where = f"{'cell' if column else 'row'}{'s' if len(rows) > 1 else ''} {where}{under}"
    done = action.capitalize().replace("Line ", "Lines ") if len(rows) > 1 else action.capitalize()
    return " ".join(filter(None, [f"{where}: {problem}.", _EXPECTED.get(problem, ""), f"{done}."]))


_WHOLE = ["file", "outcome", "reason", "as_at", "as_at_from", "loaded_at", "load", "batch", "undone_at"]
_SHEET = ["sheet", "table", "heading_row", "unknown_headings", "missing_headings"]
_COUNTS = ["rows_read", "rows_loaded", "rows_repeated", "rows_refused", "rows_skipped", "cells_blanked"]
_ADDRESS = ["file", "sheet", "table", "row", "column", "heading", "problem", "action"]


def as_frames(reports: list[dict]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The reports of a store's snapshot as two frames: a line for each sheet (for a file that could not be opened, one), and one
    for each problem of a load that stands."""
    files, problems = [], []
    for report in reports:
        whole = {k: report[k] for k in _WHOLE}
        for sheet in report["sheets"] or [{}]:
            line = {k: sheet.get(k) for k in _SHEET}
            files.append({**whole, **line, **{k: sheet.get(k, 0) for k in _COUNTS}, "sheet_reason": sheet.get("reason")})
            if report["undone_at"] is None:
                where = {"file": report["file"], "sheet": sheet.get("sheet"), "table": sheet.get("table")}
                problems += [{**where, **problem} for problem in sheet.get("problems", ())]
    return pd.DataFrame(files, columns=[*_WHOLE, *_SHEET, *_COUNTS, "sheet_reason"]), pd.DataFrame(problems, columns=_ADDRESS)
