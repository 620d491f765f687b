import pytest

from .sheets import Sheet, why_not


@pytest.mark.parametrize(
    "headings",
    [
        "family_id | child_id | start_date | end_date | outcome",
        "Family ID | Person ID | Pre-proceedings Start | Pre-proceedings End | Pre-proceedings Outcome",
        "GROUP_ID | PERSON_ID | PLO Start Date | PLO End Date | PLO Outcome",
    ],
)
def test_the_least_extract_and_plain_headings_are_known(headings):
    sheet = Sheet(f"{headings}\n77 | 9001 | 04/01/2024 | 20/03/2024 | Care proceedings issued\n | 9002 | 04/01/2024 | |")
    assert (sheet.table, sheet.layout, sheet.problems) == ("pre_proceedings", "mosaic", [])
    assert sheet.rows("family_id child_id started_on ended_on outcome_code") == [
        ("77", "9001", "2024-01-04", "2024-03-20", "proceedings"), (None, "9002", "2024-01-04", None, None),
    ]  # fmt: skip


def test_an_end_before_the_start_is_kept_and_reported():
    sheet = Sheet("Person ID | PLO Start | PLO End\n9001 | 20/03/2024 | 04/01/2024")
    assert sheet.rows("ended_on") == [("2024-01-04",)]
    assert sheet.problems == [(2, "PLO End", "before 'PLO Start'", "kept")]


@pytest.mark.parametrize("headings", ["Person ID | Start Date | End Date | Outcome", "PERSON_ID | LEGAL_STATUS | START_DATE | END_DATE"])
def test_what_starts_and_ends_and_says_no_more_is_none(headings):
    assert "pre_proceedings" not in why_not(headings)
