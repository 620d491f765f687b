"""What was loaded, kept as immutable Parquet files and published by one atomic swap.

    store/manifest.json            what is current; replaced whole, and all that makes a load visible
    store/loads/000012/            one file as it was loaded: report.json, and a piece for each sheet: 0-contacts.parquet, ...
    store/snapshots/000034/        the tables that a load changed, and the measure values
    store/manifests/000034.json    the last few manifests: what they name is kept for readers that still hold them

Readers take no lock: they read the manifest and then files that never change. A load that dies leaves only files that no
manifest names, which the next load sweeps away.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
from filelock import FileLock, Timeout

from loaders.extracts import extracts
from loaders.local import Local, unmapped, with_local_words
from loaders.merge import Held, Piece, as_table, in_form

KEPT_SNAPSHOTS = 3
EMPTY = {"number": 0, "published_at": None, "tables": {}, "derived": {}, "derived_from": None, "loads": []}


class StoreBusy(Exception):
    """Another load is under way and did not end in the time allowed."""


@dataclass(frozen=True)
class StoredTable:
    """One loaded table: its rows, the day they reach to, where that day came from, and the columns that some file carried."""

    frame: pd.DataFrame
    as_at: pd.Timestamp
    as_at_from: str
    columns: frozenset[str]
    layout: str
    files: tuple[str, ...]


class Snapshot:
    """The store as one manifest describes it; it stays as it is whatever is loaded meanwhile."""

    def __init__(self, folder: Path, manifest: dict, local: Local):
        self._folder, self.manifest, self._local = folder, manifest, local

    @property
    def number(self) -> int:
        return self.manifest["number"]

    @cached_property
    def _frames(self) -> dict[str, pd.DataFrame]:
        return {table: _read_table(self._folder / entry["path"]) for table, entry in self.manifest["tables"].items()}

    @cached_property
    def tables(self) -> dict[str, StoredTable]:
        """Every table that is loaded or worked out from loaded ones, by name: local codes known, teams and workers in one spelling."""
        return _stored_tables(self.manifest["tables"], self._frames, self._local)

    @cached_property
    def unmapped(self) -> pd.DataFrame:
        """What stands in coded cells and means nothing that is known: see `loaders.local.unmapped`."""
        return unmapped(self._frames, self._local)

    def derived(self, name: str) -> pd.DataFrame | None:
        """A frame that was computed from the tables and published with them, or None where there is none."""
        path = self.manifest["derived"].get(name)
        return None if path is None else pd.read_parquet(self._folder / path)

    def pieces(self, table: str) -> list[tuple[dict, Path]]:
        """What each sheet brought to a table, oldest as-at day first: the facts of its load, and the Parquet file of its rows."""
        brought = [(load, piece) for load in self.manifest["loads"] for piece in load["pieces"] if piece["table"] == table]
        brought.sort(key=lambda one: (one[0]["as_at"], one[0]["number"], one[1]["sheet_number"]))
        return [(load, self._folder / load["path"] / piece["path"]) for load, piece in brought]

    @cached_property
    def reports(self) -> list[dict]:
        """The report of every file that was loaded or refused, oldest first: as `load --format json`, with `loaded_at`."""
        reports = []
        for load in self.manifest["loads"]:
            report = json.loads((self._folder / load["path"] / "report.json").read_text("utf-8"))
            reports.append({**report, "loaded_at": load["loaded_at"]})
        return reports


def _stored_tables(entries: dict, frames: Mapping[str, pd.DataFrame], local: Local) -> dict[str, StoredTable]:
    """The tables as readers have them, those that others fill or complete included, from the rows as they were loaded."""
    frames = with_local_words(frames, local)
    carried = {table: set(entry["columns"]) for table, entry in entries.items()}
    sources = {table: entry for table, entry in entries.items()}
    for table, entry in entries.items():
        extract = extracts()[table]
        worked_out = {t: f for t, f in extract.fills.items() if t not in sources}
        worked_out |= {t: f for t, f in extract.adds_to.items() if t in frames}
        for other, function in worked_out.items():
            frame = function(frames)
            if frame is not None:
                frames[other] = in_form(extracts()[other], frame)
                carried.setdefault(other, set()).update(c for c in frame if c in extracts()[other].columns)
                sources.setdefault(other, entry)
    return {
        table: StoredTable(
            frames[table], pd.Timestamp(entry["as_at"]), entry["as_at_from"], frozenset(carried[table]), entry["layout"], tuple(entry["files"])
        )
        for table, entry in sources.items()
    }


class Store:
    """The store in `folder`, which need not exist yet; `local` is what the authority calls things."""

    def __init__(self, folder: Path, local: Local | None = None):
        self.folder, self.local = Path(folder), local or Local()
        self._seen: tuple | None = None
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """What is current. Cheap: read again only when the manifest has been replaced."""
        path = self.folder / "manifest.json"
        try:
            status = path.stat()
            seen = (status.st_mtime_ns, status.st_size, status.st_ino)
            if seen != self._seen:
                self._snapshot = Snapshot(self.folder, json.loads(_patiently(lambda: path.read_text("utf-8"))), self.local)
                self._seen = seen
        except FileNotFoundError:
            return Snapshot(self.folder, EMPTY, self.local)
        return self._snapshot

    def lock(self, seconds: float = 600, on_wait: Callable[[], None] | None = None):
        """The lock that a load holds, for a `with` to let go of. Raises `StoreBusy` where another load does not end within `seconds`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / "lock")
        try:
            return lock.acquire(timeout=0)
        except Timeout:
            if on_wait:
                on_wait()
        try:
            return lock.acquire(timeout=seconds)
        except Timeout:
            raise StoreBusy("Another load is under way. Try again when it has ended.") from None


