def test_all_open_rows_of_a_child_fail_where_there_are_two(try_check):
    try_check("open_twice", cp_plans="""
        child_id | started_on | ended_on   | so
        A        | 2024-01-01 |            | fails
        A        | 2024-02-01 |            | fails
        A        | 2023-02-01 | 2023-08-01 | -
        B        | 2024-01-01 |            | fine
        C        | 2024-01-01 | 2024-06-30 | -
        C        | 2024-03-01 |            | fine
    """)


def test_an_end_to_come_is_open_and_a_temporary_plan_is_not_looked_at(try_check):
    try_check("open_twice", cp_plans="""
        child_id | started_on | ended_on   | is_temporary | so
        A        | 2024-01-01 | 2024-07-01 | no           | fails
        A        | 2024-02-01 |            |              | fails
        B        | 2024-01-01 |            | yes          | -
        B        | 2024-02-01 |            |              | fine
    """)


def test_several_workers_at_once_are_fine(try_check):
    try_check("open_twice", allocations="""
        child_id | worker_id | started_on | ended_on | so
        A        | 1         | 2024-01-01 |          | -
        A        | 2         | 2024-02-01 |          | -
    """)
