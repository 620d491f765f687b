"""What is loaded and what was wrong with it; loading more."""

import hashlib

import dash
import pandas as pd
from dash import Input, Output, State, callback, ctx, dcc, html, no_update
from flask import current_app

from dashboard import cells, reports, shell, wording

dash.register_page(__name__, path="/data", name="Data", title=f"Data · {shell.NAME}", order=3)

MEGABYTES = 100
PAGE = 20
VIEWS = {"tables": "Tables", "problems": "Problems", "files": "Files"}


@shell.page()
def layout(view, snapshot):
    groups = problem_groups(snapshot)
    here = view.asked("view") if view.asked("view") in VIEWS else "tables"
    n_problems = sum(len(group["rows"]) for group in groups)
    counts = {"tables": len(snapshot.tables), "problems": n_problems, "files": snapshot.files["file"].nunique()}
    parts = {"tables": tables, "problems": problems, "files": files}
    return [
        shell.heading("Data", standing(snapshot, n_problems)),
        loader(view),
        just_loaded(view),
        tabs(view, here, counts) if not snapshot.is_empty or counts["files"] else None,
        parts[here](view, snapshot, groups) if not snapshot.is_empty or counts["files"] else None,
    ]


def problem_groups(snapshot):
    """Grouped once for a snapshot: there may be many thousands."""
    if "problems" not in snapshot._compared:
        snapshot._compared["problems"] = reports.groups(snapshot.problems.to_dict("records"))
    return snapshot._compared["problems"]


def standing(snapshot, n_problems):
    if snapshot.is_empty:
        return "Nothing is loaded yet. Load the monthly extracts here, or put them into the drop folder."
    missing = [table for table in snapshot.table_names if table not in snapshot.tables]
    words = (
        f"{wording.plural(len(snapshot.tables), 'table')} loaded from {wording.plural(snapshot.files['file'].nunique(), 'file')}; "
        f"data as at {snapshot.as_at_words}. {wording.plural(n_problems, 'problem').capitalize()} found."
    )
    if missing:
        words += f" Not loaded: {wording.listed(wording.table_name(table) for table in missing)}."
    return words


# -- loading -----------------------------------------------------------------------------------------


def loading():
    return current_app.config["LOADING"]


def loader(view):
    job = loading().running
    folder = getattr(shell.source(), "drop_folder", None)
    return html.Section(
        [
            html.H2("Load extracts"),
            html.Div(
                [
                    dcc.Upload(
                        html.Div(
                            [
                                html.Button("Choose files", type="button", id="choose-files", className="button"),
                                html.Span("or drop them here", className="drop-words"),
                                html.P(
                                    f"Excel workbooks and CSV files, several at once, up to {MEGABYTES} MB each. "
                                    "They are recognised by their headings; names do not matter.",
                                    className="small",
                                ),
                            ],
                            className="drop-inside",
                        ),
                        id="upload",
                        multiple=True,
                        max_size=MEGABYTES * 1024 * 1024,
                        className="drop",
                        className_active="drop drop-over",
                    ),
                    html.Div(
                        [
                            html.Button("Load the drop folder", type="button", id="load-folder", className="button quiet"),
                            html.P(
                                ["Loads what is new in ", html.Code(str(folder) if folder else "the drop folder"), "."],
                                className="small",
                            ),
                        ],
                        className="folder",
                    ),
                ],
                className="loader",
            ),
            html.Div(progress(job) if job else None, id="load-progress", role="status"),
            dcc.Interval(id="load-tick", interval=500, disabled=job is None),
            dcc.Store(id="load-finished"),
        ],
        className="card",
    )


def progress(job):
    name = f"{job.message}" + (f" ({job.done} of {job.total})" if job.total else "")
    bar = html.Progress(value=str(job.done), max=str(job.total), **{"aria-label": "Loading"}) if job.total else html.Progress(**{"aria-label": "Loading"})
    return html.Div([html.P(f"{name} …"), bar], className="progressing")


