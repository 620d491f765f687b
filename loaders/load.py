"""Files and folders into the store: read, compared with what is held, kept, published, reported."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from pathlib import Path

import pandas as pd

from loaders.merge import LOADED, Piece, columns_of
from loaders.published import every_kind
from loaders.published import published as published_kinds
from loaders.published.figures import areas_of, is_year
from loaders.reading import Reading, read_files, shown_name
from loaders.report import BECAME, FileReport, Problem, runs
from loaders.schema import MOSAIC
from loaders.store import FILLED, NotWritten, Store, Writing, identity, layouts_of, place_of, read_piece, read_report, sweep
from loaders.workbook import Refused, content_of

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


def load(
    store: Store, paths, *, as_at=None, derive=None, derived_from=None, progress: Progress | None = None, on_wait=None, leave_undone=False,
    published: Store | None = None,
) -> list[dict]:  # fmt: skip
    """Load files and folders and publish them; the report of each file, as `FileReport.as_dict`.

    Files of published figures go into the store `published`; without one, into `store` too. Each file is loaded whole or not at all. `as_at` overrides the as-at day of every file. `derive` and `derived_from`: see
    `Writing.publish`. `leave_undone`: a file whose load was undone stays out. Raises `StoreBusy` where another load does not
    end, `NotWritten` where the disk is full, `StoreDamaged` where the store cannot be read: then nothing has changed.
    """
    with _writing(store, on_wait) as writing, _writing(published, on_wait) if published else nullcontext(writing) as other:
        reports = _take_in(writing, other, files_in(paths), as_at, progress, leave_undone)
        if other is not writing and other.has_changes:
            other.publish()
        if writing.has_changes:
            writing.publish(derive, derived_from)
    return reports


def check(store: Store, paths, *, as_at=None, progress: Progress | None = None, published: Store | None = None) -> list[dict]:
    """The report that `load` would give, without loading anything."""
    return preview(store, paths, as_at=as_at, progress=progress, published=published)[0]


def preview(store: Store, paths, *, as_at=None, progress: Progress | None = None, published: Store | None = None) -> tuple[list[dict], Writing, Writing]:
    """What `load` would do, without doing it: the reports, and the tables of either store as they would be (`Writing.tables`)."""
    writing = Writing(store, keep=False)
    other = Writing(published, keep=False) if published else writing
    return _take_in(writing, other, files_in(paths), as_at, progress), writing, other


def undo(store: Store, numbers: Iterable[int], *, derive=None, derived_from=None, on_wait=None) -> list[dict]:
    """Take loads back and publish what the others add up to; their reports, with `load` and `undone_at`.

    The loads stay in the store, and their files may be loaded again. NoSuchLoad where one cannot be undone:
    then none is. Raises as `load` does.
    """
    with _writing(store, on_wait) as writing:
        undone = [writing.undo(number) for number in dict.fromkeys(numbers)]
        writing.publish(derive, derived_from)
        snapshot = store.snapshot()
        return [{**snapshot.report(x["number"]), "outcome": "undone", "load": x["number"], "undone_at": x["undone_at"]} for x in undone]


def derive_again(store: Store, derive, derived_from: str, on_wait=None) -> bool:
    """Compute anew what is published beside the tables, where it depends on something that has changed since."""
    if store.snapshot().manifest["derived_from"] == derived_from or not store.snapshot().manifest["tables"]:
        return False
    with _writing(store, on_wait) as writing:
        writing.publish(derive, derived_from)
    return True


@contextmanager
def _writing(store: Store, on_wait) -> Iterator[Writing]:
    """A writing under the store's lock; what it leaves where it fails is removed, and a full disk said in a sentence."""
    try:
        with store.lock(on_wait=on_wait):
            sweep(store)
            try:
                yield Writing(store)
            except Exception:
                with suppress(Exception):  # the first fault is the one to tell of
                    sweep(store)
                raise
    except OSError as error:
        raise NotWritten(_not_written(store.folder, error)) from error


_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}


def _not_written(folder: Path, error: OSError) -> str:
    why = "There is no room left on the disk" if error.errno in _FULL else f"It could not be written to ({error.strerror or type(error).__name__})"
    todo = "Make room" if error.errno in _FULL else "See that this program may write there"
    return f"{folder}: {why[0].lower()}{why[1:]}. Nothing of this was kept, and all that was loaded before stands. {todo}, then do it again."


