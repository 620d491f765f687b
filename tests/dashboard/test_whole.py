"""The dashboard on the real store and engine: made-up extracts loaded, figures seen on the page equal the engine's."""

import re

from playwright.sync_api import expect

from dashboard import wording


def test_the_scorecard_shows_the_engines_figures(tab, served):
    snapshot = served[0].snapshot()
    tab.open("/")
    period = snapshot.default_period()
    rows = dict(tab.page.locator(".scorecard tr:has([id^='to-'])").evaluate_all("all => all.map(row => [row.querySelector(\"[id^='to-']\").id, row.innerText])"))
    waiting = tab.page.locator(".not-loaded").text_content()
    for indicator in snapshot.indicators.values():
        figure = snapshot.figure(indicator.id, period)
        if f"to-{indicator.id}" not in rows:  # it stands with what is to be loaded
            assert figure.status == "not loaded" and indicator.title in waiting, indicator.id
            continue
        expected = (
            wording.value(indicator, figure.value) if figure.value is not None else snapshot.why_missing(indicator, figure)
        )
        assert expected in rows[f"to-{indicator.id}"], indicator.id
    tab.keeps_its_promises()


def test_the_page_of_an_indicator_keeps_the_promises_of_every_page(tab):
    tab.open("/indicator/contacts_72h?period=2026-09")
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


def test_the_quality_of_the_real_thing_is_shown(tab):
    for part in ("checks", "calendar", "columns", "late"):
        tab.open(f"/data?view=quality&part={part}")
        assert tab.page.locator(".quality table").count() == 1
    assert tab.violations() == []
    assert tab.errors == []
