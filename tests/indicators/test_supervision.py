"""Supervision: of those who hold cases, every month, and of the cases."""

from metrics.compute import cases
from metrics.indicators.supervision_cases import supervision_cases
from metrics.indicators.supervision_workers import supervision_workers
from tests.written_tables import SmallReference, loaded

WORKFORCE = """
    as_at_on   | post_id | worker_id | role_code     | employment_code | fte | ended_on   | team
    2024-01-31 | P1      | W1        | social_worker | permanent       | 1   |            | Ash
    2024-01-31 | P2      | W2        | social_worker | agency          | 1   | 2024-03-01 | Ash
    2024-01-31 | P3      | W3        | team_manager  | permanent       | 1   |            | Ash
    2024-01-31 | P4      |           | social_worker | vacant          | 1   |            | Ash
    2024-03-31 | P1      | W1        | social_worker | permanent       | 0.6 |            | Ash
    2024-03-31 | P5      | W1        | social_worker | permanent       | 0.4 |            | Birch
    2024-03-31 | P6      | W6        | newly_qualified | permanent     | 1   |            | Birch
"""
SUPERVISIONS = """
    held_on    | type_code | worker_id | child_id
    2024-01-05 | worker    | W1        |
    2024-01-15 | worker    | W1        |
    2024-01-31 | worker    | W2        |
    2024-02-10 |           | W1        |
    2024-02-10 |           | W2        | C1
    2024-02-10 | worker    | W3        |
    2024-03-20 | case      | W6        | C2
    2024-04-01 | worker    | W6        |
"""


def test_each_month_of_those_in_post_at_its_end(figure):
    given = {"workforce": WORKFORCE, "supervisions": SUPERVISIONS, "as_at": "2024-04-15"}
    rows = {month: figure(supervision_workers, month, **given) for month in ("2024-01", "2024-02", "2024-03", "2024-04")}
    assert [(row["numerator"], row["denominator"]) for row in rows.values()] == [(2, 2), (1, 2), (0, 2), (1, 2)]
    assert [row["note"] for row in rows.values()] == ["", "1 with only a case supervised", "1 with only a case supervised", ""]
    assert [row["status"] for row in rows.values()] == ["ok", "ok", "ok", "incomplete"]


def test_who_holds_no_child_is_noted_where_allocations_are_loaded(figure):
    allocations = "child_id | worker_id | started_on | ended_on\nA | W1 | 2024-01-01 |\nB | W2 | 2024-01-01 | 2024-01-31"
    row = figure(supervision_workers, "2024-01", workforce=WORKFORCE, supervisions=SUPERVISIONS, allocations=allocations, as_at="2024-04-15")
    assert (row["numerator"], row["denominator"], row["note"]) == (2, 2, "1 without a child allocated")


def test_a_quarter_adds_its_months(figure):
    row = figure(supervision_workers, "2023-24 Q4", workforce=WORKFORCE, supervisions=SUPERVISIONS, as_at="2024-04-15")
    assert (row["numerator"], row["denominator"]) == (3, 6)


def test_the_team_is_that_of_the_post_with_most_fte(figure):
    row = figure(supervision_workers, "2024-03", workforce=WORKFORCE, supervisions=SUPERVISIONS, team="Ash")
    assert (row["numerator"], row["denominator"]) == (0, 1)


def test_a_worker_is_behind_a_quarter_once_a_month():
    given = {"workforce": WORKFORCE, "supervisions": SUPERVISIONS}
    rows = cases(supervision_workers, {name: loaded(name, text, "2024-04-15", "2024-01-01") for name, text in given.items()}, SmallReference(), "2023-24 Q4")
    assert rows["worker_id"].tolist() == ["W1", "W1", "W2", "W2", "W1", "W6"]
    assert rows["numerator"].tolist() == [1, 1, 1, 0, 0, 0]


def test_cases_supervised_within_a_calendar_month(figure):
    row = figure(supervision_cases, "2024-06", children_in_need="""
        child_id | started_on | ended_on
        A        | 2024-01-01 |
        A        | 2024-02-01 |
        B        | 2024-01-01 |
        C        | 2024-01-01 |
        D        | 2024-01-01 |
        E        | 2024-01-01 | 2024-06-30
        F        | 2024-06-20 |
    """, supervisions="""
        held_on    | type_code | worker_id | child_id
        2024-05-30 | case      | W1        | A
        2024-05-29 | case      | W1        | B
        2024-06-10 | worker    | W1        | C
        2024-06-10 |           | W1        | D
        2024-06-10 | case      | W1        | E
        2024-07-01 | case      | W1        | F
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"]) == (2, 5)
