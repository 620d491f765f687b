def test_the_second_of_two_at_the_same_minute_from_the_same_source_fails(try_check):
    try_check("recorded_twice", contacts="""
        contact_id | child_id | received_at      | source_code | so
        1          | A        | 2024-01-01 09:15 | 6           | fine
        2          | A        | 2024-01-01 09:15 | 6           | fails
        3          | A        | 2024-01-01 09:15 | 2A          | fine
        4          | B        | 2024-01-01 09:15 | 6           | fine
        5          | A        | 2024-01-01 09:16 | 6           | fine
    """)


def test_contacts_without_a_time_of_day_are_not_looked_at(try_check):
    try_check("recorded_twice", contacts="""
        contact_id | child_id | received_at | source_code | so
        1          | A        | 2024-01-01  | 6           | -
        2          | A        | 2024-01-01  | 6           | -
    """)


def test_two_assessments_begun_on_one_day_fail_unless_one_was_cancelled(try_check):
    try_check("recorded_twice", assessments="""
        assessment_id | child_id | started_on | step_status_code | so
        1             | A        | 2024-01-01 |                  | fine
        2             | A        | 2024-01-01 |                  | fails
        3             | B        | 2024-01-01 | cancelled        | -
        4             | B        | 2024-01-01 |                  | fine
    """)
