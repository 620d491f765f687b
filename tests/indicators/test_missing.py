"""Children in care who went missing, and the interviews after they came back."""

import pytest

from metrics.indicators.missing_children import missing_children
from metrics.indicators.return_interviews_48h import return_interviews_48h
from metrics.indicators.return_interviews_72h import return_interviews_72h


def test_each_time_a_child_went_missing_and_no_absence(measure):
    assert measure(missing_children, "2024-03", missing_episodes="""
        child_id | type_code | started_at       | ended_at
        A        | missing   | 2024-03-01 10:00 | 2024-03-02 10:00
        A        | missing   | 2024-03-31 23:00 |
        B        | absent    | 2024-03-05 10:00 | 2024-03-05 12:00
        C        |           | 2024-03-05 10:00 | 2024-03-05 12:00
        D        | missing   | 2024-02-29 23:00 | 2024-03-02 10:00
    """) == 3  # fmt: skip


def interviewed(figure, indicator, *rows, as_at=None):
    heading = "child_id | type_code | started_at | ended_at | is_interview_offered | is_interview_accepted | interviewed_at\n"
    return figure(indicator, "2024-03", as_at=as_at, missing_episodes=heading + "\n".join(f"C{n} | {row}" for n, row in enumerate(rows)))


@pytest.mark.parametrize("indicator, last", [(return_interviews_72h, "2024-03-05 10:00"), (return_interviews_48h, "2024-03-04 10:00")])
def test_so_many_hours_after_the_return(figure, indicator, last):
    late = last.replace(":00", ":01")
    row = interviewed(
        figure, indicator,
        f"missing | 2024-02-29 20:00 | 2024-03-02 10:00 | yes | yes | {last}",
        f"missing | 2024-02-29 20:00 | 2024-03-02 10:00 | yes | yes | {late}",
        f"absent  | 2024-02-29 20:00 | 2024-03-02 10:00 | yes | yes | {last}",
        "missing | 2024-02-29 20:00 | | | |",
        as_at="2024-04-30",
    )  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 2, "")


def test_declined_and_not_offered_stay_in_and_are_reported_apart(figure):
    row = interviewed(
        figure, return_interviews_72h,
        "missing | 2024-03-01 20:00 | 2024-03-02 10:00 | yes | no  |",
        "missing | 2024-03-01 20:00 | 2024-03-02 10:00 | no  |     |",
        "missing | 2024-03-01 20:00 | 2024-03-02 10:00 | yes | yes |",
        "missing | 2024-03-01 20:00 | 2024-03-02 10:00 | yes | yes | 2024-03-03 09:30",
        as_at="2024-04-30",
    )  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 4, "1 declined; 1 not offered")


def test_pending_for_72_hours_unless_declined(figure):
    rows = ("missing | 2024-03-27 20:00 | 2024-03-28 10:00 | yes | yes |", "missing | 2024-03-27 20:00 | 2024-03-28 10:00 | yes | no |")
    row = interviewed(figure, return_interviews_72h, *rows, as_at="2024-03-30")
    assert (row["numerator"], row["denominator"], row["status"]) == (0, 1, "incomplete")
    row = interviewed(figure, return_interviews_72h, *rows, as_at="2024-03-31")
    assert (row["numerator"], row["denominator"], row["status"]) == (0, 2, "ok")


def test_backwards_it_does_not_count_and_without_a_time_it_is_to_the_day(figure):
    row = interviewed(
        figure, return_interviews_72h,
        "missing | 2024-03-01 20:00 | 2024-03-02 10:00 | yes | yes | 2024-03-02 09:30",
        "missing | 2024-03-02 20:00 | 2024-03-02 10:00 | yes | yes | 2024-03-03 09:30",
        "missing | 2024-03-01 20:00 | 2024-03-02       | yes | yes | 2024-03-05",
        as_at="2024-04-30",
    )  # fmt: skip
    assert (row["numerator"], row["denominator"]) == (1, 3)
    assert row["note"] == "to the day; 1 interviewed before the return; 1 returned before going missing"
