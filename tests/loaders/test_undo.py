"""A load can be taken back: what is left is what the other files add up to, and the file may come again."""

import random

import pandas as pd
import pytest

import loaders.extracts
import loaders.headings
import loaders.load
from loaders.load import load, preview, undo
from loaders.schema import Extract, day, id_
from loaders.store import NoSuchLoad, Store

HEADINGS = ["Contact ID", "Person ID", "Contact Received", "Contact Outcome", "Team"]
ONE, TWO = ["1", "5", "04/01/2024 09:15", "NFA", "Front Door"], ["2", "6", "05/01/2024 09:15", "", "Front Door"]
JANUARY, FEBRUARY = "contacts 2024-01-31.csv", "contacts 2024-02-29.csv"


@pytest.fixture
def contacts(write_csv):
    return lambda rows, name, headings=HEADINGS: write_csv([headings, *([row[HEADINGS.index(h)] for h in headings] for row in rows)], name)


def ids(store):
    return store.snapshot().tables["contacts"].frame["contact_id"].tolist() if store.snapshot().tables else []


def same_tables(one, other):
    assert one.keys() == other.keys()
    for name, table in one.items():
        pd.testing.assert_frame_equal(table.frame, other[name].frame)
        assert (table.as_at, table.as_at_from, table.columns, table.layout, table.files) == (
            other[name].as_at, other[name].as_at_from, other[name].columns, other[name].layout, other[name].files,
        )  # fmt: skip


# --- what is left -----------------------------------------------------------------------------------------------------


def test_the_earlier_version_of_a_row_comes_back(store, contacts, load_one):
    load_one(contacts([ONE], JANUARY))
    load_one(contacts([[*ONE[:3], "CIN Referral", "Duty"], TWO], FEBRUARY))
    undo(store, [2])
    table = store.snapshot().tables["contacts"]
    assert table.frame[["contact_id", "outcome_code", "team", "file"]].values.tolist() == [["1", "no_further_action", "Front Door", JANUARY]]
    assert (table.as_at, table.files) == (pd.Timestamp(2024, 1, 31), (JANUARY,))


def test_rows_that_another_file_holds_too_stay(store, contacts, load_one):
    load_one(contacts([ONE, TWO], "a " + JANUARY))
    assert load_one(contacts([ONE, TWO], "b " + JANUARY))["outcome"] == "unchanged"
    undo(store, [1])
    assert store.snapshot().tables["contacts"].frame[["contact_id", "file"]].values.tolist() == [["1", "b " + JANUARY], ["2", "b " + JANUARY]]


def test_a_column_that_only_the_undone_file_had_goes(store, contacts, load_one):
    load_one(contacts([ONE], JANUARY, HEADINGS[:3]))
    load_one(contacts([ONE], FEBRUARY))
    undo(store, [2])
    assert store.snapshot().tables["contacts"].columns == {"contact_id", "child_id", "received_at"}


def test_with_the_only_load_undone_nothing_is_loaded_and_its_report_stays(store, contacts, load_one):
    load_one(contacts([ONE], JANUARY))
    (told,) = undo(store, [1])
    assert (told["file"], told["outcome"], told["load"]) == (JANUARY, "undone", 1)
    assert store.snapshot().tables == {}
    (report,) = store.snapshot().reports
    assert (report["outcome"], report["undone_at"]) == ("loaded", told["undone_at"])
    assert store.snapshot().lines(1)["outcome"].tolist() == ["loaded"]


@pytest.mark.parametrize("seed", range(5))
def test_tables_become_what_the_other_loads_add_up_to(seed, tmp_path, contacts, read_here):
    """Files with rows missing and changed, columns missing and days repeated: some loaded and undone, or never loaded at all."""
    chance = random.Random(seed)
    paths = []
    for number in range(6):
        rows = [[i, "5", "04/01/2024 09:15", chance.choice(["NFA", "EH Referral", ""]), chance.choice(["A", "B", ""])] for i in chance.sample("123456", k=4)]
        headings = [h for h in HEADINGS if h not in HEADINGS[3:] or chance.random() < 0.7]
        paths.append(contacts(rows, f"{seed}/{number} contacts 2024-0{chance.randrange(1, 4)}-28.csv", headings))
    gone = chance.sample(range(6), k=chance.randrange(1, 6))
    with_all, without = Store(tmp_path / "all"), Store(tmp_path / "without")
    load(with_all, paths)
    for some in filter(None, (gone[:1], gone[1:])):
        undo(with_all, [n + 1 for n in some])
    load(without, [path for n, path in enumerate(paths) if n not in gone])
    same_tables(with_all.snapshot().tables, without.snapshot().tables)


