"""What was loaded, kept as immutable Parquet files and published by one atomic swap.

    store/manifest.json            what is current; replaced whole, and all that makes a load visible
    store/loads/000012/            one file as it was loaded: report.json, lines.json, and a piece for each sheet: 0-contacts.parquet, ...
    store/snapshots/000034/        the tables that a load changed, the measure values, and every version they had
    store/manifests/000034.json    the last few manifests: what they name is kept for readers that still hold them

Readers take no lock: they read the manifest and then files that never change. A load that dies leaves only files that no
manifest names, which the next load sweeps away.

A table is what the pieces of the *standing* loads add up to: a load that is undone stays where it is and no longer stands; so
does the reading of a file that newer code has read anew. A snapshot's table that is lost is therefore made again from them.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyarrow
from filelock import FileLock, Timeout

from loaders.local import Local, mapped, unmapped, with_local_words
from loaders.merge import Held, Piece, as_table, in_form
from loaders.published import every_kind
from loaders.report import FileReport, lines_of
from loaders.schema import MONTHS_COVERED

KEPT_SNAPSHOTS = 3
KEPT_SECONDS = 60  # that a reader may take over a snapshot, however many are published meanwhile
WAIT = 600  # seconds that a load waits for another
EMPTY = {"number": 0, "published_at": None, "tables": {}, "derived": {}, "derived_from": None, "loads": [], "last_load": 0, "publications": {}}


class StoreFault(Exception):
    """The store cannot do what was asked; the message says why and what to do."""


class StoreBusy(StoreFault):
    """Another load is under way and did not end in the time allowed."""


class NoSuchLoad(ValueError):
    """A load that there is not, or that cannot be taken back; the message says why."""


class StoreDamaged(StoreFault):
    """A file of the store is missing or is not what was written, and cannot be made again from the others."""


class NotWritten(StoreFault):
    """The disk is full, or the folder may not be written to. What was loaded before stands."""


@dataclass(frozen=True)
class StoredTable:
    """One loaded table: its rows, the day they reach to, where that day came from, and the columns that some file carried.

    `reaches_back_to` is the day back to which it is complete, where its layout says so: see `schema.MONTHS_COVERED`.
    """

    frame: pd.DataFrame
    as_at: pd.Timestamp
    as_at_from: str
    columns: frozenset[str]
    layout: str
    files: tuple[str, ...]
    reaches_back_to: pd.Timestamp | None = None


class Snapshot:
    """The store as one manifest describes it; it stays as it is whatever is loaded meanwhile."""

    def __init__(self, folder: Path, manifest: dict, local: Local):
        self._folder, self.manifest, self._local = folder, manifest, local
        self._then: tuple = (None, {})  # the last that `tables_at` was asked for

    @property
    def number(self) -> int:
        return self.manifest["number"]

    @cached_property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The rows of each loaded table as they were loaded: codes and names as they stood there."""
        return {table: self._frame(table, entry["path"]) for table, entry in self.manifest["tables"].items()}

    def _frame(self, table: str, path: str) -> pd.DataFrame:
        try:
            return _read_table(self._folder / path)
        except DAMAGE:  # it can be made again from what it was made of
            return add_up(table, pieces_of(self._folder, standing(self.manifest["loads"]), table))

    @cached_property
    def tables(self) -> dict[str, StoredTable]:
        """Every table that is loaded or worked out from loaded ones, by name: local codes known, teams and workers in one spelling."""
        return _stored_tables(self.manifest["tables"], self.frames, self._local)

    def tables_at(self, number: int) -> dict[str, StoredTable]:
        """The tables that snapshot `number` had, made again from the loads that stood then; codes and names as they are known now."""
        if self._then[0] != number:
            loads = standing(self.manifest["loads"], number)
            entries = entries_of(loads)
            frames = {table: add_up(table, pieces_of(self._folder, loads, table)) for table in entries}
            self._then = number, _stored_tables(entries, frames, self._local)
        return self._then[1]

    def pieces(self, table: str) -> list[tuple[dict, Path]]:
        """What each sheet brought to a table and still stands, oldest as-at day first: the facts of its load, and the Parquet file of its rows."""
        brought = [(load, piece) for load in standing(self.manifest["loads"]) for piece in load["pieces"] if piece["table"] == table]
        brought.sort(key=lambda one: (one[0]["as_at"], place_of(one[0]), one[1]["sheet_number"]))
        return [(load, self._folder / load["path"] / piece["path"]) for load, piece in brought]

    @cached_property
    def unmapped(self) -> pd.DataFrame:
        """What stands in coded cells and means nothing that is known: see `loaders.local.unmapped`."""
        return unmapped(self.frames, self._local)

    @cached_property
    def mapped(self) -> pd.DataFrame:
        """What local codes say of coded cells, and how many rows they reach: see `loaders.local.mapped`."""
        return mapped(self.frames, self._local)

    def derived(self, name: str, or_earlier: bool = False) -> pd.DataFrame | None:
        """A frame that was computed from the tables and published with them, or None where there is none.

        Where its file is lost there is none either; with `or_earlier`, the latest that can still be read.
        """
        if (path := self.manifest["derived"].get(name)) is None:
            return None
        earlier = sorted(self._folder.glob(f"snapshots/*/{name}.parquet"), reverse=True) if or_earlier else []
        for found in [self._folder / path, *earlier]:
            with suppress(*DAMAGE):
                return pd.read_parquet(found)
        return None

    @cached_property
    def reports(self) -> list[dict]:
        """The report of every file that was loaded or refused, oldest first: as `load --format json`, with what became of it since.

        `loaded_at`, `load` (its number), `batch` (the snapshot it came with) and `undone_at` (None where it stands). A reading
        that was replaced by a newer one of the same file is left out.
        """
        return [
            {**self._report(load), "loaded_at": load["loaded_at"], "load": load["number"], "batch": load["batch"], "undone_at": load.get("undone_at")}
            for load in self.manifest["loads"] if "replaced_by" not in load
        ]  # fmt: skip

    def report(self, number: int) -> dict:
        """The report of one load. NoSuchLoad where there is none of that number."""
        return self._report(find_load(self.manifest["loads"], number))

    def lines(self, number: int) -> pd.DataFrame:
        """What became of every line of a file: `sheet`, `row`, `outcome` and `reason`, as `loaders.report.lines_of` has them.

        NoSuchLoad where there is no load of that number.
        """
        load = find_load(self.manifest["loads"], number)
        path = self._folder / load["path"] / "lines.json"
        try:
            rows = json.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            rows = []  # of a file that was loaded before lines were kept
        except ValueError:
            rows = None
        if not isinstance(rows, list):
            raise _damaged(path, load)
        return pd.DataFrame(lines_of(self._report(load), rows), columns=["sheet", "row", "outcome", "reason"])

    def because(self, number: int, tables: Iterable[str]) -> tuple[int | None, str]:
        """What made a snapshot say something new of `tables`: the number of the latest load that did, and words for all of them.

        "load 12: contacts.xlsx", "undo of load 12", or, where no load came or went, "definitions or reference data".
        """
        came = [x for x in self.manifest["loads"] if x["batch"] == number and x["outcome"] != "refused"]
        went = [x for x in self.manifest["loads"] if x.get("undone_in") == number]
        tables = set(tables)
        came, went = ([x for x in loads if tables & tables_of(x)] or loads for loads in (came, went))
        words = [f"undo of {_listed(went)}"] if went else []
        if came:
            files = list(dict.fromkeys(x["file"] for x in came))
            words.append(f"{_listed(came)}: {', '.join(files[:3])}{f' and {len(files) - 3} more' if len(files) > 3 else ''}")
        return max((x["number"] for x in came), default=None), "; ".join(words) or "definitions or reference data"

    def published_at(self, number: int) -> str | None:
        return self.manifest["publications"].get(str(number))

    def _report(self, load: dict) -> dict:
        return read_report(self._folder, load)


