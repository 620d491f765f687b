"""What the authority calls things: codes that are not known, teams by other names, names of no worker.

Values as they stand in the files are shown here, because nobody can map what they cannot see, and nowhere else. An id of
this page names a place in the snapshot's list, never a value.
"""

import dash_bootstrap_components as dbc
from dash import ALL, Input, Output, State, ctx, dcc, no_update

from dashboard import cells, shell, wording
from dashboard import plain as html
from dashboard.callbacks import callbacks
from dashboard.data.jobs import asked_for, loading, started, went_wrong

PAGE = 25
CUT = 60  # characters of a value that are shown
PARTS = {"values": "Values without a code", "mapped": "Values with a meaning here", "teams": "Teams", "workers": "Names of no worker"}
LATER = "\x1flater"  # nothing chosen
OWN_TEAM = "\x1fown"  # the choice of a team that is none of those known


def n_open(snapshot):
    """How many spellings wait for somebody to say what they mean."""
    return len(snapshot.unmapped) + len(snapshot.unknown_teams)


def codes_view(view, snapshot):
    here = view.asked("part") if view.asked("part") in PARTS else "values"
    counts = {
        "values": len(snapshot.unmapped),
        "mapped": len(snapshot.mapped),
        "teams": len(snapshot.unknown_teams),
        "workers": len(snapshot.pseudo_workers),
    }
    content = {"values": values, "mapped": mapped, "teams": teams, "workers": workers}[here]
    items = [
        html.Li(
            html.A(
                [label, html.Span(wording.number(counts[name]), className="count")],
                href=view.href(view="codes", part=None if name == "values" else name),
                id=f"part-{name}",
                **({"aria-current": "true"} if name == here else {}),
            )
        )
        for name, label in PARTS.items()
    ]
    return html.Section(
        [
            html.Nav(html.Ul(items), className="subtabs", **{"aria-label": "What to look after"}),
            content(view, snapshot),
            dcc.Store(id="words-of", data={"snapshot": snapshot.number, "at": view.href(view="codes", part=view.asked("part"), column=view.asked("column"))}),
        ],
        className="codes",
    )


def said(view):
    """What the last change did, where its button is: saving moves nothing else."""
    job = asked_for(view, kinds=("words",))
    if job is None:
        return None
    if job.state == "failed":
        return went_wrong(job)
    # One paragraph for what was done and one for what was not; the first that there is takes the focus.
    told = [(" ".join(job.report[name]), classes) for name, classes in (("said", ""), ("refused", "why")) if job.report[name]]
    return html.Div(
        [
            html.P(words, className=classes, tabIndex=-1, **({} if n else {"id": "result"}))
            for n, (words, classes) in enumerate(told)
        ],
        className="said",
    )


def cut(text):
    text = " ".join(str(text).split())
    return text if len(text) <= CUT else text[: CUT - 1].rstrip() + "…"


def code_words(code):
    return str(code).replace("_", " ")


def select(name, place, options, label):
    """A native select whose label is read out; it stands in a column that says what it is."""
    key = {"words": name, "place": place}
    return [
        html.Label(label, htmlFor=dash_id(key), className="sr-only"),
        dbc.Select(id=key, options=[{"value": LATER, "label": "Leave for later"}, *options], value=LATER, size="sm"),
    ]


def dash_id(key):
    """An id of several parts as Dash writes it into the page."""
    return "{" + ",".join(f'"{name}":{dumped(key[name])}' for name in sorted(key)) + "}"


def dumped(value):
    return str(value) if isinstance(value, int) else f'"{value}"'


def save_bar(view, what):
    return html.Div(
        [html.Button("Save", type="button", id=f"save-{what}", className="button"), said(view)],
        className="save-bar",
    )


# -- values without a code ---------------------------------------------------------------------------


def in_groups(snapshot):
    """Places in `unmapped`, columns together: the column with most rows first, in it the value with most rows."""

    def order():
        frame = snapshot.unmapped
        whole = frame.groupby(["table", "column"], observed=True)["n"].transform("sum") if len(frame) else []
        ordered = frame.assign(whole=whole, place=range(len(frame)))
        return ordered.sort_values(["whole", "table", "column", "n"], ascending=[False, True, True, False])["place"].tolist()

    return snapshot.once("unmapped in groups", order)


