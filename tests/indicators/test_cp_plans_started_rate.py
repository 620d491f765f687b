from metrics.indicators.cp_plans_started_rate import cp_plans_started_rate


def test_plans_started_in_the_twelve_months_open_or_not(measure):
    assert measure(cp_plans_started_rate, "2024-03", cp_plans="""
        child_id | started_on | ended_on
        A        | 2023-04-01 | 2023-05-01
        A        | 2023-06-01 |
        B        | 2023-03-31 |
        C        | 2024-04-01 |
    """) == 2  # fmt: skip
