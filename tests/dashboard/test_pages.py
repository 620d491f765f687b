"""Every page in every state keeps the promises of all, and says what it must."""

import pytest

from tests.dashboard.conftest import FAILED

PAGES = [
    "/",
    "/?period=2026-10",
    "/?team=MASH&period=2021-22+Q1&compare=region",
    "/?team=nobody&period=1999-01&compare=x&page=-3&sort=%27",
    "/indicator/icpc_15wd",
    "/indicator/icpc_15wd?view=table",
    "/indicator/icpc_15wd?view=rows&page=2",
    "/indicator/icpc_15wd?view=teams&team=MASH",
    "/indicator/contacts?view=teams",
    "/indicator/icpc_15wd?view=change&by=sex",
    "/indicator/icpc_15wd?view=others",
    "/indicator/assessments_45wd?view=others&year=2022&compare=neighbours-2021",
    "/indicator/icpc_15wd?view=kinds&by=sex",
    "/indicator/agency_rate?view=kinds",
    "/indicator/caseload_average?team=MASH&sort=-value",
    "/indicator/rereferrals_12m?period=2021-04",
    "/indicator/nonsense",
    "/changes",
    "/changes?period=2026-10",
    "/data",
    "/data?view=problems",
    "/data?view=files&page=2",
    "/definitions",
    "/definitions?q=plans",
    "/accessibility",
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
    ("broken", "/"),
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_the_promises_of_all_and_says_what_data_it_shows(visit, path):
    tab = visit(path)
    banner = tab.page.locator("header").inner_text()
    assert "Synthetic data: not real children" in banner
    assert "data as at 31\u00a0October 2026" in banner
    assert tab.unlike_the_first_answer() == []
    tab.keeps_its_promises()


@pytest.mark.parametrize(("name", "path"), STATES)
def test_so_is_a_page_in_a_state_that_is_out_of_the_ordinary(visit, state, name, path):
    state(name)
    tab = visit(path)
    assert tab.unlike_the_first_answer() == []
    tab.keeps_its_promises(fails=name == "broken")


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
