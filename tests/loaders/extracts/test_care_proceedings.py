import pytest

from .sheets import Sheet, why_not


@pytest.mark.parametrize("headings", ["case_ref | child_id | issue_date | final_order_date", "Case Reference | Person ID | Proceedings Issued | Final Order"])
def test_the_least_extract_and_plain_headings_are_known(headings):
    sheet = Sheet(f"{headings}\nZW24C001 | 9001 | 04/01/2024 |\nZW23C900 | 9002 | 04/06/2023 | 05/02/2024")
    assert (sheet.table, sheet.problems) == ("care_proceedings", [])
    assert sheet.rows("case_id child_id started_on ended_on") == [
        ("ZW24C001", "9001", "2024-01-04", None), ("ZW23C900", "9002", "2023-06-04", "2024-02-05"),
    ]  # fmt: skip


def test_of_two_orders_made_together_the_care_order_stands():
    sheet = Sheet("Person ID | Issue Date | Final Order Date | Order Made\n9001 | 04/01/2024 | 05/03/2024 | Placement order, Care order")
    assert sheet.rows("outcome_code") == [("care_order",)]


def test_a_day_of_issue_alone_is_of_no_proceedings():
    assert "no column headed 'Final Order'" in why_not("Case Number | Person ID | Date of Issue | Team")
