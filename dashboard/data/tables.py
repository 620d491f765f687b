"""Which tables are loaded, how far they reach, and who needs them."""

import pandas as pd

from dashboard import cells, reports, wording
from dashboard import plain as html

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
    for table in sorted(snapshot.table_names, key=lambda table: table not in snapshot.tables):
        name, line = wording.table_name(table), snapshot.tables.get(table)
        n_using = sum(table in indicator.needs for indicator in snapshot.indicators.values())
        using = html.Span("no indicator", className="muted")
        if n_using:
            using = html.A([wording.plural(n_using, "indicator"), cells.sr(f" that need {name}")], href=view.href("/definitions", table=table))
        head = html.Th(html.A(wording.table_title(table), href=view.href(table=table)), scope="row")
        if line is None:
            words = ["Not loaded: load this extract. ", html.A(["Its headings", cells.sr(f": {name}")], href=view.href(table=table))]
            body.append(html.Tr([head, html.Td(words, colSpan=5, className="muted"), html.Td(using, className="num")]))
            continue
        body.append(
            html.Tr(
                [
                    head,
                    html.Td(wording.number(int(line["n_rows"])), className="num strong"),
                    html.Td(months(line)),
                    html.Td([reports.as_at(line["as_at_on"], reports.text(line["as_at_from"])), behind(line, snapshot)]),
                    html.Td(counted(view, "files", table, int(line["n_files"]), "file"), className="num"),
                    html.Td(counted(view, "problems", table, n_problems.get(table, 0), "problem"), className="num"),
                    html.Td(using, className="num"),
                ]
            )
        )
    return cells.folding(TABLES_HEAD, body, "Tables that are loaded", "tables")


def behind(line, snapshot):
    """That a table ends in an earlier month than the latest: its extract is late."""
    n = (snapshot.as_at.to_period("M") - pd.Timestamp(line["as_at_on"]).to_period("M")).n
    return cells.tag(f"{wording.plural(n, 'month')} behind", "near") if n > 0 else None


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
    return table if table in snapshot.table_names or table in snapshot.dictionary else ""


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
