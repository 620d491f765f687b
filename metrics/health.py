"""Health checks of children in care, as the indicators that ask whether they are up to date share them."""

from __future__ import annotations

import pandas as pd

from metrics.latest import Latest
from metrics.tables import Tables


def checks(tables: Tables, *types: str, says: str | None = None) -> Latest:
    """The checks of these types that were made, or of them those that have anything in the column `says`."""

    def made():
        found = tables["health_checks"]
        found = found[found["type_code"].isin(types)]
        return Latest(found if says is None else found[found[says].notna()], "checked_on")

    return tables.once(("health checks", types, says), made)


def last_checked(tables: Tables, day: pd.Timestamp, child_ids: pd.Series, *types: str) -> pd.Series:
    """The day of each child's latest check of these types on or before the day, missing where there was none."""
    return checks(tables, *types).on(child_ids, day)
