from .sheets import Sheet


def test_calls_are_typed_with_who_called():
    sheet = Sheet("""
        Call ID | Call Received    | Caller Type
        1       | 04/03/2024 10:15 | Parent/carer
        2       | 04/03/2024 11:00 | School
        3       | 05/03/2024 09:00 | Neighbour
    """)
    assert (sheet.table, sheet.problems) == ("helpline_calls", [])
    assert sheet.rows("call_id received_at caller_code") == [
        ("1", "2024-03-04 10:15:00", "family"), ("2", "2024-03-04 11:00:00", "professional"), ("3", "2024-03-05 09:00:00", "other"),
    ]  # fmt: skip


def test_two_calls_of_one_kind_on_one_day_without_an_id_are_two():
    assert len(Sheet("Date of Call | Caller\n04/03/2024 | Parent\n04/03/2024 | Parent").rows("caller_code")) == 2
