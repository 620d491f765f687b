from metrics.indicators.section47_rate import section47_rate

ENQUIRIES = """
    child_id | strategy_on | icpc_on
    A        | 2023-03-31  |
    A        | 2023-04-01  | 2023-04-20
    A        | 2024-03-31  |
    B        | 2024-04-01  |
"""


def test_enquiries_of_twelve_months_by_the_day_of_the_strategy_discussion(figure):
    row = figure(section47_rate, "2023-24", section47=ENQUIRIES)
    assert (row["numerator"], row["denominator"], row["value"]) == (2, 10_000, 2)
