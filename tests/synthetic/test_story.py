"""What every page has to show: teams that differ, seasons, siblings, children known before, cases undecided."""

import re

import pandas as pd
import pytest

from loaders import synthetic
from loaders.extracts import extracts
from loaders.schema import fold
from loaders.synthetic.reports import reports

from .conftest import LAST_DAY, SMALL

SPELLS = ("cp_plans", "cin_plans", "care_periods")


def test_every_report_loads_into_an_extract_s_table():
    assert len(reports()) >= 9
    assert set(reports()) <= set(extracts())


def test_every_heading_is_one_the_extract_knows_for_that_column_and_none_is_annex_a_s_alone():
    for table, report in reports().items():
        extract = extracts()[table]
        for name, column in report.columns.items():
            for heading in column.headings:
                assert extract.by_heading[fold(heading)] == name, (table, heading)
        used = {fold(h) for c in report.columns.values() for h in c.headings}
        assert not used & {fold(h) for h in report.extras}


def test_the_same_seed_and_last_day_give_the_same_rows(small_truth):
    again = synthetic.generate(**SMALL)
    assert set(again) == set(small_truth)
    for table, frame in small_truth.items():
        pd.testing.assert_frame_equal(frame, again[table])


@pytest.mark.parametrize("many", [synthetic.MANY, 0], ids=["in one process", "in several"])
def test_the_same_seed_and_last_day_give_the_same_bytes(small_files, tmp_path, monkeypatch, many):
    monkeypatch.setattr(synthetic, "MANY", many)
    again = synthetic.write(tmp_path, **SMALL)
    assert [p.name for p in again] == [p.name for p in small_files]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(again, small_files, strict=True))


def test_another_seed_gives_other_children(small_truth):
    other = synthetic.generate(**SMALL, seed=synthetic.SEED + 1)
    assert set(small_truth["referrals"]["child_id"]) != set(other["referrals"]["child_id"])


def test_size_scales_counts_and_keeps_shares(truth):
    half = synthetic.generate(LAST_DAY, size=17_200)
    for table in ("contacts", "referrals", "section47", "cp_plans", "care_periods"):
        assert len(half[table]) == pytest.approx(len(truth[table]) / 2, rel=0.06), table
    shares = [(t["contacts"]["outcome_code"] == "referral").mean() for t in (half, truth)]
    assert shares[0] == pytest.approx(shares[1], abs=0.01)


def test_months_are_those_up_to_the_last_day(small_truth):
    received = small_truth["contacts"]["received_at"]
    assert received.min().strftime("%Y-%m") == "2025-05"
    assert received.max().strftime("%Y-%m") == "2026-10"


def test_the_smallest_authority_still_has_its_tables():
    assert set(synthetic.generate(LAST_DAY, months=1, size=1)) == set(reports())
    with pytest.raises(ValueError, match="months=0"):
        synthetic.generate(LAST_DAY, months=0)


def test_keys_are_unique(truth):
    for table, frame in truth.items():
        assert not frame.duplicated(list(extracts()[table].key)).any(), table


def test_no_one_is_real(truth):
    people = pd.concat([frame["worker"].dropna() for frame in truth.values() if "worker" in frame]).unique()
    role = "Social worker|Team manager|Service manager|Head of service|Service director|Family support worker|Reviewing officer|Personal adviser"
    assert all(re.fullmatch(rf"({role}) \d{{2,4}}", name) for name in set(people) - {"Duty", "Unallocated"})
    children = pd.concat([frame["child_id"].dropna() for frame in truth.values() if "child_id" in frame]).unique()
    assert all(re.fullmatch(r"9\d{6}", child) for child in children)


@pytest.mark.parametrize("table", SPELLS)
def test_no_child_has_two_spells_of_a_kind_at_once(truth, table):
    spells = truth[table].sort_values(["child_id", "started_on"])
    before = spells.groupby("child_id", observed=True)["ended_on"].shift()
    again = spells.duplicated("child_id")
    assert (before[again] <= spells["started_on"][again]).all()
    assert (spells["ended_on"].dropna() > spells["started_on"][spells["ended_on"].notna()]).all()


@pytest.mark.parametrize("table", [*SPELLS, "allocations", "placements", "foster_households"])
def test_spells_reach_back_to_the_day_the_extracts_begin(truth, table):
    assert truth[table]["ended_on"].min() == pd.Timestamp("2021-04-01")


