from metrics.indicators.health_care_plans_20wk import health_care_plans_20wk


def test_140_days_are_20_weeks(measure):
    assert measure(health_care_plans_20wk, "2024-06", ehc_plans="""
        child_id | requested_on | issued_on
        A        | 2024-01-23   | 2024-06-11
        B        | 2024-01-23   | 2024-06-12
        C        | 2024-01-23   |
    """) == (1, 2)  # fmt: skip
