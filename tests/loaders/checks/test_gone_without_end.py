FULL_LIST = """
    child_id | started_on | ended_on   | seen       | so
    A        | 2024-01-01 |            | 2024-06-30 | fine
    B        | 2024-01-01 |            | 2024-05-31 | fails
    C        | 2024-01-01 | 2024-05-01 | 2024-05-31 | -
    D        | 2024-01-01 |            | 2024-06-30 | fine
    E        | 2024-01-01 |            |            | -
    F        | 2023-01-01 |            | 2024-04-30 | fails
"""


def test_what_was_open_and_is_missing_from_the_latest_list_fails(try_check):
    try_check("gone_without_end", extracts_of={"cp_plans": ["2024-04-30", "2024-05-31", "2024-06-30"]}, cp_plans=FULL_LIST)


def test_an_extract_with_less_than_half_of_what_was_open_is_no_full_list(try_check):
    try_check("gone_without_end", extracts_of={"cp_plans": ["2024-05-31", "2024-06-30"]}, cp_plans="""
        child_id | started_on | ended_on | seen       | so
        A        | 2024-01-01 |          | 2024-06-30 | -
        B        | 2024-01-01 |          | 2024-05-31 | -
        C        | 2024-01-01 |          | 2024-05-31 | -
        D        | 2024-06-01 |          | 2024-06-30 | -
    """)


def test_one_extract_tells_of_nothing_that_has_gone(try_check):
    try_check("gone_without_end", extracts_of={"cp_plans": ["2024-06-30"]}, cp_plans="""
        child_id | started_on | ended_on | seen       | so
        A        | 2024-01-01 |          | 2024-06-30 | -
    """)
