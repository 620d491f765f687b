"""Those who do the work: whether they stay, are well, are appraised and supervised."""

import pytest

from metrics.compute import cases
from metrics.indicators.appraisals import appraisals
from metrics.indicators.managers_permanent import managers_permanent
from metrics.indicators.newly_qualified_caseload import newly_qualified_caseload
from metrics.indicators.permanent_tenure_12m import permanent_tenure_12m
from metrics.indicators.sickness_rate import sickness_rate
from metrics.indicators.turnover_rate import turnover_rate
from metrics.indicators.vacancy_rate import vacancy_rate
from tests.written_tables import SmallReference, loaded


def test_more_than_twelve_months_in_post(figure):
    row = figure(permanent_tenure_12m, "2024-03", workforce="""
        as_at_on   | post_id | worker_id | role_code           | employment_code | fte | started_on | ended_on
        2024-03-31 | P1      | W1        | social_worker       | permanent       | 1   | 2023-03-30 |
        2024-03-31 | P2      | W2        | senior_practitioner | permanent       | 1   | 2023-03-31 |
        2024-03-31 | P3      | W3        | newly_qualified     | permanent       | 1   |            |
        2024-03-31 | P4      | W4        | social_worker       | agency          | 1   | 2020-01-01 |
        2024-03-31 | P5      | W5        | team_manager        | permanent       | 1   | 2020-01-01 |
        2024-03-31 | P6      | W6        | social_worker       | permanent       | 1   | 2020-01-01 | 2024-03-31
        2024-03-31 | P7      | W7        | social_worker       | permanent       | 0.6 | 2024-01-01 |
        2024-03-31 | P8      | W7        | social_worker       | permanent       | 0.4 | 2020-01-01 |
        2024-02-29 | P9      | W8        | social_worker       | permanent       | 1   | 2020-01-01 |
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (2, 4, "1 without a start")


def test_leaders_and_managers_with_their_vacant_posts(measure):
    assert measure(managers_permanent, "2024-03", workforce="""
        as_at_on   | post_id | role_code        | employment_code | started_on | ended_on
        2024-03-31 | P1      | service_director | permanent       |            |
        2024-03-31 | P2      | head_of_service  | agency          |            |
        2024-03-31 | P3      | service_manager  | vacant          |            |
        2024-03-31 | P4      | service_manager  | permanent       |            | 2024-03-31
        2024-03-31 | P5      | team_manager     | permanent       |            |
        2024-03-31 | P6      | social_worker    | permanent       |            |
    """) == (1, 4)  # fmt: skip


POSTS = """
    as_at_on   | post_id | worker_id | role_code           | employment_code | fte | started_on | ended_on
    2024-03-31 | P1      | W1        | social_worker       | permanent       | 1   |            |
    2024-03-31 | P2      | W2        | senior_practitioner | permanent       | 0.5 |            |
    2024-03-31 | P3      | W3        | social_worker       | agency          | 0.8 |            |
    2024-03-31 | P4      |           | social_worker       | vacant          | 0.7 |            |
    2024-03-31 | P5      | W5        | newly_qualified     | permanent       | 0.4 |            | 2024-03-31
    2024-03-31 | P6      | W6        | social_worker       | permanent       |     |            |
    2024-03-31 | P7      | W7        | social_worker       | unmapped        | 1   |            |
    2024-03-31 | P8      |           | team_manager        | vacant          | 1   |            |
"""


def test_a_post_covered_by_an_agency_worker_is_vacant_once(figure):
    row = figure(vacancy_rate, "2024-03", workforce=POSTS)
    assert (row["numerator"], row["denominator"]) == (1.9, 3.4)
    assert row["note"] == "1 post without FTE left out; 1 post without a known employment left out"


def test_a_list_without_vacant_posts_is_noted(figure):
    row = figure(vacancy_rate, "2024-03", workforce="""
        as_at_on   | post_id | role_code     | employment_code | fte
        2024-03-31 | W1      | social_worker | permanent       | 1
        2024-03-31 | W2      | social_worker | agency          | 1
    """)  # fmt: skip
    assert (row["value"], row["note"]) == (50, "the list has no vacant posts")


# Turnover

LEFT = """
    as_at_on   | post_id | worker_id | role_code     | employment_code | fte | ended_on   | leaving_reason_code
    2024-03-31 | P1      | W1        | social_worker | permanent       | 1   |            |
    2024-03-31 | P2      | W2        | social_worker | permanent       | 0.5 | 2024-04-15 | resigned
"""


def left(figure, *rows, period="2024-03", **given):
    return figure(turnover_rate, period, workforce=LEFT + "\n".join(rows), **given)[["numerator", "denominator"]].tolist()


@pytest.mark.parametrize("row, fte", [
    ("2024-02-29 | P3 | W3 | social_worker | permanent | 0.8 | 2024-03-31 | resigned", 0.8),
    ("2023-03-31 | P3 | W3 | social_worker | permanent | 0.8 | 2023-04-01 | resigned", 0.8),
    ("2023-03-31 | P3 | W3 | social_worker | permanent | 0.8 | 2023-03-31 | resigned", 0),
    ("2024-02-29 | P3 | W3 | social_worker | permanent | 0.8 | 2024-03-31 | moved_within", 0),
    ("2024-02-29 | P3 | W3 | social_worker | permanent | 0.8 | 2024-03-31 |", 0.8),
    ("2024-02-29 | P3 | W3 | social_worker | agency    | 0.8 | 2024-03-31 | resigned", 0),
    ("2024-02-29 | P3 | W3 | team_manager  | permanent | 0.8 | 2024-03-31 | resigned", 0),
    # Moved to another post, or notice taken back.
    ("2024-02-29 | P3 | W1 | social_worker | permanent | 0.8 | 2024-03-15 |", 0),
])  # fmt: skip
def test_who_left_in_the_twelve_months(figure, row, fte):
    assert left(figure, row) == [fte, 1.5]


def test_an_end_that_two_snapshots_have_is_one_and_the_later_says_when(figure):
    rows = (
        "2024-01-31 | P3 | W3 | social_worker | permanent | 1.0 | 2024-02-15 | resigned",
        "2024-02-29 | P3 | W3 | social_worker | permanent | 0.6 | 2024-03-15 | resigned",
    )
    assert left(figure, *rows) == [0.6, 1.5]


def test_the_rows_behind_turnover_are_leavers_and_stayers():
    workforce = loaded("workforce", LEFT + "2024-02-29 | P3 | W3 | social_worker | permanent | 0.8 | 2024-03-31 | resigned", "2024-03-31", "1990-01-01")
    rows = cases(turnover_rate, {"workforce": workforce}, SmallReference(), "2024-03")
    assert rows[["worker_id", "numerator", "denominator"]].to_numpy().tolist() == [["W3", 0.8, 0], ["W1", 0, 1], ["W2", 0, 0.5]]


def test_turnover_needs_its_twelve_months(figure):
    assert figure(turnover_rate, "2024-03", workforce=LEFT, reaches_back_to="2023-04-30")["status"] == "starts too late"


def test_turnover_may_pass_a_hundred_and_has_no_interval(figure):
    rows = [f"2024-02-29 | P{n} | W{n} | social_worker | permanent | 1 | 2024-03-31 | resigned" for n in (3, 4)]
    row = figure(turnover_rate, "2024-03", workforce=LEFT + "\n".join(rows))
    assert round(row["value"], 1) == 133.3
    assert row[["lower", "upper"]].isna().all()


# Caseloads of the newly qualified


def test_children_of_the_newly_qualified_for_each_fte(figure):
    row = figure(newly_qualified_caseload, "2024-03", workforce="""
        as_at_on   | post_id | worker_id | role_code       | fte
        2024-03-31 | P1      | W1        | newly_qualified | 0.5
        2024-03-31 | P2      | W1        | support         | 0.3
        2024-03-31 | P3      | W2        | social_worker   | 1.0
        2024-03-31 | P4      | W3        | newly_qualified | 1.0
        2024-03-31 | P5      | W4        | newly_qualified |
    """, allocations="""
        child_id | worker_id | started_on | ended_on
        A        | W1        | 2024-01-01 |
        B        | W1        | 2024-01-01 |
        B        | W1        | 2024-02-01 |
        C        | W2        | 2024-01-01 |
        D        | W4        | 2024-01-01 |
        E        | W9        | 2024-01-01 |
        F        | W3        | 2024-01-01 | 2024-03-31
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (3, 0.8, "1 post without FTE left out")


# Sickness

SICK = """
    as_at_on   | post_id | role_code       | employment_code | sickness_days | available_days
    2023-03-31 | P1      | social_worker   | permanent       | 20            | 20
    2023-04-30 | P1      | social_worker   | permanent       | 2.5           | 18
    2024-03-31 | P1      | social_worker   | permanent       | 0             | 20
    2024-03-31 | P2      | newly_qualified | permanent       | 1             | 10
    2024-03-31 | P3      | social_worker   | permanent       | 3             |
    2024-03-31 | P4      | social_worker   | permanent       |               | 20
    2024-03-31 | P5      | social_worker   | agency          | 5             | 20
    2024-03-31 | P6      | team_manager    | permanent       | 5             | 20
"""


def test_days_lost_of_days_available_in_twelve_months(figure):
    row = figure(sickness_rate, "2024-03", workforce=SICK)
    assert (row["numerator"], row["denominator"], row["note"]) == (3.5, 48, "2 without days lost or available left out")
    assert figure(sickness_rate, "2024-02", workforce=SICK)["numerator"] == 22.5


# Appraisals


def test_staff_in_post_appraised_in_the_last_twelve_months(figure):
    row = figure(appraisals, "2024-03", workforce="""
        as_at_on   | post_id | worker_id | role_code     | employment_code | fte | ended_on   | appraised_on
        2024-03-31 | P1      | W1        | social_worker | permanent       | 1   |            | 2023-03-31
        2024-03-31 | P2      | W2        | support       | permanent       | 1   |            | 2023-03-30
        2024-03-31 | P3      | W3        | social_worker | agency          | 1   |            |
        2024-03-31 | P4      |           | social_worker | vacant          | 1   |            |
        2024-03-31 | P5      | W5        | social_worker | permanent       | 1   | 2024-03-31 | 2024-01-01
        2024-03-31 | P6      | W6        | social_worker | permanent       | 0.6 |            |
        2024-03-31 | P7      | W6        | team_manager  | permanent       | 0.4 |            | 2024-01-01
        2024-03-31 | P8      | W8        | support       | permanent       | 1   |            | 2024-04-01
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (2, 5, "1 agency staff not appraised")
