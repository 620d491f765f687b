"""The scorecard: which indicators, in which order, with which columns, by its address; what needs attention; how it fits and prints."""

import re
from importlib import import_module

import pytest
from playwright.sync_api import expect

from dashboard import cells, wording
from dashboard.scorecard.choices import JUDGEMENTS, ORDERS, Choices
from dashboard.scorecard.columns import COLUMNS, USUAL, fits
from dashboard.scorecard.lines import ATTENTION, Line
from dashboard.view import View
from tests.dashboard.conftest import NARROW

EVERY = ",".join(name for name in COLUMNS if name != "all")


@pytest.fixture
def snapshot(app, source):
    return source.snapshot()


def page():
    """The module of the page, which can only be imported once there is an app."""
    return import_module("dashboard.pages.scorecard")


def read(snapshot, **query):
    return View.read(snapshot, "/", query)


def drawn(snapshot, **query):
    return page().layout.__wrapped__(read(snapshot, **query), snapshot)


def parts(node):
    """Every element of what is drawn, as plain data."""
    if hasattr(node, "to_plotly_json"):
        node = node.to_plotly_json()
    if isinstance(node, dict):
        yield node
        yield from parts(node["props"].get("children", node["props"].get("content")))  # of a block
    elif isinstance(node, (list, tuple)):
        for each in node:
            yield from parts(each)


def text(node):
    if isinstance(node, (list, tuple)):
        return "".join(map(text, node))
    if hasattr(node, "to_plotly_json"):
        node = node.to_plotly_json()
    return text(node["props"].get("children", node["props"].get("content"))) if isinstance(node, dict) else str(node or "")


def shown(snapshot, **query):
    """The indicators that stand in the table, in its order."""
    links = [part["props"]["id"] for part in parts(drawn(snapshot, **query)) if str(part["props"].get("id", "")).startswith("to-")]
    return [name.removeprefix("to-") for name in links]


def heads(snapshot, **query):
    return [text(part) for part in parts(drawn(snapshot, **query)) if part["type"] == "Th" and part["props"].get("scope") == "col"]


def lines(snapshot, **query):
    view = read(snapshot, **query)
    return {indicator.id: Line(indicator, view, snapshot) for indicator in snapshot.indicators.values()}


# -- which indicators ------------------------------------------------------------------------------------


def test_a_theme_shows_its_indicators_and_no_others(snapshot):
    assert shown(snapshot, theme="Workforce") == [indicator.id for indicator in snapshot.themes["Workforce"]]


def test_judgements_part_the_indicators_without_remainder(snapshot):
    found = [name for judgement in JUDGEMENTS for name in shown(snapshot, judgement=judgement)]
    assert sorted(found) == sorted(snapshot.indicators)
    for name in shown(snapshot, judgement="not met"):
        assert snapshot.figure(name, read(snapshot).period).judgement == "not met"


def test_choices_narrow_together(snapshot):
    both = shown(snapshot, theme="Child protection", judgement="none")
    assert set(both) == set(shown(snapshot, theme="Child protection")) & set(shown(snapshot, judgement="none"))


def test_what_needs_attention_is_what_the_page_says_it_is(snapshot):
    every = lines(snapshot)
    for line in every.values():
        reasons = set()
        if line.found.variation == "concern":
            reasons.add("concern")
        if line.figure.judgement == "not met":
            reasons.add("not met")
        if line.found.assurance == "fail" and line.found.variation in ("common", "concern"):
            reasons.add("will miss")
        assert set(line.attention) - {"data"} == reasons - {"data"}
        assert reasons <= set(line.attention)
    wanted = [name for name, line in every.items() if line.attention]
    assert 0 < len(wanted) < len(every)
    assert shown(snapshot, attention="1") == wanted
    said = next(text(part) for part in parts(drawn(snapshot)) if part["props"].get("className") == "needing")
    assert said.startswith(f"{len(wanted)} of {len(every)}{wording.NBSP}indicators need attention")
    legend = text(page().signs())
    assert all(words in legend for words in ATTENTION.values())


