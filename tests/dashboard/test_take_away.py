"""What is shown is taken along: every file that a page offers is there, its numbers are the page's, its images are whole, and shared ones hide what the page hides."""

import html
import io
import json
import re
import xml.etree.ElementTree as ET
from urllib.parse import parse_qsl, urlsplit

import dash
import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import expect
from plotly.utils import PlotlyJSONEncoder

from dashboard import theme, what_changed, wording
from dashboard.downloads import attached
from dashboard.images.frame import lines_of, source_line, wide
from dashboard.view import View
from metrics.comparison import authorities
from metrics.disclosure import SUPPRESSED
from tests.dashboard.test_appearance import LIGHT

PERIOD = "2026-27 Q2"
PAGES = [
    "/", "/?theme=Front+door&share=1", "/indicator/contacts_72h", "/indicator/contacts_72h?team=MASH&view=table", "/indicator/contacts_72h?view=teams", "/indicator/contacts?view=teams&share=1",
    "/indicator/cp_plan_rate?view=others", "/indicator/assessments_45wd?view=others&year=2024", "/indicator/icpc_15wd?view=kinds&by=sex", "/indicator/icpc_15wd?view=rows",
    "/compare", "/compare?year=2024&order=worst", "/compare?indicator=cpp_rate", "/compare?indicator=csww_agency_rate_pct&share=1", "/flow", "/flow?view=rows&of=referral&period=2026-27+Q2", "/heatmap",
    "/heatmap?by=months&colour=signal&theme=Front+door", "/plan", "/team", "/team?team=Assessment+1", "/data", "/data?view=files", "/data?view=problems", "/data?view=codes", "/data?view=published", "/data?view=quality&part=calendar", "/data?view=quality&part=late&table=contacts", "/changes?period=2026-27+Q2", "/changes?team=MASH&share=1&period=2026-27+Q2",
]  # fmt: skip


@pytest.fixture(scope="module")
def get(app):
    return app.server.test_client().get


@pytest.fixture
def offered(app):
    """The files that a page offers, as its layout has them."""

    def found(address):
        parts = urlsplit(address)
        entry = next(each for each in dash.page_registry.values() if each["path"] == parts.path or each["path_template"] and parts.path.startswith("/indicator"))
        inputs = [{"property": "pathname", "value": parts.path}, {"property": "search", "value": f"?{parts.query}"}]
        path = {"indicator_id": parts.path.split("/")[-1]} if parts.path.startswith("/indicator") else {}
        with app.server.test_request_context("/_dash-update-component", method="POST", json={"inputs": inputs}):
            made = json.dumps(entry["layout"](**path, **dict(parse_qsl(parts.query))), cls=PlotlyJSONEncoder)
        return {html.unescape(json.loads(f'"{href}"')) for href in re.findall(r'"href": "(/download/[^"]+)"', made)}

    return found


def frame_of(get, address):
    answer = get(address)
    assert answer.status_code == 200, address
    return pd.read_csv(io.BytesIO(answer.data))


def drawing_of(get, address):
    """(everything that is written in an image, what it says)"""
    answer = get(address)
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml"), address
    svg = ET.fromstring(answer.data)
    return [" ".join("".join(each.itertext()).split()) for each in svg.iter("{http://www.w3.org/2000/svg}text")], svg.find("{http://www.w3.org/2000/svg}desc").text


# -- what is offered ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", PAGES)
def test_every_file_that_a_page_offers_is_there_and_stays_for_sharing(offered, get, address):
    found = offered(address)
    assert {href.split("?")[0].split(".")[-1] for href in found} >= {"csv", "xlsx"}
    for href in found:
        answer = get(href)
        assert answer.status_code == 200 and answer.headers["Content-Disposition"].startswith("attachment"), href
        assert ("share=1" in href) == ("share=1" in address), href


