"""Overlapping extracts: later facts win, whatever the order of loading, and nothing is counted twice."""

import datetime as dt
import itertools
import random

import pandas as pd
import pytest

from loaders.extracts import extracts
from loaders.load import load
from loaders.merge import as_table
from loaders.store import Store

JANUARY, FEBRUARY, MARCH = "contacts 2024-01-31.csv", "contacts 2024-02-29.csv", "contacts 2024-03-31.csv"
HEADINGS = ["Contact ID", "Person ID", "Contact Received", "Contact Outcome", "Team"]


@pytest.fixture
def table(store, load_one):
    """The contacts as they stand: {id: (outcome, team)}."""

    def table():
        frame = store.snapshot().tables["contacts"].frame
        return {r.contact_id: (r.outcome_code, r.team) for r in frame.astype(object).where(frame.notna(), None).itertuples()}

    return table


def counts(report):
    (sheet,) = report["sheets"]
    assert sheet["rows_read"] == sheet["rows_loaded"] + sheet["rows_repeated"] + sheet["rows_refused"]
    return report["outcome"], sheet["rows_loaded"], sheet["rows_repeated"]


def contacts(*rows, headings=HEADINGS):
    return [headings, *rows]


ONE = ["1", "5", "04/01/2024 09:15", "NFA", "Front Door"]
TWO = ["2", "6", "05/01/2024 09:15", "", "Front Door"]
TWO_DECIDED = ["2", "6", "05/01/2024 09:15", "CIN Referral", ""]


def test_a_later_row_replaces_the_whole_row_blanks_included(write_csv, load_one, table):
    assert counts(load_one(write_csv(contacts(ONE, TWO), JANUARY))) == ("loaded", 2, 0)
    assert counts(load_one(write_csv(contacts(ONE, TWO_DECIDED), FEBRUARY))) == ("loaded", 1, 1)
    assert table() == {"1": ("no_further_action", "Front Door"), "2": ("referral", None)}


def test_later_is_by_the_as_at_day_not_by_the_order_of_loading(write_csv, load_one, table):
    load_one(write_csv(contacts(TWO_DECIDED), FEBRUARY))
    assert counts(load_one(write_csv(contacts(ONE, TWO), JANUARY))) == ("loaded", 2, 0)
    assert table() == {"1": ("no_further_action", "Front Door"), "2": ("referral", None)}


def test_on_one_as_at_day_the_file_loaded_last_wins(write_csv, load_one, table):
    load_one(write_csv(contacts(TWO_DECIDED), JANUARY))
    load_one(write_csv(contacts(TWO), "again " + JANUARY))
    assert table() == {"2": (None, "Front Door")}


def test_a_row_missing_from_a_later_extract_stays(write_csv, load_one, table):
    load_one(write_csv(contacts(ONE, TWO), JANUARY))
    load_one(write_csv(contacts(TWO), FEBRUARY))
    assert set(table()) == {"1", "2"}


def test_a_column_that_a_later_file_lacks_keeps_its_value(write_csv, load_one, table):
    load_one(write_csv(contacts(ONE), JANUARY))
    later = write_csv(contacts(["1", "5", "04/01/2024 09:15", "CIN Referral"], headings=HEADINGS[:4]), FEBRUARY)
    assert counts(load_one(later)) == ("loaded", 1, 0)
    assert table() == {"1": ("referral", "Front Door")}


def test_a_row_equal_in_the_columns_that_the_file_carries_is_repeated(write_csv, load_one, table):
    load_one(write_csv(contacts(ONE), JANUARY))
    assert counts(load_one(write_csv(contacts(ONE[:4], headings=HEADINGS[:4]), FEBRUARY))) == ("loaded", 0, 1)
    assert table() == {"1": ("no_further_action", "Front Door")}


def test_a_file_that_only_moves_the_as_at_day_is_news(store, write_csv, load_one):
    load_one(write_csv(contacts(ONE), JANUARY))
    assert counts(load_one(write_csv(contacts(ONE), FEBRUARY))) == ("loaded", 0, 1)
    assert store.snapshot().tables["contacts"].as_at == pd.Timestamp(2024, 2, 29)