def test_an_indicator_whose_data_end_too_soon_needs_attention(source, state):
    state("usual")
    assert not lines(source.snapshot())["agency_rate"].is_behind
    assert lines(source.snapshot(), period="2026-10")["agency_rate"].is_behind  # the workforce ends in September
    assert not lines(source.snapshot(), period="2026-10")["contacts"].is_behind


@pytest.mark.parametrize("query", [{}, {"team": "MASH"}, {"theme": "Workforce"}, {"sort": "name"}])
def test_what_waits_for_an_extract_is_told_once_by_name_and_stands_in_the_file(source, state, query):
    state("some")
    some = source.snapshot()
    made, asked = drawn(some, **query), {i.id for i in some.indicators.values() if i.theme == query.get("theme", i.theme)}
    apart = next(part for part in parts(made) if part["props"].get("className") == "apart small")
    named = {part["props"]["href"].partition("?")[0].rpartition("/")[2] for part in parts(apart) if "/indicator/" in part["props"].get("href", "")}
    waiting = {name for name in asked if some.lacking(some.indicators[name])}
    assert waiting and waiting <= named and named | set(shown(some, **query)) == asked and not named & set(shown(some, **query))
    assert f"{len(waiting)}{wording.NBSP}indicators have no figure" in text(apart)
    assert not [line for line in lines(some, **query).values() if line.indicator.id in waiting and line.attention]
    if not query:
        assert f"{len(waiting)}{wording.NBSP}indicators wait for extracts that are not loaded: section 47 enquiries and workforce" in text(made)
        frame = import_module("dashboard.scorecard.files").rows(read(some), some)
        assert set(frame["indicator"][frame["status"] == "not loaded"]) == waiting and len(frame) == len(some.indicators)


@pytest.mark.parametrize("query", [{"theme": "Nowhere"}, {"judgement": "splendid"}, {"attention": "yes"}, {"sort": "colour"}, {"columns": "a,b"}, {"columns": ""}])
def test_what_is_unknown_is_ignored(snapshot, query):
    assert shown(snapshot, **query) == shown(snapshot)
    assert heads(snapshot, **query) == heads(snapshot)


def test_where_nothing_is_left_the_page_says_so_and_leads_back(snapshot):
    made = drawn(snapshot, theme="Workforce", judgement="too few")
    assert "No indicator is like that" in text(made)
    assert "/" in [part["props"].get("href") for part in parts(made) if text(part) == "Show all indicators"]


# -- in which order --------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_and_its_reverse_keep_those_it_does_not_apply_to_last(snapshot, order):
    key = ORDERS[order][0]
    every = lines(snapshot)
    up, down = shown(snapshot, sort=order), shown(snapshot, sort=f"-{order}")
    assert sorted(up) == sorted(down) == sorted(every)
    known = [key(every[name]) for name in up if key(every[name]) is not None]
    assert known == sorted(known) and len(known) > 1
    assert [key(every[name]) for name in down][: len(known)] == sorted(known, reverse=True)
    assert all(key(every[name]) is None for name in (*up[len(known) :], *down[len(known) :]))


def test_the_worst_change_is_first_whichever_way_is_good(snapshot):
    every = lines(snapshot)
    first = every[shown(snapshot, sort="change")[0]]
    assert cells.change(first.indicator, first.figure, first.before, "quarter")[2]["props"]["children"] == ", worse"
    assert every[shown(snapshot, sort="judgement")[0]].judgement == ("not met", False)


def test_an_order_other_than_by_theme_says_the_theme_of_each(snapshot):
    made = drawn(snapshot, sort="name")
    assert not [part for part in parts(made) if part["props"].get("className") == "theme"]
    assert [text(part) for part in parts(made) if part["props"].get("className") == "small of-theme"]


# -- with which columns ----------------------------------------------------------------------------------


