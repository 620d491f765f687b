def test_begun_on_the_18th_birthday_fails_and_the_day_before_is_fine(try_check):
    try_check("began_as_adult", children="""
        child_id | born_on
        A        | 2006-02-02
        B        |
    """, referrals="""
        child_id | received_at      | so
        A        | 2024-02-01 23:00 | fine
        A        | 2024-02-02 00:00 | fails
        B        | 2024-02-02 00:00 | -
    """, contacts="""
        child_id | received_at | so
        A        | 2024-02-02  | -
    """)  # fmt: skip


def test_who_was_born_on_29_february_comes_of_age_on_1_march(try_check):
    try_check("began_as_adult", children="""
        child_id | born_on
        A        | 2004-02-29
    """, cp_plans="""
        child_id | started_on | so
        A        | 2022-02-28 | fine
        A        | 2022-03-01 | fails
    """)


def test_a_birth_more_than_ten_months_ahead_fails(try_check):
    try_check("began_as_adult", children="""
        child_id | born_on    | so
        A        | 2025-05-01 | fine
        B        | 2025-05-02 | fails
        C        |            | -
    """)
