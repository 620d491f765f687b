"""The rules of measure values: how far tables reach, periods, statuses, teams, targets."""

import pandas as pd
import pytest

from metrics.cohorts import census, events, spells
from metrics.comparison import Target
from metrics.compute import COLUMNS, cases, compute
from metrics.indicator import average, count, proportion, ratio
from metrics.indicators.caseload_average import caseload_average
from metrics.indicators.contacts import contacts
from metrics.indicators.contacts_72h import contacts_72h
from metrics.indicators.cp_plan_rate import cp_plan_rate
from metrics.indicators.cp_plans import cp_plans
from metrics.indicators.icpc_15wd import icpc_15wd
from metrics.indicators.section47_rate import section47_rate
from metrics.registry import indicators
from metrics.tables import Table, reach
from tests.written_tables import SmallReference, loaded, written

NONE = SmallReference()

CONTACTS = """
    child_id | received_at      | decided_at       | team
    A        | 2024-02-20 10:00 | 2024-02-21 10:00 | Ash
    B        | 2024-03-05 10:00 | 2024-03-25 10:00 | Birch
    C        | 2024-05-09 10:00 | 2024-05-09 11:00 |
"""

PLANS = """
    child_id | started_on | ended_on   | team
    A        | 2023-01-10 | 2024-04-15 | Ash
    B        | 2024-04-10 |            | Birch
"""


def values(wanted, *, reference=NONE, by_team=False, grain="month", **tables):
    """Measure values by period (and team) of one indicator."""
    found = compute([wanted], tables, reference, by_team=by_team, grains=[grain])
    return found.set_index(["team", "period"] if by_team else "period")


# How far back a table reaches


def test_events_reach_back_to_the_first_of_the_month_of_the_earliest():
    assert reach("contacts", written("contacts", CONTACTS)) == pd.Timestamp("2024-02-01")


def test_section_47_has_two_days_of_which_the_earlier_counts():
    frame = written("section47", """
        child_id | strategy_on | icpc_on
        A        | 2024-03-20  | 2024-02-20
        B        | 2024-04-20  |
    """)  # fmt: skip
    assert reach("section47", frame) == pd.Timestamp("2024-02-01")


def test_children_were_born_before_anything_was_loaded_and_put_nothing_too_late_or_too_early():
    @count(
        title="Plans of girls", question="How many?", theme="Child protection", good=None, shape="spells", counts="open", needs={
            "cp_plans": ("child_id", "started_on", "ended_on"), "children": ("child_id", "sex_code"),
        }, source="none",
    )  # fmt: skip
    def plans_of_girls(tables):
        """Open plans of girls."""
        girls = tables["children"].loc[tables["children"]["sex_code"] == "female", "child_id"].astype(object)
        return spells(tables["cp_plans"][tables["cp_plans"]["child_id"].astype(object).isin(girls)])

    tables = {
        "cp_plans": loaded("cp_plans", PLANS, "2024-06-30"),
        "children": loaded("children", "child_id | born_on | sex_code\nA | 2009-01-01 | female\nB | 2010-01-01 | male", "2024-06-30"),
    }
    found = values(plans_of_girls, **tables)
    assert list(found.index) == ["2024-04", "2024-05", "2024-06"]
    assert found["status"].tolist() == ["ok"] * 3
    # Nor does a birthday grow old, or a child have a team.
    tables["children"] = loaded("children", tables["children"].frame, "2023-01-01")
    assert values(plans_of_girls, **tables)["status"].tolist() == ["ok"] * 3
    assert set(values(plans_of_girls, by_team=True, **tables)["status"]) == {"ok"}


def test_assessments_are_placed_by_their_authorisation():
    frame = written("assessments", """
        child_id | started_on | authorised_on
        A        | 2024-01-20 | 2024-03-20
        B        | 2023-04-20 |
    """)  # fmt: skip
    assert reach("assessments", frame) == pd.Timestamp("2024-03-01")


