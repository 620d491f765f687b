DESKS = ("duty", "Assessment 1")


def test_a_desk_or_a_team_in_place_of_a_worker_fails_however_it_is_written(try_check):
    try_check("pseudo_worker", pseudo_workers=DESKS, cp_plans="""
        child_id | started_on | ended_on   | worker       | so
        A        | 2024-01-01 |            | DUTY         | fails
        B        | 2024-01-01 |            | assessment 1 | fails
        C        | 2024-01-01 |            | Dutyn, Ann   | fine
        D        | 2024-01-01 | 2024-02-01 | Duty         | -
        E        | 2024-01-01 |            |              | -
    """, allocations="""
        child_id | worker_id | worker | started_on | ended_on | so
        A        | 1         | Duty   | 2024-01-01 |          | fails
    """)  # fmt: skip
