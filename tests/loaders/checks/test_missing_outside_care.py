def test_an_episode_out_of_care_fails_where_the_child_has_been_in_care(try_check):
    try_check("missing_outside_care", care_periods="""
        child_id | started_on | ended_on
        A        | 2024-01-10 | 2024-02-10
    """, missing_episodes="""
        child_id | started_at       | so
        A        | 2024-01-09 23:00 | fails
        A        | 2024-01-10 01:00 | fine
        A        | 2024-02-10 23:00 | fine
        A        | 2024-02-11 01:00 | fails
        A        | 2024-07-01 01:00 | -
        B        | 2024-02-11 01:00 | -
    """)
