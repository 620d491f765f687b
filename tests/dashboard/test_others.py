"""The figure of one indicator among teams, authorities and kinds of case: what chance would give, and what more than that."""

from types import SimpleNamespace

import pandas as pd
import pytest
from playwright.sync_api import expect

from dashboard import chance
from dashboard.indicator.authorities import funnel_of, why_no_funnel
from dashboard.indicator.funnel import ROOM, WIDTHS, Dot, box_of, placed, touches
from dashboard.indicator.kinds import adds_up
from dashboard.indicator.others import beside_published, standing
from dashboard.indicator.teams import in_funnel, outside_in_words, why_no_funnel as why_no_teams
from metrics.comparison import Authority, authorities, comparators
from metrics.differences import Difference

DAY = pd.Timestamp("2025-03-31")


def rows_of(tab, selector):
    return [[cell.strip() for cell in row] for row in tab.page.locator(f"{selector} tbody tr").evaluate_all("rows => rows.map(r => [...r.cells].map(c => c.innerText))")]


def drawn(tab):
    """Every dot that is drawn, by what stands beside it when pointed at."""
    return tab.page.evaluate(
        "document.querySelector('.js-plotly-plot').data.filter(t => t.mode === 'markers').flatMap(t => t.text.map((text, n) => [text, t.x[n], t.y[n]]))"
    )


# --- words --------------------------------------------------------------------------------------------------------------


def difference(beside, verdict):
    return Difference(beside, verdict, 1.0, DAY, False, "given")


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ("above above above", "Above England, the neighbours’ mean and a year ago by more than chance would give (95%)."),
        ("below same same", "Below England by more than chance would give (95%), and no different from the neighbours’ mean or a year ago beyond chance."),
        ("above below same", "Above England by more than chance would give (95%), below the neighbours’ mean by more than chance would give (95%), and no different from a year ago beyond chance."),
        ("same same same", "No different from England, the neighbours’ mean or a year ago beyond chance."),
        ("", ""),
    ],
)  # fmt: skip
def test_the_differences_in_one_sentence(verdicts, said):
    verdicts = [{"same": "no different"}.get(verdict, verdict) for verdict in verdicts.split()]
    assert chance.sentence([difference(*pair) for pair in zip(("England", "neighbours", "a year ago"), verdicts, strict=False)]) == said


def test_of_six_alike_one_lies_outside_in_a_quarter_of_periods():
    assert chance.by_luck(6) == "26%"


@pytest.fixture
def plans(source):
    return source.indicators["cp_plan_rate"]


def own(numerator, denominator, value):
    return Authority("E06000019", "Herefordshire", value, numerator, denominator, "", "", "CIN 2025", True)


@pytest.mark.parametrize(
    ("ours", "said"),
    [
        ((140, 34439, 40.651), "DfE published 139 (40.4) for 31\u00a0March 2025; these extracts now give 140 (40.7)."),
        ((139, 34439, 40.361), "DfE published 139 (40.4) for 31\u00a0March 2025, and these extracts give the same."),
        ((139, 34000, 40.882), "DfE published 139 (40.4) for 31\u00a0March 2025; these extracts give the same number and 40.9: the populations differ."),
    ],
)  # fmt: skip
def test_the_published_count_stands_beside_our_own(plans, ours, said):
    numerator, denominator, value = ours
    figure = SimpleNamespace(numerator=numerator, denominator=denominator, value=value)
    assert beside_published(plans, figure, own(139, 34439, 40.4), DAY, "DfE") == said


def test_where_only_the_percentage_is_published_it_stands_beside_ours(source):
    indicator = source.indicators["assessments_45wd"]
    figure = SimpleNamespace(numerator=1216, denominator=1710, value=71.11)
    assert beside_published(indicator, figure, own(None, None, 71.1), DAY, "DfE") == "DfE published 71.1% for the year to 31\u00a0March 2025, and these extracts give the same."
    figure.value = 72.3
    assert beside_published(indicator, figure, own(None, None, 71.1), DAY, "DfE").endswith("and these extracts give 1,216 of 1,710 (72.3%).")


def test_a_caseload_is_told_with_its_children_and_posts(source):
    theirs = Authority("E06000019", "Herefordshire", 13.6, 765, 56.4, "", "", "CSWW 2025", True)
    figure = SimpleNamespace(numerator=1112, denominator=81.8, value=13.594)
    words = beside_published(source.indicators["caseload_average"], figure, theirs, pd.Timestamp("2025-09-30"), "DfE")
    assert words == "DfE published 765 children, 56.4 FTE (13.6) for 30\u00a0September 2025; these extracts now give 1,112 children, 81.8 FTE (13.6)."


def test_the_place_of_the_published_figure_is_told_with_the_others(source):
    comparison = comparators(source.reference, "cpp_rate", "E06000019", DAY)
    words = standing(source.indicators["cp_plan_rate"], source.snapshot(), comparison, DAY)
    assert words.startswith("Herefordshire’s published figure for 2024-25 is 40.4: 77th of 151, second lowest quarter. England had 40.6, West Midlands had ")
    assert "10 of 10 neighbours (2025 model) a mean of 38.4 and a median of 32.5" in words


