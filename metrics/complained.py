"""Complaints, as the indicators that are about them share them."""

from __future__ import annotations

import pandas as pd

from metrics.tables import Tables

#: Said to the indicators that count complaints: the column that tells them apart, where a register holds other feedback too.
MAY_USE = {"complaints": ("type_code",)}


def complaints_in(tables: Tables) -> pd.DataFrame:
    """The rows that are complaints: all of them, but for those of a register of all feedback that say they are something else."""
    rows = tables["complaints"]
    return rows[rows["type_code"].isna() | rows["type_code"].isin(("complaint", "unmapped"))] if "type_code" in rows else rows
