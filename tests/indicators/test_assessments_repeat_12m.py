from metrics.indicators.assessments_repeat_12m import assessments_repeat_12m


def test_exactly_twelve_months_later_counts_and_a_day_more_does_not(measure):
    assert measure(assessments_repeat_12m, "2024-06", assessments="""
        assessment_id | child_id | started_on | authorised_on
        1             | A        | 2023-05-01 | 2023-06-10
        2             | A        | 2024-05-01 | 2024-06-10
        3             | B        | 2023-05-01 | 2023-06-10
        4             | B        | 2024-05-01 | 2024-06-11
        5             | C        | 2024-05-01 | 2024-06-11
        6             | C        | 2024-05-02 | 2024-06-11
    """) == (2, 4)  # fmt: skip


def test_one_that_is_open_repeats_nothing(measure):
    assert measure(assessments_repeat_12m, "2024-06", assessments="""
        assessment_id | child_id | started_on | authorised_on
        1             | A        | 2024-01-01 |
        2             | A        | 2024-05-01 | 2024-06-10
    """) == (0, 1)  # fmt: skip
