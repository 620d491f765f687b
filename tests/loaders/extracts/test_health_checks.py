from .sheets import Sheet, why_not


def test_checks_of_every_kind_stand_in_one_sheet():
    sheet = Sheet("""
        Person ID | Health Check Type         | Health Check Date | Health Check Due | Up to Date | SDQ Score
        9001      | Initial Health Assessment | 04/03/2024        | 01/03/2024       |            |
        9001      | Review health assessment  | 04/09/2024        |                  |            |
        9001      | Dental Check              | 05/03/2024        |                  |            |
        9001      | Immunisations             | 31/03/2024        |                  | Y          |
        9001      | SDQ                       | 06/03/2024        |                  |            | 17
        9001      | Hearing test              | 06/03/2024        |                  |            |
    """)
    assert sheet.rows("type_code checked_on is_up_to_date sdq_score")[1:5] == [
        ("health_assessment", "2024-09-04", None, None),
        ("dental", "2024-03-05", None, None),
        ("immunisations", "2024-03-31", True, None),
        ("sdq", "2024-03-06", None, 17.0),
    ]
    assert sheet.problems == [(7, "Health Check Type", "not a known code", "kept as unmapped")]


def test_a_check_that_is_due_and_not_held_is_a_row():
    sheet = Sheet("""
        Person ID | Health Check Type | Health Check Date | Health Check Due
        9001      | IHA               |                   | 01/03/2024
        9001      | RHA               | N/A               | 01/09/2024
        9002      | IHA               | soon              | 01/03/2024
    """)
    assert sheet.rows("child_id type_code checked_on due_on") == [
        ("9001", "initial_health", None, "2024-03-01"), ("9001", "health_assessment", None, "2024-09-01"), ("9002", "initial_health", None, "2024-03-01"),
    ]  # fmt: skip
    assert sheet.problems == [(4, "Health Check Date", "not a day", "blanked")]


def test_a_check_without_its_type_is_not_recognised():
    assert "no column headed 'Health Check Type'" in why_not("Person ID | Health Check Date | Health Check Due | Up to Date")


def test_totals_and_page_numbers_are_no_checks_though_a_check_needs_no_day():
    sheet = Sheet("""
        Person ID       | Health Check Type | Health Check Date | Health Check Due
        9001            | IHA               |                   | 01/03/2024
        Grand total: 2  |                   |                   |
        2               | Total             |                   |
        Page 1 of 2     |                   |                   |
        Person ID       | Health Check Type | Health Check Date | Health Check Due
        9002            | Total check       | 04/03/2024        |
    """)
    assert sheet.rows("child_id") == [("9001",), ("9002",)]
    assert [(row, action) for row, _, _, action in sheet.problems] == [(3, "line skipped"), (4, "line skipped"), (5, "line skipped"), (6, "line skipped"), (7, "kept as unmapped")]
