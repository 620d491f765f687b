"""A figure by the kinds of children behind it: the groups add up to it."""

from functools import cache

import pandas as pd
import pytest

from loaders.extracts import extracts
from metrics.breakdown import AGES, BREAKDOWNS, DISABILITY, ETHNIC_GROUPS, NEED_COLUMNS, NEEDS, SEXES, UNKNOWN, WITHOUT_CHILD, breakdown, why_not
from metrics.compute import cases, compute
from metrics.registry import indicators
from metrics.tables import Table
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
        ("need", [("Emotional abuse", 1, 1), ("Neglect", 0, 2), (UNKNOWN, 0, 2)]),
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


def slow_group(case, by, tables, on):
    """The group of one case, looked up row by row."""
    known = lambda value: None if value is None or pd.isna(value) else value  # noqa: E731
    if by == "worker":
        return known(case.get("worker")) or UNKNOWN
    of_child = lambda table: [row for row in tables[table] if row["child_id"] == case.get("child_id")]  # noqa: E731
    if by == "need":
        column = next((name for name in NEED_COLUMNS if name in case), None)
        began = sorted((row for row in of_child("children_in_need") if known(row["started_on"]) is not None and row["started_on"] <= on), key=lambda row: row["started_on"])
        return NEEDS.get(case[column] if column else began[-1]["primary_need_code"] if began else None, UNKNOWN)
    child = (of_child("children") or [{}])[-1]
    if by == "age":
        born_on = known(child.get("born_on")) or known(child.get("birth_expected_on"))
        turned = [name for least, name in AGES[1:] if born_on is not None and born_on + pd.DateOffset(years=least) <= on]
        return UNKNOWN if born_on is None else turned[-1] if turned else "Unborn"
    column, names = {"sex": ("sex_code", SEXES), "disability": ("is_disabled", DISABILITY), "ethnic_group": ("ethnic_group_code", ETHNIC_GROUPS)}[by]
    value = known(child.get(column))
    return next((name for name, codes in names.items() if value in codes), UNKNOWN) if by == "ethnic_group" else names.get(value, UNKNOWN)


@pytest.mark.parametrize("name", ["contacts", "rereferrals_12m", "cp_15_months", "children_in_care", "caseload_average", "audits_good"])
def test_groups_agree_with_a_slow_look_at_each_case(name):
    indicator, tables, on = indicators()[name], drawn(seed=7), pd.Timestamp("2024-03-31")
    rows = cases(indicator, tables, REFERENCE, "2023-24 Q4")
    slow = {table: held.frame.to_dict("records") for table, held in tables.items() if table in ("children", "children_in_need")}
    for by in BREAKDOWNS:
        sums = {}
        for case in rows[rows["status"].isin(["counted", "not counted"])].to_dict("records"):
            numbers = sums.setdefault(slow_group(case, by, slow, on), [0, 0])
            numbers[0] += case["numerator"]
            numbers[1] += case["denominator"]
        found = breakdown(indicator, rows, tables, by, on).set_index("group")[["numerator", "denominator"]]
        pd.testing.assert_frame_equal(found, pd.DataFrame.from_dict(sums, "index", columns=list(found), dtype=float), check_like=True, check_names=False, check_index_type=False)


NEEDS_OF_CHILDREN = """
    child_id | started_on | ended_on   | primary_need_code
    A        | 2020-01-01 | 2022-01-01 | N2
    A        | 2023-01-01 |            | N1
    B        | 2023-01-01 | 2023-06-01 | N6
    C        | 2024-04-01 |            | N4
    D        | 2023-01-01 |            | unmapped
"""
REFERRALS = """
    child_id | received_at
    A        | 2024-03-01
    A        | 2024-03-05
    B        | 2024-03-05
    C        | 2024-03-06
    D        | 2024-03-07
    E        | 2024-03-08
"""


