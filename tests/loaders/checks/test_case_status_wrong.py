def test_a_status_that_plans_and_care_contradict_fails(try_check):
    try_check("case_status_wrong", cp_plans="""
        child_id | started_on | ended_on
        A        | 2024-01-01 |
        B        | 2024-01-01 |
        C        | 2024-01-01 |
        D        | 2023-01-01 | 2024-01-01
    """, care_periods="""
        child_id | started_on | ended_on | legal_status_code
        C        | 2024-01-01 |          | C1
        E        | 2024-01-01 |          | C1
        F        | 2024-01-01 |          | V4
    """, children_in_need="""
        child_id | started_on | ended_on   | status_code      | so
        A        | 2023-01-01 |            | child_protection | fine
        B        | 2023-01-01 |            | cin_plan         | fails
        C        | 2023-01-01 |            | care             | fine
        D        | 2023-01-01 |            | cin_plan         | fine
        E        | 2023-01-01 |            | child_protection | fails
        F        | 2023-01-01 |            | cin_plan         | fine
        G        | 2023-01-01 |            | closed           | fails
        H        | 2023-01-01 | 2024-01-01 | closed           | -
        I        | 2023-01-01 |            |                  | -
        J        | 2023-01-01 |            | unmapped         | -
    """)  # fmt: skip
