import pytest

from metrics.indicators.cp_reviews_in_time import cp_reviews_in_time

PLAN = "child_id | started_on\nA | 2023-01-15"


@pytest.mark.parametrize(
    ("held", "period", "expected"),
    [
        ([], "2023-03", (0, 0)),  # not yet three months old
        ([], "2023-04", (0, 1)),  # the first was due on the 15th
        (["2023-04-15"], "2023-04", (1, 1)),
        (["2023-04-16"], "2023-04", (0, 1)),
        (["2023-04-15"], "2023-09", (1, 1)),
        (["2023-04-15"], "2023-10", (0, 1)),  # the second was due on 15 October
        (["2023-04-15", "2023-10-15"], "2023-10", (1, 1)),
        (["2023-04-16", "2023-10-01"], "2023-10", (0, 1)),  # once late, late
        (["2023-01-10", "2023-04-15"], "2023-04", (1, 1)),  # of an earlier plan
    ],
)
def test_first_within_3_months_then_within_6(measure, held, period, expected):
    reviews = "child_id | type_code | held_on\n" + "\n".join(f"A | cp | {day}" for day in held or ["2030-01-01"])
    assert measure(cp_reviews_in_time, period, as_at="2024-03-31", cp_plans=PLAN, reviews=reviews) == expected


def test_reviews_of_care_are_no_reviews_of_the_plan(measure):
    reviews = "child_id | type_code | held_on\nA | care | 2023-04-01\nB | cp | 2023-04-01"
    assert measure(cp_reviews_in_time, "2023-04", cp_plans=PLAN, reviews=reviews) == (0, 1)