def test_the_usual_columns_fit_a_wide_screen_and_the_others_are_to_be_had(snapshot):
    assert heads(snapshot) == [
        "Indicator", "Jul\u00a0to\u00a0Sep\u00a02026", "Year to date", "Target", "Change on quarter", "Is it real?", "24 months", "Neighbours", "England", "Quartile",
    ]  # fmt: skip
    assert fits([COLUMNS[name] for name in USUAL])
    months = ["Jul\u00a02026", "Aug\u00a02026", "Sep\u00a02026"]
    assert set(months) | {"Good is", "Best neighbour", "Data note"} <= set(heads(snapshot, columns=EVERY))
    assert heads(snapshot, columns="months")[2:] == months
    assert heads(snapshot, columns="none") == heads(snapshot)[:2]


def test_each_column_has_a_link_that_shows_or_hides_it_and_the_usual_ones_are_not_in_the_address(snapshot):
    choices = Choices(read(snapshot), snapshot)
    assert "columns=" in choices.toggled("best") and "best" in choices.toggled("best")
    on = Choices(read(snapshot, columns=f"{','.join(USUAL)},best"), snapshot)
    assert on.toggled("best") == "/"


def test_every_row_has_a_cell_under_every_heading(source, state):
    for name in ("usual", "some"):
        state(name)
        for query in ({}, {"columns": EVERY}, {"team": "MASH"}, {"compare": "england"}, {"period": "2026-10", "columns": EVERY}):
            made = drawn(source.snapshot(), **query)
            wide = len([part for part in parts(made) if part["type"] == "Th" and part["props"].get("scope") == "col"])
            rows = [part for part in parts(made) if part["type"] == "Tr"]
            cells_of = lambda row: [part for part in parts(row["props"]["children"]) if part["type"] in ("Td", "Th")]  # noqa: E731
            assert {sum(cell["props"].get("colSpan", 1) for cell in cells_of(row)) for row in rows} == {wide}


def test_every_link_of_the_page_keeps_what_was_chosen(snapshot):
    asked = {"team": "MASH", "theme": "Child protection", "sort": "name", "columns": "target,best"}
    made = drawn(snapshot, **asked)
    own = [part["props"]["href"] for part in parts(made) if part["props"].get("id") in ("only-attention", "sort-judgement", "column-note")]
    assert len(own) == 3
    for href in own:
        assert "team=MASH" in href and "theme=Child+protection" in href and "columns=" in href and "sort=" in href


# -- what stands in them ---------------------------------------------------------------------------------


def test_the_year_to_date_of_the_page_is_the_sum_of_its_months(snapshot):
    line = lines(snapshot)["contacts_72h"]
    months = [month for month in snapshot.series("contacts_72h") if "2026-04" <= month.period <= "2026-09"]
    n, of = sum(month.numerator for month in months), sum(month.denominator for month in months)
    cell = text(COLUMNS["to-date"].cell(line))
    assert cell == f"{wording.number(100 * n / of, 1)}%{wording.number(n)} of {wording.number(of)}"
    assert text(COLUMNS["to-date"].cell(lines(snapshot)["cp_plans"])).endswith("latest")
    assert text(COLUMNS["to-date"].cell(lines(snapshot)["referral_rate"])).endswith("12 months")


def test_a_direction_is_an_arrow_and_a_word_and_real_only_where_the_chart_says_so(snapshot):
    words = {"improvement": "better, real", "concern": "worse, real", "up": "up, real", "down": "down, real"}
    seen = set()
    for query in ({}, {"period": "2026-09"}, {"period": "2025-26 Q4"}):
        for line in lines(snapshot, **query).values():
            said = text(COLUMNS["change"].cell(line))
            seen.add(", real" in said)
            if ", real" in said:
                assert words[line.found.variation] in said
            if line.figure.status == "ok" and line.before and line.before.status == "ok":
                assert re.search("[↑↓→]", said)
    assert seen == {True, False}


def test_the_best_quarter_says_which_way_it_lies(snapshot):
    every = lines(snapshot)
    found = {name: text(COLUMNS["quarter"].cell(line)) for name, line in every.items() if line.comparison}
    assert any("or more" in words for words in found.values()) and any("or less" in words for words in found.values())
    for name, words in found.items():
        line = every[name]
        if line.comparison.better is not None:
            assert ("best: " in words) and (("or less" in words) == (line.comparison.better == "low"))


