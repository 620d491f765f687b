"""The command line of Measures that Matter; `python app.py` starts the dashboard.

Everything a script may read is UTF-8 CSV or JSON on standard output; messages and progress go to standard error.
Exit 0: done; 1: at least one file was refused; 2: wrong usage.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
import threading
from collections.abc import Callable, Iterable
from copy import copy
from functools import cached_property
from pathlib import Path

import click
import pandas as pd

from loaders.cells import parse_moment
from loaders.dictionary import dictionary
from loaders.extracts import extracts
from loaders.load import check, derive_again, files_in, load, preview, undo
from loaders.local import Local, names_in
from loaders.local_files import CODES, EVENTS, REBASING, BadWord, LocalFiles, code_choices
from loaders.published import every_kind
from loaders.published.figures import Brought
from loaders.report import FileReport, as_frames, as_text
from loaders.store import NoSuchLoad, Store, StoreFault, find_load, standing, tables_of
from loaders.store import Snapshot as Stored
from metrics.breakdown import BREAKDOWNS, READS, breakdown, why_not
from metrics.caseloads import caseloads
from metrics.compared import compared
from metrics.compute import KeptFigures, cases, compute, compute_again
from metrics.disclosure import protect
from metrics.control_charts import ENOUGH
from metrics.flow import Flows
from metrics.history import effects, versions
from metrics.in_hand import AllWork
from metrics.indicator import THEMES
from metrics.periods import GRAINS, period
from metrics.plan import COLUMNS as PLAN_COLUMNS
from metrics.reference import BadReference, Reference
from metrics.registry import indicators
from metrics.reported import NeverReported, as_tables, changed_rows, difference, history, kept_versions
from metrics.signals import signal
from metrics.tables import Table, reach
from metrics.worklist import Standing, all_rows, counts, work

HOME = Path(__file__).parent
SHIPPED = HOME / "data" / "reference"
ASIDE = {REBASING, EVENTS, *PLAN_COLUMNS}  # reference files on which no measure value depends
OF_A_PLAN = {"targets.csv", "trajectories.csv", *PLAN_COLUMNS}  # those that an authority with a plan of its own would write
PUBLISHED_AFTER = 100_000  # loads of published figures are numbered from here on: by its number, a load is one of them or one of an extract


class Data:
    """One data folder: its drop folder, its store, its reference data, and the figures computed from them.

    Until something real is loaded there, it shows synthetic data that are kept apart from it, in store/synthetic. Files of published
    figures are no child data: they are kept in store/published, stand beside either, and add to the reference data. With the
    synthetic data goes an example of an improvement plan, in store/synthetic/reference, which real data never meet.
    """

    def __init__(self, folder: Path):
        self.folder = Path(folder)
        self.drop_folder = self.folder / "extracts"
        self.local_files = LocalFiles(SHIPPED, self.folder / "reference")
        self._reference: tuple[list, Reference | None] = ([], None)
        self._shipped_only: Reference | None = None  # without published figures that were loaded
        self.real, self.synthetic = Store(self.folder / "store"), Store(self.folder / "store" / "synthetic")
        self.published = Store(self.folder / "store" / "published", after=PUBLISHED_AFTER)
        self._changing = threading.Lock()
        self._tables: tuple = (None, {})
        self._kept: tuple = (None, None, None)

    @property
    def reference(self) -> Reference:
        if self._reference[1] is None:
            self.refresh()
        return self._reference[1]

    def _reference_folders(self, store: Store | None = None) -> list[Path]:
        """Where the reference files are for a store, or for the one that is shown; of two files of one name the later stands.

        The example of a plan is there for the synthetic data only, and only while the authority has no plan or targets of its own.
        """
        own = self.folder / "reference"
        is_example = (store or self.store) is self.synthetic and not any((own / name).exists() for name in OF_A_PLAN)
        return [SHIPPED, *([self.synthetic.folder / "reference"] if is_example else []), own]

    def _reference_files(self, store: Store | None = None) -> list[Path]:
        return [p for folder in self._reference_folders(store) for p in sorted(folder.glob("*.csv"))]

    def refresh(self, store: Store | None = None) -> None:
        """Read the reference data again where a file of it has changed, or published figures were loaded or taken back.

        Those of a store, or of the one that is shown. BadReference where a file cannot be used: then what was read before holds.
        """
        files = self._reference_files(store)
        seen = [self.published.snapshot().number, *((p, s.st_mtime_ns, s.st_size) for p in files for s in [p.stat()])]
        if seen == self._reference[0]:
            return
        reference = Reference.read(*self._reference_folders(store))
        spellings = {**{t: t for t in reference.teams["team"]}, **dict(zip(reference.teams["alias"], reference.teams["team"], strict=True))}
        local = Local(spellings, reference.codes, frozenset(reference.areas["code"]))
        for each in (self.real, self.synthetic, self.published):
            if (each.local, each.local.written) != (local, local.written):  # else what it has read stays read
                each.use(local)
        stored = self.published.snapshot()
        self._shipped_only = reference
        self._reference = seen, self._with_published(reference, stored.tables, stored.manifest["loads"])

    def _with_published(self, reference: Reference, tables, loads: Iterable[dict]) -> Reference:
        """Reference data with what tables of published figures add."""
        frames = {name: table.frame for name, table in tables.items()}
        return reference.with_brought(Brought(frames, standing(loads))) if frames else reference

    @property
    def store(self) -> Store:
        """The store that is shown: the real one as soon as a file was loaded into it, be it undone since."""
        return self.real if self._is_used or not self.synthetic.snapshot().number else self.synthetic

    @property
    def _is_used(self) -> bool:
        return _is_used(self.real.snapshot().manifest)

    @property
    def is_synthetic(self) -> bool:
        return self.store is self.synthetic or any(load.get("is_synthetic") for load in standing(self.store.snapshot().manifest["loads"]))

    def tables(self) -> dict[str, Table]:
        """Those that are shown; the same objects until something else is, as they keep what they prepare."""
        stored = self.store.snapshot()
        if self._tables[0] is not stored:
            self._tables = stored, as_tables(stored.tables)
        return self._tables[1]

    def store_of(self, load_number: int) -> Store:
        """The store that has a load of this number: of published figures, or the one that is shown."""
        return self.published if load_number > PUBLISHED_AFTER else self.store

    # Figures

    @cached_property
    def _code(self) -> bytes:
        sources = sorted(p for part in ("metrics", "loaders") for p in (HOME / part).rglob("*.py") if "synthetic" not in p.parts)
        return b"".join(p.read_bytes() for p in sources)

    def _derived_from(self, store: Store | None = None) -> str:
        """Changes with what measure values depend on besides the files loaded: the code that computes them and the reference data.

        After a full stop, what codes mean: that reaches figures through tables alone.
        """
        files = [p for p in self._reference_files(store) if p.name not in ASIDE]
        rest = [self._code, *(p.read_bytes() for p in files if p.name != CODES), self._published_part(self.reference)]
        return ".".join(hashlib.sha256(b"".join(parts)).hexdigest()[:16] for parts in (rest, [p.read_bytes() for p in files if p.name == CODES]))

    def _published_part(self, reference: Reference) -> bytes:
        """What measure values depend on of the published figures that were loaded: populations, and what targets are set beside."""
        shipped = self._shipped_only
        if not self.published.snapshot().tables or not self._moves(shipped, reference):
            return b""
        return json.dumps([self._beside(reference), reference.populations]).encode()

    def _moves(self, before: Reference, after: Reference) -> bool:
        """Whether measure values may differ by other published figures."""
        return before.populations != after.populations or self._beside(before) != self._beside(after)

    def _beside(self, reference: Reference) -> list[str]:
        """The published figures that targets are set beside."""
        return [reference.published(key)[["period_end", "area", "value"]].to_csv() for key in sorted(reference.relative_to)]

    def _deriving(self, store: Store, as_known: Stored | None = None) -> dict:
        """How a store's figures are computed as it publishes tables: `derive` and `derived_from`, as its `Writing.publish` takes them.

        `as_known`: the same store, with codes as they were known when its figures were computed, where they have changed since.
        """
        derived_from = self._derived_from(store)

        def derive(tables):
            current = store.snapshot()
            before, n = (as_known, 1) if as_known else (current, 2)
            is_alike = (before.manifest["derived_from"] or "").split(".")[:n] == derived_from.split(".")[:n]
            values = self._compute(as_tables(tables), before, before.derived("values") if is_alike else None)
            return {"values": values, "versions": versions(kept_versions(current), values, current.number + 1)}

        return {"derive": derive, "derived_from": derived_from}

    def _compute(self, tables: dict[str, Table], before: Stored | None = None, values: pd.DataFrame | None = None) -> pd.DataFrame:
        """Measure values of tables: all of them, or where `values` are those of a snapshot before, what has changed since."""
        if before is None or values is None:
            return compute(indicators(), tables, self.reference, by_team=True)
        return compute_again(indicators(), tables, self.reference, as_tables(before.tables), values)

    def values(self, stored: Stored) -> pd.DataFrame:
        """The measure values of a snapshot, by team: as they were published, or where something has changed or is lost, computed anew."""
        is_current = stored.manifest["derived_from"] == self._derived_from()
        published = stored.derived("values") if is_current else None
        return self._compute(as_tables(stored.tables)) if published is None else published

    def cases(self, indicator_id: str, period_label: str, team: str | None = None) -> pd.DataFrame:
        """The rows behind a figure: see metrics.compute."""
        return self._figures().cases(indicators()[indicator_id], period(period_label), team or "")

    def breakdown(self, indicator_id: str, period_label: str, team: str | None, by: str) -> pd.DataFrame:
        """A figure by groups of its cases: see metrics.breakdown."""
        indicator, wanted, figures = indicators()[indicator_id], period(period_label), self._figures()
        return breakdown(indicator, figures.cases(indicator, wanted, team or "", only=READS), figures.tables, by, wanted.end)

    def _figures(self) -> KeptFigures:
        """Of the tables and the reference data that are shown: the same until either is another."""
        reference, tables = self.reference, self.tables()  # in this order: codes are read with the reference data
        kept = self._kept
        if kept[0] is not tables or kept[1] is not reference:
            kept = self._kept = tables, reference, KeptFigures(tables, reference)
        return kept[2]

    def difference(self, indicator_id: str, period_label: str, team: str | None = None) -> pd.DataFrame:
        return difference(self.store.snapshot(), indicators()[indicator_id], period_label, team or "", self.reference, row_keys())

    def changed_rows(self, then, now, indicator_id: str, period_label: str, team: str | None = None) -> pd.DataFrame:
        return changed_rows(then, now, indicators()[indicator_id], period_label, team or "", self.reference, row_keys())

    # Loading

    def load(self, paths, *, as_at=None, progress=None, on_wait=None, into: Store | None = None, leave_undone=False) -> list[dict]:
        """Load files and folders, publishing the measure values with the tables; each file's report."""
        store = into or self.real
        deriving, before = self._up_to_date(store, on_wait), self.published.snapshot().number
        apart = {} if into else {"published": self.published}
        reports = load(store, paths, as_at=as_at, progress=progress, on_wait=on_wait, leave_undone=leave_undone, **apart, **deriving)
        if self.published.snapshot().number != before:  # rates and targets may rest on what came
            self._up_to_date(self.store, on_wait)
        return reports

    def undo(self, numbers, on_wait=None) -> list[dict]:
        """Take loads back; the report of each. NoSuchLoad where one cannot be."""
        store, of_published = self.store, [n for n in numbers if n > PUBLISHED_AFTER]
        for number in numbers:
            find_load(self.store_of(number).snapshot().manifest["loads"], number)
        reports = undo(self.published, of_published, on_wait=on_wait) if of_published else []
        deriving, others = self._up_to_date(store, on_wait), [n for n in numbers if n <= PUBLISHED_AFTER]
        return reports + (undo(store, others, on_wait=on_wait, **deriving) if others else [])

    def _up_to_date(self, store: Store, on_wait=None, as_known: Stored | None = None) -> dict:
        """Publish what changed definitions and reference data make of a store, so that it is not put down to what is done next."""
        self.refresh(store)
        deriving = self._deriving(store, as_known)
        derive_again(store, **deriving, on_wait=on_wait)
        return deriving

    def preview(self, paths, *, as_at=None, progress=None) -> tuple[list[dict], pd.DataFrame, tuple[dict[str, Table], dict[str, Table]]]:
        """What loading files would do, without doing it: reports, the figures that would move, and the tables as they are and would be.

        Published figures alone leave the tables that are shown as they are, and move what rests on them.
        """
        self.refresh()
        reports, writing, published = preview(self.real, paths, as_at=as_at, progress=progress, published=self.published)
        has_extracts = writing.has_changes and _is_used(writing.manifest)
        stored = self.real.snapshot() if has_extracts else self.store.snapshot()
        before, now = as_tables(stored.tables), self.values(stored)
        after, reference = as_tables(writing.tables()) if has_extracts else before, self.reference
        if published.has_changes:
            reference = self._with_published(self._shipped_only, published.tables(), published.manifest["loads"])
        moved = published.has_changes and self._moves(self.reference, reference)
        then = compute(indicators(), after, reference, by_team=True) if moved else compute_again(indicators(), after, reference, before, now)
        return reports, effects(now, then), (before, after)

    def change_words(self, change: Callable[[LocalFiles], None]) -> int:
        """Change what the authority calls things, and publish what figures it makes; the number of the snapshot."""
        store = self.store
        self._up_to_date(store)
        before = store.snapshot()
        self.local_files.change(change, check=self.refresh)
        self._up_to_date(store, as_known=before)
        return store.snapshot().number

    @property
    def plan_files(self) -> LocalFiles:
        """Where changes to the plan go: beside the example while that is what is shown, so that it stays with the synthetic data."""
        folders = self._reference_folders()
        return LocalFiles(SHIPPED, folders[1]) if len(folders) > 2 else self.local_files

    def plan_changed(self) -> list[tuple[Path, int]]:
        """When the files of the plan were last changed."""
        paths = [folder / name for folder in self._reference_folders() for name in PLAN_COLUMNS]
        return [(p, p.stat().st_mtime_ns) for p in paths if p.exists()]

    def change_plan(self, change: Callable[[LocalFiles], None]) -> None:
        """Change the plan's actions, one change at a time; BadReference where a file of it cannot be used as it is."""
        with self._changing:
            self.refresh()
            self.plan_files.change(change, check=self.refresh)

    def make_ready(self, progress=None, on_wait=None) -> list[dict]:
        """What a start needs: whatever is new in the drop folder loaded, else synthetic data, and figures that are up to date."""
        self.drop_folder.mkdir(parents=True, exist_ok=True)
        reports = self.load([self.drop_folder], progress=progress, on_wait=on_wait, leave_undone=True)
        if not self._is_used and not self.synthetic.snapshot().number:
            self._make_synthetic(progress)
        if self.store is self.synthetic:
            self._make_example_plan()
        self._up_to_date(self.store, on_wait)
        return reports

    def _make_example_plan(self) -> None:
        from loaders.synthetic.plan import write_plan

        folder = self.synthetic.folder / "reference"
        if not folder.exists():
            write_plan(folder, SHIPPED, last_month_end())

    def _make_synthetic(self, progress) -> None:
        from loaders import synthetic

        folder = self.folder / "store" / "synthetic" / "extracts"
        writing = progress and (lambda done, total, name: progress(done, total, f"writing {name}"))
        synthetic.write(folder, last_day=last_month_end(), progress=writing)
        self.load([folder], progress=progress, into=self.synthetic)


