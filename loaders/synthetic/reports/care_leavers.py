"""Care leavers: everyone who receives leaving-care services, a snapshot a month."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.ages import YEAR
from loaders.synthetic.quotas import half_up
from loaders.synthetic.report import Report, as_days, coded, day, words
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM, WORKER

IN_TOUCH = {"yes": 0.935, "no": 0.035, "refused": 0.02, "not_required": 0.012, "returned_home": 0.008}
LIVES = {"U": 0.37, "B": 0.16, "D": 0.15, "Z": 0.11, "E": 0.07, "K": 0.05, "T": 0.025, "C": 0.015, "X": 0.025, "S": 0.012, "W": 0.008, "Y": 0.005}
UNSUITABLE = ("S", "W", "X")
#: What they do, by financial year: apprenticeships are told apart since 2022.
DOES = {"F1": 0.05, "F2": 0.17, "F4": 0.05, "F5": 0.19, "P2": 0.04, "P5": 0.06, "G4": 0.12, "G5": 0.25, "G6": 0.07}


def rows(authority) -> pd.DataFrame:
    rng = authority.random("care leavers")
    child, since, qualifies = _leavers(authority)
    order = np.argsort(authority.families.child_ids[child], kind="stable")
    child, since, qualifies = child[order], since[order], qualifies[order]
    n, born = len(child), authority.ages.born[child]
    months = np.array([m for m in authority.months() if authority.first <= days.first_of_month(m) and days.last_of_month(m) <= authority.last], int)
    on = np.array([days.last_of_month(m) for m in months.tolist()], int)
    # From 21 only those who ask for it, up to 25.
    until = born + (np.where(rng.random(n) < 0.5, 25, 21) * YEAR).astype(int)
    who, when = np.nonzero((since[:, None] <= on) & (until[:, None] > on))

    in_touch = _over_time(rng, n, len(on), 0.04, IN_TOUCH)
    lives = _over_time(rng, n, len(on), 0.05, LIVES)
    does = _over_time(rng, n, len(on), 0.06, DOES)
    unfit = _over_time(rng, n, len(on), 0.05, {True: 0.03, False: 0.97})
    # Not in touch: the last contact is that of the last month in which they were.
    touched = np.where(in_touch == "yes", np.arange(len(on)), -1)
    touched = np.maximum.accumulate(touched, axis=1) if len(on) else touched
    contact = _latest(authority, rng, since, on, 34, 14)
    contact = np.where(touched < 0, days.OPEN, np.take_along_axis(contact, np.maximum(touched, 0), axis=1))
    reviewed = _latest(authority, rng, since, on, 148, 30)

    known = in_touch[who, when] == "yes"
    unsuitable = np.isin(lives, UNSUITABLE) | unfit.astype(bool)
    advisers = max(1, half_up(9 * authority.scale))
    adviser = [f"Personal adviser {number % advisers + 1:02d}" for number in who.tolist()]
    age = (on[when] - born[who]) / YEAR
    frame = pd.DataFrame(
        {
            "as_at_on": as_days(on[when]),
            "child_id": authority.families.child_ids[child[who]].astype(str),
            "eligibility_code": np.where(qualifies[who], "qualifying", np.where(age < 18, "relevant", "former_relevant")),
            "in_touch_code": in_touch[who, when],
            "last_contact_on": as_days(contact[who, when]),
            "accommodation_code": np.where(known, lives[who, when], None),
            "suitability_code": np.where(known, np.where(unsuitable[who, when], "unsuitable", "suitable"), None),
            "activity_code": np.where(known, does[who, when], None),
            "pathway_reviewed_on": as_days(reviewed[who, when]),
            "personal_adviser": adviser,
            "team": levels.LEAVING_CARE,
            "worker": adviser,
        }
    )
    # Nobody has asked what some of them do.
    frame.loc[known & (rng.random(len(frame)) < 0.02), "activity_code"] = None
    frame = frame.assign(_opened=frame["as_at_on"], _closed=frame["as_at_on"])
    return frame.sort_values("as_at_on", kind="stable", ignore_index=True)


def _leavers(authority) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Places of the young people, the day from which they are care leavers, and whether they are so for less than 13 weeks' care."""
    care, ages = authority.care, authority.ages
    last = np.zeros(len(care.child), bool)  # a child's last period
    last[np.unique(care.child[::-1], return_index=True)[1]] = True
    last = last[::-1] & ~care.is_break
    left = last & (care.ends < days.OPEN) & (care.age_at_end >= 16) & np.isin(care.reason, ("E5", "E6", "E7", "E8", "E17"))
    qualifies = care.ends[left] - np.maximum(care.starts[left], ages.born[care.child[left]] + 14 * 365) < 91
    child = np.concatenate([care.child[left], ages.former])
    since = np.concatenate([care.ends[left], ages.born[ages.former] + int(18 * YEAR)])
    return child, since, np.concatenate([qualifies, np.zeros(len(ages.former), bool)])


