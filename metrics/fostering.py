"""Foster households, as the indicators that count them share them."""

from __future__ import annotations

import pandas as pd

from metrics.cohorts import Cohort, census, open_on
from metrics.tables import Tables


def approved(tables: Tables, day: pd.Timestamp, kind: str) -> Cohort:
    """Households of a kind that are approved on the day, each once: the approval that began last."""
    found = open_on(tables["foster_households"], day)
    found = found[found["type_code"] == kind].sort_values(["started_on", "file", "row"], kind="stable")
    return census(found[~found["household_id"].duplicated(keep="last")])
