"""Promises that hold for every page, in every state, on a desk and on a phone."""

import pytest

from tests.dashboard.conftest import NARROW, WIDE

PAGES = [
    "/",
    "/?team=Assessment+2&period=2026-09",
    "/?period=2026-10",
    "/?period=2025-26&compare=england",
    "/?team=MASH&period=2021-22+Q1&compare=region",
    "/?team=nobody&period=1999-01&compare=x&page=-3&sort=%27",
    "/indicator/icpc_15wd",
    "/indicator/icpc_15wd?view=table",
    "/indicator/icpc_15wd?view=rows&page=2",
    "/indicator/icpc_15wd?view=teams&team=MASH",
    "/indicator/contacts?view=teams",
    "/indicator/icpc_15wd?view=others",
    "/indicator/assessments_45wd?view=others&year=2022&compare=neighbours-2021",
    "/indicator/icpc_15wd?view=kinds&by=sex",
    "/indicator/agency_rate?view=kinds",
    "/indicator/contacts?team=MASH&period=2026-10",
    "/indicator/cp_plan_rate?compare=neighbours-2021",
    "/indicator/caseload_average?team=MASH&sort=-value",
    "/indicator/rereferrals_12m?period=2021-04",
    "/indicator/nonsense",
    "/changes",
    "/changes?team=MASH&period=2026-09",
    "/changes?period=2026-10",
    "/data",
    "/data?view=problems",
    "/data?view=files&page=2",
    "/definitions",
    "/definitions?q=plans",
    "/accessibility",
    "/flow",
    "/flow?team=Assessment+2&period=2026-09",
    "/nonsense",
]
STATES = [
    ("empty", "/"),
    ("empty", "/indicator/contacts"),
    ("empty", "/changes"),
    ("empty", "/data"),
    ("empty", "/definitions"),
    ("some", "/"),
    ("some", "/indicator/agency_rate"),
    ("some", "/changes"),
    ("some", "/data"),
    ("many problems", "/data?view=problems"),
    ("many problems", "/data?view=problems&page=3"),
    ("broken", "/"),
]


FAILED = "This page could not be shown"


def check(tab, fails=False):
    assert (FAILED in tab.page.locator("main").inner_text()) == fails
    assert tab.page.locator("h1").count() == 1
    assert tab.page.locator("main").count() == 1
    assert tab.page.evaluate("document.documentElement.lang") == "en-GB"
    assert "Measures that Matter" in tab.page.title()
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= tab.page.viewport_size["width"]
    assert tab.violations() == []
    assert tab.page.get_by_text("Traceback").count() == 0
    assert not tab.page.locator("[data-title*='hare'], [data-title*='loud'], a[href*='plotly']").count()
    assert tab.errors == []
    assert tab.elsewhere == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_fits_and_fetches_nothing_from_elsewhere(visit, path):
    for width in (WIDE, NARROW):
        check(visit(path, width))


@pytest.mark.parametrize(("name", "path"), STATES)
def test_so_is_a_page_in_a_state_that_is_out_of_the_ordinary(visit, state, name, path):
    state(name)
    for width in (WIDE, NARROW):
        check(visit(path, width), fails=name == "broken")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?team=MASH",
        "/indicator/icpc_15wd",
        "/indicator/icpc_15wd?view=rows",
        "/indicator/icpc_15wd?view=teams",
        "/indicator/icpc_15wd?view=others",
        "/indicator/icpc_15wd?view=kinds",
        "/changes",
        "/data",
        "/data?view=files",
        "/definitions",
    ],
)
def test_no_page_scrolls_sideways_at_any_width(visit, path):
    """320 px is a page at 400 %, which people with low vision use."""
    tab = visit(path)
    for width in (320, 600, 761, 861, 1000, 1101, 1201, 1341, 1920):
        tab.page.set_viewport_size({"width": width, "height": 900})
        tab.page.wait_for_timeout(50)
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/", "/indicator/icpc_15wd", "/data", "/definitions", "/nonsense"])
def test_every_page_says_that_synthetic_data_are_synthetic_and_as_at_when(visit, path):
    banner = visit(path).page.locator("header")
    assert "Synthetic data: not real children" in banner.inner_text()
    assert "data as at 31\u00a0October 2026" in banner.inner_text()


def test_the_navigation_lists_the_pages_that_register_themselves(visit):
    names = visit("/").page.locator("header nav a").all_inner_texts()
    import dash  # its registry is filled once there is an app

    assert names == [page["name"] for page in dash.page_registry.values() if page.get("nav", True)]
    assert (names[0], names[-2:]) == ("Scorecard", ["Data", "Definitions"])


def test_an_error_is_told_in_plain_words_and_kept_in_the_log(visit, state, caplog):
    state("broken")
    text = visit("/").page.locator("main").inner_text()
    assert FAILED in text
    assert "fire" not in text
    assert "RuntimeError at fake.py" in caplog.text
    assert "the store is on fire" not in caplog.text  # an error's own words could quote a cell
