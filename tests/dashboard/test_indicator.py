"""The page of one indicator: the chart, its table and its rows say the same, and can be taken away."""

import csv
import io

import pandas as pd
import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from dashboard import wording


def rows_of(tab, selector):
    return [
        [cell.strip() for cell in row]
        for row in tab.page.locator(f"{selector} tbody tr").evaluate_all(
            "rows => rows.map(r => [...r.cells].map(c => c.innerText))"
        )
    ]


def test_the_table_has_every_figure_of_the_measure_values(visit, source):
    snapshot = source.snapshot()
    indicator = snapshot.indicators["contacts_72h"]
    shown = rows_of(visit("/indicator/contacts_72h?view=table&period=2026-09"), ".main-card table")
    figures = snapshot.series("contacts_72h")[::-1]
    assert len(shown) == len(figures) == 67
    for row, figure in zip(shown, figures, strict=True):
        assert row[0] == wording.short_month(figure.period_start)
        assert row[1].startswith(wording.value(indicator, figure.value))
        assert row[2] == wording.counts(indicator, figure)
        assert ("so far" in row[1]) == (figure.status == "incomplete")


def test_the_table_under_the_chart_says_what_the_chart_draws(visit, source):
    tab = visit("/indicator/icpc_15wd")
    tab.page.get_by_text("These figures as a table").click()
    shown = rows_of(tab, "details table")
    drawn = tab.page.evaluate(
        "document.querySelector('.js-plotly-plot').data.filter(t => t.mode === 'lines+markers' && t.x.length > 2)"
        ".map(t => t.y.filter(v => v !== null).map(v => v.toFixed(1) + '%'))[0]"
    )
    settled = [row[1] for row in shown[::-1] if "so far" not in row[1]]
    assert drawn[-len(settled) :] == settled


def test_a_missing_figure_says_why_in_the_table(visit):
    shown = rows_of(visit("/indicator/rereferrals_12m?view=table&period=2021-04"), ".main-card table")
    assert shown[-1][1] == "Starts too late: the extract does not reach back far enough"


def test_the_chart_offers_no_upload_and_no_logo(shown):
    tab = shown("/indicator/icpc_15wd")
    plot = tab.page.evaluate(
        "(() => { const c = document.querySelector('.js-plotly-plot')._context; return [c.showSendToCloud, c.plotlyServerURL, c.displaylogo, c.displayModeBar]; })()"
    )
    assert plot == [False, "", False, False]
    assert tab.page.locator(".modebar-btn").count() == 0


def test_the_chart_library_is_the_small_one_of_the_same_version_and_only_where_a_chart_is(shown):
    from plotly.offline import get_plotlyjs_version

    tab = shown("/indicator/icpc_15wd")
    assert tab.page.evaluate("Plotly.version") == get_plotlyjs_version()
    assert tab.page.evaluate("Plotly.PlotSchema.get().traces.heatmap === undefined")
    assert not [url for url in shown("/").requests if "plotly" in url]


def test_rows_add_up_to_the_figure_and_say_so(visit, source):
    figure = source.snapshot().figure("icpc_15wd", source.snapshot().default_period())
    tab = visit("/indicator/icpc_15wd?view=rows")
    total = wording.counts(source.indicators["icpc_15wd"], figure)
    assert f"They add up to {total}, which is the figure above." in tab.page.locator(".main-card").inner_text()
    shown = rows_of(tab, "table.rows")
    assert len(shown) == 50
    tab.page.get_by_role("link", name="Next", exact=True).click()
    expect(tab.page.locator(".pager")).to_contain_text(f"51 to {int(figure.denominator)} of {int(figure.denominator)}")
    shown += rows_of(tab, "table.rows")
    assert sum(float(row[0]) for row in shown) == figure.numerator
    assert sum(float(row[1]) for row in shown) == figure.denominator


def test_rows_that_do_not_add_up_are_not_hidden(source):
    from dashboard.indicator.rows import adds_up

    snapshot = source.snapshot()
    indicator, figure = source.indicators["icpc_15wd"], snapshot.figure("icpc_15wd", snapshot.default_period())
    frame = source.cases("icpc_15wd", figure.period)
    assert "NOT the figure" in adds_up(indicator, frame.iloc[1:], figure)


