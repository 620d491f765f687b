def test_a_conference_on_the_day_or_in_the_week_before_begins_a_plan(try_check):
    try_check("plan_without_conference", section47="""
        child_id | strategy_on | icpc_on
        Z        | 2024-01-01  | 2024-01-10
        A        | 2024-02-01  | 2024-02-14
        B        | 2024-02-01  |
    """, cp_plans="""
        child_id | started_on | is_temporary | so
        A        | 2024-02-14 |              | fine
        A        | 2024-02-21 |              | fine
        A        | 2024-02-22 |              | fails
        A        | 2024-02-13 |              | fails
        B        | 2024-02-14 |              | fails
        B        | 2024-02-14 | yes          | -
        C        | 2024-01-16 |              | -
        C        | 2024-01-17 |              | fails
    """)


def test_without_a_single_conference_nothing_is_looked_at(try_check):
    try_check("plan_without_conference", section47="""
        child_id | strategy_on | icpc_on
        A        | 2024-01-01  |
    """, cp_plans="""
        child_id | started_on | so
        A        | 2024-02-14 | -
    """)
