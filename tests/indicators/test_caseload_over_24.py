from metrics.indicators.caseload_over_24 import caseload_over_24

WORKFORCE = """
    as_at_on   | post_id | worker_id | role_code     | team  | fte
    2024-03-31 | P1      | W1        | social_worker | Ash   | 0.5
    2024-03-31 | P2      | W2        | social_worker | Birch | 1.0
    2024-03-31 | P3      | W3        | team_manager  | Ash   | 1.0
    2024-03-31 | P4      | W1        | social_worker | Birch | 0.4
"""


def allocated(**numbers):
    """So many children for each worker, and one of them twice."""
    rows = [f"{worker}-{n} | {worker} | 2024-01-01 | " for worker, number in numbers.items() for n in [0, *range(number)]]
    return "child_id | worker_id | started_on | ended_on\n" + "\n".join(rows)


def test_25_children_are_too_many_and_24_are_not(measure):
    assert measure(caseload_over_24, "2024-04", workforce=WORKFORCE, allocations=allocated(W1=25, W2=24)) == 1


def test_managers_are_left_out(measure):
    assert measure(caseload_over_24, "2024-04", workforce=WORKFORCE, allocations=allocated(W3=40)) == 0


def test_a_worker_counts_once_in_the_team_of_the_post_with_most_fte(figure):
    given = {"workforce": WORKFORCE, "allocations": allocated(W1=30, W2=30)}
    assert figure(caseload_over_24, "2024-04", **given)["numerator"] == 2
    assert figure(caseload_over_24, "2024-04", team="Ash", **given)["numerator"] == 1
    assert figure(caseload_over_24, "2024-04", team="Birch", **given)["numerator"] == 1


def test_a_worker_missing_from_the_snapshot_counts_and_is_noted(figure):
    row = figure(caseload_over_24, "2024-04", workforce=WORKFORCE, allocations=allocated(W9=25))
    assert (row["numerator"], row["note"], row["status"]) == (1, "1 worker missing from the workforce snapshot", "ok")
