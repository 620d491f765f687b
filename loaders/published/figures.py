"""Loaded published files made figures of published indicators: what each release says of each indicator, year and area.

What a file does not print and is worked out from it (a rate from a count) is left to metrics/published.py, which has the populations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import numpy as np
import pandas as pd

from loaders.publication import POPULATION, Figure, Published
from loaders.published import published

#: Codes that one release or another uses for an area -> the code that all reference data have for it: see data/reference/SOURCES.md.
ONE_CODE = {
    "E10000027": "E06000066", "E10000023": "E06000065", "E10000002": "E06000060", "E06000048": "E06000057",
    "E08000020": "E08000037", "E08000038": "E08000016", "E08000039": "E08000019",
}  # fmt: skip
FIGURES = [
    "indicator", "year", "area", "value", "numerator", "denominator", "symbol", "release", "joint", "is_printed", "of_population", "where_nothing_better",
]  # fmt: skip
POPULATIONS = ["area", "mid_year", "children_0_17", "release_year"]
RELEASES = ["release", "publication", "publisher", "order", "table", "first_year", "last_year", "n_rows", "file"]
_TABLE_OF_POPULATIONS = "published_populations"


def areas_of(code: str) -> list[str]:
    """The areas that a code of a file stands for, each as reference data call it: two where they make a joint return."""
    return [ONE_CODE.get(part.strip(), part.strip()) for part in code.split("/") if part.strip()]


class Brought:
    """What the tables of a store of published figures add to the reference data, each part worked out when it is first asked for.

    `loads`: the manifest's loads that stand, for when each release came.
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame], loads: Iterable[Mapping] = ()):
        self._tables, self._loads = tables, list(loads)

    @cached_property
    def figures(self) -> pd.DataFrame:
        return figures(self._tables)

    @cached_property
    def populations(self) -> pd.DataFrame:
        return populations(self._tables)

    @cached_property
    def releases(self) -> pd.DataFrame:
        """As `releases`, with the moment of the latest load of each and its file."""
        came = {}
        for load in self._loads:
            for table in {piece["table"] for piece in load["pieces"]}:
                release = published()[table].release(load["as_at"][:4])
                came[table, release] = max(came.get((table, release), ""), load["loaded_at"])
        found = releases(self._tables)
        return found.assign(loaded_at=[came.get(one, "") for one in zip(found["table"], found["release"], strict=True)])


def is_year(text: object) -> bool:
    return isinstance(text, str) and len(text) == 4 and text.isdecimal()


