from metrics.worklists.visits_adviser import visits_adviser
from metrics.worklists.visits_care import visits_care
from metrics.worklists.visits_cin import visits_cin
from metrics.worklists.visits_cp import visits_cp
from metrics.worklists.visits_reviewing_officer import visits_reviewing_officer

ON_PLANS = """
    child_id | started_on | ended_on
    A        | 2024-01-10 |
    B        | 2024-01-10 |
    C        | 2024-01-10 |
    D        | 2024-01-10 | 2024-05-01
"""


def test_a_visit_is_due_ten_working_days_after_the_last_over_bank_holidays_too(listed):
    """From Friday 3 May 2024 ten working days run to Monday the 20th, as Monday the 6th is a holiday."""
    visits = """
        child_id | type_code | visited_on | is_seen
        A        | cp        | 2024-05-03 | yes
        B        | cp        | 2024-05-07 |
        C        | cp        | 2024-05-16 | yes
        C        | cp        | 2024-05-20 | no
    """
    assert listed(visits_cp, "2024-05-20", cp_plans=ON_PLANS, visits=visits) == [
        ("A", "due", "2024-05-20", 0),
        ("B", "due", "2024-05-21", -1),
        ("C", "due", "2024-05-31", -8),
    ]
    assert listed(visits_cp, "2024-05-21", cp_plans=ON_PLANS, visits=visits)[0] == ("A", "overdue", "2024-05-20", 1)


def test_a_first_visit_is_counted_at_once_and_overdue_only_once_it_is_due(listed):
    plans = "child_id | started_on | ended_on\n A | 2024-05-13 |"
    nobody = "child_id | type_code | visited_on"
    assert listed(visits_cp, "2024-05-20", cp_plans=plans, visits=nobody) == [("A", "counted", "2024-05-28", -5)]
    assert listed(visits_cp, "2024-05-28", cp_plans=plans, visits=nobody) == [("A", "counted", "2024-05-28", 0)]
    assert listed(visits_cp, "2024-05-29", cp_plans=plans, visits=nobody) == [("A", "overdue", "2024-05-28", 1)]


def test_a_child_in_need_is_seen_every_twenty_working_days_and_shown_ten_before(listed):
    plans = "child_id | started_on | ended_on\n A | 2024-01-10 |\n B | 2024-01-10 |"
    visits = "child_id | type_code | visited_on\n A | cin | 2024-02-01\n B | cin | 2024-02-16"
    assert listed(visits_cin, "2024-02-16", cin_plans=plans, visits=visits) == [("A", "due", "2024-02-29", -9)]


def test_why_names_the_last_day_the_row_behind_it_and_the_worker_who_holds_the_child(listed):
    rows = listed(
        visits_cp, "2024-05-20", details=True, cp_plans=ON_PLANS,
        visits="child_id | type_code | visited_on\n B | cp | 2024-03-02\n A | cp | 2024-03-03",
        allocations="""
            child_id | worker_id | worker      | started_on | ended_on
            A        | W1        | Earlier     | 2024-01-01 | 2024-04-01
            A        | W2        | Now         | 2024-04-01 |
            A        | W9        | Unallocated | 2024-05-01 |
            B        | W3        | Gone        | 2024-01-01 | 2024-05-20
        """,
    ).set_index("child_id")  # fmt: skip
    assert rows.loc["A", "why"] == "Last seen on 3 March 2024" and rows.loc["C", "why"] == "Not yet seen on the plan that started on 10 January 2024"
    assert rows.loc[["A", "B"], ["worker_id", "worker"]].fillna("").values.tolist() == [["W2", "Now"], ["", ""]]
    assert rows[["table", "row"]].values.tolist() == [["cp_plans", 4], ["visits", 2], ["visits", 3]]
    assert list(rows.index) == ["C", "B", "A"]  # the longest overdue first


IN_CARE = """
    child_id | started_on | ended_on | legal_status_code | placement_type_code | placement_started_on
    NEW      | 2024-06-12 |          | C2                | U6                  | 2024-06-12
    WEEKS    | 2023-01-01 |          | C2                | U6                  | 2023-06-01
    MONTHS   | 2020-01-01 |          | C2                | U4                  | 2023-01-01
    YOUNG    | 2020-01-01 |          | C2                | U4                  | 2023-09-01
"""


def test_children_in_care_are_due_after_a_week_six_weeks_or_three_months_in_a_lasting_placement(listed):
    visits = """
        child_id | type_code | visited_on
        NEW      | care      | 2024-06-01
        WEEKS    | care      | 2024-05-10
        MONTHS   | care      | 2024-03-20
        YOUNG    | care      | 2024-05-01
    """
    assert listed(visits_care, "2024-06-15", care_periods=IN_CARE, visits=visits) == [
        ("YOUNG", "overdue", "2024-06-12", 2),
        ("NEW", "counted", "2024-06-19", -3),
        ("MONTHS", "due", "2024-06-20", -4),
        ("WEEKS", "due", "2024-06-21", -5),
    ]


def test_a_placement_that_turns_a_year_old_in_time_is_due_after_three_months(listed):
    visits = "child_id | type_code | visited_on\n YOUNG | care | 2024-08-01"
    due = {who: due for who, _, due, _ in listed(visits_care, "2024-10-25", care_periods=IN_CARE, visits=visits)}
    assert due["YOUNG"] == "2024-11-01"


def test_the_reviewing_officer_comes_every_six_months(listed):
    visits = "child_id | type_code | visited_on\n WEEKS | reviewing_officer | 2023-12-31\n MONTHS | care | 2024-06-01"
    found = {who: row for who, *row in listed(visits_reviewing_officer, "2024-06-28", care_periods=IN_CARE, visits=visits)}
    assert found["WEEKS"] == ["due", "2024-06-30", 0]  # 31 December and six months, a Sunday
    assert found["MONTHS"] == ["overdue", "2020-07-01", 1007]
    assert found["NEW"] == ["counted", "2024-12-12", -118]


def test_a_care_leaver_of_whom_no_contact_is_recorded_comes_first_and_who_died_is_on_no_list(listed):
    leavers = """
        child_id | as_at_on   | in_touch_code | last_contact_on | personal_adviser
        A        | 2024-06-30 | yes           | 2024-05-20      | Ada
        B        | 2024-06-30 | no            |                 | Ada
        C        | 2024-06-30 | died          |                 | Ada
        D        | 2024-06-30 | yes           | 2024-05-01      |
    """
    assert listed(visits_adviser, "2024-06-30", care_leavers=leavers) == [
        ("B", "overdue", None, None),
        ("D", "overdue", "2024-06-12", 12),
        ("A", "due", "2024-07-01", -1),
    ]
    assert listed(visits_adviser, "2024-06-30", details=True, care_leavers=leavers)["worker"].fillna("").tolist() == ["Ada", "", "Ada"]
