"""The loads, newest first: what each did, every line of it, and taking it back."""

import pandas as pd
from dash import dcc

from dashboard import cells, reports, shell, wording
from dashboard import plain as html
from dashboard.data.jobs import asked_for, went_wrong
from dashboard.data.tables import chosen_table, narrowed

PAGE = 20


def files_view(view, snapshot):
    number = view.asked("load")
    found = loads(snapshot)
    if number:
        file = next((file for file in found if str(file["load"]) == number), None)
        return lines_view(view, file) if file else no_such(view)
    table = chosen_table(view, snapshot)
    if table:
        found = [file for file in found if any(line["table"] == table for line in file["tables"])]
    return html.Section(
        [
            just_undone(view),
            confirmation(view, snapshot),
            narrowed(view, table, len(found), "file", "files"),
            loads_table(view, cells.page_of(view, found, PAGE), found),
            cells.pager(view, len(found), PAGE, "files", view="files", table=table),
        ]
    )


def loads(snapshot):
    """A line for each file that was loaded or refused: newest batch first, refused files first in it."""

    def make():
        frame = snapshot.files
        for name in ("load", "batch", "undone_at"):
            if name not in frame:
                frame = frame.assign(**{name: None})
        frame = frame.assign(load=whole(frame["load"]), batch=whole(frame["batch"]))
        found = reports.by_file(frame.to_dict("records"))
        newest = {}  # published figures have batches of their own
        for file in found:
            newest[file["batch"]] = max(newest.get(file["batch"], ""), reports.text(file.get("loaded_at")))
        found.sort(key=lambda file: (file["batch"] or 0, file["outcome"] == "refused", -(file["load"] or 0)), reverse=True)
        return sorted(found, key=lambda file: newest[file["batch"]], reverse=True)

    return snapshot.once("loads", make)


def whole(column):
    """Numbers of loads as whole numbers; None where there is none."""
    return pd.Series([int(n) if n is not None and n == n and n != "" else None for n in column], column.index, dtype=object)


def is_undone(file):
    return bool(reports.text(file.get("undone_at"))) and file.get("undone_at") is not pd.NaT


def no_such(view):
    return html.Div(
        [html.P("There is no load of this number."), html.P(html.A("All files", href=view.href(view="files")))],
        className="card empty",
    )


HEAD = [
    ("File", ""), ("Table", ""), ("Outcome", ""), ("Rows read", "num"), ("=\u00a0loaded", "num"), ("+\u00a0repeated", "num"),
    ("+\u00a0refused", "num"), ("Lines skipped", "num"), ("Cells blanked", "num"), ("Data as at", ""), (cells.sr("What can be done"), "c-do"),
]  # fmt: skip
COUNTS = ("rows_read", "rows_loaded", "rows_repeated", "rows_refused", "rows_skipped", "cells_blanked")


def loads_table(view, shown, everything):
    """Files under the moment they were loaded at; a file of several sheets has a line for each table."""
    if not shown:
        return html.P("No files.", className="card empty")
    bodies = []
    for batch in dict.fromkeys(file["batch"] for file in shown):
        whole_batch = [file for file in everything if file["batch"] == batch]
        rows = [batch_row(view, batch, whole_batch)]
        for file in shown:
            if file["batch"] == batch:
                rows += file_rows(view, file)
        bodies.append(rows)
    return cells.stacked(HEAD, bodies, "Files, newest first, with every row accounted for", "dense files loads")


def batch_row(view, batch, files):
    when = reports.text(files[0].get("loaded_at"))
    words = moment(when) if when else "Loaded"
    numbers = [file["load"] for file in files if can_undo(file)]
    undo = (
        html.A(f"Undo all {len(numbers)}", href=view.href(view="files", undo=f"batch-{batch}"), className="do")
        if len(numbers) > 1 and batch
        else None
    )
    return html.Tr(
        html.Th(html.Div([html.Span([words, html.Span(wording.plural(len(files), "file"), className="count")]), undo]), colSpan=len(HEAD), scope="rowgroup"),
        className="batch",
    )  # fmt: skip


def moment(text):
    when = pd.Timestamp(text)
    return f"{wording.day(when)}, {when:%H:%M}"


def can_undo(file):
    return file["load"] is not None and file["outcome"] == "loaded" and not is_undone(file)