def test_the_table_without_a_figure_of_a_team_has_no_quarter_of_authorities(snapshot):
    assert "Quartile" not in heads(snapshot, team="MASH")
    assert "All teams" in heads(snapshot, team="MASH") and "All teams" not in heads(snapshot)


# -- in a browser ----------------------------------------------------------------------------------------


def test_choosing_writes_the_address_and_a_reload_shows_the_same(visit):
    tab = visit("/")
    bar = tab.page.locator(".table-bar")
    bar.get_by_label("Theme", exact=True).select_option(label="Child protection")
    expect(tab.page.locator(".n-shown")).to_contain_text("6 of 22")
    bar.get_by_label("Order by", exact=True).select_option(label="Change, worst first")
    expect(tab.page.locator("th[aria-sort] a")).to_have_text("Change on quarter")
    tab.page.locator(".columns summary").click()
    tab.page.locator("#column-best").click()
    expect(tab.page.locator(".scorecard thead")).to_contain_text("Best neighbour")
    expect(tab.page.locator("#column-note")).to_be_visible()  # the list stays open
    tab.page.locator(".choices").get_by_label("Period", exact=True).select_option(label="2026-27 Q1 (Apr to Jun)")
    expect(tab.page.locator(".lead").first).to_contain_text("April to June 2026")
    assert tab.query().keys() == {"theme", "sort", "columns", "period"}
    before = tab.page.locator("main").inner_text()
    tab.reload()
    expect(tab.page.locator(".lead").first).to_contain_text("April to June 2026")
    tab.page.locator(".columns summary").click()
    assert tab.page.locator("main").inner_text() == before
    assert (tab.violations(), tab.errors, tab.elsewhere) == ([], [], [])


@pytest.mark.parametrize("path", [f"/?columns={EVERY}", "/?team=MASH&sort=judgement"])
def test_however_many_columns_the_page_keeps_its_promises(visit, path):
    tab = visit(path)
    tab.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    tab.keeps_its_promises()


def test_more_columns_scroll_beside_the_names(visit):
    tab = visit(f"/?columns={EVERY}")
    scroller = tab.page.locator(".wide-scorecard")
    assert scroller.evaluate("each => each.scrollWidth > each.clientWidth")
    scroller.evaluate("each => { each.scrollLeft = 400; each.scrollTop = 600; }")
    box, name, head = scroller.bounding_box(), tab.page.locator("#to-cp_plans").bounding_box(), tab.page.locator(".scorecard thead th").first.bounding_box()
    assert tab.page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('th').innerText", [box["x"] + 30, box["y"] + 20]) == "Indicator"
    assert name["x"] >= box["x"] and abs(head["y"] - box["y"]) < 2 and abs(head["x"] - box["x"]) < 2


def test_it_prints_on_a3_with_the_heads_and_without_the_controls(visit):
    tab = visit("/")
    tab.page.emulate_media(media="print")
    for selector in (".table-bar", ".choices", ".top nav"):
        assert not tab.page.locator(selector).first.is_visible()
    assert tab.page.locator(".scorecard thead").evaluate("each => getComputedStyle(each).display") == "table-header-group"
    assert tab.page.locator(".scorecard thead th").first.evaluate("each => getComputedStyle(each).position") == "static"
    printed = tab.page.pdf(format="A3", landscape=True)
    assert printed.startswith(b"%PDF") and 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 3


def test_on_a_phone_a_theme_says_how_it_stands_and_its_indicators_are_a_tap_away(visit):
    tab = visit("/", NARROW)
    theme, cards = tab.page.locator(".scorecard .theme").nth(1), tab.page.locator(".scorecard tbody tr:not(.theme)")
    assert cards.count() > cards.locator("visible=true").count() == 0
    n, *parts = map(int, re.findall(r"\b\d+\b", theme.locator(".small").inner_text()))
    assert n == sum(parts) > 1
    theme.locator(".to-theme").click()
    expect(tab.page.locator(".n-shown")).to_contain_text(f"{n} of ")
    assert cards.locator("visible=true").count() == n
