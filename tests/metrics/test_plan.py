"""The improvement plan as it is kept in files: what is shipped, which row stands, and what is said of a row that will not do."""

import datetime as dt
import re
from pathlib import Path

import pytest

from metrics.plan import STATUSES, Plan, checked, level_of
from metrics.reference import BadReference, Reference
from metrics.registry import indicators

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "reference"
ACTIONS = "id,belongs_to,action,owner,due_on,status,note,updated_on\n"
MEASURES = "kind,number,title,indicator,baseline,baseline_of,source\n"
RISKS = "id,risk,likelihood,impact,mitigation,owner\n"


@pytest.fixture(scope="module")
def shipped():
    return Reference.read(SHIPPED).plan


@pytest.fixture
def plan_with(tmp_path):
    """The plan with one shipped file replaced, as a deployment would."""

    def read(name, text):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
        return Reference.read(SHIPPED, tmp_path).plan

    return read


# What is shipped


def test_the_sixteen_measures_are_those_that_the_indicators_name_as_their_source(shipped):
    named = {int(number): one.id for one in indicators().values() for number in re.findall(r"Improvement plan, 2022, measure (\d+)", one.source)}
    assert {m.number: m.indicator for m in shipped.measures} == named
    assert sorted(named) == list(range(1, 17))


def test_every_measure_of_the_plan_is_an_indicator_there_is(shipped):
    found = {m.indicator for m in (*shipped.measures, *shipped.unplaced)}
    assert found <= set(indicators())


def test_nine_recommendations_are_shipped_without_words_and_their_measures_of_success_without_a_place(shipped):
    assert [(r.number, r.title, r.measures) for r in shipped.recommendations] == [(n, "", ()) for n in range(1, 10)]
    assert {m.indicator for m in shipped.unplaced} == {one.id for one in indicators().values() if "Improvement plan, 2024" in one.source}
    assert len(shipped.unplaced) == 46


def test_no_action_and_no_risk_is_invented_for_a_real_authority(shipped):
    assert shipped.actions == () == shipped.risks


# Which row stands


def test_a_recommendation_has_the_indicators_of_its_number_and_one_title(plan_with):
    plan = plan_with(
        "plan_measures.csv",
        MEASURES + "recommendation,2,,contacts_72h,76,2022-23,x\nrecommendation,2,The front door,referrals,,,x\nrecommendation,,,contacts,,,x\nmeasure,1,,caseload_average,,,x\n",
    )
    (second,) = plan.recommendations
    assert (second.title, [m.indicator for m in second.measures]) == ("The front door", ["contacts_72h", "referrals"])
    assert (second.measures[0].baseline, second.measures[0].baseline_of.label) == (76, "2022-23")
    assert [m.indicator for m in plan.unplaced] == ["contacts"]
    assert list(plan.parts) == ["measure 1", "recommendation 2"]


def test_of_several_rows_of_an_action_the_latest_stands_wherever_it_is_in_the_file(plan_with):
    plan = plan_with(
        "plan_actions.csv",
        ACTIONS
        + "A1,Measure 3,Hire,Head of service,2026-09-30,amber,slow,2026-06-01\nA2,recommendation 1,Train,Principal social worker,2026-05-01,grey,,\n"
        + "A1,measure 3,Hire,Head of service,2026-12-31,green,better,02/07/2026\nA1,measure 3,Hire,Head of service,2026-09-30,grey,,2026-04-01\n",
    )
    assert [a.id for a in plan.actions] == ["A2", "A1"], "by the day they are due"
    first = plan.action("A1")
    assert (first.status, first.version, [e.status for e in first.earlier]) == ("green", 3, ["grey", "amber"])
    assert plan.next_id == "A3"


def test_an_action_is_overdue_the_day_after_it_was_due_unless_it_is_blue(plan_with):
    rows = [f"A{n},measure 1,Do it,Somebody,2026-03-31,{status},,2026-01-01" for n, status in enumerate(STATUSES)]
    plan = plan_with("plan_actions.csv", ACTIONS + "\n".join(rows) + "\n")
    assert {a.status: a.overdue_days(dt.date(2026, 4, 2)) for a in plan.actions} == {"blue": 0, "green": 2, "amber": 2, "red": 2, "grey": 2}
    assert {a.overdue_days(dt.date(2026, 3, 31)) for a in plan.actions} == {0}


