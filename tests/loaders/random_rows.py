"""Random tables of every extract: few children and few days, so that everything that can meet does."""

import zlib
from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd

from loaders.extracts import extracts
from loaders.merge import in_form

FIRST, LAST = pd.Timestamp("2024-01-01"), pd.Timestamp("2024-06-30")


@cache
def random_rows(seed: int, n: int = 80, children: int = 40) -> dict[str, SimpleNamespace]:
    """Every table, as the store gives it (to be left as it is): `frame`, `as_at` (a day or two before LAST for some), `columns`, `reaches_back_to`."""
    draw = None  # anew for each column: a column that is added elsewhere changes no other

    def begin(*names):
        nonlocal draw
        draw = np.random.default_rng([seed, zlib.crc32(".".join(names).encode())])

    def days(count, blanks):
        found = pd.Series(FIRST + pd.to_timedelta(draw.integers(0, (LAST - FIRST).days + 12, count), unit="D"))
        return found.where(draw.random(count) >= blanks)

    def moments(count, blanks):
        hours = pd.to_timedelta(draw.integers(0, 3, count) * 9, unit="h")
        return days(count, blanks) + hours

    def pick(options, count, blanks=0.15):
        picked = pd.Series([options[i] for i in draw.integers(0, len(options), count)], dtype=object)
        return picked.where(draw.random(count) >= blanks, None)

    tables = {}
    for table, extract in extracts().items():
        count = children if extract.rides_along else n
        columns = {}
        for name, column in extract.columns.items():
            begin(table, name)
            blanks = 0 if column.required and not column.may_be_blank else 0.3
            if name == "child_id":
                columns[name] = [f"C{i}" for i in range(children)] if extract.rides_along else pick([f"C{i}" for i in range(children + 2)], count, blanks / 5)
            elif name == "born_on":  # unborn, newborn, and about to come of one age or another
                columns[name] = days(count, 0.2) - pd.to_timedelta(pd.Series(draw.choice([-1, 0, 16, 18, 25.5], count) * 365.25), unit="D").dt.floor("D")
            elif name == "as_at_on":
                columns[name] = pd.to_datetime(pick(["2024-04-30", "2024-05-31", "2024-06-20"], count, 0))
            elif name == "worker_id":
                columns[name] = pick([f"W{i}" for i in range(30)], count, blanks)
            elif column.type == "id":
                columns[name] = [f"{name}{i}" for i in draw.permutation(count)]
            elif column.type == "day":
                columns[name] = days(count, blanks)
            elif column.type == "moment":
                columns[name] = moments(count, blanks)
            elif column.type == "code":
                columns[name] = pick([*(code for code in column.codes if code), "unmapped"][-12:], count)
            elif column.type == "yes/no":
                columns[name] = pick([True, False, False], count)
            elif column.type == "number":
                columns[name] = pd.Series(draw.integers(0, 3, count) / 2).where(draw.random(count) > 0.2)
            else:
                columns[name] = pick(["Ash", "Birch", "cedar", "Duty"], count)
        frame = pd.DataFrame(columns).assign(file=f"{table}.xlsx", sheet="Report1", row=np.arange(2, count + 2))
        begin(table)
        as_at = LAST - pd.Timedelta(days=int(draw.integers(0, 3)))
        tables[table] = SimpleNamespace(frame=in_form(extract, frame), as_at=as_at, columns=frozenset(extract.columns), reaches_back_to=None)
    return tables
