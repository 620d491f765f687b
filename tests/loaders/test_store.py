"""What was loaded is kept whole, published at once, and safe from a load that dies."""

import json
import os
import threading
from pathlib import Path

import pandas as pd
import pytest

from loaders.load import derive_again, load
from loaders.local import Local
from loaders.store import KEPT_SNAPSHOTS, Store, StoreBusy

HEADINGS = ["Contact ID", "Person ID", "Contact Received", "Team", "Worker"]


@pytest.fixture
def contacts(write_csv):
    """An extract of so many contacts, as at a day of January 2024."""

    def write(n, day=31, team="Front Door"):
        rows = [[i, 100 + i, "04/01/2024 09:15", team, ""] for i in range(n)]
        return write_csv([HEADINGS, *rows], f"{day}/contacts 2024-01-{day:02}.csv")

    return write


def n_rows(store):
    tables = store.snapshot().tables
    return len(tables["contacts"].frame) if tables else 0


def files_below(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and p.name != "lock")


# --- what a reader sees -----------------------------------------------------------------------------------------------


def test_an_empty_store_is_an_empty_snapshot(store):
    snapshot = store.snapshot()
    assert (snapshot.number, snapshot.tables, snapshot.reports, snapshot.derived("values")) == (0, {}, [], None)
    assert not store.folder.exists()


def test_a_snapshot_is_read_again_only_when_another_is_published(store, contacts, load_one):
    load_one(contacts(2))
    first = store.snapshot()
    assert store.snapshot() is first
    load_one(contacts(2))
    assert store.snapshot() is first  # the same file again
    load_one(contacts(3, day=30))
    assert store.snapshot().number == first.number + 1


def test_a_snapshot_stays_as_it_is_whatever_is_loaded_meanwhile(store, contacts, write_bytes, load_one):
    load_one(write_bytes("broken.csv", b""))
    load_one(contacts(2, day=1))
    held = Store(store.folder).snapshot()
    for day in range(2, KEPT_SNAPSHOTS):
        load_one(contacts(2 + day, day=day))
    load_one(write_bytes("broken.csv", b"a,b\r\n"))  # takes the place of the refusal that `held` still tells of
    assert len(held.tables["contacts"].frame) == 2
    assert [r["file"] for r in held.reports] == ["broken.csv", "contacts 2024-01-01.csv"]


def test_every_row_says_where_it_came_from(store, contacts, load_one):
    load_one(contacts(2, day=30))
    load_one(contacts(1, day=31, team="Duty"))
    frame = store.snapshot().tables["contacts"].frame
    assert frame[["contact_id", "team", "file", "sheet", "row"]].values.tolist() == [
        ["0", "Duty", "contacts 2024-01-31.csv", "", 2],
        ["1", "Front Door", "contacts 2024-01-30.csv", "", 3],
    ]


def test_earlier_versions_of_a_row_stay_in_the_store(store, contacts, load_one):
    load_one(contacts(1, day=30, team="Front Door"))
    load_one(contacts(1, day=31, team="Duty"))
    pieces = [pd.read_parquet(p) for p in sorted(store.folder.glob("loads/*/*.parquet"))]
    assert [piece["team"].tolist() for piece in pieces] == [["Front Door"], ["Duty"]]


def test_the_table_says_which_day_it_reaches_to_and_how_that_is_known(store, contacts, load_one):
    load_one(contacts(1, day=31))
    load_one(contacts(2, day=30))
    table = store.snapshot().tables["contacts"]
    assert (table.as_at, table.as_at_from, table.layout) == (pd.Timestamp(2024, 1, 31), "file name", "mosaic")
    assert table.files == ("contacts 2024-01-31.csv", "contacts 2024-01-30.csv")
    assert table.columns == {"contact_id", "child_id", "received_at", "team", "worker"}


def test_reports_are_kept_as_they_were_given(store, contacts, load_one):
    report = load_one(contacts(2))
    (kept,) = store.snapshot().reports
    assert {k: v for k, v in kept.items() if k not in ("loaded_at", "load", "batch", "undone_at")} == report
    assert (kept["load"], kept["batch"], kept["undone_at"]) == (1, 1, None)


# --- names ------------------------------------------------------------------------------------------------------------


