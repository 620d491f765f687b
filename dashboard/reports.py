"""What loading did, file by file: the same counts whether from the store or from a load just done."""

import pandas as pd

from dashboard import cells, wording
from dashboard import plain as html

OUTCOMES = {"loaded": ("Loaded", "good"), "unchanged": ("Unchanged", "plain"), "refused": ("Refused", "bad")}
FROM = {
    "option": "as given",
    "banner": "from the banner",
    "file name": "from the file name",
    "latest event": "from the latest event",
}


def rows_of(report):
    """The report of a load as the lines that the store keeps: one for each sheet, or for a file without one."""
    lines, problems = [], []
    for file in report["files"]:
        top = {name: file.get(name) for name in ("file", "outcome", "reason", "as_at", "as_at_from")}
        for sheet in file.get("sheets") or [{}]:
            line = {**top, **{name: value for name, value in sheet.items() if name != "problems"}}
            line["reason"], line["sheet_reason"] = file.get("reason"), sheet.get("reason")
            lines.append(line)
            for problem in sheet.get("problems", ()):
                problems.append(
                    {"file": file["file"], "sheet": sheet.get("sheet"), "table": sheet.get("table"), **problem}
                )
    return lines, problems


def text(value):
    return "" if value is None or value != value else str(value)


def listing(value):
    """Headings, which the store may keep as a list or as text."""
    if value is None or (isinstance(value, float) and value != value):
        return []
    if isinstance(value, str):
        return [part for part in value.split("; ") if part]
    return [str(part) for part in value]


MANY = 12  # headings that are named before the rest are counted


def named(headings):
    """Notes, Postcode; and no more than can be read: a sheet may have thousands. The command line lists them all."""
    more = len(headings) - MANY
    return ", ".join(headings) if more < 2 else f"{', '.join(headings[:MANY])} and {wording.number(more)} more"


def as_at(value, source):
    if value is None or value != value or value == "" or value is pd.NaT:
        return ""
    return [wording.short_day(pd.Timestamp(value)), html.Span(FROM.get(source, source), className="small from")]


def number(line, name):
    value = line.get(name)
    return 0 if value is None or value != value or value == "" else int(value)


def by_file(lines):
    """The lines of each file together: sheets that are a table, and the names of those that are none."""
    files = {}
    for line in lines:
        file = files.setdefault(
            line.get("load") or (line["file"], text(line.get("loaded_at"))),
            {**line, "tables": [], "others": [], "reason": text(line.get("reason"))},
        )
        if text(line.get("table")):
            file["tables"].append(line)
        else:
            file["others"] += [text(line["sheet"])] if text(line.get("sheet")) else []
            file["reason"] = file["reason"] or text(line.get("sheet_reason"))
    refused_first = {"refused": 0, "loaded": 1, "unchanged": 2}
    return sorted(files.values(), key=lambda file: refused_first.get(file["outcome"], 0))


FILES_HEAD = [
    ("File", ""), ("Table", ""), ("Outcome", ""), ("Rows read", "num"), ("=\u00a0loaded", "num"), ("+\u00a0repeated", "num"),
    ("+\u00a0refused", "num"), ("Lines skipped", "num"), ("Cells blanked", "num"), ("Data as at", ""),
]  # fmt: skip


