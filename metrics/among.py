"""A published indicator, ours or not, and where an authority stands in it: every year, every other authority, beyond chance or not.

Only what others published is looked at, never the extracts: an authority's own published figure beside those of the rest.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from metrics.comparison import Authority, Comparison, Place, authorities, comparators
from metrics.differences import (
    ENGLAND,
    NEIGHBOURS,
    YEAR_AGO,
    Difference,
    from_given,
    of_counts,
    of_proportions,
)
from metrics.intervals import rate_interval, wilson

if TYPE_CHECKING:
    from metrics.reference import PublishedIndicator, Reference

#: What the name of a published indicator begins with, and its theme, for those that no indicator compares with.
THEME_OF = {
    "referral": "Front door", "rereferral": "Front door", "assessment": "Assessment and planning", "cin": "Assessment and planning",
    "s47": "Child protection", "icpc": "Child protection", "cpp": "Child protection", "cla": "Children in care",
    "care_applications": "Court and permanence", "care_leavers": "Care leavers", "csww": "Workforce",
}  # fmt: skip
OTHER = "Other published figures"


@dataclass(frozen=True, eq=False)
class Published:
    """One published indicator: its days, oldest first, and what an authority's own figures rest on.

    `counts`: day -> numerator and denominator of the area, where both are published. `has_intervals`: whether they are cases of cases,
    or events of a population, so that an interval can be made; not where the one can be more than the other, as children in
    conferences over enquiries, nor for averages and scores.
    """

    about: PublishedIndicator
    area: str
    days: tuple[pd.Timestamp, ...]
    counts: dict[pd.Timestamp, tuple[float, float]]
    has_intervals: bool

    def day_of(self, year: int | None) -> pd.Timestamp | None:
        """The day of a reporting year, the latest without one; None where nothing is published for it."""
        return self.days[-1] if year is None else next((day for day in self.days if day.year == year), None)

    def year_before(self, day: pd.Timestamp) -> pd.Timestamp | None:
        return self.day_of(day.year - 1)

    def interval(self, numerator: float | None, denominator: float | None) -> tuple[float, float] | None:
        """The 95 % interval of a value from its counts, Wilson's or Byar's; None where none can be made."""
        if not self.has_intervals or None in (numerator, denominator) or not denominator > 0:
            return None
        if self.about.unit == "percent":
            lower, upper = wilson(numerator, denominator)
            return float(100 * lower), float(100 * upper)
        lower, upper = rate_interval(numerator, denominator)
        return float(lower), float(upper)


def published(reference: Reference, key: str, area: str, is_ratio: bool = False) -> Published:
    """What there is of one published indicator. `is_ratio`: its parts are not cases of one another, whatever the numbers say."""
    frame, about = reference.published(key), reference.published_indicator(key)
    own = frame[(frame["area"] == area).to_numpy() & frame["numerator"].notna().to_numpy() & frame["denominator"].gt(0).to_numpy()]
    is_share = about.unit == "percent" and not is_ratio and not frame["numerator"].gt(frame["denominator"]).any()
    return Published(
        about=about,
        area=area,
        days=tuple(sorted(frame["period_end"].unique())),
        counts={day: (x, n) for day, x, n in zip(own["period_end"], own["numerator"], own["denominator"], strict=True)},
        has_intervals=bool((is_share or about.unit == "per 10,000") and frame["numerator"].notna().any()),
    )


def theme_of(key: str) -> str:
    """The theme of a published indicator by its name."""
    return next((theme for start, theme in THEME_OF.items() if key.startswith(f"{start}_")), OTHER)


@dataclass(frozen=True, eq=False)
class Among:
    """Where an area stands on a day, and stood a year before (None where nothing was published for that year).

    `differences` from England, from the neighbours' mean and from its own figure a year before, as far as counts are published.
    """

    published: Published
    now: Comparison
    before: Comparison | None
    interval: tuple[float, float] | None
    differences: tuple[Difference, ...]

    @property
    def change(self) -> float | None:
        """By how much the area's own published figure moved in a year."""
        if self.before is None or None in (self.now.own.value, self.before.own.value):
            return None
        return self.now.own.value - self.before.own.value

    @property
    def places_gained(self) -> int | None:
        """By how many places it is nearer to the first than a year before; below 0 further from it. Others may have come or gone."""
        if self.before is None or None in (self.now.rank, self.before.rank):
            return None
        return self.before.rank - self.now.rank

    def verdict(self, beside: str) -> str | None:
        """above, below or no different, of one it can be set beside; None where chance cannot be told."""
        return next((each.verdict for each in self.differences if each.beside == beside), None)


def among(reference: Reference, of: Published, day: pd.Timestamp, model: str = "2025") -> Among:
    """Where the area stands on one of the days published for."""
    key, earlier = of.about.indicator, of.year_before(day)
    now = comparators(reference, key, of.area, day, model)
    before = comparators(reference, key, of.area, earlier, model) if earlier is not None else None
    counts = of.counts.get(day) if now.own.value is not None else None
    interval = of.interval(*counts) if counts else None
    found = []
    for beside, other in ((ENGLAND, now.england), (NEIGHBOURS, now.neighbour_mean)):
        verdict = from_given(*interval, other.value) if interval else None
        if verdict:
            found.append(Difference(beside, verdict, other.value, other.period_end, False, "given"))
    ago = of.counts.get(earlier) if before is not None and before.own.value is not None else None
    if interval and ago:
        is_share = of.about.unit == "percent"
        verdict = (of_proportions if is_share else of_counts)(*counts, *ago)
        found.append(Difference(YEAR_AGO, verdict, before.own.value, earlier, False, "proportions" if is_share else "counts"))
    return Among(of, now, before, interval, tuple(found))


@dataclass(frozen=True)
class Ranked:
    """An authority's figure of a day with its place, None where it has none, and its interval, None where its counts allow none."""

    authority: Authority
    place: Place | None
    interval: tuple[float, float] | None


def ranked(reference: Reference, of: Published, day: pd.Timestamp) -> tuple[Ranked, ...]:
    """Every authority of a day, the first first; those in no ranking last, by name. Equal values share the better rank."""
    everyone = authorities(reference, of.about.indicator, day)
    better = of.about.better
    in_order = sorted((a for a in everyone if a.is_ranked and a.value is not None), key=lambda a: (a.value if better == "low" else -a.value, a.name))
    found, rank = [], 0
    for nth, each in enumerate(in_order, start=1):
        rank = rank if nth > 1 and in_order[nth - 2].value == each.value else nth
        place = Place(rank, len(in_order), math.ceil(4 * rank / len(in_order)), better)
        found.append(Ranked(each, place, of.interval(each.numerator, each.denominator)))
    listed = {one.authority.area for one in found}
    rest = sorted((a for a in everyone if a.area not in listed), key=lambda a: (a.value is None, a.name))
    return (*found, *(Ranked(a, None, of.interval(a.numerator, a.denominator) if a.value is not None else None) for a in rest))


def over_years(reference: Reference, of: Published, model: str = "2025") -> tuple[Comparison, ...]:
    """The comparison of each day published for, oldest first; the neighbours are those of the model throughout."""
    return tuple(comparators(reference, of.about.indicator, of.area, day, model) for day in of.days)
