def test_an_assessment_goes_on_within_31_days_of_the_discussion(try_check):
    try_check("section47_without_assessment", assessments="""
        child_id | started_on | authorised_on
        Z        | 2023-01-01 | 2023-02-01
        A        | 2024-03-01 | 2024-04-01
        B        | 2024-01-01 |
    """, section47="""
        child_id | strategy_on | so
        A        | 2024-01-30  | fine
        A        | 2024-01-29  | fails
        A        | 2024-05-02  | fine
        A        | 2024-05-03  | fails
        B        | 2024-05-01  | fine
        C        | 2024-05-30  | fails
        C        | 2024-05-31  | -
        C        | 2023-01-31  | -
    """)


def test_a_child_on_a_plan_has_its_enquiry_within_the_work_that_goes_on(try_check):
    try_check("section47_without_assessment", assessments="""
        child_id | started_on | authorised_on
        Z        | 2023-01-01 | 2023-02-01
    """, cin_plans="""
        child_id | started_on | ended_on
        A        | 2024-01-01 | 2024-02-01
    """, section47="""
        child_id | strategy_on | so
        A        | 2024-02-01  | -
        A        | 2024-02-02  | fails
    """)  # fmt: skip
