"""The actions of the plan: a table, one of them or a new one as a form, and saving. Each view of it is a URL.

A change is a new row of plan_actions.csv; the rows before stay and are the action's history. The form holds which version it was
made from, so that nobody overwrites what somebody else has just written.
"""

import datetime as dt

import dash_bootstrap_components as dbc
from dash import ClientsideFunction, Input, Output, State, dcc, no_update

from dashboard import cells, shell, wording
from dashboard import plain as html
from dashboard.callbacks import callbacks
from dashboard.plan.measures import KINDS, more
from dashboard.take_away import of_view, take_away
from metrics.plan import ACTIONS, DONE, STATUSES, checked

SHOWN = {"all": "All", "open": "Not complete", "overdue": "Overdue", **{name: f"{name.capitalize()}: {words.lower()}" for name, words in STATUSES.items()}}
NEW = "new"


def today():
    return dt.date.today()


def overdue(actions):
    return [action for action in actions if action.overdue_days(today())]


def wanted(actions, shown):
    """Those that a choice shows; all of them where it says nothing that is known."""
    if shown == "overdue":
        return overdue(actions)
    if shown == "open":
        return [action for action in actions if not action.is_done]
    if shown in STATUSES:
        return [action for action in actions if action.status == shown]
    return sorted(actions, key=lambda action: action.is_done)


def section(view, plan, snapshot):
    shown = view.asked("status") if view.asked("status") in SHOWN else "all"
    changing = view.asked("change")
    if view.share or (changing != NEW and plan.action(changing) is None):
        changing = ""
    found = wanted(plan.actions, shown)
    if changing and changing != NEW and plan.action(changing) not in found:
        found.append(plan.action(changing))
    add = None if changing == NEW or view.share else html.A("Add an action", href=here(view, shown, change=NEW), id="change-new", className="button quiet")
    return html.Section(
        [
            html.Div([html.H2("Actions", id="actions"), shell.choice("Show", "status", list(SHOWN.items()), shown) if plan.actions else None, add], className="actions-top"),
            said(view, plan),
            form(view, plan, snapshot, None, shown) if changing == NEW else None,
            listing(view, plan, snapshot, found, shown, changing) if found else None,
            html.P(summary(plan), className="story"),
            take_away("the actions", of_view(view, "plan/actions")) if plan.actions else None,
            html.P("None of the actions is shown by this choice.", className="muted") if plan.actions and not found else None,
            dcc.Store(id="plan-go"),
        ],
        className="part plan-actions later",
    )  # fmt: skip


def summary(plan):
    if not plan.actions:
        return f"No actions are written down. Add them here, or in {ACTIONS} in the reference folder."
    late = len(overdue(plan.actions))
    counts = [f"{sum(a.status == status for a in plan.actions)} {words.lower()}" for status, words in STATUSES.items()]
    return f"{wording.plural(len(plan.actions), 'action')}: {wording.listed(counts)}. {wording.number(late) if late else 'None'} {'are' if late > 1 else 'is'} overdue."


def here(view, shown, **choices):
    """This page with its choices; anything that was only to be said once left out."""
    return view.href(status=None if shown == "all" else shown, **choices)


def belongs(plan, snapshot, part):
    """Measure 3: Unallocated cases. What an action belongs to, by name."""
    return part.capitalize() + title(plan, snapshot, part)


def title(plan, snapshot, part):
    found = plan.parts.get(part, "")
    if part.startswith("measure ") and not found:
        indicator = next((snapshot.indicators.get(m.indicator) for m in plan.measures if f"measure {m.number}" == part), None)
        found = indicator.title if indicator else ""
    return f": {found}" if found else ""


# -- the table ---------------------------------------------------------------------------------------

HEAD = [("Action", "c-action"), ("Owner", "c-owner"), ("Due", "c-due"), ("Status", "c-status"), ("Progress", "c-note"), (cells.sr("What can be done"), "c-do")]


def listing(view, plan, snapshot, found, shown, changing):
    rows = []
    for action in found:
        if action.id == changing:
            rows.append(html.Tr(html.Td(form(view, plan, snapshot, action, shown), colSpan=len(HEAD), className="c-form")))
        else:
            rows.append(row(view, plan, snapshot, action, shown))
    return cells.folding(HEAD, rows, "Actions by the day they are due, those that are complete last", "action-list")


