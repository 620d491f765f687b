from metrics.indicators.referral_decision_1wd import referral_decision_1wd


def test_the_next_working_day_is_in_time_and_the_one_after_is_not(measure):
    assert measure(referral_decision_1wd, "2024-03", as_at="2024-04-30", referrals="""
        child_id | received_at      | decided_at
        A        | 2024-03-22 17:30 | 2024-03-25 16:00
        B        | 2024-03-22 08:00 | 2024-03-26 09:00
        C        | 2024-03-28 09:00 | 2024-04-02 17:00
        D        | 2024-03-23 09:00 | 2024-03-23 08:00
    """) == (3, 4)  # fmt: skip


def test_undecided_on_the_day_it_falls_due_is_pending_and_after_it_late(figure):
    row = figure(referral_decision_1wd, "2024-03", as_at="2024-03-25", referrals="""
        child_id | received_at      | decided_at
        A        | 2024-03-22 17:30 |
        B        | 2024-03-21 17:30 |
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["status"]) == (0, 1, "incomplete")


def test_decided_the_day_before_it_came_does_not_count_and_is_noted(figure):
    row = figure(referral_decision_1wd, "2024-03", as_at="2024-04-30", referrals="""
        child_id | received_at      | decided_at
        A        | 2024-03-22 17:30 | 2024-03-21 16:00
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (0, 1, "1 decided before received")
