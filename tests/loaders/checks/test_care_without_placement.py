def test_a_child_in_care_lives_somewhere(try_check):
    try_check("care_without_placement", placements="""
        child_id | started_on | ended_on
        A        | 2024-01-01 |
        B        | 2024-01-01 | 2024-06-30
        C        | 2024-01-01 | 2024-06-01
    """, care_periods="""
        child_id | started_on | ended_on   | legal_status_code | so
        A        | 2024-01-01 |            | C1                | fine
        B        | 2024-01-01 |            | C1                | fails
        C        | 2024-01-01 | 2024-06-01 | C1                | -
        D        | 2024-01-01 |            | V3                | -
        E        | 2024-01-01 |            |                   | fails
    """)