def values(view, snapshot):
    if snapshot.unmapped.empty:
        words = "Every value in a coded column is known." if not snapshot.is_empty else "Nothing is loaded yet."
        return html.Div([html.P(words), said(view)], className="card empty")
    frame, of = snapshot.unmapped, column_of(view, snapshot)
    places = [place for place in in_groups(snapshot) if not of or frame["column"].iloc[place] == of]
    rows_of = frame.groupby(["table", "column"], observed=True)["n"].agg(["sum", "size"])
    bodies, here = [], None
    for place in cells.page_of(view, places, PAGE):
        line = frame.iloc[place]
        key = (line["table"], line["column"])
        if key != here:
            here = key
            n, size = (int(each) for each in rows_of.loc[key])
            table = wording.table_name(key[0])
            words = [html.Strong(f"{table[:1].upper()}{table[1:]}, {column_words(key[1])}"), html.Span(f"{wording.plural(size, 'value')} in {wording.plural(n, 'row')}")]
            bodies.append([html.Tr([html.Th(html.Div(words), colSpan=3, scope="rowgroup")], className="batch")])
        text, options = cut(line["text"]), [{"value": code, "label": code_words(code)} for code in snapshot.code_choices.get(key, ())]
        bodies[-1].append(
            html.Tr(
                [
                    html.Th(html.Span(f"“{text}”", className="as-written"), scope="row"),
                    html.Td(wording.number(int(line["n"])), className="num"),
                    html.Td(select("value", place, options, f"What “{text}” means in {column_words(key[1])} of {table}")),
                ]
            )
        )  # fmt: skip
    return html.Div(
        [
            html.P(
                "These stand in coded columns, and no code is known for them. The rows are held; where a figure depends on the code, "
                "they count as none of the known ones. A meaning chosen here reaches the rows already loaded and those to come.",
                className="lead spaced-below",
            ),
            html.P([f"Only those of {column_words(of)} are shown. ", html.A("All values", href=view.href(view="codes"))]) if of else None,
            cells.stacked(
                [("As it stands in the files", ""), ("Rows", "num"), ("Means", "c-means")], bodies, "Values without a code", "dense words-table"
            ),
            cells.pager(view, len(places), PAGE, "values", view="codes", column=of),
            save_bar(view, "values"),
        ]
    )  # fmt: skip


def column_of(view, snapshot):
    """The column that a row with an unexplained code led here from; "" where it has none (any more)."""
    asked = view.asked("column")
    return asked if (snapshot.unmapped["column"] == asked).any() else ""


def column_words(column):
    return column.removesuffix("_code").replace("_", " ")


def meaning(asked, line, code):
    """(what is said when it is done, the change): a value means a code from now on, or no longer."""
    table, column, text = line["table"], line["column"], line["text"]
    n, where = wording.plural(int(line["n"]), "row"), wording.table_name(table) if table else "all tables"
    words = f"“{cut(text)}” means {code_words(code)}: {n} of {where}." if code else f"“{cut(text)}” has no meaning now: {n} of {where}."
    return words, lambda: asked.map_code(table, column, text, code)


# -- values with a meaning here ----------------------------------------------------------------------


def mapped(view, snapshot):
    frame = snapshot.mapped
    if frame.empty:
        return html.Div([html.P("No value was given a meaning here yet."), said(view)], className="card empty")
    order = frame.assign(place=range(len(frame))).sort_values(["table", "column", "text"])["place"].tolist()
    body = []
    for place in cells.page_of(view, order, PAGE):
        line = frame.iloc[place]
        table = wording.table_name(line["table"]) if line["table"] else "all tables"
        body.append(
            html.Tr(
                [
                    html.Th(html.Span(f"“{cut(line['text'])}”", className="as-written"), scope="row"),
                    html.Td(code_words(line["code"])),
                    html.Td(cells.two(f"{table[:1].upper()}{table[1:]}", column_words(line["column"]))),
                    html.Td(wording.number(int(line["n"])), className="num"),
                    html.Td(remove("mapped", place, f" the meaning of “{cut(line['text'])}”"), className="c-do"),
                ]
            )
        )
    head = [("As it stands in the files", ""), ("Means", ""), ("Where", ""), ("Rows", "num"), (DO, "c-do")]
    return html.Div(
        [
            html.P("What this authority said its own values mean, and how many rows each reaches. Without its meaning, a value has no code again.", className="lead spaced-below"),
            cells.stacked(head, body, "Values with a meaning here", "dense words-table"),
            cells.pager(view, len(order), PAGE, "values", view="codes", part="mapped"),
            html.Div(said(view), className="save-bar"),
        ]
    )  # fmt: skip


