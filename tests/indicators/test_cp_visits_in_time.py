from metrics.indicators.cp_visits_in_time import cp_visits_in_time


def test_10_working_days_ago_is_in_time_and_11_is_not(measure):
    """Of 31 March 2024, a Sunday after Good Friday: 14 March is 10 working days before, 13 March is 11."""
    assert measure(cp_visits_in_time, "2024-03", cp_plans="""
        child_id | started_on | ended_on
        A        | 2024-01-01 |
        B        | 2024-01-01 |
        C        | 2024-01-01 |
    """, visits="""
        child_id | type_code | visited_on | is_seen
        A        | cp        | 2024-03-14 | yes
        B        | cp        | 2024-03-13 | yes
        C        | cin       | 2024-03-28 | yes
    """) == (1, 3)  # fmt: skip


def test_a_visit_planned_and_not_made_is_none(measure):
    assert measure(cp_visits_in_time, "2024-03", cp_plans="""
        child_id | started_on
        A        | 2024-01-01
    """, visits="""
        child_id | type_code | planned_on | visited_on
        A        | cp        | 2024-03-20 |
        A        | cp        | 2024-01-10 | 2024-01-10
    """) == (0, 1)  # fmt: skip
