"""A full disk, and a store that somebody has been in: a sentence that says what to do, and never a loss."""

import errno
import json
import os
import shutil
from pathlib import Path

import pandas as pd
import pytest

from loaders.load import load, undo
from loaders.store import NotWritten, Store, StoreDamaged, StoreFault

HEADINGS = ["Contact ID", "Person ID", "Contact Received", "Team"]


@pytest.fixture
def contacts(write_csv):
    def write(n, day=31, team="Front Door"):
        return write_csv([HEADINGS, *([i, 100 + i, "04/01/2024 09:15", team] for i in range(n))], f"{day}/contacts 2024-01-{day:02}.csv")

    return write


def count_rows(tables):
    return {"values": pd.DataFrame({"n": [sum(len(t.frame) for t in tables.values())]})}


def everything_in(folder):
    """All that a reader may ask of a store."""
    snapshot = Store(folder).snapshot()
    numbers = [load["number"] for load in snapshot.manifest["loads"]]
    return {
        "tables": {name: t.frame.astype(object).where(t.frame.notna(), None).values.tolist() for name, t in snapshot.tables.items()},
        "then": {name: len(t.frame) for name, t in snapshot.tables_at(1).items()},
        "derived": snapshot.derived("values"),
        "reports": snapshot.reports,
        "lines": [snapshot.lines(n).values.tolist() for n in numbers],
        "unmapped": len(snapshot.unmapped),
    }


# --- a full disk ------------------------------------------------------------------------------------------------------

STEPS = ((os, "fsync"), (os, "replace"), (Path, "mkdir"), (Path, "open"))


def test_a_disk_that_fails_at_any_step_is_a_sentence_and_leaves_what_was(store, contacts, read_here, monkeypatch, tmp_path):
    """Every write, sync and replacement of a load fails in turn; what a load gives in the end is what an undisturbed one gives."""
    load(store, [contacts(2, day=1)], derive=count_rows)
    path, steps = contacts(5, day=31, team="Duty"), 0

    def failing(action, name):
        def act(*arguments, **options):
            nonlocal steps
            if name != "open" or "w" in str(arguments[1:]):
                steps -= 1
                if steps < 0:
                    raise OSError(errno.ENOSPC, "No space left on device")
            return action(*arguments, **options)

        return act

    before = everything_in(store.folder)
    for n in range(100):
        steps = n
        with monkeypatch.context() as patch:
            for place, name in STEPS:
                patch.setattr(place, name, failing(getattr(place, name), name))
            try:
                load(store, [path], derive=count_rows)
                break
            except NotWritten as told:
                assert "there is no room left on the disk. Nothing of this was kept, and all that was loaded before stands." in str(told)
        now = everything_in(store.folder)
        assert now.pop("derived").equals(before["derived"])
        assert now == {name: before[name] for name in now}
        assert len(list(store.folder.glob("loads/*"))) == 1, "what was begun is removed, to make room"
    assert n > 12
    undisturbed = Store(tmp_path / "undisturbed")
    for one in (tmp_path / "1" / "contacts 2024-01-01.csv", path):
        load(undisturbed, [one], derive=count_rows)
    assert everything_in(store.folder)["tables"] == everything_in(undisturbed.folder)["tables"]


def test_a_folder_that_may_not_be_written_to_is_another_sentence(store, contacts, read_here, monkeypatch):
    def refuse(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(NotWritten, match=r"could not be written to \(Permission denied\).*See that this program may write there"):
        load(store, [contacts(2)])


def test_a_disk_that_fails_once_all_is_published_fails_nothing(store, contacts, read_here, monkeypatch):
    load(store, [contacts(2, day=1)])
    sync, replaced = os.fsync, os.replace

    def replace(source, target):
        replaced(source, target)
        if Path(target).name == "manifest.json":
            monkeypatch.setattr(os, "fsync", lambda descriptor: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))

    monkeypatch.setattr(os, "replace", replace)
    assert load(store, [contacts(3, day=31)])[0]["outcome"] == "loaded"
    monkeypatch.setattr(os, "fsync", sync)
    assert len(store.snapshot().tables["contacts"].frame) == 3


# --- a store that somebody has been in --------------------------------------------------------------------------------


