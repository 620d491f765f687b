def test_an_open_case_without_a_team_fails(try_check):
    try_check("team_missing", cin_plans="""
        child_id | started_on | ended_on   | team | so
        A        | 2024-01-01 |            |      | fails
        B        | 2024-01-01 |            | Ash  | fine
        C        | 2024-01-01 | 2024-02-01 |      | -
    """)
