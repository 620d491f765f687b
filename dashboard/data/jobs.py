"""What is going on: the place on each view of the Data page where a load, an undoing, a change of codes says how far it is."""

from dash import ClientsideFunction, Input, Output, State, dcc, no_update
from flask import current_app

from dashboard import plain as html
from dashboard import uploads
from dashboard.callbacks import callbacks


def loading():
    return current_app.config["LOADING"]


def asked_for(view, name="report", kinds=("load", "undo", "words")):
    """The finished job that a link names; None where the link is older than the server."""
    asked = view.asked(name)
    job = loading().jobs.get(int(asked)) if asked.isdecimal() and len(asked) < 9 else None
    return job if job is not None and job.kind in kinds and job.state != "running" else None


def status():
    """Where progress appears. Empty unless something runs, so that nothing moves when nothing does."""
    job = loading().running
    return html.Div(
        [
            html.Div(id="upload-said", role="status"),
            html.Div(progress(job) if job else None, id="load-progress", role="status"),
            dcc.Interval(id="load-tick", interval=400, disabled=job is None),
            dcc.Store(id="job", data=job.id if job else None),
            dcc.Store(id="go-to"),
        ],
        className="status",
    )


def progress(job):
    name = f"{job.message}" + (f" ({job.done} of {job.total})" if job.total else "")
    bar = (
        html.Progress(value=str(job.done), max=str(job.total), **{"aria-label": "How far it is"})
        if job.total
        else html.Progress(**{"aria-label": "How far it is"})
    )
    return html.Div([html.P(f"{name} …"), bar], className="progressing")


@callbacks(
    Output("load-progress", "children"),
    Output("load-tick", "disabled"),
    Output("go-to", "data"),
    Input("load-tick", "n_intervals"),
    Input("job", "data"),
    prevent_initial_call=True,
)
def follow(ticks, job_id):
    """How far the job is; once it is over, the address that shows what came of it."""
    if job_id == "busy":
        return html.P(uploads.BUSY, className="notice"), True, no_update
    job = loading().jobs.get(job_id)
    if job is None:
        return None, True, no_update
    if job.state == "running":
        return progress(job), False, no_update
    return None, True, job.href


callbacks(Output("go-to", "storage_type"), Input("go-to", "data"), prevent_initial_call=True)(ClientsideFunction("dashboard", "goTo"))


def started(job):
    """What a button's callback gives to the store `job`."""
    return job.id if job is not None else "busy"


@callbacks(
    Output("job", "data", allow_duplicate=True),
    Input("load-folder", "n_clicks"),
    prevent_initial_call=True,
)
def load_folder(clicks):
    return started(loading().drop_folder()) if clicks else no_update


@callbacks(
    Output("job", "data", allow_duplicate=True),
    Input("accept", "n_clicks"),
    State("previewed", "data"),
    prevent_initial_call=True,
)
def accept(clicks, job_id):
    return started(loading().accept(job_id)) if clicks else no_update


@callbacks(
    Output("job", "data", allow_duplicate=True),
    Input("look-again", "n_clicks"),
    prevent_initial_call=True,
)
def look_again(clicks):
    return started(loading().look_again()) if clicks else no_update


@callbacks(
    Output("go-to", "data", allow_duplicate=True),
    Input("discard", "n_clicks"),
    State("previewed", "data"),
    prevent_initial_call=True,
)
def discard(clicks, job_id):
    if not clicks:
        return no_update
    loading().discard(job_id)
    return "/data"


@callbacks(
    Output("job", "data", allow_duplicate=True),
    Input("undo", "n_clicks"),
    State("undone", "data"),
    prevent_initial_call=True,
)
def undo(clicks, numbers):
    return started(loading().undo(numbers)) if clicks and numbers else no_update


def went_wrong(job):
    what = {"load": "This load failed", "undo": "The load could not be taken back", "words": "The change could not be saved",
            "preview": "These files could not be read"}[job.kind]  # fmt: skip
    return html.Section(
        [
            html.H2(what, tabIndex=-1, id="result"),
            html.P(
                "It stopped with an error, which is in the log of this server. What was loaded before still stands. "
                "Try again; if it happens again, tell whoever looks after this dashboard the time.",
                className="notice",
            ),
        ],
        className="part",
        id="report",
    )

