from metrics.indicators.unallocated_cases import unallocated_cases


def test_nobody_or_only_a_pseudo_worker_holds_the_child(measure):
    assert measure(unallocated_cases, "2024-03", children_in_need="""
        child_id | started_on | ended_on
        A        | 2024-01-01 |
        B        | 2024-01-01 |
        C        | 2024-01-01 |
        D        | 2024-01-01 |
        E        | 2024-01-01 | 2024-03-31
        F        | 2024-01-01 |
    """, allocations="""
        child_id | worker_id | worker      | started_on | ended_on
        A        | W1        | One         | 2024-01-01 |
        B        | W2        | Duty        | 2024-01-01 |
        C        | W1        | One         | 2024-01-01 | 2024-03-31
        F        | W2        | UNALLOCATED | 2024-01-01 |
        F        | W1        | One         | 2024-02-01 |
    """) == 3  # fmt: skip
