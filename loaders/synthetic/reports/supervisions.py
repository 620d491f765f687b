"""Supervisions of workers and of the cases they hold: recorded for a year and a half, on paper before."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.report import Report, as_days, coded, day, ident, numbered, worker_id
from loaders.synthetic.rounds import make_rounds
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM, WORKER

RECORDED_MONTHS = 18
LATE = {2022: 0.42, 2023: 0.36, 2024: 0.28, 2025: 0.2, 2026: 0.15, 2027: 0.12}


def starts(authority) -> int:
    return max(authority.first, days.first_of_month(int(days.month_of(authority.last)) - RECORDED_MONTHS + 1))


def rows(authority) -> pd.DataFrame:
    rng = authority.random("supervisions")
    since = starts(authority)
    held = [a for a in authority.caseloads.allocations if a.ends > since and a.starts <= authority.last]
    cases = _case(authority, rng, held, since)
    workers = _own(authority, rng, held, since)
    found = pd.concat([workers, cases], ignore_index=True).drop_duplicates(["worker", "child", "held"])
    # A worker's cases are gone through in one session.
    session = found["worker"] * 10**6 + found["held"]
    order = np.lexsort((found["child"], found["worker"], found["held"]))
    found, session = found.iloc[order].reset_index(drop=True), session.iloc[order]
    place, ids = pd.factorize(session)
    child = found["child"].to_numpy()
    children = authority.families.child_ids[np.maximum(child, 0)].astype(str).astype(object)
    return pd.DataFrame(
        {
            "supervision_id": numbered(1_800_000, len(ids), rng)[place],
            "held_on": as_days(found["held"]),
            "type_code": np.where(child < 0, "worker", "case"),
            "worker_id": [worker_id(w) for w in found["worker"].tolist()],
            "worker": [authority.staff.name(w) for w in found["worker"].tolist()],
            "child_id": np.where(child < 0, None, children),
            "team": np.where(rng.random(len(found)) < 0.003, None, found["team"]),
            "_opened": as_days(found["held"]),
            "_closed": as_days(found["held"]),
        }
    )


def _case(authority, rng, held, since) -> pd.DataFrame:
    """Each case about once a month, on one of its worker's two days."""
    worker, child, starts, ends = (np.array([getattr(a, name) for a in held], int) for name in ("worker", "child", "starts", "ends"))
    late = levels.of_years(LATE, days.financial_year(np.maximum(starts, since)))
    rounds = make_rounds(authority, rng, np.maximum(starts, since - 30), ends, 21, 30, late, 4, since=since)
    done = rounds.done < days.OPEN
    place, on = rounds.group[done], rounds.done[done]
    team = np.array([a.team for a in held], object)[place]
    return pd.DataFrame({"worker": worker[place], "child": child[place], "held": _together(authority, on, worker[place]), "team": team})


def _together(authority, on, worker) -> np.ndarray:
    """Moved to the working day that the worker is supervised on: the same weekday for all of a worker's cases, or the last day."""
    moved = np.minimum(on + (worker % 5 - days.weekday(on)) % 7, authority.last)
    return authority.calendar.on_or_before(moved)


def _own(authority, rng, held, since) -> pd.DataFrame:
    """Each worker with cases, in most months."""
    found, teams = [], {a.worker: a.team for a in held}
    spans: dict[int, list] = {}
    for allocation in held:
        span = spans.setdefault(allocation.worker, [allocation.starts, allocation.ends])
        span[0], span[1] = min(span[0], allocation.starts), max(span[1], allocation.ends)
    for month in range(int(days.month_of(since)), int(days.month_of(authority.last)) + 1):
        first, last = days.first_of_month(month), min(days.last_of_month(month), authority.last)
        misses = float(levels.of_years(LATE, days.financial_year(first))) * 0.7
        for worker in sorted(spans):
            starts, ends = max(spans[worker][0], first), min(spans[worker][1], last)
            if starts <= ends and rng.random() > misses:
                found.append((worker, -1, int(rng.integers(starts, ends + 1)), teams[worker]))
    own = pd.DataFrame(found, columns=["worker", "child", "held", "team"])
    return own.assign(held=authority.calendar.on_or_before(own["held"].to_numpy(int)))


REPORT = Report(
    table="supervisions",
    title="Children's Social Care: Supervision",
    file_name="Supervision",
    columns={
        "supervision_id": ident("Supervision ID"),
        "held_on": day("Supervision Date", "Date of Supervision"),
        "type_code": coded("Supervision Type", texts={"worker": ("Personal Supervision", "One to one"), "case": ("Case Supervision", "Case Discussion")}),
        "worker_id": ident("Worker ID", "WORKER_ID"),
        "worker": WORKER,
        "child_id": CHILD,
        "team": TEAM,
    },
    rows=rows,
    starts=starts,
    extras={"Locality": LOCALITIES, "Supervisor": ("Team manager 01", "Team manager 02", "Team manager 03")},
)
