from metrics.indicators.cp_seen_alone import cp_seen_alone


def test_only_the_last_visit_decides_and_those_not_yet_visited_are_left_aside(measure):
    assert measure(cp_seen_alone, "2024-03", as_at="2024-04-30", cp_plans="""
        child_id | started_on | ended_on
        A        | 2024-01-01 |
        B        | 2024-01-01 |
        C        | 2024-01-01 |
        D        | 2024-03-01 |
        E        | 2024-01-01 |
    """, visits="""
        child_id | type_code | visited_on | is_seen_alone
        A        | cp        | 2024-03-01 | no
        A        | cp        | 2024-03-20 | yes
        B        | cp        | 2024-03-01 | yes
        B        | cp        | 2024-03-20 | no
        B        | cp        | 2024-04-02 | yes
        C        | cp        | 2024-03-20 |
        D        | cp        | 2024-02-20 | yes
    """) == (1, 3)  # fmt: skip
