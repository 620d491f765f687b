def test_open_on_the_18th_birthday_fails_and_the_day_before_is_fine(try_check):
    try_check("adult_case", children="""
        child_id | born_on
        A        | 2006-06-30
        B        | 2006-07-01
        C        | 2000-01-01
    """, children_in_need="""
        child_id | started_on | ended_on   | so
        A        | 2024-01-01 |            | fails
        B        | 2024-01-01 |            | fine
        C        | 2015-01-01 | 2018-01-01 | -
        D        | 2015-01-01 |            | -
    """)


def test_what_was_begun_with_an_adult_is_told_as_an_implausible_age(try_check):
    try_check("adult_case", children="""
        child_id | born_on
        A        | 2000-01-01
    """, cin_plans="""
        child_id | started_on | ended_on | so
        A        | 2024-01-01 |          | fine
    """)
