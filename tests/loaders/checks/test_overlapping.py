def test_a_start_before_the_end_of_an_earlier_one_fails_and_on_that_day_is_fine(try_check):
    try_check("overlapping", placements="""
        child_id | started_on | ended_on   | so
        A        | 2024-01-01 | 2024-02-01 | fine
        A        | 2024-02-01 | 2024-03-01 | fine
        A        | 2024-02-29 |            | fails
        B        | 2024-02-15 |            | fine
    """)


def test_an_earlier_one_that_lasts_is_remembered_beyond_the_one_between(try_check):
    try_check("overlapping", placements="""
        child_id | started_on | ended_on   | so
        A        | 2024-01-01 | 2024-06-01 | fine
        A        | 2024-02-01 | 2024-03-01 | fails
        A        | 2024-05-01 | 2024-06-20 | fails
    """)


def test_what_took_no_time_overlaps_nothing(try_check):
    try_check("overlapping", placements="""
        child_id | started_on | ended_on   | so
        A        | 2024-01-01 | 2024-06-01 | fine
        A        | 2024-02-01 | 2024-02-01 | -
        A        | 2024-02-03 | 2024-02-02 | -
    """)


def test_what_is_open_twice_is_told_once(try_check):
    try_check("overlapping", cin_plans="""
        child_id | started_on | ended_on   | so
        A        | 2024-01-01 |            | fine
        A        | 2024-02-01 |            | fine
        A        | 2024-03-01 | 2024-04-01 | fails
    """)
