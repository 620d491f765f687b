from metrics.indicators.supporting_families import supporting_families


def test_claims_by_the_day_they_were_accepted(measure):
    assert measure(supporting_families, "2023-24", supporting_families="family_id | accepted_on\nF1 | 2023-04-01\nF1 | 2024-03-31\nF2 | 2024-04-01") == 2
