"""Episodes of children in care missing or absent, and the interviews after their return."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.caseloads import care_team
from loaders.synthetic.report import Report, as_moments, coded, ident, moment, numbered, yes_no
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM, WORKER, held_by

NEVER = days.OPEN * days.MINUTES
#: The share of interviews that are held within 72 hours of the return, by year.
IN_TIME = {2021: 0.52, 2022: 0.47, 2023: 0.58, 2024: 0.71, 2026: 0.79}


def rows(authority) -> pd.DataFrame:
    rng, care = authority.random("missing episodes"), authority.care
    # From the age of 11, most never, a few again and again.
    periods = np.flatnonzero(~care.is_break)
    born = authority.ages.born[care.child[periods]]
    since = np.maximum(care.starts[periods], np.maximum(born + 11 * 365, authority.begins))
    exposed = np.maximum(care.until[periods] - since, 0)
    often = rng.gamma(0.13, 9, size=len(periods))
    at = np.repeat(np.arange(len(periods)), rng.poisson(np.minimum(often * exposed / 365, 60)))
    n = len(at)
    day = since[at] + (rng.random(n) * exposed[at]).astype(int)
    hour = rng.choice([2, 9, 14, 17, 19, 21, 23], size=n, p=[0.06, 0.06, 0.1, 0.16, 0.2, 0.26, 0.16])
    started = day * days.MINUTES + hour * 60 + rng.integers(1, 60, size=n)
    order = np.argsort(started, kind="stable")
    at, started = at[order], started[order]
    lasted = np.minimum(np.exp(rng.normal(6.1, 1.25, size=n)).astype(int) + 25, 12 * days.MINUTES)
    # Nobody goes missing while missing.
    free = np.zeros(len(periods), int)
    keep = np.zeros(n, bool)
    for row, (period, start, minutes) in enumerate(zip(at.tolist(), started.tolist(), lasted.tolist(), strict=True)):
        if start > free[period]:
            keep[row], free[period] = True, start + minutes + 60
    at, started, lasted = at[keep], started[keep], lasted[keep]
    n, end = len(at), (authority.last + 1) * days.MINUTES
    ended = started + lasted

    absent = (lasted < 300) & (rng.random(n) < 0.35)
    offered = np.where(absent, rng.random(n) < 0.5, rng.random(n) < 0.9)
    accepted = offered & (rng.random(n) < 0.72)
    soon = rng.random(n) < levels.of_years(IN_TIME, days.financial_year(ended // days.MINUTES))
    hours = np.where(soon, rng.uniform(5, 71, size=n), 74 + rng.exponential(90, size=n))
    held = ended + (hours * 60).astype(int)
    # In office hours, without crossing the limit.
    held = held - held % days.MINUTES + np.clip(held % days.MINUTES, 9 * 60 + 5, 18 * 60 - 5)
    held = np.where(soon & (held - ended > 72 * 60), held - days.MINUTES, held)
    held = np.where((held <= ended) | (~soon & (held - ended <= 72 * 60 + 1)), held + days.MINUTES, held)
    held = np.where(accepted & (rng.random(n) < 0.94), held, NEVER)
    ended, held = np.where(ended < end, ended, NEVER), np.where(held < end, held, NEVER)
    # A few returns are recorded before they went.
    wrong = np.flatnonzero(ended < NEVER)
    wrong = wrong[rng.permutation(len(wrong))[: max(1, len(wrong) // 400)]]
    ended[wrong] = started[wrong] - rng.integers(20, 400, size=len(wrong))

    closed = np.where(held < NEVER, np.maximum(held, ended), ended)
    child = care.child[periods[at]]
    families = [care.spells[p].family for p in periods[at].tolist()]
    _, workers = held_by(authority, child, started // days.MINUTES)
    known = np.where(ended < NEVER, ended + 3 * days.MINUTES, NEVER)
    known = np.where((known >= end) & (ended < NEVER), ended, known)
    frame = pd.DataFrame(
        {
            "episode_id": numbered(2_800_000, n, rng),
            "child_id": authority.families.child_ids[child].astype(str),
            "type_code": np.where(absent, "absent", "missing"),
            "started_at": as_moments(started),
            "ended_at": as_moments(ended),
            "is_interview_offered": np.where(ended < NEVER, offered, None),
            "is_interview_accepted": np.where((ended < NEVER) & offered, accepted, None),
            "interviewed_at": as_moments(held),
            "team": [care_team(family) for family in families],
            "worker": workers,
            "_said": as_moments(known),
            "_opened": as_moments(np.minimum(started, closed)),
            "_closed": as_moments(np.where(closed < NEVER, np.maximum(np.maximum(closed, known), started), NEVER)),
        }
    )
    first = pd.Timestamp(days.date_of(authority.first))
    return frame[(frame["started_at"] >= first) & (frame["ended_at"].isna() | (frame["ended_at"] >= first))].reset_index(drop=True)


REPORT = Report(
    table="missing_episodes",
    title="Children's Social Care: Missing Episodes and Return Interviews",
    file_name="Missing Episodes",
    columns={
        "episode_id": ident("Missing Episode ID", "Episode ID"),
        "child_id": CHILD,
        "type_code": coded("Missing or Absent", "Missing Episode Type", texts={"missing": ("Missing", "M"), "absent": ("Absent", "A")}),
        "started_at": moment("Missing From", "Missing Episode Start"),
        "ended_at": moment("Missing Until", "Missing Episode End", "Date and Time Returned"),
        "is_interview_offered": yes_no("Return Interview Offered", "RHI Offered"),
        "is_interview_accepted": yes_no("Return Interview Accepted", "RHI Accepted"),
        "interviewed_at": moment("Return Interview Held", "Return Interview Date"),
        "team": TEAM,
        "worker": WORKER,
    },
    rows=rows,
    known={
        "is_interview_offered": ("_said", None),
        "is_interview_accepted": ("_said", None),
        "interviewed_at": ("interviewed_at", None),
        "ended_at": ("ended_at", None),
    },
    extras={"Locality": LOCALITIES, "Reported To Police": ("Yes", "Yes", "No")},
)
