import pytest

from .sheets import Sheet, why_not


def test_a_visit_made_and_one_planned_are_typed():
    sheet = Sheet("""
        Visit ID | Mosaic ID | Visit Type              | Planned Visit Date | Visit Date       | Visit Due  | Seen | Child Seen Alone
        1        | 9001      | CP Visit                | 01/03/2024         | 04/03/2024 15:30 | 15/03/2024 | Yes  | N
        2        | 9001      | LAC Statutory Visit     | 20 Mar 2024        | NULL             | 29/03/2024 |      |
    """)
    assert (sheet.table, sheet.problems) == ("visits", [])
    assert sheet.rows("visit_id child_id type_code planned_on visited_on due_on is_seen is_seen_alone") == [
        ("1", "9001", "cp", "2024-03-01", "2024-03-04", "2024-03-15", True, False),
        ("2", "9001", "care", "2024-03-20", None, "2024-03-29", None, None),
    ]


@pytest.mark.parametrize(
    "headings",
    [
        "visit_id | child_id | visit_type | planned_date | actual_date | seen | seen_alone | due_date",
        "VISIT_ID | PERSON_ID | VISIT_TYPE | PLANNED_DATETIME | ACTUAL_DATE | COMPLETED_FLAG | SEEN_ALONE_FLAG | CP_VISIT_ON_TIME",
    ],
)
def test_the_least_extract_and_the_data_mart_s_own_names_are_known(headings):
    sheet = Sheet(f"{headings}\n 1 | 9001 | CIN Visit | 01/03/2024 | 2024-03-04 15:30:00 | Y | Y | ")
    assert sheet.table == "visits"
    assert sheet.rows("type_code planned_on visited_on is_seen_alone") == [("cin", "2024-03-01", "2024-03-04", True)]


def test_visits_without_an_id_are_told_apart_by_their_kind_and_days():
    sheet = Sheet("""
        Person ID | Visit Type | Visit Date | Planned Date
        9001      | CP         | 04/03/2024 |
        9001      | CLA        | 04/03/2024 |
        9001      | CP         |            | 20/03/2024
        9001      | CP         |            | 27/03/2024
        9001      | CP         | 04/03/2024 |
    """)
    assert sheet.rows("type_code visited_on planned_on") == [
        ("care", "2024-03-04", None), ("cp", None, "2024-03-20"), ("cp", None, "2024-03-27"), ("cp", "2024-03-04", None),
    ]  # fmt: skip


def test_what_is_planned_and_done_and_not_said_to_be_a_visit_is_none():
    assert "No row holds the headings" in why_not("Person ID | Planned Date | Actual Date | Team")