def need_of_referrals(*extra):
    tables = {"referrals": loaded("referrals", REFERRALS, "2024-03-31", "2020-01-01")} | dict(extra)
    indicator = indicators()["referrals"]
    found = breakdown(indicator, cases(indicator, tables, REFERENCE, "2024-03"), tables, "need", "2024-03-31")
    return [tuple(row) for row in found[["group", "numerator"]].values.tolist()]


def test_where_the_cases_do_not_say_the_need_is_that_of_the_childs_latest_episode_begun_by_the_last_day():
    found = need_of_referrals(("children_in_need", loaded("children_in_need", NEEDS_OF_CHILDREN, "2024-04-30", "2020-01-01")))
    assert found == [("Abuse or neglect", 2), ("Socially unacceptable behaviour", 1), (UNKNOWN, 3)]


def test_without_that_table_no_need_is_known():
    assert need_of_referrals() == [(UNKNOWN, 6)]


def test_who_was_born_on_29_february_has_a_birthday_on_the_28th_of_other_years():
    """As everywhere else here: metrics.ages."""
    tables = {
        "referrals": loaded("referrals", "child_id | received_at\nA | 2025-02-10", "2025-02-28", "2020-01-01"),
        "children": loaded("children", "child_id | born_on\nA | 2024-02-29", "2025-02-28"),
    }
    indicator = indicators()["referrals"]
    found = breakdown(indicator, cases(indicator, tables, REFERENCE, "2025-02"), tables, "age", "2025-02-28")
    assert found["group"].tolist() == ["1 to 4"]


def test_a_file_of_children_without_expected_births_will_do():
    frame = loaded("children", CHILDREN, "2024-03-31").frame.drop(columns=["birth_expected_on", "is_disabled"])
    tables = {"cp_plans": loaded("cp_plans", PLANS, "2024-03-31", "2020-01-01"), "children": Table(frame, pd.Timestamp("2024-03-31"), frozenset(frame))}
    indicator = indicators()["cp_15_months"]
    rows = cases(indicator, tables, REFERENCE, "2024-03")
    assert breakdown(indicator, rows, tables, "age", "2024-03-31")["denominator"].tolist() == [1, 1, 1, 2]
    assert breakdown(indicator, rows, tables, "disability", "2024-03-31")["group"].tolist() == [UNKNOWN]


def test_a_group_is_set_beside_all_the_others_and_too_few_beside_none():
    plans = "child_id | started_on | category_code\n" + "\n".join(
        f"{kind}{n} | {'2022-01-01' if n < old else '2024-01-01'} | {kind}" for kind, old, of in (("neglect", 30, 40), ("emotional", 10, 40), ("sexual", 9, 9)) for n in range(of)
    )
    tables = {"cp_plans": loaded("cp_plans", plans, "2024-03-31", "2020-01-01")}
    indicator = indicators()["cp_15_months"]
    found = breakdown(indicator, cases(indicator, tables, REFERENCE, "2024-03"), tables, "need", "2024-03-31").set_index("group")
    assert found["difference"].to_dict() == {"Neglect": "above", "Emotional abuse": "below", "Sexual abuse": ""}
    assert found.loc["Sexual abuse", "lower"] == pytest.approx(70.09, abs=0.01)  # few are shown, with how little they tell


def test_an_indicator_says_why_it_cannot_be_broken_down():
    found = indicators()
    assert why_not(found["icpc_15wd"], "age") == why_not(found["icpc_15wd"], "worker") == why_not(found["complaints"], "worker") == ""
    assert "workers’ posts" in why_not(found["caseload_average"], "sex")
    assert "complaints" in why_not(found["complaints"], "need")
    assert "group of its own" in why_not(found["agency_rate"], "worker")


def test_the_tables_without_children_are_those_whose_extracts_have_no_child():
    assert set(WITHOUT_CHILD) == {table for table, extract in extracts().items() if "child_id" not in extract.columns}