def test_rows_are_sorted_by_their_headings(visit):
    tab = visit("/indicator/icpc_15wd?view=rows&sort=-child_id")
    ids = [row[3] for row in rows_of(tab, "table.rows")]
    assert ids == sorted(ids, reverse=True)
    head = tab.page.locator("th[aria-sort]")
    assert head.get_attribute("aria-sort") == "descending"
    tab.page.locator("#sort-child_id").click()
    expect(tab.page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")


def test_rows_go_through_the_one_guarded_door(visit, monkeypatch):
    from dashboard import access

    monkeypatch.setattr(access, "may_see_rows", lambda team: False)
    tab = visit("/indicator/icpc_15wd?view=rows")
    assert "not the children behind it" in tab.page.locator(".main-card").inner_text()
    assert not tab.page.locator("table.rows").count()
    assert tab.page.request.get(tab.address + "/download/rows/icpc_15wd.csv").status == 403


def test_no_row_is_ever_logged(visit, caplog):
    caplog.set_level("DEBUG")
    visit("/indicator/icpc_15wd?view=rows")
    assert "Rows behind icpc_15wd" in caplog.text
    assert "1000003" not in caplog.text


def test_teams_are_listed_with_their_interval_and_can_be_chosen(visit, source):
    tab = visit("/indicator/icpc_15wd")
    names = [row[0] for row in rows_of(tab, "table.by-team")]
    assert names == ["All teams", *source.snapshot().teams]
    words = tab.page.locator("table.by-team .drawing").nth(1).get_attribute("aria-label")
    assert words.startswith("95% interval ")
    tab.page.locator("table.by-team").get_by_role("link", name="MASH").click()
    expect(tab.page.locator(".beside-figure")).to_contain_text("MASH, July to September 2026")


def test_teams_without_cases_are_named_below_the_table(visit):
    tab = visit("/indicator/cp_repeat_plans")
    assert tab.page.locator(".idle").inner_text() == "No cases: MASH."


def test_a_rate_has_no_teams_and_says_so(page):
    assert "a team has no population" in page("/indicator/cp_plan_rate")
    headline = page("/indicator/cp_plan_rate?team=MASH")
    assert "Whole authority only" in headline


def test_comparison_names_how_many_neighbours_and_which_year(visit, shown):
    text = shown("/indicator/icpc_15wd").page.locator(".panel").first.inner_text()
    for words in (
        "Target",
        "85% or more",
        "mean of 10 of 10, 2025 model",
        "median",
        "England",
        "2024-25",
        "West Midlands",
        "Herefordshire’s own",
    ):
        assert words in text
    text = visit("/indicator/icpc_15wd?compare=neighbours-2021").page.locator(".panel").first.inner_text()
    assert "2021 model" in text


@pytest.mark.parametrize("kind", ["figures", "rows"])
def test_a_download_has_what_the_page_shows(visit, source, kind):
    tab = visit("/indicator/icpc_15wd?team=MASH&period=2025-26&view=" + ("rows" if kind == "rows" else "table"))
    with tab.page.expect_download() as found:
        tab.page.locator(".main-card .downloads").get_by_role("link", name="CSV").click()
    name = found.value.suggested_filename
    assert name == f"icpc_15wd-{'year' if kind == 'figures' else '2025-26'}-MASH.csv"
    with open(found.value.path(), encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    if kind == "figures":
        expected = source.snapshot().series("icpc_15wd", "MASH", "year")
        assert [float(line["value"]) for line in lines] == [figure.value for figure in expected]
        assert {line["team"] for line in lines} == {"MASH"}
    else:
        figure = source.snapshot().figure("icpc_15wd", source.snapshot().period("2025-26", "year"), "MASH")
        assert sum(float(line["numerator"]) for line in lines) == figure.numerator
        assert sum(float(line["denominator"]) for line in lines) == figure.denominator

    with tab.page.expect_download() as found:
        tab.page.locator(".main-card .downloads").get_by_role("link", name="XLSX").click()
    sheet = load_workbook(io.BytesIO(found.value.path().read_bytes())).active
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0]) == list(lines[0])
    assert len(rows) - 1 == len(lines)


def test_a_download_of_what_is_unknown_is_refused_not_guessed(app):
    get = app.server.test_client().get
    assert get("/download/figures/nonsense.csv").status_code == 404
    assert get("/download/figures/contacts.pdf").status_code == 404
    assert get("/download/rows/contacts.csv?team=Nobody").status_code == 404


def test_a_cell_that_a_spreadsheet_would_run_stays_text():
    from dashboard.downloads import as_csv, as_xlsx

    frame = pd.DataFrame(
        {"child_id": ["=1+1", "@x", "-5"], "n": [-1.0, 2.0, 3.0], "team": pd.Categorical(["+a", "b", None])}
    )
    lines = list(csv.reader(io.StringIO(as_csv(frame).decode("utf-8-sig"))))
    assert lines[1] == ["'=1+1", "-1.0", "'+a"]
    assert lines[3] == ["'-5", "3.0", ""]
    sheet = load_workbook(io.BytesIO(as_xlsx(frame, "x"))).active
    assert [cell.value for cell in sheet["A"]] == ["child_id", "=1+1", "@x", "-5"]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}


def test_what_is_not_loaded_says_what_to_load(visit, state):
    state("some")
    text = visit("/indicator/agency_rate").page.locator(".headline").inner_text()
    assert "No figure" in text
    assert "load the workforce extract" in text
    page = visit("/").page
    page.get_by_role("link", name="What each would give").click()  # which opens what is folded
    expect(page.locator(".waiting li", has_text="Workforce").get_by_role("link", name="Agency ratio")).to_be_visible()


def test_what_is_unfinished_is_said_and_drawn_hollow(visit):
    tab = visit("/indicator/contacts?period=2026-27+Q3&points=quarter")
    assert "is not over: this is the figure so far, to 31\u00a0October 2026" in tab.page.locator(
        ".story"
    ).first.inner_text().replace("31 O", "31\u00a0O")
    fills = tab.page.evaluate(
        "document.querySelector('.js-plotly-plot').data.filter(t => t.line && t.line.dash === 'dot' && t.marker).map(t => t.marker.color)"
    )
    assert fills == ["#ffffff"]
    assert "unfinished" in tab.page.locator(".keys").inner_text()


def test_cells_and_headings_of_rows_are_words():
    import numpy as np

    from dashboard.rowlist import cell_words, heading_words

    assert [cell_words(each) for each in (np.True_, False, pd.NA, pd.NaT, float("nan"), None)] == ["Yes", "No", "", "", "", ""]
    assert cell_words(pd.Timestamp(2026, 8, 3)) == "3\u00a0Aug\u00a02026"
    assert cell_words(pd.Timestamp(2026, 8, 3, 9, 30)) == "3\u00a0Aug\u00a02026 09:30"
    assert cell_words("no_further_action") == "no further action"
    assert [heading_words(each) for each in ("received_at", "is_plan_made", "outcome_code", "icpc_on", "fte")] == [
        "Received", "Plan made", "Outcome", "Initial conference", "FTE",
    ]  # fmt: skip