DO = cells.sr("What can be done")


def remove(name, place, what):
    return html.Button(["Remove", cells.sr(what)], type="button", id={"remove": name, "place": place}, className="link")


# -- teams -------------------------------------------------------------------------------------------


def aliases(snapshot):
    """(spelling, team) of the reference data, where the two differ."""
    frame = snapshot.reference.teams
    pairs = zip(frame["alias"], frame["team"], strict=True)
    return sorted({(alias, team) for alias, team in pairs if alias and alias != team}, key=lambda pair: (pair[1], pair[0]))


def teams(view, snapshot):
    frame = snapshot.unknown_teams
    known = sorted(set(snapshot.reference.teams["team"]), key=str.casefold)
    options = [{"value": OWN_TEAM, "label": "A team of its own"}, *({"value": team, "label": team} for team in known)]
    body = []
    places = list(range(len(frame)))
    for place in cells.page_of(view, places, PAGE):
        line = frame.iloc[place]
        name = cut(line["team"])
        body.append(
            html.Tr(
                [
                    html.Th(html.Span(f"“{name}”", className="as-written"), scope="row"),
                    html.Td(wording.number(int(line["n"])), className="num"),
                    html.Td(select("team", place, options, f"Which team “{name}” is")),
                ]
            )
        )
    return html.Div(
        [
            html.P(
                "Teams named in the files that are not in the list of teams: each is shown as a team of its own until somebody says "
                "which it is. Rows already loaded follow.",
                className="lead spaced-below",
            ),
            cells.stacked([("As it stands in the files", ""), ("Rows", "num"), ("Is the team", "c-means")], body, "Teams not in the list", "dense words-table")
            if body
            else html.P("Every team in the files is in the list of teams.", className="card empty"),
            cells.pager(view, len(places), PAGE, "teams", view="codes", part="teams"),
            save_bar(view, "teams") if body else html.Div(said(view), className="save-bar"),
            spellings(snapshot),
        ]
    )  # fmt: skip


def spellings(snapshot):
    """The other names of teams that are known, folded away: they are seldom looked at."""
    pairs = aliases(snapshot)
    if not pairs:
        return None
    body = [
        html.Tr(
            [
                html.Th(html.Span(f"“{cut(alias)}”", className="as-written"), scope="row"),
                html.Td(team),
                html.Td(remove("alias", place, f" “{cut(alias)}” as a name of {team}"), className="c-do"),
            ]
        )
        for place, (alias, team) in enumerate(pairs)
    ]
    return html.Details(
        [
            html.Summary(f"{wording.plural(len(pairs), 'other name')} of teams, as known"),
            cells.stacked([("As it may stand in files", ""), ("Is the team", ""), (DO, "c-do")], body, "Other names of teams", "dense words-table"),
        ]
    )  # fmt: skip


def belongs(asked, line, team):
    name = line["team"]
    chosen = name if team == OWN_TEAM else team
    n = wording.plural(int(line["n"]), "row")
    words = f"“{cut(name)}” is a team of its own: {n}." if team == OWN_TEAM else f"“{cut(name)}” is {chosen}: {n}."
    return words, lambda: asked.map_team(name, chosen)


# -- names of no worker ------------------------------------------------------------------------------


