from metrics.indicators.permanent_rate import permanent_rate


def test_posts_held_by_permanent_staff_of_all_established_social_work_posts(measure):
    assert measure(permanent_rate, "2024-04", workforce="""
        as_at_on   | post_id | role_code           | employment_code | fte
        2024-04-30 | P1      | social_worker       | permanent       | 0.2
        2024-04-30 | P2      | senior_practitioner | permanent       |
        2024-04-30 | P3      | newly_qualified     | agency          | 1.0
        2024-04-30 | P4      | social_worker       | vacant          | 1.0
        2024-04-30 | P5      | team_manager        | permanent       | 1.0
    """) == (2, 4)  # fmt: skip


def test_a_post_whose_holder_has_left_or_not_yet_started_is_established_but_not_held(measure):
    assert measure(permanent_rate, "2024-04", workforce="""
        as_at_on   | post_id | role_code     | employment_code | started_on | ended_on
        2024-04-15 | P1      | social_worker | permanent       | 2023-04-01 | 2024-04-30
        2024-04-15 | P2      | social_worker | permanent       | 2024-05-01 |
        2024-04-15 | P3      | social_worker | permanent       | 2024-04-30 | 2024-05-01
    """) == (1, 3)  # fmt: skip
