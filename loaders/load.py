"""Files and folders into the store: read, compared with what is held, kept, published, reported."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pandas as pd

from loaders.merge import Piece, columns_of
from loaders.extracts import extracts
from loaders.reading import Reading, read_files
from loaders.schema import MOSAIC
from loaders.store import FILLED, Store, Writing, identity, layouts_of, sweep

Progress = Callable[[int, int, str], None]


def files_in(paths: Iterable[Path | str]) -> list[Path]:
    """The files meant by `paths`: a folder means every file below it, in name order, without `~$` and dot files."""
    found = []
    for path in map(Path, paths):
        if path.is_dir():
            below = (p for p in path.rglob("*") if p.is_file())
            found += sorted(p for p in below if not any(part.startswith(("~$", ".")) for part in p.relative_to(path).parts))
        else:
            found.append(path)
    return found


def load(store: Store, paths, *, as_at=None, derive=None, derived_from=None, progress: Progress | None = None, on_wait=None) -> list[dict]:
    """Load files and folders and publish them; the report of each file, as `FileReport.as_dict`.

    Each file is loaded whole or not at all. `as_at` overrides the as-at day of every file. `derive` and `derived_from`: see
    `Writing.publish`. Raises `StoreBusy` where another load does not end.
    """
    with store.lock(on_wait=on_wait):
        sweep(store)
        writing = Writing(store)
        reports = _take_in(writing, files_in(paths), as_at, progress)
        if writing.has_additions:
            writing.publish(derive, derived_from)
        return reports


def check(store: Store, paths, *, as_at=None, progress: Progress | None = None) -> list[dict]:
    """The report that `load` would give, without loading anything."""
    return _take_in(Writing(store), files_in(paths), as_at, progress, keep=False)


def derive_again(store: Store, derive, derived_from: str) -> bool:
    """Compute anew what is published beside the tables, where it depends on something that has changed since."""
    if store.snapshot().manifest["derived_from"] == derived_from or not store.snapshot().manifest["tables"]:
        return False
    with store.lock():
        Writing(store).publish(derive, derived_from)
    return True


def _take_in(writing: Writing, files: list[Path], as_at, progress, keep: bool = True) -> list[dict]:
    facts = [_facts(path, as_at) for path in files]
    done = {identity(load): load for load in writing.manifest["loads"] if load["outcome"] != "refused"}
    fresh = [identity(fact) not in done for fact in facts]
    readings = read_files([path for path, is_fresh in zip(files, fresh, strict=True) if is_fresh], as_at)
    reports = []
    for index, (path, fact, is_fresh) in enumerate(zip(files, facts, fresh, strict=True)):
        if progress:
            progress(index, len(files), path.name)
        reading = next(readings) if is_fresh else None  # also where a copy of it, further up, has made it known by now
        if load := done.get(identity(fact)):
            reports.append(_again(writing.store, load))
            continue
        report = _compare(writing, reading, fact, keep)
        if report["outcome"] != "refused":
            done[identity(fact)] = {**fact, "report": report}
        reports.append(report)
    if progress and files:
        progress(len(files), len(files), "")
    return reports


def _facts(path: Path, as_at: dt.date | None) -> dict:
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return {"file": path.name, "sha256": digest, "option": as_at.isoformat() if as_at else None, "read_by": _reader_version()}


@cache
def _reader_version() -> str:
    """Changes with the code that reads files, so that a file is read anew once a heading or a code has been added."""
    sources = sorted(Path(__file__).parent.glob("*.py")) + sorted((Path(__file__).parent / "extracts").glob("*.py"))
    return hashlib.sha256(b"".join(p.read_bytes() for p in sources)).hexdigest()[:16]


def _again(store: Store, load: dict) -> dict:
    """The report of a file that was loaded before, to the letter: it changes nothing."""
    report = load["report"] if "report" in load else json.loads((store.folder / load["path"] / "report.json").read_text("utf-8"))
    sheets = [{**s, "rows_repeated": s["rows_repeated"] + s["rows_loaded"], "rows_loaded": 0} for s in report["sheets"]]
    return {**report, "outcome": "unchanged", "sheets": sheets}


def _compare(writing: Writing, reading: Reading, fact: dict, keep: bool) -> dict:
    """Compare a file with what is held, and hold it; its report with the counts filled in."""
    report, number = reading.report, writing.next_number()
    _refuse_second_layouts(writing, reading)
    # table -> for each sheet that says something for it: its number, layout and frame, and its report where it is that table's own
    by_table: dict[str, list[tuple]] = defaultdict(list)
    for sheet_number, sheet in enumerate(reading.sheets):
        by_table[sheet.report.table].append((sheet_number, sheet, sheet.layout, sheet.frame, sheet.report))
        for table, frame in sheet.riders.items():
            by_table[table].append((sheet_number, sheet, MOSAIC, frame, None))
    has_news, says_something, pieces_to_keep = False, False, []
    for table, sheets in by_table.items():
        held = writing.held(table)
        pieces = [Piece(report.as_at, number, n, frame.assign(file=report.file, sheet=s.report.sheet)) for n, s, _, frame, _ in sheets]
        has_news |= held.as_at is None or report.as_at > held.as_at or not columns_of(pieces) <= columns_of(held.pieces)
        says_something |= not held.says(pieces)
        for (sheet_number, _, layout, _, own), piece, n_loaded in zip(sheets, pieces, held.add(pieces), strict=True):
            if own:
                own.rows_loaded = n_loaded
                own.rows_repeated = own.rows_read - own.rows_refused - n_loaded
            has_news |= n_loaded > 0
            pieces_to_keep.append((sheet_number, table, layout, _plain(piece.frame)))
    if reading.sheets:
        report.outcome = "loaded" if has_news else "unchanged"
    if keep and fact["sha256"] and not writing.has_refused(fact):  # a file that is not there leaves no trace
        facts = {**fact, "outcome": report.outcome, "as_at": report.as_at and report.as_at.isoformat(), "is_synthetic": reading.is_synthetic}
        writing.forget_refusal(fact["file"])
        writing.add(number, report.as_dict(), facts, pieces_to_keep if says_something else [])
    return report.as_dict()


LAYOUT_NAMES = {
    MOSAIC: "Mosaic reports", "annex a": "Ofsted's Annex A", "cin census": "the children in need census", "ssda903": "the SSDA903 return",
    "workforce census": "the social work workforce census", "statutory returns": "the statutory returns", "minimal": "a minimal extract",
}  # fmt: skip


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype({c: "str" for c in frame if frame[c].dtype == object})


def _refuse_second_layouts(writing: Writing, reading: Reading) -> None:
    """One table has one source layout: rows of the other would be the same cases counted twice."""
    for sheet in list(reading.sheets):
        layouts = layouts_of(sheet.report.table, sheet.layout)
        table = next((t for t, layout in layouts.items() if writing.layouts.get(t, layout) != layout), None)
        if extracts()[sheet.report.table].rides_along or table is None:
            writing.layouts |= layouts
            continue
        first = writing.layouts[table].removeprefix(FILLED)
        reason = (
            f"{table} is already loaded from {LAYOUT_NAMES[first]}, and this sheet has the layout of {LAYOUT_NAMES[sheet.layout]}: its rows "
            f"would be counted twice. Load {table} from one of the two only: undo the load of the other, or start with an empty store."
        )
        reading.sheets.remove(sheet)
        index = reading.report.sheets.index(sheet.report)
        reading.report.sheets[index] = type(sheet.report)(sheet.report.sheet, reason=reason)
        if not reading.sheets:
            reading.report.reason, reading.report.as_at, reading.report.as_at_from = reason, None, None
