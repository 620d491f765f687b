from metrics.indicators.special_guardianship import special_guardianship


def test_every_code_of_special_guardianship_of_the_periods_that_ended(measure):
    assert measure(special_guardianship, "2024-03", care_periods="""
        child_id | started_on | ended_on   | end_reason_code | legal_status_code
        A        | 2023-01-01 | 2024-03-01 | E45             | C2
        B        | 2023-01-01 | 2024-03-01 | E43             |
        C        | 2023-01-01 | 2024-03-01 | E4A             | C2
        D        | 2023-01-01 |            | E45             | C2
        E        | 2023-01-01 | 2024-03-01 | E8              | V4
    """) == (2, 3)  # fmt: skip
