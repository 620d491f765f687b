from metrics.indicators.cin_plan_rate import cin_plan_rate


def test_plans_open_on_the_last_day_per_10_000_children(figure):
    row = figure(cin_plan_rate, "2024-04", cin_plans="""
        child_id | started_on | ended_on
        A        | 2024-04-30 |
        B        | 2024-01-01 | 2024-04-30
        C        | 2024-01-01 | 2024-05-01
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["value"]) == (2, 10_000, 2)