def file_rows(view, file):
    outcome, kind = reports.OUTCOMES.get(file["outcome"], (reports.text(file["outcome"]), "plain"))
    tag = [cells.tag(outcome, kind)]
    if is_undone(file):
        tag = [cells.tag("Undone", "plain"), html.Span(wording.short_day(pd.Timestamp(file["undone_at"])), className="small")]
    others = (
        f"No extract: sheet{'s' if len(file['others']) > 1 else ''} {wording.listed(file['others'])}" if file["others"] else ""
    )
    number = f"Load {file['load']}" if file["load"] is not None else ""
    do = html.Td(actions(view, file), className="c-do")
    classes = "undone" if is_undone(file) else ""
    if not file["tables"]:
        name = reports.file_cell(file["file"], [number, file["reason"] or others])
        return [html.Tr([name, html.Td(html.Span("no table", className="muted")), html.Td(tag), html.Td("", colSpan=7, className="c-gap"), do], className=classes)]
    rows = []
    for n, line in enumerate(file["tables"]):
        missing, unknown = reports.listing(line.get("missing_headings")), reports.listing(line.get("unknown_headings"))
        told = [
            number if not n else "",
            reports.text(line.get("reason")) if not n else "",
            f"Sheet {line['sheet']}" if reports.text(line.get("sheet")) else "",
            "Lacks: " + ", ".join(missing) if missing else "",
            "Not used: " + reports.named(unknown) if unknown else "",
            others if not n else "",
        ]
        name = reports.file_cell(file["file"] if not n else cells.again(file["file"]), told)
        rows.append(
            html.Tr(
                [
                    name,
                    html.Td(wording.table_name(line["table"])),
                    html.Td(tag if not n else ""),
                    *(html.Td(wording.number(reports.number(line, each)), className="num") for each in COUNTS),
                    html.Td(reports.as_at(file.get("as_at"), reports.text(file.get("as_at_from"))) if not n else ""),
                    do if not n else html.Td("", className="c-do"),
                ],
                className=" ".join(filter(None, [classes, "" if not n else "continued"])),
            )
        )  # fmt: skip
    return rows


def actions(view, file):
    if file["load"] is None:
        return None
    said = cells.sr(f" of {file['file']}, load {file['load']}")
    links = [html.A(["Every line", said], href=view.href(view="files", load=file["load"]))]
    if can_undo(file):
        links.append(
            html.A(
                ["Undo", cells.sr(f" load {file['load']}, {file['file']}")],
                href=view.href(view="files", undo=file["load"]),
                id=f"undo-{file['load']}",
            )
        )
    return links


# -- taking a load back -----------------------------------------------------------------------------


def asked_to_undo(view, snapshot):
    """The files that the address asks to undo: one, or those of a batch."""
    asked = view.asked("undo")
    if asked.startswith("batch-"):
        return [file for file in loads(snapshot) if can_undo(file) and str(file["batch"]) == asked.removeprefix("batch-")]
    return [file for file in loads(snapshot) if asked and can_undo(file) and str(file["load"]) == asked]


def confirmation(view, snapshot):
    """What undoing would do, before it is done. Nothing happens by following a link."""
    if not view.asked("undo"):
        return None
    files = asked_to_undo(view, snapshot)
    if not files:
        return html.P("This load is undone already, or there is no such load.", className="notice")
    rows = {}
    for file in files:
        for line in file["tables"]:
            rows[line["table"]] = rows.get(line["table"], 0) + reports.number(line, "rows_loaded")
    using = sum(any(table in indicator.needs for table in rows) for indicator in snapshot.indicators.values())
    said = [f"{wording.plural(n, 'row')} of {wording.table_name(table)}" for table, n in rows.items()]
    names = wording.listed(file["file"] for file in files) if len(files) < 4 else wording.plural(len(files), "file")
    what = f"load {files[0]['load']}" if len(files) == 1 else f"these {len(files)} loads"
    one = len(files) == 1
    stays = f"The {'file stays' if one else 'files stay'} listed here as undone, and can be loaded again."
    if all(table.startswith("published_") for table in rows):
        goes = "these figures go, and what the program came with or another release gave is in force again."
        moves = "Rates move where populations do, and targets where they are beside England or the neighbours."
    else:
        goes = "these rows go, and what other files said of the same cases stands again."
        moves = (
            f"{wording.plural(using, 'indicator')} rest{'s' if using == 1 else ''} on {'this table' if len(rows) == 1 else 'these tables'}; "
            "published figures that change are marked as such."
        )
    return html.Section(
        [
            html.H2(f"Undo {what}?", id="result", tabIndex=-1),
            html.P([html.Strong(names), f" {'was' if one else 'were'} loaded on {moment(files[0]['loaded_at'])}."]),
            html.P(f"{'It' if one else 'They'} brought or renewed {wording.listed(said)}. Undone, {goes}"),
            html.P(f"{moves} {stays}"),
            html.Div(
                [
                    html.Button(f"Undo {what}", type="button", id="undo", className="button"),
                    html.A("Keep", href=view.href(view="files"), className="button quiet"),
                ],
                className="actions",
            ),
            dcc.Store(id="undone", data=[file["load"] for file in files]),
        ],
        className="card decision confirm",
    )


