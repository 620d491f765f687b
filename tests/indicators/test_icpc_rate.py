from metrics.indicators.icpc_rate import icpc_rate


def test_conferences_of_the_twelve_months_to_the_end_of_the_period(measure):
    assert measure(icpc_rate, "2024-03", section47="""
        child_id | strategy_on | icpc_on
        A        | 2023-03-01  | 2023-04-01
        B        | 2023-03-01  | 2023-03-31
        C        | 2024-03-01  | 2024-03-31
        D        | 2024-03-01  |
    """) == 2  # fmt: skip
