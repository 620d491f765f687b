"""For sharing outside: every page, file and sentence is made from protected figures, and nothing else gets out."""

import io
from urllib.parse import parse_qsl, urlsplit

import openpyxl
import pandas as pd
import pytest

from dashboard import access, sharing, wording
from dashboard.view import View
from metrics.disclosure import SUPPRESSED
from tests.dashboard.conftest import asking

HIDDEN = "Hidden: fewer than six, or could be worked out from others"
SMALL = "/indicator/icpc_15wd?team=MASH&period=2026-09"  # two conferences or so


def figure(source, address, shared):
    snapshot = source.snapshot()
    view = View.read(snapshot, urlsplit(address).path, dict(parse_qsl(urlsplit(address).query)))
    return (snapshot.shared if shared else snapshot).figure(view.path.split("/")[-1], view.period, view.team)


def test_a_small_number_is_shown_inside_and_hidden_outside(page, source):
    real = figure(source, SMALL, shared=False)
    assert 0 < real.numerator < 6 and figure(source, SMALL, shared=True).status == SUPPRESSED
    of = f"{real.numerator:.0f} of {real.denominator:.0f}"
    assert of in page(SMALL) and HIDDEN not in page(SMALL)
    outside = page(SMALL + "&share=1")
    assert of not in outside and HIDDEN in outside and "For sharing outside." in outside


def test_every_link_within_a_shared_page_stays_for_sharing(page):
    """But for the way out, to where sharing is off."""
    made = page("/?share=1") + page("/indicator/contacts_72h?share=1&team=MASH")
    links = {address.split('"')[0] for address in made.split('"href": "')[1:]}
    assert len(links) > 80
    out = {link for link in links if "share=1" not in link and not link.startswith(("#", "https://"))}
    assert out == {"/", "/indicator/contacts_72h?team=MASH"}


def test_the_switch_keeps_the_page_as_it_is(source):
    view = View.read(source.snapshot(), "/indicator/contacts", {"team": "MASH", "view": "table", "sort": "value"})
    assert sharing.switch(view)["props"]["href"] == "/indicator/contacts?team=MASH&view=table&sort=value&share=1"
    assert sharing.band(view) is None
    assert sharing.switch(View.read(source.snapshot(), "/", {"share": "1"})) is None


@pytest.mark.parametrize("share", ["0", "", "yes", "true"])
def test_sharing_is_on_by_one_word_alone(source, share):
    assert not View.read(source.snapshot(), "/", {"share": share}).share


def test_no_rows_no_changes_and_nothing_of_files_get_out(page, source, app):
    child = source.cases("contacts", "2026-09", "")["child_id"].iloc[0]
    address = "/indicator/contacts?period=2026-09&view=rows"
    assert child in page(address)
    assert child not in page(address + "&share=1") and "not the children behind it" in page(address + "&share=1")
    assert "This page is for inside only" in page("/data?share=1") and "for inside only" not in page("/data")
    get = app.server.test_client().get
    for path in ("rows/contacts_72h.csv?period=2026-09", "difference/contacts_72h.csv?period=2026-09", "problems.xlsx", "lines/1.csv"):
        joined = "&" if "?" in path else "?"
        assert get(f"/download/{path}").status_code == 200
        assert get(f"/download/{path}{joined}share=1").status_code == 403


def test_a_callback_of_a_shared_page_gets_no_rows_either(app, source):
    """It says nothing of the address; the browser says which page it comes from."""
    snapshot = source.snapshot()
    asked = dict(method="POST", json={"inputs": []})
    for referrer, is_shut in (("http://x/?share=1", True), ("http://x/?team=MASH", False)):
        with app.server.test_request_context("/_dash-update-component", headers={"Referer": referrer}, **asked):
            if is_shut:
                with pytest.raises(access.NotAllowed):
                    access.rows_behind(source, snapshot.indicators["contacts"], snapshot.period("2026-09"))
            else:
                assert len(access.rows_behind(source, snapshot.indicators["contacts"], snapshot.period("2026-09")))