# --- funnels ------------------------------------------------------------------------------------------------------------


def team(name, numerator, denominator, status="ok"):
    return name, SimpleNamespace(numerator=numerator, denominator=denominator, value=100 * numerator / denominator if denominator else None, status=status)


def test_teams_outside_are_named_and_those_with_too_few_cases_are_not(source):
    indicator = source.indicators["assessments_45wd"]
    found = [team("Ash", 198, 241), team("Birch", 64, 128), team("Cedar", 110, 150), team("Elm", 0, 9), team("Fir", 5, 20, status="incomplete")]
    _, positions = in_funnel(found)
    assert positions == {"Ash": 2, "Birch": -2, "Cedar": 0, "Elm": None}
    assert outside_in_words(indicator, found, positions) == (
        "Ash (82.2%, 198 of 241) lies above the 99.8% limit; Birch (50.0%, 64 of 128) lies below the 99.8% limit: more than chance would give. "
        "Elm has fewer than 10 cases: too few to tell."
    )


@pytest.mark.parametrize(
    ("indicator", "why"),
    [("cp_plan_rate", "a team has no population"), ("contacts", "nothing to be set against"), ("caseload_average", "no percentage of cases"), ("icpc_15wd", "Fewer than 3 teams")],
)
def test_where_there_is_no_funnel_of_teams_the_page_says_why(source, indicator, why):
    assert why in why_no_teams(source.indicators[indicator], [team("Ash", 3, 4), team("Birch", 1, 4)])


def test_authorities_are_in_a_funnel_where_their_counts_are_published_and_else_ranked(source):
    reference, found = source.reference, source.indicators
    drawn, known = funnel_of(found["icpc_15wd"], authorities(reference, "icpc_15wd_pct", DAY))
    assert len(known) == 143 and drawn.adjusted is not None and not {"Isles of Scilly", "City of London"} & {each.name for each in known}
    percentages = authorities(reference, "assessment_45wd_pct", DAY)
    assert funnel_of(found["assessments_45wd"], percentages) is None
    assert "without the numbers behind them" in why_no_funnel(found["assessments_45wd"])
    caseloads = authorities(reference, "csww_average_caseload", "2025-09-30")
    assert funnel_of(found["caseload_average"], caseloads) is None and "no rate" in why_no_funnel(found["caseload_average"])


def test_no_two_labels_touch_at_any_width():
    import random

    chance_of = random.Random(4)
    spots = [(chance_of.random(), 0.5 + chance_of.gauss(0, 0.12)) for _ in range(160)]
    dots = [Dot(f"Authority of {n}", 1, 1, "neighbour" if n < 12 else "other", "", label=f"Authority of {n}" if n < 12 else "") for n in range(160)]
    found = placed(dots, spots)
    assert len(found) >= 9
    place_of = {dot.name: spot for dot, spot in zip(dots, spots, strict=True)}
    for width in WIDTHS:
        boxes = [box_of(dot.label, place_of[dot.name][0] * width, (1 - place_of[dot.name][1]) * ROOM, place) for dot, place in found]
        assert not [1 for n, box in enumerate(boxes) for other in boxes[:n] if touches(box, other)]


# --- pages --------------------------------------------------------------------------------------------------------------


def test_teams_are_drawn_as_the_table_has_them(visit, source):
    tab = visit("/indicator/icpc_15wd?view=teams")
    snapshot = source.snapshot()
    figures = {name: snapshot.figure("icpc_15wd", snapshot.default_period(), name) for name in snapshot.teams}
    settled = {name: figure for name, figure in figures.items() if figure.status == "ok" and figure.denominator}
    found = {text.split("<br>")[0].strip("</b>"): (x, pytest.approx(y)) for text, x, y in drawn(tab)}
    assert {name: (figure.denominator, figure.value) for name, figure in settled.items()} == found
    head = tab.page.locator("table.by-team thead th").all_inner_texts()
    assert head[-1] == "Beyond chance?"
    assert "allow for chance alone: with so few teams" in tab.page.locator(".main-card").inner_text()
    assert tab.page.locator("table.by-team").count() == 1


def test_a_number_of_cases_has_no_funnel_and_says_why(visit):
    tab = visit("/indicator/contacts?view=teams")
    assert "nothing to be set against" in tab.page.locator(".main-card").inner_text()
    assert not tab.page.locator(".js-plotly-plot").count() and tab.page.locator("table.by-team").count() == 1


