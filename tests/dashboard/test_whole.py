"""The dashboard on the real store and engine: made-up extracts loaded, figures seen on the page equal the engine's."""

import datetime as dt
import re
import threading

import pytest
from playwright.sync_api import expect

import app as command_line
from dashboard import create_app, wording
from loaders import synthetic
from tests.dashboard.conftest import NARROW, WIDE, Visit


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    synthetic.write(folder / "extracts", last_day=dt.date(2026, 9, 30), months=16, size=4000)
    data = command_line.Data(folder)
    data.load([folder / "extracts"])
    return data


@pytest.fixture(scope="module")
def served(data):
    from waitress.server import create_server

    source = command_line.Source(data)
    server = create_server(create_app(source).server, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield source, f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)


@pytest.fixture
def tab(browser, served):
    tab = Visit(browser, served[1], WIDE)
    yield tab
    tab.page.close()


def test_the_scorecard_shows_the_engines_figures(tab, served):
    snapshot = served[0].snapshot()
    tab.open("/")
    period = snapshot.default_period()
    for indicator in snapshot.indicators.values():
        row = tab.page.locator(f"#to-{indicator.id}").locator("xpath=ancestor::tr")
        figure = snapshot.figure(indicator.id, period)
        expected = (
            wording.value(indicator, figure.value) if figure.value is not None else wording.missing(indicator, figure)
        )
        assert expected in row.inner_text(), indicator.id
    assert tab.violations() == []
    assert tab.errors == []
    assert tab.elsewhere == []


@pytest.mark.parametrize(
    "path", ["/?period=2026-09", "/indicator/contacts_72h?period=2026-09", "/data?view=problems", "/data?view=files"]
)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_its_pages_are_accessible_and_fit(tab, path, width):
    tab.page.set_viewport_size({"width": width, "height": 900})
    tab.open(path)
    assert tab.violations() == []
    assert tab.errors == []
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_figure_of_the_latest_quarter_opens_into_rows_that_add_up(tab, served):
    source, _ = served
    snapshot = source.snapshot()
    for indicator in snapshot.indicators.values():
        if snapshot.figure(indicator.id, snapshot.default_period()).status != "ok":
            continue
        tab.open(f"/indicator/{indicator.id}?view=rows")
        text = tab.page.locator(".main-card").inner_text()
        assert "which is the figure above" in text or "No rows are counted" in text, indicator.id
        assert "NOT the figure" not in text, indicator.id


def test_what_is_uploaded_is_reported_row_by_row_and_changes_nothing_twice(tab, data):
    path = sorted((data.folder / "extracts").glob("Contacts*"))[-1]
    tab.open("/data")
    tab.page.locator("input[type=file]").set_input_files(path)
    report = tab.page.locator("#report")
    expect(report).to_contain_text("1\u00a0file unchanged", timeout=60_000)
    words = report.locator("p").first.inner_text().replace(",", "").replace("\u00a0", " ")
    read, loaded, repeated, refused = map(
        int, re.search(r"(\d+) rows? read = (\d+) loaded \+ (\d+) repeated \+ (\d+) refused", words).groups()
    )
    assert read == loaded + repeated + refused > 0


def test_a_file_that_is_no_extract_is_refused_in_words(tab):
    tab.open("/data")
    tab.page.locator("input[type=file]").set_input_files(
        [{"name": "letter.docx", "mimeType": "x/y", "buffer": b"PK\x03\x04 nonsense"}]
    )
    report = tab.page.locator("#report")
    expect(report).to_contain_text("1\u00a0file refused", timeout=60_000)
    assert "Traceback" not in report.inner_text()
