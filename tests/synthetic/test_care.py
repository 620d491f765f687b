"""What is told of children in care fits the periods of care that there are."""

import numpy as np
import pandas as pd
import pytest

FIRST, LAST = pd.Timestamp("2021-04-01"), pd.Timestamp("2026-10-31")
LONG = pd.Timestamp("2100-01-01")


@pytest.fixture(scope="module")
def care(truth):
    return truth["care_periods"].assign(until=lambda f: f["ended_on"].fillna(LONG))[["child_id", "started_on", "until", "legal_status_code", "end_reason_code", "placement_type_code"]]


def while_in_care(frame, care, on):
    """Of each row, whether its child was in care on the row's day, counting the last day."""
    rows = frame[["child_id", on]].set_axis(["child_id", "on"], axis=1).reset_index().astype({"child_id": str})
    rows = rows.merge(care.astype({"child_id": str}), on="child_id", how="left")
    inside = (rows["started_on"] <= rows["on"]) & (rows["until"] >= rows["on"].dt.normalize())
    return inside.groupby(rows["index"]).any()


def test_every_child_in_care_is_in_one_placement_all_the_time(truth, care):
    placements = truth["placements"]
    for day in pd.to_datetime(["2021-06-30", "2023-03-31", "2024-09-30", "2026-10-31"]):
        placed = placements[(placements["started_on"] <= day) & ~(placements["ended_on"] <= day)]["child_id"].astype(str)
        held = care[(care["started_on"] <= day) & (care["until"] > day)]["child_id"].astype(str)
        assert set(placed) == set(held)
        assert placed.duplicated().sum() <= 2  # some are recorded from a few days too early


def test_the_last_placement_is_the_one_the_period_of_care_names(truth):
    open_now = truth["placements"][truth["placements"]["ended_on"].isna()].astype({"child_id": str}).set_index("child_id")["type_code"]
    named = truth["care_periods"][truth["care_periods"]["ended_on"].isna()].astype({"child_id": str}).set_index("child_id")["placement_type_code"]
    assert (open_now.astype(str).sort_index() == named.astype(str).sort_index()).all()


def test_semi_independent_living_is_supported_accommodation_since_april_2024(truth):
    starts = truth["placements"].groupby("type_code", observed=True)["started_on"]
    assert starts.max()["H5"] < pd.Timestamp("2024-04-01") <= starts.min()["K3"]


def test_some_placements_were_split_when_they_became_long_term(truth):
    split = truth["placements"][truth["placements"]["split_number"] == 2]
    assert len(split) > 20 and set(split["type_code"]) == {"U4"}


def test_some_children_moved_three_times_and_most_did_not(truth):
    placements, day = truth["placements"], pd.Timestamp("2024-03-31")
    year = placements[(placements["started_on"] <= day) & ~(placements["ended_on"] <= day - pd.DateOffset(years=1)) & (placements["type_code"] != "T0")]
    here = placements[(placements["started_on"] <= day) & ~(placements["ended_on"] <= day)]["child_id"]
    assert 0.04 < (year[year["child_id"].isin(here)]["child_id"].value_counts() >= 3).sum() / len(here) < 0.16


@pytest.mark.parametrize(("table", "on"), [("health_checks", "checked_on"), ("missing_episodes", "started_at"), ("liberty_orders", "started_on")])
def test_it_happened_while_in_care(truth, care, table, on):
    assert while_in_care(truth[table].dropna(subset=[on]), care, on).all()


def test_most_health_checks_are_up_to_date(truth):
    held, day = truth["health_checks"], pd.Timestamp("2025-03-31")
    care = truth["care_periods"]
    long = care[(care["started_on"] <= day - pd.DateOffset(years=1)) & ~(care["ended_on"] <= day) & ~care["legal_status_code"].isin(["V3", "V4"])]["child_id"]
    for kind in ("health_assessment", "dental"):
        recent = held[(held["type_code"] == kind) & (held["checked_on"] <= day) & (held["checked_on"] > day - pd.DateOffset(years=1))]
        assert 0.75 < long.isin(recent["child_id"].unique()).mean() < 0.99, kind


def test_nobody_is_interviewed_before_coming_back_or_without_an_offer(truth):
    episodes = truth["missing_episodes"]
    held = episodes.dropna(subset=["interviewed_at"])
    assert (held["interviewed_at"] > held["ended_at"]).all()
    assert held["is_interview_offered"].all() and held["is_interview_accepted"].all()
    assert 1 <= (episodes["ended_at"] < episodes["started_at"]).sum() < 10
    soon = (held["interviewed_at"] - held["ended_at"] <= pd.Timedelta(hours=72)).groupby(held["ended_at"].dt.year).mean()
    assert soon[2022] < soon[2026]


