from .sheets import Sheet


def test_supervisions_of_workers_and_of_cases_are_typed():
    sheet = Sheet("""
        Supervision ID | Supervision Date | Supervision Type     | Worker ID | Person ID
        1              | 04/03/2024       | Personal Supervision | W07       |
        2              | 04/03/2024       | Case Supervision     | W07       | 9001
        2              | 04/03/2024       | Case Supervision     | W07       | 9002
    """)
    assert (sheet.table, sheet.problems) == ("supervisions", [])
    assert sheet.rows("supervision_id held_on type_code worker_id child_id") == [
        ("1", "2024-03-04", "worker", "W07", None),
        ("2", "2024-03-04", "case", "W07", "9001"),
        ("2", "2024-03-04", "case", "W07", "9002"),
    ]


def test_a_supervision_without_its_day_is_refused():
    sheet = Sheet("""
        Supervision Date | Worker ID | Supervision Type
                         | W07       | Case
        05/03/2024       | W08       | Case
    """)
    assert sheet.rows("worker_id") == [("W08",)]
    assert [(row, action) for row, _, _, action in sheet.problems] == [(2, "row refused")]
