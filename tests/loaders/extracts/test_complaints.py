from .sheets import Sheet, why_not


def test_the_minimal_headings_are_enough_without_a_number():
    """A register that numbers nothing: two complaints of one day are two."""
    sheet = Sheet("""
        Received   | Stage   | Due        | Responded
        04/03/2024 | Stage 1 | 18/03/2024 | 15/03/2024
        04/03/2024 | 1       | 18/03/2024 |
        05/03/2024 | LGSCO   |            | 01/03/2024
    """)
    assert (sheet.table, sheet.unknown) == ("complaints", ())
    assert sheet.rows("received_on stage_code due_on answered_on") == [
        ("2024-03-04", "stage_1", "2024-03-18", "2024-03-15"), ("2024-03-04", "stage_1", "2024-03-18", None), ("2024-03-05", "ombudsman", None, "2024-03-01"),
    ]  # fmt: skip
    assert sheet.problems == [(4, "Responded", "before 'Received'", "kept")]


def test_a_complaint_is_at_the_latest_stage_it_reached():
    sheet = Sheet("""
        Complaint ID | Complaint Received | Complaint Stage | Responded  | Complaint Closed | Resolved at Stage
        C1           | 04/03/2024         | Stage 1         | 15/03/2024 |                  |
        C1           | 04/03/2024         | Stage 2         | 15/05/2024 | 20/05/2024       | 2
    """)
    assert sheet.rows("complaint_id stage_code closed_on resolved_stage_code") == [("C1", "stage_2", "2024-05-20", "stage_2")]


def test_anything_received_is_no_complaint():
    assert "No row holds the headings" in why_not("Person ID | Received | Stage | Due")


def test_a_register_of_all_feedback_says_which_is_a_complaint():
    sheet = Sheet("""
        Complaint ID | Feedback Type | Complaint Received | Complaint Stage | Responded
        C1           | Complaint     | 04/03/2024         | Stage 1         | 15/03/2024
        C2           | Compliment    | 04/03/2024         |                 |
    """)
    assert sheet.rows("complaint_id type_code stage_code") == [("C1", "complaint", "stage_1"), ("C2", "compliment", None)]
