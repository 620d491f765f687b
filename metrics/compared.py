"""One measure value and everything it can be set beside, as one table: itself, what was published for us, and others."""

from __future__ import annotations

import math

import pandas as pd

from metrics.comparison import Figure, comparators, own_period
from metrics.differences import ENGLAND, NEIGHBOURS, YEAR_AGO, of_figure
from metrics.indicator import Indicator
from metrics.periods import Period
from metrics.reference import Reference

COLUMNS = (
    "indicator", "who", "area", "name", "period", "period_end", "numerator", "denominator", "value", "lower", "upper", "difference", "rank", "of", "quartile",
    "n_reporting", "n_neighbours", "release", "note",
)  # fmt: skip


def compared(reference: Reference, indicator: Indicator, values: pd.DataFrame, period: Period, model: str = "2025") -> pd.DataFrame:
    """A row for each; `values` are measure values of the whole authority that hold the period, and whatever else is to be found.

    `who` is "these extracts", "a year before", "these extracts, that day" (the measure value that speaks of the day others are
    published for), "published", "England", "region", "neighbours, mean", "neighbours, median" or "neighbour", these closest first.
    `difference` says whether the figure of the period is above, below or no different from that one, by more than chance would
    give (metrics.differences). Rank 1 and quartile 1 are the best, or the highest where neither way is good. `note` says why there is
    no value, or what to know of it.
    """
    of_period = {row.period: row for row in values.itertuples(index=False) if row.indicator == indicator.id and not row.team}
    figure, ago = of_period.get(period.label), of_period.get(period.year_before.label)
    comparison = indicator.compares_with and comparators(reference, indicator.compares_with, reference.authority.code, period.end, model)
    verdicts = {each.beside: each.verdict for each in of_figure(indicator, figure, comparison or None, ago)}
    rows = [_own("these extracts", reference, figure)] if figure is not None else []
    if ago is not None:
        rows.append({**_own("a year before", reference, ago), "difference": verdicts.get(YEAR_AGO, "")})
    if comparison:
        day = comparison.period_end
        same = own_period(indicator, day) if day is not None else None
        if same is not None and same.label != period.label and same.label in of_period:
            rows.append(_own("these extracts, that day", reference, of_period[same.label]))
        rows += _others(reference, comparison, verdicts)
    return pd.DataFrame(rows, columns=COLUMNS).assign(indicator=indicator.id)


def _own(who: str, reference: Reference, row) -> dict:
    note = row.note if row.status == "ok" else "; ".join(part for part in (row.status, row.note) if part)
    return {
        "who": who, "area": row.area, "name": reference.authority.short_name, "period": row.period, "period_end": row.period_end, "numerator": row.numerator,
        "denominator": row.denominator, "value": row.value, "lower": row.lower, "upper": row.upper, "difference": "", "note": note,
    }  # fmt: skip


def _others(reference: Reference, comparison, verdicts) -> list[dict]:
    published = reference.published(comparison.indicator)
    known = {row.area: row for row in published[published["period_end"] == comparison.period_end].itertuples(index=False)}

    def row(who: str, each: Figure, **more) -> dict:
        found = known.get(each.area)
        counts = {name: getattr(found, name) if found is not None else math.nan for name in ("numerator", "denominator")}
        return {
            "who": who, "area": each.area, "name": each.name, "period": "", "period_end": each.period_end, **counts, "value": each.value, "difference": "",
            "release": found.release if found is not None else "", "note": each.reason or each.note, **more,
        }  # fmt: skip

    place = comparison.place
    standing = {"rank": place.rank, "of": place.of, "quartile": place.quartile} if place else {}
    of_neighbours = {"n_reporting": comparison.n_reporting, "n_neighbours": comparison.n_neighbours}
    return [
        row("published", comparison.own, **standing),
        row("England", comparison.england, difference=verdicts.get(ENGLAND, "")),
        row("region", comparison.region),
        row("neighbours, mean", comparison.neighbour_mean, difference=verdicts.get(NEIGHBOURS, ""), **of_neighbours),
        row("neighbours, median", comparison.neighbour_median, **of_neighbours),
        *(row("neighbour", each) for each in comparison.neighbours),
    ]
