"""Strategy discussions: the one that began each section 47 enquiry, and some after which there was none."""

import math

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.quotas import pick
from loaders.synthetic.report import Report, as_moments, coded, expand, ident, moment, numbered, yes_no
from loaders.synthetic.reports.referrals import ids as referral_ids
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM

#: Of those that follow a referral, the percentage held within 48 hours; 2022-23 and 2023-24 as the council published it.
IN_48_HOURS = {2022: 91.0, 2023: 96.51, 2024: 92.5, 2025: 94.0, 2027: 95.5}
LATEST = 6  # days after which a discussion is no longer said to follow the referral
HOURS_48 = 48 * 60


def rows(authority) -> pd.DataFrame:
    rng = authority.random("strategy discussions")
    held = _held(authority, rng)
    referral = _referral_of(authority, held)
    _keep_to_levels(authority, rng, held, referral)
    referrals, ids = authority.front_door.referrals, referral_ids(authority)
    follows = referral >= 0
    came = np.where(follows, referrals.received[referral], days.OPEN * days.MINUTES)
    n = len(held)
    police, health = (rng.random(n) < share for share in levels_of_presence(days.financial_year(held["on"].to_numpy())))
    frame = pd.DataFrame(
        {
            "discussion_id": numbered(4_900_000, n, rng),
            "held_at": as_moments(held["at"]),
            "referral_id": np.where(follows, ids[referral], None),
            "referral_received_at": as_moments(came),
            "is_police_present": police,
            "is_health_present": np.where(rng.random(n) < 0.02, None, health.astype(object)),
            "outcome_code": held["outcome"],
            "team": np.where(follows, levels.FRONT_DOOR, np.array(levels.ASSESSMENT + levels.PROTECTION, object)[rng.integers(0, 6, size=n)]),
        }
    )
    frame["_opened"] = frame["_closed"] = frame["held_at"]
    group, child = expand(held["family"].to_numpy(), held["size"].to_numpy(), authority.families)
    return frame.iloc[group].assign(child_id=authority.families.child_ids[child].astype(str)).reset_index(drop=True)


def levels_of_presence(years) -> tuple[np.ndarray, np.ndarray]:
    """How often police and health took part, more often as the years go by."""
    return np.interp(years, [2021, 2024, 2027], [0.9, 0.96, 0.98]), np.interp(years, [2021, 2024, 2027], [0.62, 0.83, 0.91])


def _held(authority, rng) -> pd.DataFrame:
    """One row a discussion, in order: a group of brothers and sisters, and the moment."""
    s47 = authority.plans.section47
    led = pd.DataFrame({"family": s47.family, "size": s47.size, "on": s47.strategy}).assign(outcome="section47")
    led = led[(led["on"] >= authority.first) & (led["on"] <= authority.last)]
    other = led.sample(frac=0.22, random_state=int(rng.integers(2**31)))
    other = other.assign(on=authority.calendar.on_or_before(other["on"] - rng.integers(20, 90, size=len(other))))
    other["outcome"] = rng.choice(["assessment", "no_further_action", "reconvene"], size=len(other), p=[0.62, 0.3, 0.08])
    found = pd.concat([led, other[other["on"] >= authority.first]], ignore_index=True)
    found["at"] = found["on"] * days.MINUTES + rng.integers(9 * 60, 17 * 60, size=len(found))
    return found.sort_values(["at", "family"], kind="stable", ignore_index=True)


def _referral_of(authority, held) -> np.ndarray:
    """The place of the family's latest referral in the days before each discussion, -1 where there is none.

    A discussion on the day of the referral is held after it, in the evening if need be.
    """
    referrals = authority.front_door.referrals
    by_family: dict[int, list] = {}
    for place, (family, received) in enumerate(zip(referrals.family.tolist(), referrals.received.tolist(), strict=True)):
        by_family.setdefault(family, []).append((received, place))
    found = np.full(len(held), -1)
    at = held["at"].to_numpy().copy()
    for row, (family, on) in enumerate(zip(held["family"].tolist(), held["on"].tolist(), strict=True)):
        latest = max(((came, place) for came, place in by_family.get(family, ()) if came // days.MINUTES <= on), default=None)
        if latest is not None and on - latest[0] // days.MINUTES <= LATEST:
            found[row] = latest[1]
            at[row] = max(at[row], min(latest[0] + 45, on * days.MINUTES + days.MINUTES - 2))
    held["at"] = at
    return found


def _keep_to_levels(authority, rng, held, referral):
    """Each year, only as many are said to follow a referral as give the year's percentage; the others are of children whose
    case was open already."""
    received = authority.front_door.referrals.received
    taken = held["at"].to_numpy() - received[referral]
    size, year = held["size"].to_numpy(), days.financial_year(held["on"].to_numpy())
    for of in np.unique(year).tolist():
        soon, late = (np.flatnonzero((referral >= 0) & (year == of) & kind) for kind in ((taken >= 0) & (taken <= HOURS_48), taken > HOURS_48))
        n_soon, n_late = _as_published(float(levels.of_years(IN_48_HOURS, of)), int(size[soon].sum()), int(size[late].sum()))
        for rows_, n in ((soon, n_soon), (late, n_late)):
            referral[rows_[~pick(rng, size[rows_], n)]] = -1


def _as_published(percent: float, soon: int, late: int) -> tuple[int, int]:
    """The most that are soon, of those there are, and how many late ones beside them give the percentage, to two places."""
    for n in range(soon, 0, -1):
        n_late = round(n * (100 - percent) / percent)
        if n_late <= late and math.isclose(100 * n / (n + n_late), percent, abs_tol=0.005):
            return n, n_late
    return soon, min(late, round(soon * (100 - percent) / percent))


REPORT = Report(
    table="strategy_discussions",
    title="Children's Social Care: Strategy Discussions",
    file_name="Strategy Discussions",
    columns={
        "discussion_id": ident("Strategy Discussion ID", "Discussion ID"),
        "child_id": CHILD,
        "held_at": moment("Strategy Discussion Held", "Date and Time of Strategy Discussion"),
        "referral_id": ident("Referral ID", "REFERRAL_ID"),
        "referral_received_at": moment("Referral Received"),
        "is_police_present": yes_no("Police Present", "Police Attended"),
        "is_health_present": yes_no("Health Present", "Health Attended"),
        "outcome_code": coded(
            "Strategy Discussion Outcome", "Discussion Outcome",
            texts={
                "section47": ("Section 47 Enquiry", "S47", "Joint S47"),
                "assessment": ("Child and Family Assessment", "Single Assessment"),
                "reconvene": ("Reconvene",),
                "no_further_action": ("NFA", "No Further Action"),
            },
        ),
        "team": TEAM,
    },
    rows=rows,
    extras={"Locality": LOCALITIES, "Held By": ("Video call", "Telephone", "In person")},
)  # fmt: skip
