"""Loaders killed at random moments with readers running: python -m tests.loaders.killing 500

Rounds of a few loads and a load taken back. In each, the loader is killed and started again until it ends by itself; meanwhile two
processes read on. What they see must be whole, and the store in the end must be what an undisturbed loader makes.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import tempfile
import time
from pathlib import Path
from unittest import mock

import pandas as pd

import loaders.load
from loaders.load import load, undo
from loaders.reading import read_file
from loaders.store import Store

FILES, UNDONE = 6, "3 contacts 2024-01-03.csv"


def _derive(tables):
    return {"values": pd.DataFrame({"n": [sum(len(t.frame) for t in tables.values())]})}


def write_files(folder: Path) -> list[Path]:
    """Extracts that overlap: each brings new rows and changes some of those before."""
    paths = []
    for n in range(1, FILES + 1):
        rows = "".join(f"{i},5,04/01/2024 09:15,Team {(i + n) % 3}\n" for i in range(10 * n))
        paths.append(folder / f"{n} contacts 2024-01-{n:02}.csv")
        paths[-1].write_text("Contact ID,Person ID,Contact Received,Team\n" + rows)
    return paths


def load_all(folder: Path, paths: list[Path], began=None) -> None:
    """Load the files one by one, and take one back; what was done before is not done again."""
    store = Store(folder)
    known = {load["file"]: load for load in store.snapshot().manifest["loads"]}
    with mock.patch.object(loaders.load, "read_files", lambda paths, as_at=None: (read_file(p, as_at) for p in paths)):
        if began:
            began.set()
        for path in paths:
            if path.name not in known:
                load(store, [path], derive=_derive)
    loads = store.snapshot().manifest["loads"]
    if not any("undone_at" in load for load in loads):
        undo(store, [load["number"] for load in loads if load["file"] == UNDONE], derive=_derive)


def read_on(folder: Path, done, told) -> None:
    """Read whole snapshots until `done`, then tell how many, and what was wrong with one of them, if anything was."""
    n, fault = 0, None
    while not done.is_set():
        try:
            snapshot = Store(folder).snapshot()
            rows = {name: len(t.frame) for name, t in snapshot.tables.items()}
            assert rows == {name: entry["n_rows"] for name, entry in snapshot.manifest["tables"].items()}
            if rows:
                assert snapshot.derived("values")["n"].tolist() == [sum(rows.values())]
            assert len(snapshot.reports) == len(snapshot.manifest["loads"])
            n += 1
        except BaseException as error:
            fault = f"{type(error).__name__}: {error}"
            break
    told.put((n, fault))


def state_of(folder: Path) -> dict:
    """All that a store holds but the moments at which it was done."""
    snapshot = Store(folder).snapshot()
    table = snapshot.tables["contacts"]
    loads = [(x["number"], x["file"], x["outcome"], "undone_at" in x, snapshot.lines(x["number"]).values.tolist()) for x in snapshot.manifest["loads"]]
    rows = table.frame.astype(object).where(table.frame.notna(), None).values.tolist()
    return {"rows": rows, "files": table.files, "as_at": table.as_at, "values": snapshot.derived("values").values.tolist(), "loads": loads}


def kill(n_kills: int, seed: int, most_seconds: float = float("inf"), fewest: int = 0) -> dict[str, int]:
    """Kill so many loaders, or no more than `fewest` where the time is up; how many were killed, rounds completed and snapshots read. Raises where anything is lost."""
    chance, until = random.Random(seed), time.monotonic() + most_seconds
    context = multiprocessing.get_context("forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(["loaders.load", "openpyxl"])
    counts = {"killed": 0, "rounds": 0, "read": 0}
    with tempfile.TemporaryDirectory() as place:
        paths = write_files(Path(place))
        start = time.monotonic()
        load_all(Path(place) / "undisturbed", paths)
        takes, expected = time.monotonic() - start, state_of(Path(place) / "undisturbed")
        while counts["killed"] < (n_kills if time.monotonic() < until else fewest):
            folder = Path(place) / f"round {counts['rounds']}"
            done, told = context.Event(), context.Queue()
            readers = [context.Process(target=read_on, args=(folder, done, told)) for _ in range(2)]
            [reader.start() for reader in readers]
            while True:
                began = context.Event()
                loader = context.Process(target=load_all, args=(folder, paths, began))
                loader.start()
                began.wait()
                loader.join(chance.random() * takes)
                if loader.exitcode is not None:
                    break
                loader.kill()
                loader.join()
                counts["killed"] += 1
            if loader.exitcode:
                raise AssertionError(f"the loader that came after the dead ones ended with {loader.exitcode}")
            done.set()
            for _ in readers:
                n, fault = told.get()
                counts["read"] += n
                if fault:
                    raise AssertionError(f"a reader saw: {fault}")
            [reader.join() for reader in readers]
            if state_of(folder) != expected:
                raise AssertionError(f"after {counts['killed']} kills, round {counts['rounds']} left something else than an undisturbed load")
            counts["rounds"] += 1
    return counts


if __name__ == "__main__":
    sys.stdout.write(f"{kill(int(sys.argv[1]), seed=int(sys.argv[2]) if len(sys.argv) > 2 else 1)}\n")
