"""Where no figure of the council's is given back to the digit, the years follow what DfE publishes."""

import pandas as pd
import pytest

SOCIAL_WORK = ["social_worker", "senior_practitioner", "newly_qualified"]


def year(days):
    return days.dt.year + (days.dt.month >= 4)


def on(table, day, column="as_at_on"):
    return table[table[column] == pd.Timestamp(day)]


@pytest.mark.parametrize(("day", "published"), [("2022-09-30", 54.9), ("2023-09-30", 55.2), ("2024-09-30", 33.9), ("2025-09-30", 18.3)])
def test_agency_ratio_falls_as_published(truth, day, published):
    posts = on(truth["workforce"], day)
    fte = posts[posts["role_code"].isin(SOCIAL_WORK)].groupby("employment_code", observed=True)["fte"].sum()
    assert 100 * fte["agency"] / (fte["agency"] + fte["permanent"]) == pytest.approx(published, abs=2)


@pytest.mark.parametrize(("day", "published"), [("2022-09-30", 18.7), ("2023-09-30", 15.7), ("2024-09-30", 14.5), ("2025-09-30", 13.6)])
def test_caseloads_fall_as_published(truth, day, published):
    held = truth["allocations"]
    held = held[(held["started_on"] <= day) & ~(held["ended_on"] <= day)]
    posts = on(truth["workforce"], day)
    posts = posts[posts["role_code"].isin(SOCIAL_WORK) & posts["worker_id"].isin(held["worker_id"].unique())]
    children = held[held["worker_id"].isin(posts["worker_id"])]
    assert len(children) / posts["fte"].sum() == pytest.approx(published, abs=0.5)


def test_assessments_slip_back_in_2024_25_and_recover_in_part(truth):
    done = truth["assessments"].dropna(subset=["authorised_on"])
    days = (done["authorised_on"] - done["started_on"]).dt.days
    # Nine weeks are 45 working days without a bank holiday: near enough for the direction.
    share = (days <= 64).groupby(year(done["authorised_on"])).mean()
    assert share[2023] < share[2025] < share[2026] < share[2024] + 0.02


@pytest.mark.parametrize(("ending", "published"), [(2022, 454), (2023, 402), (2024, 370), (2025, 246)])
def test_conferences_held_are_as_many_as_published(truth, ending, published):
    held = truth["section47"]["icpc_on"]
    # Those of enquiries that began before the extracts do are not in them.
    assert (year(held) == ending).sum() == pytest.approx(published, abs=25 if ending == 2022 else 0)


@pytest.mark.parametrize(("ending", "published"), [(2023, 22.5), (2024, 33.4), (2025, 32.7)])
def test_second_and_later_plans_are_as_many_as_published(truth, ending, published):
    plans = truth["cp_plans"].sort_values("started_on")
    again = (plans["previous_plans"] >= 1) | plans.duplicated("child_id")
    assert 100 * again[year(plans["started_on"]) == ending].mean() == pytest.approx(published, abs=1.5)


def test_rereferrals_stay_between_13_and_21_percent(truth):
    referrals = truth["referrals"].sort_values("received_at", kind="stable")
    day = referrals["received_at"].dt.normalize()
    before = day.groupby(referrals["child_id"], observed=True).shift()
    again = day <= before + pd.DateOffset(years=1)
    share = again.groupby(year(day)).mean()
    assert share.loc[2023:2027].between(0.13, 0.21).all()


def test_one_contact_in_five_becomes_a_referral(truth):
    contacts = truth["contacts"].dropna(subset=["outcome_code"])
    share = (contacts["outcome_code"] == "referral").groupby(year(contacts["received_at"])).mean()
    assert share.between(0.17, 0.23).all()


def test_plans_open_at_31_march_2025_are_as_many_as_published(truth):
    day = "2025-03-31"
    count = {t: ((f["started_on"] <= day) & ~(f["ended_on"] <= day)).sum() for t, f in truth.items() if t in ("cp_plans", "care_periods")}
    short_breaks = truth["care_periods"]["legal_status_code"].isin(["V3", "V4"])
    held = truth["care_periods"][~short_breaks]
    assert count["cp_plans"] == 139
    assert ((held["started_on"] <= day) & ~(held["ended_on"] <= day)).sum() == 344
