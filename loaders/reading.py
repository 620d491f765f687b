"""Files in; typed, checked and keyed sheets out. Reading happens in child processes with limits on memory and time."""

from __future__ import annotations

import datetime as dt
import hashlib
import multiprocessing
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from pebble import ProcessExpired, ProcessPool

from loaders.look_alikes import no_rows
from loaders.publication import Published
from loaders.published import every_kind
from loaders.published import form as published_form
from loaders.recognise import Heading, as_at_in_banner, as_at_in_name, find_heading, says_synthetic
from loaders.report import FileReport, SheetReport
from loaders.returns import last_year_end, prepared, year_end_in_name
from loaders.schema import MOSAIC, fold
from loaders.sheet import ReadSheet, read_sheet
from loaders.workbook import SAVE_AS, Refused, Sheet, content_of, read_sheets

# What reading one file may take. An export of 100,000 rows and 40 columns takes 2.3 GB of address space as a workbook and
# 3.4 GB as a web page (0.9 and 2.0 GB of memory), and 10 and 14 seconds of one processor.
MEMORY = 4 << 30  # bytes of address space
SECONDS = 180
MOST_TABLES = 200  # sheets, or tables below one another


@dataclass
class Reading:
    """One file as read, before anything is compared with what is held: its report, and its recognised sheets."""

    report: FileReport
    sheets: list[ReadSheet] = field(default_factory=list)
    is_synthetic: bool = False  # its banner says so
    sha256: str = ""  # of the content that was read


def read_file(path: Path, as_at: dt.date | None = None) -> Reading:
    """The file at `path`, read in this process. `as_at` overrides the as-at day that the file itself gives.

    Each sheet's frame gains `key`, which is equal for two rows about the same case. Never raises for a bad file.
    """
    report = FileReport(shown_name(path))
    banners, read, is_synthetic, reasons = [], [], False, []
    try:
        content = content_of(path)
        sha256 = hashlib.sha256(content).hexdigest()
        for sheet, ends_text in _prepared(read_sheets(path, content)):
            heading = find_heading(sheet.rows)
            if why := _why_not(sheet, heading):
                reasons.append(why)
                report.sheets.append(SheetReport(sheet.name, reason=why[1]))
                continue
            banners.append(as_at_in_banner(sheet.rows, heading.row))
            is_synthetic |= says_synthetic(sheet.rows, heading.row)
            while heading:  # several tables may stand below one another
                if len(report.sheets) > MOST_TABLES:
                    raise Refused(f"More than {MOST_TABLES} tables stand in it, one below another. Save each as a sheet or a file of its own and load those.")
                one = read_sheet(sheet.name, sheet.rows, heading, sheet.numbers)
                report.sheets.append(one.report)
                if not one.report.rows_read:
                    one.report.reason = no_rows(one.report.table, one.report.heading_row)
                    reasons.append((1, one.report.reason))
                # A report without rows says that there was nothing up to its day; a template that was not filled in says nothing.
                if one.report.rows_read or (one.layout == MOSAIC and (as_at or banners[-1] or as_at_in_name(path.name))):
                    read.append(one)
                heading = one.next
            if ends_text:  # the first delimiter that makes sense of it
                report.sheets = [s for s in report.sheets if s.table]
                break
    except Refused as refused:
        return Reading(FileReport(report.file, reason=str(refused)))
    if len(set(map(_is_published, read))) > 1:
        _leave_out(report, filter(_is_published, read))
        read = [sheet for sheet in read if not _is_published(sheet)]
    if not read:
        report.sheets = report.sheets[:1] if report.sheets and report.sheets[0].sheet == "" else report.sheets
        report.reason = min(reasons, key=lambda why: why[0], default=(0, "The workbook has no sheet with cells."))[1]
        return Reading(report, sha256=sha256)
    if _is_published(read[0]):
        report.as_at, report.as_at_from = max(_last_days(read)), "last year in it"
    else:
        report.as_at, report.as_at_from = _as_at(as_at, banners, path.name, read)
    for sheet in read:
        if "as_at_on" in every_kind()[sheet.report.table].columns:
            day = pd.Timestamp(report.as_at).as_unit("us")
            sheet.frame["as_at_on"] = sheet.frame["as_at_on"].fillna(day) if "as_at_on" in sheet.frame else day
    _add_keys(read)
    return Reading(report, read, is_synthetic, sha256)


def _prepared(sheets: Iterable[Sheet]) -> Iterator[tuple[Sheet, bool]]:
    """Each sheet as it is to be read, a part for each table that it feeds, with whether it is the last part of a text file."""
    for sheet in sheets:
        parts = [published_form.prepared(part) for part in prepared(sheet)]
        yield from ((part, sheet.name == "" and part is parts[-1]) for part in parts)


