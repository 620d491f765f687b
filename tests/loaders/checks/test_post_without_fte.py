def test_a_post_that_somebody_holds_has_hours(try_check):
    try_check("post_without_fte", workforce="""
        as_at_on   | post_id | employment_code | fte | so
        2024-06-30 | 1       | permanent       | 0.6 | fine
        2024-06-30 | 2       | permanent       |     | fails
        2024-06-30 | 3       | agency          |     | fails
        2024-06-30 | 4       | vacant          |     | -
        2024-05-31 | 2       | permanent       |     | fails
    """)