def figures(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Every figure that every loaded release gives. Columns as FIGURES, a row for each indicator, year, area and release.

    `value` as printed; where the file prints none, `is_printed` is false and `value` blank: it is numerator over denominator, or over
    the population where `of_population`. Where there is no number, `symbol` says why; with the symbol k it is 0. `joint` has the
    codes of a joint return, which stands here once for each of its areas. A row to which nothing applies, as that of an authority
    in years in which there was none, is left out.
    """
    found = [
        _figures(frame, indicator, one, kind)
        for table, kind in published().items() if table in tables and kind.gives
        for frame in [_with_areas(tables[table])]
        for indicator, one in kind.gives.items()
    ]  # fmt: skip
    return pd.concat(found, ignore_index=True)[FIGURES] if found else pd.DataFrame(columns=FIGURES)


def populations(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """What every loaded release of mid-year estimates gives. Columns as POPULATIONS; an area without an estimate has no row."""
    if _TABLE_OF_POPULATIONS not in tables:
        return pd.DataFrame(columns=POPULATIONS)
    frame = _with_areas(tables[_TABLE_OF_POPULATIONS])
    frame = frame[(frame["age"] == "0 to 17") & (frame["joint"] == "")]
    children, _ = _read(frame["children"])
    frame = frame.assign(mid_year=_whole(frame["year"]), release_year=_whole(frame["release_year"]), children_0_17=children)
    return frame.loc[children > 0, POPULATIONS].reset_index(drop=True)


def releases(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The releases that were loaded, a row for each and each table of it. Columns as RELEASES.

    `order` is about the day on which a release comes out: what tells the newer of two.
    """
    found = []
    for table, frame in tables.items():
        kind = published()[table]
        for year, rows in frame.groupby("release_year", observed=True):
            years = _whole(rows["year"][rows["year"].astype(object).map(is_year).to_numpy(bool)])
            title = f"{kind.title}, reporting year {year}"
            title = title.replace("reporting year", "mid-year") if kind.year_ends == "30 June" else title
            order = pd.Timestamp(kind.last_day(year)) + pd.DateOffset(months=kind.months)
            found.append((kind.release(year), title, kind.publisher, order, table, years.min(), years.max(), len(rows), "; ".join(rows["file"].unique())))
    return pd.DataFrame(found, columns=RELEASES)


def _with_areas(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a year with the one code of each area, those of a joint return once for each: columns `area` and `joint`."""
    frame = frame[frame["year"].astype(object).map(is_year).to_numpy(bool)]
    areas = {code: areas_of(code) for code in frame["area"].cat.categories}
    parts = [frame.assign(area=frame["area"].map({c: a[0] for c, a in areas.items() if len(a) == 1}).astype(object), joint="")]
    for code, several in areas.items():
        if len(several) > 1:
            rows = frame[frame["area"] == code]
            parts += [rows.assign(area=area, joint=" / ".join(several)) for area in several]
    return pd.concat(parts).dropna(subset=["area"]).reset_index(drop=True)


def _figures(frame: pd.DataFrame, indicator: str, one: Figure, kind: Published) -> pd.DataFrame:
    rows = _where(frame, one.where)
    value, symbol = _read(rows[one.value]) if one.value else (np.full(len(rows), np.nan), np.full(len(rows), "", dtype=object))
    is_printed = ~np.isnan(value) | (symbol != "")
    numerator, of_numerator = _sum(rows, one.counts)
    if one.of == POPULATION:
        denominator, of_denominator = np.full(len(rows), np.nan), np.full(len(rows), "", dtype=object)
    else:
        others = _beside(rows, _where(frame, one.of_where)) if one.of_where else rows
        denominator, of_denominator = _sum(others, one.of)
    without = np.isnan(numerator) | (np.isnan(denominator) & (one.of != POPULATION))
    why = np.where(of_denominator != "", of_denominator, np.where(of_numerator != "", of_numerator, "x"))
    symbol = np.where(is_printed, symbol, np.where(without, why, ""))
    figures = pd.DataFrame({
        "indicator": indicator, "year": _whole(rows["year"]), "area": rows["area"].to_numpy(), "value": value,
        "numerator": numerator, "denominator": denominator, "symbol": symbol,
        "release": rows["release_year"].map(kind.release).astype(object).to_numpy(), "joint": rows["joint"].to_numpy(),
        "is_printed": is_printed, "of_population": one.of == POPULATION, "where_nothing_better": one.where_nothing_better,
    })  # fmt: skip
    return figures[~((symbol == "z") & (of_numerator == "z"))]


def _where(frame: pd.DataFrame, categories: Mapping[str, str]) -> pd.DataFrame:
    for column, wanted in categories.items():
        frame = frame[(frame[column] == wanted).fillna(False).to_numpy(bool)]
    return frame


def _beside(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """For each of `rows`, that of `others` of the same release, year and area; blank where there is none."""
    same = ["release_year", "year", "area"]
    others = others.drop_duplicates(same, keep="last")
    places = pd.MultiIndex.from_frame(others[same].astype(object)).get_indexer(pd.MultiIndex.from_frame(rows[same].astype(object)))
    return others.reset_index(drop=True).reindex(np.where(places < 0, -1, places))


def _sum(rows: pd.DataFrame, columns: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """The sum of columns of figures, and where it is none the first of their symbols. Alone, a k is no number; beside others it counts as 0."""
    if not columns:
        return np.full(len(rows), np.nan), np.full(len(rows), "", dtype=object)
    read = [_read(rows[column]) for column in columns]
    symbol = np.full(len(rows), "", dtype=object)
    for _, symbols in reversed(read):
        symbol = np.where((symbols != "") & (symbols != "k"), symbols, symbol)
    total = np.sum([numbers for numbers, _ in read], axis=0).round(6)  # 95.7 + 26.2 is 121.9
    return np.where(read[0][1] == "k", np.nan, total) if len(read) == 1 else total, symbol


def _read(cells: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """A column of figures as numbers, and symbols where there is none: with the symbol k it is 0."""
    categories = cells.cat.categories
    numbers = pd.to_numeric(pd.Series(categories, dtype=object), errors="coerce").to_numpy(float)
    symbols = np.where(np.isnan(numbers), categories.to_numpy(object), "")
    numbers = np.where(symbols == "k", 0.0, numbers)
    codes = cells.cat.codes.to_numpy()
    return np.append(numbers, np.nan)[codes], np.append(symbols, "")[codes]


def _whole(cells: pd.Series) -> pd.Series:
    return cells.astype(object).astype(float).astype(int)
