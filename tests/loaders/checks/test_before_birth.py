CHILDREN = """
    child_id | born_on
    A        | 2024-02-02
    B        |
"""


def test_care_before_the_day_of_birth_fails_and_on_it_is_fine(try_check):
    try_check("before_birth", children=CHILDREN, care_periods="""
        child_id | started_on | so
        A        | 2024-02-01 | fails
        A        | 2024-02-02 | fine
        B        | 2020-01-01 | -
        C        | 2020-01-01 | -
    """)


def test_a_missing_episode_before_birth_fails_and_a_plan_does_not(try_check):
    try_check("before_birth", children=CHILDREN, missing_episodes="""
        child_id | started_at       | so
        A        | 2024-02-01 23:59 | fails
    """, cp_plans="""
        child_id | started_on | so
        A        | 2024-02-01 | -
    """)  # fmt: skip
