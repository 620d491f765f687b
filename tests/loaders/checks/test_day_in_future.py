def test_after_the_as_at_day_fails_and_on_it_is_fine(try_check):
    try_check("day_in_future", contacts="""
        child_id | received_at      | so
        A        | 2024-06-30 23:59 | fine
        B        | 2024-07-01 00:00 | fails
    """)


def test_a_plan_may_not_end_in_the_future_but_an_order_may(try_check):
    try_check("day_in_future", cp_plans="""
        child_id | started_on | ended_on   | so
        A        | 2024-02-02 | 2024-07-01 | fails
        B        | 2024-02-02 |            | fine
    """, liberty_orders="""
        child_id | started_on | ended_on   | so
        A        | 2024-02-02 | 2024-07-01 | fine
    """)  # fmt: skip


def test_a_conference_may_be_arranged(try_check):
    try_check("day_in_future", section47="""
        child_id | strategy_on | icpc_on    | so
        A        | 2024-06-20  | 2024-07-04 | fine
        B        | 2024-07-20  |            | fails
    """)


def test_a_snapshot_of_the_workforce_may_look_ahead(try_check):
    try_check("day_in_future", workforce="""
        as_at_on   | post_id | started_on | ended_on   | so
        2024-06-30 | 1       | 2024-07-01 | 2025-07-01 | -
    """)
