"""Weeks before and in court: 16 and 26 of them to the day, and their average."""

from metrics.indicators.plo_16_weeks import plo_16_weeks
from metrics.indicators.proceedings_26_weeks import proceedings_26_weeks
from metrics.indicators.proceedings_weeks import proceedings_weeks


def test_112_days_are_16_weeks(measure):
    assert measure(plo_16_weeks, "2024-06", pre_proceedings="""
        child_id | started_on | ended_on
        A        | 2024-02-20 | 2024-06-11
        B        | 2024-02-20 | 2024-06-12
        C        | 2024-01-01 |
    """) == (1, 2)  # fmt: skip


PROCEEDINGS = """
    child_id | started_on | ended_on
    A        | 2023-12-12 | 2024-06-11
    B        | 2023-12-12 | 2024-06-12
    C        | 2024-06-12 | 2024-06-11
    D        | 2024-01-01 |
"""


def test_182_days_are_26_weeks_and_an_order_before_the_issue_is_not_in_time(figure):
    row = figure(proceedings_26_weeks, "2024-06", care_proceedings=PROCEEDINGS)
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 3, "1 ended before the start")


def test_weeks_on_average_with_the_median(figure):
    row = figure(proceedings_weeks, "2024-06", care_proceedings=PROCEEDINGS)
    assert (round(row["numerator"], 6), row["denominator"]) == (round((182 + 183) / 7, 6), 2)
    assert row["note"] == "1 ended before the start left out; median 26.1"
