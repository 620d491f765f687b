from metrics.indicators.cp_repeat_plans import cp_repeat_plans


def test_the_number_of_previous_plans_says_so(measure):
    assert measure(cp_repeat_plans, "2024-04", cp_plans="""
        child_id | started_on | previous_plans
        A        | 2024-04-02 | 0
        B        | 2024-04-02 | 1
        C        | 2024-04-02 | 3
        D        | 2024-04-02 |
    """) == (2, 4)  # fmt: skip


def test_or_the_table_holds_an_earlier_plan_however_long_ago(measure):
    assert measure(cp_repeat_plans, "2024-04", cp_plans="""
        child_id | started_on | ended_on   | previous_plans
        A        | 2009-01-01 | 2009-06-01 | 0
        A        | 2024-04-02 |            | 0
        B        | 2024-04-02 |            | 0
    """) == (1, 2)  # fmt: skip


def test_two_plans_that_start_on_one_day_are_not_each_others_earlier_plan(measure):
    assert measure(cp_repeat_plans, "2024-04", cp_plans="""
        child_id | started_on
        A        | 2024-04-02
        A        | 2024-04-02
        A        | 2024-04-03
    """) == (1, 3)  # fmt: skip


def test_a_temporary_plan_is_no_earlier_plan(measure):
    assert measure(cp_repeat_plans, "2024-04", cp_plans="""
        child_id | started_on | is_temporary
        A        | 2024-01-02 | yes
        A        | 2024-04-02 | no
    """) == (0, 1)  # fmt: skip


def test_it_needs_no_year_before_it_only_the_tables_own_reach(figure):
    plans = """
        child_id | started_on | ended_on
        A        | 2020-01-01 | 2024-03-15
        B        | 2024-04-02 |
    """
    assert figure(cp_repeat_plans, "2024-03", reaches_back_to=None, cp_plans=plans)["status"] == "starts too late"
    assert figure(cp_repeat_plans, "2024-04", reaches_back_to=None, cp_plans=plans)["status"] == "ok"
