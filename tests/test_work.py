"""From files to a team's page: what is loaded is on the lists, a load makes them anew, and the counts hold no child."""

import datetime as dt

import pytest

from app import Data, Source
from metrics.worklist import COLUMNS, worklists

PLANS = "CP Plan ID,Person ID,CP Plan Start,CP Plan End,Category of Abuse,Team,Allocated Worker\nP1,11,{start},,Neglect,Ash,Ada\nP2,12,{start},,Neglect,Oak,Ben\n"
VISITS = "Visit ID,Person ID,Visit Type,Visit Date,Child Seen,Team\nV1,11,CP Visit,{seen},Yes,Ash\n"


@pytest.fixture
def data(tmp_path):
    (tmp_path / "plans.csv").write_text(PLANS.format(start="10/01/2024"))
    (tmp_path / "visits.csv").write_text(VISITS.format(seen="03/06/2024"))
    data = Data(tmp_path / "data")
    assert {report["outcome"] for report in data.load([tmp_path / "plans.csv", tmp_path / "visits.csv"], as_at=dt.date(2024, 6, 30))} == {"loaded"}
    return data


def test_the_source_gives_the_lists_and_counts_of_what_is_loaded(data, tmp_path):
    source = Source(data)
    rows = source.worklist("visits_cp")
    assert tuple(rows) == COLUMNS
    assert rows[["child_id", "team", "state", "worker"]].values.tolist() == [["12", "Oak", "overdue", "Ben"], ["11", "Ash", "overdue", "Ada"]]
    assert source.worklist("visits_cp", "Ash")["child_id"].tolist() == ["11"]
    assert set(source.worklist("all", "Oak")["worklist"]) == {"visits_cp"}
    lines = source.snapshot().on_lists
    assert (lines["visits_cp", "Oak"].overdue, lines["visits_cp", ""].overdue, lines["dental_checks", ""].status) == (1, 2, "not loaded")
    assert {one for one, _ in lines} == set(worklists())
    assert source.caseload().empty

    (tmp_path / "later.csv").write_text(VISITS.format(seen="28/06/2024"))
    data.load([tmp_path / "later.csv"], as_at=dt.date(2024, 6, 30))
    assert source.snapshot().on_lists["visits_cp", "Ash"].overdue == 0
    assert source.worklist("visits_cp", "Ash")["state"].tolist() == ["due"]


def test_the_counts_hold_no_child(data):
    lines = Source(data).snapshot().on_lists.values()
    assert all(value not in ("11", "12") for line in lines for value in line if isinstance(value, str))
