"""The page of comparisons: what stands there is what is published, and what the address names and is not there is said."""

import csv
import io
import json
from urllib.parse import parse_qsl, urlencode, urlsplit

import dash
import pytest
from playwright.sync_api import expect
from plotly.utils import PlotlyJSONEncoder

from dashboard import wording
from dashboard.compare.asked import Asked, shown
from dashboard.compare.one import gaps, lines_of
from dashboard.view import View
from metrics.comparison import comparators, published_days
from tests.dashboard.conftest import NARROW, WIDE

HERE = "E06000019"


@pytest.fixture
def page(app):
    """`page(address)`: what the server makes of an address, as data."""

    def made(address):
        parts = urlsplit(address)
        inputs = [{"property": "pathname", "value": parts.path}, {"property": "search", "value": f"?{parts.query}"}]
        with app.server.test_request_context("/_dash-update-component", method="POST", json={"inputs": inputs}):
            [layout] = [each["layout"] for each in dash.page_registry.values() if each["path"] == "/compare"]
            return json.loads(json.dumps(layout(**dict(parse_qsl(parts.query))), cls=PlotlyJSONEncoder))

    return made


def words(element):
    """Everything that is written in it, what is read out of pictures included."""
    if isinstance(element, list):
        return " ".join(words(each) for each in element)
    if not isinstance(element, dict):
        return "" if element is None else str(element)
    properties = element.get("props", {})
    return " ".join([words(inside(properties)), str(properties.get("aria-label") or "") if element["type"] == "Svg" else ""])


def inside(properties):
    """What an element holds, or a block (dashboard.blocks)."""
    return properties.get("children", properties.get("content"))


def elements(element, name):
    if isinstance(element, list):
        return [found for each in element for found in elements(each, name)]
    if not isinstance(element, dict):
        return []
    return ([element] if element.get("type") == name else []) + elements(inside(element.get("props", {})), name)


def row_of(page, key):
    [row] = [row for row in elements(page, "Tr") if any(link["props"].get("id") == f"to-{key}" for link in elements(row, "A"))]
    return [" ".join(words(cell).split()) for cell in row["props"]["children"]]


def asked(source, **query):
    snapshot = source.snapshot()
    return Asked(View.read(snapshot, "/compare", query), snapshot)


def test_every_published_indicator_has_a_row_with_what_is_published(page, source):
    reference, made = source.reference, page("/compare")
    for about in reference.published_indicators:
        at = comparators(reference, about.indicator, HERE, published_days(reference, about.indicator)[0])
        _, own, england, region, neighbours, place, strip, _ = row_of(made, about.indicator)
        assert own.startswith(wording.value(shown(about), at.own.value)), about.indicator
        assert england.startswith(wording.value(shown(about), at.england.value)), about.indicator
        assert region.startswith(wording.value(shown(about), at.region.value) if at.region.value is not None else "Not published"), about.indicator
        assert neighbours.startswith(wording.value(shown(about), at.neighbour_mean.value)) and f"{at.n_reporting} of 10" in neighbours
        assert place.lower().startswith(at.place.words.split(", ")[0]) and at.place.words.split(", ")[1] in place.lower()
        assert f"Of {len(at.others) + 1} authorities" in strip


def test_year_model_and_region_are_those_of_the_address(page, source):
    reference, made = source.reference, page("/compare?year=2023&model=2021&region=E12000004")
    about = reference.published_indicator("cpp_rate")
    at = comparators(reference, "cpp_rate", HERE, "2023-03-31", "2021")
    region = reference.published_on("cpp_rate", "2023-03-31")[1]["E12000004"][0]
    row = row_of(made, "cpp_rate")
    assert "2022-23" in row[0]
    assert [cell.split()[0] for cell in row[1:5]] == [wording.value(shown(about), value) for value in (at.own.value, at.england.value, region, at.neighbour_mean.value)]
    assert "East Midlands" in words(made) and "Not published for 2023: Children in care with three or more social workers in a year" in " ".join(words(made).split()).replace(" ,", ",")


def test_what_differs_beyond_chance_is_said_and_what_does_not_too(page):
    made = page("/compare?year=2025")
    _, own, england, *_, change = row_of(made, "rereferral_pct")
    assert own == "14.8% 13.2 to 16.5%" and england == "22.6% ours is below" and "No figure for 2023-24" in change
    assert row_of(made, "cpp_rate")[2] == "40.6 within chance"
    assert row_of(made, "cpp_rate")[-1].startswith("−18.9 beyond chance ; 28th then")
    assert row_of(made, "csww_average_caseload")[1:3] == ["13.6", "15.2"]  # no share of cases: nothing is said of chance


@pytest.mark.parametrize(("order", "sign"), [("best", 1), ("worst", -1)])
def test_rows_can_be_put_in_order_of_place(page, order, sign):
    made = page(f"/compare?order={order}")
    places = [row_of_words[5] for row_of_words in rows_in_order(made)]
    shares = [sign * int("".join(filter(str.isdigit, rank))) / int(of) for rank, _, of, *_ in map(str.split, places) if rank[0].isdigit()]
    assert shares == sorted(shares) and len(shares) == 47