def test_spells_reach_back_to_the_earliest_end_and_to_the_earliest_start_where_nothing_has_ended():
    plans = written("cp_plans", PLANS)
    assert reach("cp_plans", plans) == pd.Timestamp("2024-04-15")
    assert reach("cp_plans", plans.assign(ended_on=pd.NaT)) == pd.Timestamp("2023-01-10")


def test_snapshots_reach_back_to_the_first_of_them():
    frame = written("workforce", """
        as_at_on   | post_id | started_on | ended_on
        2024-03-31 | P1      | 2020-01-01 | 2021-01-01
        2024-02-29 | P1      | 2020-01-01 |
    """)  # fmt: skip
    assert reach("workforce", frame) == pd.Timestamp("2024-02-29")


def test_a_table_of_a_new_extract_is_told_by_its_columns():
    talks = pd.DataFrame({"due_on": pd.to_datetime(["2024-05-03"]), "seen_at": pd.to_datetime(["2024-04-20 10:00"])})
    assert reach("talks", talks) == pd.Timestamp("2024-04-01")
    assert reach("talks", talks[["due_on"]]) == pd.Timestamp("2024-05-01")
    placements = pd.DataFrame({"started_on": pd.to_datetime(["2024-01-03"]), "ended_on": pd.to_datetime(["2024-04-20"])})
    assert reach("placements", placements) == pd.Timestamp("2024-04-20")


@pytest.mark.parametrize(("table", "day"), [("children", "born_on"), ("adopters", "enquired_on"), ("assessment_first_seen", "first_seen_on")])
def test_a_table_of_days_long_before_anything_else_reaches_nowhere(table, day):
    assert pd.isna(reach(table, written(table, f"{day}\n 2009-01-01")))


def test_a_table_without_any_day_reaches_nowhere():
    assert pd.isna(reach("contacts", written("contacts", "child_id | received_at\n A | ")))


# Periods


def test_periods_run_from_the_first_month_of_any_event_table_to_that_of_the_latest_as_at_day():
    tables = {"contacts": loaded("contacts", CONTACTS, "2024-05-10"), "cp_plans": loaded("cp_plans", PLANS, "2024-06-20")}
    for indicator in (contacts, cp_plans, cp_plan_rate, icpc_15wd):
        assert list(values(indicator, **tables).index) == ["2024-02", "2024-03", "2024-04", "2024-05", "2024-06"]
    assert list(values(contacts, **tables, grain="quarter").index) == ["2023-24 Q4", "2024-25 Q1"]
    assert list(values(contacts, **tables, grain="year").index) == ["2023-24", "2024-25"]


def test_without_an_event_table_they_start_where_any_table_does():
    found = values(cp_plans, cp_plans=loaded("cp_plans", PLANS, "2024-06-20"))
    assert list(found.index) == ["2024-04", "2024-05", "2024-06"]


def test_only_periods_that_overlap_the_days_asked_for():
    tables = {"contacts": loaded("contacts", CONTACTS, "2024-05-10")}
    found = compute([contacts], tables, NONE, first="2024-03-31", last="2024-04-01")
    assert found["period"].tolist() == ["2024-03", "2024-04", "2023-24 Q4", "2024-25 Q1", "2023-24", "2024-25"]


def test_with_nothing_loaded_there_are_no_values_but_the_columns_are_there():
    found = compute(indicators(), {}, NONE, by_team=True)
    assert found.empty
    assert tuple(found) == COLUMNS
    some = compute([contacts], {"contacts": loaded("contacts", CONTACTS, "2024-05-10")}, NONE)
    assert found.dtypes.to_dict() == some.dtypes.to_dict()


def test_indicators_may_be_given_by_id():
    tables = {"contacts": loaded("contacts", CONTACTS, "2024-05-10")}
    pd.testing.assert_frame_equal(compute({"contacts": contacts}, tables, NONE), compute([contacts], tables, NONE))


# Statuses, the first that applies


def test_not_loaded_comes_first_and_has_no_numbers():
    found = values(cp_plans, contacts=loaded("contacts", CONTACTS, "2024-05-10"))
    assert set(found["status"]) == {"not loaded"}
    assert found[["numerator", "denominator", "value", "lower", "upper"]].isna().all(axis=None)


