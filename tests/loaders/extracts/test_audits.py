from .sheets import Sheet, why_not


def test_the_minimal_headings_are_enough_and_grades_have_many_names():
    sheet = Sheet("""
        Audit ID | Date       | Team         | Grade                           | Moderated Grade
        1        | 04/03/2024 | Assessment 1 | Good                            | RI
        2        | 05/03/2024 | Assessment 1 | Requires Improvement to be Good |
        3        | 06/03/2024 | Assessment 1 | 4                               | Not graded
        4        | 06/03/2024 | Assessment 1 | Splendid                        |
    """)
    assert (sheet.table, sheet.unknown) == ("audits", ())
    assert sheet.rows("audit_id audited_on grade_code moderated_grade_code")[:3] == [
        ("1", "2024-03-04", "good", "requires_improvement"), ("2", "2024-03-05", "requires_improvement", None), ("3", "2024-03-06", "inadequate", None),
    ]  # fmt: skip
    assert sheet.problems == [(5, "Grade", "not a known code", "kept as unmapped")]


def test_other_grades_on_other_days_are_no_audits():
    assert "No row holds the headings" in why_not("Person ID | Date | Grade | Team")
