"""Choosing files, and the report of a load once it is done."""

from dashboard import plain as html
from dashboard import reports, shell, uploads, wording
from dashboard.data.jobs import asked_for, loading, went_wrong
from dashboard.data.problems import problem_part


def loader():
    """The button and the place to drop files; assets/31-upload.js sends what is chosen."""
    folder = getattr(shell.source(), "drop_folder", None)
    return html.Section(
        [
            html.H2("Load extracts"),
            html.Div(
                [
                    html.Div(
                        html.Div(
                            [
                                html.Button("Choose files", type="button", id="choose-files", className="button"),
                                html.Span("or drop them here", className="drop-words"),
                                html.P(
                                    f"Workbooks, CSV and XML files, several at once, up to {uploads.MEGABYTES} MB each, recognised by "
                                    "their headings. You see what they would change before anything is stored.",
                                    className="small",
                                ),
                            ],
                            className="drop-inside",
                        ),
                        id="drop",
                        className="drop",
                        **{
                            "data-most": str(uploads.MEGABYTES * uploads.PIECE),
                            "data-together": str(uploads.TOGETHER * uploads.PIECE),
                        },
                    ),
                    html.Div(
                        [
                            html.Button(
                                "Load the drop folder", type="button", id="load-folder", className="button quiet"
                            ),
                            html.P(
                                [
                                    "Loads what is new in ",
                                    html.Code(str(folder) if folder else "the drop folder"),
                                    " at once, of any size.",
                                ],
                                className="small",
                            ),
                        ],
                        className="folder",
                    ),
                ],
                className="loader",
            ),
        ],
        className="card load-card",
    )


def waits():
    """That files wait to be accepted, on every view but their own."""
    preview = loading().waiting
    if preview is None or preview.job.state == "running":
        return None
    n = len(preview.job.report["files"])
    return html.P(
        [
            f"{wording.plural(n, 'file')} {'waits' if n == 1 else 'wait'} to be accepted or discarded; nothing of "
            f"{'it' if n == 1 else 'them'} is stored yet. ",
            html.A("Look at what would change", href=preview.job.href),
        ],
        className="notice waits",
    )


def just_loaded(view):
    """The report of a load, as the command line gives it; nothing where the link is older than the server."""
    job = asked_for(view, kinds=("load",))
    if job is None:
        return None
    if job.state == "failed":
        return went_wrong(job)
    lines, problems = reports.rows_of(job.report)
    if not lines:
        content = html.P(
            "There was nothing to load: the drop folder holds no file that is not loaded already.", className="notice"
        )
        return html.Section(
            [html.H2("Nothing new", tabIndex=-1, id="result"), content], className="part", id="report"
        )
    return html.Section(
        [
            html.H2("What this load did", tabIndex=-1, id="result"),
            html.P(adds_up(job.report, lines, problems)),
            refused(lines),
            reports.files_table(reports.by_file(lines), "Files of this load"),
            *problem_part(problems, "load", "all of them are under Problems"),
        ],
        className="part",
        id="report",
    )


def adds_up(report, lines, problems, is_done=True):
    """What became of files, rows and lines, or before a load is accepted what would become of them."""
    outcomes = [file["outcome"] for file in report["files"]]
    words = {"loaded": "loaded" if is_done else "can be loaded", "unchanged": "unchanged", "refused": "refused"}
    said = [f"{wording.plural(outcomes.count(outcome), 'file')} {word}" for outcome, word in words.items() if outcome in outcomes]
    read = sum(reports.number(line, "rows_read") for line in lines)
    parts = [sum(reports.number(line, f"rows_{name}") for line in lines) for name in ("loaded", "repeated", "refused")]
    skipped = sum(reports.is_skipped(problem) for problem in problems)
    return (
        f"{wording.listed(said)}. {wording.plural(read, 'row')} read = {wording.number(parts[0])} {'loaded' if is_done else 'to load'} "
        f"+ {wording.number(parts[1])} repeated + {wording.number(parts[2])} refused."
        + (
            f" {wording.plural(skipped, 'line')} skipped that {'is' if skipped == 1 else 'are'} no row of a table."
            if skipped
            else ""
        )
    )


def refused(lines):
    """Refused files and what to do now, above everything else that is said of a load."""
    found = [file for file in reports.by_file(lines) if file["outcome"] == "refused"]
    if not found:
        return None
    return html.Div(
        [
            html.H3(f"{wording.plural(len(found), 'file')} refused: what to do now"),
            html.Dl(
                [html.Div([html.Dt(file["file"]), html.Dd(file["reason"] or "It could not be read.")]) for file in found],
                className="refused-files",
            ),
            html.P(
                [
                    "Nothing of a refused file is loaded. Put it right and choose it again; the other files do not wait for it. Which headings a file may have: ",
                    html.A("every heading of every table, as CSV", href="/download/headings.csv", download=True), ".",
                ],
                className="small",
            ),
        ],
        className="notice notice-bad",
    )
