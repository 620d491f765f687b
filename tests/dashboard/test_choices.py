"""A view is a URL: choices write it, reload and back read it, links carry it."""

import re

from playwright.sync_api import expect

from tests.dashboard.conftest import NARROW


def choose(tab, label, option):
    tab.page.locator(".choices").get_by_label(label, exact=True).select_option(label=option)


def chosen(tab, label):
    return tab.page.locator(".choices").get_by_label(label, exact=True).locator("option:checked").inner_text()


def lead(tab):
    return tab.page.locator(".lead").first


def test_the_latest_complete_quarter_is_shown_unless_told_otherwise(shown):
    tab = shown("/")
    expect(lead(tab)).to_contain_text("July to September 2026")
    assert "latest complete quarter" in tab.page.locator(".heading").inner_text()
    assert tab.query() == {}


def test_choosing_a_team_changes_the_address_and_the_figures(visit):
    tab = visit("/")
    before = tab.page.locator("#to-contacts_72h").locator("xpath=ancestor::tr").inner_text()
    choose(tab, "Team", "Assessment 2")
    expect(lead(tab)).to_contain_text("Assessment 2")
    assert tab.query() == {"team": "Assessment 2"}
    row = tab.page.locator("#to-contacts_72h").locator("xpath=ancestor::tr")
    assert row.inner_text() != before


def test_the_same_screen_comes_back_by_reload_by_link_and_by_the_back_button(visit):
    tab = visit("/")
    choose(tab, "Team", "MASH")
    expect(lead(tab)).to_contain_text("MASH")
    choose(tab, "Period", "2026-27 Q1 (Apr to Jun)")
    expect(lead(tab)).to_contain_text("April to June 2026")
    assert tab.query() == {"team": "MASH", "period": "2026-27 Q1"}
    text = tab.page.locator("main").inner_text()

    tab.reload()
    expect(lead(tab)).to_contain_text("April to June 2026")
    assert tab.page.locator("main").inner_text() == text
    assert chosen(tab, "Team") == "MASH"

    tab.page.go_back()
    expect(lead(tab)).to_contain_text("July to September 2026")
    assert (chosen(tab, "Team"), chosen(tab, "Period")) == ("MASH", "2026-27 Q2 (Jul to Sep)")
    tab.page.go_back()
    expect(lead(tab)).to_contain_text("Herefordshire")
    assert chosen(tab, "Team") == "All teams"
    assert tab.query() == {}
    tab.page.go_forward()
    expect(lead(tab)).to_contain_text("MASH")
    assert tab.query() == {"team": "MASH"}


def test_one_choice_is_one_step_back(visit):
    tab = visit("/")
    choose(tab, "Team", "MASH")
    expect(lead(tab)).to_contain_text("MASH")
    choose(tab, "Team", "Assessment 2")
    expect(lead(tab)).to_contain_text("Assessment 2")
    tab.page.wait_for_timeout(300)
    tab.page.go_back()
    expect(lead(tab)).to_contain_text("MASH")
    tab.page.go_back()
    expect(lead(tab)).to_contain_text("Herefordshire")
    assert tab.query() == {}


def test_changing_the_grain_stays_at_the_same_time(visit):
    tab = visit("/?period=2025-26+Q1")
    choose(tab, "By", "Month")
    expect(lead(tab)).to_contain_text("June 2025")
    assert tab.query() == {"period": "2025-06"}
    choose(tab, "By", "Year")
    expect(lead(tab)).to_contain_text("April 2025 to March 2026")
    assert tab.query() == {"period": "2025-26"}


def test_choices_stay_from_page_to_page(visit):
    tab = visit("/?team=MASH&period=2026-09&compare=region")
    tab.page.locator("#to-contacts_72h").click()
    expect(tab.page.locator("h1")).to_have_text("Contacts progressed within 72 hours")
    assert tab.query() == {"team": "MASH", "period": "2026-09", "compare": "region"}
    assert chosen(tab, "Compared with") == "West Midlands"
    tab.page.get_by_role("link", name="Data", exact=True).first.click()
    expect(tab.page.locator("h1")).to_have_text("Data")
    tab.page.get_by_role("link", name="Scorecard", exact=True).click()
    expect(lead(tab)).to_contain_text("MASH, September 2026")


def test_a_choice_drops_the_page_of_a_list_but_keeps_how_it_is_shown(visit):
    tab = visit("/indicator/contacts_72h?view=rows&page=3")
    choose(tab, "Period", "2026-27 Q1 (Apr to Jun)")
    expect(tab.page.locator(".beside-figure")).to_contain_text("April to June 2026")
    assert tab.query() == {"view": "rows", "period": "2026-27 Q1"}


