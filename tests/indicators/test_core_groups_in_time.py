from metrics.indicators.core_groups_in_time import core_groups_in_time


def test_six_weeks_ago_to_the_day_is_in_time(measure):
    assert measure(core_groups_in_time, "2024-03", cp_plans="""
        child_id | started_on
        A        | 2023-01-01
        B        | 2023-01-01
        C        | 2023-01-01
    """, reviews="""
        child_id | type_code  | held_on
        A        | core_group | 2024-02-18
        B        | core_group | 2024-02-17
        C        | cp         | 2024-03-17
    """) == (1, 3)  # fmt: skip