@pytest.fixture
def some_store(store, contacts, write_bytes, read_here):
    load(store, [contacts(2, day=1)], derive=count_rows)
    load(store, [contacts(3, day=2, team="Duty"), write_bytes("broken.csv", b"")], derive=count_rows)
    load(store, [contacts(4, day=3)], derive=count_rows)
    return store


DAMAGE = {
    "gone": lambda path: path.unlink(),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "something else": lambda path: path.write_bytes(b"{}"),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_whatever_file_is_lost_or_damaged_it_is_made_good_or_told_in_a_sentence(how, some_store, contacts, tmp_path):
    whole = everything_in(some_store.folder)
    old = {"snapshots/000001", "manifests/000001.json", "manifests/000002.json"}
    files = sorted(p.relative_to(some_store.folder) for p in some_store.folder.rglob("*") if p.is_file() and p.name != "lock")
    files = [file for file in files if not old & {file.as_posix(), file.parent.as_posix()}]
    assert len(files) > 12
    told = set()
    for file in files:
        folder = tmp_path / "damaged"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(some_store.folder, folder)
        DAMAGE[how](folder / file)
        for action in (
            lambda: everything_in(folder),
            lambda: load(Store(folder), [contacts(6, day=4)], derive=count_rows),
            lambda: undo(Store(folder), [1], derive=count_rows),
        ):
            try:
                result = action()
                if isinstance(result, dict) and file.parts[0] != "loads":
                    assert result["tables"] == whole["tables"], file
            except StoreFault as fault:
                told.add(file.parts[0])
                assert str(fault).endswith(".") and "\n" not in str(fault)
                assert file.parts[0] != "snapshots", "it could have been made again"
                assert f"undo {int(file.parts[1])}" in str(fault) or file.parts[0] == "manifests" or file.name == "manifest.json"
    assert "loads" in told


def test_a_load_whose_piece_is_lost_can_be_taken_back_and_loaded_again(some_store, contacts, load_one):
    (some_store.folder / "loads" / "000002" / "0-contacts.parquet").unlink()
    with pytest.raises(StoreDamaged, match=r"what load 2 \(contacts 2024-01-02.csv\) brought.*python app.py undo 2"):
        load_one(contacts(6, day=4))
    undo(some_store, [2])
    load_one(contacts(3, day=2, team="Duty"))
    load_one(contacts(6, day=4))
    assert len(some_store.snapshot().tables["contacts"].frame) == 6


def test_a_lost_manifest_loses_no_load(some_store, contacts, load_one):
    (some_store.folder / "manifest.json").unlink()
    load_one(contacts(6, day=4))
    assert [load["number"] for load in some_store.snapshot().manifest["loads"]] == [1, 2, 3, 4, 5]
    assert len(list(some_store.folder.glob("loads/*"))) == 5


def test_where_no_manifest_can_be_read_nothing_is_swept_away(some_store, contacts, load_one):
    for path in (some_store.folder / "manifest.json", *some_store.folder.glob("manifests/*")):
        path.write_bytes(b"\x00")
    with pytest.raises(StoreDamaged, match=r"manifest.json is damaged.*Put it back from a backup"):
        load_one(contacts(6, day=4))
    assert len(list(some_store.folder.glob("loads/*"))) == 4


def test_the_latest_of_what_was_derived_that_can_be_read_is_had_for_the_asking(some_store):
    snapshot = some_store.snapshot()
    (some_store.folder / snapshot.manifest["derived"]["values"]).write_bytes(b"x")
    assert snapshot.derived("values") is None
    assert snapshot.derived("values", or_earlier=True)["n"].tolist() == [3]


def test_a_store_of_the_version_before_is_read_and_goes_on(some_store, contacts, load_one):
    """It kept neither batches nor where an as-at day came from with a load, nor the layout with a piece."""
    path = some_store.folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    for name in ("last_load", "publications"):
        del manifest[name]
    for one in manifest["loads"]:
        del one["batch"], one["as_at_from"]
        for piece in one["pieces"]:
            del piece["layout"]
        (some_store.folder / one["path"] / "lines.json").unlink()
    path.write_text(json.dumps(manifest))
    assert some_store.snapshot().lines(1).empty
    load_one(contacts(6, day=4))
    undo(some_store, [4])
    table = some_store.snapshot().tables["contacts"]
    assert (len(table.frame), table.as_at_from, table.layout) == (6, "file name", "mosaic")
