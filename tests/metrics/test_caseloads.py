"""Caseloads by worker: the very children and FTE of the figure, and what makes them hard."""

import pandas as pd
import pytest

from metrics.caseloads import COLUMNS, caseloads
from metrics.compute import NO_TEAM, compute
from metrics.indicators.caseload_average import caseload_average
from metrics.indicators.caseload_over_24 import caseload_over_24
from metrics.indicators.newly_qualified_caseload import newly_qualified_caseload
from tests.random_tables import random_tables
from tests.written_tables import SmallReference, loaded

POSTS = """
    as_at_on   | post_id | worker_id | worker | role_code       | team | employment_code | fte
    2024-05-31 | P1      | W1        | Ada    | social_worker   | Ash  | permanent       | 0.6
    2024-05-31 | P2      | W1        | Ada    | newly_qualified | Oak  | permanent       | 0.4
    2024-05-31 | P3      | W2        | Ben    | social_worker   | Ash  | agency          | 1
    2024-05-31 | P4      | W3        | Cy     | team_manager    | Ash  | permanent       | 1
"""
HELD = """
    child_id | worker_id | worker | team | started_on | ended_on
    A        | W1        | A. D.  | Oak  | 2024-01-01 |
    A        | W1        | A. D.  | Oak  | 2024-03-01 |
    B        | W1        | A. D.  | Oak  | 2024-01-01 |
    C        | W1        | A. D.  | Oak  | 2024-01-01 |
    D        | W1        | A. D.  | Oak  | 2024-01-01 |
    A        | W2        | Ben    | Ash  | 2024-01-01 |
    E        | W2        | Ben    | Ash  | 2024-01-01 | 2024-06-20
    F        | W3        | Cy     | Ash  | 2024-01-01 |
    G        | W9        | Di     | Elm  | 2024-01-01 |
"""
DAY = "2024-06-20"


def found(**tables):
    given = {name: loaded(name, text, DAY, "1990-01-01") for name, text in {"workforce": POSTS, "allocations": HELD, **tables}.items()}
    return caseloads(given, SmallReference()).set_index("worker_id")


def test_a_worker_stands_in_the_team_of_most_fte_with_all_their_hours_and_each_child_once():
    rows = found()
    assert list(rows.index) == ["W1", "W2", "W9"]  # a manager is none; those with most children first within a team
    assert rows[["worker", "team", "fte", "n_children"]].values.tolist() == [["Ada", "Ash", 1.0, 4], ["Ben", "Ash", 1.0, 1], ["Di", "Elm", 1.0, 1]]
    assert rows["is_newly_qualified"].tolist() == [True, False, False] and rows["is_assumed"].tolist() == [False, False, True]


def test_each_child_is_of_the_first_kind_that_applies():
    plan = "child_id | started_on | ended_on\n A | 2024-01-01 |\n B | 2024-01-01 |\n C | 2024-01-01 | 2024-06-20"
    care = "child_id | started_on | ended_on | legal_status_code\n A | 2024-01-01 | | C2\n B | 2024-01-01 | | V4"
    rows = found(cp_plans=plan, cin_plans=plan.replace("C |", "D |").replace("| 2024-06-20", "|"), care_periods=care)
    assert rows.loc["W1", ["n_care", "n_cp", "n_cin", "n_other"]].tolist() == [1, 1, 1, 1]


def test_children_who_share_a_referral_an_assessment_or_a_visit_are_one_family():
    referrals = "referral_id | child_id | received_at\n R1 | A | 2024-01-01\n R1 | B | 2024-01-01\n R2 | D | 2024-01-01\n R2 | Z | 2024-01-01"
    visits = "visit_id | child_id | type_code | visited_on\n R2 | C | cp | 2024-02-01\n V1 | B | cp | 2024-02-01\n V1 | C | cp | 2024-02-01"
    assert found(referrals=referrals, visits=visits)["n_families"].tolist() == [2, 1, 1]  # A, B and C; D. A visit is no referral, though ids are alike


def test_where_no_two_children_share_anything_nothing_is_said_of_families():
    assert found()["n_families"].isna().all()
    assert found(visits="visit_id | child_id | type_code | visited_on\n V1 | A | cp | 2024-02-01\n V2 | B | cp | 2024-02-01")["n_families"].isna().all()


def test_without_allocations_there_are_no_caseloads():
    rows = caseloads({"workforce": loaded("workforce", POSTS, DAY)}, SmallReference())
    assert rows.empty and tuple(rows) == COLUMNS


@pytest.mark.parametrize("seed", range(3))
def test_they_add_up_to_the_figures_in_every_team(seed):
    tables, reference = random_tables(seed), SmallReference()
    rows = caseloads(tables, reference)
    wanted = [caseload_average, caseload_over_24, newly_qualified_caseload]
    figures = compute(wanted, tables, reference, by_team=True, grains=["month"], first="2024-06-01").set_index(["indicator", "team"])
    compared = 0
    for team in {"", *rows["team"]} - {NO_TEAM}:
        own = rows if not team else rows[rows["team"] == team]
        figure = figures.loc[("caseload_average", team)]
        assert own["n_children"].sum() == figure["numerator"]
        assert own["fte"].sum() == pytest.approx(figure["denominator"])
        assert (own["n_children"] > 24).sum() == figures.loc[("caseload_over_24", team), "numerator"]
        assert own.loc[own["is_newly_qualified"], "n_children"].sum() == figures.loc[("newly_qualified_caseload", team), "numerator"]
        compared += len(own) > 0
    assert compared > 2
    assert (rows[["n_care", "n_cp", "n_cin", "n_other"]].sum(axis=1) == rows["n_children"]).all()
    assert pd.Series(rows["n_families"] <= rows["n_children"]).all() or rows["n_families"].isna().all()
