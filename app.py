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
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import click
import pandas as pd

from loaders.cells import parse_moment
from loaders.extracts import extracts
from loaders.load import check, derive_again, load
from loaders.local import Local
from loaders.report import FileReport, as_text
from loaders.store import Snapshot as Stored
from loaders.store import Store, StoreBusy
from metrics.compute import cases, compute
from metrics.periods import GRAINS, period
from metrics.reference import BadReference, Reference
from metrics.registry import indicators
from metrics.tables import Table, reach

HOME = Path(__file__).parent
SHIPPED = HOME / "data" / "reference"


class Data:
    """One data folder: its drop folder, its store, its reference data, and the figures computed from them.

    Until something real is loaded there, it shows synthetic data that are kept apart from it, in store/synthetic.
    """

    def __init__(self, folder: Path):
        self.folder = Path(folder)
        self.drop_folder = self.folder / "extracts"

    @cached_property
    def reference(self) -> Reference:
        return Reference.read(SHIPPED, self.folder / "reference")

    @cached_property
    def real(self) -> Store:
        return self._store(self.folder / "store")

    @cached_property
    def synthetic(self) -> Store:
        return self._store(self.folder / "store" / "synthetic")

    def _store(self, folder: Path) -> Store:
        teams = self.reference.teams
        spellings = {**{t: t for t in teams["team"]}, **dict(zip(teams["alias"], teams["team"], strict=True))}
        return Store(folder, Local(spellings, self.reference.codes))

    @property
    def store(self) -> Store:
        """The store that is shown: the real one as soon as it holds a table."""
        return self.real if self.real.snapshot().manifest["tables"] or not self.synthetic.snapshot().number else self.synthetic

    @property
    def is_synthetic(self) -> bool:
        return self.store is self.synthetic or any(load.get("is_synthetic") for load in self.store.snapshot().manifest["loads"])

    def tables(self) -> dict[str, Table]:
        return _tables(self.store.snapshot().tables)

    @cached_property
    def _derived_from(self) -> str:
        """Changes with what measure values depend on besides the tables: the code that computes them and the reference data."""
        sources = sorted((HOME / "metrics").rglob("*.py"))
        sources += [p for folder in (SHIPPED, self.folder / "reference") for p in sorted(folder.glob("*.csv"))]
        return hashlib.sha256(b"".join(p.read_bytes() for p in sources)).hexdigest()[:16]

    def _derive(self, tables) -> dict[str, pd.DataFrame]:
        return {"values": compute(indicators(), _tables(tables), self.reference, by_team=True)}

    def load(self, paths, *, as_at=None, progress=None, on_wait=None, into: Store | None = None) -> list[dict]:
        """Load files and folders, publishing the measure values with the tables; each file's report."""
        derived = {"derive": self._derive, "derived_from": self._derived_from}
        return load(into or self.real, paths, as_at=as_at, progress=progress, on_wait=on_wait, **derived)

    def make_ready(self, progress=None) -> list[dict]:
        """What a start needs: whatever is new in the drop folder loaded, else synthetic data, and figures that are up to date."""
        self.drop_folder.mkdir(parents=True, exist_ok=True)
        reports = self.load([self.drop_folder], progress=progress)
        if not self.real.snapshot().manifest["tables"] and not self.synthetic.snapshot().manifest["tables"]:
            self._make_synthetic(progress)
        derive_again(self.store, self._derive, self._derived_from)
        return reports

    def _make_synthetic(self, progress) -> None:
        from loaders import synthetic

        folder = self.folder / "store" / "synthetic" / "extracts"
        writing = progress and (lambda done, total, name: progress(done, total, f"writing {name}"))
        synthetic.write(folder, last_day=last_month_end(), progress=writing)
        self.load([folder], progress=progress, into=self.synthetic)


def _tables(stored) -> dict[str, Table]:
    return {name: Table(t.frame, t.as_at, t.columns) for name, t in stored.items()}


def last_month_end() -> dt.date:
    return dt.date.today().replace(day=1) - dt.timedelta(days=1)


