from .sheets import Sheet, why_not


def test_a_plan_not_yet_issued_is_a_row():
    sheet = Sheet("""
        Person ID | EHC Plan Requested | EHC Plan Issued | Exception
        9001      | 04/03/2024         | 22/07/2024      | No
        9002      | 04/03/2024         |                 | Y
        9003      | 04/03/2024         | 01/03/2024      |
    """)
    assert sheet.rows("child_id requested_on issued_on is_exception") == [
        ("9001", "2024-03-04", "2024-07-22", False), ("9002", "2024-03-04", None, True), ("9003", "2024-03-04", "2024-03-01", None),
    ]  # fmt: skip
    assert sheet.problems == [(4, "EHC Plan Issued", "before 'EHC Plan Requested'", "kept")]


def test_ofsteds_workbook_for_special_needs_is_none():
    assert "Annex A for special educational needs" in why_not("Unique ID | UPN | ULN | Date initial EHC plan issued")
