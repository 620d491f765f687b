def test_an_end_before_its_start_fails_and_on_the_same_day_is_fine(try_check):
    try_check("days_out_of_order", cp_plans="""
        child_id | started_on | ended_on   | so
        A        | 2024-02-02 | 2024-02-01 | fails
        B        | 2024-02-02 | 2024-02-02 | fine
        C        | 2024-02-02 | 2024-02-03 | fine
        D        | 2024-02-02 |            | -
    """)


def test_a_decision_before_the_receipt_fails_by_the_minute(try_check):
    try_check("days_out_of_order", referrals="""
        child_id | received_at      | decided_at       | so
        A        | 2024-02-02 09:15 | 2024-02-02 09:14 | fails
        B        | 2024-02-02 09:15 | 2024-02-02 09:15 | fine
        C        | 2024-02-02 09:15 | 2024-02-01 10:00 | fails
    """)


def test_a_day_without_a_time_is_any_time_of_that_day(try_check):
    try_check("days_out_of_order", contacts="""
        child_id | received_at      | decided_at       | so
        A        | 2024-02-02 09:15 | 2024-02-02       | fine
        B        | 2024-02-02 09:15 | 2024-02-01       | fails
    """)


def test_a_conference_before_its_strategy_discussion_fails(try_check):
    try_check("days_out_of_order", section47="""
        child_id | strategy_on | icpc_on    | so
        A        | 2024-02-02  | 2024-02-01 | fails
        B        | 2024-02-02  | 2024-02-16 | fine
    """)


def test_an_assessment_authorised_before_it_began_fails_unless_it_was_cancelled(try_check):
    try_check("days_out_of_order", assessments="""
        child_id | started_on | authorised_on | step_status_code | so
        A        | 2024-02-02 | 2024-02-01    | completed        | fails
        B        | 2024-02-02 | 2024-02-01    | cancelled        | -
    """)
