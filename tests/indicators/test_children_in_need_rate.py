from metrics.indicators.children_in_need_rate import children_in_need_rate


def test_all_episodes_open_on_the_last_day_of_any_status(measure):
    assert measure(children_in_need_rate, "2024-03", children_in_need="""
        child_id | started_on | ended_on   | status_code
        A        | 2020-01-01 |            | care
        B        | 2024-03-31 |            | assessment
        C        | 2024-01-01 | 2024-03-31 | closed
        D        | 2024-01-01 | 2024-04-01 |
    """) == 3  # fmt: skip
