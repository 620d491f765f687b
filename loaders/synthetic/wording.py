"""Headings and words that several reports share: Mosaic's, never those of Ofsted's Annex A."""

import numpy as np

from loaders.synthetic import days
from loaders.synthetic.report import as_days, ident, name_of_team, words

CHILD = ident("Person ID", "Mosaic ID", "PERSON_ID", "MOSAIC_ID")
TEAM = name_of_team("Team", "Responsible Team", "TEAM_NAME", "ALLOCATED_WORKER_TEAM")
WORKER = words("Worker", "Assigned Worker", "ALLOCATED_WORKER")

# Each source of a contact or referral in one of the ways sites write it.
SOURCES = {
    "1A": ("1A - Family member/relative/carer", "1A: Family member/relative/carer"),
    "1D": ("1D - Other individual", "1D"),
    "2A": ("2A - Schools", "2A: Schools", "Schools"),
    "2B": ("2B - Education services", "2B: Education services"),
    "3A": ("3A - GP", "3A: GP", "GP"),
    "3B": ("3B - Health visitor", "Health visitor"),
    "3E": ("3E - A&E", "A&E"),
    "3F": ("3F - Other health services", "3F"),
    "4": ("4 - Housing", "4: Housing", "Housing"),
    "5A": ("5A - LA services - social care", "5A"),
    "5D": ("5D - LA services - early help", "5D"),
    "6": ("6 - Police", "6: Police", "Police"),
    "7": ("7 - Other legal agency", "7"),
    "8": ("8 - Other", "8"),
    "9": ("9 - Anonymous", "Anonymous"),
    # Kept by some team in its own words: no census code.
    "unmapped": ("Community drop-in", "Helpline call back"),
}
# Types of placement, of which most sites write the code alone.
PLACEMENT_TYPES = {
    "U1": ("U1", "U1 - Relative or friend, long term"), "U3": ("U3", "U3 - Relative or friend, other"), "U4": ("U4", "U4 - Foster carer, long term"),
    "U5": ("U5",), "U6": ("U6", "U6 - Foster carer, other"), "A6": ("A6", "A6 - Placed for adoption with placement order"),
    "P1": ("P1", "P1 - Placed with parents"), "H5": ("H5", "H5 - Semi-independent living"), "K1": ("K1",), "K2": ("K2", "K2 - Children's home"),
    "K3": ("K3", "K3 - Supported accommodation"), "R3": ("R3",), "R5": ("R5",), "S1": ("S1",), "T0": ("T0",), "Z1": ("Z1",),
}  # fmt: skip
LOCALITIES = ("City", "Golden Valley", "Kington", "Leominster", "Ledbury", "Ross")


def family_id(family) -> np.ndarray:
    """The number that a family is known by in the reports that are about families."""
    return (4_000_000 + 3 * np.asarray(family, int)).astype(str)


def team_workers(authority, rng, teams, on) -> np.ndarray:
    """For each row, the name of someone who worked in its team in its month; None for nobody."""
    month = days.month_of(on)
    names = np.full(len(month), None, object)
    for team in np.unique(teams).tolist():
        for each in np.unique(month).tolist():
            rows = np.flatnonzero((teams == team) & (month == each))
            if len(rows):
                there = authority.staff.team_on(team, days.first_of_month(each) + 14)
                if there:
                    chosen = rng.integers(0, len(there), size=len(rows))
                    names[rows] = [authority.staff.name(there[i]) for i in chosen.tolist()]
    return names


def held_by(authority, children, on) -> tuple[list, list]:
    """For each child on each day, the team that held the case, and the worker's name."""
    teams, workers = [], []
    for child, day in zip(np.asarray(children).tolist(), np.asarray(on).tolist(), strict=True):
        allocation = authority.caseloads.on(child, day)
        teams.append(allocation.team if allocation else None)
        workers.append(authority.staff.name(allocation.worker) if allocation else None)
    return teams, workers


def spell_rows(authority, spells, base: int, purpose: str) -> dict:
    """What plans and periods of care have in common, and the moments they were open between."""
    rng = authority.random(purpose)
    within = [s for s in spells if s.ends >= authority.first and s.starts <= authority.last]
    within.sort(key=lambda s: (s.starts, s.family, s.child))
    starts = np.array([s.starts for s in within], int)
    ends = np.array([s.ends for s in within], int)
    ends = np.where(ends > authority.last, days.OPEN, ends)
    groups = {}
    ids = [base + groups.setdefault((s.family, s.starts), len(groups)) * 3 for s in within]
    child = np.array([s.child for s in within], int)
    _, workers = held_by(authority, child, np.minimum(ends - 1, authority.last))
    return {
        "spells": within,
        "rng": rng,
        "id": [str(i) for i in ids],
        "child_id": authority.families.child_ids[child].astype(str),
        "started_on": as_days(starts),
        "ended_on": as_days(ends),
        "worker": workers,
    }