def test_team_and_worker_have_one_spelling_over_all_tables(tmp_path, write_csv, read_here):
    store = Store(tmp_path / "store", Local({"front door": "Front Door", "MASH": "Front Door", "Front Door": "Front Door"}))
    names = [["FRONT  DOOR", "ann other"], [" mash ", "Ann Other"], ["Front\u00a0Door", "Ann\u00a0 Other"], ["duty", ""], ["DUTY", ""], ["Duty", ""], ["Duty", ""], ["Duty", ""], ["", "B"]]
    contacts = write_csv([HEADINGS, *([i, 5, "04/01/2024", *pair] for i, pair in enumerate(names))], "a.csv")
    cin_plans = write_csv([["Person ID", "CIN Plan Start", "Team", "Worker"], [5, "04/01/2024", "DUTY ", "ANN OTHER"]], "b.csv")
    load(store, [contacts, cin_plans])
    tables = store.snapshot().tables
    frame = tables["contacts"].frame
    assert frame["team"].astype(object).where(frame["team"].notna(), "").tolist() == ["Front Door"] * 3 + ["Duty"] * 5 + [""]
    assert frame["worker"].dropna().tolist() == ["Ann Other"] * 3 + ["B"]
    assert tables["cin_plans"].frame[["team", "worker"]].values.tolist() == [["Duty", "Ann Other"]]


def test_of_two_spellings_as_common_the_one_in_capitals_and_small_letters_is_shown(write_csv, store, load_one):
    load_one(write_csv([HEADINGS, *([i, 5, "04/01/2024", team, ""] for i, team in enumerate(["DUTY", "duty", "Duty"]))]))
    assert set(store.snapshot().tables["contacts"].frame["team"]) == {"Duty"}


# --- what is derived --------------------------------------------------------------------------------------------------


def count_rows(tables):
    return {"values": pd.DataFrame({"n": [sum(len(t.frame) for t in tables.values())]})}


def test_what_is_derived_is_published_with_the_tables_it_came_from(store, contacts, read_here):
    load(store, [contacts(2)], derive=count_rows, derived_from="a")
    assert store.snapshot().derived("values")["n"].tolist() == [2]
    load(store, [contacts(5)], derive=count_rows, derived_from="a")
    assert store.snapshot().derived("values")["n"].tolist() == [5]


def test_a_refused_file_leaves_what_is_derived(store, contacts, write_bytes, read_here):
    load(store, [contacts(2)], derive=count_rows, derived_from="a")
    load(store, [write_bytes("broken.csv", b"")], derive=None)
    for n in range(KEPT_SNAPSHOTS + 1):
        load(store, [write_bytes(f"broken {n}.csv", b"")], derive=lambda tables: pytest.fail("computed anew"), derived_from="a")
    assert store.snapshot().derived("values")["n"].tolist() == [2]


def test_it_is_derived_again_where_what_it_depends_on_has_changed(store, contacts, read_here):
    load(store, [contacts(2)], derive=count_rows, derived_from="a")
    assert not derive_again(store, count_rows, "a")
    assert derive_again(store, lambda tables: {"values": pd.DataFrame({"n": [-1]})}, "b")
    assert store.snapshot().derived("values")["n"].tolist() == [-1]
    assert n_rows(store) == 2


# --- a load that dies, two loads, and readers meanwhile ---------------------------------------------------------------


class Died(BaseException):
    pass


def test_a_load_that_dies_at_any_step_leaves_the_last_snapshot_and_the_next_load_succeeds(store, contacts, read_here, monkeypatch):
    """The process may end before any write reaches the disk or any file is replaced: each of these moments is tried."""
    load(store, [contacts(2, day=1)], derive=count_rows)
    steps = 0

    def dying(action):
        def act(*arguments, **options):
            nonlocal steps
            steps -= 1
            if steps < 0:
                raise Died
            return action(*arguments, **options)

        return act

    for n in range(100):
        steps, before = n, n_rows(store)
        with monkeypatch.context() as patch:
            for name in ("fsync", "replace"):
                patch.setattr(os, name, dying(getattr(os, name)))
            patch.setattr(Path, "mkdir", dying(Path.mkdir))
            try:
                load(store, [contacts(3 + n, day=31)], derive=count_rows)
            except Died:
                pass
            else:
                break
        reader = Store(store.folder).snapshot()
        assert len(reader.tables["contacts"].frame) in (before, 3 + n)  # the old one or the whole of the new one
        assert reader.derived("values")["n"].tolist() == [len(reader.tables["contacts"].frame)]
        assert reader.reports
    assert n > 10, "it did not die"
    assert n_rows(store) == 3 + n
    assert store.snapshot().derived("values")["n"].tolist() == [3 + n]


def test_what_a_dead_load_left_is_swept_away_by_the_next(store, contacts, load_one):
    load_one(contacts(2, day=1))
    before = files_below(store.folder)
    for left in ("loads/000002/0-contacts.parquet", "snapshots/000002/contacts.parquet", "snapshots/000002.tmp/contacts.parquet", "manifests/000002.json"):
        (store.folder / left).parent.mkdir(parents=True, exist_ok=True)
        (store.folder / left).write_text("half a file")
    (store.folder / "manifest.json.tmp").write_text("{")
    load_one(contacts(2, day=1))
    assert set(files_below(store.folder)) - {"manifest.json.tmp"} == set(before)


