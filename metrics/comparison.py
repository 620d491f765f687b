"""Is the target met, and how do others do: targets, England, the region, statistical neighbours, rank.

Published figures are rounded by whoever published them and are taken as they stand. All the
figures of one comparison are of one day, the latest published at or before the day asked for, so
that England of one year is never set beside neighbours of another.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from statistics import fmean, median
from typing import TYPE_CHECKING

import pandas as pd

from metrics.periods import Period, period_of

if TYPE_CHECKING:
    from metrics.indicator import Indicator
    from metrics.reference import Reference

DIRECTIONS = ("or more", "or fewer", "or less", "above", "below", "between")
#: What a target is set beside: a number, or the latest published figure of England, of the neighbours' mean, or the harder of the two.
BASES = ("fixed", "England", "neighbours", "England and neighbours")
FEWEST_TO_JUDGE = 10  # a denominator below this carries no judgement
RELATIVE_TOLERANCE = 1e-9  # 0.1 + 0.2 is 0.3 here
TOO_SMALL_TO_RANK = {"E06000053": "Isles of Scilly", "E09000001": "City of London"}

SYMBOLS = {
    "c": "suppressed, to protect confidentiality",
    "u": "withheld as unreliable",
    "x": "not available",
    "z": "not applicable",
    "k": "rounds to zero, but is not zero",
    "-": "not given, and the source does not say why",
}
NO_ROW = "no figure published for this area"


# Targets


@dataclass(frozen=True)
class Target:
    """What was aimed at, by whom, and where it is written.

    `value` is a number, also where the target is relative: "below England" carries England's
    latest published figure, and `period_end` says of which day. With the direction "between" it is
    the lower end of a range and `upper` the other; both are met.
    """

    indicator: str
    value: float
    direction: str = "or more"
    tolerance: float = 0.0
    team: str = ""
    from_on: pd.Timestamp | None = None
    to_on: pd.Timestamp | None = None
    basis: str = "fixed"
    source: str = ""
    period_end: pd.Timestamp | None = None
    upper: float | None = None

    def __post_init__(self):
        if self.direction not in DIRECTIONS:
            raise ValueError(f"{self.indicator}: direction={self.direction!r} is none of {', '.join(DIRECTIONS)}.")
        if (self.direction == "between") != (self.upper is not None):
            raise ValueError(f"{self.indicator}: only a target with the direction 'between' has an upper end, and it must have one.")

    @property
    def text(self) -> str:
        """The target in words: "85", "18 or fewer", "below 24.5"."""
        number = f"{self.value:.10g}"
        if self.upper is not None:
            return f"{number} to {self.upper:.10g}"
        if self.direction == "or more":
            return number
        return f"{self.direction} {number}" if self.direction in ("above", "below") else f"{number} {self.direction}"

    def is_met_by(self, value: float) -> bool:
        """Equality meets a target, except one that says "above" or "below"."""
        if self.upper is not None:
            return self._gap(value) == 0
        if math.isclose(value, self.value, rel_tol=RELATIVE_TOLERANCE):
            return self.direction not in ("above", "below")
        return value > self.value if self.direction in ("or more", "above") else value < self.value

    def is_near(self, value: float) -> bool:
        """Not met, and no further from it than the tolerance; a target without one is never nearly met."""
        if not self.tolerance or self.is_met_by(value):
            return False
        gap = self._gap(value)
        return gap <= self.tolerance or math.isclose(gap, self.tolerance, rel_tol=RELATIVE_TOLERANCE)

    def is_clear_of(self, lower: float, upper: float) -> bool:
        """Whether an interval leaves the target out: the judgement is then no accident of small numbers."""
        ends = (self.value, self.value if self.upper is None else self.upper)
        return bool(upper < min(ends) or lower > max(ends) or (self.upper is not None and min(ends) <= lower and upper <= max(ends)))

    def _gap(self, value: float) -> float:
        """How far a value is from the target; 0 within a range, its ends included."""
        nearest = min(max(value, self.value), self.value if self.upper is None else self.upper)
        return 0.0 if math.isclose(value, nearest, rel_tol=RELATIVE_TOLERANCE) else abs(value - nearest)


def judge(value: float | None, denominator: float | None, target: Target | None) -> tuple[str, str]:
    """`met`, `near`, `not met`, `too few` or `no target`, and the target in words.

    The unrounded value is compared. Nothing is judged on a denominator below 10; figures without
    a denominator (counts) are judged plainly. Without a value there is no judgement.
    """
    if target is None:
        return "no target", ""
    if value is None or math.isnan(value):
        return "", target.text
    if denominator is not None and denominator < FEWEST_TO_JUDGE:
        return "too few", target.text
    if target.is_met_by(value):
        return "met", target.text
    return ("near" if target.is_near(value) else "not met"), target.text


# Published figures of others


@dataclass(frozen=True)
class Figure:
    """A published figure, or why there is none.

    `reason` is why `value` is missing; `note` is anything to know about a value that is there.
    """

    name: str
    value: float | None
    period_end: pd.Timestamp | None
    reason: str = ""
    note: str = ""
    area: str = ""


@dataclass(frozen=True)
class Place:
    """Where a value stands among the authorities: rank 1 and quartile 1 are the best.

    Where neither way is good, rank 1 is the highest.
    """

    rank: int
    of: int
    quartile: int
    better: str | None

    @property
    def words(self) -> str:
        """Such as "3rd of 151, best quarter"."""
        top, bottom = ("best", "worst") if self.better else ("highest", "lowest")
        quarter = (top, f"second {top}", f"second {bottom}", bottom)[self.quartile - 1]
        return f"{ordinal(self.rank)} of {self.of}, {quarter} quarter"


@dataclass(frozen=True)
class Comparison:
    """Everything an area's figure can be set beside, on one day.

    `n_reporting` of the neighbours have a figure; the mean and the median are of those.
    """

    indicator: str
    area: str
    model: str
    better: str | None
    period_end: pd.Timestamp | None
    england: Figure
    region: Figure
    neighbour_mean: Figure
    neighbour_median: Figure
    own: Figure
    neighbours: tuple[Figure, ...]
    others: tuple[float, ...] = field(repr=False)  # what the other authorities that are ranked have
    is_ranked: bool = True

    @property
    def n_neighbours(self) -> int:
        return len(self.neighbours)

    @property
    def n_reporting(self) -> int:
        return sum(neighbour.value is not None for neighbour in self.neighbours)

    @cached_property
    def place(self) -> Place | None:
        """Where the area's own published figure stands."""
        return self.place_of(self.own.value)

    @property
    def place_reason(self) -> str:
        """Why it stands nowhere."""
        if self.place:
            return ""
        return self.own.reason if self.is_ranked else "not ranked: only authorities are, and not the smallest two"

    @cached_property
    def best_quarter(self) -> float | None:
        """What it takes to stand in the best quarter, or in the highest where neither way is good: this or better; `place_of` says the same.

        None where there are fewer than three others, as then nothing does.
        """
        places = (len(self.others) + 1) // 4
        if not self.is_ranked or not places:
            return None
        return sorted(self.others, reverse=self.better != "low")[places - 1]

    @property
    def best_neighbour(self) -> Figure | None:
        """The neighbour with the best figure, the first of equals; None where neither way is good, or none has a figure."""
        reporting = [neighbour for neighbour in self.neighbours if neighbour.value is not None]
        if self.better is None or not reporting:
            return None
        return (max if self.better == "high" else min)(reporting, key=lambda neighbour: neighbour.value)

    @property
    def neighbour_range(self) -> tuple[float, float] | None:
        """The lowest and the highest figure of the neighbours; None where none has one."""
        values = [neighbour.value for neighbour in self.neighbours if neighbour.value is not None]
        return (min(values), max(values)) if values else None

    @property
    def rank(self) -> int | None:
        return self.place.rank if self.place else None

    @property
    def quartile(self) -> int | None:
        return self.place.quartile if self.place else None

    @cached_property
    def _in_order(self) -> list[float]:
        return sorted(self.others)

    def place_of(self, value: float | None) -> Place | None:
        """Where a value, such as today's, would stand among the other authorities' published ones.

        Equal values share the better rank.
        """
        if not self.is_ranked or not self.others or value is None or math.isnan(value):
            return None
        ahead = bisect_left(self._in_order, value) if self.better == "low" else len(self.others) - bisect_right(self._in_order, value)
        rank, of = ahead + 1, len(self.others) + 1
        return Place(rank, of, math.ceil(4 * rank / of), self.better)