def test_files_of_figures_hold_what_is_shared_and_say_so(app, source):
    get = app.server.test_client().get
    path = "/download/figures/icpc_15wd"
    got = get(f"{path}.csv?team=MASH&grain=month&share=1")
    assert 'filename="icpc_15wd-month-MASH-shared.csv"' in got.headers["Content-Disposition"]
    frame = pd.read_csv(io.BytesIO(got.data))
    hidden = frame["status"] == SUPPRESSED
    assert hidden.any() and frame.loc[hidden, ["numerator", "denominator", "value", "lower", "upper"]].isna().all(axis=None)
    assert not frame["numerator"].between(1, 5).any()
    inside = pd.read_csv(io.BytesIO(get(f"{path}.csv?team=MASH&grain=month").data))
    assert inside["numerator"].between(1, 5).any()
    book = openpyxl.load_workbook(io.BytesIO(get(f"{path}.xlsx?team=MASH&grain=month&share=1").data))
    assert SUPPRESSED in {cell.value for row in book.active for cell in row}


def test_what_is_shared_holds_nothing_of_single_cases_and_is_made_once(source):
    snapshot = source.snapshot()
    shared = snapshot.shared
    assert shared is snapshot.shared and shared.is_shared and not snapshot.is_shared
    assert snapshot.problems.size and snapshot.history.size
    assert not any(getattr(shared, name).size for name in ("files", "problems", "history", "unmapped", "mapped", "unknown_teams", "pseudo_workers"))
    assert shared.assessed is None
    indicator = snapshot.indicators["icpc_15wd"]
    snapshot.signal(indicator, "MASH")
    hidden = {f.period for f in shared.series(indicator.id, "MASH") if f.status == SUPPRESSED}
    assert hidden and not any(shared.signal(indicator, "MASH").at(period) for period in hidden)


def test_a_plan_that_changed_is_shared_as_it_is_now(source):
    snapshot = source.snapshot()
    assert snapshot.with_plan("another").shared.reference == "another"


def test_kinds_of_case_are_shared_of_whole_years_of_the_authority_alone(app, source, page):
    snapshot = source.snapshot()
    indicator, year = snapshot.indicators["contacts_72h"], snapshot.period("2025-26")
    with asking(app, "/?share=1"):
        for period, team, by in ((snapshot.period("2026-09"), "", "sex"), (year, "MASH", "sex"), (year, "", "worker")):
            with pytest.raises(access.NotAllowed):
                access.breakdown(source, indicator, period, team, by)
        assert "status" in access.breakdown(source, indicator, year, "", "sex")
    assert "Shared outside are the kinds of case" in page("/indicator/contacts_72h?view=kinds&period=2026-09&share=1")


def test_hidden_groups_are_said_to_be_hidden(source, page, monkeypatch):
    groups = [("Female", 3.0, 4.0), ("Male", 30.0, 40.0), ("Not known", 7.0, 16.0)]
    frame = pd.DataFrame(groups, columns=["group", "numerator", "denominator"])
    frame = frame.assign(value=100 * frame["numerator"] / frame["denominator"], lower=1.0, upper=99.0, difference="above")
    monkeypatch.setattr(source, "breakdown", lambda *asked: frame)
    made = page("/indicator/contacts_72h?view=kinds&by=sex&period=2025-26&share=1")
    assert made.count('"Hidden"') == 2 and "30 of 40" in made and "3 of 4" not in made.replace("30 of 40", "")


def test_figures_about_staff_say_why_a_team_has_none(source):
    indicator = source.snapshot().indicators["agency_rate"]
    shared = source.snapshot().shared
    period = shared.period("2026-09")
    assert wording.missing(indicator, shared.figure(indicator.id, period, "MASH"), team="MASH").endswith("shared for the whole authority only")
    assert shared.figure(indicator.id, period).status == "ok"


@pytest.mark.parametrize("path", ["/?share=1", SMALL + "&share=1"])
def test_a_shared_page_keeps_the_promises_of_every_page(visit, path):
    tab = visit(path)
    tab.keeps_its_promises()
    assert tab.page.get_by_text("For sharing outside.").is_visible()
