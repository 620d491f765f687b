def test_a_child_in_need_plan_beside_a_protection_plan_fails(try_check):
    try_check("two_kinds_of_plan", cp_plans="""
        child_id | started_on | ended_on
        A        | 2024-01-01 |
        B        | 2024-01-01 | 2024-06-01
    """, cin_plans="""
        child_id | started_on | ended_on   | so
        A        | 2023-01-01 |            | fails
        A        | 2022-01-01 | 2022-06-01 | -
        B        | 2024-06-01 |            | fine
    """)
