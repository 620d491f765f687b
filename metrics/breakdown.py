"""A figure by the kinds of children behind it: age, sex, ethnic group, disability, need or category, worker.

It is the figure's own cases, grouped: the groups add up to the figure. Who a child is comes from the table `children`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from metrics.indicator import Indicator
from metrics.intervals import wilson
from metrics.tables import Table

UNKNOWN = "Not known"

#: The age bands of DfE's statistics of children in need; an unborn child has no age yet.
AGES = ((-np.inf, "Unborn"), (0, "Under 1"), (1, "1 to 4"), (5, "5 to 9"), (10, "10 to 15"), (16, "16 to 17"), (18, "18 and over"))
SEXES = {"female": "Female", "male": "Male", "other": "Neither"}
#: The codes of the census, in the five groups that Ofsted and DfE use.
ETHNIC_GROUPS = {
    "White": ("WBRI", "WIRI", "WIRT", "WROM", "WOTH"),
    "Mixed": ("MWBC", "MWBA", "MWAS", "MOTH"),
    "Asian or Asian British": ("AIND", "APKN", "ABAN", "AOTH", "CHNE"),
    "Black or Black British": ("BCRB", "BAFR", "BOTH"),
    "Other ethnic group": ("OOTH",),
}
DISABILITY = {True: "Disabled", False: "Not disabled"}
#: Columns that say why a child is helped, the first that the cases have.
NEEDS = ("category_code", "primary_need_code")


def _by_age(cases: pd.DataFrame, children: pd.DataFrame, on: pd.Timestamp) -> pd.Series:
    born_on = children["born_on"]
    if "birth_expected_on" in children:
        born_on = born_on.fillna(children["birth_expected_on"])
    had_birthday = (born_on.dt.month * 100 + born_on.dt.day) <= on.month * 100 + on.day
    age = on.year - born_on.dt.year - (~had_birthday).astype(int)
    band = np.select([age >= least for least, _ in AGES[::-1]], [name for _, name in AGES[::-1]], default="")
    return pd.Series(band, children.index, dtype=object).where(born_on.notna() & (band != ""))


def _by_sex(cases, children, on):
    return children["sex_code"].astype(object).map(SEXES)


def _by_ethnic_group(cases, children, on):
    group_of = {code: group for group, codes in ETHNIC_GROUPS.items() for code in codes}
    return children["ethnic_group_code"].astype(object).map(group_of)


def _by_disability(cases, children, on):
    return children["is_disabled"].astype(object).map(DISABILITY)


def _by_need(cases, children, on):
    column = next((name for name in NEEDS if name in cases), None)
    return cases[column].astype(object) if column else None


def _by_worker(cases, children, on):
    return cases["worker"].astype(object) if "worker" in cases else None


#: What a figure can be broken down by: its name, and the function that says each case's group.
BREAKDOWNS: dict[str, tuple[str, Callable]] = {
    "age": ("Age", _by_age),
    "sex": ("Sex", _by_sex),
    "ethnic_group": ("Ethnic group", _by_ethnic_group),
    "disability": ("Disability", _by_disability),
    "need": ("Need or category", _by_need),
    "worker": ("Worker", _by_worker),
}
_ORDER = [name for _, name in AGES] + [*SEXES.values(), *ETHNIC_GROUPS, *DISABILITY.values()]


def breakdown(indicator: Indicator, cases: pd.DataFrame, tables: Mapping[str, Table], by: str, on) -> pd.DataFrame:
    """A figure's cases by group: `group`, `numerator`, `denominator`, `value`, `lower`, `upper`, a row for each group that has any.

    `cases` are those of `metrics.compute.cases`, `on` the last day of the figure's period: ages are of that day. A child of whom
    the table `children` does not say, or a case without a child, is in the group "Not known". A rate has no population by
    group: its groups are numbers. KeyError, with the name, for a breakdown that there is not.
    """
    _, group_of = BREAKDOWNS[by]
    children = _children_of(cases, tables)
    groups = group_of(cases, children, pd.Timestamp(on)) if len(cases) else None
    if groups is None:
        groups = pd.Series(None, cases.index, dtype=object)
    used = cases["status"].isin(("counted", "not counted"))
    has_denominator = indicator.has_denominator and not indicator.is_rate
    sums = cases[used].groupby(groups[used].where(groups[used].notna(), UNKNOWN).to_numpy())[["numerator", "denominator"]].sum()
    if not has_denominator:
        sums["denominator"] = np.nan
    found = sums.rename_axis("group").reset_index()
    found["group"] = found["group"].astype(object)
    scale = 100 if indicator.unit == "percent" else 1
    found["value"] = scale * found["numerator"] / found["denominator"].where(found["denominator"] > 0) if has_denominator else found["numerator"]
    found["lower"], found["upper"] = np.nan, np.nan
    known = found["value"].notna()
    if indicator.unit == "percent" and not indicator.is_ratio and known.any():
        limits = wilson(found.loc[known, "numerator"], found.loc[known, "denominator"])
        found.loc[known, ["lower", "upper"]] = 100 * np.column_stack(limits)
    place = {name: position for position, name in enumerate(_ORDER)} | {UNKNOWN: len(_ORDER) + 1}
    found["order"] = found["group"].map(lambda name: place.get(name, len(_ORDER)))
    by_name = by in ("age", "sex", "ethnic_group", "disability")
    found = found.sort_values(["order", "group" if by_name else "numerator"], ascending=[True, by_name], kind="stable")
    return found.drop(columns="order").reset_index(drop=True)


def _children_of(cases: pd.DataFrame, tables: Mapping[str, Table]) -> pd.DataFrame:
    """For each case what is known of its child, indexed as the cases."""
    columns = ["born_on", "birth_expected_on", "sex_code", "ethnic_group_code", "is_disabled"]
    if "children" not in tables or "child_id" not in cases:
        empty = pd.DataFrame(index=cases.index, columns=columns, dtype=object)
        return empty.assign(born_on=pd.NaT, birth_expected_on=pd.NaT)
    children = tables["children"].frame.drop_duplicates("child_id", keep="last")
    children = children.set_axis(children["child_id"].astype(object)).reindex(columns=columns)
    return children.reindex(cases["child_id"].astype(object)).set_axis(cases.index)
