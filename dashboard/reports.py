"""What loading did, file by file: the same counts whether from the store or from a load just done."""

import pandas as pd
from dash import html

from dashboard import cells, wording

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
            line["reason"] = sheet.get("reason") or file.get("reason")
            lines.append(line)
            for problem in sheet.get("problems", ()):
                problems.append({"file": file["file"], "sheet": sheet.get("sheet"), "table": sheet.get("table"), **problem})
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


def as_at(value, source):
    if value is None or value != value or value == "" or value is pd.NaT:
        return ""
    return [wording.short_day(pd.Timestamp(value)), html.Span(FROM.get(source, source), className="small from")]


def number(line, name):
    value = line.get(name)
    return 0 if value is None or value != value or value == "" else int(value)


def files_table(lines, caption):
    head = [
        ("File", ""), ("Table", ""), ("Outcome", ""), ("Rows read", "num"), ("= loaded", "num"), ("+ repeated", "num"),
        ("+ refused", "num"), ("Lines skipped", "num"), ("Cells blanked", "num"), ("Data as at", ""),
    ]  # fmt: skip
    body = []
    for line in lines:
        outcome, kind = OUTCOMES.get(line["outcome"], (text(line["outcome"]), "plain"))
        told = []
        reason = text(line.get("sheet_reason")) or text(line.get("reason"))
        if reason:
            told.append(reason)
        if listing(line.get("missing_headings")):
            told.append("Lacks: " + ", ".join(listing(line["missing_headings"])))
        if listing(line.get("unknown_headings")):
            told.append("Headings not used: " + ", ".join(listing(line["unknown_headings"])))
        sheet = text(line.get("sheet"))
        is_table = bool(text(line.get("table")))
        body.append(
            html.Tr(
                [
                    html.Th(
                        [
                            line["file"],
                            html.Span(f"sheet {sheet}", className="small") if sheet else None,
                            *(html.Span(each, className="small told") for each in told),
                        ],
                        scope="row",
                        className="c-file",
                    ),
                    html.Td(wording.table_name(line["table"]) if is_table else html.Span("no table", className="muted")),
                    html.Td(cells.tag(outcome, kind)),
                    *(
                        html.Td(wording.number(number(line, name)) if is_table else "", className="num")
                        for name in ("rows_read", "rows_loaded", "rows_repeated", "rows_refused", "rows_skipped", "cells_blanked")
                    ),
                    html.Td(as_at(line.get("as_at"), text(line.get("as_at_from")))),
                ]
            )
        )
    return cells.scroller(
        html.Table(
            [
                html.Caption(caption, className="sr-only"),
                html.Thead(html.Tr([html.Th(name, scope="col", className=classes) for name, classes in head])),
                html.Tbody(body),
            ],
            className="table-plain dense files",
        ),
        caption,
    )


# -- problems ----------------------------------------------------------------------------------------

GROUPED_BY = ("file", "sheet", "table", "column", "heading", "problem", "action")


def groups(problems):
    """Problems of one kind in one column of one sheet, drawn together; the most frequent first within a file."""
    found = {}
    for problem in problems:
        key = tuple(text(problem.get(name)) for name in GROUPED_BY)
        found.setdefault(key, []).append(int(problem["row"]) if text(problem.get("row")) else 0)
    listed = [{**dict(zip(GROUPED_BY, key, strict=True)), "rows": sorted(rows)} for key, rows in found.items()]
    return sorted(listed, key=lambda group: (group["file"], group["sheet"], -len(group["rows"]), group["column"]))


SHOWN_AT_ONCE = 40  # addresses, runs drawn together


def problems_table(found, caption, all_of=None):
    """Grouped problems; each opens into its addresses. `all_of(group)` gives a link to all where there are many."""
    body = []
    for group in found:
        rows = group["rows"]
        words = wording.cells(rows)
        runs = words.split(", ")
        where = [html.Span(group["file"]), html.Span(f"sheet {group['sheet']}" if group["sheet"] else "", className="small")]
        more = None
        if len(runs) > SHOWN_AT_ONCE:
            words = ", ".join(runs[:SHOWN_AT_ONCE])
            more = all_of and html.A(f"All {wording.number(len(rows))} addresses", href=all_of(group))
        column = f"column {group['column']}" if group["column"] else ""
        address = [html.Span(f"{'Row' if len(rows) == 1 else 'Rows'} {words}"), html.Br() if more else None, more]
        body.append(
            html.Tr(
                [
                    html.Th(where, scope="row"),
                    html.Td(cells.two(group["heading"] or wording.DASH, column)),
                    html.Td(group["problem"]),
                    html.Td(group["action"]),
                    html.Td(wording.number(len(rows)), className="num strong"),
                    html.Td(
                        html.Details([html.Summary(wording.plural(len(rows), "row")), html.P(address, className="addresses")])
                        if len(rows) > 3
                        else html.Span(address)
                    ),
                ]
            )
        )
    return cells.scroller(
        html.Table(
            [
                html.Caption(caption, className="sr-only"),
                html.Thead(
                    html.Tr(
                        [
                            html.Th("File", scope="col"),
                            html.Th("Heading", scope="col"),
                            html.Th("Problem", scope="col"),
                            html.Th("What was done", scope="col"),
                            html.Th("How many", scope="col", className="num"),
                            html.Th("Where", scope="col"),
                        ]
                    )
                ),
                html.Tbody(body),
            ],
            className="table-plain dense problems",
        ),
        caption,
    )
