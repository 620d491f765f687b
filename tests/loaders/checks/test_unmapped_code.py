def test_an_unknown_value_fails_and_a_blank_one_is_not_looked_at(try_check):
    try_check("unmapped_code", contacts="""
        child_id | received_at | outcome_code | source_code | so
        A        | 2024-01-01  | unmapped     | 1A          | fails
        B        | 2024-01-01  | referral     |             | fine
        C        | 2024-01-01  | referral     | unmapped    | fails
        D        | 2024-01-01  |              |             | -
    """)
