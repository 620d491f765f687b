"""How old children are on a day: `children` knows when they were born."""

from __future__ import annotations

import pandas as pd

from metrics.tables import Tables


def births(tables: Tables, child_ids: pd.Series) -> pd.Series:
    """When each child was born, indexed as `child_ids`; missing where that is not known."""

    def known():
        children = tables["children"].dropna(subset=["child_id", "born_on"])
        born_on = pd.Series(children["born_on"].to_numpy(), index=children["child_id"].astype(object))
        return born_on[~born_on.index.duplicated()]

    if "born_on" not in tables.get("children", ()):
        return pd.Series(pd.NaT, child_ids.index, dtype="datetime64[us]")
    return tables.once("births", known).reindex(child_ids.astype(object)).set_axis(child_ids.index)


def has_turned(years: int, born_on: pd.Series, day) -> pd.Series:
    """Who has had that birthday by the day; who was born on 29 February has it on the 28th. Not known is no."""
    return born_on + pd.DateOffset(years=years) <= day


def of_school_age(born_on: pd.Series, day: pd.Timestamp) -> pd.Series:
    """Who is of compulsory school age on the day (Education Act 1996, section 8).

    It begins on the 31 December, 31 March or 31 August that comes on or after the fifth birthday, and ends on the last Friday
    of June in the school year, September to August, in which the child turns 16.
    """
    year, month = born_on.dt.year, born_on.dt.month
    begins = pd.to_datetime({"year": year + 5, "month": month.map(_TERM_ENDS), "day": 31}, errors="coerce")
    last_of_june = pd.to_datetime({"year": year + 16 + (month >= 9), "month": 6, "day": 30}, errors="coerce")
    leaves = last_of_june - pd.to_timedelta((last_of_june.dt.day_of_week - 4) % 7, unit="D")
    return (begins <= day) & (leaves >= day)


_TERM_ENDS = {**dict.fromkeys((1, 2, 3), 3), **dict.fromkeys((4, 5, 6, 7, 8), 8), **dict.fromkeys((9, 10, 11, 12), 12)}