def test_every_view_of_every_indicator_is_drawn_or_there_is_nothing_to_draw(get, source):
    drawn = {kind: 0 for kind in ("chart", "teams", "team-lines", "others", "kinds")}
    for indicator in source.indicators:
        for kind in drawn:
            answer = get(f"/download/{kind}/{indicator}.svg?period={PERIOD}")
            assert answer.status_code in (200, 404), (kind, indicator)
            if answer.status_code == 200:
                ET.fromstring(answer.data)
                drawn[kind] += 1
    assert all(drawn.values()), drawn


@pytest.mark.parametrize("path", ["chart/contacts.csv", "rows/contacts.svg", "teams/contacts.svg?team=Nobody", "kinds/contacts_72h.pdf", "compare/neighbours.svg?indicator=cpp_rate", "plan/measures.svg", "scorecard.svg", "team/nonsense.csv"])
def test_what_is_not_drawn_or_not_there_is_refused(get, path):
    assert get(f"/download/{path}").status_code == 404


@pytest.mark.parametrize("path", ["figures/contacts.csv", "heatmap.svg", "changes.csv", "scorecard.csv", "flow/links.csv", "caseload.csv"])
def test_all_teams_by_their_name_are_those_that_go_without_saying(get, path):
    said, unsaid = get(f"/download/{path}?team=all"), get(f"/download/{path}")
    assert (said.status_code, said.data) == (200, unsaid.data)


# -- images are whole -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("chart/icpc_15wd.svg", ["Initial conferences within 15 working days", "target", "Herefordshire"]),
        ("teams/contacts_72h.svg", ["Contacts progressed within 72 hours", "MASH", "99.8% limits"]),
        ("others/cp_plan_rate.svg", ["Child protection plans per 10,000", "neighbours", "Shropshire"]),
        ("kinds/contacts_72h.svg", ["by age", "1 to 4"]),
        ("compare/authorities.svg?indicator=cpp_rate", ["Child protection plans", "Shropshire", "Rank, the highest first"]),
        ("compare/years.svg?indicator=cpp_rate", ["West Midlands", "Shropshire", "2024-25"]),
        ("compare/places.svg?indicator=cpp_rate", ["1st, highest"]),
        ("compare/all.svg", ["Every published indicator", "Workforce"]),
        ("flow/links.svg?period=2026-27+Q2", ["Referrals", "not known yet"]),
        ("heatmap.svg", ["Front door", "Not met", "MASH"]),
    ],
)
def test_an_image_says_what_it_is_of_what_it_shows_and_where_it_is_from(get, path, named):
    written, said = drawing_of(get, f"/download/{path}")
    everything = " ".join(written)
    for words in [*named, "Herefordshire", "data as at 31 October 2026", "Synthetic data: not real children", "Measures that Matter"]:
        assert words in everything, words
    assert len(said) > 30 and " ".join(said.split()[:4]).replace("\u00a0", " ") in everything


@pytest.mark.parametrize("address", ["/heatmap", "/heatmap?by=months&months=24", "/compare", "/compare?order=worst"])
def test_what_is_too_tall_for_a_page_comes_in_images_that_fit_one_and_hold_all_of_it(offered, get, address):
    found = sorted(href for href in offered(address) if ".svg" in href)
    whole = re.sub(r"[?&]part=\d", "", found[0])
    if "&" in whole and "?" not in whole:
        whole = whole.replace("&", "?", 1)
    rows = lambda href: [words for words in drawing_of(get, href)[0] if words.endswith("%") or ", 20" in words or " of " in words]  # noqa: E731
    assert found and (len(found) > 1 or "heatmap" in address)
    assert set(rows(whole)) <= set().union(*map(rows, found))
    for href in found:
        width, height = map(float, re.search(rb"viewBox='0 0 ([\d.]+) (\d+)'", get(href).data).groups())
        assert height / width <= 1.42, href


def test_lines_of_type_have_room():
    text = "Children who became the subject of a child protection plan for a second or subsequent time, within two years"
    for size, room in ((21, 752), (12.5, 110)):
        lines = lines_of(text, size, room)
        assert " ".join(lines) == text and all(wide(line, size) <= room for line in lines)
    assert lines_of("unbreakable", 20, 10) == ["unbreakable"]


