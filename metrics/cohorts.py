"""What an indicator's function returns: the rows it counts, and how each of them counts.

`events(rows, on=...)` places rows by a day, `spells(rows)` counts those open on a day, `census(rows, ...)` is the
answer of a function of a day. A condition is a true-or-false Series on the rows' own index, or one word for all rows.

Notes are texts by condition: what a reader of the figure should know, with `{n}` for the number of rows and `{s}` for
the plural, as in {"{n} post{s} without FTE left out": posts["fte"].isna()}.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import reduce
from operator import or_

import numpy as np
import pandas as pd

#: The index of a row that stands in no table, such as the post of a worker missing from the snapshot.
IN_NO_TABLE = -1


@dataclass(frozen=True, eq=False, kw_only=True)
class Cohort:
    """Rows, and beside each of them how it counts; made by `events`, `spells` and `census`."""

    shape: str
    rows: pd.DataFrame  # its index is each row's place in the table
    table: str | None = None  # None: the first that the indicator needs
    counted: np.ndarray  # in the numerator
    of: np.ndarray  # in the denominator
    weight: np.ndarray | None = None
    amount: np.ndarray | None = None  # what a counted row adds to the numerator, where that is not its weight
    pending: np.ndarray | None = None
    left_out: Mapping[str, np.ndarray] = field(default_factory=dict)
    notes: Mapping[str, np.ndarray] = field(default_factory=dict)
    on: np.ndarray | None = None
    opens: np.ndarray | None = None
    closes: np.ndarray | None = None
    counted_from: np.ndarray | None = None

    @property
    def out(self) -> np.ndarray | None:
        """Which rows enter neither numerator nor denominator; None where all may."""
        masks = [mask for mask in (self.pending, *self.left_out.values()) if mask is not None]
        return np.logical_or.reduce(masks) if masks else None


def events(rows, *, on: str, counted=True, weight=None, amount=None, pending=None, left_out=None, notes=None) -> Cohort:
    """Rows placed in a period by their day or moment `on`; without one, a row is nowhere.

    `counted` is the condition for the numerator; a counted row adds its `amount` to it (such as weeks), or else what it weighs. `pending` rows can still turn out either way: they are left out and
    make their period incomplete. `left_out` gives conditions for leaving rows out, each with the note that says so.
    """
    return Cohort(
        shape="events",
        rows=rows,
        counted=_condition(rows, counted, "counted"),
        of=_condition(rows, True, "of"),
        weight=_weight(rows, weight),
        amount=_weight(rows, amount),
        pending=None if pending is None else _condition(rows, pending, "pending"),
        left_out=_conditions(rows, left_out, "left_out"),
        notes=_conditions(rows, notes, "notes"),
        on=rows[on].to_numpy(),
    )


def spells(rows, *, opens: str = "started_on", closes: str = "ended_on", counted=True, counted_from=None) -> Cohort:
    """Rows that are open on a day: opened on or before it, and not closed, or closed after it.

    `counted` is the condition for the numerator; `counted_from`, a day for each row, is when an open one starts to count.
    """
    if counted_from is not None:
        _check_index(rows, counted_from, "counted_from")
    if counted is not True:
        counted_from = (rows[opens] if counted_from is None else counted_from).where(_condition(rows, counted, "counted"))
    return Cohort(
        shape="spells",
        rows=rows,
        counted=_condition(rows, True, "counted"),
        of=_condition(rows, True, "of"),
        opens=rows[opens].to_numpy(),
        closes=rows[closes].to_numpy(),
        counted_from=None if counted_from is None else counted_from.to_numpy(),
    )


def census(rows, *, counted=True, of=True, weight=None, amount=None, left_out=None, notes=None, table: str | None = None) -> Cohort:
    """Rows that make up the figure of one day.

    `counted` is the condition for the numerator, `of` for the denominator, `weight` what a row counts for in either
    (such as FTE), and `amount` what it adds to the numerator where that is something else. A function may return several, of different tables: `table` then says whose rows they are.
    """
    return Cohort(
        shape="census",
        rows=rows,
        table=table,
        counted=_condition(rows, counted, "counted"),
        of=_condition(rows, of, "of"),
        weight=_weight(rows, weight),
        amount=_weight(rows, amount),
        left_out=_conditions(rows, left_out, "left_out"),
        notes=_conditions(rows, notes, "notes"),
    )


def note(text: str, n: int) -> str:
    """A note about n rows."""
    return text.format(n=n, s="" if n == 1 else "s")


def row_note(text: str) -> str:
    """The same note, beside the row it is about."""
    return note(text, 1).removeprefix("1 ")


def placing(cohort: Cohort) -> Cohort:
    """The cohort without what its rows say, which their tables know; rows that stand in no table are kept whole. It holds on to nothing that it was made of."""
    rows = cohort.rows if IN_NO_TABLE in cohort.rows.index else cohort.rows[[name for name in cohort.rows if name == "team"]]
    arrays = {each.name: _own(getattr(cohort, each.name)) for each in fields(cohort) if each.name != "rows"}
    return replace(cohort, rows=rows, **arrays)


def _own(given):
    if isinstance(given, np.ndarray) and given.base is not None:  # else all of a frame stays with a column of it
        return given.copy()
    return {text: _own(mask) for text, mask in given.items()} if isinstance(given, Mapping) else given


def _check_index(rows, given, word):
    if not given.index.equals(rows.index):
        raise ValueError(f"{word} has other rows than the cohort. Work it out from the very frame that is handed to the cohort.")


def _condition(rows, given, word) -> np.ndarray:
    if isinstance(given, (bool, np.bool_)):
        return np.full(len(rows), given)
    _check_index(rows, given, word)
    if given.dtype != bool:
        if given.dtype != "boolean":
            raise ValueError(f"{word} is {given.dtype}, not true or false for each row.")
        given = given.fillna(False)
    return given.to_numpy(dtype=bool)


def _conditions(rows, given, word) -> dict[str, np.ndarray]:
    return {text: _condition(rows, mask, f"{word}[{text!r}]") for text, mask in (given or {}).items()}


def _weight(rows, given) -> np.ndarray | None:
    if given is None:
        return None
    _check_index(rows, given, "weight")
    return given.to_numpy(dtype=float)


# Helpers for writing indicators


def open_on(rows: pd.DataFrame, day, opens: str = "started_on", closes: str = "ended_on") -> pd.DataFrame:
    """The rows open on a day: opened on or before it, and not closed, or closed after it."""
    return rows[(rows[opens] <= day) & ~(rows[closes] <= day)]


def at_midnight(*moments: pd.Series) -> pd.Series:
    """Whether any of the moments has no time of day, so that hours count from midnight: the figure is "to the day"."""
    return reduce(or_, (moment == moment.dt.normalize() for moment in moments))


def previous(rows: pd.DataFrame, moment: str, *, same: str, order: str) -> pd.Series:
    """For each row the `moment` of the row before it with the same `same`; missing for the first.

    Of rows at one moment the one with the higher `order` (an id) is the later; numbers in ids compare as numbers.
    """
    who = rows[same].cat.codes.to_numpy().astype("int64")
    at = rows[moment].to_numpy().astype("datetime64[us]")
    known = np.flatnonzero((who >= 0) & ~np.isnat(at))
    who, when = who[known], at[known].astype("int64")
    sequence = _sequence(who, when)
    who, when = who[sequence], when[sequence]
    again = who[1:] == who[:-1]
    tied = again & (when[1:] == when[:-1])
    if tied.any():
        _settle(sequence, tied, rows, known, order)
    result = np.full(len(rows), np.datetime64("NaT"), "datetime64[us]")
    result[known[sequence[1:][again]]] = when[:-1][again].astype("datetime64[us]")
    return pd.Series(result, index=rows.index)


def _sequence(who: np.ndarray, when: np.ndarray) -> np.ndarray:
    """The order of rows by who, then when: one number for both is sorted far faster, where it fits."""
    if len(who) == 0:
        return np.arange(0)
    unit = 1_000_000 if (when % 1_000_000 == 0).all() else 1
    when = (when - when.min()) // unit
    span = int(when.max()) + 1
    if int(who.max() + 1) * span < 2**63:
        return np.argsort(who * span + when)
    return np.lexsort((when, who))


def _settle(sequence, tied, rows, known, order):
    """Put rows of one child at one moment in the order of their ids, and where these are missing of their place in the file."""
    run = np.concatenate([[0], np.cumsum(~tied)])
    places = np.flatnonzero(np.append(tied, False) | np.append(False, tied))
    members = sequence[places]
    table = rows.iloc[known[members]]
    keys = zip(
        run[places],
        map(natural_key, table[order]),
        table["file"].astype(str) if "file" in table else members,
        table["row"] if "row" in table else members,
        strict=True,
    )
    sequence[places] = members[[place for _, place in sorted((key, place) for place, key in enumerate(keys))]]


def natural_key(identifier) -> list:
    """A sort key by which `R9` comes before `R10`; missing comes first."""
    if pd.isna(identifier):
        return []
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", str(identifier)) if part]