# --- again ------------------------------------------------------------------------------------------------------------


def test_an_undone_file_can_be_loaded_again_by_its_name(store, contacts, load_one):
    path = contacts([ONE], JANUARY)
    load_one(path)
    undo(store, [1])
    assert load_one(path)["outcome"] == "loaded"
    assert ids(store) == ["1"]
    assert [(r["load"], r["undone_at"] is None) for r in store.snapshot().reports] == [(1, False), (2, True)]


def test_a_file_undone_does_not_come_back_by_itself_from_a_folder(store, contacts, tmp_path, read_here):
    path, _ = contacts([ONE], f"drop/{JANUARY}"), contacts([TWO], f"drop/{FEBRUARY}")
    load(store, [tmp_path / "drop"], leave_undone=True)
    undo(store, [1])
    (left_out, other) = load(store, [tmp_path / "drop"], leave_undone=True)
    assert (left_out["outcome"], other["outcome"]) == ("unchanged", "unchanged")
    assert "Its load 1 was undone at" in left_out["reason"] and "load this file by its name" in left_out["reason"]
    assert ids(store) == ["2"]
    load(store, [path])
    undo(store, [2])
    assert [r["reason"] for r in load(store, [tmp_path / "drop"], leave_undone=True)][0] is None, "it was loaded again since"
    assert ids(store) == ["1"]


def test_other_content_under_the_name_of_an_undone_file_is_loaded(store, contacts, tmp_path, read_here):
    contacts([ONE], f"drop/{JANUARY}")
    load(store, [tmp_path / "drop"], leave_undone=True)
    undo(store, [1])
    contacts([TWO], f"drop/{JANUARY}")
    load(store, [tmp_path / "drop"], leave_undone=True)
    assert ids(store) == ["2"]


# --- layouts ----------------------------------------------------------------------------------------------------------

ANNEX_A = [["Child Unique ID", "Gender", "Date of Birth", "Date of Contact", "Contact Source"], ["7", "a) Male", "01/01/2015", "05/01/2024", "q) 6: Police"]]


def test_with_the_only_load_of_one_layout_undone_another_may_come(store, contacts, write_csv, load_one):
    load_one(write_csv(ANNEX_A, "annex a.csv"))
    assert load_one(contacts([ONE], JANUARY))["outcome"] == "refused"
    undo(store, [1])
    assert load_one(contacts([ONE], JANUARY))["outcome"] == "loaded"
    assert store.snapshot().tables["contacts"].layout == "mosaic"


def test_with_what_fills_a_table_undone_it_may_be_loaded(store, write_csv, load_one, monkeypatch):
    episodes = Extract(
        table="episodes", row_is="one episode", key=("child_id", "started_on"),
        fills={"care_periods": lambda frames: frames["episodes"][["child_id", "started_on", "file", "sheet", "row"]]},
        columns={"child_id": id_("CHILD", required=True), "started_on": day("DECOM", required=True)},
    )  # fmt: skip
    known = {**loaders.extracts.extracts(), "episodes": episodes}
    for module in ("recognise", "headings", "reading", "store", "load", "local", "merge"):
        if hasattr(getattr(loaders, module), "every_kind"):
            monkeypatch.setattr(f"loaders.{module}.every_kind", lambda: known)
    loaders.headings.columns_by_heading.cache_clear()
    try:
        load_one(write_csv([["CHILD", "DECOM"], ["A1", "01/02/2024"]], "e.csv"))
        assert set(store.snapshot().tables) == {"episodes", "care_periods"}
        care = write_csv([["Person ID", "Care Start"], ["A1", "01/02/2024"]], "c.csv")
        assert load_one(care)["outcome"] == "refused"
        undo(store, [1])
        assert store.snapshot().tables == {}
        assert load_one(care)["outcome"] == "loaded"
    finally:
        loaders.headings.columns_by_heading.cache_clear()


# --- what cannot be undone --------------------------------------------------------------------------------------------


def test_what_cannot_be_undone_is_said_and_nothing_is(store, contacts, write_bytes, load_one):
    load_one(contacts([ONE], JANUARY))
    load_one(write_bytes("broken.csv", b""))
    for numbers, said in (([1, 9], "There is no load 9"), ([1, 2], r"Load 2 \(broken.csv\) was refused")):
        with pytest.raises(NoSuchLoad, match=said):
            undo(store, numbers)
        assert ids(store) == ["1"]
    undo(store, [1, 1])
    with pytest.raises(NoSuchLoad, match="was undone before"):
        undo(store, [1])