def test_judgements_have_the_colours_of_the_style_sheets():
    assert theme.JUDGED == {name: (LIGHT[f"{name}-ink"], LIGHT[name]) for name in theme.JUDGED}


# -- numbers are those of the page ----------------------------------------------------------------------------------------


def test_teams_authorities_and_kinds_have_the_engine_s_numbers(get, source):
    snapshot = source.snapshot()
    period = snapshot.period(PERIOD)
    teams = frame_of(get, f"/download/teams/contacts_72h.csv?period={PERIOD}").set_index("team")
    for team in snapshot.teams:
        figure = snapshot.figure("contacts_72h", period, team)
        assert tuple(teams.loc[team, ["numerator", "denominator", "value"]]) == (figure.numerator, figure.denominator, figure.value)
    assert "Higher than chance would give (95%)" in set(teams["beyond_chance"])
    lines = frame_of(get, f"/download/team-lines/contacts_72h.csv?period={PERIOD}")
    mash = lines[lines["team"] == "MASH"].set_index("period")["value"]
    assert mash.to_dict() == {figure.period: figure.value for figure in snapshot.series("contacts_72h", "MASH", "quarter") if figure.period in mash.index}
    others = frame_of(get, "/download/others/cp_plan_rate.csv?year=2025").set_index("area")
    published = {each.area: each.value for each in authorities(source.reference, "cpp_rate", pd.Timestamp("2025-03-31")) if each.value is not None}
    assert others["value"].dropna().to_dict() == published and others.loc["E06000019", "rank"] == 77 and others["release"].notna().all()
    places = frame_of(get, "/download/compare/places.csv?indicator=cpp_rate").set_index("period_end")
    assert (places.loc["2025-03-31", "rank"], places.loc["2025-03-31", "value"]) == (77, published["E06000019"])
    near = frame_of(get, "/download/compare/neighbours.csv?indicator=cpp_rate")
    assert near.set_index("area")["value"].dropna().to_dict().items() <= published.items() and len(near) == 20
    assert places["release"].notna().all() and frame_of(get, "/download/compare/all.csv").dropna(subset="value")["release"].notna().all()
    kinds = frame_of(get, f"/download/kinds/contacts_72h.csv?period={PERIOD}&by=sex")
    whole = snapshot.figure("contacts_72h", period)
    assert (kinds["numerator"].sum(), kinds["denominator"].sum()) == (whole.numerator, whole.denominator)


def test_the_scorecard_and_my_team_have_the_engine_s_numbers(get, source):
    snapshot = source.snapshot()
    period = snapshot.period(PERIOD)
    scorecard = frame_of(get, f"/download/scorecard.csv?period={PERIOD}&team=MASH").set_index("indicator")
    for indicator in ("contacts", "icpc_15wd"):
        figure = snapshot.figure(indicator, period, "MASH")
        assert (scorecard.loc[indicator, "value"], scorecard.loc[indicator, "value_before"]) == (figure.value, snapshot.before(indicator, period, "MASH").value)
    assert set(frame_of(get, "/download/scorecard.csv?theme=Front+door")["theme"]) == {"Front door"}
    assert not set(scorecard.index) & {i.id for i in snapshot.indicators.values() if i.is_rate}
    worklists = frame_of(get, "/download/team/figures.csv?team=Assessment+1").dropna(subset="worklist").set_index("worklist")
    assert len(worklists) and all(worklists.loc[name, "overdue"] == snapshot.on_lists[name, "Assessment 1"].overdue for name in worklists.index)


def test_what_changed_has_the_sentences_of_the_page(get, source):
    snapshot = source.snapshot()
    view = View.read(snapshot, "/changes", {"period": PERIOD})
    said, frame = what_changed.told(view, snapshot, breakdown=what_changed.door(source, view, snapshot)), frame_of(get, f"/download/changes.csv?period={PERIOD}")
    assert [text.replace(wording.NBSP, " ") for text in (one.lead + one.rest for one in said.sentences)] == list(frame["sentence"])[: len(said.sentences)]
    assert len(frame) == len(said.sentences) + len(said.rest) + len(said.going_on) and len(said.sentences) > 1
    assert frame_of(get, f"/download/changes.csv?period={PERIOD}&team=MASH")["team"].eq("MASH").all()


