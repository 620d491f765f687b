"""Where the limits of a chart start anew: an analyst's decision, dated and with its reason. It is never made by itself.

Rebase where something is known to have changed the process, such as teams that were merged or another way of counting, and the
points since lie where it would have put them; not to make a concern go away.
"""

import dash_bootstrap_components as dbc
from dash import ALL, ClientsideFunction, Input, Output, State, ctx, dcc, html, no_update

from dashboard import cells, shell, wording
from dashboard.callbacks import callbacks
from metrics.periods import period as period_labelled


def rebasing(indicator, view, snapshot):
    """The rebasings of this line, each with a button that takes it back, and the form for another; None for people outside."""
    months = [figure for figure in snapshot.series(indicator.id, view.team) if figure.value is not None][1:]
    if view.share or not months:
        return None
    known = snapshot.reference.rebasings(indicator.id, view.team)
    noted = view.asked("rebased") or view.asked("taken")
    whose = view.team or snapshot.authority.short_name
    return html.Details(
        [
            html.Summary(f"Rebase the limits ({len(known)} so far)" if known else "Rebase the limits"),
            told(noted, known),
            html.P(
                "Limits start anew from a month on where something is known to have changed how the figure comes about, such as teams that were "
                f"merged or another way of counting. That is for an analyst to say, with the reason; it is shown on every chart of this line ({whose}).",
            ),
            html.Ul([entry(each) for each in known], className="rebasings") if known else None,
            html.Div(
                [
                    html.Div(
                        [
                            html.Label("From", htmlFor="rebase-from"),
                            dbc.Select(
                                id="rebase-from",
                                options=[{"value": f.period, "label": wording.month(f.period_start)} for f in reversed(months)],
                                value=months[-1].period,
                                size="sm",
                            ),
                        ]
                    ),
                    html.Div(
                        [html.Label("Reason", htmlFor="rebase-reason"), dbc.Input(id="rebase-reason", type="text", maxLength=200, autoComplete="off")],
                        className="reason",
                    ),
                    html.Button("Start the limits anew", type="button", id="rebase", className="button quiet"),
                ],
                className="rebase-form",
            ),
            html.P(id="rebase-refused", role="status", className="why"),
            dcc.Store(id="rebase-of", data={"indicator": indicator.id, "team": view.team, "at": view.href(**kept(view))}),
            dcc.Store(id="rebased"),
        ],
        open=bool(noted),
        className="rebase",
    )  # fmt: skip


def kept(view):
    return {name: view.asked(name) for name in ("points", "rules", "chart")}


def told(noted, known):
    """What the last change did; the first thing that is read after it."""
    if not noted:
        return None
    try:
        month = period_labelled(noted, "month")
    except ValueError:
        return None
    does = "start" if any(each.from_on == month.start for each in known) else "no longer start"
    return html.P(f"The limits {does} anew from {wording.month(month.start)}.", id="result", tabIndex=-1, className="notice")


def entry(each):
    noted = f", noted on {wording.short_day(each.noted_on)}" if each.noted_on is not None else ""
    label = f"{each.from_on:%Y-%m-%d}"
    button = html.Button(["Take back", cells.sr(f" the rebasing from {wording.day(each.from_on)}")], type="button", id={"unrebase": label}, className="link")
    return html.Li([f"From {wording.day(each.from_on)}: {each.reason.rstrip('.')}{noted}. ", button])


@callbacks(
    Output("rebased", "data"),
    Output("rebase-refused", "children"),
    Input("rebase", "n_clicks"),
    State("rebase-from", "value"),
    State("rebase-reason", "value"),
    State("rebase-of", "data"),
    prevent_initial_call=True,
)
def rebase(clicks, month, reason, of):
    if not clicks:
        return no_update, no_update
    if not (reason or "").strip():
        return no_update, "Say why the limits start anew: without a reason nobody could defend them later."
    return change(of, f"{month}-01", reason)


@callbacks(
    Output("rebased", "data", allow_duplicate=True),
    Output("rebase-refused", "children", allow_duplicate=True),
    Input({"unrebase": ALL}, "n_clicks"),
    State("rebase-of", "data"),
    prevent_initial_call=True,
)
def take_back(clicks, of):
    if not any(clicks) or not isinstance(ctx.triggered_id, dict):
        return no_update, no_update
    return change(of, ctx.triggered_id["unrebase"], None)


def change(of, day, reason):
    """The address that shows what came of it, or why nothing did."""
    from_on = period_labelled(day[:7], "month").start.replace(day=int(day[8:])).date()
    try:
        shell.source().rebase(of["indicator"], of["team"], from_on, reason and " ".join(reason.split()))
    except ValueError as fault:
        return no_update, str(fault)
    joint = "&" if "?" in of["at"] else "?"
    return f"{of['at']}{joint}{'rebased' if reason else 'taken'}={day[:7]}", ""


callbacks(Output("rebased", "storage_type"), Input("rebased", "data"), prevent_initial_call=True)(ClientsideFunction("dashboard", "goTo"))