@callback(
    Output("load-progress", "children"),
    Output("load-tick", "disabled"),
    Output("upload", "contents"),
    Output("load-finished", "data"),
    Input("upload", "contents"),
    Input("load-folder", "n_clicks"),
    Input("load-tick", "n_intervals"),
    State("upload", "filename"),
    prevent_initial_call=True,
)
def load(contents, clicks, ticks, names):
    """Start a load, or say how far the one that runs is; once it is over, the page of its report opens."""
    asked = ctx.triggered_id
    if asked == "upload" and contents:
        job = loading().upload(names, contents)
    elif asked == "load-folder" and clicks:
        job = loading().drop_folder()
    elif asked == "load-tick":
        job = loading().running
        if job is None:
            last = max(loading().jobs, default=None)
            return None, True, no_update, last
        return progress(job), False, no_update, no_update
    else:
        return no_update, no_update, no_update, no_update
    if job is None:
        words = "Another load is going on. Try again when it has finished."
        return html.P(words, className="notice"), False, None, no_update
    return progress(job), False, None, no_update


dash.clientside_callback(
    dash.ClientsideFunction("dashboard", "finished"),
    Output("load-finished", "storage_type"),
    Input("load-finished", "data"),
    prevent_initial_call=True,
)


def just_loaded(view):
    """The report of a load, as the command line gives it; nothing where the link is older than the server."""
    asked = view.asked("report")
    job = loading().jobs.get(int(asked)) if asked.isdecimal() and len(asked) < 9 else None
    if job is None or job.state == "running":
        return None
    if job.state == "failed":
        content = html.P(
            "Loading stopped with an error, which is in the log of this server. What was loaded before still stands.",
            className="notice",
        )
        return html.Section([html.H2("This load failed", tabIndex=-1), content], className="part", id="report")
    lines, problems = reports.rows_of(job.report)
    if not lines:
        content = html.P("There was nothing to load: the drop folder holds no file that is not loaded already.", className="notice")
        return html.Section([html.H2("Nothing new"), content], className="part", id="report")
    outcomes = [file["outcome"] for file in job.report["files"]]
    said = [
        f"{wording.plural(outcomes.count(outcome), 'file')} {outcome}"
        for outcome in ("loaded", "unchanged", "refused")
        if outcome in outcomes
    ]
    read = sum(reports.number(line, "rows_read") for line in lines)
    parts = [sum(reports.number(line, f"rows_{name}") for line in lines) for name in ("loaded", "repeated", "refused")]
    groups = reports.groups(problems)
    return html.Section(
        [
            html.H2("What this load did"),
            html.P(
                f"{wording.listed(said)}. {wording.plural(read, 'row')} read = {wording.number(parts[0])} loaded "
                f"+ {wording.number(parts[1])} repeated + {wording.number(parts[2])} refused."
            ),
            reports.files_table(lines, "Files of this load"),
            html.H3(f"{wording.plural(len(problems), 'problem').capitalize()}", className="spaced") if groups else html.P("No problems.", className="spaced"),
            reports.problems_table(groups[:PAGE], "Problems of this load") if groups else None,
            html.P(f"The first {PAGE} kinds are shown; all of them are under Problems.", className="small") if len(groups) > PAGE else None,
        ],
        className="part",
        id="report",
    )


# -- what is loaded ----------------------------------------------------------------------------------


def tabs(view, here, counts):
    items = [
        html.Li(
            html.A(
                [label, html.Span(wording.number(counts[name]), className="count")],
                href=view.href(view=None if name == "tables" else name),
                id=f"show-{name}",
                **({"aria-current": "true"} if name == here else {}),
            )
        )
        for name, label in VIEWS.items()
    ]
    return html.Nav(html.Ul(items), className="tabs tabs-page", **{"aria-label": "What to show of the data"})


