"""A figure by the kinds of children behind it: the groups add up to it."""

from functools import cache

import pandas as pd
import pytest

from metrics.breakdown import BREAKDOWNS, UNKNOWN, breakdown
from metrics.compute import cases, compute
from metrics.registry import indicators
from tests.random_tables import random_tables
from tests.written_tables import SmallReference, loaded

drawn = cache(random_tables)

REFERENCE = SmallReference()
CHILDREN = """
    child_id | born_on    | birth_expected_on | sex_code | ethnic_group_code | is_disabled
    A        | 2008-03-31 |                   | female   | WBRI              | yes
    B        | 2008-04-01 |                   | male     | CHNE              | no
    C        | 2024-03-30 |                   |          | REFU              |
    D        |            | 2024-06-01        | other    | unmapped          | no
"""
PLANS = """
    child_id | started_on | category_code | worker
    A        | 2024-01-01 | neglect       | One
    B        | 2024-01-01 | neglect       | Two
    C        | 2022-12-31 | emotional     | One
    D        | 2024-01-01 |               |
    E        | 2024-01-01 | unmapped      | One
"""


def groups(by, indicator="cp_15_months"):
    tables = {name: loaded(name, text, "2024-03-31", "2020-01-01") for name, text in {"cp_plans": PLANS, "children": CHILDREN}.items()}
    rows = cases(indicators()[indicator], tables, REFERENCE, "2024-03")
    found = breakdown(indicators()[indicator], rows, tables, by, "2024-03-31")
    return [tuple(row) for row in found[["group", "numerator", "denominator"]].astype(object).values.tolist()]


def test_ages_are_those_of_the_last_day_and_a_birthday_counts():
    assert groups("age") == [("Unborn", 0, 1), ("Under 1", 1, 1), ("10 to 15", 0, 1), ("16 to 17", 0, 1), (UNKNOWN, 0, 1)]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("sex", [("Female", 0, 1), ("Male", 0, 1), ("Neither", 0, 1), (UNKNOWN, 1, 2)]),
        ("ethnic_group", [("White", 0, 1), ("Asian or Asian British", 0, 1), (UNKNOWN, 1, 3)]),
        ("disability", [("Disabled", 0, 1), ("Not disabled", 0, 2), (UNKNOWN, 1, 2)]),
        ("need", [("emotional", 1, 1), ("neglect", 0, 2), ("unmapped", 0, 1), (UNKNOWN, 0, 1)]),
        ("worker", [("One", 1, 3), ("Two", 0, 1), (UNKNOWN, 0, 1)]),
    ],
)
def test_groups(by, expected):
    assert groups(by) == expected


def test_a_rate_has_no_population_by_group():
    tables = {"cp_plans": loaded("cp_plans", PLANS, "2024-03-31", "2020-01-01")}
    indicator = indicators()["cp_plan_rate"]
    found = breakdown(indicator, cases(indicator, tables, REFERENCE, "2024-03"), tables, "sex", "2024-03-31")
    assert found[["group", "numerator", "value"]].values.tolist() == [[UNKNOWN, 5, 5]]
    assert found["denominator"].isna().all()


@pytest.mark.parametrize("name", list(indicators()))
def test_the_groups_of_every_indicator_add_up_to_it(name):
    indicator = indicators()[name]
    read = {*indicator.needs, *indicator.may_use, "contacts", "children"}
    tables = {table: held for table, held in drawn(seed=7).items() if table in read}
    figure = compute([indicator], tables, REFERENCE, grains=["quarter"]).query("period == '2023-24 Q4'").iloc[0]
    rows = cases(indicator, tables, REFERENCE, "2023-24 Q4")
    for by in BREAKDOWNS:
        found = breakdown(indicator, rows, tables, by, "2024-03-31")
        assert found["numerator"].sum() == pytest.approx(0 if pd.isna(figure["numerator"]) else figure["numerator"], abs=1e-6)
        if indicator.has_denominator and not indicator.is_rate and pd.notna(figure["denominator"]):
            assert found["denominator"].sum() == pytest.approx(figure["denominator"], abs=1e-6)
