"""The parts under the pages: views, snapshot, drawings, charts, headers, and what may import what."""

import ast
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from dashboard import charts, svg, theme
from dashboard.view import View
from tests.dashboard.conftest import WIDE, Visit

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def snapshot(source):
    return source.snapshot()


def view(snapshot, **query):
    return View.read(snapshot, "/", query)


# -- views -------------------------------------------------------------------------------------------


def test_a_bare_address_shows_the_latest_complete_quarter(snapshot):
    assert view(snapshot).period.label == "2026-27 Q2"
    assert view(snapshot).href("/data") == "/data"


def test_only_what_the_address_said_is_carried_on(snapshot):
    one = view(snapshot, team="MASH", period="2026-09", view="rows", page="2")
    assert one.href("/data") == "/data?team=MASH&period=2026-09"
    assert one.href(team=None, view="table") == "/?period=2026-09&view=table"
    assert one.href("/definitions", anchor="contacts") == "/definitions?team=MASH&period=2026-09#contacts"
    assert one.href("/a b/ü", team="Early Help & Care", q="50 % + 1?", page=2) == "/a%20b/%C3%BC?" + urlencode({"team": "Early Help & Care", "period": "2026-09", "q": "50 % + 1?", "page": 2})


@pytest.mark.parametrize("period", ["", "2026-13", "2026-27 Q5", "1999-01", "<script>", ["2026-09", "2026-08"]])
def test_a_period_is_one_there_is_or_the_default(snapshot, period):
    assert view(snapshot, period=period).period.label == ("2026-09" if isinstance(period, list) else "2026-27 Q2")


def test_a_grain_alone_is_its_latest_complete_period(snapshot):
    assert view(snapshot, grain="month").period.label == "2026-10"
    assert view(snapshot, grain="year").period.label == "2025-26"
    assert view(snapshot, grain="month", period="2025-26 Q1").period.label == "2025-06"


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999", ""])
def test_a_page_is_a_whole_number_from_one(snapshot, page):
    assert view(snapshot, page=page).page == 1


# -- the snapshot ------------------------------------------------------------------------------------


def test_figures_are_found_and_missing_numbers_are_none(snapshot):
    month = snapshot.period("2026-09")
    figure = snapshot.figure("contacts_72h", month)
    row = snapshot.values.query("indicator == 'contacts_72h' and team == '' and period == '2026-09'").iloc[0]
    assert (figure.value, figure.numerator) == (row["value"], row["numerator"])
    early = snapshot.figure("rereferrals_12m", snapshot.period("2021-05"))
    assert (early.value, early.status) == (None, "starts too late")
    assert snapshot.figure("cp_plan_rate", month, "MASH") is None


def test_the_period_before_and_the_year_before(snapshot):
    quarter = snapshot.period("2026-27 Q2")
    assert snapshot.earlier(quarter).label == "2026-27 Q1"
    assert snapshot.earlier(quarter, years=1).label == "2025-26 Q2"
    assert snapshot.earlier(snapshot.periods["month"][3], years=1) is None


def test_tables_that_are_needed_and_not_loaded_are_named(source, state):
    state("some")
    snapshot = source.snapshot()
    assert snapshot.lacking(source.indicators["caseload_average"]) == ["workforce"]
    assert set(snapshot.table_names) >= {"workforce", "section47", "contacts"}


# -- drawings ----------------------------------------------------------------------------------------


def drawing(component):
    return component["props"]["body"]


def test_a_sparkline_leaves_gaps_open_and_draws_the_unfinished_hollow(snapshot):
    indicator = snapshot.indicators["contacts_72h"]
    figures = snapshot.series("contacts_72h")[-24:]
    whole = drawing(svg.sparkline(indicator, figures, snapshot.period("2026-27 Q2")))
    assert whole.count("stroke-width='1.5'") == 1  # one unbroken line
    assert "stroke-dasharray='2 2'" in whole
    assert f"r='3' fill='{theme.CARD}'" in whole
    figures[10] = figures[10]._replace(value=None, status="no cases")
    assert drawing(svg.sparkline(indicator, figures, snapshot.period("2026-27 Q2"))).count("stroke-width='1.5'") == 2


def test_a_sparkline_says_in_words_what_it_draws(snapshot):
    words = svg.sparkline_words(snapshot.indicators["contacts_72h"], snapshot.series("contacts_72h")[-24:])
    assert words.startswith("November 2024 ")
    assert "lowest" in words
    assert "October 2026 is unfinished" in words


def test_limits_are_a_band_with_a_corner_only_where_they_change(snapshot):
    indicator = snapshot.indicators["icpc_15wd"]
    figures = snapshot.series("icpc_15wd")[-6:]
    known = [figure.value for figure in figures]
    pair, wider = (min(known) - 1, max(known) + 1), (min(known) - 9, max(known) + 9)

    def corners(limits):
        found = re.findall(rf"<path d='M([^']*)Z' fill='{re.escape(theme.WITHIN)}'", drawing(svg.sparkline(indicator, figures, snapshot.default_period(), None, limits)))
        return [len(shape.split("L")) for shape in found]

    assert corners([pair] * 6) == [4]
    assert corners([pair] * 3 + [wider] * 3) == [8]
    assert corners([pair, pair, None, wider, wider, wider]) == [4, 4]
    assert corners(None) == corners([None] * 6) == []


