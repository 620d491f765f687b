from metrics.indicators.step_downs import step_downs


def test_closed_with_a_step_down_by_either_name(measure):
    assert measure(step_downs, "2024-03", children_in_need="""
        child_id | started_on | ended_on   | end_reason_code
        A        | 2024-01-01 | 2024-03-31 | step_down
        B        | 2024-01-01 | 2024-03-01 | RC9
        C        | 2024-01-01 | 2024-03-01 | RC7
        D        | 2024-01-01 |            | step_down
    """) == 2  # fmt: skip