def test_a_snapshot_folder_that_a_dead_load_left_does_not_stop_the_next_publishing(store, contacts, load_one):
    load_one(contacts(2))
    left = store.folder / "snapshots" / "000002" / "contacts.parquet"
    left.parent.mkdir()
    left.write_text("half a file")
    assert derive_again(store, count_rows, "a")
    assert store.snapshot().derived("values")["n"].tolist() == [2]


def test_old_snapshots_go_but_no_load_does(store, contacts, load_one, monkeypatch):
    """They go once no reader can be in the middle of one any more."""
    load_one(contacts(1, day=1))
    for day in range(2, 8):
        load_one(contacts(day, day=day))
    assert len(list(store.folder.glob("snapshots/*"))) == 7
    monkeypatch.setattr("loaders.store.KEPT_SECONDS", 0)
    load_one(contacts(8, day=8))
    assert len(list(store.folder.glob("snapshots/*"))) == KEPT_SNAPSHOTS
    assert len(list(store.folder.glob("manifests/*"))) == KEPT_SNAPSHOTS
    assert len(list(store.folder.glob("loads/*"))) == 8


def test_a_second_load_waits_says_so_and_gives_up_in_time(store):
    said = []
    with store.lock():
        with pytest.raises(StoreBusy, match="Another load is under way"):
            Store(store.folder).lock(seconds=0.05, on_wait=lambda: said.append("waiting"))
    assert said == ["waiting"]
    with Store(store.folder).lock(seconds=0):
        pass


def test_the_lock_is_free_after_a_load_even_where_it_failed(store, contacts, read_here):
    with pytest.raises(ZeroDivisionError):
        load(store, [contacts(2)], derive=lambda tables: 1 / 0)
    with Store(store.folder).lock(seconds=0):
        assert n_rows(store) == 0


def test_two_loads_at_once_lose_nothing(store, contacts, read_here):
    paths = [contacts(5 + day, day=day) for day in range(1, 7)]
    failures = []

    def one(path):
        try:
            load(Store(store.folder), [path], derive=count_rows)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=one, args=[path]) for path in paths]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert failures == []
    assert sorted(store.snapshot().tables["contacts"].files) == sorted(p.name for p in paths)
    assert n_rows(store) == 11


def test_readers_see_whole_snapshots_while_files_are_loaded(store, contacts, write_bytes, read_here):
    load(store, [contacts(1, day=1)], derive=count_rows)
    seen, failures, done = set(), [], threading.Event()

    def read_on():
        while not done.is_set():
            try:
                snapshot = Store(store.folder).snapshot()
                n = len(snapshot.tables["contacts"].frame)
                assert snapshot.derived("values")["n"].tolist() == [n]
                assert snapshot.manifest["tables"]["contacts"]["n_rows"] == n
                assert snapshot.reports
                seen.add(n)
            except BaseException as failure:
                failures.append(failure)
                return

    reader = threading.Thread(target=read_on)
    reader.start()
    for day in range(2, 12):
        load(store, [contacts(day, day=day), write_bytes("broken.csv", b"" if day % 2 else b"a,b")], derive=count_rows)
    done.set()
    reader.join()
    assert failures == []
    assert len(seen) > 3


def test_the_manifest_is_plain_json_with_relative_paths(store, contacts, load_one):
    """So that the folder can be moved, and read without this program."""
    load_one(contacts(2))
    manifest = json.loads((store.folder / "manifest.json").read_text("utf-8"))
    paths = [manifest["tables"]["contacts"]["path"], *(load["path"] for load in manifest["loads"])]
    assert all((store.folder / p).exists() and not Path(p).is_absolute() and "\\" not in p for p in paths)


def test_what_a_source_covers_is_how_far_its_table_reaches_back(store, write_xlsx, load_one):
    """Annex A holds six months of contacts; an older one in it is no sign that all of that month are there."""
    load_one(write_xlsx([["Data as at 31/03/2024"], ["Child Unique ID", "Date of Contact", "Contact Source"], ["A1", "05/01/2022", "6"], ["A2", "20/03/2024", "6"]], "one.xlsx"))
    load_one(write_xlsx([["Data as at 31/01/2024"], ["Child Unique ID", "Date of Contact", "Contact Source"], ["A3", "20/01/2024", "6"]], "two.xlsx"))
    load_one(write_xlsx([["Data as at 31/03/2024"], ["Referral ID", "Person ID", "Referral Received"], [1, 2, "05/01/2022"]], "three.xlsx"))
    tables = store.snapshot().tables
    assert tables["contacts"].reaches_back_to == pd.Timestamp("2023-08-01")
    assert tables["referrals"].reaches_back_to is None
