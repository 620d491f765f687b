from metrics.indicators.adoption_days import adoption_days
from metrics.indicators.adoptions import adoptions

ADOPTIONS = """
    child_id | entered_care_on | decision_on | placed_on  | adoption_order_on
    A        | 2023-01-01      | 2023-03-01  | 2023-04-11 | 2024-03-05
    B        | 2023-01-01      | 2023-03-01  | 2024-02-05 | 2024-03-05
    C        |                 | 2023-03-01  | 2024-02-05 | 2024-03-05
    D        | 2023-01-01      | 2023-03-01  | 2024-02-05 |
"""


def test_orders_made(measure):
    assert measure(adoptions, "2024-03", adoptions=ADOPTIONS) == 3


def test_days_to_moving_in_on_average_and_in_the_middle(figure):
    row = figure(adoption_days, "2024-03", adoptions=ADOPTIONS)
    assert (row["numerator"], row["denominator"], row["value"]) == (500, 2, 250)
    assert row["note"] == "1 without both days left out; median 250"