def test_a_line_of_equal_values_is_drawn(snapshot):
    figures = [each._replace(value=5.0) for each in snapshot.series("contacts")[-24:]]
    assert (
        "nan"
        not in drawing(svg.sparkline(snapshot.indicators["contacts"], figures, snapshot.period("2026-09"))).lower()
    )


# -- charts ------------------------------------------------------------------------------------------


def test_every_chart_comes_from_the_factory():
    """No other module makes a dcc.Graph: it would offer to upload itself."""
    for path in (ROOT / "dashboard").rglob("*.py"):
        if path.name != "charts.py":
            assert "Graph(" not in path.read_text(encoding="utf-8"), path
    config = charts.graph({"data": [], "layout": {}}, "x").config
    assert config["showSendToCloud"] is False
    assert config["plotlyServerURL"] == ""


@pytest.mark.parametrize(
    ("values", "expected"),
    [([0.0, 100.0], (0, 100)), ([82.1, 91.2], (82, 92)), ([3, 900], (0, 1000)), ([5.0], (4, 6)), ([0.0], (0, 1))],
)
def test_axes_end_on_round_numbers(values, expected):
    low, high, step = charts.nice_range(values, floor_at=0)
    assert low <= min(values)
    assert high >= max(values)
    assert (high - low) / step <= 7
    assert (low, high) == pytest.approx(expected, abs=step)


def test_names_beside_lines_never_overlap_and_keep_their_order():
    placed = charts.spread([(85.0, "target"), (85.2, "England"), (84.9, "own")], 60, 100, 280)
    heights = [each[0] for each in placed]
    assert [each[1] for each in placed] == ["own", "target", "England"]
    assert all(b - a >= 40 * 17 / 280 - 1e-6 for a, b in zip(heights, heights[1:], strict=False))


# -- colours, headers, imports -----------------------------------------------------------------------


def test_colours_of_drawings_are_those_of_the_style_sheet():
    css = (ROOT / "assets" / "10-tokens.css").read_text(encoding="utf-8")
    tokens = dict(re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6})", css))
    assert {name: tokens[name] for name in theme.TOKENS} == theme.TOKENS


def test_pages_are_never_kept_and_versioned_files_always(app):
    client = app.server.test_client()

    def kept(path):
        with client.get(path) as got:
            return got.headers["Cache-Control"]

    with client.get("/") as page:
        policy, html = page.headers["Content-Security-Policy"], page.get_data(as_text=True)
    assert kept("/") == "no-store"
    assert "script-src 'self' 'sha256-" in policy
    assert "unsafe-eval" not in policy
    assert "http:" not in policy
    assert kept("/download/rows/contacts.csv") == "no-store"
    assert "immutable" in kept("/assets/10-tokens.css?m=1")
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', html)


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_files_are_compressed_also_for_a_browser_that_takes_only_gzip(app, encoding):
    with app.server.test_client() as client:
        with client.get("/assets/00-bootstrap-5.3.9.min.css?m=1", headers={"Accept-Encoding": encoding}) as got:
            assert got.headers["Content-Encoding"] == encoding
            assert len(got.data) < 60_000


def test_the_first_scorecard_is_small(browser, address):
    """Of somebody who was never here: nothing is in the cache."""
    somebody = browser.browser.new_context()
    tab = Visit(somebody, address, WIDE).open("/")
    sizes = tab.page.evaluate("performance.getEntriesByType('resource').reduce((n, r) => n + r.transferSize, 0)")
    somebody.close()
    assert 100_000 < sizes < 700_000


def test_the_dashboard_imports_only_metrics_of_ours_and_draws_no_grid():
    for path in (ROOT / "dashboard").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
        names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        assert not {name for name in names if name.split(".")[0] in ("loaders", "app", "dash_ag_grid")}, path


def test_a_page_left_out_of_the_navigation_is_still_found(app):
    import dash

    names = {page["name"]: page.get("nav", True) for page in dash.page_registry.values()}
    assert [names["Scorecard"], names["Data"], names["Indicator"], names["Not found"]] == [True, True, False, False]


def test_nothing_so_far_is_no_figure_where_the_extract_ends_before_the_period(source):
    """Contacts that end in March are not 'none so far' in July."""
    from dataclasses import replace

    import pandas as pd

    whole = source.snapshot()
    coverage = whole.coverage.copy()
    coverage.loc[coverage["table"] == "contacts", "as_at_on"] = pd.Timestamp(2026, 9, 30)
    snapshot = replace(whole, coverage=coverage, _made={})
    month = snapshot.period("2026-10")
    assert whole.figure("contacts_72h", month).status == "incomplete"
    figure = snapshot.figure("contacts_72h", month)
    assert (figure.status, figure.value) == ("not reached", None)
    assert figure.note == "The contacts end on 30\u00a0September 2026"
    assert snapshot.figure("referral_decision_24h", month).status == "incomplete"
