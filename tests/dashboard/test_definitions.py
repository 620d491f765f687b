"""The definitions page reads the declarations, all of them: a theme at a time, or whatever goes by a word or a table."""

import json

import pytest
from playwright.sync_api import expect
from plotly.utils import PlotlyJSONEncoder

from dashboard.view import View


@pytest.fixture
def made(app, source):
    """What the page is made of, as text, for a query."""
    from dashboard.pages import definitions

    def make(**query):
        snapshot = source.snapshot()
        content = definitions.layout.__wrapped__(View.read(snapshot, "/definitions", query), snapshot)
        return json.dumps(content, cls=PlotlyJSONEncoder, ensure_ascii=False)

    return make


def is_there(indicator, text):
    return f'"id": "{indicator.id}"' in text


def test_every_indicator_is_defined_with_an_anchor_of_its_own(made, source):
    text = made(theme="all")
    for indicator in source.indicators.values():
        assert is_there(indicator, text)
        for words in (indicator.title, indicator.question, indicator.counts, indicator.source, indicator.of if indicator.has_denominator else ""):
            assert json.dumps(words, ensure_ascii=False)[1:-1] in text


def test_a_theme_at_a_time_shows_its_indicators_and_the_way_to_the_others(made, source):
    themes = source.snapshot().themes
    assert made() == made(theme=next(iter(themes))) == made(theme="nonsense")
    for theme, found in themes.items():
        text = made(theme=theme)
        assert [i.id for i in source.indicators.values() if is_there(i, text)] == [i.id for i in found]
        assert all(f'"/definitions?theme={other.replace(" ", "+")}"' in text for other in themes if other != theme)


def test_those_that_need_a_table(made, source):
    text = made(table="referrals")
    found = [i for i in source.indicators.values() if is_there(i, text)]
    assert found and all("referrals" in i.needs for i in found) and len(found) == sum("referrals" in i.needs for i in source.indicators.values())
    assert "/data?table=referrals" in text and "/data?table" not in made(table="referrals", share="1")


def test_a_word_finds_the_indicators_that_have_it_and_is_in_the_url(visit):
    tab = visit("/definitions")
    tab.page.get_by_label("Find").fill("established posts")
    tab.page.get_by_label("Find").press("Enter")
    expect(tab.page.locator("article")).to_have_count(1)
    assert tab.query() == {"q": "established posts"}
    assert tab.page.locator("article").get_attribute("id") == "permanent_rate"
    tab.page.go_back()
    expect(tab.page.locator("article#contacts")).to_be_visible()
    assert tab.page.get_by_label("Find").input_value() == ""
    tab.open("/definitions?theme=Workforce#agency_rate")
    is_there = lambda: 0 <= tab.page.locator("#agency_rate").bounding_box()["y"] < 500  # noqa: E731
    for _ in range(40):
        if is_there():
            break
        tab.page.wait_for_timeout(50)
    assert is_there()


def test_a_word_that_nothing_has_says_so(made):
    assert "Nothing matches “zebra”" in made(q="zebra")