def test_a_column_that_no_file_carried_is_not_loaded_either():
    table = loaded("contacts", CONTACTS, "2024-05-10")
    without = Table(table.frame, table.as_at, table.columns - {"decided_at"})
    assert set(values(contacts_72h, contacts=without)["status"]) == {"not loaded"}
    assert set(values(contacts, contacts=without)["status"]) == {"ok", "incomplete"}


def test_spells_start_too_late_until_the_last_day_of_the_period_is_reached():
    tables = {"contacts": loaded("contacts", CONTACTS, "2024-05-10"), "cp_plans": loaded("cp_plans", PLANS, "2024-06-20")}
    found = values(cp_plans, **tables)
    assert found["status"].tolist() == ["starts too late"] * 2 + ["ok", "ok", "incomplete"]
    assert found["numerator"].isna().tolist() == [True, True, False, False, False]
    assert values(cp_plans, **tables, grain="year")["status"].tolist() == ["starts too late", "incomplete"]


def test_an_unfinished_period_whose_as_at_day_is_not_reached_starts_too_late():
    tables = {"contacts": loaded("contacts", CONTACTS, "2024-04-30"), "cp_plans": loaded("cp_plans", PLANS, "2024-04-14")}
    assert values(cp_plans, **tables)["status"].tolist() == ["starts too late"] * 3


def test_a_census_needs_every_table_of_it():
    allocations = loaded("allocations", """
        child_id | worker_id | started_on | ended_on
        A        | W1        | 2024-01-01 | 2024-03-10
        A        | W1        | 2024-03-12 |
    """, "2024-05-31")  # fmt: skip
    workforce = loaded("workforce", """
        as_at_on   | post_id | worker_id | role_code     | fte
        2024-04-30 | P1      | W1        | social_worker | 1.0
    """, "2024-05-10")  # fmt: skip
    found = values(caseload_average, contacts=loaded("contacts", CONTACTS, "2024-05-31"), allocations=allocations, workforce=workforce)
    assert found["status"].tolist() == ["starts too late", "starts too late", "ok", "incomplete"]


def test_an_event_rate_needs_its_twelve_months():
    enquiries = loaded("section47", """
        child_id | strategy_on
        A        | 2023-05-31
        B        | 2024-05-01
    """, "2024-06-30")  # fmt: skip
    found = values(section47_rate, section47=enquiries)
    assert found["status"].value_counts().to_dict() == {"starts too late": 11, "ok": 3}
    assert found.loc["2024-04", ["status", "numerator"]].tolist() == ["ok", 1]
    assert found.loc[["2024-05", "2024-06"], "numerator"].tolist() == [1, 1]
    assert values(section47_rate, section47=enquiries, grain="quarter").loc["2024-25 Q1", "numerator"] == 1


def test_incomplete_comes_before_no_cases_and_gives_the_numbers_so_far():
    tables = {"contacts": loaded("contacts", CONTACTS, "2024-05-10"), "cp_plans": loaded("cp_plans", PLANS, "2024-06-20")}
    found = values(contacts_72h, **tables)
    assert found["status"].tolist() == ["ok", "ok", "no cases", "incomplete", "incomplete"]
    assert found["numerator"].tolist() == [1, 0, 0, 1, 0]
    assert found["denominator"].tolist() == [1, 1, 0, 1, 0]
    assert found["value"].isna().tolist() == [False, False, True, False, True]
    assert values(contacts, **tables)["status"].tolist() == ["ok", "ok", "ok", "incomplete", "incomplete"]


def test_a_period_is_complete_at_the_end_of_its_last_day():
    assert values(contacts, contacts=loaded("contacts", CONTACTS, "2024-05-31"))["status"].iloc[-1] == "ok"
    assert values(contacts, contacts=loaded("contacts", CONTACTS, "2024-05-30"))["status"].iloc[-1] == "incomplete"


