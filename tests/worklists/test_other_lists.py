from metrics.worklists.assessments import assessments
from metrics.worklists.case_supervision import case_supervision
from metrics.worklists.contact_decisions import contact_decisions
from metrics.worklists.dental_checks import dental_checks
from metrics.worklists.drift import drift
from metrics.worklists.health_assessments import health_assessments
from metrics.worklists.initial_health_assessments import initial_health_assessments
from metrics.worklists.referral_decisions import referral_decisions
from metrics.worklists.repeat_referrals import repeat_referrals
from metrics.worklists.unallocated import unallocated
from metrics.worklists.worker_supervision import worker_supervision


def test_an_open_assessment_is_overdue_at_the_end_of_day_45(listed):
    """45 working days from 15 April 2024, over the holidays of 6 and 27 May, run to 19 June."""
    started = "child_id | started_on | authorised_on\n A | 2024-04-15 |\n B | 2024-04-16 |\n C | 2024-04-01 | 2024-06-19\n D | 2024-06-01 |"
    assert listed(assessments, "2024-06-19", assessments=started) == [("A", "overdue", "2024-06-19", 0), ("B", "due", "2024-06-20", -1)]


IN_CARE = "child_id | started_on | ended_on | legal_status_code\n OLD | 2020-01-01 | | C2\n SMALL | 2023-01-01 | | C2\n FIVE | 2023-01-01 | | C2\n YEAR | 2023-06-25 | | C2"
BORN = "child_id | born_on\n OLD | 2010-01-01\n SMALL | 2022-01-01\n FIVE | 2019-06-26\n YEAR | 2010-01-01"


def test_health_assessments_are_due_after_twelve_months_six_for_a_child_under_five(listed):
    checks = """
        child_id | type_code         | checked_on
        OLD      | health_assessment | 2023-06-21
        SMALL    | health_assessment | 2023-12-19
        FIVE     | initial_health    | 2023-12-26
        YEAR     | dental            | 2024-06-01
    """
    found = listed(health_assessments, "2024-06-20", care_periods=IN_CARE, children=BORN, health_checks=checks)
    assert found == [
        ("SMALL", "overdue", "2024-06-19", 1),
        ("OLD", "due", "2024-06-21", -1),
        ("YEAR", "due", "2024-06-24", -2),  # in care for a year on the 25th, without any assessment
    ]  # FIVE turns five on the day on which six months would not do any more: due in December


def test_dental_checks_are_due_after_twelve_months_to_the_day(listed):
    checks = "child_id | type_code | checked_on\n OLD | dental | 2023-06-20\n SMALL | dental | 2023-06-19\n FIVE | dental | 2024-01-01\n YEAR | dental | 2024-01-01"
    assert listed(dental_checks, "2024-06-20", care_periods=IN_CARE, health_checks=checks) == [
        ("SMALL", "overdue", "2024-06-19", 1),
        ("OLD", "due", "2024-06-20", 0),
    ]


def test_an_initial_health_assessment_is_to_be_done_in_the_first_year_of_care(listed):
    care = """
        child_id | started_on | ended_on   | legal_status_code
        LATE     | 2024-05-01 |            | C2
        SOON     | 2024-05-28 |            | C2
        DONE     | 2024-05-01 |            | C2
        LEFT     | 2024-05-01 | 2024-06-15 | C2
        LONG     | 2023-06-20 |            | C2
    """
    checks = "child_id | type_code | checked_on\n DONE | initial_health | 2024-06-18\n LATE | initial_health | 2024-04-01"
    assert listed(initial_health_assessments, "2024-06-20", care_periods=care, health_checks=checks) == [
        ("LATE", "overdue", "2024-05-31", 14),
        ("SOON", "due", "2024-06-25", -3),
    ]


def test_a_case_is_supervised_every_month_and_a_supervision_of_the_worker_is_none(listed):
    need = "child_id | started_on | ended_on\n A | 2024-01-01 |\n B | 2024-01-01 |\n C | 2024-06-10 |"
    held = "child_id | worker_id | type_code | held_on\n A | W1 | case | 2024-05-21\n B | W1 | case | 2024-05-19\n B | W1 | worker | 2024-06-19"
    assert listed(case_supervision, "2024-06-20", children_in_need=need, supervisions=held) == [
        ("B", "overdue", "2024-06-19", 1),
        ("A", "due", "2024-06-21", -1),
        ("C", "counted", "2024-07-10", -14),
    ]