def _listed(loads: list[dict]) -> str:
    numbers = [load["number"] for load in loads]
    if len(numbers) == 1:
        return f"load {numbers[0]}"
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"loads {numbers[0]} to {numbers[-1]}"
    return f"loads {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


# --- loads and their pieces -------------------------------------------------------------------------------------------

DAMAGE = (OSError, ValueError, pyarrow.ArrowException)  # what reading a damaged or missing file of the store raises


def _damaged(path: Path, load: dict) -> StoreDamaged:
    return StoreDamaged(
        f"{path} is missing or damaged, and with it what load {load['number']} ({load['file']}) brought. Put the file back from a backup of the "
        f"store; or take the load back with `python app.py undo {load['number']}` and load the file again."
    )


def standing(loads: list[dict], number: int | None = None) -> list[dict]:
    """The loads that tables consist of: neither refused, undone nor read anew since. With `number`: as of that snapshot."""

    def stands(load):
        ends = [load[k] for k in ("undone_in", "replaced_in") if k in load]
        return load["outcome"] != "refused" and (not ends if number is None else load["batch"] <= number and not any(end <= number for end in ends))

    return [load for load in loads if stands(load)]


def find_load(loads: list[dict], number: int) -> dict:
    for load in loads:
        if load["number"] == number:
            return load
    raise NoSuchLoad(f"There is no load {number}. `python app.py loads` lists them.")


