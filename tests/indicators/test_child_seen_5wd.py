from metrics.indicators.child_seen_5wd import child_seen_5wd


def test_day_5_is_in_time_and_day_6_is_not(measure):
    assert measure(child_seen_5wd, "2024-03", as_at="2024-04-30", assessments="""
        child_id | started_on | first_seen_on
        A        | 2024-03-22 | 2024-04-02
        B        | 2024-03-22 | 2024-04-03
        C        | 2024-03-22 | 2024-03-22
        D        | 2024-03-22 |
    """) == (2, 4)  # fmt: skip


def test_unseen_is_pending_until_day_5_is_over_and_seen_before_the_start_does_not_count(figure):
    row = figure(child_seen_5wd, "2024-03", as_at="2024-03-28", assessments="""
        child_id | started_on | first_seen_on
        A        | 2024-03-21 |
        B        | 2024-03-20 |
        C        | 2024-03-20 | 2024-03-19
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["status"], row["note"]) == (0, 2, "incomplete", "1 seen before the start")
