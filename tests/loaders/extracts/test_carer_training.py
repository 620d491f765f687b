from .sheets import Sheet, why_not


def test_each_course_of_a_carer_is_a_row_and_counts_once():
    sheet = Sheet("""
        Carer ID | Course Title     | Date Completed
        C1       | First aid        | 04/03/2024
        C1       | Safer caring     | 04/03/2024
        C1       | First aid        | 04/03/2024
        C2       | First aid        |
    """)
    assert sheet.rows("carer_id course completed_on") == [("C1", "Safer caring", "2024-03-04"), ("C1", "First aid", "2024-03-04")]
    assert [(row, action) for row, _, _, action in sheet.problems] == [(5, "row refused")]


def test_training_of_others_is_not_carers_training():
    assert "no column headed 'Carer ID'" in why_not("Worker ID | Course | Date Completed")
