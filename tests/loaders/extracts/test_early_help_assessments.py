from .sheets import Sheet


def test_an_assessment_completed_and_a_family_waiting_are_typed():
    sheet = Sheet("""
        EHA ID | Person ID | Family ID | Early Help Requested | EHA Start  | First Seen | EHA Completed | Lead Organisation
        E1     | 9001      | 77        | 01/02/2024           | 05/02/2024 | 09/02/2024 | 01/03/2024    | Primary School
        E2     |           | 78        | 20/03/2024           |            |            |               | Early Help Team
    """)
    assert (sheet.table, sheet.problems) == ("early_help_assessments", [])
    assert sheet.rows("assessment_id child_id family_id requested_on started_on first_seen_on completed_on organisation_code") == [
        ("E1", "9001", "77", "2024-02-01", "2024-02-05", "2024-02-09", "2024-03-01", "partner"),
        ("E2", None, "78", "2024-03-20", None, None, None, "authority"),
    ]


def test_an_organisation_that_nobody_has_named_is_kept_to_be_mapped():
    sheet = Sheet("Person ID | EHA Start | Organisation completing assessment\n9001 | 05/02/2024 | Lark Rise Trust")
    assert sheet.rows("organisation_code")[0][0].startswith("unmapped")


def test_an_assessment_by_social_care_is_none_of_early_help_nor_the_other_way_round():
    assert Sheet("Person ID | Assessment Start Date | First Seen | Team").table == "assessments"
    headings = "Child Unique ID | Assessment start date | Assessment completion date | Organisation completing assessment"
    assert Sheet(headings).table == "early_help_assessments"