def test_figures_carry_the_limits_of_their_chart(get, source):
    snapshot = source.snapshot()
    signal = snapshot.signal(snapshot.indicators["contacts_72h"], "", "month")
    frame = frame_of(get, "/download/figures/contacts_72h.csv?grain=month").set_index("period")
    point = signal.latest
    assert tuple(frame.loc[point.period, ["value", "mean", "lower_limit", "upper_limit"]]) == (point.value, point.mean, point.lower, point.upper)


def test_a_workbook_says_on_a_second_sheet_what_it_is_of(get):
    book = openpyxl.load_workbook(io.BytesIO(get("/download/heatmap.xlsx?share=1").data))
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert about["Title"] == "Heat map" and about["Data as at"].replace("\u00a0", " ") == "31 October 2026"
    assert about["Synthetic data"] == "not real children" and "are hidden" in about["For sharing outside"] and "share=1" in about["From"]


def test_a_file_is_named_in_letters_that_any_header_carries(app):
    with app.server.test_request_context("/download/x.csv"):
        answer = attached(pd.DataFrame({"n": [1]}), "figures-Tîm Tŷ & Co", "csv", "Figures")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="figures-T-m-T----Co.csv"'


# -- sharing --------------------------------------------------------------------------------------------------------------


def small(frame):
    """Whether any row counts one to five children, or leaves as few out. Of staff the whole authority's numbers are shared."""
    if "indicator" in frame:
        frame = frame[frame["indicator"] != "caseload_over_24"]
    return (frame["numerator"].between(1, 5) | (frame["denominator"] - frame["numerator"]).between(1, 5)).any()


@pytest.mark.parametrize("path", ["figures/icpc_15wd.csv?team=MASH&grain=month", "teams/icpc_15wd.csv?period=2026-09", "team-lines/contacts_72h.csv?period=2026-09", "scorecard.csv?team=MASH&period=2026-09", "heatmap.csv?period=2026-09&theme=Front+door"])
def test_shared_files_hold_no_small_number(get, path):
    inside, shared = (frame_of(get, f"/download/{path}{share}") for share in ("", "&share=1"))
    assert small(inside) and not small(shared)
    hidden = shared[shared["status"] == SUPPRESSED]
    assert len(hidden) and hidden[["numerator", "denominator", "value"]].isna().all(axis=None)


def test_a_shared_image_shows_no_hidden_figure_and_says_so(get, source):
    snapshot = source.snapshot()
    period = snapshot.period("2026-09")
    hidden = [team for team in snapshot.teams if snapshot.shared.figure("contacts_72h", period, team).status == SUPPRESSED]
    inside, shared = (drawing_of(get, f"/download/teams/contacts_72h.svg?period=2026-09{share}")[0] for share in ("", "&share=1"))
    assert 0 < len(hidden) < len(snapshot.teams) and set(hidden) <= set(inside) and not set(hidden) & set(shared)
    by_team = {share: drawing_of(get, f"/download/heatmap.svg?period=2026-09&theme=Front+door{share}")[0] for share in ("", "&share=1")}
    row = {share: written[written.index("Contacts progressed within 72 hours, %") :][1 : 2 + len(snapshot.teams)] for share, written in by_team.items()}
    assert wording.DASH not in row[""] and row["&share=1"].count(wording.DASH) == len(hidden)
    assert "For sharing outside" in " ".join(shared) and "For sharing outside" not in " ".join(inside)
    assert "are hidden" in source_line(snapshot.shared) and "hidden" not in source_line(snapshot)