# --- what the dashboard reads -----------------------------------------------------------------------------------------


class Source:
    """What dashboard.create_app asks for: see there."""

    def __init__(self, data: Data):
        self._data, self.drop_folder = data, data.drop_folder
        self._shown: tuple = (None, None)

    def snapshot(self):
        stored = self._data.store.snapshot()
        if self._shown[0] is not stored:
            self._shown = (stored, self._read(stored))
        return self._shown[1]

    def cases(self, indicator_id: str, period_label: str, team: str | None = None) -> pd.DataFrame:
        return cases(indicators()[indicator_id], self._data.tables(), self._data.reference, period_label, team or None)

    def load(self, paths, progress=None) -> dict:
        try:
            return {"files": self._data.load(paths, progress=progress)}
        except StoreBusy as busy:
            return {"files": [FileReport(Path(path).name, reason=str(busy)).as_dict() for path in paths]}

    def load_drop_folder(self, progress=None) -> dict:
        return self.load([self.drop_folder], progress)

    def _read(self, stored: Stored):
        from dashboard.snapshot import Snapshot

        data, tables = self._data, stored.tables
        values = stored.derived("values")
        files, problems = _as_frames(stored.reports)
        return Snapshot(
            number=stored.number,
            as_at=max((t.as_at for t in tables.values()), default=None),
            is_synthetic=data.is_synthetic,
            values=compute({}, {}, data.reference) if values is None else values,
            coverage=_coverage(tables),
            files=files,
            problems=problems,
            reference=data.reference,
            indicators=indicators(),
        )


