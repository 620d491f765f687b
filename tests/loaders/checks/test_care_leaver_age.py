def test_care_leavers_are_16_to_25_on_the_day_of_the_snapshot(try_check):
    try_check("care_leaver_age", children="""
        child_id | born_on
        A        | 2008-06-30
        B        | 2008-07-01
        C        | 1998-07-01
        D        | 1998-06-30
        E        |
    """, care_leavers="""
        child_id | as_at_on   | so
        A        | 2024-06-30 | fine
        B        | 2024-06-30 | fails
        C        | 2024-06-30 | fine
        D        | 2024-06-30 | fails
        D        | 2024-05-31 | fine
        E        | 2024-06-30 | -
    """)
