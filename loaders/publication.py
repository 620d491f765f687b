"""The words a published file is described in: see any file in loaders/published.

A published file is one of Explore Education Statistics, or of the population estimates as DfE has them: a row for each year and area,
and each category of it, with columns of figures. It is an extract like any other, and besides says which of its figures are which
published indicators (`gives`), as data/reference/published_indicators.csv names them. What it says of a release is never replaced
by what another release says: the release is part of a row's key.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.schema import Column, Extract, code, id_, text

POPULATION = "population"  # a denominator that no published file but that of populations has
#: Columns that every published file has. `area` is the code of the row's own area: see loaders/published/form.py, which also adds the release.
RELEASE_YEAR = "Release year"
COMMON: Mapping[str, Column] = {
    "release_year": id_(RELEASE_YEAR, required=True),
    "year": id_("time_period", required=True),
    "area": id_("new_la_code", required=True),
    "area_name": text("la_name", optional_extra=True),
    "level": text("geographic_level", required=True),
    "kind_of_year": text("time_identifier", optional_extra=True),
    "country": id_("country_code", optional_extra=True),
    "country_name": text("country_name", optional_extra=True),
    "region": id_("region_code", optional_extra=True),
    "region_name": text("region_name", optional_extra=True),
    "old_area": id_("old_la_code", optional_extra=True),
}
ANY_CATEGORY = text("category", optional_extra=True)  # a column with the same words in every row
YEAR_ENDS = {"31 March": (3, 31), "30 September": (9, 30), "30 June": (6, 30)}


@dataclass(frozen=True)
class Figure:
    """Where in a file one published indicator stands.

    `value` is the column with the figure as printed. Where the file prints none, it is worked out: `counts` over `of`, columns of the
    same row, each the sum of those named; `of` may be POPULATION. A percentage is of 100, a rate of 10,000.
    `where` are the categories of the row; `of_where` those of the row that has the denominator, where that is another.
    `where_nothing_better`: worked out from parts that may be suppressed, so that a figure that was printed elsewhere is kept.
    """

    value: str | None = None
    counts: tuple[str, ...] = ()
    of: tuple[str, ...] | str = ()
    where: Mapping[str, str] = field(default_factory=dict)
    of_where: Mapping[str, str] = field(default_factory=dict)
    where_nothing_better: bool = False

    @property
    def columns(self) -> set[str]:
        of = () if self.of == POPULATION else self.of
        return {*filter(None, [self.value]), *self.counts, *of, *self.where, *self.of_where}


@dataclass(frozen=True)
class Published(Extract):
    """A kind of published file. `publication` is how its releases are called, with the year: `CIN 2025`; `title` its name in full.

    `months` are those that pass between the end of a reporting year and the release: what tells the newer of two releases whose day is
    not known. `gives`: published indicator -> Figure.
    """

    publication: str = ""
    title: str = ""
    publisher: str = "Department for Education"
    year_ends: str = "31 March"
    months: int = 8
    gives: Mapping[str, Figure] = field(default_factory=dict)

    def __post_init__(self):
        super().__post_init__()
        if not self.publication or not self.title or self.year_ends not in YEAR_ENDS:
            raise ValueError(f"{self.table}: a published file says which publication it is of, and when its years end.")
        for indicator, one in self.gives.items():
            if unknown := one.columns - self.columns.keys():
                raise ValueError(f"{self.table}: {indicator} is to stand in {sorted(unknown)}, which is no column of it.")
            for column, wanted in (*one.where.items(), *one.of_where.items()):
                if wanted not in self.columns[column].codes:
                    raise ValueError(f"{self.table}: {indicator} is where {column} is {wanted!r}, which is no code of it.")

    def release(self, year: int | str) -> str:
        """What a release of this publication is called: `CIN 2025`, `ONS mid-2024`."""
        return f"{self.publication}{'' if self.publication.endswith('-') else ' '}{year}"

    def last_day(self, year: int | str) -> dt.date:
        """The day with which a reporting year ends."""
        return dt.date(int(year), *YEAR_ENDS[self.year_ends])


def published(table: str, row_is: str, *, filters: Mapping[str, Column] | None = None, figures: Mapping[str, Column], **about) -> Published:
    """A kind of published file with the columns that all have, its filters (columns of codes) and its figures."""
    filters = filters or {}
    columns = {**COMMON, **filters, **figures}
    headings = [h for column in columns.values() for h in column.headings]
    return Published(
        table=table, row_is=row_is, key=("release_year", "year", "area", *filters), columns=columns,
        only_with=dict.fromkeys(headings, ("geographic_level",)), **about,
    )  # fmt: skip


def category(*headings: str, codes: Mapping[str, str | tuple[str, ...]]) -> Column:
    """A column of categories, by which the rows of one area and year differ. A label that is new is kept, and reported."""
    column = code(*headings, codes=codes, required=True)
    return Column(**{**vars(column), "may_be_blank": True})
