"""What is said of changes: from small tables to the sentences that a performance lead reads out."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from dash import no_update
from playwright.sync_api import expect

from dashboard import accounting, by_kind, what_changed
from dashboard.view import View
from dashboard.wording import NBSP
from metrics.accounting import Account
from metrics.mix import Part, Split, of_rate
from metrics.registry import indicators
from tests.dashboard.conftest import NARROW, WIDE, asking
from tests.metrics.test_what_changed import (
    TARGET,
    first_reported,
    frame,
    teams,
    usual,
)
from tests.snapshots import Reference, contacts, snapshot

KNOWN = indicators()
IN_TIME, NUMBER = KNOWN["contacts_72h"], KNOWN["contacts"]
STEADY = {"contacts": contacts({"North": usual(80, 100)})}
#: North's contacts are late from January on.
FALLEN = {"contacts": contacts({"North": [*usual(80, 100, 21), (62, 100), (60, 100), (58, 100)], "South": usual(80, 100)})}
AIMED = {"reference": Reference(TARGET)}


def said(tables, period="2025-26 Q4", given=(IN_TIME,), team="", breakdown=None, as_at="2026-03-31", **more):
    made = snapshot(list(given), tables, as_at, **more)
    view = View.read(made, "/changes", {"period": period, "team": team})
    return what_changed.told(view, made, breakdown=breakdown)


def texts(told):
    return [f"{each.mark[0]}. {each.text}".replace(NBSP, " ") for each in told.sentences]


def test_what_a_bare_link_shows_can_be_worked_out_beforehand(monkeypatch):
    made = snapshot([IN_TIME], FALLEN, "2026-03-31")
    what_changed.prepare(made)
    monkeypatch.setattr(what_changed.what_changed, "changes", None)  # whoever asked again would fail
    assert what_changed.told(View.read(made, "/", {}), made).sentences


# -- sentences -----------------------------------------------------------------------------------


def test_a_concern_has_its_figures_its_reason_its_target_and_who_accounts_for_it():
    assert texts(said(FALLEN, **AIMED)) == [
        "Concern. Contacts progressed within 72 hours fell to 69.8% (419 of 600), from 80.7% (484 of 600) the quarter before. "
        "March (69.5%, 139 of 200) lies below its usual range, 72.0% to 85.6%. The target, 75% or more, is newly missed. "
        "All of the 10.8 points are a change within teams and none of the mix between them; North accounts for 10.3."
    ]


def test_every_sentence_links_to_its_evidence():
    (first,) = said(FALLEN, **AIMED).sentences
    assert first.links == (
        ("Its chart", "/indicator/contacts_72h?period=2025-26+Q4"),
        ("By team", "/indicator/contacts_72h?period=2025-26+Q4&view=teams"),
    )
    for tables in (teams(North=60), {**STEADY, "referrals": STEADY["contacts"]}):
        told = said(tables, given=(IN_TIME, KNOWN["referrals"])[: len(tables)], as_ats={"referrals": "2026-01-31"})
        assert told.sentences and all(each.links for each in told.sentences)


def test_a_concern_that_goes_on_says_since_when():
    assert texts(said(FALLEN, "2026-03")) == [
        "Still a concern. Contacts progressed within 72 hours fell to 69.5% (139 of 200), from 70.0% (140 of 200) the month before. "
        "That lies below its usual range, 72.0% to 85.6%; it has been unusual since January."
    ]


def test_a_target_that_chance_may_have_missed_is_told_with_its_interval():
    tables = {"contacts": contacts({"North": [*usual(77, 100, 21), (74, 100), (73, 100), (75, 100)]})}
    assert texts(said(tables, **AIMED)) == [
        "Target missed. Contacts progressed within 72 hours fell to 74.0% (222 of 300), from 77.7% (233 of 300) the quarter before. "
        "The target, 75% or more, is newly missed. That could be chance: the 95% interval, 68.8% to 78.6%, includes it."
    ]


def test_a_target_missed_within_its_tolerance_is_not_called_more_than_that():
    tables = {"contacts": contacts({"North": [*usual(77, 100, 21), (74, 100), (73, 100), (75, 100)]})}
    (only,) = said(tables, reference=Reference(replace(TARGET, tolerance=2.0))).sentences
    assert only.mark == ("Within tolerance", "near") and "is newly missed, within its tolerance" in only.text


def test_a_team_outside_its_funnel_beside_all_teams_and_what_chance_would_give():
    assert texts(said(teams(North=60))) == [
        "Team behind. Contacts progressed within 72 hours: North is newly lower than chance explains, 60.0% (180 of 300) where all teams "
        "together have 75.7% (1,136 of 1,500). Chance alone would keep a team with so many cases between 68.1% and 83.4%."
    ]


def test_teams_that_make_the_figure_a_concern_are_told_with_it():
    (only,) = texts(said(teams(North=60, South=55)))
    assert only.startswith("Concern. Contacts progressed within 72 hours fell to 70.8% (1,062 of 1,500)")
    assert "South, 55.0% (165 of 300), and North, 60.0% (180 of 300), are newly lower than chance explains." in only


def test_restated_figures_say_what_they_were_and_what_they_are_and_which_load_did_it():
    history = first_reported(("contacts_72h", "2025-26 Q4", 70.0, "undo of load 4"))
    assert texts(said(STEADY, history=history, **AIMED)) == [
        "Restated. Contacts progressed within 72 hours, 2025-26 Q4: first reported as 70.0%, now 79.7% (210 of 300, now 239 of 300). "
        "Changed on 2 Apr 2026 by the undoing of load 4. It now meets the target."
    ]
    history = first_reported(("contacts_72h", "2025-26 Q4", 79.0, "load 2: a.xlsx"), ("contacts_72h", "2025-26 Q3", 74.0, "load 2: a.xlsx"))
    assert texts(said(STEADY, history=history, **AIMED)) == [
        "Restated. 2 figures are no longer as first reported: Contacts progressed within 72 hours, 2025-26 Q3, first reported as 74.0%, now 80.7%; "
        "Contacts progressed within 72 hours, 2025-26 Q4, first reported as 79.0%, now 79.7%. Changed on 2 Apr 2026 by load 2 (a.xlsx). "
        "Contacts progressed within 72 hours, 2025-26 Q3 now meets the target."
    ]


def test_a_stale_table_says_what_waits_for_it():
    tables = {**STEADY, "referrals": contacts({"North": usual(80, 100)})}
    assert texts(said(tables, given=(IN_TIME, KNOWN["referrals"]), as_ats={"contacts": "2026-01-31"})) == [
        "Data behind. The data on contacts end on 31 January 2026, 59 days before the others. 1 figure of this period waits for them, "
        "and nothing is said of it: Contacts progressed within 72 hours."
    ]


def test_limits_of_small_numbers_and_those_that_would_read_like_the_value_have_one_more_place():
    """5 is above 4.5, and "5 lies above its usual range, 1 to 5" is nonsense."""
    assert what_changed.levels(NUMBER, 5.0, 0.0, 4.5) == ["0", "4.5"]
    assert what_changed.levels(NUMBER, 190.0, 93.2, 114.4) == ["93", "114"]
    assert what_changed.levels(IN_TIME, 85.64, 72.0, 85.61) == ["72.00%", "85.61%"]


def test_many_teams_are_counted_once_three_are_named():
    tables = contacts({f"T{n}": [*usual(80, 100, 21), *[(99 if n < 4 else 60, 100)] * 3] for n in range(9)})
    leads = [each.text.replace(NBSP, " ") for each in said({"contacts": tables}).sentences]
    (ahead,) = [lead for lead in leads if "newly higher" in lead]
    assert ahead.startswith("Contacts progressed within 72 hours: 4 teams are newly higher than chance explains: T0 99.0% (297 of 300), ")
    assert "T2 99.0% (297 of 300) and 1 more, where all teams together have" in ahead


def test_nothing_is_said_in_so_many_words():
    told = said(STEADY)
    assert told.sentences == ()
    view = View.read(snapshot([IN_TIME], STEADY, "2026-03-31"), "/changes", {})
    text = what_changed.as_text(told, view, snapshot([IN_TIME], STEADY, "2026-03-31"))
    assert "Nothing changed beyond its usual ups and downs." in text
    assert told.notes == ("Control charts of months tell a real change from the usual ups and downs. Chance alone would newly flag fewer than one of 1\u00a0chart.",)


# -- what accounts for it ------------------------------------------------------------------------


def words(indicator, *parts, by="team", named=(), population=0.0, tells_mix=True):
    split = Split(tuple(Part(*part) for part in parts), population)
    return accounting.account_words(indicator, Account(by, split, tuple(p for p in split.parts if p.group in named), tells_mix)).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("parts", "named", "expected"),
    [
        ([("North", -3.7, -0.2), ("South", -1.36, -0.94)], ["North"], "Of the 6.2 points, 5.1 are a change within teams and 1.1 of the mix between them; North accounts for 3.9."),
        ([("North", 0.0, 5.0)], [], "All of the 5.0 points are the mix between teams and none a change within them; no one team stands out."),
        ([("North", 7.0, -1.0)], [], "Changes within teams made 7.0 points, of which the mix between them took back 1.0; no one team stands out."),
        ([("North", -1.0, 7.0)], [], "A change of mix between teams made 7.0 points, of which changes within teams took back 1.0; no one team stands out."),
        ([("North", 7.0, 0.0), ("South", -1.0, 0.0)], ["North"], "All of the 6.0 points are a change within teams and none of the mix between them; North alone makes 7.0 points, which the others offset in part."),
    ],
)  # fmt: skip
def test_a_split_in_words_adds_up_as_it_is_shown(parts, named, expected):
    assert words(IN_TIME, *parts, named=named) == expected


def test_a_number_and_a_rate_are_told_in_their_own_terms():
    assert words(NUMBER, ("North", 12.0), ("South", 8.0), named=["North"]) == "North accounts for 12 of the 20."
    split = of_rate({"a": 100}, 10_000, {"a": 100}, 12_500, 10_000)
    account = Account("age", split, (), False)
    assert accounting.account_words(KNOWN["referral_rate"], account) == "Of the 20.0 per 10,000, 0.0 come of the number of cases and 20.0 of the population."


def test_kinds_of_case_are_looked_into_through_the_door_and_told_with_a_link():
    asked = []

    def door(indicator, label, by):
        asked.append((indicator.id, label, by))
        was = label == "2025-26 Q3"
        if by != "age":
            return frame(all=(484, 600) if was else (419, 600))
        return frame(young=(244, 300), old=(240, 300)) if was else frame(young=(239, 300), old=(180, 300))

    (first,) = said(FALLEN, breakdown=door).sentences
    assert first.accounting.endswith("By age: old accounts for 10.0 of the 10.8 points.")
    assert first.links[-1] == ("By age", "/indicator/contacts_72h?period=2025-26+Q4&view=kinds&by=age")
    assert ("contacts_72h", "2025-26 Q3", "age") in asked


# -- pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_scorecard_begins_with_what_changed_and_leads_to_all_of_it(visit, width):
    tab = visit("/?team=MASH&period=2026-09", width)
    block = tab.page.locator("section.changes")
    assert 0 < block.locator("li").count() <= 5
    assert block.locator("li .chip").first.inner_text()
    tab.page.get_by_role("link", name="All that changed").click()
    tab.page.locator("h1", has_text="What changed").wait_for()
    assert tab.query() == {"team": "MASH", "period": "2026-09"}


AT = {"period": "2023-24 Q2"}  # not asked for by any other test


def test_kinds_of_case_come_by_a_second_answer_and_then_in_one_go(app, source):
    snapshot = source.snapshot()
    view = View.read(snapshot, "/changes", AT)
    with asking(app, "/changes"):
        status, first, asked = by_kind.listing(by_kind.told(view, snapshot), view)
        assert what_changed.AWAITED in str(first) and by_kind.WORKING in str(status)
        filled, words = by_kind.fill(asked.data)
        assert what_changed.AWAITED not in str(filled) and by_kind.DONE in str(words)
        [again] = by_kind.listing(by_kind.told(view, snapshot), view)
    assert again["props"]["children"] == filled
    told = what_changed.told(view, snapshot, breakdown=what_changed.door(source, view, snapshot))
    assert again["props"]["children"] == [what_changed.item(each) for each in told.sentences]


def test_kinds_of_case_are_not_filled_in_for_sharing(app, source, monkeypatch):
    snapshot, asked = source.snapshot(), {"query": AT, "period": AT["period"]}
    monkeypatch.setattr(source, "breakdown", None)  # whoever asked would fail
    view = View.read(snapshot, "/changes", AT | {"share": "1"})
    with asking(app, "/changes?share=1"):
        assert "changes-asked" not in str(by_kind.listing(by_kind.told(view, snapshot.shared), view))
        assert by_kind.fill(asked)[0] is no_update, "the page that asks is for sharing"
    with asking(app, "/changes"):
        assert by_kind.fill(asked | {"query": AT | {"share": "1"}})[0] is no_update


def test_that_kinds_of_case_could_not_be_worked_out_is_said_beside_what_stands(app, source, monkeypatch):
    query = {"period": "2024-25 Q3"}
    view = View.read(source.snapshot(), "/changes", query)
    with asking(app, "/changes"):
        said = by_kind.told(view, source.snapshot())
        monkeypatch.setattr(source, "breakdown", None)
        filled, words = by_kind.fill({"query": query, "period": query["period"]})
    assert by_kind.FAILED in str(words) and what_changed.AWAITED not in str(filled)
    assert all(each.lead in str(filled) for each in said.sentences) and any(each.is_awaited for each in said.sentences)


def test_a_sentence_is_filled_in_and_leads_to_the_chart_it_rests_on(visit):
    tab = visit("/changes?period=2024-25+Q4")
    expect(tab.page.locator(".change-list .awaited")).to_have_count(0)
    expect(tab.page.get_by_role("status").filter(has_text=by_kind.DONE)).to_have_count(1)
    tab.page.get_by_role("link", name="Its chart").first.click()
    tab.page.locator(".chart .main-svg").first.wait_for()
    assert tab.page.url.split("?")[0].startswith(f"{tab.address}/indicator/")


def test_of_a_period_that_is_not_over_nothing_is_said(visit):
    text = visit("/changes?period=2026-27").page.locator("main").inner_text()
    assert what_changed.NOT_OVER in text


# -- the command line ----------------------------------------------------------------------------


def test_the_command_line_tells_the_same(monkeypatch):
    import app

    made = snapshot([IN_TIME], FALLEN, "2026-03-31", **AIMED)
    monkeypatch.setattr(app.Source, "snapshot", lambda self: made)
    monkeypatch.setattr(app.Source, "breakdown", lambda self, *asked: frame(all=(1, 1)))
    monkeypatch.setattr(app, "_loaded", lambda data: None)
    run = CliRunner().invoke(app.main, ["changes", "--period", "2025-26 Q4"])
    assert run.exit_code == 0
    assert "1. Concern. Contacts progressed within 72 hours fell to 69.8% (419 of 600)" in run.output
    run = CliRunner().invoke(app.main, ["changes", "--format", "json"])
    (change,) = json.loads(run.stdout)["changes"]
    assert (change["kind"], change["indicator"]) == ("Concern", "contacts_72h")
    assert change["accounting"].endswith("North accounts for 10.3.")
    assert CliRunner().invoke(app.main, ["changes", "--period", "2019-20"]).exit_code == 2
