"""Rounding for display. Stored values are not rounded."""

from __future__ import annotations

import math

import numpy as np


def round_half_up(x, decimals: int = 0):
    """`x` rounded with halves going away from zero, as DfE rounds: 2.5 to 3, 12.25 to 12.3, -2.5 to -3.

    A number or an array; missing stays missing; negative `decimals` round to tens. The small tolerance makes up for
    halves that binary fractions cannot hold, such as 2.85. Python's and pandas' own rounding goes to the even digit.
    """
    scale = 10.0**decimals
    if isinstance(x, (int, float)) and math.isfinite(x):  # most that is shown: a tenth of the time of an array of one
        return math.copysign(math.floor(abs(x) * scale + 0.5 + 1e-9) / scale, x) + 0.0
    x = np.asarray(x, float)
    return (np.sign(x) * np.floor(np.abs(x) * scale + 0.5 + 1e-9) / scale + 0.0)[()]


def format_value(value, unit: str, decimals: int) -> str:
    """A value as it is shown: `85.4%` for percentages, else `1,234` or `66.0`; nothing where it is missing."""
    if value is None or np.isnan(value):
        return ""
    return f"{round_half_up(value, decimals):,.{max(decimals, 0)}f}" + ("%" if unit == "percent" else "")
