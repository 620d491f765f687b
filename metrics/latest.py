"""The latest event of each child on or before a day, and the first after it: the visit, review or check that a census asks
about. And the latest snapshot of a table."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from metrics.tables import Tables

_SPAN = 1 << 20  # more days than there will be, so that child and day make one number
_EPOCH = np.datetime64("1800-01-01")


class Latest:
    """Events by child in order of time. A row without its child or its day is nowhere. Of several on one day, the last in the table."""

    def __init__(self, rows: pd.DataFrame, on: str):
        self.rows = rows[rows["child_id"].notna() & rows[on].notna()]
        self._on = on
        who = self.rows["child_id"].astype(object)
        self._children = pd.Index(who.unique())
        keys = self._children.get_indexer(who) * _SPAN + _days(self.rows[on].to_numpy())
        order = np.argsort(keys, kind="stable")
        self._keys, self.rows = keys[order], self.rows.iloc[order]

    def of(self, child_ids: pd.Series, day) -> pd.DataFrame:
        """Each child's latest event on or before the day (or each child's own day), indexed as `child_ids`; blank where there is none."""
        who, keys = self._asked(child_ids, day)
        return self._at(np.searchsorted(self._keys, keys, side="right") - 1, who, child_ids.index)

    def following(self, child_ids: pd.Series, day, n: int = 1) -> pd.DataFrame:
        """Each child's n-th event on or after the day (or each child's own day), indexed as `child_ids`; blank where there is none."""
        who, keys = self._asked(child_ids, day)
        return self._at(np.searchsorted(self._keys, keys, side="left") + n - 1, who, child_ids.index)

    def _asked(self, child_ids, day):
        who = self._children.get_indexer(child_ids.astype(object))
        return who, who * _SPAN + _days(np.broadcast_to(np.asarray(day, "datetime64[us]"), len(who)))

    def _at(self, place, who, index) -> pd.DataFrame:
        """The events at these places, where they are the child's own."""
        found = (place >= 0) & (place < len(self._keys)) & (who >= 0)
        found[found] = self._keys[place[found]] // _SPAN == who[found]
        return self.rows.reset_index(drop=True).reindex(np.where(found, place, -1)).set_axis(index)

    def on(self, child_ids: pd.Series, day) -> pd.Series:
        """The day of each child's latest event, missing where there is none."""
        return self.of(child_ids, day)[self._on]


def latest_snapshot(tables: Tables, table: str, day: pd.Timestamp, order: Callable | None = None) -> pd.DataFrame:
    """The rows of the latest snapshot of the whole table on or before the day, in the order that `order(rows)` puts the table in."""

    def split():
        rows = tables[table] if order is None else order(tables[table])
        places = rows.groupby("as_at_on").indices
        return rows, pd.DatetimeIndex(sorted(places)), places

    rows, days, places = tables.once(("snapshots", table, order), split)
    at = days.searchsorted(day, side="right") - 1
    return rows.iloc[places[days[at]]] if at >= 0 else rows.head(0)


def _days(moments: np.ndarray) -> np.ndarray:
    """Days since 1800; a missing one comes before all."""
    days = (moments.astype("datetime64[D]") - _EPOCH).astype("int64")
    return np.where(np.isnat(moments), -1, days)