def tables_of(load: dict) -> set[str]:
    """The tables that a load says something for, those that its own fill or complete included."""
    own = {piece["table"] for piece in load["pieces"]}
    return own.union(*({**every_kind()[table].fills, **every_kind()[table].adds_to} for table in own))


def place_of(load: dict) -> int:
    """Where a load stands among those of one as-at day: a file read anew, where its earlier reading stood."""
    return load.get("stands_at", load["number"])


def pieces_of(folder: Path, loads: Iterable[dict], table: str) -> list[Piece]:
    """The pieces of a table that these loads brought."""
    return [
        Piece(dt.date.fromisoformat(load["as_at"]), place_of(load), piece["sheet_number"], read_piece(folder, load, piece))
        for load in loads for piece in load["pieces"] if piece["table"] == table
    ]  # fmt: skip


def read_piece(folder: Path, load: dict, piece: dict) -> pd.DataFrame:
    path = folder / load["path"] / piece["path"]
    try:
        return pd.read_parquet(path)
    except DAMAGE:
        raise _damaged(path, load) from None


def read_report(folder: Path, load: dict) -> dict:
    try:
        report = json.loads((folder / load["path"] / "report.json").read_text("utf-8"))
        return report | {"sheets": report["sheets"]}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        reason = f"The report of this load is missing from the store or damaged. `python app.py undo {load['number']}` and load the file again."
        return FileReport(load["file"], load["outcome"], reason).as_dict() | {"as_at": load["as_at"], "as_at_from": load["as_at_from"]}


def add_up(table: str, pieces: list[Piece]) -> pd.DataFrame:
    """The rows of a table that pieces of it add up to."""
    return as_table(every_kind()[table], _hold(table, pieces).current)


def _hold(table: str, pieces: list[Piece]) -> Held:
    return Held(pieces, blanks_count=not every_kind()[table].rides_along)


def entries_of(loads: Iterable[dict]) -> dict[str, dict]:
    """What a manifest says of each table that these loads have pieces of: as-at day, columns, layout and files."""
    entries: dict[str, dict] = {}
    for load in loads:
        for piece in load["pieces"]:
            empty = {"as_at": "", "as_at_from": None, "first_as_at": load["as_at"], "columns": [], "layout": piece["layout"], "files": []}
            entry = entries.setdefault(piece["table"], empty)
            entry["first_as_at"] = min(entry["first_as_at"], load["as_at"])
            entry["columns"] = sorted({*entry["columns"], *piece["columns"]})
            entry["files"] = list(dict.fromkeys([*entry["files"], load["file"]]))
            if load["as_at"] >= entry["as_at"]:
                entry["as_at"], entry["as_at_from"] = load["as_at"], load["as_at_from"]
    return entries


def _stored_tables(entries: dict, frames: Mapping[str, pd.DataFrame], local: Local) -> dict[str, StoredTable]:
    """The tables as readers have them, those that others fill or complete included, from the rows as they were loaded."""
    frames = with_local_words(frames, local)
    carried = {table: set(entry["columns"]) for table, entry in entries.items()}
    sources = {table: entry for table, entry in entries.items()}
    for table, entry in entries.items():
        extract = every_kind()[table]
        worked_out = {t: f for t, f in extract.fills.items() if t not in sources}
        worked_out |= {t: f for t, f in extract.adds_to.items() if t in frames}
        for other, function in worked_out.items():
            frame = function(frames)
            if frame is not None:
                frames[other] = in_form(every_kind()[other], frame)
                carried.setdefault(other, set()).update(c for c in frame if c in every_kind()[other].columns)
                sources.setdefault(other, entry)
    return {
        table: StoredTable(
            frames[table], pd.Timestamp(entry["as_at"]), entry["as_at_from"], frozenset(carried[table]), entry["layout"], tuple(entry["files"]),
            _reaches_back_to(entry),
        )
        for table, entry in sources.items()
    }