def tables(view, snapshot, groups):
    n_problems = {}
    for group in groups:
        n_problems[group["table"]] = n_problems.get(group["table"], 0) + len(group["rows"])
    body = []
    for table in snapshot.table_names:
        line = snapshot.tables.get(table)
        rests = [indicator for indicator in snapshot.indicators.values() if table in indicator.needs]
        resting = html.Span(wording.plural(len(rests), "indicator"), title="; ".join(indicator.title for indicator in rests))
        name = html.Th(wording.table_name(table).capitalize(), scope="row")
        if line is None:
            words = "Not loaded: load this extract" if rests else "Not loaded"
            body.append(html.Tr([name, html.Td(html.Span(words, className="why"), colSpan=5), html.Td(resting, className="num")]))
            continue
        n = n_problems.get(table, 0)
        body.append(
            html.Tr(
                [
                    name,
                    html.Td(wording.number(int(line["n_rows"])), className="num strong"),
                    html.Td(months(line)),
                    html.Td(reports.as_at(line["as_at_on"], reports.text(line["as_at_from"]))),
                    html.Td(html.A(wording.number(int(line["n_files"])), href=view.href(view="files", table=table), **{"aria-label": f"{int(line['n_files'])} files of {wording.table_name(table)}"}), className="num"),
                    html.Td(html.A(wording.number(n), href=view.href(view="problems", table=table), **{"aria-label": f"{n} problems in {wording.table_name(table)}"}) if n else "0", className="num"),
                    html.Td(resting, className="num"),
                ]
            )
        )
    head = [("Table", ""), ("Rows", "num"), ("Months covered", ""), ("Data as at", ""), ("Files", "num"), ("Problems", "num"), ("Used by", "num")]
    return cells.scroller(
        html.Table(
            [
                html.Caption("Tables that are loaded", className="sr-only"),
                html.Thead(html.Tr([html.Th(name, scope="col", className=classes) for name, classes in head])),
                html.Tbody(body),
            ],
            className="table-plain tables",
        ),
        "Tables that are loaded",
    )


def months(line):
    ends = []
    for name in ("first_month", "last_month"):
        value = line.get(name)
        if value is None or value != value or value == "":
            return html.Span("no dated rows", className="muted")
        ends.append(wording.short_month(pd.Timestamp(value)))
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def chosen_table(view, snapshot):
    table = view.asked("table")
    return table if table in snapshot.table_names else ""


def narrowed(view, table, n, what, here):
    """That a list shows one table only, and the way back to all."""
    if not table:
        return None
    return html.P([f"{wording.plural(n, what)} in {wording.table_name(table)}. ", html.A(f"All {what}s", href=view.href(view=here))])


def problems(view, snapshot, groups):
    table = chosen_table(view, snapshot)
    if table:
        groups = [group for group in groups if group["table"] == table]
    opened = view.asked("group")
    if opened:
        group = next((group for group in groups if group_id(group) == opened), None)
        if group is not None:
            return addresses(view, group)
    if not groups:
        return html.Div([html.P("No problems: every cell could be used as it stands.")], className="card empty")
    n = sum(len(group["rows"]) for group in groups)
    return html.Section(
        [
            narrowed(view, table, n, "problem", "problems"),
            reports.problems_table(
                cells.page_of(view, groups, PAGE),
                "Problems by file and column",
                all_of=lambda group: view.href(view="problems", group=group_id(group)),
            ),
            cells.pager(view, len(groups), PAGE, "problems", view="problems", table=table),
            html.P("Addresses are given, never what stands there: it may be a child’s name.", className="small spaced"),
        ]
    )


def group_id(group):
    """A short name for a kind of problem in a column, the same each time."""
    words = "|".join(group[name] for name in reports.GROUPED_BY)
    return hashlib.sha256(words.encode()).hexdigest()[:10]


ADDRESSES = 500


def addresses(view, group):
    rows = cells.page_of(view, group["rows"], ADDRESSES)
    return html.Section(
        [
            html.P([html.A("All problems", href=view.href(view="problems"))]),
            html.Div(
                [
                    html.H2(f"{group['problem'][:1].upper()}{group['problem'][1:]}: {wording.plural(len(group['rows']), 'row')}"),
                    cells.figure_rows(
                        [
                            ("File", group["file"]),
                            ("Sheet", group["sheet"] or None),
                            ("Heading", f"{group['heading']}, column {group['column']}" if group["column"] else None),
                            ("What was done", group["action"]),
                            ("Rows", wording.cells(rows)),
                        ]
                    ),
                ],
                className="card",
            ),
            cells.pager(view, len(group["rows"]), ADDRESSES, "addresses", view="problems", group=group_id(group)),
        ]
    )


def files(view, snapshot, groups):
    table = chosen_table(view, snapshot)
    lines = snapshot.files.to_dict("records")
    if table:
        lines = [line for line in lines if line["table"] == table]
    return html.Section(
        [
            narrowed(view, table, len(lines), "file", "files"),
            reports.files_table(cells.page_of(view, lines, PAGE), "Files loaded"),
            cells.pager(view, len(lines), PAGE, "files", view="files", table=table),
        ]
    )
