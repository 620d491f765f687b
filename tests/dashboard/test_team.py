"""A manager's page: the team is chosen once, its figures stand beside who is late, and every list opens, pages and downloads."""

import re
from types import SimpleNamespace
from urllib.parse import quote_plus

import pandas as pd
import pytest
from playwright.sync_api import expect

from dashboard import access
from dashboard.team import lists
from dashboard.team.children import children
from metrics.worklist import OVERDUE, worklists

TEAM = "Assessment+2"


def late_of(source, team, list_id="all"):
    rows = source.worklist(list_id, team)
    return rows[rows["state"] == OVERDUE]


# -- in words --------------------------------------------------------------------------------------------------------------


def row(list_id, state, days):
    return SimpleNamespace(worklist=list_id, state=state, working_days=days)


def words(list_id, state, days):
    chip = lists.when(row(list_id, state, days), worklists()[list_id])
    return chip["props"]["children"].replace("\u00a0", " "), chip["props"]["className"].removeprefix("chip chip-")


@pytest.mark.parametrize(
    ("list_id", "state", "days", "expected"),
    [
        ("visits_cp", "overdue", 1, ("1 working day overdue", "bad")),
        ("visits_cp", "overdue", 12, ("12 working days overdue", "bad")),
        ("visits_cp", "overdue", 0, ("Overdue", "bad")),
        ("visits_adviser", "overdue", None, ("Overdue, never done", "bad")),
        ("visits_cp", "due", 0, ("Due", "near")),
        ("visits_cp", "due", -5, ("Due in 5 working days", "near")),
        ("visits_cp", "due", -6, ("Due in 6 working days", "plain")),
        ("visits_cp", "counted", -6, ("Due in 6 working days", "plain")),
        ("plans_15_months", "overdue", 80, ("Reached 15 months", "bad")),
        ("unallocated", "overdue", None, ("Unallocated", "bad")),
        ("repeat_referrals", "overdue", None, ("In the last 3 months", "near")),
    ],
)
def test_a_row_says_how_late_it_is_or_how_soon_due(list_id, state, days, expected):
    assert words(list_id, state, days) == expected


def test_children_come_by_the_most_urgent_list_and_then_by_how_late_they_are():
    def late(child, list_id, days, state="overdue"):
        return {"child_id": child, "worker": "Ada", "worklist": list_id, "state": state, "working_days": days}

    frame = pd.DataFrame(
        [
            late("A", "visits_cp", 3),
            late("B", "visits_cp", 9),
            late("E", "visits_cp", -2, "due"),
            late("C", "visits_adviser", None),
            late("B", "core_groups", 4),
            late("D", "dental_checks", 300),
            late("F", "repeat_referrals", None),
            late(None, "worker_supervision", 0),
        ]
    )
    found = children(lists.late(frame))
    assert [child.child_id for child in found] == ["B", "A", "C", "D"]
    assert [row.worklist for row in found[0].rows] == ["visits_cp", "core_groups"]


# -- pages -----------------------------------------------------------------------------------------------------------------

PAGES = [
    "/team",
    f"/team?team={TEAM}&period=2026-09&compare=england",
    "/team?team=MASH",
    f"/team?team={TEAM}&list=visits_cp&page=2",
    f"/team?team={TEAM}&list=worker_supervision",
    f"/team?team={TEAM}&list=children",
    "/team?team=MASH&list=visits_cp",
    "/team?list=visits_care&team=nobody&page=x",
]


@pytest.mark.parametrize("path", PAGES)
def test_it_is_accessible_and_fits(visit, path):
    visit(path).keeps_its_promises()


@pytest.mark.parametrize("name", ["empty", "some"])
@pytest.mark.parametrize("path", ["/team", f"/team?team={TEAM}"])
def test_so_it_is_with_little_loaded(visit, state, name, path):
    state(name)
    visit(path).keeps_its_promises()


