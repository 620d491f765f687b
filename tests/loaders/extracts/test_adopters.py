from .sheets import Sheet


def test_an_adopter_is_one_row_and_may_leave():
    sheet = Sheet("""
        Adopter ID | Family ID | Enquiry Received | Stage 1 Started | Stage 1 Ended | Application Approved | Number of Children Placed | Left Process | Reason Left
        A1         | F1        | 04/03/2023       | 01/04/2023      | 01/06/2023    | 01/10/2023           | 2                         |              |
        A2         | F1        | 04/03/2023       | 01/04/2023      | 01/03/2023    |                      |                           | 01/07/2023   | Withdrew
        A2         | F1        | 04/03/2023       | 01/04/2023      | 01/05/2023    |                      |                           | 01/07/2023   | On hold
    """)
    assert sheet.rows("adopter_id family_id approved_on n_children left_on leaving_reason_code") == [
        ("A1", "F1", "2023-10-01", 2.0, None, None), ("A2", "F1", None, None, "2023-07-01", "on_hold"),
    ]  # fmt: skip
    assert sheet.problems == [(3, "Stage 1 Ended", "before 'Stage 1 Started'", "kept")]