@pytest.mark.parametrize("path", ["kinds/contacts_72h.svg?team=MASH&period=2025-26", "kinds/contacts_72h.csv?period=2026-09", "flow/links.svg", "flow/rates.csv", "team/figures.csv?team=MASH", "team/teams.csv", "caseload.csv?team=MASH", "caseload.svg?team=Assessment+1", "quality/calendar.csv"])
def test_what_no_shared_page_shows_no_shared_file_has(get, path):
    joined = "&" if "?" in path else "?"
    assert get(f"/download/{path}").status_code == 200
    assert get(f"/download/{path}{joined}share=1").status_code == 403


# -- in a browser ---------------------------------------------------------------------------------------------------------


def test_a_table_is_copied_and_an_image_saved_by_keyboard_alone(visit, browser):
    browser.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = visit(f"/indicator/contacts_72h?view=teams&period={PERIOD}")
    page, line = tab.page, tab.page.locator(".downloads").last
    shown = page.locator(".by-team tr").evaluate_all("rows => rows.map(row => row.cells[0].innerText.trim())")
    told = line.get_by_role("status")

    line.get_by_role("button", name="Copy").focus()
    page.keyboard.press("Enter")
    expect(told).to_have_text(f"Copied: {len(shown)} rows.")
    copied = [row.split("\t") for row in page.evaluate("navigator.clipboard.readText()").replace("\r", "").split("\n")]
    assert [row[0] for row in copied] == shown and len({len(row) for row in copied}) == 1
    assert ["99.1%", "232 of 234"] == copied[[row[0] for row in copied].index("MASH")][1:3]
    assert not any("interval" in heading for heading in copied[0])  # what is only drawn is left out
    as_html = page.evaluate("navigator.clipboard.read().then(items => items[0].getType('text/html')).then(blob => blob.text())")
    assert "<caption>" in as_html and "<th>MASH</th>" in as_html

    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true}); document.addEventListener('copy', e => setTimeout(() => { window.held = e.clipboardData && 1 }))")
    page.keyboard.press("Enter")
    expect(told).to_have_text(f"Copied: {len(shown)} rows.")
    assert page.evaluate("delete navigator.clipboard && window.held")

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_download() as saving:
        page.keyboard.press("Enter")
    assert saving.value.suggested_filename == "contacts_72h-teams-2026-27-Q2.png"
    picture = saving.value.path().read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n" and int.from_bytes(picture[16:20], "big") == 2400 and len(picture) > 40_000
    expect(told).to_have_text("Saved as contacts_72h-teams-2026-27-Q2.png.")

    cells = page.locator(".by-team tbody td:first-of-type")
    for n, text in enumerate(("=1+1", "+cmd|x!A0", "+2.6 better")):
        cells.nth(n).evaluate("(cell, text) => { cell.textContent = text; }", text)
    line.get_by_role("button", name="Copy").click()
    expect(told).to_contain_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "\t'=1+1\t" in copied and "\t'+cmd|x!A0\t" in copied and "\t+2.6 better\t" in copied  # what a spreadsheet would run stays text
    assert (tab.errors, tab.elsewhere) == ([], [])


def test_the_tables_of_the_data_page_are_whole_in_their_files(get, source):
    """Every problem by its address, every file, of every table its rows: as many as the page says."""
    snapshot = source.snapshot()
    tables = frame_of(get, "/download/data/tables.csv").set_index("table")
    assert list(tables.index) == list(snapshot.table_names)
    assert tables["n_rows"].sum() == sum(line["n_rows"] for line in snapshot.tables.values())
    assert tables["n_problems"].sum() <= len(frame_of(get, "/download/data/problems.csv")) == len(snapshot.problems) - len(frame_of(get, "/download/data/skipped.csv"))
    contacts = frame_of(get, "/download/data/problems.csv?table=contacts")
    assert len(contacts) == tables.loc["contacts", "n_problems"] > 0
    assert len(frame_of(get, "/download/data/loads.csv")) == len(snapshot.files)
    assert get("/download/data/problems.csv?share=1").status_code == 403
    assert get("/download/data/problems.csv?table=nonsense").status_code == get("/download/data/cells.csv").status_code == 404
