"""Checks tried on tables written out in text, with what is expected of each row beside it.

    child_id | started_on | ended_on | so
    A        | 2024-01-01 |          | fails
    B        | 2024-01-01 |          | fine
    C        | 2023-01-01 | 2024-01-01 | -

`so`: the row fails, is fine, or is not looked at (-). `seen`, where a table has it, is the as-at day of the last extract with the row.
"""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from loaders.checks import checks
from loaders.checks.shared import Tables
from loaders.extracts import extracts
from loaders.merge import in_form

AS_AT = "2024-06-30"


def read(text: str) -> pd.DataFrame:
    heading, *rows = ([cell.strip() or None for cell in line.split("|")] for line in text.strip().splitlines())
    return pd.DataFrame(rows, columns=heading)


def stored(table: str, rows: pd.DataFrame, as_at: str = AS_AT, reaches_back_to: str | None = None):
    """The rows as a loaded table, typed as its extract says."""
    declared = extracts()[table].columns
    if unknown := set(rows) - set(declared):
        raise ValueError(f"{table} has no column {unknown}")
    typed = {}
    for column in rows:
        if declared[column].type in ("day", "moment"):
            typed[column] = pd.to_datetime(rows[column], format="ISO8601")
        elif declared[column].type == "yes/no":
            typed[column] = rows[column].map({"yes": True, "no": False})
        else:
            typed[column] = rows[column]
    frame = pd.DataFrame(typed, index=rows.index).assign(file=f"{table}.xlsx", sheet="Report1", row=np.arange(2, len(rows) + 2))
    return SimpleNamespace(frame=in_form(extracts()[table], frame), as_at=pd.Timestamp(as_at), columns=frozenset(typed), reaches_back_to=reaches_back_to)


@pytest.fixture
def try_check():
    """Try one check: `try_check("open_twice", cp_plans=text, ...)`. `as_at` and `extracts_of` give days by table; the rest is for `Tables`."""

    def try_check(check, *, as_at=None, extracts_of=None, teams=(), pseudo_workers=(), problems=None, **texts):
        written = {table: read(text) for table, text in texts.items()}
        expected = {table: rows.pop("so").tolist() for table, rows in written.items() if "so" in rows}
        seen = {table: rows.pop("seen") for table, rows in written.items() if "seen" in rows}

        def sightings(table):
            return SimpleNamespace(last=pd.to_datetime(seen[table]).to_numpy().astype("datetime64[D]"), days=np.array(extracts_of[table], dtype="datetime64[D]"))

        days = as_at or {}
        tables = Tables(
            {table: stored(table, rows, days.get(table, AS_AT)) for table, rows in written.items()}, teams, pseudo_workers, problems, sightings if seen else None
        )
        came = {table: ["-"] * len(rows) for table, rows in written.items()}
        for found in checks()[check].run(tables):
            table = tables[found.table]
            for place, of, fails in zip(table.frame.index, found.of, found.fails, strict=True):
                before = came[found.table][place]
                came[found.table][place] = "fails" if fails or before == "fails" else "fine" if of else before
        assert {table: came[table] for table in expected} == expected

    return try_check
