"""The improvement plan's page: its figures are the engine's, its words say what its colours do, and an action is changed on it."""

import datetime as dt
import io
from dataclasses import replace

import pandas as pd
import pytest
from playwright.sync_api import expect

from app import SHIPPED
from dashboard import create_app, wording
from dashboard.plan import actions, measures
from dashboard.view import View
from loaders.local_files import LocalFiles
from loaders.synthetic.plan import write_plan
from metrics import registry
from metrics.plan import STATUSES
from metrics.reference import Reference
from tests.dashboard.conftest import NARROW, WIDE, serve, showing, visiting
from tests.dashboard.fake import FakeSource

TODAY = dt.date(2026, 11, 21)


class WithPlan(FakeSource):
    """The fake's figures beside the example of a plan, kept in files of its own as the real thing does."""

    def __init__(self, folder):
        self.folder = folder
        write_plan(folder, SHIPPED, dt.date(2026, 10, 31))
        super().__init__()
        self.reference = Reference.read(SHIPPED, folder)
        named = {measure.indicator for measure in self.reference.plan.measures} | set(self.indicators)
        self.indicators = {name: one for name, one in registry.indicators().items() if name in named}
        self.use("usual")

    def _change(self, change):
        change(LocalFiles(SHIPPED, self.folder))
        self._changed = self.snapshot().with_plan(Reference.read(SHIPPED, self.folder))

    def note_action(self, row, after):
        self._change(lambda files: files.note_action(row, after))

    def take_back_action(self, id_, after):
        self._change(lambda files: files.take_back_action(id_, after))


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    return WithPlan(tmp_path_factory.mktemp("plan"))


@pytest.fixture(autouse=True)
def on_one_day(monkeypatch):
    monkeypatch.setattr(actions, "today", lambda: TODAY)


@pytest.fixture(scope="module")
def served(planned):
    return serve(create_app(planned))


@pytest.fixture(scope="module")
def shown_plan(browser, served, planned):
    with showing(browser, served, planned) as shown:
        yield lambda: shown("/plan")


@pytest.fixture
def visit_plan(browser, served):
    with visiting(browser, served) as visit:
        yield lambda path="/plan", width=WIDE: visit(path, width)


def view(snapshot, **query):
    return View.read(snapshot, "/plan", query)


def row_of(tab, indicator):
    return tab.page.locator(f".plan-measures tr:has(a[href$='/indicator/{indicator}'], a[href*='/indicator/{indicator}?'])")


# -- what is shown -----------------------------------------------------------------------------------


def test_every_figure_of_the_measures_is_the_engines(shown_plan, planned):
    snapshot, tab = planned.snapshot(), shown_plan()
    for measure in snapshot.plan.measures:
        indicator = snapshot.indicators[measure.indicator]
        if snapshot.lacking(indicator):
            assert indicator.title in tab.page.locator(".plan-measures .waiting").text_content()
            continue
        text = row_of(tab, indicator.id).inner_text()
        for n in (1, 2):
            figure = snapshot.figure(indicator.id, snapshot.period(f"2026-27 Q{n}"))
            assert wording.value(indicator, figure.value) in text, indicator.id
            if figure.target:
                assert wording.target(indicator, figure.target) in text
    assert tab.errors == []


def test_the_latest_is_a_settled_month_but_a_quarter_where_events_are_counted_or_a_month_has_too_few(planned):
    snapshot = planned.snapshot()
    year = measures.year_of(view(snapshot))
    latest = lambda name, team="": measures.latest_of(snapshot.indicators[name], year, team, snapshot)  # noqa: E731
    assert latest("contacts").period == "2026-27 Q2"
    assert latest("caseload_average").period == "2026-09" if snapshot.figure("caseload_average", snapshot.period("2026-10")).status != "ok" else "2026-10"
    few = snapshot.values.copy()
    month = (few["indicator"] == "assessments_45wd") & (few["team"] == "") & (few["grain"] == "month") & (few["period"] >= "2026-04")
    few.loc[month, "judgement"] = "too few"
    other = replace(snapshot, values=few, _made={})
    assert measures.latest_of(other.indicators["assessments_45wd"], year, "", other).period == "2026-27 Q2"


def test_a_year_gone_by_is_shown_when_a_period_of_it_is_chosen(visit_plan, planned):
    snapshot, tab = planned.snapshot(), visit_plan("/plan?period=2024-25+Q3")
    expect(tab.page.locator(".lead").first).to_contain_text("2024-25: April 2024 to March 2025")
    indicator = snapshot.indicators["caseload_average"]
    for n in (1, 2, 3, 4):
        assert wording.value(indicator, snapshot.figure("caseload_average", snapshot.period(f"2024-25 Q{n}")).value) in row_of(tab, "caseload_average").inner_text()
    assert "Mar 2025" in row_of(tab, "caseload_average").inner_text()


