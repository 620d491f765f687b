"""The health and schooling of children in care: what is up to date, and what came soon enough."""

import pytest

from metrics.indicators.care_dental_checks import care_dental_checks
from metrics.indicators.care_education_plans import care_education_plans
from metrics.indicators.care_health_assessments import care_health_assessments
from metrics.indicators.care_immunisations import care_immunisations
from metrics.indicators.care_initial_health_20wd import care_initial_health_20wd

FOR_A_YEAR = "child_id | started_on | legal_status_code\nA | 2023-03-31 | C2\nB | 2023-04-01 | C2"


def check(measure, indicator, *rows, born_on="2010-01-01"):
    """Of child A, in care for a year on 31 March 2024."""
    children = {} if indicator is not care_health_assessments else {"children": f"child_id | born_on\nA | {born_on}"}
    return measure(
        indicator, "2024-03", care_periods=FOR_A_YEAR, **children,
        health_checks="child_id | type_code | checked_on | is_up_to_date\n" + "\n".join(f"A | {row}" for row in rows),
    )  # fmt: skip


@pytest.mark.parametrize("indicator, kind", [
    (care_health_assessments, "health_assessment"), (care_health_assessments, "initial_health"), (care_dental_checks, "dental"),
])  # fmt: skip
def test_exactly_twelve_months_ago_is_up_to_date_and_a_day_more_is_not(measure, indicator, kind):
    assert check(measure, indicator, f"{kind} | 2023-03-31 |") == (1, 1)
    assert check(measure, indicator, f"{kind} | 2023-03-30 |") == (0, 1)
    assert check(measure, indicator, f"{kind} | |", f"{kind} | 2024-04-01 |", "sdq | 2024-01-01 |") == (0, 1)


def test_six_months_for_a_child_under_five(measure):
    assert check(measure, care_health_assessments, "health_assessment | 2023-10-01 |", born_on="2019-04-01") == (1, 1)
    assert check(measure, care_health_assessments, "health_assessment | 2023-09-29 |", born_on="2019-04-01") == (0, 1)
    assert check(measure, care_health_assessments, "health_assessment | 2023-09-29 |", born_on="2019-03-31") == (1, 1)


def test_a_child_whose_birth_is_not_known_is_taken_for_five_or_older(figure):
    row = figure(care_health_assessments, "2024-03", care_periods=FOR_A_YEAR, health_checks="child_id | type_code | checked_on\nA | health_assessment | 2023-05-01")
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 1, "1 taken for 5 or older")


@pytest.mark.parametrize("rows, counts", [
    (["immunisations | 2020-01-01 | yes"], 1),
    (["immunisations | 2024-01-01 | yes", "immunisations | 2024-02-01 | no"], 0),
    (["immunisations | 2024-01-01 | yes", "immunisations | 2024-02-01 |"], 1),
    (["immunisations | 2024-04-01 | yes"], 0),
    (["dental | 2024-01-01 | yes"], 0),
])  # fmt: skip
def test_immunisations_are_as_was_last_recorded(measure, rows, counts):
    assert check(measure, care_immunisations, *rows) == (counts, 1)


# Initial assessments

ENTERED = """
    child_id | started_on | ended_on   | legal_status_code
    A        | 2024-03-01 |            | C1
    B        | 2024-03-01 |            | C1
    C        | 2024-03-01 | 2024-03-05 | V2
    C        | 2024-03-11 |            | V2
    D        | 2024-03-01 |            | V3
    E        | 2024-03-28 |            | C1
"""
# Good Friday and Easter Monday lie between.
ASSESSED = """
    child_id | type_code         | checked_on
    A        | initial_health    | 2024-04-02
    A        | initial_health    | 2024-02-20
    B        | initial_health    | 2024-04-03
    B        | health_assessment | 2024-03-10
    C        | initial_health    | 2024-03-20
"""


def test_twenty_working_days_after_entering_care_is_in_time(figure):
    row = figure(care_initial_health_20wd, "2024-03", as_at="2024-05-31", care_periods=ENTERED, health_checks=ASSESSED)
    # Of C the second period only: the first was over.
    assert (row["numerator"], row["denominator"], row["status"]) == (2, 5, "ok")


def test_not_assessed_it_is_pending_until_the_working_days_are_over(figure):
    given = {"care_periods": "child_id | started_on | legal_status_code\nE | 2024-02-28 | C1", "health_checks": ASSESSED}
    # 27 March is 20 working days after 28 February.
    row = figure(care_initial_health_20wd, "2024-02", as_at="2024-03-27", **given)
    assert (row["denominator"], row["status"]) == (0, "incomplete")
    row = figure(care_initial_health_20wd, "2024-02", as_at="2024-03-28", **given)
    assert (row["numerator"], row["denominator"], row["status"]) == (0, 1, "ok")


# Education plans


def test_of_school_age_a_plan_within_six_months(figure):
    row = figure(care_education_plans, "2024-06", children="""
        child_id | born_on
        A        | 2014-05-05
        B        | 2014-05-05
        C        | 2021-05-05
        D        | 2007-05-05
        E        | 2014-05-05
    """, care_periods="""
        child_id | started_on | ended_on   | legal_status_code
        A        | 2020-01-01 |            | C2
        B        | 2020-01-01 |            | C2
        C        | 2022-01-01 |            | C2
        D        | 2020-01-01 |            | C2
        E        | 2020-01-01 | 2024-06-30 | C2
        F        | 2020-01-01 |            | C2
    """, reviews="""
        child_id | type_code      | held_on
        A        | education_plan | 2023-12-30
        B        | education_plan | 2023-12-29
        B        | care           | 2024-06-01
        C        | education_plan | 2024-06-01
        D        | education_plan | 2024-06-01
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 2, "1 whose birth is not known left out")
