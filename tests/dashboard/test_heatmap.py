"""The heat map: every cell is the engine's figure, says in words what its colour says, and leads to its indicator."""

from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from dashboard import heatmap, real, wording
from dashboard.view import View


@pytest.fixture
def snapshot(source):
    return source.snapshot()


def view(snapshot, **query):
    return View.read(snapshot, "/heatmap", query)


def made(snapshot, indicator, **query):
    """Column and cell of a row, each cell that spans several columns once for each; nothing where the row has no figure."""
    one = view(snapshot, **query)
    columns = heatmap.columns(one, snapshot)
    cells = heatmap.row(snapshot.indicators[indicator], columns, heatmap.coloured(one), snapshot)
    if cells is None:
        return []
    spread = [cell["props"] for cell in cells for _ in range(cell["props"].get("colSpan", 1))]
    return list(zip(columns, spread, strict=True))


def link(cell):
    return cell["children"]["props"]


@pytest.mark.parametrize("query", [{}, {"by": "months"}, {"by": "months", "team": "MASH", "months": "24"}, {"period": "2026-10"}, {"period": "2021-22"}])
def test_every_cell_is_the_engines_figure_in_words_and_digits(snapshot, query):
    for indicator in snapshot.indicators.values():
        for column, cell in made(snapshot, indicator.id, **query):
            figure = snapshot.figure(indicator.id, column.period, column.team)
            if figure is None:
                assert cell == {"className": "h-na", **({"colSpan": cell["colSpan"]} if "colSpan" in cell else {})}
                continue
            words = link(cell)["aria-label"]
            assert words.startswith(f"{indicator.title}, {column.team or 'all teams'}, {wording.period(column.period)}: ")
            if figure.value is None:
                assert snapshot.why_missing(indicator, figure, column.team) in words and cell["className"] == "h-none"
                continue
            assert f": {wording.value(indicator, figure.value)}" in words
            assert link(cell)["children"] in words, "what is seen is in what is read out"
            assert wording.counts(indicator, figure) in words


def test_a_cell_says_how_its_figure_is_judged(snapshot):
    kinds = {"met": ("good", "best"), "near": ("near",), "not met": ("bad",), "too few": ("few",), "no target": ("plain",), "": ("so-far",)}
    seen = set()
    for indicator in snapshot.indicators:
        for column, cell in made(snapshot, indicator, by="months", months="24", period="2026-10"):
            figure = snapshot.figure(indicator, column.period, column.team)
            if figure is None or figure.value is None:
                continue
            kind = cell["className"].removeprefix("h-")
            assert kind in (("so-far",) if figure.status == "incomplete" else kinds[figure.judgement])
            assert (heatmap.KINDS["judgement"][kind] if kind != "so-far" else "So far") in link(cell)["aria-label"]
            seen.add(kind)
    assert {"good", "bad", "so-far", "plain"} <= seen


def test_met_is_reliably_met_exactly_where_the_control_chart_up_to_then_says_so(snapshot):
    indicator = snapshot.indicators["caseload_average"]
    for column, cell in made(snapshot, "caseload_average", by="months", months="24"):
        target = snapshot.target(indicator, column.period.end)
        reliable = real.read(snapshot.signal(indicator), column.period, target).is_reliable
        figure = snapshot.figure("caseload_average", column.period)
        assert (cell["className"] == "h-best") == (figure.judgement == "met" and reliable)


def test_by_signal_a_month_says_what_its_own_point_says(snapshot):
    indicator, seen = snapshot.indicators["contacts_72h"], set()
    signal = snapshot.signal(indicator)
    for column, cell in made(snapshot, "contacts_72h", by="months", months="24", colour="signal", period="2026-10"):
        point, kind = signal.at(column.period.label), cell["className"].removeprefix("h-")
        assert kind == (heatmap.SIGNALLED[point.kind] if point else "so-far")
        if point:
            assert heatmap.KINDS["signal"][kind] in link(cell)["aria-label"] and (not point.special or point.special in link(cell)["aria-label"])
        seen.add(kind)
    assert len(seen) > 1


def test_by_signal_a_rate_that_cannot_be_told_says_why(snapshot):
    early = dict(made(snapshot, "contacts", by="months", colour="signal", period="2021-06"))
    words = {link(cell)["aria-label"] for cell in early.values()}
    assert all("of the 13 months that limits need" in said or "Improving" in said or "variation" in said or "Unusually" in said for said in words)


def leads_to(cell):
    path, _, query = link(cell)["href"].partition("?")
    return path, parse_qs(query)