def identity(facts: Mapping) -> tuple:
    """What makes two files the same file to the loader: name, content, as-at option, and the code that reads it."""
    return tuple(facts[k] for k in ("file", "sha256", "option", "read_by"))


FILLED = "filled from "  # before the layout of a table that is not loaded but worked out from another


def layouts_of(table: str, layout: str) -> dict[str, str]:
    """The layouts that a table loaded in this one gives: its own, and those of the tables that it fills."""
    return {table: layout} | dict.fromkeys(extracts()[table].fills, FILLED + layout)


class Writing:
    """Loads being added to a store, under its lock. Nothing is visible to readers before `publish`."""

    def __init__(self, store: Store):
        self.store = store
        self.manifest = json.loads(json.dumps(store.snapshot().manifest))
        self._held: dict[str, Held] = {}
        self._changed: set[str] = set()
        self.has_additions = False
        self._next = max((load["number"] for load in self.manifest["loads"]), default=0) + 1
        self.layouts: dict[str, str] = {}
        for table, entry in self.manifest["tables"].items():
            self.layouts |= layouts_of(table, entry["layout"])

    def held(self, table: str) -> Held:
        """What is held of a table, this writing's own additions included."""
        if table not in self._held:
            pieces = [
                Piece(dt.date.fromisoformat(load["as_at"]), load["number"], piece["sheet_number"],
                      pd.read_parquet(self.store.folder / load["path"] / piece["path"]))
                for load in self.manifest["loads"] for piece in load["pieces"] if piece["table"] == table
            ]  # fmt: skip
            self._held[table] = Held(pieces, blanks_count=not extracts()[table].rides_along)
        return self._held[table]

    def has_refused(self, facts: dict) -> bool:
        """Whether this very file was refused before: one word about it is enough."""
        return any(x["outcome"] == "refused" and identity(x) == identity(facts) for x in self.manifest["loads"])

    def forget_refusal(self, file: str) -> None:
        """Drop the earlier refusals of a file of this name: what it is now takes their place."""
        self.manifest["loads"] = [x for x in self.manifest["loads"] if x["file"] != file or x["outcome"] != "refused"]

    def next_number(self) -> int:
        self._next += 1
        return self._next - 1

    def add(self, number: int, report: dict, facts: dict, pieces: Iterable[tuple[int, str, str, pd.DataFrame]]) -> None:
        """Keep one file: its report, facts about the file, and its pieces: sheet number, table, layout and frame."""
        name = f"loads/{number:06d}"
        folder = _fresh(self.store.folder / name)
        kept = []
        for sheet_number, table, layout, frame in pieces:
            path = f"{sheet_number}-{table}.parquet"
            _write_parquet(folder / path, frame)
            columns = [c for c in frame.columns if c in extracts()[table].columns]
            kept.append({"sheet_number": sheet_number, "table": table, "path": path, "columns": columns})
            self._note_table(table, layout, report, columns)
        _write_durably(folder / "report.json", json.dumps(report).encode())
        _sync(folder)
        self.has_additions = True
        now = dt.datetime.now().isoformat(timespec="seconds")
        self.manifest["loads"].append({"number": number, "path": name, "loaded_at": now, "pieces": kept, **facts})

    def _note_table(self, table, layout, report, columns):
        entry = self.manifest["tables"].setdefault(
            table, {"path": None, "as_at": "", "as_at_from": None, "columns": [], "layout": layout, "files": []}
        )
        entry["columns"] = sorted({*entry["columns"], *columns})
        entry["files"] = list(dict.fromkeys([*entry["files"], report["file"]]))
        if report["as_at"] >= entry["as_at"]:
            entry["as_at"], entry["as_at_from"] = report["as_at"], report["as_at_from"]
        self._changed.add(table)

    def publish(self, derive: Callable[[dict[str, StoredTable]], dict[str, pd.DataFrame]] | None = None, derived_from: str | None = None) -> int:
        """Make everything added current, by replacing the manifest. Returns the snapshot's number.

        `derive` computes, from all the tables, frames to publish with them; `derived_from` says what it depends on besides.
        """
        folder, manifest = self.store.folder, self.manifest
        manifest["number"] = number = manifest["number"] + 1
        name = f"snapshots/{number:06d}"
        snapshot = _fresh(folder / f"{name}.tmp")
        frames = {}
        for table in sorted(self._changed):
            frames[table] = as_table(extracts()[table], self.held(table).current)
            _write_parquet(snapshot / f"{table}.parquet", frames[table])
            manifest["tables"][table] |= {"path": f"{name}/{table}.parquet", "n_rows": len(frames[table])}
        if derive and (self._changed or derived_from != manifest["derived_from"]):
            frames |= {t: _read_table(folder / e["path"]) for t, e in manifest["tables"].items() if t not in frames}
            manifest["derived"] = {}
            for key, frame in derive(_stored_tables(manifest["tables"], frames, self.store.local)).items():
                _write_parquet(snapshot / f"{key}.parquet", frame)
                manifest["derived"][key] = f"{name}/{key}.parquet"
            manifest["derived_from"] = derived_from
        _sync(snapshot)
        shutil.rmtree(folder / name, ignore_errors=True)  # of a load that died after this line
        _patiently(lambda: os.replace(snapshot, folder / name))
        _sync(folder / "snapshots")
        manifest["published_at"] = dt.datetime.now().isoformat(timespec="seconds")
        content = json.dumps(manifest).encode()
        (folder / "manifests").mkdir(exist_ok=True)
        _write_durably(folder / f"manifests/{number:06d}.json", content)
        _write_durably(folder / "manifest.json.tmp", content)
        _patiently(lambda: os.replace(folder / "manifest.json.tmp", folder / "manifest.json"))
        _sync(folder)
        self._changed.clear()
        sweep(self.store)
        return number


