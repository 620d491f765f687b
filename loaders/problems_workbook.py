"""What is wrong with the records, as an Excel workbook for those who put them right: a sheet for each team.

It has addresses, ids, and workers' names to tell who is to do what; no cell's value, and no narrative.
"""

from __future__ import annotations

import io
import re

import numpy as np
import pandas as pd
import xlsxwriter

HEADINGS = {
    "What is wrong": 44, "What to do": 60, "Table": 18, "File": 34, "Sheet": 14, "Row": 8, "Column": 8, "Heading": 36, "Child ID": 14,
    "Worker": 24, "Months since": 10,
}  # fmt: skip
NO_TEAM = "No team"
FRONT = "Read me"
MOST_ROWS = 200_000  # on one sheet; Excel takes a million

#: What to do about a faulty cell, by the first words of what the report says of it; the last is for all others.
DO = {
    "not a day": "Enter the day as a date, such as 31/03/2025.",
    "not a number": "Enter a number, such as 0.8.",
    "neither yes nor no": "Enter Yes or No.",
    "blank, and without it": "Enter what identifies the record. Its row was not loaded.",
    "": "Correct the cell in the record that the row came from.",
}


def workbook(findings: pd.DataFrame, cells: pd.DataFrame, about, as_at: np.datetime64 | None, of_most_rows) -> bytes:
    """The workbook: findings as `Assessment.findings` gives them, faulty cells with the team, worker and child of their rows.

    `about`: check id -> title, why it matters, what to do. A faulty cell that a check tells of too is told by the check. What `of_most_rows`
    names is told on the front sheet only: nobody is to correct most of a table row by row.
    """
    told = pd.Series(list(zip(findings["check"], findings["table"], strict=True)), findings.index, dtype=object)
    lines = pd.concat([_of_findings(findings[~told.isin(list(of_most_rows))], about, _letters(cells)), _of_cells(cells)], ignore_index=True)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold, wrap = book.add_format({"bold": True, "text_wrap": True, "valign": "top"}), book.add_format({"text_wrap": True, "valign": "top"})
        teams = sorted({*lines["team"]} - {""}, key=str.casefold) + ([""] if (lines["team"] == "").any() else [])
        names = sheet_names([team or NO_TEAM for team in teams])
        front = book.add_worksheet(FRONT)
        by_team = {team: rows for team, rows in lines.groupby("team", sort=False)}
        for team, name in zip(teams, names, strict=True):
            _write_team(book.add_worksheet(name), by_team[team], bold, wrap)
        _write_front(front, lines, dict(zip(teams, names, strict=True)), about, as_at, of_most_rows, bold, wrap)
    return out.getvalue()


def sheet_names(wanted: list[str]) -> list[str]:
    """Names that Excel takes, in the order given: at most 31 characters, none of []:*?/\\, no quote at an end, each different."""
    taken, names = {FRONT.casefold(), "history"}, []
    for text in wanted:
        clean = re.sub(r"[\[\]:*?/\\\x00-\x20]+", " ", text).strip("' ") or NO_TEAM
        name, n = clean[:31].strip("' "), 1
        while name.casefold() in taken:
            n += 1
            end = f" ({n})"
            name = clean[: 31 - len(end)].strip("' ") + end
        taken.add(name.casefold())
        names.append(name)
    return names


def _of_findings(findings: pd.DataFrame, about, letters: dict[tuple, str]) -> pd.DataFrame:
    addresses = zip(*(findings[c] for c in ("check", "table", "file", "sheet", "row")), strict=True)
    return pd.DataFrame({
        "team": _without_team(findings["team"]), "What is wrong": findings["check"].map(lambda one: about[one][0]),
        "What to do": findings["check"].map(lambda one: about[one][2]), "Table": findings["table"], "File": findings["file"],
        "Sheet": findings["sheet"], "Row": findings["row"], "Column": [letters.get(address, "") for address in addresses], "Heading": findings["heading"], "Child ID": findings["child_id"],
        "Worker": findings["worker"], "Months since": findings["months_since"],
    })  # fmt: skip


#: What the report says, as a file is read, of cells that a check tells of in the table as it stands.
TOLD_BY = {"before '": ("days_out_of_order",), "a second one": ("open_twice", "overlapping"), "an identifier": ("id_stored_as_number",),
           "not a known code": ("unmapped_code",)}  # fmt: skip


def _checks_of(problem: str) -> tuple[str, ...]:
    return next((told for start, told in TOLD_BY.items() if problem.startswith(start)), ())


def _letters(cells: pd.DataFrame) -> dict[tuple, str]:
    """The column letters of what is told by a check: (check, table, file, sheet, row) -> letters."""
    letters: dict[tuple, list[str]] = {}
    for table, file, sheet, row, letter, problem in cells[["of_table", "file", "sheet", "row", "letter", "problem"]].itertuples(index=False):
        for check in _checks_of(problem):
            letters.setdefault((check, table, file, sheet, row), []).append(letter)
    return {key: ", ".join(dict.fromkeys(found)) for key, found in letters.items()}