def _over_time(rng, n: int, months: int, chance: float, shares) -> np.ndarray:
    """For each of n people a word a month, which changes with a chance each month."""
    words_ = np.array(list(shares), object)
    p = np.array(list(shares.values()), float)
    drawn = rng.choice(len(words_), size=(n, months), p=p / p.sum())
    changes = rng.random((n, months)) < chance
    if months:
        changes[:, 0] = True
    since = np.maximum.accumulate(np.where(changes, np.arange(months), 0), axis=1) if months else drawn
    return words_[np.take_along_axis(drawn, since, axis=1)]


def _latest(authority, rng, since, on, every: int, spread: float) -> np.ndarray:
    """For each person and each day, the last time that something had been done which is done every so many days."""
    begins = np.maximum(since, authority.first - 400)
    n = int((authority.last - authority.first + 800) / every) + 2
    gaps = np.maximum(rng.normal(every, spread, size=(len(since), n)), 5) + np.where(rng.random((len(since), n)) < 0.08, every, 0)
    done = begins[:, None] + np.cumsum(gaps, axis=1).astype(int)
    found = np.full((len(since), len(on)), days.OPEN)
    for person in range(len(since)):
        place = np.searchsorted(done[person], on, side="right") - 1
        found[person] = np.where(place >= 0, done[person][np.maximum(place, 0)], days.OPEN)
    return found


REPORT = Report(
    table="care_leavers",
    title="Leaving Care: Young People and How They Live",
    file_name="Care Leavers",
    columns={
        "as_at_on": day("As At", "Snapshot Date"),
        "child_id": CHILD,
        "eligibility_code": coded(
            "Eligibility", "Leaving Care Status",
            texts={"relevant": ("Relevant", "Relevant child"), "former_relevant": ("Former relevant", "Former relevant young person"),
                   "qualifying": ("Qualifying", "Qualifying care leaver")},
        ),
        "in_touch_code": coded(
            "In Touch", "In Touch Type",
            texts={"yes": ("Yes", "Y"), "no": ("No", "N"), "refused": ("Refuses contact", "REFU"), "not_required": ("NREQ", "Service no longer required"),
                   "returned_home": ("RHOM",)},
        ),
        "last_contact_on": day("Last Contact", "Last Contact Date"),
        "accommodation_code": coded("Accommodation", "Accommodation Type", texts={code: (code,) for code in LIVES}),
        "suitability_code": coded("Accommodation Suitable", "Suitability", texts={"suitable": ("Suitable", "Yes"), "unsuitable": ("Unsuitable", "No")}),
        "activity_code": coded("Activity", "Activity Type", texts={code: (code,) for code in DOES}),
        "pathway_reviewed_on": day("Pathway Plan Reviewed", "Pathway Plan Review Date"),
        "personal_adviser": words("Personal Adviser"),
        "team": TEAM,
        "worker": WORKER,
    },
    rows=rows,
    extras={"Locality": LOCALITIES},
)  # fmt: skip