def test_a_baseline_is_the_plans_own_for_the_authority_and_the_quarter_before_for_a_team(planned):
    snapshot = planned.snapshot()
    measure = next(m for m in snapshot.plan.measures if m.indicator == "assessments_45wd")
    assert measures.row(measure, view(snapshot), snapshot).baseline == (54, "2022-23")
    team = measures.row(measure, view(snapshot, team="Assessment 1"), snapshot)
    assert team.baseline[0] == snapshot.figure("assessments_45wd", snapshot.period("2025-26 Q4"), "Assessment 1").value


def test_the_counts_at_the_top_are_those_of_the_tables(shown_plan):
    tab = shown_plan()
    counts = [int(text) if text.isdigit() else 0 for text in tab.page.locator(".standing-table tbody tr").first.locator("td").all_inner_texts()[:5]]
    assert sum(counts) == 16
    chips = tab.page.locator(".plan-measures td.c-judged .chip")
    words = [chips.nth(n).inner_text() for n in range(chips.count())]
    reasons = tab.page.locator(".plan-measures .c-why, .plan-measures .waiting a").count()
    assert counts == [
        words.count("Met, reliably"), words.count("Met"), words.count("Within tolerance"), words.count("Not met"),
        words.count("No target") + words.count("Too few to judge") + reasons,
    ]  # fmt: skip


def test_synthetic_data_say_that_the_plan_is_an_example(shown_plan):
    expect(shown_plan().page.locator(".heading")).to_contain_text("With synthetic data goes an example of a plan")


def test_each_recommendation_has_its_measures_of_success_and_its_actions(shown_plan, planned):
    plan, tab = planned.snapshot().plan, shown_plan()
    for one in plan.recommendations:
        body = tab.page.locator(".plan-recommendations tbody", has_text=f"{one.name}: {one.title}")
        assert body.locator("tr:not(.theme)").count() == len(one.measures)
        for action in plan.actions_of(one.name.lower()):
            expect(body.locator(".its-actions")).to_contain_text(action.action)


def test_without_words_and_places_the_measures_of_success_stand_by_theme_and_the_page_says_what_to_write(visit):
    tab = visit("/plan")
    expect(tab.page.locator(".plan-recommendations .prose")).to_contain_text("The words of recommendations 1\u00a0to\u00a09 are not known here. Of 46\u00a0measures")
    expect(tab.page.locator(".plan-recommendations .theme h3").first).to_have_text("Front door")
    expect(tab.page.locator(".plan-actions")).to_contain_text("No actions are written down. Add them here, or in plan_actions.csv")
    expect(tab.page.locator(".plan-risks")).to_contain_text("No risks are written down")


def test_an_action_past_its_day_is_overdue_whatever_its_status_says_unless_complete(visit_plan, planned):
    plan, tab = planned.snapshot().plan, visit_plan("/plan?status=overdue")
    late = {action.id for action in plan.actions if action.due_on.date() < TODAY and action.status != "blue"}
    assert late and {plan.action(id_).status for id_ in late} != {"red"}
    rows = tab.page.locator(".action-list tbody tr")
    assert {rows.nth(n).locator(".number").inner_text() for n in range(rows.count())} == late
    for n in range(rows.count()):
        expect(rows.nth(n)).to_contain_text("Overdue by")
        assert any(words in rows.nth(n).inner_text() for words in STATUSES.values())


def test_the_risk_square_has_every_risk_once_in_its_place_by_name(shown_plan, planned):
    tab = shown_plan()
    rows = tab.page.locator(".risk-square tbody tr")
    for risk in planned.snapshot().plan.risks:
        place = rows.nth(5 - risk.likelihood).locator("td").nth(risk.impact - 1)
        expect(place).to_contain_text(f"{risk.id} {risk.risk}")
        expect(place).to_contain_text(risk.level.capitalize())
    assert tab.page.locator(".risk-name").count() == len(planned.snapshot().plan.risks)


# -- every width, every state ------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/plan", "/plan?change=new&status=overdue", "/plan?team=MASH&period=2025-26&status=nonsense&change=A99&saved=A1.9", "/plan?share=1&change=A3"])
def test_the_plan_is_accessible_and_fits(visit_plan, path):
    visit_plan(path).keeps_its_promises()


