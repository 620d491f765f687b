"""Published figures by release: those shipped with the program and those of files dropped in since, and of each figure the one that stands.

A figure is of an indicator, year and area. Releases rewrite history: the newest that gives a figure stands, whatever was loaded first,
and what earlier ones gave stays beside it. A rate that a release does not print is its count over the population as it was known when
the release came out, so that a newer estimate does not rewrite what was published before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from metrics.rounding import format_value, round_half_up

FIGURE = ["indicator", "year", "area"]
COLUMNS = [*FIGURE, "value", "numerator", "denominator", "symbol", "release", "note"]
_YEAR = re.compile(r"(?:19|20)\d\d")
SHIPPED = ""  # in place of the moment at which a release was loaded


@dataclass(frozen=True)
class Release:
    """A release that figures are taken from. `published_on` is None where the day is not known."""

    release: str
    publication: str
    publisher: str
    published_on: pd.Timestamp | None
    remark: str


@dataclass(frozen=True)
class Released:
    """What one release gives for a figure: `symbol` says why there is no value, or that the 0 there only rounds to it."""

    release: str
    value: float | None
    symbol: str = ""
    note: str = ""


@dataclass(frozen=True)
class Brought:
    """What files of published figures brought, in the form that loaders/published/figures.py gives it in."""

    figures: pd.DataFrame = field(default_factory=pd.DataFrame)
    populations: pd.DataFrame = field(default_factory=pd.DataFrame)
    releases: pd.DataFrame = field(default_factory=pd.DataFrame)


def revision(given: list[Released], decimals: int) -> str:
    """How a figure was revised, in a sentence: "First published as 121 (CLA 2023), 122 since CLA 2024."; "" where it never was.

    `given`: what each release gave, oldest first, as Reference.releases_of has it.
    """
    steps = [one for n, one in enumerate(given) if n == 0 or (one.value, one.symbol) != (given[n - 1].value, given[n - 1].symbol)]
    if len(steps) < 2:
        return ""

    def words(one: Released) -> str:
        return format_value(one.value, "", decimals) if one.value is not None else f"'{one.symbol}'"

    *before, now = [f"{words(one)} ({one.release})" for one in steps[:-1]] + [f"{words(steps[-1])} since {steps[-1].release}"]
    return f"First published as {', then '.join(before)}, {now}."


class Populations:
    """Mid-year estimates by release. `newest` is area -> mid-year -> children."""

    def __init__(self, shipped: dict[str, dict[int, int]], brought: pd.DataFrame):
        self._shipped = _as_frame(shipped)
        self.shipped_release = int(self._shipped["mid_year"].max()) if len(self._shipped) else 0
        parts = [self._shipped.assign(release_year=self.shipped_release), *([brought] if len(brought) else [])]
        ordered = pd.concat(parts, ignore_index=True).sort_values("release_year", kind="stable", ignore_index=True)
        self._all = ordered.drop_duplicates(["area", "mid_year", "release_year"], keep="last", ignore_index=True)
        self.newest: dict[str, dict[int, int]] = {}
        for area, year, children in zip(self._all["area"], self._all["mid_year"], self._all["children_0_17"], strict=True):
            self.newest.setdefault(area, {})[int(year)] = int(children)  # the newest release comes last

    def releases(self) -> Iterator[tuple[int, pd.DataFrame, int]]:
        """Each release: its mid-year, its rows, and how many of them no newer one has replaced."""
        stands = ~self._all.duplicated(["area", "mid_year"], keep="last")
        for year, found in self._all.groupby("release_year"):
            yield int(year), found, int(stands[found.index].sum())

    def of(self, areas: pd.Series, years: pd.Series, release_year: int) -> tuple[np.ndarray, np.ndarray]:
        """Children, and the mid-year of the estimate, for reporting years that end in March, as known to a release of `release_year`.

        It takes the newest estimates that were out by then, else the oldest there are. For a year that they do not reach, their last.
        """
        known = self._all[self._all["release_year"] < release_year]
        known = self._all[self._all["release_year"] == self._all["release_year"].min()] if known.empty else known
        known = known.drop_duplicates(["area", "mid_year"], keep="last").set_index(["area", "mid_year"])["children_0_17"]
        last = int(known.index.get_level_values("mid_year").max())
        mid_years = np.minimum(years.to_numpy(int) - 1, last)
        places = known.index.get_indexer(pd.MultiIndex.from_arrays([areas.astype(object), mid_years]))
        return np.append(known.to_numpy(float), np.nan)[places], mid_years


def _as_frame(populations: dict[str, dict[int, int]]) -> pd.DataFrame:
    rows = [(area, year, children) for area, years in populations.items() for year, children in years.items()]
    return pd.DataFrame(rows, columns=["area", "mid_year", "children_0_17"])


def worked_out(figures: pd.DataFrame, populations: Populations, described, names) -> pd.DataFrame:
    """Brought figures with what their release did not print worked out, and what there is to know of each as its note. Adds `note`.

    `described`: indicator -> unit and decimals, as PublishedIndicator. `names`: code of an area -> its name.
    """
    figures = figures.reset_index(drop=True)
    figures["note"] = ""
    for (release, indicator), rows in figures[~figures["is_printed"]].groupby(["release", "indicator"], sort=False):
        about, at = described[indicator], rows.index
        denominator = rows["denominator"].to_numpy(float)
        if rows["of_population"].any():
            denominator, mid_years = populations.of(rows["area"], rows["year"], _year_of(release))
            late = ~np.isnan(denominator) & (mid_years < rows["year"].to_numpy() - 1)
            figures.loc[at[late], "note"] = [f"population of mid-{year}" for year in mid_years[late]]
        numerator, scale = rows["numerator"].to_numpy(float), 10_000 if about.unit == "per 10,000" else 100
        can_be = (rows["symbol"] == "").to_numpy() & ~np.isnan(numerator) & (denominator > 0)
        nothing = np.where(denominator == 0, "z", "x")
        ratio = np.divide(scale * numerator, denominator, out=np.full(len(rows), np.nan), where=can_be)
        figures.loc[at, "value"] = round_half_up(ratio, about.decimals)
        figures.loc[at, "denominator"] = denominator
        figures.loc[at, "symbol"] = np.where(can_be | (rows["symbol"] != ""), rows["symbol"], nothing)
    joint = figures["joint"] != ""
    figures.loc[joint, "note"] = [
        f"joint return: {' and '.join(names.get(code, code) for code in codes.split(' / '))}" for codes in figures.loc[joint, "joint"]
    ]
    return figures


def _year_of(release: str) -> int:
    return int(_YEAR.findall(release)[-1])


def order_of(releases: pd.DataFrame, brought: pd.DataFrame) -> dict[str, pd.Timestamp]:
    """Release -> the day by which it counts as newer or older: that of its publication, else what its kind leaves to expect."""
    order = dict(zip(brought["release"], brought["order"], strict=True)) if len(brought) else {}
    return order | {r: pd.Timestamp(on) for r, on in zip(releases["release"], releases["published_on"], strict=True) if on}


def _end_of_year_in(release: str) -> pd.Timestamp:
    years = _YEAR.findall(release)
    return pd.Timestamp(int(years[-1]) if years else 1900, 12, 31)


def newest(figures: pd.DataFrame, order: dict[str, pd.Timestamp]) -> pd.DataFrame:
    """The figures with `stands`: whether a row is the one that stands, which is the newest release's; rows oldest release first.

    What was worked out from parts that are suppressed, and so gives no number, stands only where nothing else is given; and a file's
    row counts before a shipped one of the same release. A release that is not in `order` counts as of the end of the year in its name.
    """
    order = {release: order.get(release) or _end_of_year_in(release) for release in figures["release"].unique()}
    empty_handed = figures["where_nothing_better"] & figures["value"].isna()
    ordered = figures.assign(at=figures["release"].map(order), empty_handed=empty_handed)
    ordered = ordered.sort_values([*FIGURE, "at", "is_brought"], kind="stable", ignore_index=True)
    ordered = ordered.drop_duplicates([*FIGURE, "release"], keep="last", ignore_index=True)
    best = ordered.sort_values("empty_handed", ascending=False, kind="stable").drop_duplicates(FIGURE, keep="last")
    return ordered.assign(stands=ordered.index.isin(best.index))
