import pandas as pd
import pytest

from metrics.worklist import work
from tests.written_tables import SmallReference, loaded


@pytest.fixture
def listed():
    """A worklist of tables written out, as (who, state, due on, working days) of each row, in its order.

    The tables reach back for ever and up to `as_at`. `details=True` gives the frame of rows instead.
    """

    def listed(one, as_at, *, details=False, **tables):
        given = {name: loaded(name, text, as_at, "1990-01-01") for name, text in tables.items()}
        given["contacts"] = given.get("contacts") or loaded("contacts", "child_id | received_at", as_at, "1990-01-01")
        standing = work(given, SmallReference(), [one])[one.id]
        assert standing.status == "ok"
        if details:
            return standing.rows
        return [
            (
                row.child_id if pd.notna(row.child_id) else row.worker_id,
                row.state,
                None if pd.isna(row.due_on) else f"{row.due_on:%Y-%m-%d}",
                None if pd.isna(row.working_days) else int(row.working_days),
            )
            for row in standing.rows.itertuples()
        ]

    return listed
