"""A figure by the kinds of children behind it: age, sex, ethnic group, disability, need or category, worker.

It is the figure's own cases, grouped: the groups add up to the figure. Who a child is comes from the table `children`. Why
the child is helped comes from the cases, where they say so, and else from the table `children_in_need`: the child's latest
episode of need that began by the last day of the figure's period.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from pandas.api.extensions import take

from metrics.ages import latest_birth
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


def _by_age(cases: pd.DataFrame, tables: Mapping[str, Table], on: pd.Timestamp) -> np.ndarray:
    born_on, expected_on = (pd.Series(each).astype("datetime64[us]").to_numpy() for each in _of_children(cases, tables, "born_on", "birth_expected_on"))
    born_on = np.where(np.isnat(born_on), expected_on, born_on)
    last_born = [latest_birth(least, on).to_datetime64() for least, _ in AGES[:0:-1]]  # oldest first
    names = np.array([name for _, name in AGES[::-1]], object)
    return np.where(np.isnat(born_on), None, names[np.searchsorted(np.array(last_born, "datetime64[us]"), born_on)])


def _by_sex(cases, tables, on):
    return _named(*_of_children(cases, tables, "sex_code"), SEXES)


def _by_ethnic_group(cases, tables, on):
    group_of = {code: group for group, codes in ETHNIC_GROUPS.items() for code in codes}
    return _named(*_of_children(cases, tables, "ethnic_group_code"), group_of)


def _by_disability(cases, tables, on):
    return _named(*_of_children(cases, tables, "is_disabled"), DISABILITY)


def _by_need(cases, tables, on):
    column = next((name for name in NEED_COLUMNS if name in cases), None)
    if column:
        return _named(cases[column].array, NEEDS)
    if "child_id" not in cases or "primary_need_code" not in tables.get("children_in_need", _NONE).columns:
        return None
    episodes = tables["children_in_need"]
    latest = episodes.once("began", lambda: _Began(episodes.frame)).latest(_ids(cases["child_id"]), on)
    return _named(take(episodes.frame["primary_need_code"].array, latest, allow_fill=True), NEEDS)


def _by_worker(cases, tables, on):
    return cases["worker"].astype(object).to_numpy() if "worker" in cases else None


#: What a figure can be broken down by: its name, and the function that says each case's group.
BREAKDOWNS: dict[str, tuple[str, Callable]] = {
    "age": ("Age", _by_age),
    "sex": ("Sex", _by_sex),
    "ethnic_group": ("Ethnic group", _by_ethnic_group),
    "disability": ("Disability", _by_disability),
    "need": ("Need or category", _by_need),
    "worker": ("Worker", _by_worker),
}
#: The columns of cases that a breakdown reads, besides how each counts.
READS = ("child_id", "worker", *NEED_COLUMNS)
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
    groups = group_of(cases, tables, pd.Timestamp(on)) if len(cases) else None
    groups = np.full(len(cases), UNKNOWN, object) if groups is None else np.where(pd.isna(groups), UNKNOWN, groups)
    status = cases["status"].to_numpy()
    used = (status == "counted") | (status == "not counted")
    places, names = pd.factorize(groups[used])
    numerator, denominator = (np.bincount(places, cases[name].to_numpy(float)[used], len(names)).astype(float) for name in ("numerator", "denominator"))
    order = {name: position for position, name in enumerate(_ORDER)} | {UNKNOWN: len(_ORDER) + 1}
    by_name = by in ("age", "sex", "ethnic_group", "disability")
    rank = sorted(range(len(names)), key=lambda n: (order.get(names[n], len(_ORDER)), 0 if by_name else -numerator[n], names[n]))
    names, numerator, denominator = names[rank], numerator[rank], denominator[rank]

    has_denominator = indicator.has_denominator and not indicator.is_rate
    denominator = denominator if has_denominator else np.full(len(names), np.nan)
    scale = 100 if indicator.unit == "percent" else 1
    value = scale * numerator / np.where(denominator > 0, denominator, np.nan) if has_denominator else numerator
    limits, verdicts, known = np.full((2, len(names)), np.nan), [""] * len(names), ~np.isnan(value)
    if indicator.unit == "percent" and not indicator.is_ratio and known.any():
        limits[:, known] = 100 * np.array(wilson(numerator[known], denominator[known]))
        verdicts = of_groups(zip(numerator, denominator, strict=True), fewest=FEWEST_TO_JUDGE)
    difference = [verdict if verdict and name != UNKNOWN else "" for name, verdict in zip(names, verdicts, strict=True)]
    columns = {"numerator": numerator, "denominator": denominator, "value": value, "lower": limits[0], "upper": limits[1], "difference": difference}
    return pd.DataFrame({"group": pd.Series(names, dtype=object), **columns})


def _of_children(cases: pd.DataFrame, tables: Mapping[str, Table], *columns: str) -> list[pd.api.extensions.ExtensionArray]:
    """For each case what the table `children` has in these columns of its child; missing where it says nothing."""
    if "children" not in tables or "child_id" not in cases:
        return [pd.Series(None, cases.index, dtype=object).array for _ in columns]
    children = tables["children"].of_child
    places = children.index.get_indexer(_ids(cases["child_id"]))
    return [take(children[name].array, places, allow_fill=True) if name in children else pd.Series(None, cases.index, dtype=object).array for name in columns]


def _ids(column: pd.Series) -> pd.Index:
    """The ids of a column as they are; of categories only those in use are written out."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.cat.remove_unused_categories()
    return pd.Index(column.astype(object).to_numpy(), dtype=object)


def _named(values, names: Mapping) -> np.ndarray:
    """The name of each value; None where it has none."""
    places, found = pd.factorize(values)
    return np.array([*(names.get(each) for each in found), None], object)[places]


class _Began:
    """The rows of a table of spells by child, each child's in the order in which they began; of those of one day the later in the table comes last."""

    ROOM = 2**36  # seconds between one child's and the next one's

    def __init__(self, frame: pd.DataFrame):
        child, ids = pd.factorize(frame["child_id"])
        self._ids = pd.Index(list(ids), dtype=object)
        began = frame["started_on"].to_numpy()
        known = np.flatnonzero((child >= 0) & ~np.isnat(began))
        when = self._when(child[known], began[known])
        order = np.argsort(when, kind="stable")
        self._rows, self._order = known[order], when[order]

    def _when(self, child: np.ndarray, day) -> np.ndarray:
        return child * self.ROOM + self.ROOM // 2 + np.asarray(day, "datetime64[s]").astype("int64")

    def latest(self, ids: pd.Index, on: pd.Timestamp) -> np.ndarray:
        """Where the latest row that began by a day stands, of each of these children; -1 where there is none."""
        child = self._ids.get_indexer(ids)
        before = np.searchsorted(self._order, self._when(child, on.to_datetime64()), side="right")
        place = np.append(-1, self._rows)[before]
        return np.where((child >= 0) & (np.append(-1, self._order // self.ROOM)[before] == child), place, -1)