def comparators(reference: Reference, indicator: str, area: str, on, model: str = "2025") -> Comparison:
    """What an area's figure can be set beside on a day: published figures, the latest at or before it.

    `indicator` is the key of a published indicator (an indicator's `compares_with`). `area` may be
    an authority, a region or England; only an authority has neighbours and a place. Whoever has no
    figure says why. The Isles of Scilly and the City of London are in no ranking. The mean and the
    median take neighbours that make one joint return once.
    """
    period_end, rows = reference.published_on(indicator, on)
    nothing = f"no figure published at or before {day_in_words(on)}" if period_end is None else NO_ROW

    def figure(name: str, code: str) -> Figure:
        if code not in rows:
            return Figure(name, None, period_end, nothing, area=code)
        value, symbol, note = rows[code]
        words = SYMBOLS.get(symbol, symbol)
        if value is None:
            return Figure(name, None, period_end, words, note, code)
        return Figure(name, value, period_end, "", "; ".join(part for part in (words, note) if part), code)

    here = reference.area(area)
    if here.level == "country":
        region = Figure("Region", None, period_end, "England is in no region")
    else:
        of = here if here.level == "region" else reference.area(here.region_code)
        region = figure(of.name, of.code)

    neighbours = tuple(figure(reference.area(code).short_name, code) for code in reference.neighbours(area, model))
    mean, middle = _mean_and_median(neighbours, period_end, f"no neighbours in the {model} model")
    ranked = reference.authority_codes - TOO_SMALL_TO_RANK.keys()
    return Comparison(
        indicator=indicator,
        area=area,
        model=model,
        better=reference.published_indicator(indicator).better,
        period_end=period_end,
        england=figure("England", reference.england),
        region=region,
        neighbour_mean=mean,
        neighbour_median=middle,
        own=figure(here.short_name, area),
        neighbours=neighbours,
        others=tuple(row[0] for code, row in rows.items() if row[0] is not None and code != area and code in ranked),
        is_ranked=area in ranked,
    )


