"""Synthetic extracts: workbooks of a made-up authority, as a case-management system exports them.

The authority is about Herefordshire's size, and its indicators give back that council's published
figures for 2022-23 and 2023-24; every child, family and worker is made up. The same seed and last
day give the same workbooks, to the byte.

    write(folder)      the workbooks: a file a year for each past financial year, a file a month
                       for the present one, each re-sending the month before; of what is kept as
                       a register, such as complaints, one file of everything
    generate()         the rows they add up to, typed as the loader types them
"""

import gc
import multiprocessing
import operator
import os
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pandas as pd

from loaders.extracts import extracts
from loaders.synthetic import days
from loaders.synthetic.authority import Authority
from loaders.synthetic.report import Report
from loaders.synthetic.report import write as write_report
from loaders.synthetic.reports import reports

SEED = 2021
# Children times months from which it is quicker to start other processes than to write all in this one.
MANY = 500_000


def write(
    folder,
    *,
    last_day: date | None = None,
    months: int | None = None,
    size: int | None = None,
    seed: int = SEED,
    tables: Collection[str] | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> list[Path]:
    """Writes the workbooks and gives their paths, in the order in which they are to be loaded.

    `last_day` defaults to the end of last month, `months` to those since April 2021 and `size`,
    the number of children aged 0 to 17, to about 34,400; `tables`, those whose reports are written,
    to all. `progress` is told how many files are done, of how many, and the name of the next.
    """
    authority = _authority(last_day, months, size, seed)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = [report for table, report in reports().items() if tables is None or table in tables]
    files = [(report, *period) for report in written for period in _periods(authority, report)]
    paths = [folder / f"{report.file_name} {label}.xlsx" for report, label, _, _ in files]
    # Fresh interpreters, not copies of this one: it may be full of threads. They start when first used. Looking for
    # garbage among millions of cells would take them a fifth of their time.
    workers, context = min(os.cpu_count() or 1, 4), multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=gc.disable) as pool:
        run = pool.map if authority.size * len(authority.months()) > MANY else map
        done = run(operator.call, _jobs(authority, files, paths))
        for n, path in enumerate(paths):
            if progress:
                progress(n, len(paths), path.name)
            next(done)
    return paths


def _jobs(authority, files, paths) -> Iterator[Callable]:
    """What writes each file, in the order of their paths."""
    rows = {}
    for (report, label, first, last), path in zip(files, paths, strict=True):
        if report.table not in rows:
            rows = {report.table: report.rows(authority)}
        rng = authority.random(f"{report.table} {label}")
        known = report.as_known(rows[report.table], first, last)
        yield partial(write_report, report, path, known, first, last, rng)


def generate(
    last_day: date | None = None,
    months: int | None = None,
    size: int | None = None,
    seed: int = SEED,
) -> dict[str, pd.DataFrame]:
    """The rows of each table as they stand when the last file has been loaded, without the columns
    that say which file they came from and with what other tables add to them. What a file has
    wrong (an unreadable day, an unknown code) is blank or `unmapped` here, as the loader leaves it."""
    authority = _authority(last_day, months, size, seed)
    frames = {table: _typed(report, authority) for table, report in reports().items()}
    for table in list(frames):
        for other, completed in extracts()[table].adds_to.items():
            if (frame := completed(frames)) is not None:
                frames[other] = frame.reindex(columns=list(frames[other]))
    return frames


def _authority(last_day, months, size, seed) -> Authority:
    if last_day is None:
        last_day = date.today().replace(day=1) - timedelta(days=1)
    if months is not None and months < 1 or size is not None and size < 1:
        raise ValueError(f"months={months}, size={size}: both start at 1.")
    return Authority(last_day, months, size, seed)


def _periods(authority: Authority, report: Report) -> list[tuple[str, int, int]]:
    """(label, first day, last day) of each file of a report, oldest first."""
    if report.is_register:
        return [(_months(authority.first, authority.last), authority.first, authority.last)]
    periods = []
    starts = report.starts(authority) if report.starts else authority.first
    last_year = int(days.financial_year(authority.last))
    for year in range(int(days.financial_year(starts)), last_year + 1):
        first = max(days.year_starts(year), starts)
        last = days.year_starts(year + 1) - 1
        if last <= authority.last:
            periods.append((days.year_label(year), first, last))
            continue
        for month in range(int(days.month_of(first)), int(days.month_of(authority.last)) + 1):
            first = max(days.first_of_month(month - 1), starts)
            last = min(days.last_of_month(month), authority.last)
            periods.append((_months(first, last), first, last))
    return periods


def _months(first: int, last: int) -> str:
    return f"{days.date_of(first):%Y-%m} to {days.date_of(last):%Y-%m}"


def _typed(report: Report, authority: Authority) -> pd.DataFrame:
    rows = report.as_known(report.rows(authority), authority.first, authority.last)
    frame = pd.DataFrame(index=range(len(rows)))
    for name, column in report.columns.items():
        values = rows[name].reset_index(drop=True)
        if column.kind in ("day", "moment"):
            frame[name] = values.astype("datetime64[us]")
        elif column.kind == "number":
            frame[name] = values.astype("float64")
        elif column.kind == "yes/no":
            frame[name] = values.astype("boolean")
        else:
            frame[name] = values.astype("str").where(values.notna()).astype("category")
    return frame


__all__ = ["SEED", "generate", "write"]
