"""What figures were when they were first reported, what they are now, and the rows that made the difference.

A figure is known by its indicator, team and period (with its grain: `2011-12` is a year and a month). Every *version* that a
figure has had since its status was first `ok` is kept with the number of the publication that it came with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

FIGURE = ["indicator", "team", "grain", "period"]
NUMBERS = ["numerator", "denominator", "value"]
VERSION = [*FIGURE, "status", *NUMBERS, "publication"]

#: What became of a row between two versions of a figure, in the order in which they are listed.
CHANGES = ("added", "gone", "now counted", "no longer counted", "moved")
_COUNTS = ["numerator", "denominator"]


def versions(before: pd.DataFrame | None, values: pd.DataFrame, publication: int) -> pd.DataFrame:
    """Every version of every figure: `before`, and what measure values say anew. Columns as VERSION, oldest first.

    A figure's first version is the first whose status is `ok`; a later one is added where its status or a number differs
    from the version before, also where it is no longer `ok`. A figure that is not printed any more says nothing new.
    """
    now = values[VERSION[:-1]].assign(publication=publication)
    if before is None or before.empty:
        return now[now["status"] == "ok"].reset_index(drop=True)
    latest = before.drop_duplicates(FIGURE, keep="last")
    was = now[FIGURE].merge(latest, how="left", on=FIGURE)
    is_known = was["publication"].notna().to_numpy()
    is_new = np.where(is_known, _differ(was, now), (now["status"] == "ok").to_numpy())
    return pd.concat([before, now[is_new]], ignore_index=True)


def restated(versions: pd.DataFrame) -> pd.DataFrame:
    """The figures that are not what they were when first reported.

    Columns: FIGURE, `first_` numerator, denominator, value and publication, then status and numbers as they are now, and
    the publication that made them so.
    """
    first = versions.drop_duplicates(FIGURE, keep="first")
    last = versions.drop_duplicates(FIGURE, keep="last")
    if len(versions) == len(first):
        first = last = versions.iloc[:0]
    both = first[[*FIGURE, *NUMBERS, "publication"]].merge(last, on=FIGURE, suffixes=("", "_now"))
    now = both[["status", *(f"{n}_now" for n in NUMBERS)]].set_axis(["status", *NUMBERS], axis=1)
    changed = _differ(both.assign(status="ok"), now)
    both = both.rename(columns={n: f"first_{n}" for n in [*NUMBERS, "publication"]} | {f"{n}_now": n for n in [*NUMBERS, "publication"]})
    return both[changed].reset_index(drop=True)


def effects(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The figures that differ between two sets of measure values.

    Columns: FIGURE, status and numbers `_before`, status and numbers, and `is_published`: it was `ok` before, so that this
    restates it. A figure that one of the two does not have is `not loaded` there. Where neither gives a number, nothing moves.
    """
    columns = [*FIGURE, "status", *NUMBERS]
    both = after[columns].merge(before[columns], how="outer", on=FIGURE, suffixes=("", "_before"), sort=False)
    for name in ("status", "status_before"):
        both[name] = both[name].astype(object).fillna("not loaded")
    was = both[["status_before", *(f"{n}_before" for n in NUMBERS)]].set_axis(["status", *NUMBERS], axis=1)
    is_number = both["numerator"].notna() | both["numerator_before"].notna()
    both["is_published"] = both["status_before"] == "ok"
    shown = [*FIGURE, "status_before", "value_before", "numerator_before", "denominator_before", "status", "value", "numerator", "denominator", "is_published"]
    return both.loc[_differ(was, both) & is_number, shown].reset_index(drop=True)


def _differ(one: pd.DataFrame, other: pd.DataFrame) -> np.ndarray:
    """Where two frames of as many rows differ in status or a number. Sums of weights may differ by binary dust."""
    differ = one["status"].to_numpy(dtype=object) != other["status"].to_numpy(dtype=object)
    for name in NUMBERS:
        differ |= ~np.isclose(one[name].to_numpy(float), other[name].to_numpy(float), rtol=1e-9, atol=1e-9, equal_nan=True)
    return differ


# --- the rows behind a difference -------------------------------------------------------------------------------------