def row(view, plan, snapshot, action, shown):
    return html.Tr(
        [
            html.Th([html.Span(action.id, className="number"), html.Span([action.action, html.Span([action.belongs_to.capitalize(), html.Span(title(plan, snapshot, action.belongs_to), className="part-title")], className="small"), on_paper(action)])], scope="row", className="c-action"),
            html.Td(action.owner, className="c-owner"),
            html.Td(due(action), className="c-due"),
            html.Td(chip(action.status), className="c-status"),
            html.Td([progress(action), history(action)], className="c-note"),
            html.Td([more("Note", f"progress of {action.id}"), None if view.share else html.A(["Change", cells.sr(f" action {action.id}")], href=here(view, shown, change=action.id), id=f"change-{action.id}")], className="c-do"),
        ]
    )  # fmt: skip


def on_paper(action):
    """The note again, on a printed sheet, where there is a column less, of what does not go as it should."""
    if not action.note or not (action.status in ("amber", "red") or action.overdue_days(today())):
        return None
    return html.Span(action.note, className="small paper-only", **{"aria-hidden": "true"})


def due(action):
    """The day, and that it has passed: overdue whatever the status says, unless it is complete."""
    days = action.overdue_days(today())
    late = html.Span(f"Overdue by {wording.plural(days, 'day')}", className="chip chip-bad") if days else None
    return [html.Span(wording.short_day(action.due_on), className="fact"), late]


def chip(status):
    """The words of a status in its colour, with its sign."""
    return html.Span([STATUSES[status], cells.sr(f" ({status})")], className=f"chip chip-{KINDS[status]}")


def progress(action):
    noted = html.Span(f"Noted {wording.short_day(action.updated_on)}", className="small") if action.updated_on is not None else None
    return html.Span([action.note or html.Span("No note yet", className="muted"), noted])


def history(action):
    """How it stood before, newest first, folded away."""
    if not action.earlier:
        return None
    lines = [
        html.Li(
            [
                html.Span(wording.short_day(earlier.updated_on) if earlier.updated_on is not None else "Undated", className="strong"),
                f": {STATUSES[earlier.status].lower()}, due {wording.short_day(earlier.due_on)}. {earlier.note}",
            ]
        )
        for earlier in reversed(action.earlier)
    ]
    return html.Details([html.Summary(f"{wording.plural(len(lines), 'earlier note')}", title=f"How action {action.id} stood before"), html.Ul(lines)], className="earlier")


# -- the form ----------------------------------------------------------------------------------------


def form(view, plan, snapshot, action, shown):
    """Where an action is changed, or a new one written down. The link that opened it now closes it, and keeps the focus."""
    parts = [{"value": part, "label": belongs(plan, snapshot, part)} for part in plan.parts]
    statuses = [{"value": status, "label": f"{status.capitalize()}: {words.lower()}"} for status, words in STATUSES.items()]
    name = f"Change action {action.id}" if action else "A new action"
    fields = [
        field("What is to be done", "plan-action", dbc.Textarea(id="plan-action", value=action.action if action else "", maxLength=400, rows=2), "wide"),
        field("Belongs to", "plan-belongs", dbc.Select(id="plan-belongs", options=[{"value": "", "label": "Choose one"}, *parts], value=action.belongs_to if action else "", size="sm"), "wide"),
        field("Owner, by role", "plan-owner", dbc.Input(id="plan-owner", type="text", value=action.owner if action else "", maxLength=80, autoComplete="off")),
        field("Due by", "plan-due", dbc.Input(id="plan-due", type="date", value=f"{action.due_on:%Y-%m-%d}" if action else "")),
        field("Status", "plan-status", dbc.Select(id="plan-status", options=statuses, value=action.status if action else "grey", size="sm")),
        field("Progress, or what shows that it is complete", "plan-note", dbc.Textarea(id="plan-note", value=action.note if action else "", maxLength=600, rows=3), "wide"),
    ]  # fmt: skip
    close = html.Button("Close as complete and embedded", type="button", id="plan-close", className="button quiet") if action and not action.is_done else None
    return html.Div(
        [
            html.Div(
                [
                    html.H3(name),
                    html.A("Cancel", href=here(view, shown), id=f"change-{action.id if action else NEW}"),
                ],
                className="form-top",
            ),
            html.Div(fields, className="fields"),
            html.Div(
                [
                    html.Button("Save", type="button", id="plan-save", className="button"),
                    close or html.Button(hidden=True, id="plan-close"),
                    html.Div(id="plan-said", role="alert", className="said"),
                ],
                className="form-end",
            ),
            dcc.Store(id="plan-of", data={"id": action.id if action else "", "version": action.version if action else 0, "back": here(view, shown)}),
        ],
        className="action-form card",
    )  # fmt: skip


