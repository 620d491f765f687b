REVIEWS = """
    child_id | type_code  | held_on
    A        | cp         | 2023-01-01
    A        | cp         | 2024-02-01
    A        | core_group | 2024-05-01
    B        | cp         | 2024-02-01
    C        | cin        | 2024-02-01
    D        | cp         |
"""


def test_a_conference_on_the_day_or_in_the_week_before_ends_a_plan(try_check):
    try_check("plan_end_without_review", reviews=REVIEWS, cp_plans="""
        child_id | started_on | ended_on   | so
        A        | 2022-01-01 | 2024-02-01 | fine
        A        | 2022-01-01 | 2024-02-08 | fine
        A        | 2022-01-01 | 2024-02-09 | fails
        A        | 2022-01-01 | 2024-01-31 | fails
        A        | 2022-01-01 | 2024-05-01 | fails
        A        | 2022-01-01 |            | -
        A        | 2022-01-01 | 2022-12-01 | -
        C        | 2022-01-01 | 2024-02-01 | -
        D        | 2022-01-01 | 2024-02-01 | -
    """)


def test_a_plan_ends_at_18_without_a_conference(try_check):
    try_check("plan_end_without_review", reviews=REVIEWS, children="""
        child_id | born_on
        A        | 2006-05-01
        B        | 2010-05-01
    """, cp_plans="""
        child_id | started_on | ended_on   | so
        A        | 2022-01-01 | 2024-05-01 | -
        B        | 2022-01-01 | 2024-05-01 | fails
    """)  # fmt: skip
