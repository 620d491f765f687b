def test_an_open_case_of_a_child_without_a_birth_date_fails(try_check):
    try_check("birth_date_missing", children="""
        child_id | born_on
        A        | 2010-01-01
        B        |
    """, cp_plans="""
        child_id | started_on | ended_on   | so
        A        | 2024-01-01 |            | fine
        B        | 2024-01-01 |            | fails
        B        | 2023-01-01 | 2023-06-01 | -
        C        | 2024-01-01 |            | fails
    """)