def test_others_are_drawn_with_both_models_side_by_side_and_any_year_can_be_chosen(visit, source):
    tab = visit("/indicator/icpc_15wd?view=others")
    text = tab.page.locator(".main-card").inner_text()
    assert "Herefordshire’s published figure for 2024-25 is 83.3%: 69th of 151, second best quarter" in text
    assert "these extracts" in tab.page.locator(".own-count").inner_text()
    kinds = [len(rows_of(tab, f".side-by-side table:nth-child({n})")) for n in (1, 2)]
    assert kinds == [10, 10]
    comparison = source.snapshot().compared(source.indicators["icpc_15wd"], DAY, "2021")
    shown = rows_of(tab, ".side-by-side table:nth-child(2)")
    assert [row[1].split("\n")[0].removesuffix(" only in this model") for row in shown] == [each.name for each in comparison.neighbours]
    assert "No figure published for this area" in [row[2] for row in shown]
    assert "Mean 9 of 10 report" in tab.page.locator(".side-by-side table:nth-child(2)").inner_text()
    dots = drawn(tab)
    assert sum("these extracts" in text for text, _, _ in dots) == 1 and len(dots) == 144
    tab.page.locator("#\\{\\\"choice\\\"\\:\\\"year\\\"\\}").select_option("2022")
    expect(tab.page.locator(".main-card")).to_contain_text("published figure for 2021-22")
    assert tab.query()["year"] == "2022"


def test_limits_for_chance_alone_are_a_link_away_and_name_more(visit):
    tab = visit("/indicator/icpc_15wd?view=others")
    assert "101 of 143 lie beyond a 95% limit for chance alone" in tab.page.locator("figcaption").inner_text()
    outside = sum("chance would give" in text for text, _, _ in drawn(tab))
    tab.page.get_by_role("link", name="Limits for chance alone").click()
    expect(tab.page.locator("#limits-chance")).to_have_attribute("aria-current", "true")
    tab.page.wait_for_function("document.querySelector('.js-plotly-plot').data.filter(t => t.mode === 'markers').flatMap(t => t.text).filter(t => t.includes('would give')).length === 101")
    assert outside == 24


def test_every_authority_is_in_the_table_with_its_rank_or_why_it_has_none(visit):
    tab = visit("/indicator/assessments_45wd?view=others")
    tab.page.get_by_text("Every authority, 2024-25").click()
    shown = rows_of(tab, "details .table-plain")
    assert len(shown) == 153
    assert [int(row[0]) for row in shown if row[0]] == sorted(int(row[0]) for row in shown if row[0])
    small = {row[1]: row for row in shown if row[1] in ("Isles of Scilly", "City of London")}
    assert all(row[0] == "" for row in small.values()) and len(small) == 2
    values = [float(row[2].rstrip("%")) for row in shown if row[0]]
    assert values == sorted(values, reverse=True)  # high is good


def test_what_nobody_publishes_has_no_others(page):
    assert "Nobody publishes this" in page("/indicator/contacts?view=others")
    assert [name for name in ("contacts", "icpc_15wd") if '"show-others"' in page(f"/indicator/{name}")] == ["icpc_15wd"]


def test_the_panel_says_in_words_whether_the_difference_is_chance(visit):
    tab = visit("/indicator/icpc_15wd")
    assert tab.page.locator(".by-chance").inner_text().endswith("beyond chance.") or "by more than chance would give (95%)" in tab.page.locator(".by-chance").inner_text()
    panel = tab.page.locator(".panel").first
    assert panel.locator(".verdict").count() == 3
    panel.get_by_text("How chance is judged").click()
    assert "Newcombe" in panel.inner_text()
    assert not visit("/indicator/caseload_average").page.locator(".verdict").count()


def test_kinds_of_case_add_up_to_the_figure_and_say_so(visit, source):
    tab = visit("/indicator/icpc_15wd?view=kinds&by=sex")
    figure = source.snapshot().figure("icpc_15wd", source.snapshot().default_period())
    assert f"add up to {figure.numerator:.0f} of {figure.denominator:.0f}, which is the figure above" in tab.page.locator(".kinds").inner_text()
    shown = rows_of(tab, ".kinds table")
    assert [row[0] for row in shown] == ["Female", "Male", "Not known"]
    counts = [[int(n) for n in row[2].split(" of ")] for row in shown]
    assert [sum(column) for column in zip(*counts, strict=True)] == [figure.numerator, figure.denominator]
    tab.page.locator("#by-ethnic_group").click()
    expect(tab.page.locator("#by-ethnic_group")).to_have_attribute("aria-current", "true")


def test_groups_that_do_not_add_up_are_not_hidden(source):
    group = SimpleNamespace(numerator=3, denominator=9)
    figure = SimpleNamespace(numerator=4, denominator=9)
    assert "NOT the figure" in adds_up(source.indicators["icpc_15wd"], [group], figure)


def test_workers_are_shown_to_those_who_may_see_them(page, monkeypatch):
    from dashboard import access

    assert "Worker 1" in page("/indicator/icpc_15wd?view=kinds&by=worker")
    monkeypatch.setattr(access, "may_see_rows", lambda team: False)
    text = page("/indicator/icpc_15wd?view=kinds&by=worker")
    assert "not whose work it is" in text and "Worker 1" not in text
    assert "Under 1" in page("/indicator/icpc_15wd?view=kinds")


def test_what_counts_no_children_says_why_it_has_no_kinds(page):
    text = page("/indicator/agency_rate?view=kinds&by=age")
    assert "It counts workers’ posts, and no row of those is about one child" in text
