"""Children in care and where they live, as the indicators that are about them share them."""

from __future__ import annotations

import pandas as pd

from metrics.cohorts import open_on
from metrics.tables import Tables
from metrics.visited import first_of_each_child, in_order

#: Legal statuses of series of short breaks, which are no periods of care.
SHORT_BREAKS = ("V3", "V4")

#: Kinds of placement, as the SSDA903 return codes them.
FOSTER_PLACEMENTS = ("U1", "U2", "U3", "U4", "U5", "U6")
LONG_TERM = ("U1", "U4")
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
ADOPTION_BY_SAME_CARER = ("A3", "A5")
PLACED_FOR_ADOPTION = ("A3", "A4", "A5", "A6")

#: Why a placement ended: only its status has changed, the child has not moved.
STATUS_ONLY = "PLACE"


def children_in_care(tables: Tables, day: pd.Timestamp, *, months: int = 0) -> pd.DataFrame:
    """A row for each child in care on the day, and for so many calendar months or longer.

    Of several periods of care that are open, the one that started first. Short breaks are none; a legal status that is
    missing is not taken for one.
    """

    def periods():
        periods = tables["care_periods"]
        return in_order(periods[~periods["legal_status_code"].isin(SHORT_BREAKS)])

    children = first_of_each_child(open_on(tables.once("periods of care", periods), day))
    return children[children["started_on"] + pd.DateOffset(months=months) <= day] if months else children


def current_placements(tables: Tables, day: pd.Timestamp, child_ids: pd.Series) -> pd.DataFrame:
    """Each child's placement on the day, indexed as `child_ids`; of several, the one that began last. Blank where there is none."""

    rows = open_on(tables.once("placements in order", lambda: in_order(tables["placements"])), day)
    rows = rows[~rows["child_id"].duplicated(keep="last")].reset_index(drop=True)
    return rows.reindex(pd.Index(rows["child_id"].astype(object)).get_indexer(child_ids.astype(object))).set_axis(child_ids.index)


def stays(tables: Tables, going_on: tuple[str, ...] = ADOPTION_BY_SAME_CARER) -> pd.DataFrame:
    """How long children stayed where they were: child_id, started_on, ended_on (missing while it lasts), in order.

    Temporary placements are left out. A placement of one of the kinds `going_on`, and one that follows on a change of status
    only, is no move but goes on with the child's placement before it, where there is no gap between them.
    """

    def joined():
        rows = tables["placements"]
        rows = rows[~rows["type_code"].isin(TEMPORARY)].sort_values(["started_on", "file", "row"], kind="stable")
        rows = rows.assign(child_id=rows["child_id"].astype(object)).sort_values("child_id", kind="stable", ignore_index=True)
        before = rows.shift()
        goes_on = rows["type_code"].isin(going_on)
        if "change_reason_code" in rows:
            goes_on |= before["change_reason_code"] == STATUS_ONLY
        goes_on &= (rows["child_id"] == before["child_id"]) & ~(before["ended_on"] < rows["started_on"])
        stay = (~goes_on).cumsum()
        first, last = ~stay.duplicated(), ~stay.duplicated(keep="last")
        return rows.loc[first, ["child_id", "started_on"]].assign(ended_on=rows.loc[last, "ended_on"].to_numpy())

    return tables.once(("stays", going_on), joined)


def places_lived(tables: Tables, day: pd.Timestamp, child_ids: pd.Series) -> pd.Series:
    """How many stays each child had in the 12 months to the day: begun in them, or going on when they began."""
    found = stays(tables)
    within = (found["started_on"] <= day) & ~(found["ended_on"] <= day - pd.DateOffset(months=12))
    return child_ids.astype(object).map(found.loc[within, "child_id"].value_counts()).fillna(0).astype("int64")


def settled_since(tables: Tables, day: pd.Timestamp, child_ids: pd.Series) -> pd.Series:
    """The day since which each child has been in the placement they are in, that before an adoptive one counted along; missing
    where there is none, or only a temporary one."""
    found = stays(tables, PLACED_FOR_ADOPTION)
    found = found[(found["started_on"] <= day) & ~(found["ended_on"] <= day)]
    latest = found[~found["child_id"].duplicated(keep="last")].set_index("child_id")["started_on"]
    return latest.reindex(child_ids.astype(object)).set_axis(child_ids.index)
