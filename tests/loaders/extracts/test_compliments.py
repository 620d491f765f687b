from .sheets import Sheet


def test_two_compliments_of_one_day_are_two():
    sheet = Sheet("""
        Compliment Received | Compliment From | Team
        04/03/2024          | Parent          | Fostering
        04/03/2024          | Parent          | Fostering
        Total               | 2               |
    """)
    assert sheet.table == "compliments"
    assert sheet.rows("received_on source team") == [("2024-03-04", "Parent", "Fostering")] * 2
