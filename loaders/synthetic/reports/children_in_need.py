"""Children in need, those on plans and in care among them."""

import numpy as np
import pandas as pd

from loaders.synthetic import days
from loaders.synthetic.caseloads import plan_team
from loaders.synthetic.levels import DISABILITIES
from loaders.synthetic.quotas import half_up
from loaders.synthetic.report import Report, as_days, coded, day, ident, numbered
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM, WORKER, held_by

NEEDS = ("N1", "N5", "N4", "N3", "N6", "N2", "N8", "N9", "N0")
#: Why cases are closed, by what was done last: reasons and their shares.
CLOSED = {
    "no_further_action": (("RC8",), (1,)),
    "early_help": (("RC9",), (1,)),
    "cin_plan": (("step_down", "RC7", "RC5"), (0.5, 0.46, 0.04)),
    "child_protection": (("step_down", "RC7", "RC5"), (0.3, 0.64, 0.06)),
    "E11": (("RC1",), (1,)), "E12": (("RC1",), (1,)), "E41": (("RC3",), (1,)), "E45": (("RC4",), (1,)), "E3": (("RC5",), (1,)),
}  # fmt: skip


def rows(authority) -> pd.DataFrame:
    rng, last = authority.random("children in need"), authority.last
    found = [e for e in authority.need if e.ends >= authority.first and e.starts <= last]
    n = len(found)
    child, family = (np.array([getattr(e, name) for e in found], int) for name in ("child", "family"))
    starts, ends = (np.array([getattr(e, name) for e in found], int) for name in ("starts", "ends"))
    closed = ends <= last
    changes = [e.changes(min(e.ends - 1, last)) for e in found]
    status = np.array([c[-1][1] for c in changes], object)
    since = np.where(closed, ends, [c[-1][0] for c in changes])
    before = np.where(closed, status, [c[-2][1] if len(c) > 1 else "assessment" for c in changes])
    teams, workers = held_by(authority, child, np.minimum(ends - 1, last))
    need = _by_family(family, NEEDS, (0.55, 0.16, 0.1, 0.06, 0.05, 0.03, 0.02, 0.01, 0.02))
    need = np.where(np.array([plan_team(f) for f in family.tolist()], object) == DISABILITIES, "N2", need)
    frame = pd.DataFrame(
        {
            "need_id": numbered(2_400_000, n, rng),
            "child_id": authority.families.child_ids[child].astype(str),
            "started_on": as_days(starts),
            "ended_on": as_days(np.where(closed, ends, days.OPEN)),
            "primary_need_code": need,
            "status_code": np.where(closed, "closed", status),
            "last_seen_on": as_days(_last_seen(authority, child, starts, ends, rng)),
            "end_reason_code": _why_closed(authority, found, rng),
            "team": teams,
            "worker": np.where([e.is_forgotten for e in found], rng.choice(["Duty", "Unallocated"], size=n), np.array(workers, object)),
            "_since": as_days(since),
            "_before": before,
            "_opened": as_days(starts),
            "_closed": as_days(np.where(closed, ends, days.OPEN)),
        }
    )
    return _with_faults(authority, rng, frame)


def _by_family(family, values, shares) -> np.ndarray:
    """One of some values for each family, the same wherever it is asked."""
    place = (family * 2_654_435_761 % 10_007) / 10_007
    return np.array(values, object)[np.minimum(np.searchsorted(np.cumsum(shares), place, side="right"), len(values) - 1)]


def _last_seen(authority, child, starts, ends, rng) -> np.ndarray:
    """Some days before the last day or the end; nobody has been seen in the first week."""
    until = np.minimum(ends, authority.last)
    seen = until - np.minimum(rng.exponential(12, size=len(child)).astype(int), 150)
    return np.where(seen < starts + 3, days.OPEN, seen)


