"""One table: how far it reaches and how good it is, column by column, what its codes mean, and who needs it."""

from dashboard import cells, reports, wording
from dashboard import plain as html
from dashboard.data import tables
from dashboard.data.checks import share_words
from dashboard.data.codes import code_words, cut

HEAD = [("Column", ""), ("Filled", "num"), ("Not usable", "num"), ("Codes, and how the files write them", "c-codes")]


def one_table(view, snapshot, table, problems):
    """`problems`: the groups of them in every table."""
    line = snapshot.tables[table]
    n_problems = sum(len(group["rows"]) for group in problems if group["table"] == table)
    facts = [
        ("Rows", html.Strong(wording.number(int(line["n_rows"])))),
        ("Months covered", tables.months(line)),
        ("Data as at", reports.as_at(line["as_at_on"], reports.text(line["as_at_from"]))),
        ("Files", tables.counted(view, "files", table, int(line["n_files"]), "file")),
        ("Problems", tables.counted(view, "problems", table, n_problems, "problem")),
        ("Quality", links(view, table)),
    ]
    return html.Section(
        [
            html.Nav([html.A("Tables", href=view.href()), f" / {wording.table_title(table)}"], className="crumbs", **{"aria-label": "Which table"}),
            html.H2(wording.table_title(table)),
            html.Div(cells.figure_rows(facts), className="card one-table"),
            html.H3("Columns", className="spaced"),
            columns(view, snapshot, table),
            html.H3("Who needs it", className="spaced"),
            used_by(view, snapshot, table),
        ]
    )


def links(view, table):
    parts = {"Checks": None, "Months covered": "calendar", "Columns by team and month": "columns", "Recorded late": "late"}
    made = []
    for words, part in parts.items():
        made += [" · ", html.A(words, href=view.href(view="quality", part=part, table=table))]
    return made[1:]


def columns(view, snapshot, table):
    """Each column as the files head it."""
    quality = snapshot.assessed
    if quality is None:
        return html.P("The quality of these data has not been worked out.", className="card empty")
    frame = quality.columns
    found = frame[(frame["table"] == table) & (frame["team"] == "") & (frame["month"] == "")].astype(object).to_dict("records")
    rows = [
        html.Tr(
            [
                html.Th([each["heading"], html.Span(each["column"].replace("_", " "), className="small")], scope="row"),
                html.Td(share_words(int(each["n_filled"]), int(each["n_rows"])), className="num"),
                html.Td(share_words(int(each["n_unusable"]), int(each["n_filled"])) if each["n_unusable"] else html.Span("none", className="muted"), className="num"),
                html.Td(said := codes(view, snapshot, table, each["column"]), className="c-codes" if said else "c-codes blank"),
            ]
        )
        for each in found
        if each["n_rows"]
    ]
    return cells.folding(HEAD, rows, f"Columns of {wording.table_name(table)}", "dense of-table")


def codes(view, snapshot, table, column):
    """What each code is written as, what this authority added among it, and how many values have none."""
    known = snapshot.code_choices.get((table, column))
    if known is None:
        return None
    own = {}
    for line in snapshot.mapped.to_dict("records"):
        if line["column"] == column and line["table"] in ("", table):
            own.setdefault(line["code"], []).append(line["text"])
    pairs = [(code_words(code), spelled(spellings, own.get(code, ()))) for code, spellings in known.items()]
    frame = snapshot.unmapped
    n_open = int(((frame["table"] == table) & (frame["column"] == column)).sum())
    more = html.A(f"{wording.plural(n_open, 'value')} without a code", href=view.href(view="codes")) if n_open else None
    return [html.Details([html.Summary(wording.plural(len(known), "code")), cells.figure_rows(pairs)], open=True), more]


def spelled(spellings, own):
    words = wording.listed(f"“{each}”" for each in spellings) if spellings else "as it is called"
    return [words, *(html.Span(f"; here also “{cut(text)}”", className="strong") for text in own)]


def used_by(view, snapshot, table):
    """The indicators that need it, each with its definition."""
    using = [indicator for indicator in snapshot.indicators.values() if table in indicator.needs]
    if not using:
        return html.P("No indicator.", className="muted")
    return html.Ul([html.Li(html.A(each.title, href=view.href("/definitions", theme=each.theme, anchor=each.id))) for each in using], className="plain-list")