def changed_cases(
    before: pd.DataFrame,
    after: pd.DataFrame,
    held_before: Mapping[str, pd.DataFrame],
    held_after: Mapping[str, pd.DataFrame],
    keys: Mapping[str, Iterable[tuple[str, ...]]],
) -> pd.DataFrame:
    """The rows that make the difference between two versions of one figure, from its cases (`compute.cases`) in either.

    `held_*` are the whole tables then and now, and `keys` says for each table by which columns a row is known again: the
    first of its keys that is not blank. Columns: `change`, `numerator_before` and `denominator_before` (nought for a row that
    did not enter), then those of the cases, as they are now, or as they were where a row no longer enters. The numerators less
    those before add up to the difference of the figures; so do the denominators.

    `change` is `added` (the table did not have the row), `gone` (it has it no more), `now counted` or `no longer counted` (it
    enters both times, for more or less), or `moved` (it was and is in the table, and has come from or gone to another period
    or team, or is no longer one of those that this figure looks at).
    """
    columns = ["change", *(f"{name}_before" for name in _COUNTS), *after.columns]
    parts = []
    for table in dict.fromkeys([*before["table"], *after["table"]]):
        was, now = (_by_identity(cases[cases["table"] == table].astype(object), keys.get(table, ())) for cases in (before, after))
        either = now.index.append(was.index[~was.index.isin(now.index)])
        is_was, is_now = either.isin(was.index), either.isin(now.index)
        counts_was, counts_now = (cases[_COUNTS].astype(float).reindex(either) for cases in (was, now))
        more = _more(counts_was, counts_now)
        change = np.where(more > 0, "now counted", "no longer counted").astype(object)
        for only, held, word in ((is_now & ~is_was, held_before, "added"), (is_was & ~is_now, held_after, "gone")):
            if only.any():
                known = _by_identity(held[table], keys.get(table, ())).index if table in held else []
                change[only] = np.where(either[only].isin(known), "moved", word)
        rows = pd.concat([now, was[~was.index.isin(now.index)]]) if len(now) and len(was) else (now if len(now) else was)
        found = rows.assign(
            change=change,
            **{f"{c}_before": _of(counts_was[c], is_was, counts_now[c]) for c in _COUNTS},
            **{c: _of(counts_now[c], is_now, counts_was[c]) for c in _COUNTS},
        )
        parts.append(found[(more != 0) | (is_was != is_now)])
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    found = found.sort_values("change", key=lambda c: c.map(CHANGES.index), kind="stable", ignore_index=True).reindex(columns=columns)
    of_type = before.dtypes if after.empty else after.dtypes
    return found.astype({c: t for c, t in of_type.items() if c not in _COUNTS and t.kind == "M"})


def _of(counts: pd.Series, is_there: np.ndarray, elsewhere: pd.Series) -> np.ndarray:
    """What rows count for: nought where a row is not there, missing where such rows have no such count."""
    return np.where(is_there, counts, np.where(elsewhere.isna(), np.nan, 0.0))


def _more(was: pd.DataFrame, now: pd.DataFrame) -> np.ndarray:
    """Whether each row counts for more than before (1), for less (-1) or the same; the numerator decides first."""
    numerator, denominator = (np.sign((now[c].fillna(0) - was[c].fillna(0)).round(9)).to_numpy() for c in _COUNTS)
    return np.where(numerator != 0, numerator, denominator)


def _by_identity(rows: pd.DataFrame, keys: Iterable[tuple[str, ...]]) -> pd.DataFrame:
    """The rows indexed by what they are known again by: their key as text; of several alike, which of them it is."""
    identity = pd.Series("", index=rows.index, dtype=object)
    for key in [*keys, tuple(c for c in ("worker_id", "child_id") if c in rows)]:
        columns = [rows[c] for c in key if c in rows]
        if len(columns) == len(key) and columns:
            usable = (identity == "") & columns[0].notna()
            texts = [c.astype(object).where(c.notna(), "").astype(str) for c in columns]
            text = texts[0].str.cat(texts[1:], sep="\x1f") if len(texts) > 1 else texts[0]
            identity = identity.where(~usable, text)
    which = identity.groupby(identity, sort=False).cumcount().astype(str)
    return rows.set_index(pd.Index(identity + "\x1f" + which))