def _reaches_back_to(entry: dict) -> pd.Timestamp | None:
    months = MONTHS_COVERED.get(entry["layout"])
    return months and pd.Timestamp(entry["first_as_at"]) - pd.DateOffset(months=months) + pd.Timedelta(days=1)


class Store:
    """The store in `folder`, which need not exist yet; `local` is what the authority calls things.

    Its loads and snapshots are numbered from `after` on, so that those of two stores are told apart by their numbers.
    """

    def __init__(self, folder: Path, local: Local | None = None, after: int = 0):
        self.folder, self.local, self.after = Path(folder), local or Local(), after
        self._seen: tuple | None = None
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """What is current. Cheap: read again only when the manifest has been replaced.

        Where manifest.json was lost or damaged from outside, the last manifest beside it stands. `StoreDamaged` where none can be read.
        """
        damaged = None
        for path in self._manifests():
            try:
                status = path.stat()
                seen = (path.name, status.st_mtime_ns, status.st_size, status.st_ino)
                if seen != self._seen:
                    manifest = _as_manifest(json.loads(_patiently(lambda: path.read_text("utf-8"))))  # noqa: B023
                    self._snapshot, self._seen = Snapshot(self.folder, manifest, self.local), seen
                return self._snapshot
            except FileNotFoundError:
                continue
            except ValueError:
                damaged = damaged or path
        if damaged:
            raise StoreDamaged(
                f"{damaged} is damaged: it no longer says what is loaded. Put it back from a backup; or move {self.folder} away and load the extracts again."
            )
        return Snapshot(self.folder, {**EMPTY, "number": self.after, "last_load": self.after}, self.local)

    def _manifests(self):
        yield self.folder / "manifest.json"
        yield from sorted((self.folder / "manifests").glob("*.json"), reverse=True)

    def use(self, local: Local) -> None:
        """Read tables with these names and codes from now on."""
        self.local, self._seen = local, None

    def lock(self, seconds: float | None = None, on_wait: Callable[[], None] | None = None):
        """The lock that a load holds, for a `with` to let go of. `StoreBusy` where another load does not end within `seconds` (`WAIT`)."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / "lock")
        try:
            return lock.acquire(timeout=0)
        except Timeout:
            if on_wait:
                on_wait()
        try:
            return lock.acquire(timeout=WAIT if seconds is None else seconds)
        except Timeout:
            raise StoreBusy("Another load is under way. Try again when it has ended.") from None


def identity(facts: Mapping) -> tuple:
    """What makes two files the same file to the loader: name, content, as-at option, and the code that reads it."""
    return tuple(facts[k] for k in ("file", "sha256", "option", "read_by"))


FILLED = "filled from "  # before the layout of a table that is not loaded but worked out from another


def layouts_of(table: str, layout: str) -> dict[str, str]:
    """The layouts that a table loaded in this one gives: its own, and those of the tables that it fills."""
    return {table: layout} | dict.fromkeys(every_kind()[table].fills, FILLED + layout)


def _as_manifest(read: dict) -> dict:
    """A manifest as it was read. ValueError where it is none; what an earlier version of this program did not write is filled in."""
    if not isinstance(read, dict) or not {"number", "tables", "loads"} <= read.keys():
        raise ValueError("no manifest")
    manifest = {**EMPTY, "publications": {str(read["number"]): read.get("published_at")}, **read}
    for load in manifest["loads"]:
        load.setdefault("batch", manifest["number"])
        for piece in load["pieces"]:
            entry = manifest["tables"].get(piece["table"], {})
            piece.setdefault("layout", entry.get("layout"))
            load.setdefault("as_at_from", entry.get("as_at_from"))
        load.setdefault("as_at_from", None)
    for table, entry in entries_of(standing(manifest["loads"])).items():
        manifest["tables"].get(table, entry).setdefault("first_as_at", entry["first_as_at"])
    return manifest


class Writing:
    """Loads being added to a store or taken back, under its lock. Nothing is visible to readers before `publish`.

    With `keep=False` nothing is written either: what would be published can be looked at in `tables`.
    """

    def __init__(self, store: Store, keep: bool = True):
        self.store, self.keep = store, keep
        self.manifest = json.loads(json.dumps(store.snapshot().manifest))
        self.number = self.manifest["number"] + 1  # of the snapshot that will be published
        self._held: dict[str, Held] = {}
        self._changed: set[str] = set()
        self.has_changes = False
        self.layouts: dict[str, str] = {}
        for table, entry in self.manifest["tables"].items():
            self.layouts |= layouts_of(table, entry["layout"])

    @property
    def standing(self) -> list[dict]:
        """The loads that tables consist of, this writing's own included."""
        return standing(self.manifest["loads"])

    def held(self, table: str) -> Held:
        """What is held of a table, this writing's own additions included."""
        if table not in self._held:
            self._held[table] = _hold(table, pieces_of(self.store.folder, self.standing, table))
        return self._held[table]

    def has_refused(self, facts: dict) -> bool:
        """Whether this very file was refused before: one word about it is enough."""
        return any(x["outcome"] == "refused" and identity(x) == identity(facts) for x in self.manifest["loads"])

    def forget_refusal(self, file: str) -> None:
        """Drop the earlier refusals of a file of this name: what it is now takes their place."""
        self.manifest["loads"] = [x for x in self.manifest["loads"] if x["file"] != file or x["outcome"] != "refused"]

    def next_number(self) -> int:
        self.manifest["last_load"] = 1 + max([self.manifest["last_load"], *(load["number"] for load in self.manifest["loads"])])
        return self.manifest["last_load"]

    def add(self, number: int, report: dict, lines: list[dict], facts: dict, pieces: Iterable[tuple[int, str, str, pd.DataFrame]]) -> dict:
        """Keep one file: its report, what became of its lines, facts about it, and its pieces: sheet number, table, layout and frame."""
        name = f"loads/{number:06d}"
        folder = _fresh(self.store.folder / name) if self.keep else None
        kept = []
        for sheet_number, table, layout, frame in pieces:
            path = f"{sheet_number}-{table}.parquet"
            columns = [c for c in frame.columns if c in every_kind()[table].columns]
            kept.append({"sheet_number": sheet_number, "table": table, "path": path, "columns": columns, "layout": layout})
            self._changed.add(table)
            if folder:
                _write_parquet(folder / path, frame)
        if folder:
            _write_durably(folder / "report.json", json.dumps(report).encode())
            _write_durably(folder / "lines.json", json.dumps(lines).encode())
            _sync(folder)
        load = {"number": number, "path": name, "batch": self.number, "loaded_at": _now(), "pieces": kept, **facts}
        self.manifest["loads"].append(load)
        self.has_changes = True
        return load

    def earlier_reading(self, facts: dict) -> dict | None:
        """The load of this very file by other code than today's, where it stands."""
        same = [x for x in self.standing if identity(x)[:3] == identity(facts)[:3] and x["read_by"] != facts["read_by"]]
        return same[-1] if same else None

    def read_again_alike(self, earlier: dict, facts: dict) -> None:
        """Note that today's code reads a file as it was read before."""
        earlier["read_by"] = facts["read_by"]
        self.has_changes = True

    def replace(self, earlier: dict, load: dict) -> None:
        """Let a new reading of a file stand where its earlier one stood. Its pieces are held already: see `Held.add`."""
        earlier |= {"replaced_by": load["number"], "replaced_in": self.number}
        load["stands_at"] = place_of(earlier)
        new = {piece["table"] for piece in load["pieces"]}
        self._take_away(earlier, {piece["table"] for piece in earlier["pieces"]} - new)

    def undo(self, number: int) -> dict:
        """Take back a load: it no longer stands, and may be loaded again. NoSuchLoad where that cannot be."""
        load = find_load(self.manifest["loads"], number)
        if load["outcome"] == "refused":
            raise NoSuchLoad(f"Load {number} ({load['file']}) was refused: there is nothing to take back.")
        if "undone_at" in load:
            raise NoSuchLoad(f"Load {number} ({load['file']}) was undone before, at {load['undone_at']}.")
        if "replaced_by" in load:
            raise NoSuchLoad(f"Load {number} ({load['file']}) was replaced when the file was read anew: undo load {load['replaced_by']}.")
        load |= {"undone_at": _now(), "undone_in": self.number}
        self._take_away(load, {piece["table"] for piece in load["pieces"]})
        return load

    def _take_away(self, load: dict, tables: set[str]) -> None:
        self.has_changes = True
        self._changed |= tables
        for table in tables & self._held.keys():
            self._held[table].take_away(place_of(load))

    def _entries(self) -> dict[str, dict]:
        return {t: {**self.manifest["tables"].get(t, {}), **entry} for t, entry in entries_of(self.standing).items()}

    def _frames(self, entries: dict) -> dict[str, pd.DataFrame]:
        """Every table's rows: those that changed made anew, the others as they were published."""
        published = self.store.snapshot()
        return {t: as_table(every_kind()[t], self.held(t).current) if t in self._changed else published.frames[t] for t in entries}

    def tables(self) -> dict[str, StoredTable]:
        """All tables as they would be published."""
        entries = self._entries()
        return _stored_tables(entries, self._frames(entries), self.store.local)

    def publish(self, derive: Callable[[dict[str, StoredTable]], dict[str, pd.DataFrame]] | None = None, derived_from: str | None = None) -> int:
        """Make everything added or taken back current, by replacing the manifest. Returns the snapshot's number.

        `derive` computes, from all the tables, frames to publish with them; `derived_from` says what it depends on besides.
        """
        folder, manifest, number = self.store.folder, self.manifest, self.number
        name = f"snapshots/{number:06d}"
        snapshot = _fresh(folder / f"{name}.tmp")
        derives = derive and (self._changed or derived_from != manifest["derived_from"])
        manifest["number"], manifest["tables"] = number, self._entries()
        frames = self._frames(manifest["tables"] if derives else {t: None for t in manifest["tables"] if t in self._changed})
        for table in sorted(self._changed & manifest["tables"].keys()):
            _write_parquet(snapshot / f"{table}.parquet", frames[table])
            manifest["tables"][table] |= {"path": f"{name}/{table}.parquet", "n_rows": len(frames[table])}
        if derives:
            manifest["derived"] = {}
            for key, frame in derive(_stored_tables(manifest["tables"], frames, self.store.local)).items():
                _write_parquet(snapshot / f"{key}.parquet", frame)
                manifest["derived"][key] = f"{name}/{key}.parquet"
            manifest["derived_from"] = derived_from
        _sync(snapshot)
        shutil.rmtree(folder / name, ignore_errors=True)  # of a load that died after this line
        _patiently(lambda: os.replace(snapshot, folder / name))
        _sync(folder / "snapshots")
        manifest["published_at"] = manifest["publications"][str(number)] = _now()
        content = json.dumps(manifest).encode()
        (folder / "manifests").mkdir(exist_ok=True)
        _write_durably(folder / f"manifests/{number:06d}.json", content)
        replace_file(folder / "manifest.json", content)
        self._changed.clear()
        with suppress(OSError):  # it is published: what fails from here on is made good by the next load
            _sync(folder)
            sweep(self.store)
        return number


