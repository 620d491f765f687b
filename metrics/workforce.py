"""Social workers and the children they hold, as the workforce indicators share them."""

from __future__ import annotations

import pandas as pd

from metrics.cohorts import IN_NO_TABLE, natural_key, open_on
from metrics.latest import latest_snapshot
from metrics.tables import Tables

SOCIAL_WORK_ROLES = ("social_worker", "senior_practitioner", "newly_qualified")


def posts_on(tables: Tables, day: pd.Timestamp) -> pd.DataFrame:
    """The posts of the latest snapshot on or before the day, those with most FTE first, of two alike the lower post id."""
    return latest_snapshot(tables, "workforce", day, order=_by_fte)


def _by_fte(posts):
    rank = pd.Series({post: i for i, post in enumerate(sorted(posts["post_id"].dropna().unique(), key=natural_key))}, dtype=float)
    posts = posts.assign(rank=posts["post_id"].astype(object).map(rank))
    return posts.sort_values(["fte", "rank", "file", "row"], ascending=[False, True, True, True], na_position="last").drop(columns="rank")


def in_post(posts: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    """Whether each post is held on the day: permanent or agency, started if that is known, and not ended."""
    held = posts["employment_code"].isin(("permanent", "agency"))
    return held & ~(posts["started_on"] > day) & ~(posts["ended_on"] <= day)


def social_work(posts: pd.DataFrame) -> pd.DataFrame:
    """The posts of social workers."""
    return posts[posts["role_code"].isin(SOCIAL_WORK_ROLES)]


def by_real_workers(tables: Tables, allocations: pd.DataFrame) -> pd.DataFrame:
    """The allocations to somebody: those to pseudo-workers, whose names the reference data list, are none."""
    name = allocations["worker"] if "worker" in allocations else pd.Series("", allocations.index)
    name = name.astype(object).where(name.notna(), "").str.strip().str.casefold()
    return allocations[allocations["worker_id"].notna() & ~name.isin(tables.pseudo_workers)]


def got_another_worker(tables: Tables, day: pd.Timestamp, child_ids: pd.Series, *, months: int) -> pd.Series:
    """Whether each child was allocated, in so many months to the day, to a worker other than those they had at first."""
    begin = day - pd.DateOffset(months=months)
    allocations = tables["allocations"]
    within = allocations[(allocations["started_on"] <= day) & ~(allocations["ended_on"] <= begin)]
    within = by_real_workers(tables, within[within["child_id"].isin(child_ids.astype(object))])
    held = pd.DataFrame({"child": within["child_id"].astype(object), "worker": within["worker_id"].astype(object), "since": within["started_on"].clip(lower=begin)})
    held = held.groupby(["child", "worker"], as_index=False)["since"].min()
    changed = held.loc[held["since"] > held.groupby("child")["since"].transform("min"), "child"]
    return child_ids.astype(object).isin(changed)


def main_posts(posts: pd.DataFrame) -> pd.DataFrame:
    """Of the posts of one snapshot in the order of `posts_on` one for each worker, the first. A post without a worker stands."""
    return posts[posts["worker_id"].isna() | ~posts["worker_id"].duplicated()]


def held_by_social_workers(tables: Tables, day: pd.Timestamp) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The children whom social workers hold on a day, those workers' posts, and workers missing from the snapshot.

    Children: one allocation for each child and worker, the latest; posts: all of each worker who holds a child, the
    one with most FTE first; missing: a row each, of 1.0 FTE. The `team` is the worker's throughout: that of the post
    with most FTE (of two alike, of the lower post id), or else of their latest allocation.
    """
    return tables.once(("held by social workers", day), lambda: _held(tables, day))


def _held(tables, day):
    snapshot = posts_on(tables, day)
    taken_on = snapshot["as_at_on"].max()
    posts, team_of, social_workers = tables.once(("establishment", taken_on), lambda: _establishment(snapshot))

    open_now = open_on(tables.once("allocations, the latest first", lambda: _latest_first(tables["allocations"])), day)
    children = open_now[~open_now.duplicated(["child_id", "worker_id"])]
    worker = children["worker_id"]
    is_missing = ~worker.isin(team_of)
    children = children[is_missing | worker.isin(social_workers)]

    missing = children[is_missing[children.index]]
    missing = missing[~missing.duplicated("worker_id")]
    teams = {**team_of, **dict(zip(missing["worker_id"], missing["team"], strict=True))}
    children = children.assign(team=children["worker_id"].astype(object).map(teams))
    missing = missing[["worker_id", "team"]].assign(fte=1.0).set_axis([IN_NO_TABLE] * len(missing))
    return children, posts[posts["worker_id"].isin(children["worker_id"])], missing


def _latest_first(allocations):
    """Those of a child to a worker; of several that start on one day, any may stand for the others, but always the same one."""
    whole = allocations.dropna(subset=["child_id", "worker_id"])
    return whole.sort_values(["started_on", "team", "file", "row"], ascending=[False, True, True, True])


def _establishment(snapshot):
    """Of a snapshot: the posts that someone holds, each holder's team, and who is a social worker."""
    posts = snapshot[snapshot["worker_id"].notna()]
    main = posts[~posts.duplicated("worker_id")]
    team_of = dict(zip(main["worker_id"], main["team"], strict=True))
    social_workers = set(posts.loc[posts["role_code"].isin(SOCIAL_WORK_ROLES), "worker_id"])
    return posts.assign(team=posts["worker_id"].astype(object).map(team_of)), team_of, social_workers
