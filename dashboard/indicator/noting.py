"""A form under a chart that writes something down with its day, and a button beside each of its kind that takes it back.

`form` draws it and `register` gives it its callbacks. What came of a change is a new address, so that reload and back do as elsewhere.
"""

from dash import ALL, ClientsideFunction, Input, Output, State, ctx, dcc, no_update

from dashboard import cells
from dashboard import plain as html
from dashboard.callbacks import callbacks


def form(name, view, *, summary, about, known, fields, button, of, told, kept):
    """A disclosure with the form. `known`: (key, words, what a button that takes it back is read out as) of each so far; `fields`: (name,
    label, control, classes); `of`: whose it is, handed back when something is noted; `told`: what the last change did, None where there
    was none; `kept`: what of the address stays.
    """
    return html.Details(
        [
            html.Summary(f"{summary} ({len(known)} so far)" if known else summary),
            html.P(told, id="result", tabIndex=-1, className="notice") if told else None,
            html.P(about),
            html.Ul(
                [
                    html.Li([f"{words} ", html.Button(["Take back", cells.sr(f" {said}")], type="button", id={f"un{name}": key}, className="link")])
                    for key, words, said in known
                ],
                className="noted",
            )
            if known
            else None,
            html.Div(
                [
                    *(html.Div([html.Label(label, htmlFor=f"{name}-{field}"), control], className=classes) for field, label, control, classes in fields),
                    html.Button(button, type="button", id=name, className="button quiet"),
                ],
                className="noting-form",
            ),
            html.P(id=f"{name}-refused", role="status", className="why"),
            dcc.Store(id=f"{name}-of", data={**of, "at": view.href(**kept)}),
            dcc.Store(id=f"{name}-done"),
        ],
        open=bool(told),
        className=name,
    )


def asked(name, view):
    """(what was last noted, what was last taken back), as the address says it; "" for neither."""
    return view.asked(f"{name}-noted"), view.asked(f"{name}-taken")


def register(name, fields, note, take_back):
    """`note(of, *values)` writes down what the fields hold, `take_back(of, key)` takes it back; each returns what the address is to say of
    it, or raises ValueError with a sentence."""

    def change(of, which, do):
        try:
            said = do()
        except ValueError as fault:
            return no_update, str(fault)
        joint = "&" if "?" in of["at"] else "?"
        return f"{of['at']}{joint}{name}-{which}={said}", ""

    @callbacks(
        Output(f"{name}-done", "data"),
        Output(f"{name}-refused", "children"),
        Input(name, "n_clicks"),
        *(State(f"{name}-{field}", "value") for field in fields),
        State(f"{name}-of", "data"),
        prevent_initial_call=True,
    )
    def noted(clicks, *given):
        *values, of = given
        if not clicks:
            return no_update, no_update
        return change(of, "noted", lambda: note(of, *(" ".join((value or "").split()) for value in values)))

    @callbacks(
        Output(f"{name}-done", "data", allow_duplicate=True),
        Output(f"{name}-refused", "children", allow_duplicate=True),
        Input({f"un{name}": ALL}, "n_clicks"),
        State(f"{name}-of", "data"),
        prevent_initial_call=True,
    )
    def taken_back(clicks, of):
        if not any(clicks) or not isinstance(ctx.triggered_id, dict):
            return no_update, no_update
        return change(of, "taken", lambda: take_back(of, ctx.triggered_id[f"un{name}"]))

    callbacks(Output(f"{name}-done", "storage_type"), Input(f"{name}-done", "data"), prevent_initial_call=True)(ClientsideFunction("dashboard", "goTo"))
