import pytest

from .sheets import Sheet


def test_a_child_and_one_not_yet_born_are_typed():
    sheet = Sheet("""
        PERSON_ID | DATE_OF_BIRTH | DATE_OF_DEATH | GENDER | FULL_ETHNICITY_CODE     | Disability | Expected Date of Birth
        9001      | 04/03/2012    |               | Female | A.A1 White > British    | No         |
        9002      |               |               | Unborn |                         |            | 04/09/2024
    """)
    assert (sheet.table, sheet.problems) == ("children", [])
    assert sheet.rows("child_id born_on birth_expected_on sex_code ethnic_group_code is_disabled") == [
        ("9001", "2012-03-04", None, "female", "WBRI", False), ("9002", None, "2024-09-04", None, None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("WBRI", "WBRI"), ("WBRI - White British", "WBRI"), ("WBRI: White: White - British", "WBRI"), ("WBRI  [White British]", "WBRI"), ("a) WBRI", "WBRI"),
        ("White - British", "WBRI"), ("White/British", "WBRI"), ("White > British", "WBRI"), ("A1 - White British", "WBRI"), ("(A.A1)White - British", "WBRI"),
        ("A.A2 White > Irish", "WIRI"), ("A.A2 Any other White background", "WOTH"), ("B1 - White and Black Caribbean", "MWBC"), ("s) NOBT", "NOBT"), ("s) REFU", "REFU"),
        ("A.A2", "unmapped"), ("E.E2", "unmapped"),
    ],
)  # fmt: skip
def test_the_ethnic_group_is_known_in_all_four_families_of_codes_and_a_local_code_alone_is_not_guessed(written, code):
    (found,) = Sheet(f"Person ID | Date of Birth | Sex | Ethnicity\n9001 | 04/03/2012 | M | {written}").rows("ethnic_group_code")[0]
    assert found.split("\x1f")[0] == code


@pytest.mark.parametrize(
    ("written", "is_disabled"),
    [("a) Yes", True), ("b) No", False), ("AUT", True), ("NONE", False), ("LD, AUT", True), ("c) Unknown", None), ("NOBT", None), ("Learning", True)],
)
def test_any_disability_the_census_has_a_code_for_says_yes(written, is_disabled):
    assert Sheet(f"Person ID | Date of Birth | Sex | Disability\n9001 | 04/03/2012 | M | {written}").rows("is_disabled") == [(is_disabled,)]


@pytest.mark.parametrize(("written", "code"), [("a) Male", "male"), ("2", "female"), ("b) Female", "female"), ("F", "female"), ("d) Neither", "other"), ("9", None)])
def test_the_sex_is_known_in_the_codes_of_every_year(written, code):
    assert Sheet(f"Person ID | Date of Birth | Sex | Ethnicity\n9001 | 04/03/2012 | {written} | WBRI").rows("sex_code") == [(code,)]


def test_who_died_before_being_born_is_reported():
    sheet = Sheet("Person ID | Date of Birth | Date of Death | Sex\n9001 | 04/03/2012 | 04/03/2011 | M")
    assert sheet.problems == [(2, "Date of Death", "before 'Date of Birth'", "kept")]
