def test_open_after_the_day_of_death_fails_and_on_it_is_fine(try_check):
    try_check("open_after_death", children="""
        child_id | born_on    | died_on
        A        | 2010-01-01 | 2024-06-29
        B        | 2010-01-01 | 2024-06-30
        C        | 2010-01-01 |
    """, cp_plans="""
        child_id | started_on | ended_on   | so
        A        | 2024-01-01 |            | fails
        A        | 2023-01-01 | 2023-06-01 | -
        B        | 2024-01-01 |            | fine
        C        | 2024-01-01 |            | fine
        D        | 2024-01-01 |            | fine
    """)