def _of_cells(cells: pd.DataFrame) -> pd.DataFrame:
    """Faulty cells that no check tells of, of rows that stand or were refused: where a later file brought the row again, its cell is another."""
    stands = (cells["place"] >= 0) | (cells["action"] == "row refused")
    cells = cells[stands & ~cells["problem"].map(_checks_of).astype(bool)]
    return pd.DataFrame({
        "team": _without_team(cells["team"]), "What is wrong": cells["problem"].map(lambda text: f"{text[:1].upper()}{text[1:]}"),
        "What to do": cells["problem"].map(lambda text: next(do for start, do in DO.items() if text.startswith(start))),
        "Table": cells["table"], "File": cells["file"], "Sheet": cells["sheet"], "Row": cells["row"], "Column": cells["letter"],
        "Heading": cells["heading"], "Child ID": cells["child_id"], "Worker": cells["worker"], "Months since": np.nan,
    })  # fmt: skip


def _without_team(teams: pd.Series) -> pd.Series:
    return teams.astype(object).replace("(no team)", "")


def _write_team(sheet, lines: pd.DataFrame, bold, wrap) -> None:
    for i, (heading, width) in enumerate(HEADINGS.items()):
        sheet.set_column(i, i, width)
        sheet.write_string(0, i, heading, bold)
    sheet.freeze_panes(1, 1)
    lines = lines.sort_values(["What is wrong", "Table", "Worker", "File", "Sheet", "Row"], kind="stable")
    kept = lines[:MOST_ROWS]
    for i, heading in enumerate(HEADINGS):
        if heading in ("Row", "Months since"):
            for n, value in enumerate(kept[heading].tolist(), 1):
                if value == value:
                    sheet.write_number(n, i, value)
        else:
            for n, value in enumerate(kept[heading].tolist(), 1):
                if value:
                    sheet.write_string(n, i, value)
    if len(kept):
        sheet.autofilter(0, 0, len(kept), len(HEADINGS) - 1)
    if len(kept) < len(lines):
        sheet.write_string(len(kept) + 1, 0, f"... and {len(lines) - len(kept):,} more that are not listed here.", wrap)


def _write_front(sheet, lines: pd.DataFrame, names: dict[str, str], about, as_at, of_most_rows, bold, wrap) -> None:
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 3, 70)
    day = f", data as at {pd.Timestamp(as_at).day} {pd.Timestamp(as_at):%B %Y}" if as_at is not None else ""
    written = [
        (f"Records to put right{day}", bold),
        ("It names workers and has the ids of children: send each team its own sheet only, by a way that is safe for personal data.", wrap),
        ("Each line of a team's sheet is one thing wrong with one record: what it is, what to do, and where the record stood: table, file, sheet, row and heading, and "
         "the column's letter where a single cell is at fault.", wrap),
        ("Put it right in the case-management system, not in the spreadsheet: the next extract brings the correction and the line is gone. A line that is right as it "
         "is can stay; tell the analyst.", wrap),
        (f"Lines without a team are on the sheet '{NO_TEAM}': their record names none, or its row could not be loaded. No cell's value is repeated here.", wrap),
    ]  # fmt: skip
    n = 0
    for text, form in written:
        sheet.write_string(n, 0, text, form)
        n += 1
    n += 1
    sheet.write_string(n, 0, "Team", bold)
    sheet.write_string(n, 1, "Lines", bold)
    counts = lines["team"].value_counts()
    for team, name in names.items():
        n += 1
        sheet.write_string(n, 0, team or NO_TEAM)
        sheet.write_number(n, 1, int(counts[team]))
        sheet.write_string(n, 2, f"sheet '{name}'" if name != team else "")
    if not names:
        n += 1
        sheet.write_string(n, 0, "Nothing was found to be wrong.")
    n += 2
    for i, heading in enumerate(("What is wrong", "Lines", "Why it matters", "What to do")):
        sheet.write_string(n, i, heading, bold)
    why = {title: text for title, text, _ in about.values()}
    do = dict(zip(lines["What is wrong"], lines["What to do"], strict=True))
    for what, count in lines["What is wrong"].value_counts().items():
        n += 1
        for i, text in ((0, what), (2, why.get(what, "The cell could not be used as it stands.")), (3, do[what])):
            sheet.write_string(n, i, text, wrap)
        sheet.write_number(n, 1, int(count))
    if of_most_rows:
        n += 2
        sheet.write_string(n, 0, "True of more than half of a table, and not on the teams' sheets: a matter of the report, or of how things are done here", bold)
    for (check, table), (failing, of) in sorted(of_most_rows.items()):
        n += 1
        for i, text in ((0, about[check][0]), (2, about[check][1]), (3, f"{failing:,} of {of:,} rows of {table}. Ask the analyst to look at the report first.")):
            sheet.write_string(n, i, text, wrap)
