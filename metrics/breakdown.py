"""A figure by the kinds of children behind it: age, sex, ethnic group, disability, need or category, worker.

It is the figure's own cases, grouped: the groups add up to the figure. Who a child is comes from the table `children`. Why
the child is helped comes from the cases, where they say so, and else from the table `children_in_need`: the child's latest
episode of need that began by the last day of the figure's period.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from metrics.ages import has_turned
from metrics.comparison import FEWEST_TO_JUDGE
from metrics.differences import of_groups
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
NEED_COLUMNS = ("category_code", "primary_need_code")
#: The categories of plans, and the primary needs of the census.
NEEDS = {
    "neglect": "Neglect", "emotional": "Emotional abuse", "physical": "Physical abuse", "sexual": "Sexual abuse", "multiple": "Multiple categories",
    "N1": "Abuse or neglect", "N2": "Child’s disability or illness", "N3": "Parent’s disability or illness", "N4": "Family in acute stress",
    "N5": "Family dysfunction", "N6": "Socially unacceptable behaviour", "N7": "Low income", "N8": "Absent parenting",
    "N9": "Cases other than children in need", "N0": "Not stated",
}  # fmt: skip

#: Tables whose rows are about no child, and what a row of each is instead.
WITHOUT_CHILD = {
    "adopters": "adopters", "carer_training": "carers", "complaints": "complaints", "compliments": "compliments", "foster_households": "fostering households",
    "helpline_calls": "calls", "supporting_families": "families", "workforce": "workers’ posts",
}  # fmt: skip


def _by_age(cases: pd.DataFrame, children: pd.DataFrame, tables, on: pd.Timestamp) -> pd.Series:
    born_on, expected_on = (children[name].astype("datetime64[us]") for name in ("born_on", "birth_expected_on"))
    born_on = born_on.fillna(expected_on)
    turned = [born_on.notna() if least == -np.inf else has_turned(least, born_on, on) for least, _ in AGES[::-1]]
    return pd.Series(np.select(turned, [name for _, name in AGES[::-1]], default=""), children.index, dtype=object).where(born_on.notna())


def _by_sex(cases, children, tables, on):
    return children["sex_code"].astype(object).map(SEXES)


def _by_ethnic_group(cases, children, tables, on):
    group_of = {code: group for group, codes in ETHNIC_GROUPS.items() for code in codes}
    return children["ethnic_group_code"].astype(object).map(group_of)


def _by_disability(cases, children, tables, on):
    return children["is_disabled"].astype(object).map(DISABILITY)


def _by_need(cases, children, tables, on):
    column = next((name for name in NEED_COLUMNS if name in cases), None)
    if column:
        return cases[column].astype(object).map(NEEDS)
    if "child_id" not in cases or "primary_need_code" not in tables.get("children_in_need", _NONE).columns:
        return None
    episodes = tables["children_in_need"].frame
    episodes = episodes[episodes["started_on"] <= on].sort_values("started_on", kind="stable").drop_duplicates("child_id", keep="last")
    needs = pd.Series(episodes["primary_need_code"].astype(object).to_numpy(), index=episodes["child_id"].astype(object)).map(NEEDS)
    return needs.reindex(cases["child_id"].astype(object)).set_axis(cases.index)


def _by_worker(cases, children, tables, on):
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
_NONE = Table(pd.DataFrame(), pd.NaT, frozenset())


def why_not(indicator: Indicator, by: str) -> str:
    """Why an indicator cannot be broken down so, as a sentence; "" where it can.

    A figure whose rows are not all about a child has no ages, sexes or needs. Its rows may still have workers, unless they are the
    workers themselves.
    """
    if by == "worker":
        return "Its rows are workers’ posts: each would be a group of its own." if next(iter(indicator.needs)) == "workforce" else ""
    rows = [WITHOUT_CHILD[table] for table in indicator.needs if table in WITHOUT_CHILD]
    return f"It counts {' and '.join(rows)}, and no row of those is about one child: there is no age, sex or need to group it by." if rows else ""


def breakdown(indicator: Indicator, cases: pd.DataFrame, tables: Mapping[str, Table], by: str, on) -> pd.DataFrame:
    """A figure's cases by group: `group`, `numerator`, `denominator`, `value`, `lower`, `upper`, `difference`, a row for each group that has any.

    `cases` are those of `metrics.compute.cases`, `on` the last day of the figure's period: ages are of that day. A child of whom
    the table `children` does not say, or a case without a child, is in the group "Not known". A rate has no population by
    group: its groups are numbers. `difference` says whether a percentage is above or below that of all the other cases by more
    than chance; it is "" for other figures, for "Not known", and where either side has fewer than ten. KeyError, with the name,
    for a breakdown that there is not.
    """
    _, group_of = BREAKDOWNS[by]
    children = _children_of(cases, tables)
    groups = group_of(cases, children, tables, pd.Timestamp(on)) if len(cases) else None
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
    limits, verdicts = np.full((2, len(found)), np.nan), [""] * len(found)
    known = found["value"].notna().to_numpy()
    if indicator.unit == "percent" and not indicator.is_ratio and known.any():
        limits[:, known] = 100 * np.array(wilson(found["numerator"].to_numpy()[known], found["denominator"].to_numpy()[known]))
        verdicts = of_groups(zip(found["numerator"], found["denominator"], strict=True), fewest=FEWEST_TO_JUDGE)
    found["lower"], found["upper"] = limits
    found["difference"] = [verdict if verdict and group != UNKNOWN else "" for group, verdict in zip(found["group"], verdicts, strict=True)]
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
    return tables["children"].of_child.reindex(index=cases["child_id"].astype(object), columns=columns).set_axis(cases.index)