def test_a_risk_is_as_grave_as_its_likelihood_times_its_impact(plan_with):
    plan = plan_with("plan_risks.csv", RISKS + "R1,Staff leave,2,3,Pay more,Director\nR2,A breach,5,5,,Director\n")
    assert [(r.id, r.score, r.level) for r in plan.risks] == [("R2", 25, "very high"), ("R1", 6, "moderate")]
    assert [level_of(*pair) for pair in ((1, 4), (1, 5), (2, 5), (3, 5))] == ["low", "moderate", "high", "very high"]


# What will not do


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("plan_actions.csv", ACTIONS + "A1,measure 17,Do it,Me,2026-03-31,green,,\n", "row 2: belongs_to is 'measure 17'. Expected a measure or recommendation of plan_measures.csv"),
        ("plan_actions.csv", ACTIONS + "A1,measure 1,Do it,Me,soon,green,,\n", "row 2: due_on is 'soon'. Expected a day"),
        ("plan_actions.csv", ACTIONS + "A1,measure 1,Do it,Me,2026-03-31,purple,,\n", "row 2: status is 'purple'. Expected one of blue, green, amber, red, grey"),
        ("plan_actions.csv", ACTIONS + "A1,measure 1,,Me,2026-03-31,green,,\n", "row 2: action is ''. Expected not a blank"),
        ("plan_risks.csv", RISKS + "R1,Staff leave,6,3,Pay more,Director\n", "row 2: likelihood is '6'. Expected a whole number from 1 (least) to 5 (most)"),
        ("plan_risks.csv", RISKS + "R1,Staff leave,1,3,,Director\nR1,Others,1,3,,Director\n", "row 3: id is 'R1'. Expected an id once only"),
        ("plan_measures.csv", MEASURES + "measure,1,,contacts,,,x\nmeasure,1,,referrals,,,x\n", "row 3: number is '1'. Expected a measure of each number once only"),
        ("plan_measures.csv", MEASURES + "measure,1,,contacts,5,2022-24,x\n", "row 2: baseline_of is '2022-24'. Expected a day"),
        ("plan_measures.csv", MEASURES + "indicator,1,,contacts,,,x\n", "row 2: kind is 'indicator'. Expected measure or recommendation"),
        ("plan_measures.csv", MEASURES + "recommendation,1,One,contacts,,,x\nrecommendation,1,Other,referrals,,,x\n", "row 3: title is 'Other'. Expected one title for recommendation 1"),
        ("plan_measures.csv", MEASURES + "recommendation,,,,,,x\n", "row 2: indicator is ''. Expected an indicator, or the number of a recommendation"),
    ],
)  # fmt: skip
def test_a_row_that_will_not_do_is_named_by_file_and_row(plan_with, name, text, said):
    with pytest.raises(BadReference) as fault:
        plan_with(name, text)
    assert f"{name}, {said}" in str(fault.value)


GOOD = {"belongs_to": "measure 1", "action": "Do  it ", "owner": "Head of service", "due_on": "2026-03-31", "status": "green", "note": ""}


def test_an_action_as_written_on_a_page_is_trimmed(shipped):
    assert checked(GOOD, shipped)["action"] == "Do it"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"belongs_to": "measure 99"}, "Choose the measure or the recommendation"),
        ({"action": "  "}, "Say what is to be done"),
        ({"owner": None}, "Say whose action it is"),
        ({"due_on": "31st"}, "Give the day"),
        ({"due_on": "0202-01-01"}, "this century"),
        ({"status": "purple"}, "Choose how far it is"),
        ({"note": "=1+1"}, "Begin the note with a letter or a digit"),
        ({"status": "blue"}, "Say in the note what shows it"),
    ],
)
def test_what_is_wrong_with_an_action_written_on_a_page_is_said_in_a_sentence(shipped, wrong, said):
    with pytest.raises(ValueError, match=said):
        checked(GOOD | wrong, shipped)


def test_a_plan_without_anything_is_a_plan():
    assert Plan().parts == {} and Plan().next_id == "A1"