def _why_closed(authority, found, rng) -> np.ndarray:
    """Why each case was closed: what was done last says it, and coming of age."""
    reasons = np.where([e.ends <= authority.last for e in found], "RC7", None).astype(object)
    last_done = [max(e.spans, key=lambda s: s[1])[3] if e.spans else "cin_plan" for e in found]
    for what, (codes, shares) in CLOSED.items():
        rows_ = [i for i, (e, done) in enumerate(zip(found, last_done, strict=True)) if done == what and e.ends <= authority.last]
        reasons[rows_] = rng.choice(codes, size=len(rows_), p=shares)
    child, ends = (np.array([getattr(e, name) for e in found], int) for name in ("child", "ends"))
    grown = (ends <= authority.last) & (authority.ages.on(child, ends) >= 17.9)
    reasons[grown] = rng.choice(["RC6", "RC7"], size=int(grown.sum()), p=[0.3, 0.7])
    return reasons


def _with_faults(authority, rng, frame) -> pd.DataFrame:
    """A few ends were typed as days before the start, a few children on plans are missing, a few cases have no team."""
    quiet = (frame["ended_on"].dt.month > 4) & (frame["ended_on"] - frame["started_on"] > pd.Timedelta(days=60))
    odd = np.flatnonzero(quiet)
    odd = odd[rng.permutation(len(odd))[: half_up(4 * authority.scale)]]
    frame.loc[odd, "ended_on"] = frame["started_on"].iloc[odd] - pd.Timedelta(days=2)
    frame.loc[rng.random(len(frame)) < 0.004, "team"] = None
    on_plan = np.flatnonzero((frame["status_code"] == "child_protection") & frame["ended_on"].isna())
    return frame.drop(index=on_plan[rng.permutation(len(on_plan))[: half_up(2 * authority.scale)]]).reset_index(drop=True)


REPORT = Report(
    table="children_in_need",
    title="Children's Social Care: Children in Need",
    file_name="Children in Need",
    columns={
        "need_id": ident("Episode of Need ID", "Need ID"),
        "child_id": CHILD,
        "started_on": day("Need Start", "Need Start Date"),
        "ended_on": day("Need End", "Need End Date", open_ended=True),
        "primary_need_code": coded(
            "Primary Need",
            texts={
                "N1": ("N1 - Abuse or neglect", "N1"), "N2": ("N2 - Child's disability", "N2"), "N3": ("N3 - Parental disability or illness", "N3"),
                "N4": ("N4 - Family in acute stress", "N4"), "N5": ("N5 - Family dysfunction", "N5"), "N6": ("N6 - Socially unacceptable behaviour", "N6"),
                "N8": ("N8 - Absent parenting", "N8"), "N9": ("N9 - Cases other than CIN", "N9"), "N0": ("N0 - Not stated", "N0"),
            },
        ),
        "status_code": coded(
            "Case Status",
            texts={
                "care": ("Looked After", "CLA", "LAC"),
                "child_protection": ("Child Protection Plan", "CPP"),
                "cin_plan": ("Child in Need Plan", "CIN"),
                "assessment": ("Open Assessment", "Open asmt"),
                "closed": ("Closed", "Closed episode"),
            },
        ),
        "last_seen_on": day("Last Seen", "Date Last Seen"),
        "end_reason_code": coded(
            "Closure Reason",
            texts={
                "RC1": ("RC1 - Adopted",), "RC3": ("RC3 - Child arrangements order",), "RC4": ("RC4 - Special guardianship order",),
                "RC5": ("RC5 - Transferred to another LA",), "RC6": ("RC6 - Transferred to adult services",),
                "RC7": ("RC7 - Services ceased, any other reason", "RC7"), "RC8": ("RC8 - Closed after assessment, NFA", "RC8"),
                "RC9": ("RC9 - Closed after assessment, referred to early help", "RC9"), "step_down": ("Step down to Early Help", "Stepped down"),
            },
        ),
        "team": TEAM,
        "worker": WORKER,
    },
    rows=rows,
    known={
        "status_code": ("_since", "_before"),
        "end_reason_code": ("_closed", None),
        "last_seen_on": ("last_seen_on", None),
        "ended_on": ("_closed", None),
    },
    extras={"Locality": LOCALITIES, "Case Type": ("Children's Social Care",)},
)  # fmt: skip
