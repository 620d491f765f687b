import pytest

from .sheets import Sheet, why_not


def test_a_review_held_and_one_due_are_typed():
    sheet = Sheet("""
        Review ID | Person ID | Review Type | Review Due | Review Date | Permanence Plan Agreed
        1         | 9001      | LAC Review  | 15/03/2024 | 12/03/2024  | Y
        2         | 9001      | LAC Review  | 15/09/2024 |             |
    """)
    assert (sheet.table, sheet.problems) == ("reviews", [])
    assert sheet.rows("review_id child_id type_code due_on held_on has_permanence_plan") == [
        ("1", "9001", "care", "2024-03-15", "2024-03-12", True),
        ("2", "9001", "care", "2024-09-15", None, None),
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Review Child Protection Conference", "cp"), ("RCPC", "cp"), ("CLA review", "care"), ("Core Group Meeting", "core_group"),
        ("Mid-way Review", "midpoint"), ("PEP", "education_plan"), ("CIN Review", "cin"), ("Pathway Plan Review", "pathway_plan"),
    ],
)  # fmt: skip
def test_what_was_reviewed_is_told_by_its_kind(written, code):
    assert Sheet(f"Person ID | Type of Review | Review Held\n9001 | {written} | 12/03/2024").rows("type_code") == [(code,)]


def test_reviews_that_do_not_say_of_what_are_refused_with_the_heading_they_lack():
    assert "no column headed 'Review Type'" in why_not("Person ID | Review Due | Review Date")
