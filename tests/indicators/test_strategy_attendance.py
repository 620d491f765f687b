from metrics.indicators.strategy_attendance import strategy_attendance


def test_both_must_have_been_there_and_what_is_not_recorded_does_not_count(figure):
    row = figure(strategy_attendance, "2024-03", strategy_discussions="""
        child_id | held_at          | is_police_present | is_health_present
        A        | 2024-03-24 17:30 | yes               | yes
        B        | 2024-03-24 17:30 | yes               | no
        C        | 2024-03-24 17:30 | yes               |
        D        | 2024-04-01 00:00 | yes               | yes
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 3, "1 without a record of who took part")