def _coverage(tables) -> pd.DataFrame:
    columns = ["table", "as_at_on", "as_at_from", "n_files", "n_rows", "first_month", "last_month", "layout", "lacks"]
    rows = [
        (name, t.as_at, t.as_at_from, len(t.files), len(t.frame), reach(name, t.frame), t.as_at, t.layout,
         {c: column.heading for c, column in extracts()[name].columns.items() if c not in t.columns})
        for name, t in tables.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _as_frames(reports: list[dict]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The reports as two frames: a line for each sheet (for a file that could not be opened, one), and one for each problem."""
    counts = ["rows_read", "rows_loaded", "rows_repeated", "rows_refused", "rows_skipped", "cells_blanked"]
    files, problems = [], []
    for report in reports:
        whole = {k: report[k] for k in ("file", "outcome", "reason", "as_at", "as_at_from", "loaded_at")}
        for sheet in report["sheets"] or [{}]:
            line = {k: sheet.get(k) for k in ("sheet", "table", "heading_row", "unknown_headings", "missing_headings")}
            files.append({**whole, **line, **{k: sheet.get(k, 0) for k in counts}, "sheet_reason": sheet.get("reason")})
            where = {"file": report["file"], "sheet": sheet.get("sheet"), "table": sheet.get("table")}
            problems += [{**where, **problem} for problem in sheet.get("problems", ())]
    whole = ["file", "outcome", "reason", "as_at", "as_at_from", "loaded_at"]
    line = ["sheet", "table", "heading_row", "unknown_headings", "missing_headings"]
    address = ["file", "sheet", "table", "row", "column", "heading", "problem", "action"]
    return pd.DataFrame(files, columns=[*whole, *line, *counts, "sheet_reason"]), pd.DataFrame(problems, columns=address)


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
        elif values.dtype == "boolean":
            values = values.map({True: "true", False: "false"}, na_action="ignore").astype(object)
        columns[name] = values
    write(pd.DataFrame(columns, columns=list(frame)).to_csv(index=False, lineterminator="\n"))


def _plain(value: float) -> str:
    if value != value:
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", "folder", type=click.Path(file_okay=False, path_type=Path), envvar="MTM_DATA", default=HOME / "data",
              help="Where extracts/, store/ and, if wanted, reference/ are. Also MTM_DATA.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8050, show_default=True)
@click.pass_context
def main(context: click.Context, folder: Path, host: str, port: int) -> None:
    """Measures that Matter. Without a command: serve the dashboard."""
    context.obj = data = Data(folder)
    try:
        data.reference  # noqa: B018  its faults are told before anything is done
    except BadReference as fault:
        raise click.ClickException(str(fault)) from None
    if context.invoked_subcommand is None:
        serve(data, host, port)


def serve(data: Data, host: str, port: int) -> None:
    from waitress import serve as serve_forever

    from dashboard import create_app

    if reports := data.make_ready(show_progress):
        say(as_text([r for r in reports if r["outcome"] != "unchanged"], most=3))
    if data.is_synthetic:
        say("The data are synthetic: not real children. Load extracts and they are gone.")
    app = create_app(Source(data))
    say(f"Measures that Matter: http://{host}:{port}  (Ctrl+C stops it)")
    serve_forever(app.server, host=host, port=port, threads=8, ident=None)


FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
AS_AT = click.option("--as-at", type=Day(), help="The day the data reach to, for every file; overrides what the files say.")
PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


def _report(reports: list[dict], form: str) -> None:
    write(json.dumps({"files": reports}, ensure_ascii=False, indent=1) + "\n" if form == "json" else as_text(reports) + "\n")
    if any(r["outcome"] == "refused" for r in reports):
        sys.exit(1)


@main.command("load")
@PATHS
@AS_AT
@FORMAT
@click.pass_obj
def load_command(data: Data, paths, as_at, form) -> None:
    """Load files and folders, and report what became of every row."""
    try:
        reports = data.load(paths, as_at=as_at, progress=show_progress, on_wait=lambda: say("Another load is under way; waiting for it."))
    except StoreBusy as busy:
        raise click.ClickException(str(busy)) from None
    _report(reports, form)


@main.command("check")
@PATHS
@AS_AT
@FORMAT
@click.pass_obj
def check_command(data: Data, paths, as_at, form) -> None:
    """The report that `load` would give; changes nothing."""
    _report(check(data.real, paths, as_at=as_at, progress=show_progress), form)


@main.command()
@click.argument("table", type=click.Choice(list(extracts())))
@click.pass_obj
def records(data: Data, table: str) -> None:
    """The loaded rows of one table, as CSV; each says which file, sheet and row it came from."""
    stored = _loaded(data).get(table)
    if stored is None:
        say(f"{table} is not loaded.")
        return write_csv(pd.DataFrame(columns=[*extracts()[table].columns, "file", "sheet", "row"]))
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
@click.pass_obj
def values(data: Data, ids, team, by_team, grain, first, last) -> None:
    """Measure values, as CSV: every indicator and period unless told otherwise."""
    if team and by_team:
        raise click.UsageError("--team and --by-team do not go together.")
    wanted = _indicators(ids)
    tables = _tables(_loaded(data))
    name = _team(data, team) if team else None
    day = lambda d: None if d is None else pd.Timestamp(d)  # noqa: E731
    grains = [grain] if grain else list(GRAINS)
    frame = compute(wanted, tables, data.reference, by_team=by_team or bool(team), grains=grains, first=day(first), last=day(last))
    if team:
        frame = frame[frame["team"] == name]
    write_csv(frame.drop(columns=["grain", "target_value"]))


@main.command("cases")
@click.option("--indicator", "one", required=True)
@click.option("--period", "label", required=True, help="2025-09, 2025-26 Q2 or 2025-26.")
@click.option("--team")
@click.pass_obj
def cases_command(data: Data, one, label, team) -> None:
    """The rows behind one figure, as CSV: their numerators and denominators add up to it."""
    indicator = _indicators([one])[one]
    try:
        period(label)
    except ValueError as fault:
        raise click.UsageError(str(fault)) from None
    tables = _tables(_loaded(data))
    write_csv(cases(indicator, tables, data.reference, label, _team(data, team) if team else None))


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
    found = {
        table: {
            "row_is": extract.row_is,
            "key": list(extract.key),
            "columns": {
                name: {"type": c.type, "required": c.required, "headings": list(c.headings), **({"codes": sorted(filter(None, c.codes))} if c.codes else {})}
                for name, c in extract.columns.items()
            },
        }
        for table, extract in extracts().items()
    }
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