def test_a_team_that_holds_no_children_is_shown_what_concerns_it(page):
    text = page("/team?team=MASH")
    assert "Contacts progressed" not in text or "No figure" not in text
    assert "Caseloads on" not in text and "Child protection visits" not in text
    assert "Nothing is late for any child of this team" in text


def test_the_numbers_are_those_of_the_lists(visit, source):
    tab = visit(f"/team?team={TEAM}")
    for list_id in ("visits_cp", "core_groups"):
        n = len(late_of(source, "Assessment 2", list_id))
        cell = tab.page.locator(f"#list-{list_id}").locator("xpath=ancestor::tr").locator(".c-late")
        expect(cell).to_contain_text(f"{n}\u00a0overdue")
    late = late_of(source, "Assessment 2")
    late = late[late["child_id"].notna()]
    assert tab.page.locator(".team-parts a").evaluate_all("all => all.map(each => document.querySelector(each.hash).tagName)") == ["H2"] * 3
    n_late = lists.to_mend(lists.lines(source.snapshot(), TEAM.replace("+", " ")))
    expect(tab.page.locator(".team-figures + .story")).to_contain_text(f"{n_late} things are late")
    lead = tab.page.locator(".lead").first
    expect(lead).to_contain_text(f"{len(late)}\u00a0things are late, for {late['child_id'].nunique()}\u00a0children")
    expect(tab.page.locator("table.children tbody tr")).to_have_count(10)


def test_a_list_of_every_team_says_whose_the_late_ones_are(page, source):
    late = late_of(source, "", "visits_cp")
    text = page("/team?list=visits_cp").replace("\u00a0", " ")
    for team, n in late["team"].value_counts().items():
        assert f'"/team?team={quote_plus(team)}&list=visits_cp"' in text and f'": {n}"' in text
    everywhere = page("/team").replace("\u00a0", " ")
    assert '"/team?list=visits_cp"' in everywhere and f"{len(late)} overdue" in everywhere
    assert "Late, by team" not in page(f"/team?team={TEAM}&list=visits_cp")


def test_caseloads_say_who_is_over_which_line_and_add_up(visit):
    page = visit(f"/team?team={TEAM}").page
    table = page.locator("table.caseloads")
    expect(table.locator("tbody tr")).to_have_count(5)
    expect(table.locator("tbody tr").nth(0)).to_contain_text("over 24")
    expect(table.locator("tbody tr").nth(1)).to_contain_text("over 18")
    expect(table.locator("tbody tr").nth(1)).to_contain_text("1.0 FTE assumed")
    assert "over" not in table.locator("tbody tr").nth(2).inner_text()
    expect(table.locator("tbody tr").nth(2).locator(".c-each")).to_have_text("30.0")  # 18 children at 0.6 FTE
    expect(table.locator("tbody tr").nth(3)).to_contain_text("Newly qualified")
    expect(table.locator("tr.together .c-n")).to_have_text("72")
    expect(page.locator(".caseloads + .story")).to_contain_text("2 of them hold more than 18, 1 of these more than 24.")


def test_a_list_pages_and_an_unknown_one_is_no_list(visit, source):
    tab = visit(f"/team?team={TEAM}&list=visits_cp")
    rows = tab.page.locator("table.one-list tbody tr")
    expect(rows).to_have_count(50)
    tab.page.locator("#page-next").click()
    expect(rows).to_have_count(len(source.worklist("visits_cp", "Assessment 2")) - 50)
    assert tab.query() == {"team": "Assessment 2", "list": "visits_cp", "page": "2"}
    expect(visit(f"/team?team={TEAM}&list=nonsense").page.locator("h1")).to_have_text("Assessment 2")


def test_rows_come_through_the_one_door_and_are_not_logged(page, source, caplog):
    caplog.set_level("INFO")
    page(f"/team?team={TEAM}&list=visits_cp")
    assert "Rows of the worklist visits_cp were opened." in caplog.text
    assert not any(child in caplog.text for child in source.worklist("visits_cp", "Assessment 2")["child_id"])