def _now() -> str:
    return dt.datetime.now().isoformat(timespec="seconds")


def sweep(store: Store) -> None:
    """Remove what no manifest names: what a load that died left behind, and snapshots older than the last few."""
    folder = store.folder
    current = store.snapshot().manifest
    manifests = sorted((folder / "manifests").glob("*.json"))
    long_ago = time.time() - KEPT_SECONDS

    def is_old(path):
        number = int(path.stem)
        return number > current["number"] or (number <= current["number"] - KEPT_SNAPSHOTS and path.stat().st_mtime <= long_ago)

    old = [m for m in manifests if is_old(m)]
    for path in old:
        path.unlink()
    named = set()
    for manifest in [current, *_readable(m for m in manifests if m not in old)]:
        named |= {load["path"] for load in manifest["loads"]}
        paths = [e["path"] for e in manifest["tables"].values()] + list(manifest["derived"].values())
        named |= {p.rsplit("/", 1)[0] for p in paths}
    for kind in ("loads", "snapshots"):
        for path in (folder / kind).glob("*"):
            if f"{kind}/{path.name}" not in named:
                shutil.rmtree(path, ignore_errors=True)


def _readable(manifests: Iterable[Path]):
    for path in manifests:
        with suppress(ValueError):  # one that a load which died had not finished
            yield _as_manifest(json.loads(path.read_text("utf-8")))


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _read_table(path: Path) -> pd.DataFrame:
    frame = pd.read_parquet(path)
    # Parquet forgets that a column without a single value held categories, and of what.
    without = [c for c in frame if frame[c].dtype in ("object", "str") or (frame[c].dtype == "category" and not len(frame[c].cat.categories))]
    return frame.astype(dict.fromkeys(without, "str")).astype(dict.fromkeys(without, "category"))


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


def replace_file(path: Path, content: bytes) -> None:
    """Put a file in the place of another, whole: a reader sees the one or the other."""
    written = path.with_name(path.name + ".tmp")
    _write_durably(written, content)
    _patiently(lambda: os.replace(written, path))


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
