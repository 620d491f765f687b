"""Work in hand on a day: its edges, that its rows are as many as it counts, and that it is what the indicators count."""

import pandas as pd
import pytest

from metrics.compute import compute
from metrics.in_hand import BY_ID, WORK, AllWork
from metrics.registry import indicators
from metrics.tables import Table
from tests.random_tables import random_tables
from tests.written_tables import SmallReference, loaded

DAY = pd.Timestamp("2024-03-28")


def bands(name, rows, day=DAY, as_at="2024-06-30", team=""):
    work = BY_ID[name]
    found = AllWork({work.table: loaded(work.table, rows, as_at, "2020-01-01")}).in_hand(day, team)
    return found[WORK.index(work)].bands


def test_what_is_decided_on_the_day_is_no_longer_in_hand_and_what_comes_on_it_is():
    rows = "child_id | received_at | decided_at\nA | 2024-03-28 23:00 | \nB | 2024-03-27 | 2024-03-28 12:00\nC | 2024-03-28 | 2024-03-29\nD | 2024-03-29 | "
    assert bands("contacts", rows) == (1, 1, 0, 0)  # one received at midnight is a day old by the next


def test_age_is_told_in_completed_days():
    rows = "child_id | received_at\nA | 2024-03-28 00:01\nB | 2024-03-28 00:00\nC | 2024-03-26 00:00\nD | 2024-03-26 00:01\nE | 2024-03-20 00:01"
    assert bands("referrals", rows) == (1, 2, 1, 1)


def test_an_outcome_without_a_day_was_given():
    assert bands("contacts", "child_id | received_at | outcome_code\nA | 2024-03-20 | advice\nB | 2024-03-20 | ") == (0, 0, 0, 1)


def test_an_assessment_is_in_the_last_band_from_45_working_days():
    rows = "child_id | started_on\nA | 2024-01-25\nB | 2024-01-26"
    assert bands("assessments", rows) == (0, 0, 1, 1)  # 45 and 44 working days after these


def test_an_enquiry_waits_for_its_conference_while_one_may_come():
    rows = """child_id | strategy_on | is_conference_unnecessary | icpc_on
              A | 2024-03-20 | no  | 2024-03-29
              B | 2024-03-20 | yes |
              C | 2024-03-20 |     | 2024-03-27
              D | 2024-01-20 |     |"""
    assert bands("section47", rows) == (1, 0, 0, 0)


def test_months_are_calendar_months_to_the_end_of_a_shorter_one():
    rows = "child_id | started_on\nA | 2023-11-30\nB | 2023-11-29\nC | 2023-12-01"
    assert bands("cin_plans", rows, day=pd.Timestamp("2024-02-29")) == (1, 2, 0, 0)


def test_of_a_day_that_the_extract_does_not_reach_it_is_told_as_at_its_last():
    work = AllWork({"cp_plans": loaded("cp_plans", "child_id | started_on\nA | 2024-01-01", "2024-02-29", "2020-01-01")})
    found = {one.work.id: one for one in work.in_hand(DAY)}
    assert (found["cp_plans"].day, found["cp_plans"].n) == (pd.Timestamp("2024-02-29"), 1)
    assert found["care"].without == "not loaded"
    assert {one.work.id: one.without for one in work.in_hand(pd.Timestamp("2019-01-31"))}["cp_plans"] == "begins"


def test_an_extract_that_never_says_when_work_is_done_tells_of_none_in_hand():
    frame = loaded("contacts", "child_id | received_at\nA | 2024-03-20", "2024-06-30").frame
    table = Table(frame, pd.Timestamp("2024-06-30"), frozenset({"child_id", "received_at"}), pd.Timestamp("2020-01-01"))
    assert AllWork({"contacts": table}).in_hand(DAY)[0].without == "lacks"


@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_the_indicators_count_and_opens_into_as_many_rows(seed):
    tables, day, team = random_tables(seed), pd.Timestamp("2024-03-31"), "Ash"
    work = AllWork(tables)
    known = indicators()
    counted = {"assessments_overdue": "assessments", "cp_plans": "cp_plans", "children_in_care": "care", "cp_15_months": "cp_plans"}
    values = compute([known[name] for name in counted], tables, SmallReference(), by_team=True, grains=["month"], first=day, last=day)
    for whose in ("", team):
        found = {one.work.id: one for one in work.in_hand(day, whose)}
        figure = values[values["team"] == whose].set_index("indicator")["numerator"]
        assert found["assessments"].n_late == figure["assessments_overdue"]
        assert found["cp_plans"].n == figure["cp_plans"]
        assert found["cp_plans"].n_late == figure["cp_15_months"]
        assert found["care"].n == figure["children_in_care"]
        for one in found.values():
            assert len(work.rows(one.work, day, whose)) == one.n
            for band, n in enumerate(one.bands):
                rows = work.rows(one.work, day, whose, band)
                assert len(rows) == n
                assert rows["age"].is_monotonic_decreasing
