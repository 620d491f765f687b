def test_a_case_a_week_old_needs_an_open_allocation(try_check):
    try_check("case_without_allocation", allocations="""
        child_id | worker_id | started_on | ended_on
        A        | 1         | 2024-01-01 |
        B        | 1         | 2024-01-01 | 2024-06-30
    """, cp_plans="""
        child_id | started_on | ended_on   | so
        A        | 2024-01-01 |            | fine
        B        | 2024-01-01 |            | fails
        C        | 2024-06-23 |            | fails
        D        | 2024-06-24 |            | -
        E        | 2024-01-01 | 2024-02-01 | -
    """)