# --- read anew --------------------------------------------------------------------------------------------------------


@pytest.fixture
def newer_code(monkeypatch):
    """From now on another version of the program reads files."""

    def newer(reader=None, version="newer"):
        monkeypatch.setattr(loaders.load, "_reader_version", lambda: version)
        if reader:
            monkeypatch.setattr(loaders.load, "read_files", lambda paths, as_at=None: (reader(path, as_at) for path in paths))

    return newer


def reads_team_in_capitals(path, as_at):
    reading = loaders.reading.read_file(path, as_at)
    for sheet in reading.sheets:
        sheet.frame["team"] = sheet.frame["team"].str.upper()
    return reading


def test_a_file_that_newer_code_reads_alike_is_not_kept_twice(store, contacts, load_one, newer_code):
    path = contacts([ONE, TWO], JANUARY)
    load_one(path)
    newer_code()
    assert load_one(path)["outcome"] == "unchanged"
    assert [load["number"] for load in store.snapshot().manifest["loads"]] == [1]
    assert len(list(store.folder.glob("loads/*"))) == 1


def test_a_file_that_newer_code_reads_otherwise_stands_where_it_stood(store, contacts, load_one, newer_code):
    """A correction for the same day, loaded later, still counts."""
    path = contacts([ONE, TWO], JANUARY)
    load_one(path)
    load_one(contacts([[*TWO[:4], "Corrected"]], "b " + JANUARY))
    newer_code(reads_team_in_capitals)
    assert load_one(path)["outcome"] == "loaded"
    assert store.snapshot().tables["contacts"].frame["team"].tolist() == ["FRONT DOOR", "Corrected"]
    assert [r["load"] for r in store.snapshot().reports] == [2, 3]
    with pytest.raises(NoSuchLoad, match="undo load 3"):
        undo(store, [1])
    undo(store, [3])
    assert ids(store) == ["2"]


def test_what_the_tables_were_can_be_made_again(store, contacts, load_one, newer_code):
    then = {}
    for step in (
        lambda: load_one(contacts([ONE], JANUARY)),
        lambda: load_one(contacts([[*ONE[:3], "CIN Referral", "Duty"], TWO], FEBRUARY)),
        lambda: undo(store, [1]),
        lambda: newer_code(reads_team_in_capitals) or load_one(contacts([[*ONE[:3], "CIN Referral", "Duty"], TWO], FEBRUARY)),
        lambda: load_one(contacts([ONE], JANUARY)),
    ):
        step()
        then[store.snapshot().number] = store.snapshot().tables
    assert len(then) == 5
    for number, tables in then.items():
        same_tables(store.snapshot().tables_at(number), tables)


# --- what made a figure so --------------------------------------------------------------------------------------------


def test_a_publication_knows_what_it_came_of(store, contacts, write_csv, load_one):
    load_one(contacts([ONE], JANUARY))
    load(store, [contacts([TWO], f"{n} {FEBRUARY}") for n in range(5)] + [write_csv([["Person ID", "CIN Plan Start"], ["5", "04/01/2024"]], "plans.csv")])
    undo(store, [1, 3])
    snapshot = store.snapshot()
    assert snapshot.because(1, ["contacts"]) == (1, f"load 1: {JANUARY}")
    assert snapshot.because(2, ["contacts"]) == (6, f"loads 2 to 6: 0 {FEBRUARY}, 1 {FEBRUARY}, 2 {FEBRUARY} and 2 more")
    assert snapshot.because(2, ["cin_plans"]) == (7, "load 7: plans.csv")
    assert snapshot.because(3, ["contacts"]) == (None, "undo of loads 1 and 3")
    assert snapshot.because(4, ["contacts"]) == (None, "definitions or reference data")


# --- before it is accepted --------------------------------------------------------------------------------------------


def test_a_preview_has_the_tables_that_the_load_then_makes(store, contacts, write_bytes, load_one):
    load_one(contacts([ONE], JANUARY))
    number = store.snapshot().number
    paths = [contacts([[*ONE[:3], "CIN Referral", "Duty"], TWO], FEBRUARY), contacts([TWO], "b " + JANUARY, HEADINGS[:3]), write_bytes("broken.csv", b"")]
    reports, writing, _ = preview(store, paths)
    would_be = writing.tables()
    assert store.snapshot().number == number
    assert len(list(store.folder.glob("loads/*"))) == 1
    assert load(store, paths) == reports
    same_tables(would_be, store.snapshot().tables)