def just_undone(view):
    job = asked_for(view, kinds=("undo",))
    if job is None:
        return None
    if job.state == "failed":
        return went_wrong(job)
    refused = [file for file in job.report["files"] if file.get("outcome") == "refused"]
    if refused:
        words = " ".join(dict.fromkeys(file.get("reason") or "" for file in refused))
        return html.Div([html.H2("Not undone", id="result", tabIndex=-1), html.P(words)], className="notice notice-bad")
    n = wording.plural(len(job.report["files"]), "load")
    return html.Div(
        [
            html.H2(f"{n} taken back", id="result", tabIndex=-1),
            html.P("The figures are worked out again without it. Published figures that changed are marked on the scorecard."),
        ],
        className="notice",
    )


# -- every line --------------------------------------------------------------------------------------

OUTCOMES = {"loaded": "Loaded", "repeated": "Repeated", "refused": "Refused", "skipped": "Skipped"}
RUNS = 12  # runs of rows shown before the rest is folded away
LINES = 60


def lines_view(view, file):
    frame = shell.source().lines(file["load"])
    told = frame["outcome"].astype(str)
    counts = {name: int((told == name).sum()) for name in OUTCOMES}
    here = view.asked("of") if view.asked("of") in OUTCOMES else ""
    shown = frame[told == here] if here else frame
    read = sum(counts[name] for name in ("loaded", "repeated", "refused"))
    adds = (
        f"{wording.plural(read, 'row')} read = {wording.number(counts['loaded'])} loaded + {wording.number(counts['repeated'])} repeated "
        f"+ {wording.number(counts['refused'])} refused; {wording.plural(counts['skipped'], 'line')} beside these skipped."
    )
    reported = {name: sum(reports.number(line, f"rows_{name}") for line in file["tables"]) for name in OUTCOMES}
    if file["outcome"] == "loaded" and any(counts[name] != reported[name] for name in ("loaded", "repeated", "refused")):
        adds += " This is NOT what its report says: please report this."
    choices = {"view": "files", "load": file["load"]}
    return html.Section(
        [
            html.P(html.A("All files", href=view.href(view="files"))),
            html.H2(f"Every line of {file['file']}"),
            html.P([f"Load {file['load']}, {moment(file['loaded_at'])}. ", adds], className="wide-line"),
            tabs(view, here, counts, choices),
            lines_table(view, shown, {**choices, "of": here}),
            html.P(
                [
                    "Download every line: ",
                    html.A("CSV", href=f"/download/lines/{file['load']}.csv", download=True),
                ],
                className="downloads small",
            ),
        ]
    )


def tabs(view, here, counts, choices):
    items = [("", "All", sum(counts.values())), *((name, label, counts[name]) for name, label in OUTCOMES.items())]
    links = [
        html.Li(
            html.A(
                [label, html.Span(wording.number(n), className="count")],
                href=view.href(**choices, of=name),
                id=f"lines-{name or 'all'}",
                **({"aria-current": "true"} if name == here else {}),
            )
        )
        for name, label, n in items
    ]
    return html.Nav(html.Ul(links), className="subtabs", **{"aria-label": "Which lines"})


def lines_table(view, frame, choices):
    """Lines of one outcome and reason of a sheet together, as runs of row numbers."""
    if frame.empty:
        return html.P("No such lines.", className="card empty")
    frame = frame.assign(sheet=frame["sheet"].astype(object).fillna(""), reason=frame["reason"].astype(object).fillna(""))
    groups = list(frame.groupby(["sheet", "outcome", "reason"], sort=False, observed=True)["row"])
    order = {name: place for place, name in enumerate(("refused", "skipped", "repeated", "loaded"))}
    groups.sort(key=lambda group: (order.get(str(group[0][1]), 9), -len(group[1])))
    several = frame["sheet"].nunique() > 1
    head = [
        ("What became of it", ""),
        ("Why", ""),
        *([("Sheet", "")] if several else []),
        ("How many", "num"),
        ("Rows", ""),
    ]
    body = []
    for (sheet, outcome, reason), rows in cells.page_of(view, groups, LINES):
        runs = wording.cells(int(row) for row in rows).split(", ")
        body.append(
            html.Tr(
                [
                    html.Th(OUTCOMES.get(str(outcome), str(outcome)), scope="row"),
                    html.Td(f"{reason[:1].upper()}{reason[1:]}" if reason else html.Span(wording.DASH, className="muted")),
                    *([html.Td(sheet)] if several else []),
                    html.Td(wording.number(len(rows)), className="num strong"),
                    html.Td(
                        ", ".join(runs)
                        if len(runs) <= RUNS
                        else html.Details([html.Summary(f"{', '.join(runs[:3])} and {len(runs) - 3} more"), html.P(", ".join(runs[3:500]), className="addresses")])
                    ),
                ]
            )
        )  # fmt: skip
    return html.Div(
        [
            cells.stacked(head, body, "Every line of the file", "dense lines"),
            cells.pager(view, len(groups), LINES, "lines", **choices),
        ]
    )
