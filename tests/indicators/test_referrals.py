from metrics.indicators.referrals import referrals


def test_a_child_referred_twice_counts_twice(measure):
    assert measure(referrals, "2024-04", referrals="""
        child_id | received_at
        A        | 2024-04-02
        A        | 2024-04-02
        B        | 2024-05-01
    """) == 2  # fmt: skip