def field(label, id_, control, size=""):
    return html.Div([html.Label(label, htmlFor=id_), control], className=f"field {size}".strip())


def said(view, plan):
    """What was saved, once, and the way to take it back while nobody has changed it since."""
    id_, _, version = view.asked("saved").partition(".")
    action = plan.action(id_)
    if view.asked("taken") and not view.asked("saved"):
        return html.Div(html.P("The change was taken back.", id="result", tabIndex=-1), className="notice")
    if view.share or action is None or str(action.version) != version:
        return None
    done = f"Action {id_} is {'written down' if action.version == 1 else 'saved'}: {STATUSES[action.status].lower()}, due {wording.short_day(action.due_on)}."
    return html.Div(
        [
            html.P(done, id="result", tabIndex=-1),
            html.Button("Take it back", type="button", id="plan-back", className="link"),
            html.Div(id="plan-back-said", role="alert"),
            dcc.Store(id="plan-saved", data={"id": id_, "version": action.version, "back": view.href(status=view.asked("status"))}),
        ],
        className="notice",
    )


# -- saving ------------------------------------------------------------------------------------------

FIELDS = ("belongs_to", "action", "owner", "due_on", "status", "note")


@callbacks(
    Output("plan-go", "data"),
    Output("plan-said", "children"),
    Input("plan-save", "n_clicks"),
    Input("plan-close", "n_clicks"),
    State("plan-belongs", "value"),
    State("plan-action", "value"),
    State("plan-owner", "value"),
    State("plan-due", "value"),
    State("plan-status", "value"),
    State("plan-note", "value"),
    State("plan-of", "data"),
    prevent_initial_call=True,
)
def save(clicks, closes, belongs_to, action, owner, due_on, status, note, of):
    """Write the action down; the address that says so, or what is wrong in a sentence."""
    if not clicks and not closes:
        return no_update, no_update
    asked = shell.source()
    fields = dict(zip(FIELDS, (belongs_to, action, owner, due_on, DONE if closes else status, note), strict=True))
    try:
        plan = asked.snapshot().plan
        row = checked(fields, plan)
        standing = plan.action(of["id"])
        if standing is not None and all(row[name] == written(standing)[name] for name in FIELDS):
            raise ValueError("Nothing was changed.")
        id_ = of["id"] or plan.next_id
        asked.note_action({"id": id_, **row, "updated_on": f"{today():%Y-%m-%d}"}, of["version"])
    except ValueError as reason:
        return no_update, html.P(str(reason))
    return after(of["back"], "saved", f"{id_}.{of['version'] + 1}"), no_update


def written(action):
    """An action as the form gives it."""
    return {"belongs_to": action.belongs_to, "action": action.action, "owner": action.owner, "due_on": f"{action.due_on:%Y-%m-%d}", "status": action.status, "note": action.note}


@callbacks(
    Output("plan-go", "data", allow_duplicate=True),
    Output("plan-back-said", "children"),
    Input("plan-back", "n_clicks"),
    State("plan-saved", "data"),
    prevent_initial_call=True,
)
def take_back(clicks, of):
    if not clicks:
        return no_update, no_update
    try:
        shell.source().take_back_action(of["id"], of["version"])
    except ValueError as reason:
        return no_update, html.P(str(reason))
    return after(of["back"], "taken", f"{of['id']}.{of['version']}"), no_update


def after(address, name, value):
    return f"{address}{'&' if '?' in address else '?'}{name}={value}"


callbacks(Output("plan-go", "storage_type"), Input("plan-go", "data"), prevent_initial_call=True)(ClientsideFunction("dashboard", "goTo"))