def sweep(store: Store) -> None:
    """Remove what no manifest names: what a load that died left behind, and snapshots older than the last few."""
    folder = store.folder
    current = store.snapshot().manifest
    manifests = sorted((folder / "manifests").glob("*.json"))
    old = [m for m in manifests if int(m.stem) <= current["number"] - KEPT_SNAPSHOTS or int(m.stem) > current["number"]]
    for path in old:
        path.unlink()
    named = set()
    for manifest in [current, *(json.loads(m.read_text("utf-8")) for m in manifests if m not in old)]:
        named |= {load["path"] for load in manifest["loads"]}
        paths = [e["path"] for e in manifest["tables"].values()] + list(manifest["derived"].values())
        named |= {p.rsplit("/", 1)[0] for p in paths}
    for kind in ("loads", "snapshots"):
        for path in (folder / kind).glob("*"):
            if f"{kind}/{path.name}" not in named:
                shutil.rmtree(path, ignore_errors=True)


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _read_table(path: Path) -> pd.DataFrame:
    frame = pd.read_parquet(path)
    # Parquet forgets that a column without a single value held categories.
    return frame.astype({c: "category" for c in frame if frame[c].dtype in ("object", "str")})


def _write_parquet(path: Path, frame: pd.DataFrame) -> None:
    with path.open("wb") as file:
        frame.to_parquet(file, compression="zstd", index=False)
        file.flush()
        os.fsync(file.fileno())


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _patiently(action: Callable):
    """What `action` gives; on Windows, tried again for a while where another process has the file open."""
    for _ in range(100 if os.name == "nt" else 0):
        try:
            return action()
        except PermissionError:
            time.sleep(0.05)
    return action()


def _sync(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
