"""The scorecard, beside the same twelve cards drawn with stock `dcc.Graph`; and what the first visit fetches."""

from __future__ import annotations

import json
import logging
import threading
from itertools import cycle
from pathlib import Path

import dash
import pandas as pd
import plotly.graph_objects as go
from dash import Input, Output, dcc, html
from plotly.utils import PlotlyJSONEncoder
from waitress import create_server

from dashboard import ahead, create_app, svg, what_changed
from dashboard.snapshot import Snapshot
from metrics.compute import compute
from metrics.reference import Reference
from metrics.registry import indicators
from tests.benchmarks.computing import ROOT, make_tables
from tests.benchmarks.serving import asking
from tests.benchmarks.timing import Limit, Result, medians

CARDS, MONTHS = 12, 24
FIRST_LOAD_LIMIT = 1_200_000  # compressed


class MadeSource:
    """What app.py hands the dashboard, with made rows in place of loaded ones."""

    def __init__(self, rows: int):
        reference = Reference.read(ROOT / "data" / "reference")
        tables = make_tables(rows)
        chosen = dict(list(indicators().items())[:CARDS])
        as_at = max(table.as_at for table in tables.values())
        coverage = [
            {
                "table": name, "as_at_on": table.as_at, "as_at_from": "option", "n_files": 1, "n_rows": len(table.frame),
                "first_month": "2018-04", "last_month": "2025-04", "layout": "Mosaic",
            }
            for name, table in tables.items()
        ]  # fmt: skip
        self._snapshot = Snapshot(
            number=1, as_at=as_at, is_synthetic=True, values=compute(chosen, tables, reference, by_team=True),
            coverage=pd.DataFrame(coverage), files=pd.DataFrame(), problems=pd.DataFrame(), reference=reference, indicators=chosen,
        )  # fmt: skip

    def snapshot(self) -> Snapshot:
        return self._snapshot


def measure(folder: Path, rows: int, repeat: int) -> list[Result]:
    """Server time of the callback that draws the cards, through Flask, and the bytes of its answer, compressed.

    Each question is for another month than the one before, so that neither has the answer ready; what ours works out before anybody asks is there.
    """
    source = MadeSource(min(rows, 50_000))
    months = [period.label for period in source.snapshot().periods["month"][-60:]]
    ours, stock = create_app(source), stock_app(source.snapshot())
    ahead.charts(source.snapshot())  # as after every start and load
    for view in ahead.views(source.snapshot()):
        if not view.team:
            what_changed.found(view, source.snapshot())
    works = [
        _asking(app, component, months)
        for app, component in ((ours, "_pages_content"), (stock, "cards"))
    ]
    for work in works:
        work()  # the first time sets the app up
    times = medians(20 * repeat, *works)
    bytes_ = [len(work().data) for work in works]
    pictures = medians(20 * repeat, *_pictures(source.snapshot()))
    what = f"The scorecard of {CARDS} indicators"
    beside = f"{CARDS} cards of stock dcc.Graph"
    results = [
        Result(f"{what}, the whole page: server time", *times, beside, aim=0.1),
        Result(f"Its {CARDS} pictures alone: server time", *pictures, "as stock dcc.Graph", aim=0.1),
        Result(f"{what}: bytes of the answer, compressed", *bytes_, beside, unit="B"),
    ]
    first_load = bytes_of_first_load(ours)
    if first_load is not None:
        results.append(
            Limit("Everything the first visit fetches, compressed", first_load, aim=FIRST_LOAD_LIMIT, unit="B")
        )
    return results


def stock_app(snapshot: Snapshot) -> dash.Dash:
    """The plain way: a card with the figure and what it is set beside, and a `dcc.Graph` of the months before."""
    app = dash.Dash("stock", compress=True)
    app.layout = html.Div([dcc.Location(id="at"), html.Div(id="cards")])

    @app.callback(Output("cards", "children"), Input("at", "pathname"), Input("at", "search"))
    def cards(_, search):
        period = snapshot.period(search.partition("=")[2])
        return [card(indicator, period) for indicator in snapshot.indicators.values()]

    def card(indicator, period):
        series = [each for each in snapshot.series(indicator.id) if each.period_end <= period.end][-MONTHS:]
        latest, others = series[-1], snapshot.compared(indicator, period.end)
        words = [
            f"{latest.value}",
            f"{latest.numerator} of {latest.denominator}",
            f"Target {latest.target}: {latest.judgement}",
        ]
        if others:
            words += [f"Neighbours {others.neighbour_mean.value}", f"England {others.england.value}"]
        return html.Div([html.H3(indicator.title), *map(html.P, words), stock_picture(series)])

    return app


def stock_picture(series) -> dcc.Graph:
    """A line without axes, as the manual has it."""
    figure = go.Figure(
        go.Scatter(x=[each.period_end for each in series], y=[each.value for each in series], mode="lines")
    )
    figure.update_layout(height=60, margin=dict(l=0, r=0, t=0, b=0), showlegend=False)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return dcc.Graph(figure=figure, config={"displayModeBar": False})


def _pictures(snapshot: Snapshot):
    """Two functions: the pictures of all cards, made and written as JSON, as the scorecard has them and as stock."""
    period = snapshot.default_period("month")
    lines = [(indicator, snapshot.series(indicator.id)[-MONTHS:]) for indicator in snapshot.indicators.values()]

    def written(pictures):
        return json.dumps(pictures, cls=PlotlyJSONEncoder)

    return (
        lambda: written([svg.sparkline(indicator, series, period) for indicator, series in lines]),
        lambda: written([stock_picture(series) for _, series in lines]),
    )


def _asking(app, component: str, months: list[str]):
    """A function that asks an app for what fills this component, as a browser does, for one month after another."""
    ask, month = asking(app, component), cycle(months)
    return lambda: ask("/", f"?period={next(month)}")


def bytes_of_first_load(app: dash.Dash) -> int | None:
    """Bytes on the wire until the scorecard stands in a browser that has never been here; None without a browser."""
    browser = Path("/usr/bin/chromium")
    if not browser.exists():
        return None
    from playwright.sync_api import sync_playwright

    logging.getLogger("waitress.queue").setLevel(
        logging.ERROR
    )  # a browser asks for more files at once than there are threads
    server = create_server(app.server, host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            page = playwright.chromium.launch(executable_path=str(browser), args=["--no-sandbox"]).new_page()
            received = []
            wire = page.context.new_cdp_session(page)
            wire.send("Network.enable")
            wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
            page.goto(f"http://127.0.0.1:{server.effective_port}/", wait_until="networkidle")
            page.get_by_role("heading", level=1).wait_for()
            return int(sum(received))
    finally:
        server.close()
