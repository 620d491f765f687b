PERIODS = """
    child_id | started_on | ended_on
    A        | 2024-01-01 | 2024-03-01
    B        | 2024-01-01 |
"""


def test_the_first_and_the_last_day_of_a_placement_are_in_care(try_check):
    try_check("placement_outside_care", care_periods=PERIODS, placements="""
        child_id | started_on | ended_on   | so
        A        | 2024-01-01 | 2024-03-01 | fine
        A        | 2023-12-31 | 2024-02-01 | fails
        A        | 2024-02-01 | 2024-03-02 | fails
        A        | 2024-02-01 |            | fails
        B        | 2024-01-01 |            | fine
        B        | 2023-12-01 | 2023-12-31 | fails
        B        | 2024-02-02 | 2024-02-01 | -
        C        | 2024-02-01 |            | fails
    """)


def test_an_open_placement_is_looked_at_on_the_earlier_as_at_day(try_check):
    try_check("placement_outside_care", as_at={"care_periods": "2024-02-29"}, care_periods=PERIODS, placements="""
        child_id | started_on | ended_on   | so
        A        | 2024-01-01 |            | fine
        B        | 2024-01-01 | 2024-06-01 | fine
        C        | 2024-03-01 |            | -
    """)