def files_table(files, caption, is_done=True):
    """The files of a load; with `is_done` false, of one that is not accepted yet."""
    head = FILES_HEAD if is_done else [("=\u00a0to load" if "loaded" in name else name, classes) for name, classes in FILES_HEAD]
    body = []
    for file in files:
        outcome, kind = OUTCOMES.get(file["outcome"], (text(file["outcome"]), "plain"))
        if not is_done and file["outcome"] == "loaded":
            outcome = "Can be loaded"
        others = (
            f"No extract: sheet{'s' if len(file['others']) > 1 else ''} {wording.listed(file['others'])}"
            if file["others"]
            else ""
        )
        if not file["tables"]:
            name = file_cell(file["file"], [file["reason"], others if not file["reason"] else ""])
            blank = [html.Td(html.Span("no table", className="muted")), html.Td(cells.tag(outcome, kind))]
            body.append(html.Tr([name, *blank, html.Td("", colSpan=7)]))
        for n, line in enumerate(file["tables"]):
            missing, unknown = listing(line.get("missing_headings")), listing(line.get("unknown_headings"))
            name = file_cell(
                file["file"],
                [
                    text(line.get("reason")) if not n else "",
                    f"Sheet {line['sheet']}" if text(line.get("sheet")) else "",
                    "Lacks: " + ", ".join(missing) if missing else "",
                    "Not used: " + named(unknown) if unknown else "",
                    others,
                ],
            )
            counts = ("rows_read", "rows_loaded", "rows_repeated", "rows_refused", "rows_skipped", "cells_blanked")
            body.append(
                html.Tr(
                    [
                        name,
                        html.Td(wording.table_name(line["table"])),
                        html.Td(cells.tag(outcome, kind)),
                        *(html.Td(wording.number(number(line, each)), className="num") for each in counts),
                        html.Td(as_at(file.get("as_at"), text(file.get("as_at_from")))),
                    ]
                )
            )
    return cells.stacked(head, body, caption, "dense files")


def file_cell(name, told):
    small = " · ".join(each for each in told if each)
    return html.Th([name, html.Span(small, className="small") if small else None], scope="row", className="c-file")


# -- problems ----------------------------------------------------------------------------------------

GROUPED_BY = ("file", "sheet", "table", "column", "heading", "problem", "action")


SKIPPED = "line skipped"  # the action of what is no row of the table: totals, page numbers, headings repeated
SEVERITY = ("refused", "blank", "unmapped")  # what was done, worst first


def is_skipped(group):
    return group["action"] == SKIPPED


def severity(group):
    return next((place for place, word in enumerate(SEVERITY) if word in group["action"]), len(SEVERITY))


def groups(problems):
    """Problems of one kind in one column of one sheet, drawn together; the worst first, then the most frequent."""
    found = {}
    for problem in problems:
        key = tuple(text(problem.get(name)) for name in GROUPED_BY)
        found.setdefault(key, []).append(int(problem["row"]) if text(problem.get("row")) else 0)
    listed = [{**dict(zip(GROUPED_BY, key, strict=True)), "rows": sorted(rows)} for key, rows in found.items()]
    return sorted(
        listed, key=lambda group: (severity(group), -len(group["rows"]), group["file"], group["sheet"], group["column"])
    )


def total(found):
    return sum(len(group["rows"]) for group in found)


SHOWN_AT_ONCE = 40  # addresses, runs drawn together


def problems_table(found, caption, all_of=None):
    """Grouped problems; each opens into its addresses. `all_of(group)` gives a link to all where there are many."""
    with_heading = any(group["heading"] for group in found)
    head = [
        ("File", ""),
        *([("Heading", "")] if with_heading else []),
        ("Problem", ""),
        ("What was done", ""),
        ("How many", "num"),
        ("Where", ""),
    ]
    body = []
    for group in found:
        rows = group["rows"]
        runs = wording.cells(rows).split(", ")
        words, more = ", ".join(runs[:SHOWN_AT_ONCE]), None
        if len(runs) > SHOWN_AT_ONCE:
            words += " …"
            more = all_of and html.A(f"All {wording.number(len(rows))} addresses", href=all_of(group))
        address = [html.Span(words), html.Br() if more else None, more]
        told = wording.plural(len(rows), "row")
        column = f"Column {group['column']}" if group["column"] else ""
        if column and len(rows) == 1:
            address[0] = html.Span(f"Cell {group['column']}{rows[0]}")
        body.append(
            html.Tr(
                [
                    file_cell(group["file"], [f"Sheet {group['sheet']}" if group["sheet"] else ""]),
                    *([html.Td(cells.two(group["heading"], column))] if with_heading else []),
                    html.Td(group["problem"][:1].upper() + group["problem"][1:]),
                    html.Td(group["action"][:1].upper() + group["action"][1:]),
                    html.Td(wording.number(len(rows)), className="num strong"),
                    html.Td(html.Details([html.Summary(told), html.P(address, className="addresses")]))
                    if len(runs) > 3
                    else html.Td(["" if column and len(rows) == 1 else "Row " if len(rows) == 1 else "Rows ", *address]),
                ]
            )
        )
    return cells.stacked(head, body, caption, "dense problems")