def test_what_is_unknown_is_said_and_otherwise_ignored(visit):
    tab = visit("/?team=Nobody&period=soon&compare=friends&grain=week&view=hologram&page=x")
    expect(lead(tab)).to_contain_text("Herefordshire children’s services, July to September 2026")
    said = tab.page.locator(".unknown").all_inner_texts()
    assert said == ["There is no team “Nobody” in these data: all teams are shown.", "There is no period “soon” in these data: July to September 2026 is shown."]


def test_a_page_that_compares_with_nobody_offers_no_comparison(page):
    for path, offers in (("/", True), ("/flow", False), ("/heatmap", False), ("/plan", False)):
        assert ("Compared with" in page(path)) == offers, path
        assert "notice unknown" not in page(f"{path}?team=all&period=2026-09")


def test_the_comparison_chosen_is_the_column_shown(visit):
    def heads(path):
        return visit(path).page.locator(".scorecard thead th").all_inner_texts()

    assert heads("/")[-3:] == ["Neighbours", "England", "Quartile"]
    assert heads("/?compare=region")[-3:] == ["West Midlands", "England", "Quartile"]
    assert heads("/?compare=england")[-3:] == ["24 months", "England", "Quartile"]


def test_everything_can_be_reached_and_done_by_keyboard(visit):
    tab = visit("/")
    press = tab.page.keyboard.press
    press("Tab")
    assert tab.page.evaluate("document.activeElement.textContent") == "Skip to the content"
    pages = tab.page.locator("header nav a").all_inner_texts()
    reached = []
    for _ in range(len(pages) + 40):
        press("Tab")
        reached.append(
            tab.page.evaluate(
                "document.activeElement.tagName + ' ' + (document.activeElement.id || document.activeElement.textContent)"
            )
        )
    assert reached[1 : len(pages) + 1] == [f"A {name}" for name in pages]
    assert [each for each in reached if each.startswith("SELECT")][:4] == [
        f'SELECT {{"choice":"{name}"}}' for name in ("team", "grain", "period", "compare")
    ]
    assert {"A only-attention", "A sort-change", "A to-contacts"} <= set(reached)


def test_the_keyboard_stays_where_it_was_when_a_choice_redraws_the_page(visit):
    tab = visit("/")
    team = tab.page.locator(".choices").get_by_label("Team", exact=True)
    team.focus()
    tab.page.keyboard.press("ArrowDown")
    expect(lead(tab)).to_contain_text("Assessment 1")
    tab.page.wait_for_timeout(100)
    expect(team).to_be_focused()
    tab.page.keyboard.press("ArrowDown")
    expect(lead(tab)).to_contain_text("Assessment 2")


def test_focus_can_be_seen(visit):
    tab = visit("/")
    for selector in ("header nav a >> nth=1", ".choices select >> nth=0", "#to-contacts"):
        tab.page.locator(selector).focus()
        tab.page.keyboard.press("Shift+Tab")
        tab.page.keyboard.press("Tab")
        width = tab.page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert width >= 2


def test_the_skip_link_leads_past_the_choices(visit):
    tab = visit("/")
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Enter")
    expect(tab.page.locator("#main")).to_be_focused()


def test_a_new_page_starts_at_its_top_and_is_announced(visit):
    tab = visit("/")
    tab.page.evaluate("window.scrollTo(0, 900)")
    tab.page.locator("#to-agency_rate").click()
    expect(tab.page.locator("h1")).to_have_text("Agency ratio")
    expect(tab.page.locator("#announcer")).to_contain_text(re.compile("Agency ratio"))
    expect(tab.page.locator("#main")).to_be_focused()
    assert tab.page.evaluate("window.scrollY") == 0


def test_the_heading_row_and_the_choices_stay_in_view(visit):
    tab = visit("/")
    tab.page.evaluate("window.scrollTo(0, 900)")
    tab.page.wait_for_timeout(100)
    choices = tab.page.locator(".choices").bounding_box()
    bar = tab.page.locator(".table-bar").bounding_box()
    head = tab.page.locator(".scorecard thead th").first.bounding_box()
    assert abs(choices["y"]) < 1
    assert abs(bar["y"] - choices["height"]) < 2
    assert abs(head["y"] - bar["y"] - bar["height"]) < 2


def test_on_a_phone_every_value_says_what_it_is(visit):
    tab = visit("/", NARROW)
    labels = tab.page.evaluate(
        "[...document.querySelector('#to-icpc_15wd').closest('tr').querySelectorAll('td[data-label]')]"
        ".map(td => getComputedStyle(td, '::before').content.replaceAll('\"', ''))"
    )
    assert labels == ["Jul\u00a0to\u00a0Sep\u00a02026", "Year to date", "Target", "Change on quarter", "Is it real?", "Neighbours", "England", "Quartile"]
