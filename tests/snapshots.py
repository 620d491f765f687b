"""Snapshots as pages read them, of small tables: from rows to measure values to what is said of them."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd

from dashboard.snapshot import Snapshot
from metrics.compute import compute
from tests.written_tables import SmallReference, loaded, typed

NOTHING = pd.DataFrame()


class Reference(SmallReference):
    """One that has no rebasing and no trajectory, and nobody to compare with."""

    authority = SimpleNamespace(code="E06000019", short_name="Herefordshire")

    def rebasings(self, indicator, team=""):
        return ()

    def trajectory(self, indicator, team, on):
        return None


def contacts(counts, first="2024-04"):
    """Rows of contacts: `counts` is, for each team, a number in time and a number received for each month from `first` on."""
    months = pd.period_range(first, periods=max(map(len, counts.values())), freq="M")
    received, decided, teams = [], [], []
    for team, numbers in counts.items():
        for month, (in_time, of) in zip(months, numbers, strict=False):
            for n in range(of):
                at = month.start_time + pd.Timedelta(days=n % 24, hours=9)
                received.append(at)
                decided.append(at + pd.Timedelta(hours=24 if n < in_time else 100))
                teams.append(team)
    rows = pd.DataFrame({"received_at": received, "decided_at": decided, "team": teams, "child_id": [f"C{n}" for n in range(len(teams))]})
    return typed("contacts", rows)


def snapshot(indicators, tables, as_at, reference=None, as_ats=None, **more) -> Snapshot:
    """What pages read of tables, given as frames. `as_ats`: tables that end on a day of their own."""
    reference = reference or Reference()
    ends = {name: pd.Timestamp((as_ats or {}).get(name, as_at)) for name in tables}
    given = {name: loaded(name, frame, ends[name], "1990-01-01") for name, frame in tables.items()}
    first = min(frame["received_at"].min() for frame in tables.values() if "received_at" in frame)
    values = compute(indicators, given, reference, by_team=True, first=first, last=as_at)
    coverage = pd.DataFrame([{"table": name, "as_at_on": end} for name, end in ends.items()])
    known = {indicator.id: indicator for indicator in indicators}
    return of_values(values, known, as_at, reference, coverage, **more)


def of_values(values, indicators, as_at, reference=None, coverage=None, **more) -> Snapshot:
    """What pages read of measure values."""
    if coverage is None:
        coverage = pd.DataFrame([{"table": table, "as_at_on": pd.Timestamp(as_at)} for i in indicators.values() for table in i.needs]).drop_duplicates()
    return Snapshot(
        number=1, as_at=pd.Timestamp(as_at), is_synthetic=False, values=values, coverage=coverage, files=NOTHING, problems=NOTHING,
        reference=reference or Reference(), indicators=indicators, **more,
    )  # fmt: skip
