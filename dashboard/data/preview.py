"""Files that were read and not stored: what became of each row and cell, what a load of them would change, and the choice."""

from dash import dcc

from dashboard import plain as html
from dashboard import reports, wording
from dashboard.data import effects as moving
from dashboard.data.headings import PUBLISHED
from dashboard.data.jobs import loading, went_wrong
from dashboard.data.loader import adds_up, refused
from dashboard.data.problems import listed, parted

PARTS = {"effects": "What would change", "files": "Files", "problems": "Problems", "skipped": "Lines skipped"}


def preview_view(view, snapshot):
    asked = view.asked("preview")
    job = loading().jobs.get(int(asked)) if asked.isdecimal() and len(asked) < 9 else None
    waiting = loading().waiting
    if job is not None and job.state == "failed":
        return went_wrong(job)
    if waiting is None or job is None or waiting.job is not job:
        return gone(view)
    if job.state == "running":
        return html.Section([html.H2("The files are being read"), html.P("Nothing is stored yet.")], className="part")
    loading().looked_at(waiting)
    return waits(view, snapshot, waiting)


def gone(view):
    return html.Section(
        [
            html.H2("These files no longer wait", tabIndex=-1, id="result"),
            html.P(
                "They were accepted or discarded, or nobody looked at them for half an hour. What was not accepted was not stored. "
                "To load them, choose them again.",
                className="notice",
            ),
            html.P(html.A("To Data", href=view.href()), className="spaced"),
        ],
        className="part",
    )


def waits(view, snapshot, waiting):
    job = waiting.job
    lines, problems = reports.rows_of(job.report)
    files = job.report["files"]
    if "told" not in job.report:
        job.report["told"] = moving.Effects(job.report.get("effects"), snapshot.indicators)
        job.report["grouped"] = parted(reports.groups(problems))
    told, (faults, skipped) = job.report["told"], job.report["grouped"]
    n_new = sum(file["outcome"] == "loaded" for file in files)
    said = moving.summary(told) if n_new else ""
    counts = {
        "effects": len(told.restated),
        "files": len(files),
        "problems": reports.total(faults),
        "skipped": reports.total(skipped),
    }
    first = "effects" if told.restated else "files"
    here = view.asked("show") if view.asked("show") in PARTS else first
    choices = {"preview": job.id, "show": here}
    content = {
        "effects": lambda: moving.effects_view(view, snapshot, told, waiting.paths, **choices)
        or html.P("No figure that was published before would change.", className="card empty"),
        "files": lambda: reports.files_table(reports.by_file(lines), "Files that wait", is_done=False),
        "problems": lambda: part(view, faults, "problems", choices),
        "skipped": lambda: part(view, skipped, "skipped", choices),
    }[here]()
    return html.Section(
        [
            html.Div(
                [
                    html.H2(f"{wording.plural(len(files), 'file')} read, nothing stored yet", tabIndex=-1, id="result"),
                    html.P(adds_up(job.report, lines, problems, is_done=False), className="wide-line"),
                    html.P(said, className="wide-line strong") if said else None,
                    release(lines),
                    refused(lines),
                    stale(waiting, snapshot),
                    decision(files, n_new),
                    dcc.Store(id="previewed", data=job.id),
                ],
                className="card decision",
            ),
            parts(view, here, counts, job.id),
            content,
        ],
        className="part previewed",
        id="report",
    )


def release(lines):
    """What release published figures count as: that is not in their files."""
    if not any(reports.text(line.get("table")).startswith(PUBLISHED) and line["outcome"] == "loaded" for line in lines):
        return None
    return html.P("Published figures count as the release of the last year that their file holds: one that leaves the latest years out is taken for an older release, and is not in force.", className="wide-line")


def part(view, groups, what, choices):
    if not groups:
        return html.P("None.", className="card empty")
    return listed(view, groups, what, choices)


def decision(files, n_new):
    """Accept or discard; where nothing would be stored, only the way on."""
    if not n_new:
        unchanged = sum(file["outcome"] == "unchanged" for file in files)
        words = (
            "Every row of these files is held already: accepting them would change nothing."
            if unchanged == len(files)
            else "There is nothing here to accept."
        )
        return html.Div(
            [
                html.P(words),
                html.Div(html.Button("Close", type="button", id="discard", className="button quiet"), className="actions"),
            ]
        )
    n = wording.plural(n_new, "file")
    return html.Div(
        [
            html.Button(f"Accept and load {n}", type="button", id="accept", className="button"),
            html.Button("Discard", type="button", id="discard", className="button quiet"),
            html.Span("Accepted loads can be undone under Files.", className="small"),
        ],
        className="actions",
    )


def stale(waiting, snapshot):
    """That something was loaded since these files were read, so that what is said of them may no longer hold."""
    if waiting.number == snapshot.number:
        return None
    return html.Div(
        [
            html.P("Something else was loaded since these files were read: what is said here may no longer hold."),
            html.Button("Look again", type="button", id="look-again", className="button quiet"),
        ],
        className="notice actions",
    )


def parts(view, here, counts, job_id):
    items = [
        html.Li(
            html.A(
                [label, html.Span(wording.number(counts[name]), className="count")],
                href=view.href(preview=job_id, show=name),
                id=f"part-{name}",
                **({"aria-current": "true"} if name == here else {}),
            )
        )
        for name, label in PARTS.items()
    ]
    return html.Nav(html.Ul(items), className="subtabs", **{"aria-label": "What to show of these files"})