def workers(view, snapshot):
    frame = snapshot.pseudo_workers
    body = [
        html.Tr(
            [
                html.Th(html.Span(f"“{cut(line['name'])}”", className="as-written"), scope="row"),
                html.Td(wording.number(int(line["n"])), className="num"),
                html.Td(remove("worker", place, f" “{cut(line['name'])}”"), className="c-do"),
            ]
        )
        for place, line in enumerate(frame.to_dict("records"))
    ]
    add = html.Div(
        [
            html.Label("Another name that is no worker", htmlFor="worker-name"),
            dbc.Input(id="worker-name", type="text", maxLength=80, autoComplete="off"),
            html.Button("Add", type="button", id="save-worker", className="button quiet"),
            said(view),
        ],
        className="save-bar add",
    )
    return html.Div(
        [
            html.P(
                "Names that stand where a worker should, and are nobody: a duty desk, a team, “Unallocated”. Their cases count as "
                "without a worker. The names of teams are always among them, without being listed.",
                className="lead spaced-below",
            ),
            cells.stacked([("Name", ""), ("Rows", "num"), (DO, "c-do")], body, "Names of no worker", "dense words-table")
            if body
            else html.P("No name is listed yet.", className="card empty"),
            add,
        ]
    )  # fmt: skip


def nobody(asked, name, is_one):
    words = f"“{cut(name)}” is no worker now." if is_one else f"“{cut(name)}” is a worker again."
    return words, lambda: asked.set_pseudo_worker(name, is_one)


# -- saving ------------------------------------------------------------------------------------------


@callbacks(
    Output("job", "data", allow_duplicate=True),
    Input("save-values", "n_clicks"),
    State({"words": "value", "place": ALL}, "value"),
    State({"words": "value", "place": ALL}, "id"),
    State("words-of", "data"),
    prevent_initial_call=True,
)
def save_values(clicks, chosen, ids, of):
    return save_chosen(clicks, chosen, ids, of, lambda asked, snapshot, place, code: meaning(asked, snapshot.unmapped.iloc[place], code))


@callbacks(
    Output("job", "data", allow_duplicate=True),
    Input("save-teams", "n_clicks"),
    State({"words": "team", "place": ALL}, "value"),
    State({"words": "team", "place": ALL}, "id"),
    State("words-of", "data"),
    prevent_initial_call=True,
)
def save_teams(clicks, chosen, ids, of):
    return save_chosen(clicks, chosen, ids, of, lambda asked, snapshot, place, team: belongs(asked, snapshot.unknown_teams.iloc[place], team))


def save_chosen(clicks, chosen, ids, of, change):
    if not clicks:
        return no_update
    pairs = [(each["place"], value) for each, value in zip(ids, chosen, strict=True) if value and value != LATER]
    return save(of, lambda asked, snapshot: [change(asked, snapshot, place, value) for place, value in pairs])


@callbacks(
    Output("job", "data", allow_duplicate=True),
    Input({"remove": ALL, "place": ALL}, "n_clicks"),
    State("words-of", "data"),
    prevent_initial_call=True,
)
def remove_one(clicks, of):
    if not any(clicks) or not isinstance(ctx.triggered_id, dict):
        return no_update
    what, place = ctx.triggered_id["remove"], ctx.triggered_id["place"]

    def change(asked, snapshot):
        if what == "mapped":
            return [meaning(asked, snapshot.mapped.iloc[place], None)]
        if what == "alias":
            alias, team = aliases(snapshot)[place]
            return [(f"“{cut(alias)}” is no other name of {team} now.", lambda: asked.map_team(alias, None))]
        return [nobody(asked, snapshot.pseudo_workers["name"].iloc[place], False)]

    return save(of, change)


@callbacks(
    Output("job", "data", allow_duplicate=True),
    Input("save-worker", "n_clicks"),
    Input("worker-name", "n_submit"),
    State("worker-name", "value"),
    State("words-of", "data"),
    prevent_initial_call=True,
)
def add_worker(clicks, submitted, name, of):
    if not clicks and not submitted:
        return no_update
    name = " ".join((name or "").split())
    return save(of, lambda asked, snapshot: [nobody(asked, name, True)] if name else [])


def save(of, changes):
    """Start saving; what stands in the lists is found by its place, so the lists must still be those of the page."""
    asked = shell.source()
    snapshot = asked.snapshot()
    if snapshot.number != of["snapshot"]:
        found = [("", refuse("The data changed since this page was shown. Look at the list as it is now, and save again."))]
    else:
        found = changes(asked, snapshot) or [("", refuse("Nothing was chosen."))]
    return started(loading().change_words(found, of["at"]))


def refuse(words):
    def change():
        raise ValueError(words)

    return change
