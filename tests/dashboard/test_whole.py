"""The dashboard on the real store and engine: made-up extracts loaded, figures seen on the page equal the engine's."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

import app as command_line
from dashboard import create_app, wording
from loaders import synthetic
from tests.dashboard.conftest import WIDE, Visit, serve


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    synthetic.write(folder / "extracts", last_day=dt.date(2026, 9, 30), months=16, size=4000)
    data = command_line.Data(folder)
    data.load([folder / "extracts"])
    return data


@pytest.fixture(scope="module")
def served(data):
    source = command_line.Source(data)
    return source, serve(create_app(source))


@pytest.fixture
def tab(browser, served):
    tab = Visit(browser, served[1], WIDE)
    yield tab
    tab.close()


def test_the_scorecard_shows_the_engines_figures(tab, served):
    snapshot = served[0].snapshot()
    tab.open("/")
    period = snapshot.default_period()
    for indicator in snapshot.indicators.values():
        row = tab.page.locator(f"#to-{indicator.id}").locator("xpath=ancestor::tr")
        figure = snapshot.figure(indicator.id, period)
        expected = (
            wording.value(indicator, figure.value) if figure.value is not None else snapshot.why_missing(indicator, figure)
        )
        assert expected in row.inner_text(), indicator.id
    assert tab.violations() == []
    assert tab.errors == []
    assert tab.elsewhere == []


@pytest.mark.parametrize("path", ["/?period=2026-09", "/indicator/contacts_72h?period=2026-09"])
def test_its_pages_are_accessible_and_fit(tab, path):
    tab.open(path)
    tab.keeps_its_promises()


def test_every_figure_of_the_latest_quarter_opens_into_rows_that_add_up(tab, served):
    from dashboard.indicator.rows import adds_up

    source, _ = served
    snapshot = source.snapshot()
    period = snapshot.default_period()
    for indicator in snapshot.indicators.values():
        figure = snapshot.figure(indicator.id, period)
        if figure.status == "ok":
            rows = source.cases(indicator.id, period.label, "")
            assert rows.empty or "which is the figure above" in adds_up(indicator, rows, figure), indicator.id
    tab.open("/indicator/contacts_72h?view=rows")
    expect(tab.page.locator(".main-card")).to_contain_text("which is the figure above")


def upload(tab, *files):
    tab.open("/data")
    tab.page.locator("input[type=file]").set_input_files(files)
    tab.page.locator(".previewed").wait_for(timeout=60_000)
    return tab.page.locator(".decision")


def test_the_flow_begins_with_what_the_scorecard_counts_and_opens_into_it(tab, served):
    snapshot = served[0].snapshot()
    period = snapshot.default_period()
    for start in ("contact", "referral"):
        n = int(snapshot.figure(f"{start}s", period).numerator)
        tab.open(f"/flow?from={start}")
        expect(tab.page.locator(f"#node-{start} .strong")).to_have_text(wording.number(n))
        tab.page.locator(f"#node-{start}").click()
        expect(tab.page.locator("#back")).to_be_visible()
        expect(tab.page.locator(".story")).to_contain_text(f"{wording.number(n)}\u00a0rows, as many as the number that was opened.")
    assert tab.violations() == []
    assert (tab.errors, tab.elsewhere) == ([], [])


def test_what_is_held_already_is_reported_row_by_row_and_needs_no_accepting(tab, data):
    decision = upload(tab, sorted((data.folder / "extracts").glob("Contacts*"))[-1])
    expect(decision).to_contain_text("1\u00a0file unchanged")
    words = decision.inner_text().replace(",", "").replace("\u00a0", " ")
    read, loaded, repeated, refused = map(
        int, re.search(r"(\d+) rows? read = (\d+) to load \+ (\d+) repeated \+ (\d+) refused", words).groups()
    )
    assert read == loaded + repeated + refused > 0
    assert not tab.page.locator("#accept").count()
    tab.page.get_by_role("button", name="Close").click()
    expect(tab.page.locator("#choose-files")).to_be_visible()


def test_a_file_that_is_no_extract_is_refused_in_words(tab):
    decision = upload(tab, {"name": "letter.docx", "mimeType": "x/y", "buffer": b"PK\x03\x04 nonsense"})
    expect(decision).to_contain_text("1\u00a0file refused: what to do now")
    assert "Traceback" not in decision.inner_text()
    tab.page.get_by_role("button", name="Close").click()
    expect(tab.page.locator("#choose-files")).to_be_visible()


LATE = "Contact ID,Person ID,Contact Received,Contact Decision,Contact Outcome,Contact Source,Team\n" + "".join(
    f"L{n},77{n},{n + 1:02}/08/2026 09:00,{n + 1:02}/08/2026 10:00,CIN Referral,Town crier,MASH\n" for n in range(9)
)


def test_a_late_file_is_previewed_accepted_marked_and_undone(tab, served):
    """The whole way: what would change, the rows that make it, the mark, and everything as it was once it is undone."""
    source = served[0]
    august = lambda: source.snapshot().figure("contacts", source.snapshot().period("2026-08")).value  # noqa: E731
    before = august()
    decision = upload(tab, {"name": "late.csv", "mimeType": "text/csv", "buffer": LATE.encode()})
    expect(decision).to_contain_text("would change")
    assert august() == before
    tab.page.get_by_label("Indicator", exact=True).select_option("contacts")
    row = tab.page.locator("table.effects tbody tr", has_text="Contacts received").filter(has_text="Aug\u00a02026")
    expect(tab.page.locator("table.effects")).not_to_contain_text("72 hours")
    expect(row).to_contain_text("+9")
    row.get_by_role("link", name="The rows").click()
    expect(tab.page.locator(".previewed .story")).to_contain_text("9\u00a0rows make the difference: 9 added")
    tab.page.locator("#accept").click()
    expect(tab.page.locator("#report")).to_contain_text("1\u00a0file loaded", timeout=60_000)
    assert august() == before + 9

    tab.open("/indicator/contacts?period=2026-08&view=changes")
    expect(tab.page.locator(".story.restated")).to_contain_text(f"First reported {wording.number(before)}")
    expect(tab.page.locator("table.rows tbody tr")).to_have_count(9)
    number = int(source.snapshot().files["load"].dropna().astype(int).max())
    tab.open(f"/data?view=files&load={number}")
    expect(tab.page.locator("main")).to_contain_text("9\u00a0rows read = 9 loaded + 0 repeated + 0 refused")

    tab.open("/data?view=codes")
    tab.page.get_by_label("What “Town crier” means in source of contacts").select_option(next(iter(source.snapshot().code_choices["contacts", "source_code"])))
    tab.page.get_by_role("button", name="Save").click()
    expect(tab.page.locator("#result")).to_contain_text("9\u00a0rows of contacts", timeout=60_000)
    assert not (source.snapshot().unmapped["text"] == "Town crier").any()

    tab.open(f"/data?view=files&undo={number}")
    tab.page.locator("#undo").click()
    expect(tab.page.locator("main")).to_contain_text("1\u00a0load taken back", timeout=60_000)
    assert august() == before
    assert tab.errors == []


@pytest.mark.parametrize("part", ["checks", "calendar", "columns", "late"])
def test_the_quality_of_the_real_thing_is_shown(tab, part):
    tab.open(f"/data?view=quality&part={part}")
    assert tab.page.locator(".quality table").count() == 1
    assert tab.violations() == []
    assert tab.errors == []
