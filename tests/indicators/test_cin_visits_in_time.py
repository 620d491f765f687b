from metrics.indicators.cin_visits_in_time import cin_visits_in_time

PLANS = """
    child_id | started_on | ended_on   | team
    A        | 2024-01-01 |            | Ash
    B        | 2024-01-01 |            | Ash
    B        | 2024-02-01 |            | Birch
    C        | 2024-01-01 |            | Ash
    D        | 2024-05-28 |            | Ash
    E        | 2024-01-01 | 2024-05-31 | Ash
"""
VISITS = """
    child_id | type_code | visited_on | is_seen
    A        | cin       | 2024-05-01 | yes
    B        | cin       | 2024-04-30 |
    C        | cin       | 2024-05-30 | no
    C        | cp        | 2024-05-30 | yes
    D        | cin       | 2024-06-01 | yes
    E        | cin       | 2024-05-30 | yes
"""


def test_20_working_days_ago_is_in_time_and_21_is_not(figure):
    """Of 31 May 2024, with two bank holidays: 1 May is 20 working days before, 30 April is 21."""
    row = figure(cin_visits_in_time, "2024-05", as_at="2024-06-30", cin_plans=PLANS, visits=VISITS)
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 4, "1 not yet visited on a new plan")


def test_a_child_with_two_plans_is_one_child_of_the_team_of_the_first(figure):
    row = figure(cin_visits_in_time, "2024-05", as_at="2024-06-30", team="Birch", cin_plans=PLANS, visits=VISITS)
    assert (row["denominator"], row["status"]) == (0, "no cases")
