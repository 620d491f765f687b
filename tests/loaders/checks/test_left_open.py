def test_an_assessment_open_for_more_than_365_days_fails(try_check):
    try_check("left_open", assessments="""
        child_id | started_on | authorised_on | so
        A        | 2023-07-01 |               | fine
        B        | 2023-06-30 |               | fails
        C        | 2020-06-30 | 2024-01-01    | -
        D        | 2024-07-01 |               | -
    """)


def test_a_child_missing_for_more_than_61_days_fails(try_check):
    try_check("left_open", missing_episodes="""
        child_id | started_at       | ended_at         | so
        A        | 2024-04-30 01:00 |                  | fine
        B        | 2024-04-29 23:00 |                  | fails
        C        | 2024-01-01 23:00 | 2024-01-02 07:00 | -
    """)