POSTS = """
    as_at_on   | post_id | worker_id | worker | role_code     | employment_code | fte | started_on | ended_on
    2024-05-31 | P1      | W1        | Ada    | social_worker | permanent       | 1   |            |
    2024-05-31 | P2      | W2        | Ben    | social_worker | agency          | 1   |            |
    2024-05-31 | P3      | W3        | Cy     | team_manager  | permanent       | 1   |            |
"""


def test_a_worker_is_to_be_supervised_by_the_end_of_the_month(listed):
    held = "child_id | worker_id | type_code | held_on\n | W1 | worker | 2024-06-03\n | W2 | worker | 2024-05-30\n X | W2 | case | 2024-06-05"
    assert listed(worker_supervision, "2024-06-20", workforce=POSTS, supervisions=held) == [("W2", "counted", "2024-06-30", -6)]
    [row] = listed(worker_supervision, "2024-06-30", details=True, workforce=POSTS, supervisions=held).itertuples()
    assert (row.state, row.worker, row.why) == ("overdue", "Ben", "Last supervised on 30 May 2024")


def test_a_case_is_unallocated_since_the_last_workers_allocation_ended(listed):
    need = "child_id | started_on | ended_on\n A | 2024-01-01 |\n B | 2024-05-01 |\n C | 2024-05-01 |\n D | 2024-05-01 | 2024-06-01"
    held = """
        child_id | worker_id | worker | started_on | ended_on
        A        | W1        | Ada    | 2024-01-01 | 2024-06-20
        B        | W1        | Ada    | 2023-01-01 | 2023-06-01
        B        | W9        | Duty   | 2024-05-01 |
        C        | W1        | Ada    | 2024-05-01 |
    """
    rows = listed(unallocated, "2024-06-20", details=True, children_in_need=need, allocations=held)
    assert rows[["child_id", "state", "why"]].values.tolist() == [
        ["B", "overdue", "Never allocated since the case was opened on 1 May 2024"],
        ["A", "overdue", "The last worker’s allocation ended on 20 June 2024"],
    ]


def test_undecided_contacts_and_referrals_are_late_by_the_hour(listed):
    text = """
        child_id | received_at         | decided_at
        HOURS    | 2024-06-17 23:00    |
        STILL    | 2024-06-18 01:00    |
        DONE     | 2024-06-10 01:00    | 2024-06-19 01:00
        OLD      | 2023-06-19 09:00    |
    """
    assert [row[:3] for row in listed(contact_decisions, "2024-06-20", contacts=text)] == [("HOURS", "overdue", "2024-06-20"), ("STILL", "due", "2024-06-21")]
    assert [row[:3] for row in listed(referral_decisions, "2024-06-20", referrals=text)] == [("HOURS", "overdue", "2024-06-18"), ("STILL", "overdue", "2024-06-19")]


def test_repeat_referrals_are_those_of_three_months_the_newest_first(listed):
    referrals = """
        referral_id | child_id | received_at
        R1          | A        | 2023-06-10 09:00
        R2          | A        | 2024-06-10 09:00
        R3          | B        | 2024-03-31 09:00
        R4          | B        | 2024-04-01 09:00
        R5          | C        | 2024-02-01 09:00
        R6          | C        | 2024-03-31 10:00
    """
    rows = listed(repeat_referrals, "2024-06-20", details=True, referrals=referrals)
    assert rows[["child_id", "why"]].values.tolist() == [
        ["A", "Referred again on 10 June 2024; before that on 10 June 2023"],
        ["B", "Referred again on 1 April 2024; before that on 31 March 2024"],
    ]


def test_a_case_drifts_when_nothing_at_all_was_recorded_for_longer_than_42_days(listed):
    need = "child_id | started_on | ended_on\n A | 2024-01-01 |\n B | 2024-01-01 |\n C | 2024-01-01 |\n NEW | 2024-06-01 |"
    visits = "child_id | type_code | visited_on | is_seen\n A | cin | 2024-05-08 | yes\n B | cin | 2024-05-01 | no\n C | cin | 2024-02-01 | yes"
    supervisions = "child_id | worker_id | type_code | held_on\n C | W1 | case | 2024-05-09"
    [row] = listed(drift, "2024-06-20", details=True, children_in_need=need, visits=visits, supervisions=supervisions).query("child_id == 'B'").itertuples()
    assert (row.state, f"{row.due_on:%Y-%m-%d}", row.why, row.table) == ("overdue", "2024-06-12", "Nothing recorded since 1 May 2024", "visits")
    found = listed(drift, "2024-06-20", children_in_need=need, visits=visits, supervisions=supervisions)
    assert found == [("B", "overdue", "2024-06-12", 6), ("A", "overdue", "2024-06-19", 1)]
