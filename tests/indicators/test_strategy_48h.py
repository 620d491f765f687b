from metrics.indicators.strategy_48h import strategy_48h


def test_exactly_48_hours_is_in_time_and_a_minute_more_is_not(measure):
    assert measure(strategy_48h, "2024-03", strategy_discussions="""
        child_id | held_at          | referral_received_at
        A        | 2024-03-24 17:30 | 2024-03-22 17:30
        B        | 2024-03-24 17:31 | 2024-03-22 17:30
        C        | 2024-03-01 10:00 | 2024-03-01 10:00
    """) == (2, 3)  # fmt: skip


def test_one_that_follows_no_referral_is_not_among_them_and_one_before_its_referral_is_late(figure):
    row = figure(strategy_48h, "2024-03", strategy_discussions="""
        child_id | held_at          | referral_received_at
        A        | 2024-03-24 17:30 |
        B        | 2024-03-21 09:30 | 2024-03-22 17:30
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (0, 1, "1 held before the referral")


def test_without_a_time_of_day_the_figure_is_to_the_day(figure):
    row = figure(strategy_48h, "2024-03", strategy_discussions="""
        child_id | held_at    | referral_received_at
        A        | 2024-03-24 | 2024-03-22 00:00
    """)  # fmt: skip
    assert (row["numerator"], row["note"]) == (1, "to the day")
