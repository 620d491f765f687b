"""One table: how far it reaches and how good it is, column by column, the headings and codes a file of it may have, and who needs it."""

from dashboard import cells, reports, wording
from dashboard import plain as html
from dashboard.data import headings, tables
from dashboard.data.checks import share_words
from dashboard.data.codes import code_words, cut

HEAD = [("Column", ""), ("Other headings it may have", "c-headings"), ("Filled", "num"), ("Not usable", "num"), ("Codes, and how the files write them", "c-codes")]
IN_NO_FILE = "in no file"
FEW = 8  # codes that need not be folded away


def one_table(view, snapshot, table, problems):
    """`problems`: the groups of them in every table. Of a table that is not loaded: what a file of it looks like."""
    about = snapshot.dictionary.get(table, {"row_is": "", "columns": {}})
    name, line = wording.table_title(table), snapshot.tables.get(table)
    return html.Section(
        [
            html.Nav([html.A("Tables", href=view.href()), f" / {name}"], className="crumbs", **{"aria-label": "Which table"}),
            html.H2(name),
            html.Div(cells.figure_rows([("A row is", about["row_is"] or None), *(not_loaded(table, about) if line is None else loaded(view, snapshot, table, line, problems))]), className="card one-table"),
            html.H3("Columns", className="spaced"),
            columns(view, snapshot, table, about["columns"]),
            headings.take() if about["columns"] else None,
            *([] if table.startswith(headings.PUBLISHED) else [html.H3("Who needs it", className="spaced"), used_by(view, snapshot, table)]),
        ]
    )  # fmt: skip


def loaded(view, snapshot, table, line, problems):
    n_problems = sum(len(group["rows"]) for group in problems if group["table"] == table)
    return [
        ("Rows", html.Strong(wording.number(int(line["n_rows"])))),
        ("Months covered", tables.months(line)),
        ("Data as at", reports.as_at(line["as_at_on"], reports.text(line["as_at_from"]))),
        ("Files", tables.counted(view, "files", table, int(line["n_files"]), "file")),
        ("Problems", tables.counted(view, "problems", table, n_problems, "problem")),
        ("Quality", links(view, table)),
    ]


def not_loaded(table, about):
    key = wording.listed(headings.shown(about["columns"][name]) for name in about["key"] if name != headings.OURS)
    where = "See Published figures for the releases in force" if table.startswith(headings.PUBLISHED) else "Not loaded: load a file with these headings"
    return [("Told apart by", key), ("Rows", where)]


def links(view, table):
    parts = {"Checks": None, "Months covered": "calendar", "Columns by team and month": "columns", "Recorded late": "late"}
    made = []
    for words, part in parts.items():
        made += [" · ", html.A(words, href=view.href(view="quality", part=part, table=table))]
    return made[1:]


def columns(view, snapshot, table, known):
    """Each column as the files head it; `known`: what the data dictionary says of each. Those that no file has come last."""
    quality, found = snapshot.assessed, {}
    if quality is not None and table in snapshot.tables:
        frame = quality.columns
        frame = frame[(frame["table"] == table) & (frame["team"] == "") & (frame["month"] == "")]
        found = {each["column"]: each for each in frame.astype(object).to_dict("records") if each["n_rows"]}
    head = HEAD if found else [each for each in HEAD if each[1] != "num"]
    rows = []
    for name in [*found, *(name for name in known if name not in found and name != headings.OURS)]:
        column, each = known.get(name, {}), found.get(name)
        heading = each["heading"] if each else headings.shown(column)
        said = codes(view, snapshot, table, name)
        counts = []
        if each:
            counts = [share_words(int(each["n_filled"]), int(each["n_rows"])), share_words(int(each["n_unusable"]), int(each["n_filled"])) if each["n_unusable"] else html.Span("none", className="muted")]
        elif found:
            counts = [html.Span(IN_NO_FILE, className="muted"), ""]
        rows.append(
            html.Tr(
                [
                    html.Th([heading, html.Span(headings.holds(name, column), className="small")], scope="row"),
                    html.Td(headings.rest_of(column, heading), className="c-headings small"),
                    *(html.Td(count, className="num" if count else "num blank") for count in counts),
                    html.Td(said, className="c-codes" if said else "c-codes blank"),
                ]
            )
        )
    return cells.folding(head, rows, f"Columns of {wording.table_name(table)}", "dense of-table")


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
    return [html.Details([html.Summary(wording.plural(len(known), "code")), cells.figure_rows(pairs)], open=len(known) <= FEW), more]


def spelled(spellings, own):
    words = wording.listed(f"“{each}”" for each in spellings) if spellings else "as it is called"
    return [words, *(html.Span(f"; here also “{cut(text)}”", className="strong") for text in own)]


def used_by(view, snapshot, table):
    """The indicators that need it, each with its definition."""
    using = [indicator for indicator in snapshot.indicators.values() if table in indicator.needs]
    if not using:
        return html.P("No indicator.", className="muted")
    return html.Ul([html.Li(html.A(each.title, href=view.href("/definitions", theme=each.theme, anchor=each.id))) for each in using], className="plain-list")
