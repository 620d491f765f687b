"""How old children are on a day: `children` knows when they were born."""

from __future__ import annotations

import numpy as np
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


def latest_birth(years: int, day: pd.Timestamp) -> pd.Timestamp:
    """The last day on which one who has had that birthday by the day can be born: see `has_turned`."""
    anniversary = day - pd.DateOffset(years=years)
    next_day = anniversary + pd.Timedelta(days=1)
    return next_day if next_day + pd.DateOffset(years=years) <= day else anniversary


def of_school_age(born_on: pd.Series, day: pd.Timestamp) -> pd.Series:
    """Who is of compulsory school age on the day (Education Act 1996, section 8).

    It begins on the 31 December, 31 March or 31 August that comes on or after the fifth birthday, and ends on the last Friday
    of June in the school year, September to August, in which the child turns 16.
    """
    known = born_on.notna().to_numpy(copy=True)
    born_in = born_on.to_numpy()[known].astype("datetime64[M]").astype("int64")  # months since 1970
    year, month = born_in // 12, born_in % 12
    begins = _last_of_month((year + 5) * 12 + _TERM_ENDS[month])
    last_of_june = _last_of_month((year + 16 + (month >= _SEPTEMBER)) * 12 + _JUNE)
    leaves = last_of_june - (last_of_june.astype("int64") + _THURSDAY - _FRIDAY) % 7
    on = np.datetime64(day, "D")
    known[known] = (begins <= on) & (leaves >= on)
    return pd.Series(known, born_on.index)


#: Months as numbers from 0; of each, in which the term ends that it lies in.
_JUNE, _SEPTEMBER = 5, 8
_TERM_ENDS = np.array([2, 2, 2, 7, 7, 7, 7, 7, 11, 11, 11, 11])
#: Days of the week as numbers from 0; 1 January 1970 was a Thursday.
_THURSDAY, _FRIDAY = 3, 4


def _last_of_month(months: np.ndarray) -> np.ndarray:
    return (months + 1).astype("datetime64[M]").astype("datetime64[D]") - 1
