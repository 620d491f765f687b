from metrics.indicators.cp_15_months import cp_15_months


def test_exactly_15_months_counts_and_a_day_less_does_not(measure):
    assert measure(cp_15_months, "2024-06", cp_plans="""
        child_id | started_on | ended_on
        A        | 2023-03-30 |
        B        | 2023-03-31 |
        C        | 2023-04-01 |
    """) == (2, 3)  # fmt: skip


def test_started_on_the_31st_it_is_reached_on_the_last_day_of_a_shorter_month(measure):
    plans = """
        child_id | started_on | ended_on
        A        | 2022-11-30 |
        B        | 2022-12-01 |
    """
    assert measure(cp_15_months, "2024-02", cp_plans=plans) == (1, 2)


def test_plans_that_have_ended_are_in_neither(measure):
    assert measure(cp_15_months, "2024-06", cp_plans="""
        child_id | started_on | ended_on
        A        | 2020-01-01 | 2024-06-30
        B        | 2020-01-01 | 2024-07-01
    """) == (1, 1)  # fmt: skip


def test_in_an_unfinished_month_it_is_open_15_months_on_the_as_at_day(measure):
    plans = """
        child_id | started_on | ended_on
        A        | 2023-03-10 |
        B        | 2023-03-11 |
    """
    assert measure(cp_15_months, "2024-06", as_at="2024-06-10", cp_plans=plans) == (1, 2)
