from metrics.indicators.helpline_calls import helpline_calls
from metrics.indicators.helpline_families import helpline_families

CALLS = """
    call_id | received_at      | caller_code
    1       | 2024-03-01 09:00 | family
    2       | 2024-03-31 23:59 | professional
    3       | 2024-03-31 10:00 |
    4       | 2024-04-01 00:00 | family
"""


def test_calls_of_the_month_and_those_from_families(measure):
    assert measure(helpline_calls, "2024-03", helpline_calls=CALLS) == 3
    assert measure(helpline_families, "2024-03", helpline_calls=CALLS) == (1, 3)
