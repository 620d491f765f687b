from metrics.indicators.cp_18_months import cp_18_months


def test_exactly_18_months_counts_and_a_day_less_does_not(measure):
    assert measure(cp_18_months, "2024-02", cp_plans="""
        child_id | started_on | ended_on
        A        | 2022-08-29 |
        B        | 2022-08-30 |
        C        | 2022-08-31 |
        D        | 2022-09-01 |
        E        | 2020-01-01 | 2024-02-29
    """) == (3, 4)  # fmt: skip
