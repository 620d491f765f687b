NEED = """
    child_id | started_on | ended_on
    A        | 2023-01-01 |
    B        | 2023-01-01 | 2024-06-30
    C        | 2023-01-01 | 2024-07-01
"""
PLANS = """
    child_id | started_on | ended_on   | so
    A        | 2024-01-01 |            | fine
    B        | 2024-01-01 |            | fails
    C        | 2024-01-01 |            | fine
    D        | 2024-01-01 |            | fails
    D        | 2023-01-01 | 2023-06-01 | -
"""


def test_an_open_plan_of_a_child_who_is_not_in_need_fails(try_check):
    try_check("plan_not_in_need", children_in_need=NEED, cp_plans=PLANS)


def test_lists_of_two_days_are_set_side_by_side_on_the_earlier(try_check):
    try_check("plan_not_in_need", as_at={"children_in_need": "2024-05-31"}, children_in_need=NEED, cp_plans="""
        child_id | started_on | ended_on   | so
        B        | 2024-01-01 |            | fine
        D        | 2024-05-31 |            | fails
        D        | 2024-06-01 |            | -
        E        | 2024-01-01 | 2024-06-01 | fails
    """)


def test_without_a_list_of_children_in_need_nothing_is_looked_at(try_check):
    try_check("plan_not_in_need", cp_plans="""
        child_id | started_on | ended_on | so
        A        | 2024-01-01 |          | -
    """)