def test_a_file_that_brings_a_new_column_without_values_is_news(store, write_csv, load_one):
    load_one(write_csv(contacts(TWO[:3], headings=HEADINGS[:3]), JANUARY))
    assert counts(load_one(write_csv(contacts([*TWO[:3], ""], headings=HEADINGS[:4]), "more " + JANUARY))) == ("loaded", 0, 1)
    assert "outcome_code" in store.snapshot().tables["contacts"].columns


def test_an_earlier_file_with_nothing_new_is_unchanged(write_csv, load_one, table):
    load_one(write_csv(contacts(ONE, TWO), FEBRUARY))
    assert counts(load_one(write_csv(contacts(ONE), JANUARY))) == ("unchanged", 0, 1)


def test_a_file_with_nothing_new_still_overrules_what_is_earlier(write_csv, load_one, table):
    """January says 5 again; a file of mid-January, loaded last, says otherwise, and is overruled by it."""
    load_one(write_csv(contacts(ONE), "contacts 2024-01-10.csv"))
    load_one(write_csv(contacts(TWO), MARCH))
    assert counts(load_one(write_csv(contacts(ONE), JANUARY)))[0] == "unchanged"
    load_one(write_csv(contacts([*ONE[:3], "CIN Referral", "B"]), "contacts 2024-01-20.csv"))
    assert table()["1"] == ("no_further_action", "Front Door")


def test_of_one_key_twice_in_a_file_the_last_wins_and_the_other_is_repeated(write_csv, load_one, table):
    assert counts(load_one(write_csv(contacts(TWO, ONE, TWO_DECIDED, TWO_DECIDED), JANUARY))) == ("loaded", 2, 2)
    assert table()["2"] == ("referral", None)


def test_two_sheets_of_one_table_are_one_file(write_xlsx, load_one, table):
    report = load_one(write_xlsx({"Page 1": contacts(ONE, TWO), "Page 2": contacts(TWO_DECIDED)}))
    assert [(s["rows_read"], s["rows_loaded"], s["rows_repeated"]) for s in report["sheets"]] == [(2, 2, 0), (1, 0, 1)]
    assert table()["2"] == ("referral", None)


# --- keys -------------------------------------------------------------------------------------------------------------


def rows_of(store, name):
    return len(store.snapshot().tables[name].frame)


def test_one_contact_can_concern_several_siblings(store, write_csv, load_one):
    load_one(write_csv(contacts(["1", "5", *ONE[2:]], ["1", "6", *ONE[2:]]), JANUARY))
    assert rows_of(store, "contacts") == 2


def test_a_contact_without_an_id_is_known_by_child_moment_source_and_which_of_these_it_is(store, write_csv, load_one):
    headings = ["Person ID", "Contact Received", "Contact Source"]
    rows = [["5", "04/01/2024", "Police"], ["5", "04/01/2024", "Police"], ["5", "04/01/2024", "School"], ["5", "05/01/2024", "Police"], ["6", "04/01/2024", "Police"]]
    assert counts(load_one(write_csv([headings, *rows], JANUARY))) == ("loaded", 5, 0)
    assert counts(load_one(write_csv([headings, *rows[::-1]], FEBRUARY))) == ("loaded", 0, 5)
    assert counts(load_one(write_csv([headings, *rows, rows[0]], MARCH))) == ("loaded", 1, 5)
    assert rows_of(store, "contacts") == 6


def test_an_assessment_without_an_id_is_known_by_child_and_day(store, write_csv, load_one):
    headings = ["Person ID", "Assessment Start", "Assessment Authorised"]
    load_one(write_csv([headings, ["5", "04/01/2024", ""], ["5", "05/01/2024", ""]], JANUARY))
    assert counts(load_one(write_csv([headings, ["5", "04/01/2024", "01/02/2024"], ["5", "04/01/2024", "02/02/2024"]], FEBRUARY))) == ("loaded", 1, 1)
    assert rows_of(store, "assessments") == 2


def test_a_blank_id_falls_back_row_by_row(store, write_csv, load_one):
    headings = ["Assessment ID", "Person ID", "Assessment Start"]
    load_one(write_csv([headings, ["1", "5", "04/01/2024"], ["", "5", "04/01/2024"], ["2", "5", "04/01/2024"]], JANUARY))
    assert rows_of(store, "assessments") == 3


