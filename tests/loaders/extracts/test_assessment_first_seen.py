import pandas as pd

from loaders.extracts import extracts
from loaders.extracts.assessment_first_seen import with_first_seen
from loaders.merge import in_form

from .sheets import Sheet


def table(name, text):
    """A whole table as a reader has it."""
    sheet = Sheet(text)
    assert sheet.table == name
    own = [c for c in extracts()[name].columns if c in sheet.frame]
    return in_form(extracts()[name], sheet.frame[[*own, "row"]].assign(file="a.xlsx", sheet="Report1"))


SEEN = """
    assessment_id | child_id | first_seen_date
    A1            | 9001     | 06/03/2024
    A1            | 9002     | 08/03/2024
    A9            | 9002     | 08/03/2024
"""


def test_it_says_when_the_child_was_seen_where_the_assessments_do_not():
    assessments = table("assessments", """
        Assessment ID | Person ID | Assessment Start | Date Child First Seen
        A1            | 9001      | 04/03/2024       | 07/03/2024
        A1            | 9002      | 04/03/2024       |
        A2            | 9001      | 20/03/2024       |
    """)  # fmt: skip
    completed = with_first_seen({"assessments": assessments, "assessment_first_seen": table("assessment_first_seen", SEEN)})
    assert completed["first_seen_on"].tolist() == [pd.Timestamp("2024-03-07"), pd.Timestamp("2024-03-08"), pd.NaT]
    assert completed["row"].tolist() == [2, 3, 4]


def test_assessments_without_such_a_column_have_it_now_and_no_other():
    assessments = table("assessments", "Assessment ID | Person ID | Assessment Start\nA1 | 9001 | 04/03/2024")
    completed = with_first_seen({"assessments": assessments, "assessment_first_seen": table("assessment_first_seen", SEEN)})
    assert list(completed) == ["assessment_id", "child_id", "started_on", "first_seen_on", "file", "sheet", "row"]


def test_alone_it_makes_no_assessments():
    assert with_first_seen({"assessment_first_seen": table("assessment_first_seen", SEEN)}) is None
