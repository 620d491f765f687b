from .sheets import Sheet


def test_accepted_claims_are_typed_and_a_family_may_have_two():
    sheet = Sheet("""
        Family ID | Claim Accepted
        77        | 04/03/2024
        77        | 04/06/2024
        78        |
    """)
    assert sheet.table == "supporting_families"
    assert sheet.rows("family_id accepted_on") == [("77", "2024-03-04"), ("77", "2024-06-04")]
    assert [(row, action) for row, _, _, action in sheet.problems] == [(4, "row refused")]