def _is_used(manifest: dict) -> bool:
    """Whether a file was loaded into a store, be it undone since."""
    return any(load["outcome"] != "refused" for load in manifest["loads"])


def row_keys() -> dict[str, list[tuple[str, ...]]]:
    """By which columns a row of each table is known again."""
    return {name: [e.key, e.key_without_id] for name, e in extracts().items()}


def last_month_end() -> dt.date:
    return dt.date.today().replace(day=1) - dt.timedelta(days=1)


# --- what the dashboard reads -----------------------------------------------------------------------------------------


class Source:
    """What dashboard.create_app asks for: see there. `on_new` is called whenever there are figures that nobody has read yet."""

    def __init__(self, data: Data, on_new: Callable[[], None] = lambda: None):
        self._data, self.drop_folder, self._on_new = data, data.drop_folder, on_new
        self._shown: tuple = (None, None, None)
        self._changed: tuple | None = None
        self._told: tuple | None = None  # of what `on_new` was called for
        self._planned: list | None = None
        self._previewed: tuple = (None, None)
        self._work: tuple = (None, None)
        self._working = threading.Lock()
        self._followed, self._following = (None, {}), threading.Lock()

    def snapshot(self):
        return self._current()[1]

    def _current(self) -> tuple:
        """The store's snapshot, what pages read of it, and the assessment of its data's quality."""
        from loaders.quality import assess

        noted = [self._data.local_files.changed(file) for file in (REBASING, EVENTS)]
        stored, changed = self._data.store.snapshot(), (noted, self._data.published.snapshot().number)
        planned = self._data.plan_changed()
        if self._shown[0] is not stored or self._changed != changed:
            self._changed, self._planned = changed, planned
            fault = self._refreshed()
            stored, reference = self._data.store.snapshot(), self._data.reference
            assessment = assess(stored, teams=reference.teams["team"].unique(), pseudo_workers=reference.pseudo_workers)
            self._shown = stored, self._read(stored, lambda: assessment.quality, fault), assessment
            if self._told != (new := (stored.number, changed, self._data.is_synthetic)):
                self._told = new
                self._on_new()
        elif self._planned != planned:  # then the figures are as they were
            self._planned = planned
            fault, snapshot = self._refreshed(), self._shown[1]
            reference = copy(snapshot.reference)
            reference.plan = self._data.reference.plan
            self._shown = stored, snapshot.with_plan(reference, fault), self._shown[2]
        return self._shown

    def _refreshed(self) -> str:
        """Read the reference data again where they have changed; why that could not be done, and then what was read before holds."""
        try:
            self._data.refresh()
        except BadReference as fault:  # a file that someone is in the middle of changing
            return f"{fault} What was read before is shown."
        return ""

    def cases(self, indicator_id: str, period_label: str, team: str | None = None) -> pd.DataFrame:
        return self._data.cases(indicator_id, period_label, team)

    def breakdown(self, indicator_id: str, period_label: str, team: str | None, by: str) -> pd.DataFrame:
        return self._data.breakdown(indicator_id, period_label, team, by)

    def worklist(self, list_id: str, team: str | None = None) -> pd.DataFrame:
        standings, every, _ = self._at_work()
        found = every if list_id == "all" else standings[list_id].rows
        return found[found["team"] == team] if team else found

    def caseload(self, team: str | None = None) -> pd.DataFrame:
        found = self._at_work()[2]
        return found[found["team"] == team] if team else found

    def _at_work(self) -> tuple[dict[str, Standing], pd.DataFrame, pd.DataFrame]:
        """Every worklist, their rows together, and every caseload of the tables that are shown, worked out when first asked for."""
        with self._working:
            stored, snapshot, _ = self._current()
            if self._work[0] is not stored:
                tables = as_tables(stored.tables)
                standings = work(tables, snapshot.reference)
                self._work = stored, (standings, all_rows(standings), caseloads(tables, snapshot.reference))
            return self._work[1]

    def difference(self, indicator_id: str, period_label: str, team: str | None = None) -> pd.DataFrame:
        return self._data.difference(indicator_id, period_label, team)

    def flows(self) -> Flows:
        return self._of_tables(Flows)

    def in_hand(self) -> AllWork:
        return self._of_tables(AllWork)

    def _of_tables(self, make):
        """What is worked out of the loaded tables once, when first asked for."""
        stored, bank_holidays = self._data.store.snapshot(), self._data.reference.bank_holidays
        with self._following:
            if self._followed[0] != (stored.number, bank_holidays, self._data.is_synthetic):
                self._followed = (stored.number, bank_holidays, self._data.is_synthetic), {}
            made = self._followed[1]
            if make not in made:
                made[make] = make(as_tables(stored.tables), bank_holidays)
            return made[make]

    def lines(self, load_number: int) -> pd.DataFrame:
        return self._data.store_of(load_number).snapshot().lines(load_number)

    def findings(self, check=None, table=None, team=None) -> pd.DataFrame:
        return self._current()[2].findings(check, table, team)

    def problems_workbook(self) -> bytes:
        return self._current()[2].problems_workbook()

    # Changes. A store that cannot do it is the reason for which each file is refused.

    def load(self, paths, progress=None, leave_undone=False) -> dict:
        work = lambda: self._data.load(paths, progress=progress, on_wait=_waiting(progress), leave_undone=leave_undone)  # noqa: E731
        return self._files(work, paths)

    def load_drop_folder(self, progress=None) -> dict:
        return self.load([self.drop_folder], progress, leave_undone=True)

    def undo(self, numbers) -> dict:
        stores = (self._data.store, self._data.published)
        files = {load["number"]: load["file"] for store in stores for load in store.snapshot().manifest["loads"]}
        return self._files(lambda: self._data.undo(numbers), [files.get(n, f"load {n}") for n in numbers])

    def preview(self, paths, progress=None) -> dict:
        found = {"effects": effects(*[compute({}, {}, self._data.reference)] * 2)}

        def work():
            reports, found["effects"], tables = self._data.preview(paths, progress=progress)
            self._previewed = self._state(paths), tables
            return reports

        return self._files(work, paths) | found

    def preview_rows(self, paths, indicator_id: str, period_label: str, team: str | None = None) -> pd.DataFrame:
        if self._previewed[0] != self._state(paths):
            self._previewed = self._state(paths), self._data.preview(paths)[2]
        return self._data.changed_rows(*self._previewed[1], indicator_id, period_label, team)

    def _state(self, paths) -> tuple:
        """What a preview was made of: while it is the same, so is the preview."""
        stamps = [(str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in files_in(paths) if p.is_file()]
        return stamps, self._data.real.snapshot().number, self._data.published.snapshot().number

    def map_code(self, table: str, column: str, text: str, code: str | None) -> int:
        return self._change(lambda files: files.map_code(table, column, text, code))

    def map_team(self, alias: str, team: str | None) -> int:
        return self._change(lambda files: files.map_team(alias, team))

    def set_pseudo_worker(self, name: str, is_one: bool) -> int:
        return self._change(lambda files: files.set_pseudo_worker(name, is_one))

    def rebase(self, indicator_id: str, team: str, from_on: dt.date, reason: str | None) -> int:
        return self._change(lambda files: files.rebase(indicator_id, team, from_on, reason))

    def note_event(self, event: dict[str, str], remove: bool = False) -> int:
        return self._change(lambda files: files.note_event(event, remove))

    def note_action(self, row: dict[str, str], after: int) -> None:
        self._change_plan(lambda files: files.note_action(row, after))

    def take_back_action(self, id_: str, after: int) -> None:
        self._change_plan(lambda files: files.take_back_action(id_, after))

    def _change_plan(self, change) -> None:
        try:
            self._data.change_plan(change)
        except BadReference as fault:
            raise ValueError(f"{fault} Nothing was saved: put that right first.") from None
        except OSError as error:
            raise ValueError(f"The file could not be written ({error.strerror or type(error).__name__}). Close it where it is open, and save again.") from None

    def _change(self, change) -> int:
        try:
            number = self._data.change_words(change)
            self._shown = (None, None, None)  # also where no figure moved
            return number
        except StoreFault as fault:
            raise ValueError(str(fault)) from None

    def _files(self, work, paths) -> dict:
        try:
            return {"files": work()}
        except (StoreFault, BadReference, NoSuchLoad) as fault:
            return {"files": [FileReport(Path(path).name, reason=str(fault)).as_dict() for path in paths]}

    # What pages read

    def _read(self, stored: Stored, quality, fault: str = ""):
        from dashboard.snapshot import Snapshot

        data, tables, published = self._data, stored.tables, self._data.published.snapshot()
        files, problems = as_frames(stored.reports + published.reports)
        return Snapshot(
            number=stored.number + published.number - PUBLISHED_AFTER,
            as_at=max((t.as_at for t in tables.values()), default=None),
            is_synthetic=data.is_synthetic,
            values=data.values(stored),
            coverage=_coverage(tables),
            files=files,
            problems=problems,
            reference=data.reference,
            indicators=indicators(),
            history=history(stored, indicators()),
            unmapped=_together(stored.unmapped, published.unmapped),
            code_choices=code_choices(),
            dictionary=dictionary(),
            mapped=_together(stored.mapped, published.mapped),
            unknown_teams=names_in(tables, "team", unlike=data.reference.teams["team"]),
            pseudo_workers=names_in(tables, "worker", like=data.local_files.names()).rename(columns={"worker": "name"}),
            quality=quality,
            work=lambda: counts(self._at_work()[0]),
            plan_fault=fault,
        )


def _together(words: pd.DataFrame, of_published: pd.DataFrame) -> pd.DataFrame:
    """What the tables of two stores have in cells of codes, with the rows that have it counted in both."""
    both = pd.concat([words, of_published], ignore_index=True)
    names = [c for c in both if c != "n"]
    return both.groupby(names, sort=False, as_index=False)["n"].sum().sort_values("n", ascending=False, kind="stable", ignore_index=True)


def _waiting(progress):
    return progress and (lambda: progress(0, 0, "Another load is under way; waiting for it"))


def _coverage(tables) -> pd.DataFrame:
    columns = ["table", "as_at_on", "as_at_from", "n_files", "n_rows", "first_month", "last_month", "layout", "lacks"]
    rows = [
        (name, t.as_at, t.as_at_from, len(t.files), len(t.frame), t.reaches_back_to or reach(name, t.frame), t.as_at, t.layout,
         {c: column.heading for c, column in extracts()[name].columns.items() if c not in t.columns})
        for name, t in tables.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


# --- the command line -------------------------------------------------------------------------------------------------


class Day(click.ParamType):
    name = "date"

    def convert(self, value, param, ctx) -> dt.date:
        moment = value if isinstance(value, dt.date) else parse_moment(value)
        if moment is None:
            self.fail(f"{value!r} is not a day. Expected one such as 2025-03-31 or 31/03/2025.", param, ctx)
        return moment.date() if isinstance(moment, dt.datetime) else moment


def say(message: str = "") -> None:
    click.echo(message, err=True)


def show_progress(done: int, total: int, name: str) -> None:
    if total > 1:
        say(f"[{done}/{total}] {name}" if name else f"[{done}/{total}] done")


def say_waiting() -> None:
    say("Another load is under way; waiting for it.")


def write(text: str) -> None:
    """Onto standard output as UTF-8, whatever the console's own encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def write_csv(frame: pd.DataFrame) -> None:
    """Days as 2025-03-31, moments as 2025-03-31T09:15:00, numbers in full without a needless .0, nothing as nothing."""
    columns = {}
    for name in frame:
        values = frame[name]
        if values.dtype.kind == "M":
            values = values.dt.strftime("%Y-%m-%dT%H:%M:%S" if name.endswith("_at") else "%Y-%m-%d")
        elif values.dtype.kind == "f":
            values = pd.Series([_plain(v) for v in values.tolist()], values.index, dtype=object)
        elif values.dtype in ("boolean", "bool"):
            values = values.map({True: "true", False: "false"}, na_action="ignore").astype(object)
        columns[name] = values
    write(pd.DataFrame(columns, columns=list(frame)).to_csv(index=False, lineterminator="\n"))


def _plain(value: float) -> str:
    if value != value:
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


class Commands(click.Group):
    """Commands that end in a sentence where the store or the reference data do not let them do what was asked."""

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except NoSuchLoad as fault:
            raise click.UsageError(str(fault)) from None
        except (StoreFault, BadReference) as fault:
            raise click.ClickException(str(fault)) from None


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", "folder", type=click.Path(file_okay=False, path_type=Path), envvar="MTM_DATA", default=HOME / "data",
              help="Where extracts/, store/ and, if wanted, reference/ are. Also MTM_DATA.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8050, show_default=True)
@click.pass_context
def main(context: click.Context, folder: Path, host: str, port: int) -> None:
    """Measures that Matter. Without a command: serve the dashboard."""
    context.obj = data = Data(folder)
    data.refresh()  # its faults are told before anything is done
    if context.invoked_subcommand is None:
        serve(data, host, port)


def serve(data: Data, host: str, port: int) -> None:
    from waitress import serve as serve_forever

    from dashboard import ahead, create_app

    if reports := data.make_ready(show_progress, say_waiting):
        say(as_text([r for r in reports if r["outcome"] != "unchanged"], most=3))
    if data.is_synthetic:
        say("The data are synthetic: not real children. Load extracts and they are gone.")
    source = Source(data, on_new=lambda: ahead.soon(source))
    app = create_app(source)
    source.snapshot()
    say(f"Measures that Matter: http://{host}:{port}  (Ctrl+C stops it)")
    serve_forever(app.server, host=host, port=port, threads=8, ident=None)


FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
AS_AT = click.option("--as-at", type=Day(), help="The day the data reach to, for every file; overrides what the files say.")
PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


def _as_printed(reports: list[dict], form: str) -> str:
    return json.dumps({"files": reports}, ensure_ascii=False, indent=1) if form == "json" else as_text(reports)


def _end(reports: list[dict]) -> None:
    if any(r["outcome"] == "refused" for r in reports):
        sys.exit(1)


@main.command("load")
@PATHS
@AS_AT
@FORMAT
@click.pass_obj
def load_command(data: Data, paths, as_at, form) -> None:
    """Load files and folders, and report what became of every row."""
    reports = data.load(paths, as_at=as_at, progress=show_progress, on_wait=say_waiting)
    write(_as_printed(reports, form) + "\n")
    _end(reports)


@main.command("check")
@PATHS
@AS_AT
@FORMAT
@click.option("--effects", "with_effects", is_flag=True, help="Print the figures that would move, as CSV; the report goes to standard error.")
@click.pass_obj
def check_command(data: Data, paths, as_at, form, with_effects) -> None:
    """The report that `load` would give, or with --effects the figures that it would move; changes nothing."""
    if with_effects:
        reports, moved, _ = data.preview(paths, as_at=as_at, progress=show_progress)
        say(_as_printed(reports, form))
        write_csv(moved)
    else:
        reports = check(data.real, paths, as_at=as_at, progress=show_progress, published=data.published)
        write(_as_printed(reports, form) + "\n")
    _end(reports)


@main.command("loads")
@click.pass_obj
def loads_command(data: Data) -> None:
    """Every file that was loaded, as CSV: those that are undone too."""
    rows = [
        (x["number"], x["batch"], x["loaded_at"], x["file"], f"replaced by load {x['replaced_by']}" if "replaced_by" in x else x["outcome"],
         x["as_at"], "; ".join(sorted(tables_of(x))), x.get("undone_at"))
        for store in (data.store, data.published) for x in store.snapshot().manifest["loads"]
    ]  # fmt: skip
    write_csv(pd.DataFrame(rows, columns=["number", "batch", "loaded_at", "file", "outcome", "as_at", "tables", "undone_at"], dtype=object))


@main.command("lines")
@click.argument("load_number", type=int)
@click.pass_obj
def lines_command(data: Data, load_number) -> None:
    """What became of every line of a file that was loaded, as CSV; `loads` has its number."""
    write_csv(data.store_of(load_number).snapshot().lines(load_number))


@main.command("undo")
@click.argument("load_numbers", type=int, nargs=-1, required=True)
@click.pass_obj
def undo_command(data: Data, load_numbers) -> None:
    """Take loads back: tables and figures become what the other loads add up to."""
    for report in data.undo(load_numbers, say_waiting):
        say(f"Load {report['load']} ({report['file']}) is undone. It stays in the list of loads, and the file may be loaded again by its name.")


@main.command()
@click.argument("table", type=click.Choice(list(every_kind())))
@click.pass_obj
def records(data: Data, table: str) -> None:
    """The loaded rows of one table, as CSV; each says which file, sheet and row it came from."""
    stored = (_loaded(data) if table in extracts() else data.published.snapshot().tables).get(table)
    if stored is None:
        say(f"{table} is not loaded.")
        return write_csv(pd.DataFrame(columns=[*every_kind()[table].columns, "file", "sheet", "row"]))
    write_csv(stored.frame)


def _loaded(data: Data):
    if data.is_synthetic:
        say("The data are synthetic: not real children.")
    if not (tables := data.store.snapshot().tables):
        say("Nothing is loaded. `python app.py load PATH` loads files and folders.")
    return tables


def _indicators(ids: Iterable[str]):
    known = indicators()
    for one in ids:
        if one not in known:
            raise click.UsageError(f"There is no indicator {one!r}. `python app.py indicators` lists them.")
    return {one: known[one] for one in ids} or known


def _team(data: Data, name: str) -> str:
    """The team of this name, in whatever case and spelling."""
    from loaders.cells import clean

    wanted = clean(name).casefold()
    tables = [t.frame for t in data.store.snapshot().tables.values()]
    teams = {c.casefold(): c for frame in tables if "team" in frame for c in frame["team"].cat.categories} | {"(no team)": "(no team)"}
    aliases = {a.casefold(): t for a, t in data.store.local.teams.items()}
    wanted = aliases.get(wanted, wanted).casefold()
    if wanted not in teams:
        raise click.UsageError(f"There is no team {name!r}. There are: {', '.join(sorted(teams.values()))}.")
    return teams[wanted]


@main.command()
@click.option("--indicator", "ids", multiple=True, help="Only this one; may be given several times.")
@click.option("--team", help="Only this team.")
@click.option("--by-team", is_flag=True, help="Add a row for each team.")
@click.option("--period", "grain", type=click.Choice(list(GRAINS)), help="Only months, quarters or years.")
@click.option("--from", "first", type=Day(), help="Only periods that end on or after this day.")
@click.option("--to", "last", type=Day(), help="Only periods that start on or before this day.")
@click.option("--for-sharing", is_flag=True, help="With numbers of one to five children, and what would give them away, hidden.")
@click.pass_obj
def values(data: Data, ids, team, by_team, grain, first, last, for_sharing) -> None:
    """Measure values, as CSV: every indicator and period unless told otherwise."""
    if team and by_team:
        raise click.UsageError("--team and --by-team do not go together.")
    wanted = _indicators(ids)
    tables = as_tables(_loaded(data))
    name = _team(data, team) if team else None
    day = lambda d: None if d is None else pd.Timestamp(d)  # noqa: E731
    grains = [grain] if grain else list(GRAINS)
    if for_sharing:  # what is hidden is the same, whatever is asked for
        frame = protect(data.values(data.store.snapshot()), indicators())
        frame = frame[frame["indicator"].isin(list(wanted)) & frame["grain"].isin(grains) & (by_team | (frame["team"] == (name or "")))]
        frame = frame[(frame["period_end"] >= (day(first) or pd.Timestamp.min)) & (frame["period_start"] <= (day(last) or pd.Timestamp.max))]
    else:
        frame = compute(wanted, tables, data.reference, by_team=by_team or bool(team), grains=grains, first=day(first), last=day(last))
        frame = frame[frame["team"] == name] if team else frame
    write_csv(frame.drop(columns=["grain", "target_value", "events"]))


def _figure(function):
    """The options that name one figure."""
    for option in (
        click.option("--team"),
        click.option("--period", "label", required=True, help="2025-09, 2025-26 Q2 or 2025-26."),
        click.option("--indicator", "one", required=True),
    ):
        function = option(function)
    return function


@main.command("cases")
@_figure
@click.pass_obj
def cases_command(data: Data, one, label, team) -> None:
    """The rows behind one figure, as CSV: their numerators and denominators add up to it."""
    indicator = _indicators([one])[one]
    _period(label)
    tables = as_tables(_loaded(data))
    write_csv(cases(indicator, tables, data.reference, label, _team(data, team) if team else None))


def _period(label: str) -> None:
    try:
        period(label)
    except ValueError as fault:
        raise click.UsageError(str(fault)) from None


@main.command("history")
@click.option("--indicator", "ids", multiple=True, help="Only this one; may be given several times.")
@click.option("--team", help="Only this team.")
@click.pass_obj
def history_command(data: Data, ids, team) -> None:
    """The figures that are no longer what was first reported, as CSV: what they were, since when, and because of what."""
    wanted = _indicators(ids)
    _loaded(data)
    found = history(data.store.snapshot(), indicators())
    name = _team(data, team) if team else None
    write_csv(found[found["indicator"].isin(list(wanted)) & ((found["team"] == name) if team else True)])


@main.command("difference")
@_figure
@click.pass_obj
def difference_command(data: Data, one, label, team) -> None:
    """The rows that make the difference between a figure as first reported and as it is now, as CSV."""
    _indicators([one])
    _period(label)
    _loaded(data)
    try:
        found = data.difference(one, label, _team(data, team) if team else None)
    except NeverReported as fault:
        say(str(fault))
        sys.exit(1)
    if found.attrs["note"]:
        say(found.attrs["note"])
    write_csv(found)


@main.command("breakdown")
@_figure
@click.option("--by", required=True, type=click.Choice(list(BREAKDOWNS)))
@click.pass_obj
def breakdown_command(data: Data, one, label, team, by) -> None:
    """A figure by the kinds of cases behind it, as CSV: the groups add up to it."""
    indicator = _indicators([one])[one]
    _period(label)
    if why := why_not(indicator, by):
        raise click.UsageError(f"{one} cannot be broken down by {by}. {why}")
    _loaded(data)
    name = _team(data, team) if team else ""
    found = data.breakdown(one, label, name or None, by)
    write_csv(found.assign(indicator=one, team=name, period=label, by=by)[["indicator", "team", "period", "by", *found]])


@main.command("compare")
@click.option("--indicator", "one", required=True)
@click.option("--period", "label", help="2025-09, 2025-26 Q2 or 2025-26.  [default: the latest quarter with a settled figure]")
@click.option("--model", help="Of the statistical neighbours.  [default: the newest]")
@click.pass_obj
def compare_command(data: Data, one, label, model) -> None:
    """A figure and what it can be set beside, as CSV: a year before, what was published, England, the region, every neighbour."""
    indicator = _indicators([one])[one]
    models = data.reference.neighbour_models
    if model and model not in models:
        raise click.UsageError(f"There is no model {model!r} of neighbours. There is {', '.join(models)}.")
    if label:
        _period(label)
    figures = compute({one: indicator}, as_tables(_loaded(data)), data.reference)
    settled = figures[(figures["grain"] == "quarter") & (figures["status"] == "ok")]
    if not label and settled.empty:
        say(f"{one} has no settled quarter: name a period.")
        return write_csv(figures.iloc[:0])
    write_csv(compared(data.reference, indicator, figures, period(label or settled["period"].iloc[-1]), model or models[0]))


@main.command("changes")
@click.option("--period", "label", help="2025-09, 2025-26 Q2 or 2025-26.  [default: the latest complete quarter]")
@click.option("--team", help="What changed for this team.")
@FORMAT
@click.pass_obj
def changes_command(data: Data, label, team, form) -> None:
    """What changed in a period, in sentences: those to act on first, each with what accounts for it."""
    from dashboard import what_changed
    from dashboard.view import View

    _loaded(data)
    source = Source(data)
    snapshot, name = source.snapshot(), _team(data, team) if team else ""
    if label:
        _period(label)
    if (label and snapshot.period(label) is None) or (name and name not in snapshot.teams) or snapshot.default_period() is None:
        raise click.UsageError(f"There are no figures of {label or name or 'any period'}.")
    view = View.read(snapshot, "/changes", {"period": label or "", "team": name})
    said = what_changed.told(view, snapshot, breakdown=what_changed.door(source, view, snapshot))
    if form == "json":
        return write(json.dumps(what_changed.as_data(said, view), ensure_ascii=False, indent=1) + "\n")
    write(what_changed.as_text(said, view, snapshot))


@main.command("chart")
@click.option("--indicator", "one", required=True)
@click.option("--team")
@click.option("--period", "grain", type=click.Choice(list(GRAINS)), default="month", show_default=True, help="What each point is of.")
@click.option("--rules", type=click.Choice(["current", "older"]), default="current", show_default=True, help="Of Making Data Count, since November 2023 or before.")
@click.option("--chart", "kind", type=click.Choice(["xmr", "p", "u"]), help="Instead of the kind that suits the indicator.")
@click.pass_obj
def chart_command(data: Data, one, team, grain, rules, kind) -> None:
    """The control chart of an indicator, as CSV: each point, its limits and what it says. What the chart says as a whole goes to standard error."""
    indicator = _indicators([one])[one]
    tables, name = as_tables(_loaded(data)), _team(data, team) if team else ""
    frame = compute({one: indicator}, tables, data.reference, by_team=bool(team), grains=[grain])
    figures = list(frame[frame["team"] == name].itertuples(index=False))
    found = signal(indicator, figures, rebasings=data.reference.rebasings(one, name), rules=rules, chart=kind and {"xmr": "XmR"}.get(kind, kind.upper()))
    columns = ["period", "period_end", "status", "value", "mean", "lower", "upper", "rule", "says"]
    rows = [{"period": f.period, "period_end": f.period_end, "status": f.status} for f in figures]
    for row, n in zip(rows, found.chart.n, strict=True):
        if p := found.at(row["period"]):
            row |= {"value": p.value, "mean": p.mean, "lower": p.lower, "upper": p.upper}
            if n >= ENOUGH and not found.is_rolling:  # nobody should judge by fewer
                row |= {"rule": p.special, "says": p.kind}
    write_csv(pd.DataFrame(rows, columns=columns))
    target = data.reference.targets(one, name, period(found.latest.period, grain).end) if found.latest else None
    if target and name and not (target.team or indicator.has_denominator):  # a team is not held to the authority's number of rows
        target = None
    say(f"{found.kind} chart by {grain}, {rules} rules." + (" Each point is its own events, a year's worth per 10,000." if found.is_own_events else ""))
    for each in found.rebasings:
        say(f"Rebased from {each.from_on:%Y-%m-%d}: {each.reason}")
    for each in data.reference.events(indicator, name):
        say(f"Event from {each.from_on:%Y-%m-%d} to {each.to_on:%Y-%m-%d}: {each.words}")
    say(f"Variation at {found.latest.period}: {found.variation}." if found.variation else f"Variation: not told. {found.why_none}.")
    say(f"Assurance for a target of {target.text}: {found.assurance(target) or 'not told'}." if target else "Assurance: no target.")


@main.command("rebase")
@click.argument("one", metavar="INDICATOR")
@click.option("--from", "first", required=True, help="The month from which limits start anew, such as 2025-04, or its first day.")
@click.option("--reason", help="What is known to have changed how the figure comes about; shown on every chart of the line.")
@click.option("--team", help="The chart of this team, not of the whole authority.")
@click.option("--remove", is_flag=True, help="Take the rebasing from this month back.")
@click.pass_obj
def rebase_command(data: Data, one, first, reason, team, remove) -> None:
    """Start the limits of a control chart anew from a month, and say why."""
    _indicators([one])
    if remove == (reason is not None):
        raise click.UsageError("Give --reason, or --remove.")
    try:
        day = period(first).start.date()
    except ValueError:
        day = Day().convert(first, None, None)
    name = _team(data, team) if team else ""
    try:
        data.change_words(lambda files: files.rebase(one, name, day, None if remove else reason))
    except BadWord as fault:
        raise click.UsageError(str(fault)) from None
    say("Taken back." if remove else f"Noted in {data.local_files.own / REBASING}: {one} starts anew from {day:%Y-%m-%d}.")


@main.command("event")
@click.argument("words")
@click.option("--from", "first", required=True, help="The day on which it happened or began, or its month where the day is not known.")
@click.option("--to", "last", type=Day(), help="The day on which it ended.")
@click.option("--source", default="", help="Where that is written.")
@click.option("--indicator", "one", help="On the chart of this indicator only.")
@click.option("--theme", type=click.Choice(THEMES), help="On the charts of this theme only.")
@click.option("--team", help="On the charts of this team only.")
@click.option("--remove", is_flag=True, help="Take it back.")
@click.pass_obj
def event_command(data: Data, words, first, last, source, one, theme, team, remove) -> None:
    """Note what happened, such as an inspection or a new front door: it is marked on the time lines of charts."""
    if one and theme:
        raise click.UsageError("Give --indicator or --theme, not both: an indicator is of one theme.")
    _indicators([one] if one else [])
    day = parse_moment(first)
    event = {
        "from": f"{day:%Y-%m-%d}" if day else first, "to": f"{last:%Y-%m-%d}" if last else "",
        "words": words, "source": source, "indicator": one or "", "theme": theme or "", "team": _team(data, team) if team else "",
    }  # fmt: skip
    try:
        data.change_words(lambda files: files.note_event(event, remove))
    except BadWord as fault:
        raise click.UsageError(str(fault)) from None
    say("Taken back." if remove else f"Noted in {data.local_files.own / EVENTS}: {event['from']}, {words}.")


@main.command("unmapped")
@click.pass_obj
def unmapped_command(data: Data) -> None:
    """What stands in cells of codes and means nothing that is known, and in how many rows, as CSV."""
    _loaded(data)
    write_csv(data.store.snapshot().unmapped[["table", "column", "text", "n"]])


@main.command("map")
@click.argument("table")
@click.argument("column")
@click.argument("text")
@click.argument("code", required=False)
@click.option("--remove", is_flag=True, help="Take back what was said of this text.")
@click.pass_obj
def map_command(data: Data, table, column, text, code, remove) -> None:
    """Say which code a text means in a column, also in rows already loaded; TABLE "" means every table."""
    if remove == (code is not None):
        raise click.UsageError("Give the code that the text means, or --remove.")
    try:
        data.change_words(lambda files: files.map_code(table, column, text, code))
    except BadWord as fault:
        raise click.UsageError(str(fault)) from None
    mapped = data.store.snapshot().mapped
    n = int(mapped["n"][(mapped["table"] == table) & (mapped["column"] == column) & (mapped["code"] == code)].sum())
    say("Taken back." if remove else f"Noted in {data.local_files.own / 'codes.csv'}. Rows that read {code} by a mapping: {n:,}.")


@main.command("published")
@click.option("--indicator", "ids", multiple=True, help="Only this one, by its own id or that of the published indicator; may be given several times.")
@click.option("--every-release", is_flag=True, help="Print what earlier releases gave too; `stands` says which is in force.")
@click.pass_obj
def published_command(data: Data, ids, every_release) -> None:
    """The published figures in force, with the release that each is from, as CSV."""
    known = {about.indicator for about in data.reference.published_indicators}
    keys = {getattr(indicators().get(one), "compares_with", None) or one for one in ids}
    if wrong := sorted(keys - known):
        raise click.UsageError(f"There are no published figures of {', '.join(wrong)}. There are: {', '.join(sorted(known))}.")
    write_csv(data.reference.every_release(keys or known, only_standing=not every_release))


@main.command("indicators")
@FORMAT
def indicators_command(form) -> None:
    """What is measured, and exactly how."""
    fields = ("title", "question", "theme", "good", "unit", "decimals", "shape", "counts", "of", "looks_back_months", "matures",
              "compares_with", "source", "definition")  # fmt: skip
    found = [{"id": i.id, **{f: getattr(i, f) for f in fields}, "needs": {t: list(c) for t, c in i.needs.items()}} for i in indicators().values()]
    if form == "json":
        return write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    for one in found:
        of = f" of {one['of']}" if one["of"] else ""
        good = {"high": "High is good.", "low": "Low is good.", None: "Neither high nor low is good."}[one["good"]]
        needs = "; ".join(f"{t} ({', '.join(c)})" for t, c in one["needs"].items())
        write(f"{one['id']}  [{one['theme']}, {one['unit']}]\n  {one['title']}. {one['question']}\n  Counts: {one['counts']}{of}. {good}\n  Needs: {needs}\n\n")


@main.command("tables")
@FORMAT
def tables_command(form) -> None:
    """The data dictionary: each table, its columns, and the headings and codes they are known by."""
    found = dictionary()
    if form == "json":
        return write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    for table, about in found.items():
        write(f"{table}: {about['row_is']}; known again by {' and '.join(about['key'])}\n")
        for name, column in about["columns"].items():
            codes = f"  codes: {', '.join(column['codes'])}" if "codes" in column else ""
            write(f"  {name} ({column['type']}{', required' if column['required'] else ''}): {' | '.join(column['headings'])}{codes}\n")
        write("\n")


@main.command("synthetic")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--months", type=click.IntRange(1), help="How many months, to the end of last month.  [default: since April 2021]")
@click.option("--size", type=click.IntRange(100), help="How many children live there.  [default: as in Herefordshire]")
@click.option("--seed", type=int, help="Other seeds make other children.  [default: that of the first start]")
def synthetic_command(folder: Path, months, size, seed) -> None:
    """Write synthetic extracts: messy workbooks of children who do not exist."""
    from loaders import synthetic

    chosen = {"months": months, "size": size} | ({} if seed is None else {"seed": seed})
    paths = synthetic.write(folder, last_day=last_month_end(), progress=show_progress, **chosen)
    say(f"{len(paths)} workbooks written to {folder}. They are synthetic: not real children.")


def run() -> None:
    """The command line, with a sentence in place of a traceback: that could quote a cell."""
    try:
        main()
    except BrokenPipeError:  # whoever was reading has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        say(f"Error: {error.strerror or type(error).__name__}{f': {error.filename}' if error.filename else ''}. Nothing that was loaded before is lost.")
        sys.exit(1)
    except Exception as error:
        from dashboard.faults import place

        say(f"Error: something unforeseen went wrong ({place(error)}).")
        say("Nothing that was loaded before is lost. Set MTM_TRACEBACK=1 to see the whole of it, which may quote cells.")
        if os.environ.get("MTM_TRACEBACK"):
            raise
        sys.exit(1)


if __name__ == "__main__":
    run()