def test_a_cell_leads_to_its_indicator_team_and_period(snapshot):
    teams = dict((column.team, cell) for column, cell in made(snapshot, "contacts_72h", period="2026-09"))
    assert leads_to(teams["MASH"]) == ("/indicator/contacts_72h", {"team": ["MASH"], "period": ["2026-09"]})
    assert leads_to(teams[""]) == ("/indicator/contacts_72h", {"period": ["2026-09"]})
    months = made(snapshot, "contacts_72h", by="months", team="MASH")
    assert leads_to(months[-1][1]) == ("/indicator/contacts_72h", {"team": ["MASH"], "period": ["2026-09"]})


def test_every_kind_stands_in_the_legend_in_words(visit):
    for colour, kinds in heatmap.KINDS.items():
        legend = visit(f"/heatmap?colour={colour}").page.locator(".heat-keys").inner_text()
        assert all(words in legend for words in kinds.values())


# -- in a browser ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/heatmap", "/heatmap?by=months&colour=signal", "/heatmap?by=months&months=24&team=MASH&period=2026-10", "/heatmap?theme=Workforce&by=x&colour=y&months=7", "/heatmap?share=1"],
)
def test_the_heat_map_is_accessible_and_fits(visit, path):
    visit(path).keeps_its_promises()


@pytest.mark.parametrize("state_of", ["some", "empty"])
def test_so_is_one_of_few_figures_or_none(visit, state, state_of):
    state(state_of)
    tab = visit("/heatmap?by=months&period=2021-05")
    if state_of == "some":
        expect(tab.page.locator(".apart summary")).to_have_text("6 indicators have no figure: what they count is not loaded", use_inner_text=True)
        expect(tab.page.locator(".waiting li").first).to_contain_text("Workforce")
    tab.keeps_its_promises()


def test_choices_are_the_address_and_the_address_is_the_screen(visit):
    tab = visit("/heatmap?team=MASH")
    tab.page.get_by_label("Columns", exact=True).select_option("Months")
    expect(tab.page.locator(".heat-months")).to_be_visible()
    tab.page.get_by_label("Coloured by", exact=True).select_option("Control-chart signal")
    expect(tab.page.locator(".heat-keys")).to_contain_text("Improving")
    assert tab.query() == {"team": "MASH", "by": "months", "colour": "signal"}
    text = tab.page.locator("main").inner_text()
    tab.reload()
    tab.page.locator(".heat-months").wait_for()
    assert tab.page.locator("main").inner_text() == text
    tab.page.go_back()
    expect(tab.page.locator(".heat-keys")).to_contain_text("Not met")
    assert tab.errors == []


def test_it_is_one_stop_of_the_tab_key_arrows_go_on_and_the_words_appear(visit):
    tab = visit("/heatmap?period=2026-09")
    assert tab.page.locator(".heat td a[tabindex='0']").count() == 1
    tab.page.locator(".heat td a[tabindex='0']").focus()
    label = lambda: tab.page.evaluate("document.activeElement.getAttribute('aria-label')")  # noqa: E731
    shown = lambda: tab.page.evaluate("getComputedStyle(document.activeElement, '::after').content")  # noqa: E731
    first = label()
    assert first.startswith("Contacts received, all teams, September 2026") and first in shown()
    tab.page.keyboard.press("ArrowRight")
    assert label().startswith("Contacts received, Assessment 1, September 2026")
    tab.page.keyboard.press("ArrowDown")
    assert label().startswith("Contacts progressed within 72 hours, Assessment 1, September 2026")
    tab.page.keyboard.press("Home")
    assert label().startswith("Contacts progressed within 72 hours, all teams")
    assert tab.page.locator(".heat td a[tabindex='0']").count() == 1
    tab.page.keyboard.press("Escape")
    assert shown() == "none"
    tab.page.keyboard.press("End")
    tab.page.keyboard.press("Enter")
    expect(tab.page.locator("h1")).to_have_text("Contacts progressed within 72 hours")
    assert tab.query()["period"] == "2026-09" and tab.query()["team"]


def test_a_column_below_a_gap_is_reached_past_it(visit):
    """A rate has a figure of the authority alone: going down in a team's column passes over it."""
    tab = visit("/heatmap?period=2026-09")
    tab.page.locator(".heat tr:has(th a[href*='/indicator/referrals']) td a").nth(1).focus()
    tab.page.keyboard.press("ArrowDown")
    label = tab.page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert ", Assessment 1, " in label and "per 10,000" not in label