# Every authority's figure of one day


@dataclass(frozen=True)
class Authority:
    """What one authority published; `numerator` and `denominator` are None where only the value is, or they are suppressed.

    `release` is the key of the release that it was taken from.
    """

    area: str
    name: str
    value: float | None
    numerator: float | None
    denominator: float | None
    reason: str
    note: str
    release: str
    is_ranked: bool

    @property
    def has_counts(self) -> bool:
        return None not in (self.value, self.numerator, self.denominator) and self.denominator > 0


def published_days(reference: Reference, key: str) -> list[pd.Timestamp]:
    """The days for which there is a published figure, latest first."""
    return sorted(reference.published(key)["period_end"].unique(), reverse=True)


def authorities(reference: Reference, key: str, day) -> tuple[Authority, ...]:
    """What each authority published for a day, those without a figure too, by name; none on a day without published figures."""
    frame = reference.published(key)
    frame = frame[(frame["period_end"] == pd.Timestamp(day)) & frame["area"].isin(reference.authority_codes)]
    found = []
    for row in frame.itertuples(index=False):
        value, numerator, denominator = (None if math.isnan(number) else number for number in (row.value, row.numerator, row.denominator))
        words = SYMBOLS.get(row.symbol, row.symbol)
        note = "; ".join(part for part in (words if value is not None else "", row.note) if part)
        reason = words if value is None else ""
        area = reference.area(row.area)
        found.append(Authority(row.area, area.short_name, value, numerator, denominator, reason, note, row.release, row.area not in TOO_SMALL_TO_RANK))
    return tuple(sorted(found, key=lambda authority: authority.name))


def each_once(found: Iterable[Authority]) -> list[Authority]:
    """The same, of authorities that make one joint return only the first: the return is one."""
    kept, returns = [], set()
    for authority in found:
        if "joint return" in authority.note:
            if authority.note in returns:
                continue
            returns.add(authority.note)
        kept.append(authority)
    return kept


def own_period(indicator: Indicator, day) -> Period | None:
    """The period whose measure value speaks of what is published for a day; None where none does.

    Events of a year that ends with the day: the financial year. What is open on the day, and the twelve months before it: the month.
    """
    found = period_of(pd.Timestamp(day), "year" if indicator.shape == "events" else "month")
    return found if found.end == pd.Timestamp(day) else None


def history(reference: Reference, indicator: str, area: str, model: str = "2025") -> pd.DataFrame:
    """The comparison of every published day, oldest first, for a chart or its table.

    Columns: period_end, england, region, neighbour_mean, neighbour_median, n_reporting, own. The
    neighbours are those of the model throughout, also before the model was made.
    """
    days = reference.published(indicator)["period_end"].drop_duplicates().sort_values()
    rows = []
    for day in days:
        at = comparators(reference, indicator, area, day, model)
        figures = (at.england, at.region, at.neighbour_mean, at.neighbour_median)
        rows.append((day, *(f.value for f in figures), at.n_reporting, at.own.value))
    columns = ["period_end", "england", "region", "neighbour_mean", "neighbour_median", "n_reporting", "own"]
    numbers = dict.fromkeys(["england", "region", "neighbour_mean", "neighbour_median", "own"], float)
    return pd.DataFrame(rows, columns=columns).astype(numbers)


def _mean_and_median(neighbours: tuple[Figure, ...], period_end, no_model: str) -> tuple[Figure, Figure]:
    reporting = [n for n in neighbours if n.value is not None]
    # Two authorities that make one return are shown the same figure: it is one figure.
    values = list({(n.note or n.area): n.value for n in reporting if "joint return" in n.note}.values())
    twice = sum("joint return" in n.note for n in reporting) - len(values)
    values += [n.value for n in reporting if "joint return" not in n.note]
    if not values:
        reason = f"none of the {len(neighbours)} neighbours has a figure" if neighbours else no_model
        return tuple(Figure(name, None, period_end, reason) for name in ("Neighbours, mean", "Neighbours, median"))
    note = f"{len(reporting)} of {len(neighbours)} neighbours" + ("; a joint return counted once" if twice else "")
    return (
        Figure("Neighbours, mean", fmean(values), period_end, note=note),
        Figure("Neighbours, median", median(values), period_end, note=note),
    )


def ordinal(n: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    return f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def day_in_words(on) -> str:
    """31 March 2025, on any operating system."""
    day = pd.Timestamp(on)
    return f"{day.day} {day:%B %Y}"