def test_events_begin_with_the_first_month(truth):
    first = pd.Timestamp("2021-04-01")
    assert truth["contacts"]["received_at"].min() >= first
    assert truth["referrals"]["received_at"].min() >= first
    assert truth["section47"]["strategy_on"].min() >= first
    assert truth["assessments"]["authorised_on"].min() >= first > truth["assessments"]["started_on"].min()


def test_siblings_share_contacts_referrals_and_enquiries(truth):
    for table, key in (("contacts", "contact_id"), ("referrals", "referral_id"), ("section47", "enquiry_id")):
        assert 0.2 < truth[table].duplicated(key).mean() < 0.6, table


def test_every_moment_has_a_time_of_day(truth):
    for table in ("contacts", "referrals"):
        for column in ("received_at", "decided_at"):
            moments = truth[table][column].dropna()
            assert (moments != moments.dt.normalize()).all()


def test_no_decision_is_so_near_its_limit_that_a_rounded_time_of_day_could_tip_it(truth):
    for table, hours in (("contacts", 72), ("referrals", 24)):
        taken = (truth[table]["decided_at"] - truth[table]["received_at"]).dropna()
        assert ((taken - pd.Timedelta(hours=hours)).abs() > pd.Timedelta(minutes=1)).all()


def test_weekends_and_school_holidays_are_quiet(truth):
    received = truth["contacts"]["received_at"]
    by_weekday = received.dt.day_of_week.value_counts()
    assert by_weekday[[5, 6]].max() * 3 < by_weekday[[0, 1, 2, 3, 4]].min()
    by_month = received[received < "2026-04-01"].dt.month.value_counts()
    assert by_month.idxmin() == 8


def test_contacts_out_of_hours_go_to_the_emergency_duty_team_which_decides_later(truth):
    contacts = truth["contacts"]
    taken = contacts["decided_at"] - contacts["received_at"]
    late = (taken > pd.Timedelta(hours=72)).groupby(contacts["team"], observed=True).mean()
    assert late["Emergency Duty Team"] > 1.3 * late["MASH"]


def test_one_assessment_team_struggles(truth):
    done = truth["assessments"].dropna(subset=["authorised_on"])
    late = ((done["authorised_on"] - done["started_on"]).dt.days > 65).groupby(done["team"], observed=True).mean()
    assert late["Assessment 3"] > 1.5 * late.drop("Assessment 3").max()


def test_some_recent_contacts_are_undecided_and_their_rows_say_nothing_of_the_outcome(truth):
    contacts = truth["contacts"]
    waiting = contacts[contacts["decided_at"].isna() & (contacts["step_status_code"] == "incoming")]
    assert (waiting["received_at"] > "2026-10-29").sum() > 3
    assert waiting["outcome_code"].isna().all()
    assert contacts["decided_at"].max() < pd.Timestamp("2026-11-01")


def test_a_few_decisions_stand_before_what_they_decide(truth):
    contacts, assessments = truth["contacts"], truth["assessments"]
    assert 1 <= (contacts["decided_at"] < contacts["received_at"]).sum() <= 10
    assert 1 <= (assessments["authorised_on"] < assessments["started_on"]).sum() <= 10


def test_some_plans_are_open_for_15_months(truth):
    plans = truth["cp_plans"]
    day = pd.Timestamp("2024-03-31")
    open_then = plans[(plans["started_on"] <= day) & ~(plans["ended_on"] <= day)]
    share = (open_then["started_on"] + pd.DateOffset(months=15) <= day).mean()
    assert 0.01 < share < 0.15


def test_some_workers_hold_more_than_24_children_and_some_are_unknown_to_the_workforce_report(truth):
    held, day = truth["allocations"], "2022-06-30"
    held = held[(held["started_on"] <= day) & ~(held["ended_on"] <= day)]
    assert (held["worker_id"].value_counts() > 24).sum() >= 3
    unknown = set(truth["allocations"]["worker_id"]) - set(truth["workforce"]["worker_id"])
    assert 2 <= len(unknown) <= 10


def test_the_workforce_has_vacancies_newly_qualified_workers_and_forgotten_hours(truth):
    posts = truth["workforce"]
    vacant = posts["employment_code"] == "vacant"
    assert vacant.any() and posts.loc[vacant, "worker_id"].isna().all()
    assert (posts["role_code"] == "newly_qualified").any()
    assert 1 <= posts["fte"].isna().sum() <= 5
    assert posts["fte"].dropna().between(0, 1).all()