def test_the_as_at_day_of_a_figure_is_the_earliest_of_its_tables():
    allocations = """
        child_id | worker_id | started_on | ended_on
        A        | W1        | 2024-05-10 |
        B        | W1        | 2024-05-11 |
        C        | W1        | 2023-05-11 | 2023-06-11
    """
    workforce = """
        as_at_on   | post_id | worker_id | role_code     | fte
        2024-03-31 | P1      | W1        | social_worker | 1.0
    """
    tables = {"allocations": loaded("allocations", allocations, "2024-05-31"), "workforce": loaded("workforce", workforce, "2024-05-10")}
    row = values(caseload_average, **tables).loc["2024-05"]
    assert (row["numerator"], row["status"]) == (1, "incomplete")


# Rows that do not count


def test_cancelled_and_proposed_steps_are_not_counted_nor_reached_back_to():
    frame = """
        child_id | received_at | step_status_code
        A        | 2024-03-02  | cancelled
        B        | 2024-04-02  | completed
        C        | 2024-04-03  | proposed
        D        | 2024-04-04  |
        E        | 2024-04-05  | incoming
    """
    found = values(contacts, contacts=loaded("contacts", frame, "2024-04-30"))
    assert found["numerator"].to_dict() == {"2024-04": 3}


# Teams


def test_every_team_of_the_table_in_every_period_and_those_without_one():
    found = values(contacts, contacts=loaded("contacts", CONTACTS, "2024-05-31"), by_team=True)
    assert found["numerator"].unstack().to_numpy().tolist() == [
        [1, 1, 0, 1],
        [0, 0, 0, 1],
        [1, 0, 0, 0],
        [0, 1, 0, 0],
    ]
    assert list(found.index.get_level_values("team").unique()) == ["", "Ash", "Birch", "(no team)"]


def test_no_rows_without_a_team_no_such_line():
    found = values(cp_plans, cp_plans=loaded("cp_plans", PLANS, "2024-06-20"), by_team=True)
    assert list(found.index.get_level_values("team").unique()) == ["", "Ash", "Birch"]


def test_rates_have_no_teams():
    found = values(cp_plan_rate, cp_plans=loaded("cp_plans", PLANS, "2024-06-20"), by_team=True)
    assert list(found.index.get_level_values("team").unique()) == [""]


def test_cases_of_a_team_and_of_those_without_one():
    tables = {"contacts": loaded("contacts", CONTACTS, "2024-05-31")}
    assert cases(contacts, tables, NONE, "2024-03", "Birch")["child_id"].tolist() == ["B"]
    assert cases(contacts, tables, NONE, "2024-25 Q1", "(no team)")["child_id"].tolist() == ["C"]
    assert cases(contacts, tables, NONE, "2024-03")["row"].tolist() == [3]


def test_cases_say_what_is_pending_and_what_is_left_out():
    received = """
        child_id | received_at      | decided_at
        A        | 2024-04-30 10:00 |
        B        | 2024-04-02 10:00 | 2024-04-02 09:00
        C        | 2024-04-02       | 2024-04-02 09:00
    """
    found = cases(contacts_72h, {"contacts": loaded("contacts", received, "2024-04-30")}, NONE, "2024-04")
    assert found[["child_id", "status", "note"]].to_numpy().tolist() == [
        ["A", "pending", ""],
        ["B", "not counted", "decided before received"],
        ["C", "counted", "to the day"],
    ]
    late = """
        child_id | strategy_on | icpc_on
        A        | 2028-12-20  | 2029-01-05
    """
    found = cases(icpc_15wd, {"section47": loaded("section47", late, "2029-01-31")}, NONE, "2029-01")
    assert found[["status", "note", "denominator"]].to_numpy().tolist() == [["left out", "past the working-day calendar left out", 0]]


def test_cases_want_a_label_of_a_period():
    with pytest.raises(ValueError, match="'lately' is no period"):
        cases(contacts, {}, NONE, "lately")


# Targets


def judged(target, indicator=contacts_72h, team="", rows=10, in_time=8, **more):
    lines = "\n".join(f"C{i} | 2024-04-02 10:00 | 2024-04-{'03' if i < in_time else '25'} 09:00 | Ash" for i in range(rows))
    table = loaded("contacts", f"child_id | received_at | decided_at | team\n{lines}", more.pop("as_at", "2024-05-31"))
    reference = SmallReference(*([target] if target else []))
    found = values(indicator, reference=reference, by_team=True, contacts=table).loc[(team, "2024-04")]
    return found["judgement"], found["target"]


