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
VIEWS = {"tables": "Tables", "problems": "Problems", "skipped": "Lines skipped", "files": "Files"}


@shell.page()
def layout(view, snapshot):
    problems, skipped = problem_groups(snapshot)
    here = view.asked("view") if view.asked("view") in VIEWS else "tables"
    counts = {
        "tables": len(snapshot.tables),
        "problems": reports.total(problems),
        "skipped": reports.total(skipped),
        "files": snapshot.files["file"].nunique(),
        "refused": snapshot.files.loc[snapshot.files["outcome"] == "refused", "file"].nunique(),
    }
    if here == "tables":
        content = tables(view, snapshot, problems)
    elif here == "files":
        content = files(view, snapshot)
    else:
        content = kinds(view, snapshot, problems if here == "problems" else skipped, here)
    something = bool(counts["tables"] or counts["files"])
    return [
        shell.heading("Data", standing(snapshot, counts)),
        loader(view),
        just_loaded(view),
        tabs(view, here, counts) if something else None,
        content if something else None,
    ]


def problem_groups(snapshot):
    """(problems, skipped lines), grouped once for a snapshot: there may be many thousands."""

    def group():
        found = reports.groups(snapshot.problems.to_dict("records"))
        return [each for each in found if not reports.is_skipped(each)], [
            each for each in found if reports.is_skipped(each)
        ]

    return snapshot.once("problems", group)