def _take_in(writing: Writing, published: Writing, files: list[Path], as_at, progress, leave_undone: bool = False) -> list[dict]:
    facts = [_facts(path, as_at) for path in files]
    stores = {id(w): w for w in (writing, published)}.values()
    done = {identity(load): (load, w.store) for w in stores for load in w.standing}
    undone = {file: (load, w.store) for w in stores for file, load in _undone(w.manifest["loads"]).items()} if leave_undone else {}
    fresh = [identity(fact) not in done and identity(fact)[:2] not in undone for fact in facts]
    readings = read_files([path for path, is_fresh in zip(files, fresh, strict=True) if is_fresh], as_at)
    reports = []
    for index, (path, fact, is_fresh) in enumerate(zip(files, facts, fresh, strict=True)):
        if progress:
            progress(index, len(files), path.name)
        reading = next(readings) if is_fresh else None  # also where a copy of it, further up, has made it known by now
        if known := done.get(identity(fact)):
            reports.append(_again(*known))
        elif known := undone.get(identity(fact)[:2]):
            reports.append(_left_out(*known))
        else:
            reports.append(_compare(published if _is_published(reading) else writing, reading, fact, done))
    if progress and files:
        progress(len(files), len(files), "")
    return reports


def _undone(loads: list[dict]) -> dict[tuple, dict]:
    """The files, by name and content, whose latest load was undone."""
    latest = {identity(load)[:2]: load for load in loads if load["outcome"] != "refused"}
    return {file: load for file, load in latest.items() if "undone_at" in load}


CHANGED = "The file changed while it was being loaded: it may still be being written. Wait until it is complete and load it again."


def _facts(path: Path, as_at: dt.date | None) -> dict:
    try:
        digest = hashlib.sha256(content_of(path)).hexdigest()
    except Refused:  # not there, or not to be read: the reader says so
        digest = ""
    return {"file": shown_name(path), "sha256": digest, "option": as_at.isoformat() if as_at else None, "read_by": _reader_version()}


#: What of loaders/ has no part in reading a file: a check that is added has none read anew.
NOT_FOR_READING = frozenset(("synthetic", "checks", "quality.py", "sightings.py", "coverage.py", "problems_workbook.py"))


@cache
def _reader_version() -> str:
    """Changes with the code that reads files, so that a file is read anew once a heading or a code has been added."""
    folder = Path(__file__).parent
    sources = sorted(p for p in folder.rglob("*.py") if NOT_FOR_READING.isdisjoint(p.relative_to(folder).parts))
    return hashlib.sha256(b"".join(p.read_bytes() for p in sources)).hexdigest()[:16]


def _again(load: dict, store: Store) -> dict:
    """The report of a file that was loaded before, to the letter: it changes nothing."""
    report = load["report"] if "report" in load else read_report(store.folder, load)
    sheets = [{**s, "rows_repeated": s["rows_repeated"] + s["rows_loaded"], "rows_loaded": 0} for s in report["sheets"]]
    return {**report, "outcome": "unchanged", "sheets": sheets}


def _left_out(load: dict, store: Store) -> dict:
    """The report of a file whose load was undone, where it is only found in a folder."""
    reason = f"Its load {load['number']} was undone at {load['undone_at']}, so it stays out. To have it back, load this file by its name."
    return {**_again(load, store), "reason": reason}


def _is_published(reading: Reading) -> bool:
    """Whether a file has published figures; its reader lets no other sheets stand beside them."""
    return any(sheet.report.table in published_kinds() for sheet in reading.sheets)


NO_AREA = "an area that authorities.csv does not have: its figures are used once it has"
NO_YEAR = "no year such as 2025 or 202425: its figures are not used"


def _tell_what_is_not_used(reading: Reading, areas: frozenset[str]) -> None:
    """Report the rows of published figures of which nothing is shown."""
    for sheet in reading.sheets:
        not_known = {code for code in sheet.frame["area"].unique() if areas and not areas.issuperset(areas_of(code))}
        for why, wrong in ((NO_AREA, sheet.frame["area"].isin(not_known)), (NO_YEAR, ~sheet.frame["year"].map(is_year).astype(bool))):
            sheet.report.problems += [Problem(int(row), None, None, why, "kept") for row in sheet.frame["row"][wrong]]
        sheet.report.problems.sort(key=lambda problem: problem.row)


