"""Overlapping extracts made one table: later facts win, whatever the order of loading, and every version is kept.

A *piece* is what one sheet of one file brought. Pieces are never changed; a table is what they add up to when laid over one
another in the order of their as-at days and, on one day, of their loading.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from loaders.schema import Extract

PROVENANCE = ["file", "sheet", "row"]
LOADED, HELD, AGAIN = range(3)  # what became of a row: see `Held.add`


@dataclass(frozen=True)
class Piece:
    """The rows that one sheet brought: `frame` has `key`, the columns that the sheet carries, and file, sheet and row."""

    as_at: dt.date
    load: int
    sheet_number: int
    frame: pd.DataFrame = field(compare=False)

    @property
    def order(self) -> tuple:
        return self.as_at, self.load, self.sheet_number

    @property
    def columns(self) -> list[str]:
        return [c for c in self.frame.columns if c != "key"]


def lay_over(pieces: Iterable[Piece], blanks_count: bool = True) -> pd.DataFrame:
    """The rows that the pieces add up to, one a key, indexed by `key`.

    The latest piece with a row's key gives the whole row, blanks included; a column that it does not carry keeps the value
    of the latest piece that does. A row missing from a later piece stays. Unless `blanks_count`, a blank says nothing: each
    column has its latest value.
    """
    pieces = sorted(pieces, key=lambda p: p.order)
    frames = [p.frame for p in pieces]
    if not blanks_count:
        return pd.concat(frames, ignore_index=True).groupby("key", sort=False).last()
    latest = pd.concat(frames, ignore_index=True).drop_duplicates("key", keep="last").set_index("key")
    for column in latest.columns:
        if not all(column in frame for frame in frames):
            carried = pd.concat([f[["key", column]] for f in frames if column in f], ignore_index=True)
            latest[column] = carried.drop_duplicates("key", keep="last").set_index("key")[column].reindex(latest.index)
    return latest


@dataclass
class Held:
    """The pieces of one table that are held, and what they add up to."""

    pieces: list[Piece] = field(default_factory=list)
    blanks_count: bool = True
    _current: pd.DataFrame | None = None

    @property
    def current(self) -> pd.DataFrame | None:
        if self._current is None and self.pieces:
            self._current = self._lay_over(self.pieces)
        return self._current

    def _lay_over(self, pieces) -> pd.DataFrame:
        return lay_over(pieces, self.blanks_count)

    @property
    def as_at(self) -> dt.date | None:
        return max((p.as_at for p in self.pieces), default=None)

    def add(self, pieces: list[Piece], instead_of: int | None = None) -> list[np.ndarray]:
        """Hold one file's pieces of this table; for each, what became of its rows: of each LOADED, HELD or AGAIN.

        A row is *loaded* where it is new or different, *held* where it is identical, in the columns that the file carries, to
        the row as it now stands or as it stood on the file's as-at day, and *again* where the same key stands earlier in the
        file: of these the last one wins. Afterwards they stand in the place of the pieces of the load `instead_of`.
        """
        brought = self._lay_over(pieces)
        same = np.zeros(len(brought), dtype=bool)
        before = [p for p in self.pieces if p.order < pieces[0].order]
        for base in filter(lambda b: b is not None, [self.current, self._lay_over(before) if 0 < len(before) < len(self.pieces) else None]):
            same |= _identical(brought, base)
        keys = pd.concat([piece.frame["key"] for piece in pieces], ignore_index=True)
        became = np.where(same[brought.index.get_indexer(keys)], HELD, LOADED)
        became[keys.duplicated().to_numpy()] = AGAIN
        if instead_of is not None:
            self.take_away(instead_of)
        elif self._current is not None and len(before) == len(self.pieces):
            self._current = self._lay_over([_as_piece(self._current), *pieces])
        else:
            self._current = None
        self.pieces += pieces
        return np.split(became, np.cumsum([len(piece.frame) for piece in pieces])[:-1])

    def take_away(self, load: int) -> None:
        """Let go of the pieces that a load brought."""
        self.pieces = [p for p in self.pieces if p.load != load]
        self._current = None


def columns_of(pieces: list[Piece]) -> set[str]:
    """The columns that at least one of the pieces carries."""
    return {column for piece in pieces for column in piece.columns}


def _as_piece(frame: pd.DataFrame) -> Piece:
    return Piece(dt.date.min, 0, 0, frame.reset_index())


def _identical(rows: pd.DataFrame, base: pd.DataFrame) -> np.ndarray:
    """Which of `rows` stand in `base` too, equal in every column that `rows` carries (provenance aside). Bool, shape (rows,)."""
    place = base.index.get_indexer(rows.index)
    same = place >= 0
    found, place = np.flatnonzero(same), place[same]
    for column in rows.columns.difference(PROVENANCE):
        mine = rows[column].array.take(found)
        theirs = base[column].array.take(place) if column in base else np.full(len(found), None)
        blank = pd.isna(mine), pd.isna(theirs)
        equal, both = blank[0] & blank[1], ~(blank[0] | blank[1])
        equal[both] = np.asarray(mine[both], dtype=object) == np.asarray(theirs[both], dtype=object)
        same[found] &= equal
    return same


def as_table(extract: Extract, current: pd.DataFrame) -> pd.DataFrame:
    """The rows in the form that all else reads: every column of the table in its order, then file, sheet and row.

    ids, text and codes are categories, days and moments datetime64[us], numbers float64, yes/no boolean. Sorted by the day or
    id that the extract requires, so that the order of loading leaves no trace.
    """
    frame = current.reset_index()
    order = [c for c in extract.identifying()[::-1] if c in frame]
    return in_form(extract, frame.sort_values([*order, "key"], kind="stable", ignore_index=True))


def in_form(extract: Extract, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the columns of the table and their types, as `as_table` gives it; those it lacks are empty."""
    dtypes = {"day": "datetime64[us]", "moment": "datetime64[us]", "number": "float64", "yes/no": "boolean"}
    columns = {}
    for name, column in extract.columns.items():
        values = frame[name] if name in frame else pd.Series(None, frame.index, dtype=object)
        columns[name] = values.astype(dtypes[column.type]) if column.type in dtypes else _category(values)
    return pd.DataFrame({**columns, "file": _category(frame["file"]), "sheet": _category(frame["sheet"]), "row": frame["row"].astype("int64")})


def _category(values: pd.Series) -> pd.Series:
    return values.astype(object).where(values.notna(), None).astype("str").astype("category")
