from metrics.indicators.rereferrals_12m import rereferrals_12m


def test_exactly_twelve_months_later_counts_and_a_day_more_does_not(measure):
    assert measure(rereferrals_12m, "2024-25", referrals="""
        child_id | received_at
        A        | 2023-06-10
        A        | 2024-06-10
        B        | 2023-06-10
        B        | 2024-06-11
    """) == (1, 2)  # fmt: skip
