from metrics.indicators.cp_neglect import cp_neglect


def test_neglect_alone_of_the_plans_open(measure):
    assert measure(cp_neglect, "2024-03", cp_plans="""
        child_id | started_on | ended_on   | category_code
        A        | 2024-01-01 |            | neglect
        B        | 2024-01-01 |            | multiple
        C        | 2024-01-01 |            |
        D        | 2024-01-01 | 2024-03-31 | neglect
    """) == (1, 3)  # fmt: skip
