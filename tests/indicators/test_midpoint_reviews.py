from metrics.indicators.midpoint_reviews import midpoint_reviews


def test_only_midpoint_reviews_that_were_held(measure):
    assert measure(midpoint_reviews, "2024-03", reviews="""
        child_id | type_code | held_on    | due_on
        A        | midpoint  | 2024-03-01 |
        B        | care      | 2024-03-01 |
        C        | midpoint  |            | 2024-03-01
    """) == 1  # fmt: skip