def test_a_post_is_known_by_its_day_and_takes_the_files_where_it_has_none(store, write_csv, load_one):
    headings = ["Post ID", "Role", "Employment", "FTE"]
    for name in (JANUARY, FEBRUARY):
        load_one(write_csv([headings, ["P1", "Social Worker", "Permanent", "1"]], name))
    load_one(write_csv([["As At", *headings], ["31/01/2024", "P1", "Social Worker", "Agency", "1"], ["", "P2", "Social Worker", "Agency", "1"]], MARCH))
    frame = store.snapshot().tables["workforce"].frame
    found = sorted((str(r.as_at_on.date()), r.post_id, r.employment_code) for r in frame.itertuples())
    assert found == [("2024-01-31", "P1", "agency"), ("2024-02-29", "P1", "permanent"), ("2024-03-31", "P2", "agency")]


def test_an_allocation_is_known_by_child_worker_and_day(store, write_csv, load_one):
    headings = ["Person ID", "Worker ID", "Allocation Start", "Allocation End"]
    load_one(write_csv([headings, ["5", "W1", "04/01/2024", ""], ["5", "W2", "04/01/2024", ""], ["5", "W1", "05/01/2024", ""]], JANUARY))
    assert counts(load_one(write_csv([headings, ["5", "W1", "04/01/2024", "10/01/2024"]], FEBRUARY))) == ("loaded", 1, 0)
    assert rows_of(store, "allocations") == 3


# --- promises for all -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_loading_does_not_matter(seed, tmp_path, write_csv, read_here):
    """Four files with rows missing, rows changed, columns missing and blanks: any order of loading gives one and the same table."""
    chance = random.Random(seed)
    paths = []
    for day in ("2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"):
        columns = [0, 1, 2, *(i for i in (3, 4) if chance.random() < 0.7)]
        ids = chance.sample("123456", k=4)
        rows = [[i, "5", "04/01/2024 09:15", chance.choice(["NFA", "EH Referral", ""]), chance.choice(["A", "B", ""])] for i in ids]
        paths.append(write_csv([[row[c] for c in columns] for row in [HEADINGS, *rows]], f"{seed}/contacts {day}.csv"))
    orders = list(itertools.permutations(paths))
    expected = None
    for number, order in enumerate([orders[0], *chance.sample(orders[1:], k=7)]):
        store = Store(tmp_path / f"store {number}")
        for part in (order[:2], order[2:]):
            load(store, part)
        table = store.snapshot().tables["contacts"]
        if expected is None:
            expected = table
        pd.testing.assert_frame_equal(table.frame, expected.frame)
        assert (table.as_at, table.columns) == (expected.as_at, expected.columns)


@pytest.mark.parametrize("extract", extracts().values(), ids=lambda e: e.table)
def test_every_table_has_every_column_in_its_type_and_says_where_each_row_came_from(extract, store, write_xlsx, load_one):
    plain = {"id": "7", "text": "words", "day": dt.date(2024, 3, 4), "moment": dt.datetime(2024, 3, 4, 9, 15), "number": 1, "yes/no": "Yes"}
    names = list(extract.columns) if extract.rides_along else extract.required  # a child's number alone is no table of children
    required = [extract.columns[name] for name in names]
    row = [plain.get(c.type) or next(iter(c.codes)) for c in required]
    load_one(write_xlsx({"Cover": [["Nothing here"]], "Report1": [[], [c.heading for c in required], row]}, "some file.xlsx"))
    table = store.snapshot().tables[extract.table]
    types = {"day": "datetime64[us]", "moment": "datetime64[us]", "number": "float64", "yes/no": "boolean"}
    assert list(table.frame) == [*extract.columns, "file", "sheet", "row"]
    assert {n: str(d) for n, d in table.frame.dtypes.items()} == {
        **{n: types.get(c.type, "category") for n, c in extract.columns.items()}, "file": "category", "sheet": "category", "row": "int64",
    }  # fmt: skip
    assert table.frame[["file", "sheet", "row"]].values.tolist() == [["some file.xlsx", "Report1", 3]]
    assert table.columns == {*names, *({"as_at_on"} & set(extract.columns))}


def test_a_table_without_rows_has_its_types():
    frame = pd.DataFrame({"key": [], "child_id": [], "received_at": [], "file": [], "sheet": [], "row": []}).set_index("key")
    assert as_table(extracts()["contacts"], frame).dtypes["received_at"] == "datetime64[us]"
