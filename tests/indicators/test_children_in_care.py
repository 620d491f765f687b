from metrics.indicators.children_in_care import children_in_care


def test_short_breaks_are_left_out_and_a_missing_legal_status_is_not_taken_for_one(measure):
    assert measure(children_in_care, "2024-04", care_periods="""
        child_id | started_on | ended_on | legal_status_code
        A        | 2024-01-01 |          | C1
        B        | 2024-01-01 |          | V3
        C        | 2024-01-01 |          | V4
        D        | 2024-01-01 |          |
    """) == 2  # fmt: skip


def test_care_that_ends_on_the_day_is_no_longer_open(measure):
    assert measure(children_in_care, "2024-04", care_periods="""
        child_id | started_on | ended_on   | legal_status_code
        A        | 2024-01-01 | 2024-04-30 | C1
        B        | 2024-04-30 | 2024-05-01 | C1
    """) == 1  # fmt: skip
