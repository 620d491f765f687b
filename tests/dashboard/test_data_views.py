"""Files and undoing, codes and names, quality: each a URL, usable by keyboard, with nothing about a child but through the guarded door."""

import csv
import io
import json
import re

import pandas as pd
import pytest
from playwright.sync_api import expect
from plotly.utils import PlotlyJSONEncoder

from dashboard import reports, rowlist
from dashboard.data import calendar, checks, codes, effects
from dashboard.view import View

VIEWS = [
    "/data?view=files&undo=6",
    "/data?view=files&load=12",
    "/data?view=codes",
    "/data?view=codes&part=mapped",
    "/data?view=codes&part=teams",
    "/data?view=quality",
    "/data?view=quality&team=MASH&month=2026-09",
    "/data?view=quality&part=calendar&table=section47",
    "/data?view=quality&part=columns",
    "/data?view=quality&part=late&table=contacts",
    "/data?view=quality&check=open_twice&table=cp_plans",
    "/data?view=published",
    "/data?preview=999",
]


@pytest.mark.parametrize("path", VIEWS)
def test_a_view_is_accessible_and_fits_at_every_width(visit, path):
    visit(path).keeps_its_promises()


@pytest.mark.parametrize("view", ["files", "codes", "quality", "problems"])
def test_with_nothing_loaded_a_view_says_so(visit, state, view):
    state("empty")
    tab = visit(f"/data?view={view}")
    assert re.search("Nothing is loaded|No files|No problems", tab.page.locator("main").inner_text())
    assert tab.errors == []


# -- files -------------------------------------------------------------------------------------------


def test_files_stand_under_the_moment_they_were_loaded_newest_first_and_refused_ones_first(visit):
    rows = visit("/data?view=files").page.locator("table.loads tbody tr").all_inner_texts()
    assert rows[0].startswith("2 November 2026, 09:12".replace(" ", "\u00a0", 1)) or "2\u00a0November 2026, 09:12" in rows[0]
    assert "parameters.xlsx" in rows[1]
    assert "Choose the report with the rows" in rows[1]
    assert "Undo" not in rows[1]


def test_undoing_says_first_what_will_happen_and_the_load_stays_listed_as_undone(visit, state):
    state("usual")
    tab = visit("/data?view=files")
    tab.page.locator("#undo-6").click()
    panel = tab.page.locator(".confirm")
    expect(panel).to_contain_text("It brought or renewed")
    assert re.search(r"rows of contacts\. Undone, these rows go", panel.inner_text())
    assert tab.query() == {"view": "files", "undo": "6"}
    tab.page.get_by_role("button", name="Undo load 6").click()
    expect(tab.page.locator("main")).to_contain_text("1\u00a0load taken back")
    row = tab.page.locator("table.loads tr", has_text="contacts_2026-10.xlsx")
    assert "Undone" in row.inner_text()
    assert not row.locator("#undo-6").count()
    assert tab.errors == []


def test_a_whole_batch_can_be_undone_but_not_what_is_undone_already(visit):
    tab = visit("/data?view=files")
    tab.page.get_by_role("link", name=re.compile("^Undo all 9")).click()
    expect(tab.page.locator(".confirm h2")).to_have_text("Undo these 9 loads?")
    tab.page.get_by_role("link", name="Keep").click()
    expect(tab.page.locator(".confirm")).to_have_count(0)
    assert "undone already" in visit("/data?view=files&undo=19").page.locator("main").inner_text()


