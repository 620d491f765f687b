import pandas as pd
import pytest

from metrics.compute import compute
from metrics.periods import period
from tests.written_tables import SmallReference, loaded


@pytest.fixture
def figure():
    """The measure value of an indicator in a period, as a row, from tables written out.

    The tables reach back for ever and up to `as_at`, by default the end of the period.
    """

    def figure(indicator, label, *, as_at=None, team="", reference=None, reaches_back_to="1990-01-01", **tables):
        wanted = period(label)
        as_at = wanted.end if as_at is None else pd.Timestamp(as_at)
        given = {name: loaded(name, text, as_at, reaches_back_to) for name, text in tables.items()}
        only = {"by_team": bool(team), "grains": [wanted.grain], "first": wanted.start, "last": wanted.end}
        values = compute([indicator], given, reference or SmallReference(), **only)
        rows = values[(values["team"] == team) & (values["period"] == label)]
        assert len(rows) == 1, f"{len(rows)} figures for {team or 'the authority'} in {label}"
        return rows.iloc[0]

    return figure


@pytest.fixture
def measure(figure):
    """(numerator, denominator) of an indicator in a period; of a count and of a rate, which has a population, the number."""

    def measure(indicator, label, **given):
        row = figure(indicator, label, **given)
        if indicator.has_denominator and not indicator.is_rate:
            return row["numerator"], row["denominator"]
        return row["numerator"]

    return measure
