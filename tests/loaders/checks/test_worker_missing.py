def test_an_open_case_without_a_worker_fails(try_check):
    try_check("worker_missing", cp_plans="""
        child_id | started_on | ended_on   | worker    | so
        A        | 2024-01-01 |            |           | fails
        B        | 2024-01-01 |            | Ann Other | fine
        C        | 2024-01-01 | 2024-02-01 |           | -
    """, assessments="""
        child_id | started_on | authorised_on | worker | so
        A        | 2024-01-01 |               |        | fails
        B        | 2024-01-01 | 2024-02-01    |        | -
    """)  # fmt: skip


def test_a_list_that_names_no_worker_at_all_is_not_looked_at(try_check):
    try_check("worker_missing", cp_plans="""
        child_id | started_on | ended_on | so
        A        | 2024-01-01 |          | -
    """)
