from metrics.indicators.icpc_15wd import icpc_15wd


def test_day_15_is_in_time_and_day_16_is_not(measure):
    assert measure(icpc_15wd, "2025-01", section47="""
        child_id | strategy_on | icpc_on
        A        | 2024-12-16  | 2025-01-09
        B        | 2024-12-16  | 2025-01-10
    """) == (1, 2)  # fmt: skip


def test_the_period_is_that_of_the_conference(measure):
    enquiries = """
        child_id | strategy_on | icpc_on
        A        | 2024-04-29  | 2024-05-07
        B        | 2024-04-29  |
    """
    assert measure(icpc_15wd, "2024-04", section47=enquiries) == (0, 0)
    assert measure(icpc_15wd, "2024-05", section47=enquiries) == (1, 1)


def test_a_conference_before_its_strategy_discussion_does_not_count_and_is_noted(figure):
    row = figure(icpc_15wd, "2024-05", section47="""
        child_id | strategy_on | icpc_on
        A        | 2024-05-22  | 2024-05-21
        B        | 2024-05-22  | 2024-05-22
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 2, "1 held before the strategy discussion")


def test_a_day_past_the_end_of_the_calendar_is_left_out_and_noted(figure):
    row = figure(icpc_15wd, "2029-01", section47="""
        child_id | strategy_on | icpc_on
        A        | 2028-12-22  | 2029-01-02
    """)  # fmt: skip
    assert (row["denominator"], row["note"]) == (0, "1 past the working-day calendar left out")


def test_where_the_census_says_by_when_the_conference_was_due_that_is_the_clock(measure):
    """The discussion was before the enquiry began (A), or after it (B); C says nothing, and its discussion is the clock."""
    assert measure(icpc_15wd, "2024-05", section47="""
        child_id | strategy_on | conference_due_on | icpc_on
        A        | 2024-05-03  | 2024-05-22        | 2024-05-23
        B        | 2024-05-01  | 2024-05-24        | 2024-05-24
        C        | 2024-05-01  |                   | 2024-05-23
    """) == (2, 3)  # fmt: skip
