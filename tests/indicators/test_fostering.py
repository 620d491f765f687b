"""Foster households, and what their carers learn."""

from metrics.indicators.carer_training import carer_training
from metrics.indicators.connected_households import connected_households
from metrics.indicators.foster_households import foster_households

HOUSEHOLDS = """
    household_id | type_code         | started_on | ended_on
    H1           | mainstream        | 2020-01-01 |
    H2           | mainstream        | 2024-03-31 |
    H3           | mainstream        | 2020-01-01 | 2024-03-31
    H4           | mainstream        | 2020-01-01 | 2024-04-01
    H4           | mainstream        | 2022-01-01 |
    H5           | mainstream        | 2024-04-01 |
    H6           | connected         | 2020-01-01 |
    H7           | supported_lodgings | 2020-01-01 |
    H8           |                   | 2020-01-01 |
"""


def test_households_approved_on_the_day_each_once(measure):
    assert measure(foster_households, "2024-03", foster_households=HOUSEHOLDS) == 3
    assert measure(connected_households, "2024-03", foster_households=HOUSEHOLDS) == 1


def test_courses_completed(measure):
    assert measure(carer_training, "2024-03", carer_training="""
        carer_id | course       | completed_on
        1        | First aid    | 2024-03-01
        1        | Safer caring | 2024-03-31
        2        | First aid    | 2024-03-01
        3        | First aid    | 2024-04-01
    """) == 3  # fmt: skip
