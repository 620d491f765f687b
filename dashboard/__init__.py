"""The dashboard: measure values in, pages out. `create_app(source)` is all that app.py needs.

`source` is an object with
    snapshot() -> dashboard.snapshot.Snapshot      cheap: the same object until something was loaded
    cases(indicator_id, period_label, team) -> DataFrame     the rows behind a figure
    breakdown(indicator_id, period_label, team, by) -> DataFrame     the figure by groups of its cases: metrics.breakdown
    load(files, progress) -> report                `files`: paths; the report as `load --format json` prints it
    load_drop_folder(progress) -> report
    drop_folder -> Path
    preview(files, progress) -> report and `effects`: a frame of the figures that a load would change; changes nothing
    preview_rows(files, indicator_id, period_label, team) -> DataFrame     the rows that would make the difference
    undo(load_numbers) -> report                   takes loads back
    difference(indicator_id, period_label, team) -> DataFrame     the rows between a figure as first reported and as it is
    flows() -> metrics.flow.Flows; in_hand() -> metrics.in_hand.AllWork     of the tables loaded; the same object until something was
    lines(load_number) -> DataFrame                every line of a file and what became of it
    map_code(table, column, text, code or None), map_team(alias, team or None), set_pseudo_worker(name, is_one)
        -> number of the new snapshot; ValueError with a sentence where it cannot be done
    rebase(indicator_id, team, from_on, reason or None)     start a control chart anew; None takes that back; ValueError likewise
    note_event(event, remove=False)                note what happened, for time lines, or take it back; ValueError likewise
    note_action(row, after), take_back_action(id, after)     the improvement plan's actions; ValueError likewise
    worklist(list_id, team) -> DataFrame           the rows of a worklist, or of "all": metrics.worklist
    caseload(team) -> DataFrame                    what each worker holds: metrics.caseloads
    findings(check, table, team) -> DataFrame      the rows that fail checks of the data
    problems_workbook() -> bytes
`progress(done, total, message)` may be called at any time while loading.
"""

from pathlib import Path

from flask import send_from_directory

HERE = Path(__file__).parent
ASSETS = HERE.parent / "assets"
CHART_LIBRARY = "vendor/plotly-basic-4.1.1.min.js"
ASKED_FOR_AS = "/_dash-component-suites/plotly/package_data/plotly.min.js"  # the chart library, by Dash


def create_app(source):
    from dashboard import blocks, bundles, downloads, security, shell, uploads
    from dashboard.at_once import Dashboard
    from dashboard.callbacks import callbacks
    from dashboard.loading import Loading

    app = Dashboard(
        "dashboard",
        title=shell.NAME,
        update_title=None,
        use_pages=True,
        pages_folder=str(HERE / "pages"),
        assets_folder=str(ASSETS),
        assets_ignore=r"plotly.*|.*\.(css|js|txt)",  # style sheets and scripts go as one file of each: dashboard/bundles.py
        include_pages_meta=False,
        suppress_callback_exceptions=True,
        external_stylesheets=[bundles.STYLES.address],
        external_scripts=[bundles.SCRIPTS.address],
        index_string=shell.index_string(),
        meta_tags=[{"name": "robots", "content": "noindex"}, {"name": "referrer", "content": "same-origin"}],
    )
    app.server.config["SOURCE"] = source
    app.server.config["LOADING"] = Loading(source)
    app.layout = shell.app_layout
    shell.register_callbacks()
    callbacks.register()
    blocks.register(app)
    bundles.register(app.server)
    serve_small_chart_library(app)
    downloads.register(app.server)
    uploads.register(app.server)
    security.protect(app)
    return app


def serve_small_chart_library(app):
    """Dash asks for plotly.js when a page first draws a chart; it gets the bundle a third of the size."""

    @app.server.route(ASKED_FOR_AS)
    @app.server.route("/_dash-component-suites/plotly/package_data/plotly.<version>.min.js")
    def chart_library(version=None):
        return send_from_directory(ASSETS, CHART_LIBRARY)
