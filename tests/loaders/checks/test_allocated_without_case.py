NOTHING_ELSE = {
    "cin_plans": "child_id | started_on | ended_on", "cp_plans": "child_id | started_on | ended_on",
    "care_periods": "child_id | started_on | ended_on", "assessments": "child_id | started_on | authorised_on",
}  # fmt: skip


def test_an_open_allocation_needs_an_open_case(try_check):
    cases = NOTHING_ELSE | {
        "cin_plans": """
            child_id | started_on | ended_on
            A        | 2024-01-01 |
            B        | 2024-01-01 | 2024-06-29
        """,
        "assessments": """
            child_id | started_on | authorised_on
            C        | 2024-06-01 |
        """,
    }
    try_check("allocated_without_case", **cases, allocations="""
        child_id | worker_id | started_on | ended_on   | so
        A        | 1         | 2024-01-01 |            | fine
        B        | 1         | 2024-01-01 |            | fails
        C        | 1         | 2024-01-01 |            | fine
        D        | 1         | 2024-01-01 |            | fails
        D        | 2         | 2024-01-01 | 2024-06-30 | -
    """)


def test_the_front_door_keeps_a_worker_for_31_days_and_care_leavers_have_one(try_check):
    try_check("allocated_without_case", **NOTHING_ELSE, referrals="""
        child_id | received_at
        A        | 2024-05-31 09:00
        B        | 2024-05-30 09:00
    """, care_leavers="""
        child_id | as_at_on
        C        | 2024-06-30
        D        | 2024-05-31
    """, allocations="""
        child_id | worker_id | started_on | ended_on | so
        A        | 1         | 2024-06-01 |          | fine
        B        | 1         | 2024-06-01 |          | fails
        C        | 1         | 2024-01-01 |          | fine
        D        | 1         | 2024-01-01 |          | fails
    """)  # fmt: skip
