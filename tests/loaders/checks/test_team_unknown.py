def test_a_team_that_is_not_on_the_list_fails_without_regard_to_case(try_check):
    try_check("team_unknown", teams=["Ash", "Birch"], cin_plans="""
        child_id | started_on | ended_on   | team  | so
        A        | 2024-01-01 |            | ASH   | fine
        B        | 2024-01-01 |            | Ashes | fails
        C        | 2024-01-01 | 2024-02-01 | Ashes | -
        D        | 2024-01-01 |            |       | -
    """)


def test_without_a_list_of_teams_none_is_unknown(try_check):
    try_check("team_unknown", cin_plans="""
        child_id | started_on | ended_on | team  | so
        A        | 2024-01-01 |          | Ashes | -
    """)