def test_judgements_of_a_percentage():
    assert judged(Target("contacts_72h", 80)) == ("met", "80")
    assert judged(Target("contacts_72h", 81, tolerance=2)) == ("near", "81")
    assert judged(Target("contacts_72h", 90, tolerance=2)) == ("not met", "90")
    assert judged(None) == ("no target", "")


def test_nothing_is_judged_on_fewer_than_ten():
    assert judged(Target("contacts_72h", 80), rows=9, in_time=9) == ("too few", "80")


def test_only_what_is_ok_is_judged():
    assert judged(Target("contacts_72h", 80), as_at="2024-04-20") == ("", "80")
    assert judged(None, as_at="2024-04-20") == ("no target", "")


def test_a_team_is_held_to_the_authoritys_target_for_a_ratio_but_not_for_a_number():
    assert judged(Target("contacts_72h", 80), team="Ash") == ("met", "80")
    assert judged(Target("contacts", 5, "or fewer"), contacts) == ("not met", "5 or fewer")
    assert judged(Target("contacts", 5, "or fewer"), contacts, team="Ash") == ("no target", "")
    assert judged(Target("contacts", 5, "or fewer", team="Ash"), contacts, team="Ash") == ("not met", "5 or fewer")


def test_a_number_is_judged_however_small():
    assert judged(Target("contacts", 5, "or fewer"), contacts, rows=2, in_time=1) == ("met", "5 or fewer")


# What a function must return


WORDS = {
    "title": "T", "question": "Q?", "theme": "Front door", "good": None, "counts": "c", "source": "s",
    "needs": {"contacts": ("received_at",)},
}  # fmt: skip


def test_a_cohort_of_another_shape_than_declared_is_refused():
    @count(**WORDS)
    def wrong(tables):
        """A census that says it is events."""
        return census(tables["contacts"])

    with pytest.raises(ValueError, match="wrong: returned census, but is declared as events"):
        values(wrong, contacts=loaded("contacts", CONTACTS, "2024-05-31"))


def test_a_numerator_outside_the_denominator_is_refused():
    @proportion(**WORDS, of="o", shape="census")
    def wrong(tables, day):
        """More than all."""
        return census(tables["contacts"], of=False)

    with pytest.raises(ValueError, match="wrong: a row is in the numerator but not in the denominator"):
        values(wrong, contacts=loaded("contacts", CONTACTS, "2024-05-31"))


def test_a_function_is_handed_what_it_asked_for_with_the_team_and_where_rows_came_from():
    handed = {}

    @count(**WORDS, may_use={"contacts": ("worker",), "visits": ("seen_on",)})
    def looks(tables):
        """Keeps what it is handed."""
        handed.update({name: set(frame) for name, frame in tables.items()}, as_at=tables.as_at, n=len(tables))
        return events(tables["contacts"], on="received_at")

    values(looks, contacts=loaded("contacts", CONTACTS, "2024-05-31"), cp_plans=loaded("cp_plans", PLANS, "2024-06-20"))
    assert handed == {
        "contacts": {"received_at", "worker", "team", "file", "sheet", "row"},
        "as_at": pd.Timestamp("2024-05-31"),
        "n": 1,
    }


