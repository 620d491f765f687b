def test_a_child_in_care_who_is_not_in_need_fails_in_short_breaks_too(try_check):
    try_check("care_not_in_need", children_in_need="""
        child_id | started_on | ended_on
        A        | 2023-01-01 |
        B        | 2023-01-01 | 2024-01-01
    """, care_periods="""
        child_id | started_on | ended_on   | legal_status_code | so
        A        | 2024-01-01 |            | C1                | fine
        B        | 2024-01-01 |            | C1                | fails
        C        | 2024-01-01 |            | V4                | fails
        D        | 2024-01-01 | 2024-06-30 | C1                | -
    """)
