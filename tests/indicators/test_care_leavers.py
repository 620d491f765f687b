"""How care leavers live, as the latest snapshot says."""

import pytest

from metrics.indicators.adviser_visits import adviser_visits
from metrics.indicators.care_leavers_eet import care_leavers_eet
from metrics.indicators.care_leavers_in_touch import care_leavers_in_touch
from metrics.indicators.care_leavers_suitable import care_leavers_suitable
from metrics.indicators.pathway_plans import pathway_plans

#: On 31 March 2024: A is 17 today, B 16 until tomorrow, C 21 until tomorrow, D 22 today, E 19 today, F 18 until tomorrow.
CHILDREN = """
    child_id | born_on
    A        | 2007-03-31
    B        | 2007-04-01
    C        | 2002-04-01
    D        | 2002-03-31
    E        | 2005-03-31
    F        | 2005-04-01
"""


def leavers(column, **said):
    rows = [f"2024-03-31 | {child} | {code.split('/')[-1]} | {'yes' if '/' not in code else code.split('/')[0]}" for child, code in said.items()]
    return "\n".join([f"as_at_on | child_id | {column} | in_touch_code", *rows])


def test_in_touch_from_17_to_21(figure):
    row = figure(care_leavers_in_touch, "2024-03", children=CHILDREN, care_leavers="""
        as_at_on   | child_id | in_touch_code
        2024-03-31 | A        | yes
        2024-03-31 | B        | yes
        2024-03-31 | C        | no
        2024-03-31 | D        | yes
        2024-03-31 | E        | refused
        2024-03-31 | F        |
        2024-03-31 | G        | yes
        2024-02-29 | E        | yes
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 4, "1 whose birth is not known left out")


@pytest.mark.parametrize("code, expected", [("died", (0, 0)), ("returned_home", (0, 0)), ("not_required", (0, 1)), ("yes", (1, 1))])
def test_who_died_or_returned_home_is_left_out(measure, code, expected):
    table = f"as_at_on | child_id | in_touch_code\n2024-03-31 | A | {code}"
    assert measure(care_leavers_in_touch, "2024-03", children=CHILDREN, care_leavers=table) == expected


def test_the_latest_snapshot_on_or_before_the_day_stands(figure):
    table = "as_at_on | child_id | in_touch_code\n2024-01-31 | A | yes\n2024-02-29 | C | no\n2024-04-30 | A | yes\n2024-04-30 | C | yes"
    row = figure(care_leavers_in_touch, "2024-03", as_at="2024-04-30", children=CHILDREN, care_leavers=table)
    assert (row["numerator"], row["denominator"]) == (0, 1)


def test_suitable_from_19_to_21_with_those_of_whom_it_is_not_known(figure):
    table = leavers("suitability_code", C="suitable", E="", D="suitable", F="suitable")
    row = figure(care_leavers_suitable, "2024-03", children=CHILDREN, care_leavers=table)
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 2, "1 without information")
    table = leavers("suitability_code", C="unsuitable", E="returned_home/suitable")
    row = figure(care_leavers_suitable, "2024-03", children=CHILDREN, care_leavers=table)
    assert (row["numerator"], row["denominator"], row["note"]) == (0, 1, "1 who died or returned home left out")


@pytest.mark.parametrize("code, busy", [("F1", 1), ("P2", 1), ("F4", 1), ("P5", 1), ("G4", 0), ("G6", 0)])
def test_education_employment_or_training(measure, code, busy):
    assert measure(care_leavers_eet, "2024-03", children=CHILDREN, care_leavers=leavers("activity_code", E=code, A=code)) == (busy, 1)


def test_no_information_of_what_they_do_stays_in(figure):
    row = figure(care_leavers_eet, "2024-03", children=CHILDREN, care_leavers=leavers("activity_code", E="unmapped", C="F2"))
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 2, "1 without information")


@pytest.mark.parametrize("indicator, column, first", [
    (pathway_plans, "pathway_reviewed_on", "2023-10-01"), (adviser_visits, "last_contact_on", "2024-02-18"),
])  # fmt: skip
def test_six_months_and_six_weeks(measure, indicator, column, first):
    """Of children of any age, born when nobody knows."""
    before = {"2023-10-01": "2023-09-30", "2024-02-18": "2024-02-17"}[first]
    assert measure(indicator, "2024-03", care_leavers=leavers(column, A=first, B=before, C="", D="2024-03-31", E=f"died/{first}", G="2024-04-01")) == (2, 5)
