from metrics.indicators.referral_decision_24h import referral_decision_24h


def test_exactly_24_hours_is_in_time_and_a_minute_more_is_not(measure):
    assert measure(referral_decision_24h, "2024-04", referrals="""
        child_id | received_at      | decided_at
        A        | 2024-04-02 10:30 | 2024-04-03 10:30
        B        | 2024-04-02 10:30 | 2024-04-03 10:31
    """) == (1, 2)  # fmt: skip


def test_weekends_count(measure):
    assert measure(referral_decision_24h, "2024-04", referrals="""
        child_id | received_at      | decided_at
        A        | 2024-04-05 16:00 | 2024-04-08 09:00
    """) == (0, 1)  # fmt: skip


def test_undecided_is_pending_for_24_hours_and_then_late(figure):
    row = figure(referral_decision_24h, "2024-04", as_at="2024-04-30", referrals="""
        child_id | received_at      | decided_at
        A        | 2024-04-30 00:00 |
        B        | 2024-04-29 23:59 |
        C        | 2024-04-30 15:00 | 2024-04-30 16:00
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["status"]) == (1, 2, "incomplete")


def test_a_time_that_is_not_recorded_is_midnight_and_the_figure_is_to_the_day(figure):
    row = figure(referral_decision_24h, "2024-04", referrals="""
        child_id | received_at | decided_at
        A        | 2024-04-02  | 2024-04-03
        B        | 2024-04-02  | 2024-04-04
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 2, "to the day")


def test_decided_before_it_was_received_does_not_count_and_is_noted(figure):
    row = figure(referral_decision_24h, "2024-04", referrals="""
        child_id | received_at      | decided_at
        A        | 2024-04-02 10:00 | 2024-04-01 10:00
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (0, 1, "1 decided before received")
