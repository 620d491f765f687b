from metrics.indicators.cp_2_years import cp_2_years


def test_730_days_count_and_729_do_not(measure):
    assert measure(cp_2_years, "2023-12", cp_plans="""
        child_id | started_on | ended_on
        A        | 2021-12-31 |
        B        | 2022-01-01 |
        C        | 2022-01-02 |
    """) == (1, 3)  # fmt: skip