def test_adoptions_follow_their_steps_and_end_care(truth):
    adoptions = truth["adoptions"]
    steps = adoptions[["entered_care_on", "decision_on", "placement_order_on", "matched_on", "placed_on", "adoption_order_on"]]
    for earlier, later in zip(steps, list(steps)[1:], strict=False):
        assert not (steps[later] <= steps[earlier]).any(), later
    made = adoptions.dropna(subset=["adoption_order_on"]).astype({"child_id": str}).set_index("child_id")["adoption_order_on"]
    left = truth["care_periods"][truth["care_periods"]["end_reason_code"].isin(["E11", "E12"])].astype({"child_id": str}).set_index("child_id")["ended_on"]
    assert len(made) > 20
    pd.testing.assert_series_equal(made.sort_index(), left.sort_index(), check_names=False)
    assert adoptions["reversed_on"].notna().any() and not (adoptions["reversed_on"].notna() & adoptions["placed_on"].notna()).any()


def test_adopters_are_matched_with_children_of_the_tracker(truth):
    families = set(truth["adoptions"]["family_id"].dropna())
    matched = truth["adopters"].dropna(subset=["matched_on"])
    assert set(matched["family_id"]) == families
    assert (truth["adopters"]["left_on"].notna() & truth["adopters"]["matched_on"].isna()).sum() > 20


def test_care_leavers_are_16_to_25_and_are_in_care_no_more(truth, care):
    leavers = truth["care_leavers"]
    assert 90 < len(leavers[leavers["as_at_on"] == "2024-03-31"]) < 220
    latest = leavers[leavers["as_at_on"] == leavers["as_at_on"].max()]
    in_care = care[care["until"] > LAST]["child_id"].astype(str)
    assert not set(latest["child_id"].astype(str)) & set(in_care)
    assert set(leavers["eligibility_code"]) == {"relevant", "former_relevant", "qualifying"}


def test_shares_of_care_leavers_are_those_of_an_english_authority(truth):
    latest = truth["care_leavers"].groupby("as_at_on", observed=True).get_group(pd.Timestamp("2025-03-31"))
    known = latest[latest["in_touch_code"] == "yes"]
    assert 0.8 < len(known) / len(latest) < 0.98
    assert 0.8 < (known["suitability_code"] == "suitable").mean() < 0.97
    assert 0.45 < known["activity_code"].astype(str).str.match("[FP]").mean() < 0.72
    assert latest.loc[latest["in_touch_code"] != "yes", ["accommodation_code", "activity_code"]].isna().all(axis=None)


def test_no_care_leaver_is_contacted_or_reviewed_after_the_snapshot(truth):
    leavers = truth["care_leavers"]
    for column in ("last_contact_on", "pathway_reviewed_on"):
        assert not (leavers[column] > leavers["as_at_on"]).any()
    assert 0.5 < ((leavers["as_at_on"] - leavers["pathway_reviewed_on"]).dt.days <= 183).mean() < 0.98


def test_staff_are_appraised_fall_ill_and_leave(truth):
    posts = truth["workforce"]
    permanent = posts[posts["employment_code"] == "permanent"]
    assert 0.02 < permanent["sickness_days"].sum() / permanent["available_days"].sum() < 0.06
    assert (permanent["sickness_days"] <= permanent["available_days"]).all()
    assert posts.loc[posts["employment_code"] != "permanent", ["sickness_days", "appraised_on"]].isna().all(axis=None)
    done = (permanent["as_at_on"] - permanent["appraised_on"]).dt.days <= 365
    by_snapshot = done.groupby(permanent["as_at_on"]).mean()
    assert by_snapshot[pd.Timestamp("2022-07-31")] < by_snapshot[pd.Timestamp("2024-07-31")]
    leaving = posts.dropna(subset=["leaving_reason_code"])
    assert leaving["ended_on"].notna().all() and {"resigned", "moved_within", "contract_ended"} <= set(leaving["leaving_reason_code"])


def test_complaints_become_more_punctual_and_few_reach_the_ombudsman(truth):
    complaints = truth["complaints"].dropna(subset=["answered_on"])
    in_time = (complaints["answered_on"] <= complaints["due_on"]).groupby(complaints["due_on"].dt.year).mean()
    assert in_time[2022] < in_time[2026]
    assert (complaints["stage_code"] == "stage_1").mean() > 0.8 > 0 < (complaints["stage_code"] == "ombudsman").sum()
    assert np.isin(complaints["resolved_stage_code"].dropna(), ["stage_1", "stage_2", "ombudsman"]).all()


def test_plans_for_special_needs_are_slowest_in_2023_24(truth):
    plans = truth["ehc_plans"].dropna(subset=["issued_on"])
    weeks = (plans["issued_on"] - plans["requested_on"]).dt.days
    in_time = (weeks <= 140).groupby(plans["issued_on"].dt.year).mean()
    assert in_time[2024] < min(in_time[2021], in_time[2026])