def test_without_leave_there_are_numbers_and_no_children(visit, monkeypatch):
    monkeypatch.setattr(access, "may_see_rows", lambda team: False)
    tab = visit(f"/team?team={TEAM}")
    expect(tab.page.locator("main")).to_contain_text("not the children themselves")
    expect(tab.page.locator("#list-visits_cp")).to_be_visible()
    assert not tab.page.locator("table.children, table.caseloads").count()
    expect(visit(f"/team?team={TEAM}&list=visits_cp").page.locator("main")).to_contain_text("not the children themselves")


def test_for_sharing_outside_there_is_no_page_of_a_team(visit, app):
    tab = visit(f"/team?team={TEAM}&share=1")
    expect(tab.page.locator("h1")).to_have_text("This page is for inside only")
    for name in ("worklist/visits_cp", "worklist/all", "caseload"):
        assert app.server.test_client().get(f"/download/{name}.csv?share=1").status_code == 403


# -- files -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "status"), [("worklist/visits_cp", 200), ("worklist/all", 200), ("caseload", 200), ("worklist/nonsense", 404), ("worklist/dental_checks", 404)])
def test_files_hold_the_rows_of_the_team(app, source, name, status):
    answer = app.server.test_client().get(f"/download/{name}.csv?team={TEAM}")
    assert answer.status_code == status
    if status == 200:
        rows = pd.read_csv(pd.io.common.BytesIO(answer.data), encoding="utf-8-sig")
        expected = source.caseload("Assessment 2") if name == "caseload" else source.worklist(name.split("/")[1], "Assessment 2")
        assert len(rows) == len(expected) > 0 and set(rows["team"]) == {"Assessment 2"}


def test_no_file_is_given_under_the_name_of_a_team_that_is_none(app):
    for name in ("worklist/visits_cp.csv", "caseload.csv"):
        assert app.server.test_client().get(f"/download/{name}?team=Nobody").status_code == 404


# -- the journey -------------------------------------------------------------------------------------------------------------


def test_a_manager_sees_in_two_clicks_who_is_late_and_takes_the_list_along(visit, source):
    """Are we seeing children in time, is it getting better, compared with whom, and which children are late?"""
    tab = visit("/")
    tab.page.locator("header nav").get_by_role("link", name="My team").click()
    expect(tab.page.locator("h1")).to_have_text("My team")
    tab.page.locator("main").get_by_role("link", name="Assessment 2", exact=True).click()  # one
    expect(tab.page.locator("h1")).to_have_text("Assessment 2")
    assert tab.query() == {"team": "Assessment 2"}
    heads = tab.page.locator(".team-figures thead th").all_inner_texts()
    assert heads[1:] == ["Late on 31\u00a0October", "Due in 10 working days", "Jul\u00a0to\u00a0Sep\u00a02026", "Target", "Is it getting better?", "All teams", "Neighbours", "24 months"]
    first = tab.page.locator("table.children tbody tr").first
    expect(first).to_contain_text("Child protection visit")

    tab.page.locator("#list-visits_cp").click()  # two
    expect(tab.page.locator("h1")).to_have_text("Child protection visits")
    rows = source.worklist("visits_cp", "Assessment 2")
    expect(tab.page.locator("table.one-list tbody th").first).to_have_text(rows["child_id"].iloc[0])
    with tab.page.expect_download() as downloading:
        tab.page.locator(".downloads").get_by_role("link", name="XLSX").click()
    assert re.fullmatch(r"worklist-visits_cp-Assessment-2\.xlsx", downloading.value.suggested_filename)
    assert len(pd.read_excel(downloading.value.path(), engine="openpyxl" if _has("openpyxl") else "calamine")) == len(rows)
    tab.page.go_back()
    expect(tab.page.locator("h1")).to_have_text("Assessment 2")
    assert tab.errors == []


def _has(package):
    import importlib.util

    return importlib.util.find_spec(package) is not None
