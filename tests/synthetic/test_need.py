"""Need and what is done about it: visits, reviews, supervisions, early help and court work fit the children there are."""

import numpy as np
import pandas as pd
import pytest

LAST = pd.Timestamp("2026-10-31")
AT = pd.to_datetime(["2022-03-31", "2023-09-30", "2025-03-31", "2026-10-31"])


def open_on(spells, day):
    return spells[(spells["started_on"] <= day) & ~(spells["ended_on"] <= day)]


def within(events, on, spells):
    """Whether each event falls between the start and the end of one of the child's spells."""
    pairs = events.assign(event=np.arange(len(events)))[["event", "child_id", on]].astype({"child_id": str}).merge(spells.astype({"child_id": str}), on="child_id")
    lasts = (pairs["started_on"] <= pairs[on]) & ~(pairs["ended_on"] < pairs[on])
    return lasts.groupby(pairs["event"]).any().reindex(range(len(events)), fill_value=False).to_numpy()


@pytest.mark.parametrize("day", AT)
@pytest.mark.parametrize("table", ["cp_plans", "cin_plans", "care_periods"])
def test_whoever_is_on_a_plan_or_in_care_is_in_need_but_for_a_few_left_out_on_purpose(truth, table, day):
    on_it, in_need = (set(open_on(truth[t], day)["child_id"].astype(str)) for t in (table, "children_in_need"))
    assert len(on_it - in_need) <= 4


def test_in_need_are_about_twice_as_many_as_on_plans_of_any_kind(truth):
    in_need = len(open_on(truth["children_in_need"], LAST))
    planned = sum(len(open_on(truth[t], LAST)) for t in ("cp_plans", "cin_plans", "care_periods"))
    assert 1.0 < in_need / planned < 2


def test_the_status_of_an_open_case_is_what_weighs_most(truth):
    open_cases = open_on(truth["children_in_need"], LAST).set_index("child_id")["status_code"]
    for status, table in (("care", "care_periods"), ("child_protection", "cp_plans")):
        of_status = set(open_cases.index[open_cases == status].astype(str))
        assert of_status <= set(open_on(truth[table], LAST)["child_id"].astype(str))
    assert set(open_cases.unique()) == {"care", "child_protection", "cin_plan", "assessment"}


def test_some_cases_are_closed_with_a_step_down_and_a_few_open_ones_have_no_worker(truth):
    need = truth["children_in_need"]
    assert (need["end_reason_code"] == "step_down").groupby(need["ended_on"].dt.year).sum().loc[2021:].min() > 100
    assert 1 <= open_on(need, LAST)["worker"].isin(["Duty", "Unallocated"]).sum() <= 15


@pytest.mark.parametrize(("kind", "table"), [("cp", "cp_plans"), ("cin", "cin_plans"), ("care", "care_periods"), ("reviewing_officer", "care_periods")])
def test_visits_are_made_while_the_plan_lasts(truth, kind, table):
    visits = truth["visits"]
    made = visits[(visits["type_code"] == kind) & visits["visited_on"].notna()]
    assert len(made) > 1000 and within(made, "visited_on", truth[table]).all()


def test_most_visits_are_in_time_some_are_late_and_some_are_still_to_be_made(truth):
    visits = truth["visits"]
    made = visits.dropna(subset=["visited_on"])
    in_time = (made["visited_on"] <= made["due_on"]).groupby(made["visited_on"].dt.year).mean()
    assert in_time.between(0.7, 0.95).all() and in_time[2026] > in_time[2023]
    assert (visits["visited_on"].isna() & (visits["planned_on"] > LAST)).sum() > 100
    assert 0.5 < made["is_seen_alone"].mean() < made["is_seen"].mean() < 1


def test_nobody_is_visited_or_reviewed_before_being_born_and_only_pupils_have_education_plans(truth):
    born = truth["children"].astype({"child_id": str}).set_index("child_id")["born_on"]
    for table, on in (("visits", "visited_on"), ("reviews", "held_on")):
        done = truth[table].dropna(subset=[on])
        age = (done[on] - done["child_id"].astype(str).map(born)).dt.days / 365.25
        assert (age[done["type_code"] != "cin"] >= 0).all() and (age < 18.01).all(), table
        if table == "reviews":
            assert age[done["type_code"] == "education_plan"].between(4, 18).all()
            assert (age[done["type_code"] == "pathway_plan"] >= 16).all()