def rows_in_order(made):
    rows = [row for row in elements(made, "Tr") if any(str(link["props"].get("id", "")).startswith("to-") for link in elements(row, "A"))]
    return [[" ".join(words(cell).split()) for cell in row["props"]["children"]] for row in rows]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"indicator": "weather"}, "names an indicator that is not published"),
        ({"indicator": "<script>"}, "names an indicator that is not published"),
        ({"year": "1890"}, "Nothing is published for the year"),
        ({"indicator": "cla_rate", "year": "2012"}, "Nothing is published for the year"),
        ({"indicator": "cla_3plus_social_workers_pct", "year": "2025"}, "Nothing is published for the year"),
        ({"model": "1999"}, "no such model"),
        ({"region": "W92000004"}, "no such region"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_said_and_not_followed(page, query, said):
    text = words(page("/compare?" + urlencode(query)))
    assert said in text and "could not be shown" not in text
    assert all(each not in text for each in query.values() if each.startswith("<"))


def test_every_indicator_has_a_page_in_its_first_and_last_year(page, source):
    for about in source.reference.published_indicators:
        days = published_days(source.reference, about.indicator)
        for day in {days[0], days[-1]}:
            text = words(page(f"/compare?indicator={about.indicator}&year={day.year}&list=all"))
            assert about.label in text and "could not be shown" not in text and f"Among all authorities, {wording.financial_year(day)}" in text


def test_the_list_of_all_has_everyone_their_place_and_why_there_is_none(page, source):
    made = page("/compare?indicator=cpp_rate&list=all")
    table = next(table for table in elements(made, "Table") if "all authorities" in words(elements(table, "Caption")))
    rows = [[" ".join(words(cell).split()) for cell in elements(row, "Td") + elements(row, "Th")] for row in elements(table, "Tr")[1:]]
    assert len(rows) == 153
    by_name = {row[-1].removesuffix(" neighbour"): row for row in rows}
    assert by_name["Herefordshire"][:4] == ["77", "40.4", "139 of 34,439", "33.9 to 47.7"]
    london = " ".join(by_name["City of London"])
    assert london.startswith(wording.DASH) and ("too small to rank" in london or "suppressed" in london)
    neighbours = {row[-1].removesuffix(" neighbour") for row in rows if row[-1].endswith(" neighbour")}
    assert neighbours == {source.reference.area(code).short_name for code in source.reference.neighbours(HERE)}


def test_lists_of_neighbours_and_of_the_region_have_us_among_them(page, source):
    for name, n in (("neighbours", 11), ("region", 14)):
        made = page(f"/compare?indicator=cpp_rate&list={name}")
        table = next(table for table in elements(made, "Table") if "place 1 is" in words(elements(table, "Caption")))
        assert len(elements(table, "Tr")) == n + 1 and "Herefordshire" in words(table)


def test_joint_returns_are_noted(page):
    text = words(page("/compare?indicator=csww_agency_rate_pct&list=all"))
    assert "joint return: Kingston upon Thames and Richmond upon Thames" in text and "make one joint return" in text


def test_lines_by_year_are_what_is_published_and_gaps_say_why(source):
    found = asked(source, indicator="cpp_2yr_plus_pct", model="2021", region="E12000009")
    lines = lines_of(found, shown(found.of_key["cpp_2yr_plus_pct"].about))
    frame = source.reference.published("cpp_2yr_plus_pct")
    assert [kind for _, kind, _, _ in lines] == ["own", "england", "region", *["neighbour"] * 10]
    for _, _, area, line in lines:
        of_area = frame[frame["area"] == area].set_index(frame.loc[frame["area"] == area, "period_end"])["value"].dropna()
        assert {day: value for day, (value, _) in zip(found.of_key["cpp_2yr_plus_pct"].days, line, strict=True) if value is not None} == of_area.to_dict()
        assert all(bool(why) == (value is None) for value, why in line)


def test_gaps_in_words():
    line = [(1.0, ""), (None, "suppressed"), (None, "suppressed"), (None, "not published")]
    assert gaps(["2012-13", "2013-14", "2014-15", "2015-16"], line) == "2013-14 and 2014-15: suppressed; 2015-16: not published."


def test_an_indicator_of_ours_is_linked_and_without_one_that_is_said(page):
    links = [link["props"]["href"] for link in elements(page("/compare?indicator=cpp_rate&year=2024"), "A")]
    assert "/indicator/cp_plan_rate?view=others&year=2024" in links
    assert "No indicator of these extracts compares with it" in words(page("/compare?indicator=cla_missing_pct"))


def test_the_page_of_our_own_indicator_leads_here(visit):
    tab = visit("/indicator/cp_plan_rate?view=others")
    tab.page.locator("#to-compare").click()
    tab.page.locator("h1", has_text="Child protection plans").wait_for()
    assert tab.query() == {"indicator": "cpp_rate"} and tab.errors == []


def test_it_may_be_shared_and_shows_the_same(page):
    shared = page("/compare?share=1")
    assert "For sharing outside." in words(shared) and "inside only" not in words(shared)
    assert row_of(shared, "cpp_rate") == row_of(page("/compare"), "cpp_rate")
    for address in ("/compare?share=1&year=2024", "/compare?share=1&indicator=cpp_rate"):
        links = [link["props"]["href"] for link in elements(page(address), "A") if link["props"]["href"].startswith(("/compare", "/indicator", "/download"))]
        assert len(links) > 5 and all("share=1" in link for link in links if link not in (address.replace("share=1&", ""), "/compare"))


def rows_of_file(app, address):
    answer = app.server.test_client().get(address)
    assert answer.status_code == 200, address
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_files_have_the_figures_of_the_page(app, source):
    everything = {row["indicator"]: row for row in rows_of_file(app, "/download/compare/all.csv?year=2024&model=2021")}
    at = comparators(source.reference, "cpp_rate", HERE, "2024-03-31", "2021")
    row = everything["cpp_rate"]
    assert (float(row["value"]), float(row["neighbours_mean"]), float(row["rank"])) == (at.own.value, pytest.approx(at.neighbour_mean.value), at.rank)
    assert "cla_3plus_social_workers_pct" in everything and len(everything) == 47
    everyone = rows_of_file(app, "/download/compare/authorities.csv?indicator=cpp_rate&year=2024")
    assert len(everyone) == 153 and sum(row["neighbour_2025"] == "True" for row in everyone) == 10
    by_year = rows_of_file(app, "/download/compare/years.csv?indicator=cpp_rate")
    assert len({row["area"] for row in by_year}) == 13
    assert app.server.test_client().get("/download/compare/all.xlsx").data[:2] == b"PK"


@pytest.mark.parametrize(
    "address",
    ["all.pdf", "nothing.csv", "authorities.csv", "authorities.csv?indicator=weather", "years.csv?indicator=cla_rate&year=1890", "all.csv?model=1999", "all.csv?indicator=cla_rate"],
)  # fmt: skip
def test_there_is_no_file_of_what_is_not_there(app, address):
    assert app.server.test_client().get(f"/download/compare/{address}").status_code == 404


@pytest.mark.parametrize("path", ["/compare?year=2024", "/compare?indicator=cpp_2yr_plus_pct&list=all", "/compare?indicator=weather&year=1890"])
def test_it_is_accessible_and_fits(visit, path):
    visit(path).keeps_its_promises()


def test_choices_are_in_the_address_and_an_unknown_year_stays_said(visit):
    tab = visit("/compare?year=1890")
    assert tab.page.locator(".notice").inner_text().startswith("Nothing is published for the year")
    tab.page.get_by_label("Neighbours", exact=True).select_option("2021")
    tab.page.locator("thead", has_text="2021 model").first.wait_for()
    assert tab.query() == {"year": "1890", "model": "2021"}
    tab.page.get_by_label("Year", exact=True).select_option("2023")
    tab.page.locator(".notice").wait_for(state="detached")
    tab.page.locator("#to-cpp_rate").click()
    tab.page.locator("h2", has_text="Among all authorities, 2022-23").wait_for()
    assert tab.query() == {"indicator": "cpp_rate", "year": "2023", "model": "2021"}
    tab.page.locator("#list-all").click()
    tab.page.locator(".compare-card >> text=Isles of Scilly").wait_for()
    tab.page.locator("#back").click()
    tab.page.locator("#to-cpp_rate").wait_for()
    assert tab.query() == {"year": "2023", "model": "2021"} and tab.errors == []


def test_the_old_neighbours_carried_from_another_page_can_be_left_for_the_new(visit):
    tab = visit("/compare?compare=neighbours-2021")
    tab.page.locator("thead", has_text="2021 model").first.wait_for()
    tab.page.get_by_label("Neighbours", exact=True).select_option("2025")
    tab.page.locator("thead", has_text="2025 model").first.wait_for()
    assert tab.query() == {"compare": "neighbours-2021", "model": "2025"}


def test_on_a_phone_each_theme_says_what_is_in_it_and_opens_by_itself_where_a_link_points_into_it(visit, source):
    tab = visit("/compare#to-cpp_rate", width=NARROW)
    rows, themes = tab.page.locator(".compared tbody tr"), tab.page.locator(".compared section")
    seen = "all => all.map(each => each.checkVisibility())"
    expect(tab.page.locator("#to-cpp_rate")).to_be_in_viewport()
    assert rows.count() == len(asked(source).of_key) and themes.locator("table").evaluate_all(seen) == [name == "Child protection" for name in themes.locator("h2").all_inner_texts()]
    expect(themes.first.locator("summary")).to_contain_text("indicators")
    themes.first.locator("summary").click()
    assert all(themes.first.locator("tr").evaluate_all(seen))
    tab.page.set_viewport_size({"width": WIDE, "height": 900})
    assert all(rows.evaluate_all(seen)) and not any(tab.page.locator(".compared summary").evaluate_all(seen))
