def test_two_days_between_placements_fail_and_one_night_is_fine(try_check):
    try_check("placement_gap", care_periods="""
        child_id | started_on | ended_on
        A        | 2024-01-01 |
    """, placements="""
        child_id | started_on | ended_on   | so
        A        | 2024-01-01 | 2024-02-01 | -
        A        | 2024-02-02 | 2024-03-01 | fine
        A        | 2024-03-03 | 2024-05-01 | fails
        A        | 2024-03-10 | 2024-04-01 | fine
        A        | 2024-05-01 |            | fine
    """)


def test_out_of_care_in_between_is_no_gap(try_check):
    try_check("placement_gap", care_periods="""
        child_id | started_on | ended_on
        A        | 2024-01-01 | 2024-02-01
        A        | 2024-04-01 |
        B        | 2024-01-01 | 2024-02-01
    """, placements="""
        child_id | started_on | ended_on   | so
        A        | 2024-01-01 | 2024-02-01 | -
        A        | 2024-04-01 |            | -
        B        | 2024-01-01 | 2024-02-01 | -
        B        | 2024-04-01 |            | -
    """)
