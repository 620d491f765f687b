import numpy as np
import pandas as pd
import pytest

from metrics.cohorts import at_midnight, census, events, natural_key, note, open_on, previous, row_note, spells
from tests.written_tables import written

CONTACTS = """
    child_id | received_at      | decided_at
    A        | 2024-04-02 10:00 | 2024-04-03
    B        | 2024-04-02       |
    C        |                  | 2024-04-03 11:00
"""


def test_a_condition_worked_out_from_other_rows_is_refused():
    contacts = written("contacts", CONTACTS)
    decided = contacts[contacts["decided_at"].notna()]
    with pytest.raises(ValueError, match="counted has other rows than the cohort"):
        events(decided, on="received_at", counted=contacts["child_id"] == "A")
    with pytest.raises(ValueError, match="counted_from has other rows"):
        spells(decided.assign(started_on=pd.NaT, ended_on=pd.NaT), counted_from=contacts["decided_at"])
    with pytest.raises(ValueError, match="weight has other rows"):
        census(decided, weight=contacts["row"])


def test_a_condition_that_is_not_true_or_false_is_refused():
    contacts = written("contacts", CONTACTS)
    with pytest.raises(ValueError, match="counted is int64, not true or false"):
        events(contacts, on="received_at", counted=contacts["row"])


def test_a_missing_condition_is_not_met():
    contacts = written("contacts", CONTACTS)
    condition = pd.Series([True, None, False], dtype="boolean")
    assert events(contacts, on="received_at", counted=condition).counted.tolist() == [True, False, False]


def test_notes_count_their_rows():
    text = "{n} post{s} without FTE left out"
    assert (note(text, 1), note(text, 2)) == ("1 post without FTE left out", "2 posts without FTE left out")
    assert row_note(text) == "post without FTE left out"
    assert (note("to the day", 5), row_note("to the day")) == ("to the day", "to the day")


def test_open_on_a_day_means_started_and_not_ended():
    plans = written("cp_plans", """
        child_id | started_on | ended_on
        A        | 2024-04-30 |
        B        | 2024-05-01 |
        C        | 2024-01-01 | 2024-04-30
        D        | 2024-01-01 | 2024-05-01
        E        |            |
    """)  # fmt: skip
    assert open_on(plans, pd.Timestamp("2024-04-30"))["child_id"].tolist() == ["A", "D"]


def test_at_midnight_if_any_of_the_moments_is():
    contacts = written("contacts", CONTACTS)
    assert at_midnight(contacts["received_at"], contacts["decided_at"]).tolist() == [True, True, False]


def test_numbers_in_ids_compare_as_numbers_and_missing_comes_first():
    ids = ["R10", "R9", "9", "10", None, "R9a", "S1"]
    assert sorted(ids, key=natural_key) == [None, "9", "10", "R9", "R9a", "R10", "S1"]


def previous_slowly(frame):
    """The moment of the latest of the earlier rows of the same child, by looking at every row for every row."""
    found = []
    for row in frame.itertuples():
        key = (row.received_at, natural_key(row.referral_id), row.row)
        before = [
            (other.received_at, natural_key(other.referral_id), other.row)
            for other in frame.itertuples()
            if pd.notna(other.received_at) and pd.notna(row.received_at) and pd.notna(row.child_id) and other.child_id == row.child_id
        ]
        found.append(max((at for at, *rest in before if (at, *rest) < key), default=pd.NaT))
    return pd.Series(found, index=frame.index, dtype="datetime64[us]")


@pytest.mark.parametrize("unit", ["D", "min", "us"])
@pytest.mark.parametrize("seed", range(4))
def test_the_previous_row_of_the_same_child_as_found_slowly(seed, unit):
    draw = np.random.default_rng(seed)
    n = 60
    at = pd.Series(pd.Timestamp("2024-04-02") + pd.to_timedelta(draw.integers(0, 9, n), unit=unit)).astype("datetime64[us]")
    frame = pd.DataFrame(
        {
            "child_id": pd.Categorical([f"C{i}" if i else None for i in draw.integers(0, 8, n)]),
            "received_at": at.where(draw.random(n) > 0.1),
            "referral_id": pd.Categorical([f"R{i}" if i else None for i in draw.integers(0, 30, n)]),
            "file": pd.Categorical(["referrals.xlsx"] * n),
            "row": draw.permutation(n),
        }
    )
    found = previous(frame, "received_at", same="child_id", order="referral_id")
    pd.testing.assert_series_equal(found, previous_slowly(frame))


def test_it_copes_with_children_and_moments_too_many_for_one_number():
    n = 5
    at = pd.Series(pd.to_datetime(["1905-01-01", "2070-01-01 00:00:00.000001", "2024-01-01", "2024-01-02", "2024-01-03"], format="ISO8601"))
    codes = np.array([70_000, 70_000, 3, 3, 70_000])
    frame = pd.DataFrame(
        {
            "child_id": pd.Categorical.from_codes(codes, categories=range(80_000)),
            "received_at": at.astype("datetime64[us]"),
            "referral_id": pd.Categorical([str(i) for i in range(n)]),
            "row": range(n),
        }
    )
    found = previous(frame, "received_at", same="child_id", order="referral_id")
    assert found.isna().tolist() == [True, False, True, False, False]
    assert found[1] == pd.Timestamp("2024-01-03")
