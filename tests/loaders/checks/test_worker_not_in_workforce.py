WORKFORCE = """
    as_at_on   | post_id | worker_id
    2024-06-30 | 1       | 1
    2024-06-30 | 2       |
    2024-05-31 | 2       | 2
    2024-07-31 | 3       | 3
"""
ALLOCATIONS = """
    child_id | worker_id | started_on | ended_on   | so
    A        | 1         | 2024-01-01 |            | fine
    A        | 2         | 2024-01-01 |            | fails
    A        | 3         | 2024-01-01 |            | fails
    A        | 2         | 2024-02-01 | 2024-06-01 | -
"""


def test_who_holds_a_child_is_in_the_latest_snapshot_by_then(try_check):
    try_check("worker_not_in_workforce", as_at={"workforce": "2024-07-31"}, workforce=WORKFORCE, allocations=ALLOCATIONS)


def test_before_the_first_snapshot_nothing_is_looked_at(try_check):
    try_check("worker_not_in_workforce", as_at={"allocations": "2024-05-30"}, workforce=WORKFORCE, allocations="""
        child_id | worker_id | started_on | ended_on | so
        A        | 9         | 2024-01-01 |          | -
    """)
