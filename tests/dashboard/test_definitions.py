"""The definitions page reads the declarations, all of them."""

from playwright.sync_api import expect


def test_every_indicator_is_defined_with_an_anchor_of_its_own(visit, source):
    tab = visit("/definitions")
    for indicator in source.indicators.values():
        article = tab.page.locator(f"article#{indicator.id}")
        text = article.inner_text()
        assert indicator.title in text
        assert indicator.question in text
        assert indicator.counts in text
        assert indicator.source in text
        assert not indicator.has_denominator or indicator.of in text


def test_a_word_finds_the_indicators_that_have_it_and_is_in_the_url(visit, source):
    tab = visit("/definitions")
    tab.page.get_by_label("Find").fill("established posts")
    tab.page.get_by_label("Find").press("Enter")
    expect(tab.page.locator("article")).to_have_count(1)
    assert tab.query() == {"q": "established posts"}
    assert tab.page.locator("article").get_attribute("id") == "permanent_rate"
    tab.page.go_back()
    expect(tab.page.locator("article")).to_have_count(len(source.indicators))
    assert tab.page.get_by_label("Find").input_value() == ""


def test_a_word_that_nothing_has_says_so(visit):
    assert "Nothing matches “zebra”" in visit("/definitions?q=zebra").page.locator("main").inner_text()


def test_an_address_with_an_anchor_opens_at_it(visit):
    tab = visit("/definitions#agency_rate")
    tab.page.wait_for_timeout(300)
    assert 0 <= tab.page.locator("#agency_rate").bounding_box()["y"] < 500
