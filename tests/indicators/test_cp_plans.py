from metrics.indicators.cp_plans import cp_plans


def test_open_from_the_day_it_starts_until_the_day_it_ends(measure):
    plans = """
        child_id | started_on | ended_on
        A        | 2024-04-30 |
        B        | 2024-05-01 |
        C        | 2024-01-01 | 2024-04-30
        D        | 2024-01-01 | 2024-05-01
    """
    assert measure(cp_plans, "2024-04", cp_plans=plans) == 2
    assert measure(cp_plans, "2024-05", cp_plans=plans) == 2
    assert measure(cp_plans, "2024-03", cp_plans=plans) == 2


def test_quarter_and_year_are_those_of_their_last_day(measure):
    plans = """
        child_id | started_on | ended_on
        A        | 2024-04-10 | 2024-06-29
        B        | 2024-04-10 | 2025-03-31
        C        | 2024-04-10 |
    """
    assert measure(cp_plans, "2024-25 Q1", cp_plans=plans) == 2
    assert measure(cp_plans, "2024-25", cp_plans=plans) == 1


def test_a_child_with_two_plans_open_at_once_counts_twice(measure):
    assert measure(cp_plans, "2024-04", cp_plans="""
        child_id | started_on | ended_on
        A        | 2024-04-01 |
        A        | 2024-04-02 |
    """) == 2  # fmt: skip


def test_a_plan_that_ends_before_it_starts_is_never_open(measure):
    plans = """
        child_id | started_on | ended_on
        A        | 2024-04-20 | 2024-03-10
    """
    assert [measure(cp_plans, month, cp_plans=plans) for month in ("2024-02", "2024-03", "2024-04", "2024-05")] == [0, 0, 0, 0]


def test_temporary_plans_are_not_counted(measure):
    assert measure(cp_plans, "2024-04", cp_plans="""
        child_id | started_on | ended_on | is_temporary
        A        | 2024-04-01 |          | yes
        B        | 2024-04-01 |          | no
        C        | 2024-04-01 |          |
    """) == 2  # fmt: skip


def test_an_unfinished_period_is_that_of_the_as_at_day(figure):
    plans = """
        child_id | started_on | ended_on
        A        | 2024-04-01 |
        B        | 2024-05-10 |
        C        | 2024-05-11 |
    """
    for label in ("2024-05", "2024-25 Q1", "2024-25"):
        row = figure(cp_plans, label, as_at="2024-05-10", cp_plans=plans)
        assert (row["numerator"], row["status"]) == (2, "incomplete")