def test_a_function_runs_once_and_a_census_once_a_day_that_is_needed():
    calls = []

    @count(**WORDS)
    def once(tables):
        """Counts its calls."""
        calls.append("events")
        return events(tables["contacts"], on="received_at")

    @count(**{**WORDS, "shape": "census"})
    def daily(tables, day):
        """Counts its days."""
        calls.append(f"{day:%Y-%m-%d}")
        return census(tables["contacts"])

    table = loaded("contacts", CONTACTS, "2024-05-10")
    compute([once], {"contacts": table}, NONE, by_team=True)
    compute([daily], {"contacts": table}, NONE, by_team=True)
    assert calls == ["events", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-10"]
    calls.clear()
    compute([daily], {"contacts": table}, NONE, grains=["quarter"])
    assert calls == ["2024-03-31", "2024-05-10"]


# Averages, ratios, and looking back from a day


@average(
    unit="weeks", title="Weeks to the end", question="How long?", theme="Child protection", good="low", counts="weeks from start to end", of="plans ended",
    needs={"cp_plans": ("child_id", "started_on", "ended_on")}, source="none",
)  # fmt: skip
def weeks_to_the_end(tables):
    """Weeks from start to end of each plan that ended."""
    plans = tables["cp_plans"].dropna(subset=["ended_on"])
    return events(plans, on="ended_on", amount=(plans["ended_on"] - plans["started_on"]).dt.days / 7)


ENDED = """
    child_id | started_on | ended_on   | team
    A        | 2024-03-01 | 2024-03-08 | Ash
    B        | 2024-03-01 | 2024-03-29 | Ash
    C        | 2024-02-02 | 2024-04-26 | Birch
    D        | 2024-04-01 |            | Birch
"""


def test_an_average_is_divided_once_and_carries_its_median_and_the_number_of_cases():
    quarter = values(weeks_to_the_end, grain="year", by_team=True, cp_plans=loaded("cp_plans", ENDED, "2025-03-31", "2020-01-01"))
    year = quarter.loc[("", "2023-24")]
    assert (year["numerator"], year["denominator"], year["value"], year["note"]) == (5, 2, 2.5, "median 2.5")
    later = quarter.loc[("Birch", "2024-25")]
    assert (later["numerator"], later["denominator"], later["note"]) == (12, 1, "median 12.0")
    assert pd.isna(later["lower"])


def test_the_cases_of_an_average_add_up_to_it():
    found = cases(weeks_to_the_end, {"cp_plans": loaded("cp_plans", ENDED, "2024-04-30", "2020-01-01")}, NONE, "2024-03")
    assert found[["child_id", "numerator", "denominator"]].astype(object).values.tolist() == [["A", 1, 1], ["B", 4, 1]]


@ratio(
    title="Days lost", question="How many?", theme="Workforce", good="low", shape="census", counts="days lost", of="days available",
    needs={"workforce": ("sickness_days", "available_days")}, may_use={"workforce": ("as_at_on",)}, looks_back_months=2, source="none",
)  # fmt: skip
def days_lost(tables, day):
    """Days lost in the two months to the day."""
    posts = tables["workforce"]
    posts = posts[(posts["as_at_on"] > day - pd.DateOffset(months=2)) & (posts["as_at_on"] <= day)]
    return census(posts, weight=posts["available_days"], amount=posts["sickness_days"])


def test_a_ratio_sets_one_amount_against_another_and_has_no_interval():
    posts = """
        as_at_on   | post_id | sickness_days | available_days
        2024-01-31 | P1      | 1             | 20
        2024-02-29 | P1      | 30            | 20
        2024-03-31 | P1      | 3             | 20
    """
    found = values(days_lost, workforce=loaded("workforce", posts, "2024-03-31"))
    assert found["status"].tolist() == ["starts too late", "starts too late", "ok"]
    assert (found.loc["2024-03", "numerator"], found.loc["2024-03", "denominator"]) == (33, 40)
    assert pd.isna(found.loc["2024-03", "lower"])


def test_what_a_figure_goes_by_is_a_setting_of_the_reference():
    @count(
        title="Recent", question="How many?", theme="Child protection", good=None, shape="census", counts="recent", settings=("recent_days",),
        needs={"cp_plans": ("started_on",)}, source="none",
    )  # fmt: skip
    def recent(tables, day):
        """Plans started in the days that the setting gives."""
        plans = tables["cp_plans"]
        return census(plans[plans["started_on"].between(day - pd.Timedelta(days=tables.settings["recent_days"]), day)])

    reference = SmallReference()
    reference.settings = {"recent_days": 31}
    assert values(recent, reference=reference, cp_plans=loaded("cp_plans", ENDED, "2024-03-31", "2024-03-01")).loc["2024-03", "value"] == 2