def test_every_line_of_a_file_is_told_and_adds_up(visit, source):
    tab = visit("/data?view=files&load=12")
    line = source.snapshot().files.set_index("load").loc[12]
    text = tab.page.locator("main").inner_text()
    assert f"= {line['rows_loaded']:,} loaded + {line['rows_repeated']} repeated + {line['rows_refused']} refused; 3\u00a0lines beside these skipped" in text
    assert "NOT what its report says" not in text
    tab.page.locator("#lines-refused").click()
    expect(tab.page.locator("table.lines tbody tr")).to_have_count(1)
    with tab.page.expect_download() as found:
        tab.page.get_by_role("link", name="CSV").click()
    with open(found.value.path(), encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == line["rows_read"] + 3


def test_lines_that_do_not_add_up_are_not_hidden(page, source, monkeypatch):
    whole = source.lines
    monkeypatch.setattr(source, "lines", lambda number: whole(number).iloc[1:])
    assert "This is NOT what its report says" in page("/data?view=files&load=12")


# -- codes and names ---------------------------------------------------------------------------------


def test_a_meaning_given_here_reaches_the_figure(visit, source, state):
    state("usual")
    figure = lambda: visit("/").page.locator("#to-contacts_to_referral").locator("xpath=ancestor::tr").locator(".value").inner_text()  # noqa: E731
    before = figure()
    tab = visit("/data?view=codes")
    assert tab.page.locator("th .as-written").first.inner_text() == "“Polis”"
    tab.page.get_by_label("What “Polis” means in source of contacts").select_option("police")
    tab.page.get_by_role("button", name="Save").click()
    expect(tab.page.locator("#result")).to_have_text("“Polis” means police: 214\u00a0rows of contacts.")
    expect(tab.page.locator("#result")).to_be_focused()
    assert tab.page.locator("th .as-written").first.inner_text() == "“Self/Ph”"
    assert figure() != before
    tab.page.locator("#part-mapped").click()
    tab.page.get_by_role("button", name="Remove the meaning of “Polis”").click()
    expect(tab.page.locator("#result")).to_contain_text("“Polis” has no meaning now")
    assert tab.errors == []


def test_a_long_value_is_cut_and_no_id_of_the_page_holds_a_value(visit):
    page = visit("/data?view=codes").page
    assert "“Level 4 - to be looked at by the assessment team of the eas…”" in page.locator("main").inner_text()
    assert "and then by the panel" not in page.content()
    assert not page.locator("[id*='Polis']").count()


def test_what_cannot_be_saved_is_said_and_the_rest_is_saved(visit, state):
    state("usual")
    tab = visit("/data?view=codes&part=teams")
    tab.page.get_by_label("Which team “Assesment 1” is").select_option(label="Assessment 1")
    tab.page.get_by_label("Which team “Hub” is").select_option(label="MASH")
    tab.page.get_by_role("button", name="Save").click()
    expect(tab.page.locator(".said")).to_contain_text("“Assesment 1” is Assessment 1: 44\u00a0rows.")
    expect(tab.page.locator(".said .why")).to_have_text("The list of teams could not be written: the folder is read-only.")
    assert tab.page.locator("th .as-written").all_inner_texts()[:1] == ["“Hub”"]


def test_a_list_that_changed_meanwhile_is_not_mapped_by_place(visit, source, state):
    state("usual")
    tab = visit("/data?view=codes")
    tab.page.locator("select").first.select_option("police")
    source.map_code("contacts", "source_code", "Polis", "health")
    tab.page.get_by_role("button", name="Save").click()
    expect(tab.page.locator(".said")).to_contain_text("The data changed since this page was shown.")
    assert set(source.snapshot().mapped["text"]) == {"Rozzers", "Polis"}


def test_names_of_no_worker_are_added_by_keyboard_and_removed(visit, state):
    state("usual")
    tab = visit("/data?view=codes&part=workers")
    tab.page.get_by_label("Another name that is no worker").fill("  Night   desk ")
    tab.page.keyboard.press("Enter")
    expect(tab.page.locator("#result")).to_have_text("“Night desk” is no worker now.")
    tab.page.get_by_role("button", name="Remove “Night desk”").click()
    expect(tab.page.locator("#result")).to_have_text("“Night desk” is a worker again.")


# -- quality -----------------------------------------------------------------------------------------


def test_checks_are_ranked_and_open_into_their_rows(visit, source):
    tab = visit("/data?view=quality")
    groups = tab.page.locator("table.checks tbody")
    sums = [
        sum(int(n.replace(",", "")) for n in groups.nth(i).locator("td.num .fact").all_inner_texts()) for i in range(groups.count())
    ]
    assert sums == sorted(sums, reverse=True)
    assert groups.first.locator(".drawing").first.get_attribute("aria-label").count(" in ") == 2
    groups.first.locator("td.num a").first.click()
    expect(tab.page.locator("table.rows tbody tr")).to_have_count(50)
    assert "Addresses and ids only." in tab.page.locator("main").inner_text()
    with tab.page.expect_download() as found:
        tab.page.get_by_role("link", name="CSV").click()
    assert found.value.suggested_filename.endswith(".csv")


def test_findings_and_the_workbook_go_through_the_guarded_door(visit, app, monkeypatch):
    from dashboard import access

    get = app.server.test_client().get
    assert get("/download/problems.xlsx").status_code == 200
    assert get("/download/findings.csv?check=nonsense").status_code == 404
    monkeypatch.setattr(access, "may_see_rows", lambda team: False)
    tab = visit("/data?view=quality&check=open_twice&table=cp_plans")
    assert "You may see how many rows fail, but not which." in tab.page.locator("main").inner_text()
    assert not tab.page.locator("table.rows").count()
    assert get("/download/problems.xlsx").status_code == 403
    assert get("/download/findings.csv?check=open_twice").status_code == 403


def test_the_filters_are_in_the_address_and_kept_between_parts(visit):
    tab = visit("/data?view=quality")
    tab.page.locator(".filters").get_by_label("Month", exact=True).select_option("2026-09")
    expect(tab.page.locator("table.checks caption")).to_contain_text("September 2026")
    tab.page.locator(".filters").get_by_label("Team", exact=True).select_option("MASH")
    expect(tab.page.locator("table.checks caption")).to_contain_text("MASH, September 2026")
    tab.page.locator("#part-columns").click()
    expect(tab.page.locator("table.columns caption")).to_contain_text("MASH, September 2026")
    assert tab.query() == {"view": "quality", "team": "MASH", "month": "2026-09", "part": "columns"}


def test_the_calendar_says_each_month_in_words_and_shapes(visit):
    tab = visit("/data?view=quality&part=calendar")
    row = tab.page.locator("table.calendar tbody tr", has_text="Section 47 enquiries")
    assert "Missing: Mar\u00a02026 to Apr\u00a02026" in row.inner_text()
    assert row.locator("td.c-month").count() == 24
    assert row.locator("td.c-month .sr-only").all_inner_texts().count("missing") == 2
    assert row.locator(".shape-missing").count() == 2
    tab.page.locator("#calendar-earlier").click()
    expect(tab.page.locator("table.calendar caption")).to_contain_text("November 2022 to October 2024")


def test_columns_come_worst_first(visit):
    tab = visit("/data?view=quality&part=columns")
    rows = [row.split("\t") for row in tab.page.locator("table.columns tbody tr").all_inner_texts()]
    number = lambda text: int(text.split()[0].replace(",", ""))  # noqa: E731
    lacking = [(number(row[5]) * ("Ended On" not in row[0]) + number(row[7])) / number(row[2]) for row in rows]
    assert lacking == sorted(lacking, reverse=True)


def test_a_share_is_never_rounded_to_nothing_or_to_all():
    assert [checks.share_words(*pair) for pair in ((0, 9), (1, 9000), (3, 90), (8999, 9000), (9, 9), (0, 0))] == [
        "none", "under 0.1%", "3.3%", "over 99.9%", "100%", "–",
    ]  # fmt: skip


def test_months_that_follow_one_another_are_drawn_together():
    assert calendar.runs(["2024-03", "2024-11", "2024-12", "2025-01"]) == ["Mar\u00a02024", "Nov\u00a02024 to Jan\u00a02025"]


# -- restated figures, and the quality of what a figure rests on ------------------------------------


def restated(source, indicator_id):
    """A figure of the default quarter that is marked, made so here."""
    snapshot = source.snapshot()
    figure = snapshot.figure(indicator_id, snapshot.default_period())
    line = [[indicator_id, "", "quarter", figure.period, figure.value - 3.3, figure.numerator - 2, figure.denominator, pd.Timestamp(2026, 10, 5), 4, pd.Timestamp(2026, 11, 2), "load 6: contacts_2026-10.xlsx"]]
    source.change(history=pd.DataFrame(line, columns=list(snapshot.history)))


def test_a_restated_figure_is_marked_on_the_scorecard_and_told_on_its_page(visit, source, state):
    state("usual")
    restated(source, "icpc_15wd")
    tab = visit("/")
    assert tab.page.locator(".scorecard .tip").count() == 1
    mark = tab.page.locator("#to-icpc_15wd").locator("xpath=ancestor::tr").locator(".tip")
    assert re.fullmatch(r"First reported \d\d\.\d%, now \d\d\.\d%", mark.text_content())
    words = mark.locator(".tip-words")
    shown = lambda: words.evaluate("e => getComputedStyle(e).clipPath")  # noqa: E731
    assert shown() != "none"
    mark.focus()
    assert shown() == "none"
    tab.page.keyboard.press("Escape")
    assert shown() != "none"
    mark.click()
    story = tab.page.locator(".story.restated")
    expect(story).to_contain_text("last changed on 2\u00a0Nov\u00a02026 by load 6 (contacts_2026-10.xlsx)")
    expect(tab.page.locator(".main-card")).to_contain_text("rows make the difference: 40 added")
    assert tab.violations() == []
    tab.page.locator("#show-table").click()
    expect(tab.page.locator(".main-card thead")).to_contain_text("First reported")


def test_the_rows_between_are_guarded_and_can_be_taken_away(page, source, state, app, monkeypatch):
    from dashboard import access

    state("usual")
    restated(source, "icpc_15wd")
    get = app.server.test_client().get
    lines = list(csv.DictReader(io.StringIO(get("/download/difference/icpc_15wd.csv").get_data().decode("utf-8-sig"))))
    assert {line["change"] for line in lines} >= {"added", "now counted"}
    monkeypatch.setattr(access, "may_see_rows", lambda team: False)
    assert get("/download/difference/icpc_15wd.csv").status_code == 403
    assert "not the children behind it" in page("/indicator/icpc_15wd?view=changes")


def test_a_figure_that_is_as_it_was_has_no_mark_and_no_list_of_changes(visit, source, state):
    state("usual")
    source.change(history=source.snapshot().history.iloc[:0])
    assert not visit("/").page.locator(".tip").count()
    assert "as it was first reported" in visit("/indicator/icpc_15wd?view=changes").page.locator(".main-card").inner_text()


def test_poor_data_are_noted_on_the_scorecard_and_told_on_the_page(visit, source):
    source.snapshot().assessed  # noqa: B018
    tab = visit("/")
    notes = tab.page.locator(".data-note")
    n = notes.count()
    assert 0 < n < len(source.indicators)
    notes.first.locator("a").click()
    expect(tab.page.locator(".panel", has_text="What it rests on")).to_contain_text("Quality")
    assert tab.page.locator(".panel a[href*='view=quality']").count()


def test_a_page_does_not_wait_for_the_quality_of_the_data(source):
    from dataclasses import replace
    from threading import Event

    held = Event()
    snapshot = replace(source.snapshot(), quality=lambda: held.wait(5) and "known", _made={})
    assert snapshot.assessed_soon() is None
    held.set()
    assert snapshot.assessed_soon(5) == "known"


def test_effects_are_ordered_by_how_far_a_figure_moves(source):
    frame = source._effects()
    found = effects.Effects(frame, source.indicators)
    sizes = [effects.size(each) for each in found.restated]
    assert sizes == sorted(sizes, reverse=True)
    assert len(found.restated) + len(found.new) == len(frame)
    assert effects.summary(effects.Effects(frame[~frame["is_published"]], source.indicators)).startswith("No figure that was published before would change.")


# -- published figures -------------------------------------------------------------------------------


def test_every_release_is_listed_newest_first_with_what_it_holds_and_how_much_of_it_is_in_force(visit):
    rows = visit("/data?view=published").page.locator("table.published tbody tr").all_inner_texts()
    assert rows[0].startswith("LAIT 2026-04") and "with the program" in rows[0]
    (row,) = [row for row in rows if row.startswith("CLA 2023")]
    assert "2019 to 2023" in row and "1,968" in row  # of which those of 2019 are in force
    assert any(row.startswith("ONS mid-2024") and "Children aged 0 to 17" in row for row in rows)


def test_a_code_that_nobody_has_explained_leads_from_its_row_to_where_it_can_be(app, source):
    snapshot = source.snapshot()
    view = View.read(snapshot, "/indicator/contacts", {"view": "rows"})
    text, link = rowlist.words(view, "outcome_code", "early_help"), rowlist.words(view, "outcome_code", "unmapped")
    assert text == "early help" and link["props"]["href"] == "/data?view=codes&column=outcome_code"
    assert rowlist.words(view, "team", "unmapped") == "unmapped"
    columns = list(snapshot.unmapped["column"].unique())
    for column in [*columns, "outcome_nobody_has"]:
        shown = json.dumps(codes.values(View.read(snapshot, "/data", {"view": "codes", "column": column}), snapshot), cls=PlotlyJSONEncoder)
        for text, of in zip(snapshot.unmapped["text"], snapshot.unmapped["column"], strict=True):
            assert (json.dumps(f"“{codes.cut(text)}”")[1:-1] in shown) is (of == column or column not in columns)


def test_of_thousands_of_headings_that_no_column_takes_a_dozen_are_named():
    assert reports.named([f"Extra {n}" for n in range(13)]).endswith("Extra 12")
    assert reports.named([f"Extra {n}" for n in range(3000)]).endswith("Extra 11 and 2,988 more")
