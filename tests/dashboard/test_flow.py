"""The page of flow: what is drawn is what is counted, every number opens into its rows, and it is for inside only."""

import csv
import io
import re
import xml.etree.ElementTree as ET

import pandas as pd
import pytest
from playwright.sync_api import expect

from dashboard import access
from dashboard.flow import words
from dashboard.flow.sankey import GAP, HEIGHT, SLOT, picture, standalone
from dashboard.images.frame import framed
from metrics.flow import EVERY_NODE, STAGES, Flow, Flows
from metrics.in_hand import WORK, AllWork
from tests.random_tables import random_tables

QUARTER = pd.Timestamp("2026-07-01"), pd.Timestamp("2026-09-30")
VIEWS = [
    "/flow",
    "/flow?from=plan&period=2025-26",
    "/flow?team=Assessment+2&period=2026-09",
    "/flow?team=MASH&period=2026-10&from=assessment",
    "/flow?view=rows&of=referral",
    "/flow?from=nowhere&view=rows&of=x&to=%3Cscript%3E&band=99&work=-1",
    "/flow?view=rows&work=assessments&band=99&page=7&sort=age",
]


@pytest.fixture
def flow(source):
    return source.flows().flow("contact", *QUARTER)


# -- the drawing --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("start", STAGES)
def test_a_drawing_keeps_its_room_and_its_names_apart(seed, start):
    flow = Flows(random_tables(seed)).flow(start, pd.Timestamp("2022-04-01"), pd.Timestamp("2023-03-31"))
    drawn = picture(flow)
    assert {bar.node for bar in drawn.bars.values()} == {node for node in EVERY_NODE if flow.into(node)}
    columns = {}
    for bar in drawn.bars.values():
        columns.setdefault(bar.column, []).append(bar)
    for bars in columns.values():
        for above, below in zip(bars, bars[1:], strict=False):
            assert below.middle - above.middle >= SLOT + GAP - 0.01  # room for a line of a name
        assert bars[-1].top + bars[-1].height <= HEIGHT + 0.01
    assert sum(n for *_, n, _, _, _ in drawn.ribbons) == sum(flow.links.values())


def test_bars_are_in_proportion(flow):
    drawn = picture(flow)
    tall = [bar for bar in drawn.bars.values() if bar.height > 2]
    assert len(tall) > 4
    assert max(bar.height / bar.n for bar in tall) == pytest.approx(min(bar.height / bar.n for bar in tall))


def test_the_image_to_take_away_is_whole_and_names_every_place(flow):
    drawing = framed(standalone(flow), title="302 contacts", lead="July", said="What it says", source="Synthetic data & <nothing> else")
    texts = ["".join(text.itertext()) for text in ET.fromstring(drawing).iter("{http://www.w3.org/2000/svg}text")]
    assert "Synthetic data & <nothing> else" in texts
    for node in picture(flow).bars:
        assert any(words.place(node) in text for text in texts)


def test_every_place_and_band_has_its_words():
    assert all(words.place(node) for node in EVERY_NODE)
    assert all(stage in words.AFTER and stage in words.PATHS for stage in STAGES)
    assert [words.band(WORK[0], place) for place in range(4)] == ["Under 1 day", "1 to 2 days", "3 to 6 days", "7 days or more"]
    assert words.amount(1, "working days") == "1\u00a0working day"
    assert words.between(35, 46, "working days") == "35 to 46\u00a0working days"
    assert words.between(20, 90, "hours") == "20\u00a0hours to 3.8\u00a0days"
    assert words.between(0, 2, "working days") == "the same day to 2\u00a0working days"


def test_nothing_is_said_of_who_went_on_where_no_table_tells():
    day, missing = pd.Timestamp("2024-03-31"), ("not loaded", None)
    flow = Flow("contact", day, day, day, True, 3, {("contact", "referral"): 2, ("contact", "contact:advice"): 1, ("referral", "referral:on"): 2},
                without={"assessments": missing, "section47": missing, "cin_plans": missing})  # fmt: skip
    assert words.sentence(flow) == "Of 3\u00a0contacts, 2 became referrals (66.7%) and 2 went on to what is not loaded (66.7%) by 31\u00a0March 2024."
    assert words.without(flow) == ["Assessments, section 47 enquiries and child in need plans are not loaded: where paths go there cannot be told."]


# -- the page -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", VIEWS)
def test_a_view_is_accessible_and_fits_at_every_width(visit, path):
    visit(path).keeps_its_promises()


@pytest.mark.parametrize("name", ["empty", "some"])
def test_what_is_not_loaded_is_said(visit, state, name):
    state(name)
    tab = visit("/flow")
    text = tab.page.locator("main").inner_text()
    if name == "empty":
        assert "nothing has been loaded" in text
    else:
        assert "Section 47 enquiries are not loaded: where paths go there cannot be told." in text
        assert "Not loaded: load the section 47 enquiries extract" in text
    assert tab.violations() == []


def test_every_number_opens_into_as_many_rows_and_the_way_back_keeps_the_choices(visit, flow):
    tab = visit("/flow?period=2026-27+Q2&from=contact")
    link = tab.page.locator("#to-contact-referral")
    expect(link).to_contain_text(str(flow.into("referral")))
    link.click()
    expect(tab.page.locator("h1")).to_have_text("Referrals")
    expect(tab.page.locator(".story")).to_contain_text(f"{flow.into('referral')}\u00a0rows, as many as the number that was opened.")
    assert tab.page.locator("table.rows tbody tr").count() == 50
    tab.page.locator("#back").click()
    expect(tab.page.locator("h1")).to_have_text("Flow")
    assert tab.query() == {"period": "2026-27 Q2", "from": "contact"}