def test_on_a_phone_each_measure_and_recommendation_is_folded_and_opens(visit_plan, planned):
    tab = visit_plan(width=NARROW)
    row, group = row_of(tab, "caseload_average"), tab.page.locator(".plan-recommendations tbody", has=tab.page.locator("tr:not(.theme)")).first
    inside = row.locator(".c-quarter, .c-real")
    assert row.locator(".c-base, .c-latest, .c-judged").evaluate_all("all => all.every(each => each.offsetHeight)")
    for each, held in ((row, inside), (group, group.locator("tr:not(.theme)"))):
        assert held.count() and not held.evaluate_all("all => all.some(each => each.offsetHeight)")
        each.locator(".more summary").first.click()
        assert held.evaluate_all("all => all.every(each => each.offsetHeight)")
    expect(group.locator(".theme .more")).to_contain_text(f"{group.locator('tr:not(.theme)').count()}\u00a0measure")
    assert tab.page.locator(".risk-square").evaluate("each => each.getBoundingClientRect().right <= innerWidth")
    assert tab.page.evaluate("document.documentElement.scrollHeight") < 9000


@pytest.mark.parametrize("state_of", ["usual", "some", "empty"])
def test_so_is_one_without_actions_risks_or_figures(visit, state, state_of):
    state(state_of)
    visit("/plan").keeps_its_promises()


@pytest.mark.parametrize("path", ["/plan", "/plan?share=1"])
def test_it_prints_on_one_side_of_a3(visit_plan, path):
    tab = visit_plan(path)
    printed = tab.page.pdf(prefer_css_page_size=True, print_background=True)
    assert printed.count(b"/Type /Page\n") == 1
    box = printed.split(b"/MediaBox [")[1].split(b"]")[0].split()
    assert [round(float(side)) for side in box[2:]] == [1191, 842]


def test_shared_outside_the_plan_is_shown_and_cannot_be_changed(visit_plan):
    tab = visit_plan("/plan?share=1&change=A3")
    expect(tab.page.locator(".action-list")).to_be_visible()
    assert tab.page.locator("#plan-save, .plan-actions a:not(.take)").count() == 0


# -- as files ----------------------------------------------------------------------------------------


@pytest.fixture
def fetch(planned):
    client = create_app(planned).server.test_client()

    def get(path):
        got = client.get(path)
        return pd.read_csv(io.BytesIO(got.data), encoding="utf-8-sig") if got.status_code == 200 else got.status_code

    return get


def test_the_measures_as_a_file_are_the_figures_unrounded(fetch, planned):
    snapshot, frame = planned.snapshot(), fetch("/download/plan/measures.csv?period=2026-27+Q2")
    plan = snapshot.plan
    assert len(frame) == 16 + sum(len(r.measures) for r in plan.recommendations)
    line = frame[frame["belongs_to"] == "measure 12"].iloc[0]
    assert (line["indicator"], line["baseline"], line["baseline_of"], line["year"]) == ("assessments_45wd", 54, "2022-23", "2026-27")
    assert line["q1"] == pytest.approx(snapshot.figure("assessments_45wd", snapshot.period("2026-27 Q1")).value, rel=1e-12)
    assert line["q4_target"] == "84"


def test_the_way_to_a_target_as_a_file_has_its_aims_and_the_settled_figures(fetch, planned):
    snapshot = planned.snapshot()
    found, frame = snapshot.reference.trajectory("contacts_72h", "", pd.Timestamp("2026-09-30")), fetch("/download/trajectory/contacts_72h.csv?period=2026-09").set_index("period")
    assert list(frame["aim"]) == [aim for _, _, aim in found.steps]
    for quarter in ("2026-27 Q1", "2026-27 Q2"):
        assert frame.loc[quarter, "value"] == snapshot.figure("contacts_72h", snapshot.period(quarter)).value
    assert frame.loc[["2026-27 Q3", "2026-27 Q4"], "value"].isna().all()
    assert fetch("/download/trajectory/contacts_72h.csv?period=2022-09") == fetch("/download/trajectory/cp_plan_rate.svg") == 404


def test_the_actions_as_a_file_have_every_version_and_say_which_stands(fetch, planned):
    plan, frame = planned.snapshot().plan, fetch("/download/plan/actions.csv")
    assert len(frame) == sum(action.version for action in plan.actions)
    assert frame.loc[frame["stands"], "id"].tolist() == [action.id for action in plan.actions]
    assert len(fetch("/download/plan/risks.csv")) == len(plan.risks)


def test_the_heat_map_as_a_file_has_a_row_for_each_cell(fetch, planned):
    snapshot, frame = planned.snapshot(), fetch("/download/heatmap.csv?by=months&period=2026-09&team=MASH")
    assert set(frame["team"]) == {"MASH"} and frame["period"].nunique() == 12
    line = frame[(frame["indicator"] == "contacts_72h") & (frame["period"] == "2026-09")].iloc[0]
    assert line["value"] == pytest.approx(snapshot.figure("contacts_72h", snapshot.period("2026-09"), "MASH").value, rel=1e-12)


