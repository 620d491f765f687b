from metrics.indicators.assessments_45wd import assessments_45wd


def test_day_45_is_in_time_and_day_46_is_not(measure):
    assert measure(assessments_45wd, "2024-05", assessments="""
        child_id | started_on | authorised_on
        A        | 2024-03-22 | 2024-05-30
        B        | 2024-03-22 | 2024-05-31
    """) == (1, 2)  # fmt: skip


def test_the_start_day_is_day_0_on_a_weekend_too(measure):
    assert measure(assessments_45wd, "2024-05", assessments="""
        child_id | started_on | authorised_on
        A        | 2024-03-23 | 2024-05-30
        B        | 2024-03-24 | 2024-05-31
    """) == (1, 2)  # fmt: skip


def test_open_assessments_are_in_no_period(figure):
    row = figure(assessments_45wd, "2024-05", assessments="""
        child_id | started_on | authorised_on
        A        | 2023-03-22 |
    """)  # fmt: skip
    assert (row["denominator"], row["status"]) == (0, "no cases")


def test_authorised_before_it_started_does_not_count_and_is_noted(figure):
    row = figure(assessments_45wd, "2024-05", assessments="""
        child_id | started_on | authorised_on
        A        | 2024-05-22 | 2024-05-21
        B        | 2024-05-22 | 2024-05-22
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 2, "1 authorised before started")


def test_a_day_past_the_end_of_the_calendar_is_left_out_and_noted(figure):
    row = figure(assessments_45wd, "2029-01", assessments="""
        child_id | started_on | authorised_on
        A        | 2028-12-22 | 2029-01-02
        B        | 2028-12-22 | 2029-01-03
    """)  # fmt: skip
    assert (row["denominator"], row["status"], row["note"]) == (0, "no cases", "2 past the working-day calendar left out")
