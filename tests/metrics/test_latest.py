"""The latest event of a child, against a plain search."""

import random

import pandas as pd

from metrics.latest import Latest
from tests.written_tables import written

VISITS = written("visits", """
    child_id | visited_on | is_seen_alone
    A        | 2024-03-01 | yes
    A        | 2024-03-20 | no
    A        | 2024-03-20 | yes
    B        | 2024-04-02 |
    B        |            | yes
             | 2024-01-01 | yes
""")
ASKED = pd.Series(["B", "A", "C", None], index=[7, 3, 5, 1], dtype="str")


def test_the_latest_on_or_before_the_day():
    found = Latest(VISITS, "visited_on").of(ASKED, pd.Timestamp("2024-03-31"))
    assert list(found.index) == [7, 3, 5, 1]
    assert found["row"].fillna(0).tolist() == [0, 4, 0, 0]
    on = Latest(VISITS, "visited_on").on(ASKED, pd.Timestamp("2024-03-20"))
    assert on.isna().tolist() == [True, False, True, True]


def test_each_child_may_have_a_day_of_its_own():
    days = pd.Series(pd.to_datetime(["2024-04-02", "2024-03-19", "2024-05-01", "2024-05-01"]), index=ASKED.index)
    assert Latest(VISITS, "visited_on").on(ASKED, days).dropna().dt.day.tolist() == [2, 1]


def test_the_first_and_the_second_from_a_day_on():
    latest = Latest(VISITS, "visited_on")
    assert latest.following(ASKED, pd.Timestamp("2024-03-01"))["row"].fillna(0).tolist() == [5, 2, 0, 0]
    assert latest.following(ASKED, pd.Timestamp("2024-03-02"), 2)["row"].fillna(0).tolist() == [0, 4, 0, 0]
    assert latest.following(ASKED, pd.Timestamp("2024-03-21"))["row"].fillna(0).tolist() == [5, 0, 0, 0]


def test_nothing_to_find():
    assert Latest(VISITS.head(0), "visited_on").on(ASKED, pd.Timestamp("2024-03-31")).isna().all()
    assert Latest(VISITS.head(0), "visited_on").following(ASKED, pd.Timestamp("2024-03-31"))["row"].isna().all()


def test_as_a_plain_search_finds():
    chance = random.Random(5)
    rows = [(f"C{chance.randrange(9)}", pd.Timestamp("1999-12-25") + pd.Timedelta(days=chance.randrange(400), hours=chance.randrange(24))) for _ in range(300)]
    frame = pd.DataFrame(rows, columns=["child_id", "at"])
    asked = pd.Series([f"C{n}" for n in range(12)])
    for _ in range(40):
        day = pd.Timestamp("1999-12-20") + pd.Timedelta(days=chance.randrange(410))
        expected = [max((at for child, at in rows if child == who and at < day + pd.Timedelta(days=1)), default=None) for who in asked]
        found = Latest(frame, "at").on(asked, day)
        assert [None if pd.isna(at) else at.normalize() for at in found] == [at and at.normalize() for at in expected]
