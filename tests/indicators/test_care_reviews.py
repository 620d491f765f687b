"""Reviews of children in care: held when due, and finding a plan for where the child will grow up."""

import pytest

from metrics.indicators.care_reviews_in_time import care_reviews_in_time
from metrics.indicators.permanence_plan_2nd_review import permanence_plan_2nd_review

DUE = """
    child_id | type_code | due_on     | held_on
    A        | care      | 2024-03-10 | 2024-03-10
    B        | care      | 2024-03-10 | 2024-03-11
    C        | care      | 2024-03-10 |
    D        | care      | 2024-03-20 | 2024-02-01
    E        | cp        | 2024-03-10 | 2024-03-10
    F        | care      |            | 2024-03-10
    G        | care      | 2024-04-01 | 2024-03-10
"""


def test_on_the_day_due_is_in_time_and_one_not_held_is_late(measure):
    assert measure(care_reviews_in_time, "2024-03", reviews=DUE) == (2, 4)


def test_one_not_held_is_pending_until_its_day_is_past(figure):
    row = figure(care_reviews_in_time, "2024-03", reviews=DUE, as_at="2024-03-10")
    assert (row["numerator"], row["denominator"], row["status"]) == (2, 3, "incomplete")
    assert figure(care_reviews_in_time, "2024-03", reviews=DUE, as_at="2024-04-30")["status"] == "ok"


IN_CARE = "child_id | started_on | ended_on | legal_status_code\nA | 2023-10-01 | | C2"


def plan(measure, reviews):
    reviews = "child_id | type_code | held_on | has_permanence_plan\n" + "\n".join(f"A | {review}" for review in reviews)
    return measure(permanence_plan_2nd_review, "2024-03", care_periods=IN_CARE, reviews=reviews)


@pytest.mark.parametrize("reviews, expected", [
    (["care | 2023-10-28 | yes"], (0, 0)),
    (["care | 2023-10-28 | no", "care | 2024-01-28 | yes"], (1, 1)),
    (["care | 2023-10-28 | yes", "care | 2024-01-28 | "], (1, 1)),
    (["care | 2023-10-28 | yes", "care | 2024-01-28 | no"], (0, 1)),
    (["care | 2023-10-28 | ", "care | 2024-01-28 | "], (0, 1)),
    (["care | 2023-10-28 | yes", "midpoint | 2024-01-28 | yes"], (0, 0)),
    (["care | 2023-10-28 | no", "care | 2024-04-01 | yes"], (0, 0)),
    (["care | 2023-05-01 | yes", "care | 2023-10-28 | yes"], (0, 0)),
    (["care | 2023-05-01 | yes", "care | 2023-10-28 |", "care | 2024-01-28 |"], (0, 1)),
])  # fmt: skip
def test_the_latest_that_says_once_two_have_been_held_in_this_period_of_care(measure, reviews, expected):
    assert plan(measure, reviews) == expected


def test_no_child_not_in_care_on_the_day(measure):
    assert measure(permanence_plan_2nd_review, "2024-03", care_periods=IN_CARE.replace("| |", "| 2024-03-31 |"), reviews="""
        child_id | type_code | held_on    | has_permanence_plan
        A        | care      | 2023-10-28 | yes
        A        | care      | 2024-01-28 | yes
    """) == (0, 0)  # fmt: skip
