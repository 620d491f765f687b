import numpy as np
import pytest

from metrics.rounding import format_value, round_half_up


@pytest.mark.parametrize(
    ("x", "decimals", "rounded"),
    [
        (2.5, 0, 3),
        (0.5, 0, 1),
        (-2.5, 0, -3),
        (2.85, 1, 2.9),
        (12.25, 1, 12.3),
        (285, -1, 290),
        (283.54, -1, 280),
        (2.4999, 0, 2),
        (0, 1, 0),
    ],
)
def test_halves_go_away_from_zero(x, decimals, rounded):
    assert round_half_up(x, decimals) == pytest.approx(rounded, abs=1e-12)


def test_arrays_are_rounded_and_missing_stays_missing():
    np.testing.assert_array_equal(round_half_up([0.5, np.nan, 1.5]), [1, np.nan, 2])


def test_every_half_of_a_tenth_goes_up():
    tenths = np.arange(0, 1000)
    np.testing.assert_allclose(round_half_up(tenths / 10 + 0.05, 1), (tenths + 1) / 10)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "shown"),
    [
        (85.35, "percent", 1, "85.4%"),
        (100, "percent", 1, "100.0%"),
        (1234, "count", 0, "1,234"),
        (99.89, "per 10,000", 0, "100"),
        (13.55, "children per FTE", 1, "13.6"),
        (float("nan"), "percent", 1, ""),
        (None, "count", 0, ""),
    ],
)
def test_values_as_they_are_shown(value, unit, decimals, shown):
    assert format_value(value, unit, decimals) == shown
