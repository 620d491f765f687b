import pytest

from metrics.indicators.assessments_overdue import assessments_overdue

ASSESSMENTS = """
    child_id | started_on | authorised_on
    A        | 2024-03-22 |
    B        | 2024-03-22 | 2024-05-30
    C        | 2024-03-22 | 2024-05-31
    D        | 2024-03-25 |
"""


@pytest.mark.parametrize(("as_at", "overdue"), [("2024-05-29", 0), ("2024-05-30", 2), ("2024-05-31", 2)])
def test_at_the_end_of_day_45_what_is_open_is_overdue(measure, as_at, overdue):
    assert measure(assessments_overdue, "2024-05", as_at=as_at, assessments=ASSESSMENTS) == overdue


def test_what_was_authorised_later_was_overdue_then(measure):
    assert measure(assessments_overdue, "2024-06", as_at="2024-06-30", assessments=ASSESSMENTS) == 2
    assert measure(assessments_overdue, "2024-04", as_at="2024-06-30", assessments=ASSESSMENTS) == 0
