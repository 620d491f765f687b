from metrics.indicators.children_in_care_rate import children_in_care_rate


def test_periods_of_care_without_short_breaks_per_10_000_children(figure):
    row = figure(children_in_care_rate, "2024-04", care_periods="""
        child_id | started_on | ended_on | legal_status_code
        A        | 2024-01-01 |          | C1
        B        | 2024-01-01 |          | V3
        C        | 2024-01-01 |          | V4
        D        | 2024-04-30 |          |
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["value"]) == (2, 10_000, 2)


def test_it_is_shown_as_a_whole_number():
    assert children_in_care_rate.decimals == 0
