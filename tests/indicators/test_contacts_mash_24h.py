from metrics.indicators.contacts_mash_24h import contacts_mash_24h


def test_exactly_24_hours_is_in_time_and_a_minute_more_is_not(measure):
    assert measure(contacts_mash_24h, "2024-03", as_at="2024-04-30", contacts="""
        child_id | received_at      | screened_at
        A        | 2024-03-22 17:30 | 2024-03-23 17:30
        B        | 2024-03-22 17:30 | 2024-03-23 17:31
        C        | 2024-03-22 17:30 |
    """) == (1, 3)  # fmt: skip


def test_a_decision_is_no_screening(figure):
    row = figure(contacts_mash_24h, "2024-03", as_at="2024-03-22", contacts="""
        child_id | received_at      | decided_at       | screened_at
        A        | 2024-03-22 17:30 | 2024-03-22 18:30 |
    """)  # fmt: skip
    assert (row["denominator"], row["status"]) == (0, "incomplete")
