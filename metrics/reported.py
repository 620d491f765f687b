"""What a store has published of figures: since when each is what it is, because of what, and because of which rows.

`stored` is a snapshot of the store. Of it these ask for no more than `derived(name, or_earlier)`, `number`, `published_at(number)`,
`because(number, tables)`, `tables` and `tables_at(number)`: see loaders/store.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd

from metrics.compute import cases, compute
from metrics.history import FIGURE, changed_cases, restated, versions
from metrics.indicator import Indicator
from metrics.periods import period
from metrics.tables import Table

REDEFINED = (
    "Definitions or reference data have changed since this figure was first reported: by those of today, the rows of that time do not give it. "
    "The rows listed are those that differ as counted today; what the definitions changed, rows cannot show."
)


class NeverReported(ValueError):
    """A figure that has no first report to be compared with."""


def as_tables(stored_tables: Mapping) -> dict[str, Table]:
    """The tables of a store in the form that figures are computed from."""
    return {name: Table(t.frame, t.as_at, t.columns, t.reaches_back_to) for name, t in stored_tables.items()}


def kept_versions(stored) -> pd.DataFrame | None:
    """Every version that the figures of a store have had; of one that kept none yet, the figures as they stand."""
    if (kept := stored.derived("versions", or_earlier=True)) is not None:
        return kept
    values = stored.derived("values")
    return None if values is None else versions(None, values, stored.number)


def history(stored, indicators: Mapping[str, Indicator]) -> pd.DataFrame:
    """The figures that are no longer what they were when first reported: what they were, since when, and because of what.

    Columns: indicator, team, grain, period, first_value, first_numerator, first_denominator, first_reported_at, first_load,
    changed_at, because, and then status, value, numerator and denominator as they are now.
    """
    because = cache(lambda number, indicator: stored.because(number, indicators[indicator].needs))
    kept = kept_versions(stored)
    found = pd.DataFrame(columns=[*FIGURE, "first_publication", "publication"]) if kept is None else restated(kept)
    found = found[found["indicator"].isin(list(indicators))].reset_index(drop=True)
    first, last = ([int(n) for n in found[name]] for name in ("first_publication", "publication"))
    found["first_load"] = pd.Series([because(*pair)[0] for pair in zip(first, found["indicator"], strict=True)], dtype="Int64")
    found["because"] = pd.Series([because(*pair)[1] for pair in zip(last, found["indicator"], strict=True)], dtype="str")
    for name, numbers in (("first_reported_at", first), ("changed_at", last)):
        found[name] = pd.Series([stored.published_at(n) for n in numbers], dtype="datetime64[us]")
    firsts = [f"first_{n}" for n in ("value", "numerator", "denominator", "reported_at", "load")]
    return found.reindex(columns=[*FIGURE, *firsts, "changed_at", "because", "status", "value", "numerator", "denominator"])


def difference(stored, indicator: Indicator, period_label: str, team: str, reference, keys: Mapping) -> pd.DataFrame:
    """The rows that make the difference between a figure as first reported and as it is now: see `metrics.history.changed_cases`.

    The tables of that time are made again and counted by today's definitions. `attrs["note"]` says so where these do not give
    the figure that was reported, and is "" where they do. `NeverReported` where it never was `ok`.
    """
    wanted = period(period_label)
    kept = kept_versions(stored)
    figure = {"indicator": indicator.id, "team": team, "grain": wanted.grain, "period": wanted.label}
    if kept is not None:
        kept = kept[(kept[FIGURE] == pd.Series(figure)).all(axis=1)]
    if kept is None or kept.empty:
        raise NeverReported(f"{indicator.id} of {wanted.label} was not reported yet: it never was final (`ok`).")
    then, now = as_tables(stored.tables_at(int(kept["publication"].iloc[0]))), as_tables(stored.tables)
    found = changed_rows(then, now, indicator, period_label, team, reference, keys)
    again = compute([indicator], then, reference, by_team=bool(team), grains=[wanted.grain], first=wanted.start, last=wanted.start)
    again = again[again["team"] == team]
    is_same = len(again) == 1 and len(versions(kept.iloc[:1], again, 0)) == 1
    found.attrs["note"] = "" if is_same else REDEFINED
    return found


def changed_rows(then: Mapping, now: Mapping, indicator: Indicator, period_label: str, team: str, reference, keys: Mapping) -> pd.DataFrame:
    """The rows that make the difference between one figure as two sets of tables have it: see `metrics.history.changed_cases`."""
    counted = (cases(indicator, tables, reference, period_label, team) for tables in (then, now))
    frames = ({name: table.frame for name, table in tables.items()} for tables in (then, now))
    return changed_cases(*counted, *frames, keys)
