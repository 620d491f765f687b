import pytest

from .sheets import Sheet

HEADINGS = "Person ID | CIN Start Date | CIN Closure Date | Primary Need Code | Case Status | Date Child Was Last Seen | Reason for Closure"


def test_an_episode_of_need_is_typed_and_coded():
    sheet = Sheet(f"""{HEADINGS}
        9001 | 04/01/2023 |            | a) N1 - Abuse or neglect | b) Child Protection plan | 01/03/2024 |
        9002 | 04/01/2023 | 05/03/2024 | N5                       | Closed episode           | 01/03/2024 | Stepped down to early help
    """)
    assert (sheet.table, sheet.problems) == ("children_in_need", [])
    assert sheet.rows("child_id started_on ended_on primary_need_code status_code last_seen_on end_reason_code") == [
        ("9001", "2023-01-04", None, "N1", "child_protection", "2024-03-01", None),
        ("9002", "2023-01-04", "2024-03-05", "N5", "closed", "2024-03-01", "step_down"),
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("CLA&CP", "care"), ("CP/CLA", "care"), ("LAC", "care"), ("CP Ext", "child_protection"), ("CPP", "child_protection"), ("CiN Plan", "cin_plan"),
        ("Open asmt", "assessment"), ("Closed - stepdown", "closed"),
    ],
)  # fmt: skip
def test_the_status_is_known_in_the_ways_seen_in_real_returns(written, code):
    assert Sheet(f"{HEADINGS}\n9001 | 04/01/2023 | | | {written} | | ").rows("status_code") == [(code,)]


@pytest.mark.parametrize(
    ("written", "code"),
    [("RC7 - Services ceased, any other reason", "RC7"), ("RC9", "RC9"), ("c) RC3: Residence order", "RC3"), ("Step down", "step_down")],
)
def test_the_reason_for_closing_is_known(written, code):
    assert Sheet(f"{HEADINGS}\n9001 | 04/01/2023 | 05/03/2024 | | Closed | | {written}").rows("end_reason_code") == [(code,)]


def test_two_episodes_of_a_child_at_once_are_reported():
    sheet = Sheet(f"{HEADINGS}\n9001 | 04/01/2023 | | | | | \n9001 | 04/02/2023 | | | | | ")
    assert sheet.problems == [(3, "CIN Start Date", "a second one of the same child at the same time", "kept")]


def test_a_report_of_plans_is_none_of_need():
    assert Sheet("Person ID | CIN Plan Start Date | CIN Plan End Date").table == "cin_plans"