def test_every_child_of_any_table_is_among_the_children_but_those_whom_only_education_knows(truth):
    known = set(truth["children"]["child_id"].astype(str))
    for table, frame in truth.items():
        if "child_id" in frame and table != "ehc_plans":
            assert set(frame["child_id"].dropna().astype(str)) <= known, table


def test_each_enquiry_began_with_a_strategy_discussion_that_day(truth):
    held = truth["strategy_discussions"]
    pairs = set(zip(held["child_id"].astype(str), held["held_at"].dt.normalize(), strict=True))
    begun = truth["section47"]
    assert {(c, d) for c, d in zip(begun["child_id"].astype(str), begun["strategy_on"], strict=True)} <= pairs


def test_the_referral_that_a_discussion_follows_is_one_of_the_child_received_before(truth):
    held = truth["strategy_discussions"].dropna(subset=["referral_id"])
    referrals = truth["referrals"].astype({"child_id": str, "referral_id": str}).set_index(["referral_id", "child_id"])["received_at"]
    received = [referrals.get((r, c)) for r, c in zip(held["referral_id"].astype(str), held["child_id"].astype(str), strict=True)]
    found = pd.Series(received, held.index).dropna()
    assert len(found) > 0.85 * len(held)  # a discussion can be about more brothers and sisters than the referral
    assert (found <= held.loc[found.index, "held_at"]).all() and (found == held.loc[found.index, "referral_received_at"]).all()


def test_supervisions_are_of_workers_in_the_workforce_and_of_the_cases_they_hold(truth):
    supervisions = truth["supervisions"]
    cases = supervisions[supervisions["type_code"] == "case"]
    held = truth["allocations"].astype({"child_id": str})
    assert set(supervisions["worker_id"]) <= set(held["worker_id"].astype(str))
    assert within(cases, "held_on", held).mean() > 0.98
    assert supervisions["held_on"].min() >= pd.Timestamp("2025-05-01")


def test_pre_proceedings_that_end_in_court_are_followed_by_proceedings(truth):
    before, court = (truth[t].astype({"child_id": str}) for t in ("pre_proceedings", "care_proceedings"))
    went = before[before["outcome_code"] == "proceedings"].merge(court, on="child_id", suffixes=("", "_court"))
    gap = (went["started_on_court"] - went["ended_on"]).dt.days
    assert went.loc[gap.between(1, 25), "case_id"].nunique() == (before["outcome_code"] == "proceedings").sum()


def test_a_final_order_in_court_is_the_order_that_care_is_under(truth):
    court, care = (truth[t].astype({"child_id": str}) for t in ("care_proceedings", "care_periods"))
    under = court[court["outcome_code"].isin(["care_order", "placement_order"])].merge(care, on="child_id")
    assert set(under["legal_status_code"].dropna()) >= {"C2", "E1"}
    assert under.groupby("case_id", observed=True)["legal_status_code"].agg(lambda s: s.isin(["C2", "E1"]).any()).mean() > 0.95


def test_some_families_wait_for_early_help_and_what_is_done_is_in_order(truth):
    help_ = truth["early_help_assessments"]
    assert 3 <= ((help_["requested_on"] <= LAST) & help_["started_on"].isna()).sum() <= 40
    assert (help_["started_on"].dropna() >= help_["requested_on"][help_["started_on"].notna()]).all()
    done = help_.dropna(subset=["completed_on"])
    assert (done["completed_on"] >= done["started_on"]).all() and (help_["organisation_code"] == "unmapped").any()


def test_some_children_are_not_yet_born(truth):
    children = truth["children"]
    assert 1 <= (children["born_on"] > LAST).sum() <= 40
    assert children.loc[children["born_on"] > LAST, "sex_code"].isna().all()
