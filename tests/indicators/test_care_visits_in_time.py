import pytest

from metrics.indicators.care_visits_in_time import care_visits_in_time
from metrics.indicators.iro_visits_6m import iro_visits_6m


def seen(measure, visited_on, *, placed_on="2024-01-01", kind="U6", in_care="2020-01-01"):
    """Whether a child in care on 31 March 2024 counts."""
    visits = "child_id | type_code | visited_on\n" + "\n".join(f"A | care | {day}" for day in visited_on.split())
    return measure(
        care_visits_in_time, "2024-03",
        care_periods=f"child_id | started_on | legal_status_code\nA | {in_care} | C2",
        placements=f"child_id | started_on | type_code\nA | {placed_on} | {kind}",
        visits=visits,
    )  # fmt: skip


def test_six_weeks_ago_is_in_time_and_a_day_more_is_not(measure):
    assert seen(measure, "2024-02-18") == (1, 1)
    assert seen(measure, "2024-02-17") == (0, 1)


@pytest.mark.parametrize("kind, placed_on, in_time", [("U4", "2023-03-31", 1), ("U1", "2023-03-31", 1), ("U4", "2023-04-01", 0), ("U6", "2022-01-01", 0)])
def test_three_months_in_a_long_term_placement_of_a_year(measure, kind, placed_on, in_time):
    assert seen(measure, "2023-12-31", kind=kind, placed_on=placed_on) == (in_time, 1)
    assert seen(measure, "2023-12-30", kind=kind, placed_on=placed_on) == (0, 1)


def test_in_the_first_week_of_a_placement_within_the_week(measure):
    assert seen(measure, "2024-03-24", placed_on="2024-03-24") == (1, 1)
    assert seen(measure, "2024-03-25", placed_on="2024-03-28") == (1, 1)
    assert seen(measure, "2024-03-23", placed_on="2024-03-28") == (0, 1)


def test_after_the_first_week_only_a_visit_in_the_placement(measure):
    assert seen(measure, "2024-03-22", placed_on="2024-03-23") == (0, 1)
    assert seen(measure, "2024-03-23", placed_on="2024-03-23") == (1, 1)


def test_visits_of_other_kinds_planned_later_or_without_seeing_the_child_are_none(figure):
    row = figure(care_visits_in_time, "2024-03", care_periods="""
        child_id | started_on | ended_on   | legal_status_code
        A        | 2023-01-01 |            | C2
        B        | 2023-01-01 |            | C2
        C        | 2023-01-01 |            | C2
        D        | 2023-01-01 | 2024-03-31 | C2
        E        | 2023-01-01 |            | V4
        F        | 2024-03-30 |            | C1
    """, visits="""
        child_id | type_code         | planned_on | visited_on | is_seen
        A        | reviewing_officer |            | 2024-03-20 | yes
        B        | care              | 2024-03-20 |            |
        B        | care              |            | 2024-04-01 | yes
        C        | care              |            | 2024-03-20 | no
        D        | care              |            | 2024-03-20 | yes
        E        | care              |            | 2024-03-20 | yes
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (0, 4, "1 not yet visited in a new placement")


def test_without_placements_the_period_of_care_says_which(measure):
    given = {
        "care_periods": """
            child_id | started_on | legal_status_code | placement_type_code | placement_started_on
            A        | 2020-01-01 | C2                | U4                  | 2022-01-01
            B        | 2020-01-01 | C2                | U4                  | 2023-06-01
            C        | 2020-01-01 | C2                | U4                  |
        """,
        "visits": "child_id | type_code | visited_on\nA | care | 2024-01-31\nB | care | 2024-01-31\nC | care | 2024-01-31",
    }
    assert measure(care_visits_in_time, "2024-03", **given) == (2, 3)


def test_the_reviewing_officer_in_six_months(measure):
    assert measure(iro_visits_6m, "2024-06", care_periods="""
        child_id | started_on | legal_status_code
        A        | 2023-01-01 | C2
        B        | 2023-01-01 | C2
        C        | 2024-05-01 | C2
        D        | 2023-01-01 | C2
        D        | 2023-02-01 | C2
    """, visits="""
        child_id | type_code         | visited_on | is_seen
        A        | reviewing_officer | 2023-12-30 | yes
        B        | reviewing_officer | 2023-12-29 | yes
        B        | reviewing_officer | 2024-05-01 | no
        D        | care              | 2024-05-01 | yes
    """) == (1, 4)  # fmt: skip
