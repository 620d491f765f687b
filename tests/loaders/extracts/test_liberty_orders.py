from .sheets import Sheet, why_not


def test_an_order_is_known_by_child_and_start():
    sheet = Sheet("""
        Person ID | DoL Order Start | DoL Order End
        9001      | 04/03/2024      | 04/06/2024
        9001      | 04/06/2024      |
        9001      | 04/06/2024      | 04/09/2024
    """)
    assert sheet.rows("child_id started_on ended_on") == [("9001", "2024-03-04", "2024-06-04"), ("9001", "2024-06-04", "2024-09-04")]


def test_without_its_start_it_is_not_recognised():
    assert "no column headed 'Deprivation of Liberty Start'" in why_not("Person ID | Order ID | DoL Order End")