def test_names_in_the_drawing_are_links_reached_by_keyboard(visit, flow):
    page = visit("/flow").page
    names = page.locator(".sankey a")
    assert names.count() == len(picture(flow).bars)
    names.nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("table.rows")).to_be_visible()
    words = visit("/flow").page.locator(".sankey .drawing").get_attribute("aria-label")
    assert words.startswith(f"Of {flow.n}\u00a0contacts, {flow.into('referral')} became referrals")


def test_work_in_hand_opens_into_its_rows_and_says_what_is_late(visit, source):
    assessments = next(one for one in source.in_hand().in_hand(QUARTER[1]) if one.work.id == "assessments")
    tab = visit("/flow")
    row = tab.page.locator(".in-hand tr", has_text="Assessments open")
    assert re.match(rf"Assessments open\s+{assessments.n}\s", row.inner_text())
    assert "past 45 working days" in row.inner_text()
    tab.page.locator("#hand-assessments-3").click()
    expect(tab.page.locator("h1")).to_have_text("Assessments open: 45 working days or more")
    expect(tab.page.locator(".story")).to_contain_text(f"{assessments.bands[3]}\u00a0rows, as many as the number that was opened.")


def test_a_number_that_its_rows_do_not_make_is_not_hidden(page, source, monkeypatch):
    whole = source.flows().rows
    monkeypatch.setattr(source.flows(), "rows", lambda *asked: whole(*asked).iloc[1:])
    assert "which is NOT the number that was opened" in page("/flow?view=rows&of=referral")


def test_a_team_begins_with_its_own_work(visit):
    page = visit("/flow?team=Assessment+1").page
    assert page.locator("#from-assessment").get_attribute("aria-current") == "true"
    assert "They are the team’s own" in page.locator("main").inner_text()
    assert page.locator("#from-contact").inner_text().endswith("0")


@pytest.mark.parametrize("path", ["/flow", "/flow?view=rows&of=referral", "/flow?view=rows&work=care"])
def test_without_any_of_its_tables_the_page_says_what_to_load(page, source, monkeypatch, path):
    monkeypatch.setattr(source, "flows", lambda: Flows({}))
    monkeypatch.setattr(source, "in_hand", lambda: AllWork({}))
    text = page(path)
    assert ("There are none." if "rows" in path else "a flow needs one of them") in text


def test_days_that_no_extract_covers_are_said_not_to_be(page):
    assert "The contacts loaded do not cover July to September 2022." in page("/flow?period=2022-23+Q2")


# -- files, and the door ------------------------------------------------------------------------------------------------


def csv_of(got):
    return list(csv.DictReader(io.StringIO(got.get_data(as_text=True).lstrip("\ufeff"))))


ALL = "period=2026-27+Q2&from=contact"


def test_files_have_the_numbers_of_the_page(app, flow):
    client = app.server.test_client()
    links = csv_of(client.get(f"/download/flow/links.csv?{ALL}"))
    assert sum(int(line["n"]) for line in links if line["from"] == "Contacts") == flow.n
    rows = csv_of(client.get(f"/download/flow/rows.csv?{ALL}&of=contact&to=referral"))
    assert len(rows) == flow.links["contact", "referral"]
    assert {line["went_to"] for line in rows} == {"Referrals"}
    steps = csv_of(client.get(f"/download/flow/steps.csv?{ALL}"))
    assert {line["unit"] for line in steps} == {"hours", "working days", "days"}
    for kind in ("rates", "in-hand", "hand-rows"):
        assert csv_of(client.get(f"/download/flow/{kind}.csv?{ALL}&work=assessments"))
    for path in (f"links.svg?{ALL}", f"links.xlsx?{ALL}"):
        with client.get(f"/download/flow/{path}") as got:
            assert (got.status_code, got.headers["Content-Disposition"].endswith(f'{path[-len(ALL) - 5:-len(ALL) - 1].lstrip(".")}"')) == (200, True)


@pytest.mark.parametrize("path", ["flow.csv", "rates.svg", "nonsense.csv", "links.csv?team=Nobody", "links.csv?period=2022-04", "rows.csv?work=contacts", "hand-rows.csv?of=contact"])
def test_no_other_file_is_there(app, path):
    assert app.server.test_client().get(f"/download/flow/{path}").status_code == 404


@pytest.mark.parametrize("path", ["/download/flow/rows.csv?of=contact", "/download/flow/hand-rows.csv?work=contacts", "/download/flow/links.csv?", "/download/flow/links.svg?"])
def test_nobody_who_may_not_see_rows_gets_a_file_and_asking_is_logged_without_values(app, monkeypatch, caplog, path):
    caplog.set_level("INFO")
    assert app.server.test_client().get(path).status_code == 200
    assert "were opened." in caplog.text
    assert not re.search(r"10\d{5}", caplog.text)
    monkeypatch.setattr(access, "may_see_rows", lambda team: False)
    assert app.server.test_client().get(path).status_code == 403


def test_it_is_for_inside_only(page, app):
    assert "This page is for inside only" in page("/flow?share=1")
    for path in ("links.csv?share=1", "rows.csv?of=contact&share=1", "links.svg?share=1"):
        assert app.server.test_client().get(f"/download/flow/{path}").status_code == 403


def test_a_flow_that_nobody_took_is_drawn_as_nothing():
    assert picture(Flow("contact", *QUARTER, QUARTER[1], True, 0, {})).bars == {}
