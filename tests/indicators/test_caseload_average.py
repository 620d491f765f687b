import pytest

from metrics.compute import cases
from metrics.indicators.caseload_average import caseload_average
from tests.written_tables import SmallReference, loaded

WORKFORCE = """
    as_at_on   | post_id | worker_id | role_code           | team  | fte
    2024-03-31 | P1      | W1        | social_worker       | Ash   | 1.0
    2024-03-31 | P2      | W2        | senior_practitioner | Birch | 0.6
    2024-03-31 | P3      | W3        | team_manager        | Ash   | 1.0
    2024-03-31 | P4      | W4        | newly_qualified     | Birch | 1.0
    2024-03-31 | P5      |           | social_worker       | Ash   | 1.0
"""


def test_children_for_each_fte_of_the_social_workers_who_hold_any(figure):
    row = figure(caseload_average, "2024-04", workforce=WORKFORCE, allocations="""
        child_id | worker_id | started_on | ended_on
        A        | W1        | 2024-01-01 |
        B        | W1        | 2024-01-01 |
        C        | W2        | 2024-04-30 |
        D        | W3        | 2024-01-01 |
        E        | W4        | 2024-01-01 | 2024-04-30
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"]) == (3, 1.6)
    assert row["value"] == pytest.approx(3 / 1.6)
    assert row[["lower", "upper"]].isna().all()


def test_a_child_counts_once_for_each_of_their_workers(measure):
    assert measure(caseload_average, "2024-04", workforce=WORKFORCE, allocations="""
        child_id | worker_id | started_on | ended_on
        A        | W1        | 2024-01-01 |
        A        | W1        | 2024-02-01 |
        A        | W2        | 2024-02-01 |
    """) == (2, 1.6)  # fmt: skip


def test_the_fte_is_that_of_all_posts_and_one_social_work_post_makes_a_social_worker(figure):
    given = {
        "workforce": """
            as_at_on   | post_id | worker_id | role_code     | team  | fte
            2024-03-31 | P1      | W1        | social_worker | Ash   | 0.4
            2024-03-31 | P2      | W1        | team_manager  | Birch | 0.5
            2024-03-31 | P3      | W2        | support       | Birch | 0.5
        """,
        "allocations": """
            child_id | worker_id | started_on | ended_on | team
            A        | W1        | 2024-01-01 |          | Ash
            B        | W2        | 2024-01-01 |          | Ash
        """,
    }
    assert figure(caseload_average, "2024-04", **given)[["numerator", "denominator"]].tolist() == [1, 0.9]
    assert figure(caseload_average, "2024-04", team="Birch", **given)[["numerator", "denominator"]].tolist() == [1, 0.9]
    assert figure(caseload_average, "2024-04", team="Ash", **given)["status"] == "no cases"


def test_of_two_posts_alike_the_lower_post_id_gives_the_team_as_numbers_go(figure):
    workforce = """
        as_at_on   | post_id | worker_id | role_code     | team  | fte
        2024-03-31 | P10     | W1        | social_worker | Ash   | 0.5
        2024-03-31 | P9      | W1        | social_worker | Birch | 0.5
    """
    allocations = """
        child_id | worker_id | started_on | ended_on
        A        | W1        | 2024-01-01 |
    """
    row = figure(caseload_average, "2024-04", team="Birch", workforce=workforce, allocations=allocations)
    assert (row["numerator"], row["denominator"]) == (1, 1)


def test_a_post_without_fte_is_left_out_and_noted(figure):
    row = figure(caseload_average, "2024-04", workforce="""
        as_at_on   | post_id | worker_id | role_code     | fte
        2024-03-31 | P1      | W1        | social_worker | 0.4
        2024-03-31 | P2      | W1        | social_worker |
        2024-03-31 | P3      | W2        | social_worker |
    """, allocations="""
        child_id | worker_id | started_on | ended_on
        A        | W1        | 2024-01-01 |
        B        | W1        | 2024-01-01 |
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (2, 0.4, "1 post without FTE left out")


MISSING = """
    child_id | worker_id | started_on | ended_on   | team
    A        | W8        | 2024-01-01 |            | Ash
    B        | W8        | 2024-02-01 |            | Birch
    C        | W8        | 2024-03-01 | 2024-04-01 | Ash
    D        | W9        | 2024-01-01 |            |
"""


def test_a_worker_missing_from_the_snapshot_is_a_social_worker_of_one_fte_and_noted(figure):
    row = figure(caseload_average, "2024-04", workforce=WORKFORCE, allocations=MISSING)
    assert (row["numerator"], row["denominator"], row["note"]) == (3, 2, "FTE assumed for 2 workers")


def test_and_is_in_the_team_of_their_latest_open_allocation(figure):
    given = {"workforce": WORKFORCE, "allocations": MISSING}
    row = figure(caseload_average, "2024-04", team="Birch", **given)
    assert (row["numerator"], row["denominator"], row["note"]) == (2, 1, "FTE assumed for 1 worker")
    row = figure(caseload_average, "2024-04", team="(no team)", **given)
    assert (row["numerator"], row["denominator"]) == (1, 1)


def test_the_snapshot_is_the_latest_on_or_before_the_day_of_the_whole_table(measure):
    workforce = """
        as_at_on   | post_id | worker_id | role_code     | fte
        2024-03-31 | P1      | W1        | social_worker | 1.0
        2024-04-30 | P1      | W1        | social_worker | 0.5
        2024-04-30 | P2      | W2        | team_manager  | 1.0
        2024-05-01 | P1      | W1        | social_worker | 0.2
    """
    allocations = """
        child_id | worker_id | started_on | ended_on
        A        | W1        | 2024-01-01 |
    """
    given = {"workforce": workforce, "allocations": allocations, "as_at": "2024-06-30"}
    assert measure(caseload_average, "2024-03", **given) == (1, 1)
    assert measure(caseload_average, "2024-04", **given) == (1, 0.5)
    assert measure(caseload_average, "2024-05", **given) == (1, 0.2)


def test_the_cases_are_the_children_the_posts_and_the_fte_assumed():
    tables = {
        "workforce": loaded("workforce", WORKFORCE, "2024-04-30"),
        "allocations": loaded("allocations", """
            child_id | worker_id | started_on | ended_on   | team
            A        | W1        | 2024-01-01 |            | Ash
            B        | W1        | 2023-01-01 | 2024-01-05 | Ash
            C        | W8        | 2024-02-01 |            | Birch
        """, "2024-04-30"),
    }  # fmt: skip
    rows = cases(caseload_average, tables, SmallReference(), "2024-04")
    found = rows[["table", "child_id", "worker_id", "post_id", "numerator", "denominator", "note"]].astype(object).fillna("")
    assert found.to_numpy().tolist() == [
        ["allocations", "A", "W1", "", 1, 0, ""],
        ["allocations", "C", "W8", "", 1, 0, ""],
        ["workforce", "", "W1", "P1", 0, 1, ""],
        ["workforce", "", "W8", "", 0, 1, "FTE assumed for 1 worker"],
    ]