@pytest.mark.parametrize("path", ["/download/plan/nonsense.csv", "/download/plan/risks.pdf", "/download/plan/measures.csv?team=Nobody", "/download/heatmap.pdf"])
def test_what_is_no_file_is_not_found(fetch, path):
    assert fetch(path) == 404


# -- changing an action ------------------------------------------------------------------------------


@pytest.fixture
def as_it_was(planned):
    files = {path: path.read_bytes() for path in planned.folder.glob("*.csv")}
    yield
    for path, content in files.items():
        path.write_bytes(content)
    planned.use("usual")


def test_an_action_is_changed_said_to_be_and_taken_back(visit_plan, planned, as_it_was):
    before = planned.snapshot().plan.action("A3")
    tab = visit_plan("/plan?team=MASH")
    tab.page.locator("#change-A3").click()
    expect(tab.page.locator(".action-form h3")).to_have_text("Change action A3")
    expect(tab.page.locator("#change-A3")).to_be_focused()
    tab.page.get_by_label("Status", exact=True).select_option("red")
    tab.page.get_by_label("Due by").fill("2026-11-01")
    tab.page.get_by_label("Progress, or what").fill("Four have left")
    tab.page.get_by_role("button", name="Save").click()
    expect(tab.page.locator("#result")).to_contain_text("Action A3 is saved: off track, due 1\u00a0Nov\u00a02026")
    expect(tab.page.locator("#result")).to_be_focused()
    assert tab.query() == {"team": "MASH", "saved": "A3.3"}
    row = tab.page.locator(".action-list tr", has_text="Four have left")
    expect(row).to_contain_text("Overdue by 20\u00a0days")
    expect(row).to_contain_text("2\u00a0earlier notes")
    now = planned.snapshot().plan.action("A3")
    assert (now.status, now.note, f"{now.updated_on:%Y-%m-%d}", now.action) == ("red", "Four have left", "2026-11-21", before.action)
    tab.page.get_by_role("button", name="Take it back").click()
    expect(tab.page.locator("#result")).to_have_text("The change was taken back.")
    assert planned.snapshot().plan.action("A3") == before
    assert tab.errors == []


def test_an_action_is_added_by_keyboard_and_closed_only_with_what_shows_it(visit_plan, planned, as_it_was):
    tab = visit_plan()
    tab.page.locator("#change-new").focus()
    tab.page.keyboard.press("Enter")
    expect(tab.page.locator(".action-form h3")).to_have_text("A new action")
    expect(tab.page.locator("#change-new")).to_be_focused()
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.type("Ask the leavers")
    tab.page.get_by_role("button", name="Save").click()
    expect(tab.page.locator("#plan-said")).to_have_text("Choose the measure or the recommendation that this action belongs to.")
    tab.page.get_by_label("Belongs to").select_option("measure 4")
    tab.page.get_by_label("Owner, by role").fill("HR partner")
    tab.page.get_by_label("Due by").fill("2027-01-31")
    tab.page.get_by_role("button", name="Save").click()
    expect(tab.page.locator("#result")).to_contain_text("Action A18 is written down: not started")
    tab.page.locator("#change-A18").click()
    tab.page.get_by_role("button", name="Close as complete").click()
    expect(tab.page.locator("#plan-said")).to_contain_text("Say in the note what shows it")
    tab.page.get_by_label("Progress, or what").fill("Told to the board twice")
    tab.page.get_by_role("button", name="Close as complete").click()
    expect(tab.page.locator("#result")).to_contain_text("Action A18 is saved: complete and embedded")
    assert planned.snapshot().plan.action("A18").is_done
    assert tab.errors == []


def test_what_somebody_else_changed_meanwhile_is_said_and_not_overwritten(visit_plan, planned, as_it_was):
    tab = visit_plan("/plan?change=A3")
    action = planned.snapshot().plan.action("A3")
    row = {"id": "A3", "belongs_to": action.belongs_to, "action": "Something else", "owner": "Somebody", "due_on": "2026-12-01", "status": "amber", "note": "", "updated_on": "2026-11-20"}
    planned.note_action(row, action.version)
    tab.page.get_by_label("Progress, or what").fill("Mine")
    tab.page.get_by_role("button", name="Save").click()
    expect(tab.page.locator("#plan-said")).to_contain_text("Somebody else has changed this action since this page was shown")
    assert planned.snapshot().plan.action("A3").action == "Something else"