def shown_name(path: Path) -> str:
    """The file's name as it can be written anywhere: without line ends, and without what is no text."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in path.name)


def _is_published(sheet: ReadSheet) -> bool:
    return isinstance(every_kind()[sheet.report.table], Published)


def _leave_out(report: FileReport, sheets: Iterable[ReadSheet]) -> None:
    """Published figures beside rows of cases: they are kept apart from them, and so their load must be."""
    reason = "It has published figures, and other sheets of this file have rows of cases. Save it as a file of its own and load that."
    left_out = {id(sheet.report) for sheet in sheets}
    report.sheets = [SheetReport(sheet.sheet, reason=reason) if id(sheet) in left_out else sheet for sheet in report.sheets]


_BESIDE_TABLES = ("documentmap", "legend", "contents", "frontsheet", "coversheet", "guidance", "faq", "codesused")


def _why_not(sheet: Sheet, heading: Heading | str) -> tuple[int, str] | None:
    """Why nothing is loaded from a sheet, and how little that tells of the whole file: 0 where it tells most."""
    if sheet.reason:
        return 3, sheet.reason
    if sheet.is_hidden:
        has = "" if isinstance(heading, str) else f" It has the headings of {heading.extract.table}."
        return 0 if has else 2, f"The sheet is hidden and was not loaded.{has} Unhide it and save, if it is to be loaded."
    if not isinstance(heading, str):
        return None
    if not any(cell != "" for row in sheet.rows for cell in row):
        return 3, "The sheet is empty."
    if "looks like" in heading:
        return 0, heading
    if fold(sheet.name).startswith(_BESIDE_TABLES):
        return 2, "It is a page beside the tables, such as a list of contents, a legend or guidance: there is nothing to load in it."
    return 1, heading


def _as_at(option, banners, name, read) -> tuple[dt.date | None, str | None]:
    if option:
        return option, "option"
    if banner := min(filter(None, banners), default=None):
        return banner, "banner"
    is_return = all(sheet.layout in ("ssda903", "statutory returns") for sheet in read)
    if in_name := as_at_in_name(name) or (year_end_in_name(name) if is_return else None):
        return in_name, "file name"
    return _latest_event(read) or (last_year_end(dt.date.today()) if is_return else dt.date.today()), "latest event"


def _last_days(read: list[ReadSheet]) -> Iterator[dt.date]:
    """Of each sheet of published figures, the day with which the year of its release ends."""
    for sheet in read:
        year = sheet.frame["release_year"].iloc[0] if len(sheet.frame) else dt.date.today().year
        yield every_kind()[sheet.report.table].last_day(year)


NO_EVENTS = ("born_on", "birth_expected_on", "due_on", "planned_on")  # days that say nothing of how far the data reach


def _latest_event(read: list[ReadSheet]) -> dt.date | None:
    """The latest day in the sheets that is not in the future; of a table of snapshots, the latest snapshot."""
    today = pd.Timestamp.today().normalize() + pd.Timedelta(days=1)
    days = []
    for sheet in read:
        frame = sheet.frame
        dated = [c for c in frame if c == "as_at_on"] or [c for c in frame if c.endswith(("_on", "_at")) and c not in NO_EVENTS]
        days += [day for c in dated if pd.notna(day := frame[c].where(frame[c] < today).max())]
    return max(days).date() if days else None


def _add_keys(read: list[ReadSheet]) -> None:
    """Give each row the text by which it is known again, over all sheets of one file."""
    seen: Counter = Counter()
    for table, frame in ((table, frame) for sheet in read for table, frame in ((sheet.report.table, sheet.frame), *sheet.riders.items())):
        extract = every_kind()[table]
        keys = _joined(frame, extract.key)
        if extract.key_without_id:
            other = _joined(frame, extract.key_without_id)
            without = frame[extract.key[0]].isna().tolist() if extract.key[0] in frame else [True] * len(frame)
            for index in (i for i, is_without in enumerate(without) if is_without):
                key = "without id\x1f" + other[index]
                if extract.repeats_are_genuine:
                    seen[extract.table, key] += 1
                    key += f"\x1f{seen[extract.table, key]}"
                keys[index] = key
        frame["key"] = pd.Series(keys, index=frame.index, dtype=object)


def _joined(frame: pd.DataFrame, columns) -> list[str]:
    texts = []
    for column in columns:
        if column not in frame:
            texts.append([""] * len(frame))
        elif frame[column].dtype.kind == "M":
            texts.append(map(str, frame[column].astype("int64").tolist()))
        else:
            texts.append(["" if v is None or v != v else v for v in frame[column].tolist()])
    return list(map("\x1f".join, zip(*texts, strict=True)))


# --- in child processes -----------------------------------------------------------------------------------------------


_TOOK_DOWN = f"It took its reader down: no report does. {SAVE_AS}"


def _limit_memory() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a reader says as it dies is for its makers; the reason is in the report
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit holds there too
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read_in_child(path: Path, as_at: dt.date | None) -> Reading:
    try:
        return read_file(path, as_at)
    except MemoryError:
        return _refused(path, "Reading it took more memory than a report needs. Save only the report's own rows and load that.")
    except Exception as error:
        return _refused(path, _could_not(error))
    except BaseException:  # the reader's panics are no Exception
        return _refused(path, _TOOK_DOWN)


def _could_not(error: Exception) -> str:
    return f"It could not be read ({type(error).__name__}). {SAVE_AS}"


def _refused(path: Path, reason: str) -> Reading:
    return Reading(FileReport(shown_name(path), reason=reason))


def read_files(paths: list[Path], as_at: dt.date | None = None) -> Iterator[Reading]:
    """The files, read side by side in child processes and given back in the order asked for.

    A file that takes its reader down, or takes longer than `SECONDS`, is refused; the others are not touched by it.
    """
    if not paths:
        return
    workers = min(len(paths), os.cpu_count() or 1, 4)
    # A fresh interpreter, not a copy of this one: this one may be a web server full of threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPool(max_workers=workers, context=context, initializer=_limit_memory) as pool:
        futures = [(path, pool.schedule(_read_in_child, args=[path, as_at], timeout=SECONDS)) for path in paths]
        for path, future in futures:
            try:
                yield future.result()
            except TimeoutError:
                yield _refused(path, f"Reading it took more than {SECONDS // 60} minutes. Save only the report's own rows and load that.")
            except ProcessExpired:
                yield _died(path)
            except Exception as error:  # what was read could not be handed over
                yield _refused(path, _could_not(error))


def _died(path: Path) -> Reading:
    return _refused(path, _TOOK_DOWN)
