"""Which extracts had which row: when each was first and last seen, and in which of its cells something was wrong."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.extracts import extracts
from loaders.schema import fold

#: What was done about a problem that is no single cell's.
ABOUT_THE_SHEET = ("line skipped", "not used", "not read", "read day first")
NEVER = np.datetime64("NaT", "D")
_ROWS = 1 << 24  # more than a sheet has


class Sightings:
    """The sightings of the rows of one snapshot, by table. A table is looked at when it is first asked for."""

    def __init__(self, snapshot):
        self._snapshot = snapshot
        self._known: dict[str, _Rows] = {}

    def of(self, table: str) -> _Rows:
        """`first` and `last`: the as-at days of the first and the last extract that had each row, missing where that is not known;
        `load`: the number of the load that the row as it stands came with, -1 where that is not known; `days`: the as-at days of the extracts."""
        if table not in self._known:
            self._known[table] = _Rows(self._snapshot, table)
        return self._known[table]

    def problems(self) -> pd.DataFrame:
        """Every faulty cell, and the row in which it stands.

        Columns: table and place (of the row in its table; -1 where it does not stand, because it was refused or a later row took
        its place), of_table, of_place and column (the same for the table of the cell's own column, where that rides along; column ""
        where it is no table's), and load, file, sheet, row, letter, heading, problem, action as in the report.
        What is said of skipped lines and of whole columns is left out, and so is what was undone.
        """
        told = []
        reports = [report for report in self._snapshot.reports if not report["undone_at"]]
        for report in reports:
            for sheet in report["sheets"]:
                where = (sheet["table"], report["load"], report["file"], sheet["sheet"])
                told += [
                    (*where, p["row"], p["column"] or "", p["heading"] or "", p["problem"], p["action"])
                    for p in sheet["problems"] if sheet["table"] and p["action"] not in ABOUT_THE_SHEET
                ]  # fmt: skip
        frame = pd.DataFrame(told, columns=["table", "load", "file", "sheet", "row", "letter", "heading", "problem", "action"])
        columns = {pair: column_of(*pair) for pair in set(zip(frame["table"], frame["heading"], strict=True))}
        frame["of_table"], frame["column"] = "", ""
        if len(frame):
            frame["of_table"], frame["column"] = zip(*(columns[pair] for pair in zip(frame["table"], frame["heading"], strict=True)), strict=True)
        counts = Counter(report["file"] for report in reports)
        for table, place in (("table", "place"), ("of_table", "of_place")):
            frame[place] = -1
            for name, rows in frame.groupby(table, sort=False):
                if name in self._snapshot.tables:
                    frame.loc[rows.index, place] = self._places(name, rows, any(counts[file] > 1 for file in rows["file"].unique()))
        return frame

    def _places(self, table: str, rows: pd.DataFrame, by_load: bool) -> np.ndarray:
        """Where the rows at these addresses stand in a table. Where several files have one name, the load tells them apart."""
        stands = self._snapshot.tables[table].frame
        number = {pair: i for i, pair in enumerate(dict.fromkeys(zip(rows["file"], rows["sheet"], strict=True)))}
        have, wanted = _addresses(stands, number), _addresses(rows, number)
        if by_load:
            loads = rows["load"].to_numpy()
            of_rows = self.of(table).load
            have, wanted = _joined(have, of_rows, wanted, loads)
        return _match(have, wanted)


def column_of(table: str, heading: str) -> tuple[str, str]:
    """The table and the column that a heading of a sheet of `table` belongs to: its own, or one that rides along; or no column of it."""
    folded = fold(heading)
    for name, extract in ((table, extracts()[table]), *((n, e) for n, e in extracts().items() if e.rides_along)):
        if folded and folded in extract.by_heading:
            return name, extract.by_heading[folded]
    return table, ""


class _Rows:
    """The rows of one table, each tied to its pieces by the file, sheet and row that it came from."""

    def __init__(self, snapshot, table: str):
        frame, extract = snapshot.tables[table].frame, extracts()[table]
        self.first = np.full(len(frame), NEVER)
        self.last, self.load = self.first.copy(), np.full(len(frame), -1)
        pieces = [] if extract.rides_along else snapshot.pieces(table)  # what rides along is put together cell by cell
        self.days = np.array([load["as_at"] for load, _ in pieces], dtype="datetime64[D]")
        if not pieces:
            return
        read = [pq.read_table(path, columns=["key", "sheet", "row"], read_dictionary=["sheet"], use_threads=False) for _, path in pieces]
        key = _codes([one["key"] for one in read])
        if not len(key):
            return
        piece = np.repeat(np.arange(len(read)), [len(one) for one in read])
        rows = np.arange(len(key))
        first, latest = np.empty(key.max() + 1, dtype=np.int64), np.empty(key.max() + 1, dtype=np.int64)
        first[key[::-1]] = rows[::-1]  # of several, the one that is set last stands
        latest[key] = rows

        # Where each key's latest row came from, and where the table says that its rows came from.
        origins = [(load["file"], one["sheet"][0].as_py() if len(one) else "") for (load, _), one in zip(pieces, read, strict=True)]
        number = {origin: i for i, origin in enumerate(dict.fromkeys(origins))}
        have = np.array([number[origin] for origin in origins])[piece] * _ROWS + np.concatenate([one["row"].to_numpy() for one in read])
        wanted = _addresses(frame, number)
        if len(np.unique(have[latest])) < len(latest):  # files of one name: their rows' ids tell them apart
            for column in (c for c in extract.key if extract.columns[c].type == "id"):
                ids = _codes([_ids(path, column, len(one)) for (_, path), one in zip(pieces, read, strict=True)] + [_as_texts(frame[column])])
                have, wanted = _joined(have, ids[: len(have)], wanted, ids[len(have) :])
        place = _match(have[latest], wanted)
        known = place >= 0
        self.first[known] = self.days[piece[first[place[known]]]]
        self.last[known] = self.days[piece[latest[place[known]]]]
        self.load[known] = np.array([load["number"] for load, _ in pieces])[piece[latest[place[known]]]]


def _codes(texts: list[pa.ChunkedArray]) -> np.ndarray:
    """The texts as numbers, one for each that is different."""
    chunks = [chunk.cast(pa.string()) for one in texts for chunk in one.chunks]
    joined = pa.chunked_array(chunks, pa.string()).combine_chunks()
    return joined.dictionary_encode("encode").indices.to_numpy(zero_copy_only=False).astype(np.int64)


def _ids(path, column: str, n: int) -> pa.ChunkedArray:
    if column not in pq.read_schema(path).names:
        return pa.chunked_array([pa.nulls(n, pa.string())])
    return pq.read_table(path, columns=[column], use_threads=False)[column]


def _as_texts(values: pd.Series) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(values.astype(object).where(values.notna(), None).tolist(), pa.string())])


def _addresses(frame: pd.DataFrame, number: dict[tuple[str, str], int]) -> np.ndarray:
    """Each row's file, sheet and row as one number; -1 for a file and sheet that have no `number`."""
    file, sheet = (pd.Categorical(frame[column]) for column in ("file", "sheet"))
    pairs = np.array([[number.get((f, s), -1) for s in sheet.categories] for f in file.categories], dtype=np.int64).reshape(len(file.categories), -1)
    origin = pairs[file.codes, sheet.codes] if len(frame) else np.empty(0, dtype=np.int64)
    return np.where(origin < 0, -1, origin * _ROWS + frame["row"].to_numpy())


def _joined(have, have_too, wanted, wanted_too) -> tuple[np.ndarray, np.ndarray]:
    """Two numbers each made one, the same on both sides; still -1 where the first is."""
    _, codes = np.unique(np.concatenate([have_too, wanted_too]), return_inverse=True)
    n = codes.max(initial=0) + 1
    _, addresses = np.unique(np.concatenate([have, wanted]), return_inverse=True)
    both = np.where(np.concatenate([have, wanted]) < 0, -1, addresses * n + codes)
    return both[: len(have)], both[len(have) :]


def _match(have: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """The place in `have` of each of `wanted`, the last where there are several; -1 where there is none, or it is negative."""
    if not len(have):
        return np.full(len(wanted), -1)
    order = np.argsort(have, kind="stable")
    place = np.searchsorted(have, wanted, side="right", sorter=order) - 1
    found = order[np.maximum(place, 0)]
    return np.where((place >= 0) & (wanted >= 0) & (have[found] == wanted), found, -1)