def standing(snapshot, counts):
    if snapshot.is_empty:
        return "Nothing is loaded yet. Load the monthly extracts here, or put them into the drop folder."
    missing = [table for table in snapshot.table_names if table not in snapshot.tables]
    words = (
        f"{wording.plural(counts['tables'], 'table')} loaded from {wording.plural(counts['files'] - counts['refused'], 'file')}; "
        f"data as at {snapshot.as_at_words}. {wording.plural(counts['problems'], 'problem')} in cells and rows"
        f"{'' if counts['problems'] else ': every one could be used as it stands'}."
    )
    if counts["refused"]:
        words += f" {wording.plural(counts['refused'], 'file')} refused: see Files."
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
                            html.Button(
                                "Load the drop folder", type="button", id="load-folder", className="button quiet"
                            ),
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
    bar = (
        html.Progress(value=str(job.done), max=str(job.total), **{"aria-label": "Loading"})
        if job.total
        else html.Progress(**{"aria-label": "Loading"})
    )
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
        content = html.P(
            "There was nothing to load: the drop folder holds no file that is not loaded already.", className="notice"
        )
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
    skipped = reports.total(group for group in groups if reports.is_skipped(group))
    groups = [group for group in groups if not reports.is_skipped(group)]
    return html.Section(
        [
            html.H2("What this load did"),
            html.P(
                f"{wording.listed(said)}. {wording.plural(read, 'row')} read = {wording.number(parts[0])} loaded "
                f"+ {wording.number(parts[1])} repeated + {wording.number(parts[2])} refused."
                + (
                    f" {wording.plural(skipped, 'line')} skipped that {'is' if skipped == 1 else 'are'} no row of a table."
                    if skipped
                    else ""
                )
            ),
            reports.files_table(reports.by_file(lines), "Files of this load"),
            html.H3(wording.plural(reports.total(groups), "problem"), className="spaced")
            if groups
            else html.P("No problems in cells or rows.", className="spaced"),
            reports.problems_table(groups[:PAGE], "Problems of this load") if groups else None,
            html.P(f"The first {PAGE} kinds are shown; all of them are under Problems.", className="small")
            if len(groups) > PAGE
            else None,
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


TABLES_HEAD = [
    ("Table", ""),
    ("Rows", "num"),
    ("Months covered", ""),
    ("Data as at", ""),
    ("Files", "num"),
    ("Problems", "num"),
    ("Used by", "num"),
]


def tables(view, snapshot, problems):
    n_problems = {}
    for group in problems:
        n_problems[group["table"]] = n_problems.get(group["table"], 0) + len(group["rows"])
    body = []
    for table in snapshot.table_names:
        name, line = wording.table_name(table), snapshot.tables.get(table)
        using = wording.plural(sum(table in indicator.needs for indicator in snapshot.indicators.values()), "indicator")
        head = html.Th(name[:1].upper() + name[1:], scope="row")
        if line is None:
            words = html.Span("Not loaded: load this extract", className="why")
            body.append(html.Tr([head, html.Td(words, colSpan=5), html.Td(using, className="num")]))
            continue
        body.append(
            html.Tr(
                [
                    head,
                    html.Td(wording.number(int(line["n_rows"])), className="num strong"),
                    html.Td(months(line)),
                    html.Td(reports.as_at(line["as_at_on"], reports.text(line["as_at_from"]))),
                    html.Td(counted(view, "files", table, int(line["n_files"]), "file"), className="num"),
                    html.Td(counted(view, "problems", table, n_problems.get(table, 0), "problem"), className="num"),
                    html.Td(using, className="num"),
                ]
            )
        )
    return cells.stacked(TABLES_HEAD, body, "Tables that are loaded", "tables")


def counted(view, part, table, n, what):
    """A number that leads to what it counts; no link where there is nothing."""
    if not n:
        return "0"
    return html.A(
        [wording.number(n), cells.sr(f" {what}{'s' if n > 1 else ''} of {wording.table_name(table)}")],
        href=view.href(view=part, table=table),
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
    many = {"line skipped": "lines skipped"}.get(what, f"{what}s")
    return html.P(
        [
            f"{wording.plural(n, what, many)} in {wording.table_name(table)}. ",
            html.A(f"All {many}", href=view.href(view=here)),
        ]
    )


WHAT = {"problems": "problem", "skipped": "line skipped"}


def kinds(view, snapshot, groups, here):
    """Problems by file and column, or skipped lines by file: counts first, each of which opens into addresses."""
    table = chosen_table(view, snapshot)
    if table:
        groups = [group for group in groups if group["table"] == table]
    opened = view.asked("group")
    group = next((group for group in groups if group_id(group) == opened), None) if opened else None
    if group is not None:
        return addresses(view, group, here)
    if not groups:
        words = "No problems: every cell could be used as it stands." if here == "problems" else "No line was skipped."
        return html.Div([narrowed(view, table, 0, WHAT[here], here), html.P(words)], className="card empty")
    return html.Section(
        [
            narrowed(view, table, reports.total(groups), WHAT[here], here),
            reports.problems_table(
                cells.page_of(view, groups, PAGE),
                "Problems by file and column" if here == "problems" else "Lines skipped by file",
                all_of=lambda group: view.href(view=here, group=group_id(group)),
            ),
            cells.pager(view, len(groups), PAGE, "kinds", view=here, table=table),
            html.P("Addresses are given, never what stands there: it may be a child’s name.", className="small spaced"),
        ]
    )


def group_id(group):
    """A short name for a kind of problem in a column, the same each time."""
    words = "|".join(group[name] for name in reports.GROUPED_BY)
    return hashlib.sha256(words.encode()).hexdigest()[:10]


ADDRESSES = 500


def addresses(view, group, here):
    rows = cells.page_of(view, group["rows"], ADDRESSES)
    return html.Section(
        [
            html.P(html.A("All problems" if here == "problems" else "All lines skipped", href=view.href(view=here))),
            html.Div(
                [
                    html.H2(
                        f"{group['problem'][:1].upper()}{group['problem'][1:]}: {wording.plural(len(group['rows']), 'row')}"
                    ),
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
            cells.pager(view, len(group["rows"]), ADDRESSES, "addresses", view=here, group=group_id(group)),
        ]
    )


def files(view, snapshot):
    table = chosen_table(view, snapshot)
    found = snapshot.once("files", lambda: reports.by_file(snapshot.files.to_dict("records")))
    if table:
        found = [file for file in found if any(line["table"] == table for line in file["tables"])]
    return html.Section(
        [
            narrowed(view, table, len(found), "file", "files"),
            reports.files_table(cells.page_of(view, found, PAGE), "Files loaded"),
            cells.pager(view, len(found), PAGE, "files", view="files", table=table),
        ]
    )
