def test_more_than_305_days_before_birth_fails_born_or_not(try_check):
    try_check("long_before_birth", children="""
        child_id | born_on
        A        | 2024-11-01
    """, referrals="""
        child_id | received_at      | so
        A        | 2024-01-01 12:00 | fine
        A        | 2023-12-31 12:00 | fails
        B        | 2020-01-01 12:00 | -
    """, care_periods="""
        child_id | started_on | so
        A        | 2020-01-01 | -
    """)  # fmt: skip