def _compare(writing: Writing, reading: Reading, fact: dict, done: dict) -> dict:
    """Compare a file with what is held, and hold it; its report with the counts filled in."""
    if reading.sha256 not in ("", fact["sha256"]):
        reading = Reading(FileReport(fact["file"], reason=CHANGED))
    report = reading.report
    if _is_published(reading):
        _tell_what_is_not_used(reading, writing.store.local.areas)
    _refuse_second_layouts(writing, reading)
    earlier = writing.earlier_reading(fact)
    number = writing.next_number()
    order = place_of(earlier) if earlier else number
    # table -> for each sheet that says something for it: its number, layout and frame, and its report where it is that table's own
    by_table: dict[str, list[tuple]] = defaultdict(list)
    for sheet_number, sheet in enumerate(reading.sheets):
        by_table[sheet.report.table].append((sheet_number, sheet, sheet.layout, sheet.frame, sheet.report))
        for table, frame in sheet.riders.items():
            by_table[table].append((sheet_number, sheet, MOSAIC, frame, None))
    brought = {
        table: [Piece(report.as_at, order, n, frame.assign(file=report.file, sheet=s.report.sheet)) for n, s, _, frame, _ in sheets]
        for table, sheets in by_table.items()
    }
    if earlier and _says_the_same(writing, earlier, report, brought):
        writing.read_again_alike(earlier, fact)
        done[identity(fact)] = earlier, writing.store
        return _again(earlier, writing.store)
    has_news, rows, pieces_to_keep = False, {}, []
    for table, sheets in by_table.items():
        held, pieces = writing.held(table), brought[table]
        has_news |= held.as_at is None or report.as_at > held.as_at or not columns_of(pieces) <= columns_of(held.pieces)
        became = held.add(pieces, order if earlier else None)
        for (sheet_number, _, layout, _, own), piece, became_of in zip(sheets, pieces, became, strict=True):
            n_loaded = int((became_of == LOADED).sum())
            if own:
                own.rows_loaded = n_loaded
                own.rows_repeated = own.rows_read - own.rows_refused - n_loaded
                numbers = piece.frame["row"].to_numpy()
                rows[id(own)] = {name: runs(numbers[became_of == n].tolist()) for n, name in enumerate(BECAME)}
            has_news |= n_loaded > 0
            pieces_to_keep.append((sheet_number, table, layout, _plain(piece.frame)))
    if reading.sheets:
        report.outcome = "loaded" if has_news else "unchanged"
    # A file that is not there leaves no trace, and one that is refused again no second one.
    if fact["sha256"] and not (report.outcome == "refused" and writing.has_refused(fact)):
        about = {"outcome": report.outcome, "as_at": report.as_at and report.as_at.isoformat(), "as_at_from": report.as_at_from}
        writing.forget_refusal(fact["file"])
        lines = [rows.get(id(sheet), {}) for sheet in report.sheets]
        load = writing.add(number, report.as_dict(), lines, {**fact, **about, "is_synthetic": reading.is_synthetic}, pieces_to_keep)
        if earlier and report.outcome != "refused":
            writing.replace(earlier, load)
    if report.outcome != "refused":
        done[identity(fact)] = {**fact, "report": report.as_dict()}, writing.store
    return report.as_dict()


def _says_the_same(writing: Writing, earlier: dict, report: FileReport, brought: dict[str, list[Piece]]) -> bool:
    """Whether today's code reads a file as it was read before: to the last cell, and the last word of the report."""
    was, now = read_report(writing.store.folder, earlier), report.as_dict()
    counts = dict.fromkeys(("rows_loaded", "rows_repeated"), 0)
    if [{**s, **counts} for s in was["sheets"]] != [{**s, **counts} for s in now["sheets"]] or was["as_at"] != now["as_at"]:
        return False
    before = {(p["table"], p["sheet_number"]): p for p in earlier["pieces"]}
    after = {(table, p.sheet_number): p for table, pieces in brought.items() for p in pieces}
    return before.keys() == after.keys() and all(
        _plain(after[place].frame).equals(read_piece(writing.store.folder, earlier, before[place])) for place in after
    )


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
        if every_kind()[sheet.report.table].rides_along or table is None:
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
