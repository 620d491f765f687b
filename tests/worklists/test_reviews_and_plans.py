from metrics.worklists.core_groups import core_groups
from metrics.worklists.education_plans import education_plans
from metrics.worklists.pathway_plan_reviews import pathway_plan_reviews
from metrics.worklists.plans_15_months import plans_15_months
from metrics.worklists.reviews_care import reviews_care
from metrics.worklists.reviews_cp import reviews_cp


def test_the_first_review_is_due_after_three_months_and_each_later_one_after_six(listed):
    plans = """
        child_id | started_on | ended_on
        FIRST    | 2024-03-25 |
        LATER    | 2023-09-20 |
        MISSED   | 2024-03-01 |
        NEW      | 2024-06-01 |
    """
    reviews = "child_id | type_code | held_on\n LATER | cp | 2023-12-20\n LATER | core_group | 2024-06-01"
    assert listed(reviews_cp, "2024-06-20", cp_plans=plans, reviews=reviews) == [
        ("MISSED", "overdue", "2024-06-01", 14),
        ("LATER", "due", "2024-06-20", 0),
        ("FIRST", "due", "2024-06-25", -3),
    ]


def test_a_plan_with_a_review_that_was_late_stays_counted_and_says_so(listed):
    plans = "child_id | started_on | ended_on\n A | 2023-12-01 |"
    reviews = "child_id | type_code | held_on\n A | cp | 2024-03-04"
    assert listed(reviews_cp, "2024-06-20", cp_plans=plans, reviews=reviews) == [("A", "counted", "2024-09-04", -53)]
    why = listed(reviews_cp, "2024-06-20", details=True, cp_plans=plans, reviews=reviews)["why"].iloc[0]
    assert why == "Last reviewed on 4 March 2024; the review held on 4 March 2024 was late (due 1 March 2024)"


def test_a_review_in_care_is_to_be_held_while_the_child_is_in_care_and_no_later_one_was(listed):
    care = """
        child_id | started_on | ended_on   | legal_status_code
        A        | 2023-01-01 |            | C2
        B        | 2023-01-01 | 2024-06-01 | C2
        C        | 2023-01-01 |            | C2
        D        | 2023-01-01 |            | V4
    """
    reviews = """
        child_id | type_code | due_on     | held_on
        A        | care      | 2023-12-10 | 2023-12-10
        A        | care      | 2024-06-10 |
        A        | care      | 2024-07-10 |
        B        | care      | 2024-05-10 |
        C        | care      | 2024-03-01 |
        C        | care      | 2024-03-02 | 2024-03-05
        C        | care      | 2024-06-25 |
        D        | care      | 2024-06-10 |
    """
    assert listed(reviews_care, "2024-06-20", care_periods=care, reviews=reviews) == [("A", "overdue", "2024-06-10", 8), ("C", "due", "2024-06-25", -3)]


def test_core_groups_are_due_every_six_weeks_to_the_day(listed):
    plans = "child_id | started_on | ended_on\n A | 2024-01-01 |\n B | 2024-01-01 |\n C | 2024-06-01 |"
    reviews = "child_id | type_code | held_on\n A | core_group | 2024-05-09\n B | core_group | 2024-05-08"
    assert listed(core_groups, "2024-06-20", cp_plans=plans, reviews=reviews) == [
        ("B", "overdue", "2024-06-19", 1),
        ("A", "due", "2024-06-20", 0),
        ("C", "counted", "2024-07-13", -16),
    ]


def test_plans_are_shown_sixty_working_days_before_they_reach_fifteen_months(listed):
    plans = "child_id | started_on | ended_on\n A | 2023-03-20 |\n B | 2023-03-21 |\n C | 2023-07-20 |\n D | 2023-06-10 |\n E | 2022-01-01 | 2024-06-20"
    assert listed(plans_15_months, "2024-06-20", cp_plans=plans) == [
        ("A", "overdue", "2024-06-20", 0),
        ("B", "due", "2024-06-21", -1),
        ("D", "due", "2024-09-10", -57),
    ]


def test_education_plans_are_of_children_of_school_age_and_due_after_six_months(listed):
    care = "child_id | started_on | ended_on | legal_status_code\n A | 2023-01-01 | | C2\n B | 2023-01-01 | | C2\n C | 2023-01-01 | | C2"
    children = "child_id | born_on\n A | 2014-01-01\n B | 2021-01-01\n C | 2014-01-01"
    reviews = "child_id | type_code | held_on\n A | education_plan | 2023-12-21\n B | education_plan | 2023-01-01\n C | education_plan | 2023-12-01"
    assert listed(education_plans, "2024-06-20", care_periods=care, children=children, reviews=reviews) == [
        ("C", "overdue", "2024-06-01", 14),
        ("A", "due", "2024-06-21", -1),
    ]


def test_a_pathway_plan_that_was_never_reviewed_comes_first(listed):
    leavers = """
        child_id | as_at_on   | in_touch_code | pathway_reviewed_on
        A        | 2024-06-20 | yes           | 2023-12-20
        B        | 2024-06-20 | yes           | 2023-12-19
        C        | 2024-06-20 | no            |
    """
    assert listed(pathway_plan_reviews, "2024-06-20", care_leavers=leavers) == [
        ("C", "overdue", None, None),
        ("B", "overdue", "2024-06-19", 1),
        ("A", "due", "2024-06-20", 0),
    ]
