"""Case audits and their grades."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.quotas import half_up
from loaders.synthetic.report import Report, as_days, coded, day, ident, numbered
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM, WORKER

GRADES = ("outstanding", "good", "requires_improvement", "inadequate", "unmapped")
#: Audits a month, and how many of a hundred have each grade, from the middle of each year on.
USUAL = {
    2021: (18, (0, 24, 52, 24, 0)), 2022: (22, (0, 17, 48, 35, 0)), 2023: (26, (0, 19, 45, 36, 0)), 2024: (30, (0.5, 25, 46.5, 28, 0)),
    2025: (30, (1, 36, 47, 16, 0)), 2026: (30, (2, 44, 44, 10, 0)),
}  # fmt: skip
#: The two months whose grades are published: so many audits, and how many have each grade. Of some in November nobody can
#: say what their grade means, or the published shares would come to a hundred.
PUBLISHED = {"2023-11": (37, (0, 8, 14, 13, 2)), "2024-03": (26, (0, 7, 13, 6, 0))}


def rows(authority) -> pd.DataFrame:
    rng = authority.random("audits")
    held = authority.caseloads.allocations
    starts, ends = (np.array([getattr(a, name) for a in held], int) for name in ("starts", "ends"))
    found = []
    for month in authority.months():
        first, last = days.first_of_month(month), min(days.last_of_month(month), authority.last)
        working = np.arange(max(first, authority.first), last + 1)
        working = working[authority.calendar.are_working(working)]
        if not len(working):
            continue
        n, of_each = PUBLISHED.get(f"{days.date_of(first):%Y-%m}", (None, None))
        is_published = n is not None
        if not is_published:
            n, of_each = _usual(rng, first)
        grades = [grade for grade, many in zip(GRADES, _counts(half_up(n * authority.scale), of_each), strict=True) for _ in range(many)]
        for grade in rng.permutation(np.array(grades, object)).tolist():
            on = int(working[int(rng.integers(len(working)))])
            open_then = np.flatnonzero((starts <= on) & (ends > on))
            if len(open_then):
                found.append((on, grade, is_published, int(open_then[int(rng.integers(len(open_then)))])))
    found.sort(key=lambda f: (f[0], f[3]))
    on, grade, is_published, case = ([f[i] for f in found] for i in range(4))
    n, on, grade = len(found), np.array(on, int), np.array(grade, object)
    # Audits are looked at again within weeks: most stay as they are, a few had been too kind.
    again = rng.random(n) < 0.45
    kinder = {"requires_improvement": "good", "inadequate": "requires_improvement"}
    was_kind = again & (rng.random(n) < 0.2) & ~np.array(is_published, bool)
    at_first = np.array([kinder.get(g, g) if kind else g for g, kind in zip(grade.tolist(), was_kind.tolist(), strict=True)], object)
    moderated = np.where(again, on + rng.integers(5, 26, size=n), days.OPEN)
    moderated = np.where(moderated > authority.last, days.OPEN, moderated)
    plan = np.array(["good" if g in ("unmapped", "outstanding") else g for g in grade.tolist()], object)
    other = rng.random(n) < 0.3
    plan[other] = rng.choice(["good", "requires_improvement", "inadequate"], size=int(other.sum()), p=[0.4, 0.45, 0.15])
    plan[rng.random(n) < 0.3] = None
    frame = pd.DataFrame(
        {
            "audit_id": numbered(1_200, n, rng),
            "child_id": authority.families.child_ids[[held[c].child for c in case]].astype(str),
            "audited_on": as_days(on),
            "grade_code": at_first,
            "moderated_grade_code": np.where(moderated < days.OPEN, grade, None),
            "plan_grade_code": plan,
            "team": [held[c].team for c in case],
            "worker": [authority.staff.name(held[c].worker) for c in case],
            "_moderated": as_days(moderated),
        }
    )
    return frame.assign(_opened=frame["audited_on"], _closed=frame[["audited_on", "_moderated"]].max(axis=1))


def _usual(rng, day: int) -> tuple[int, tuple]:
    year = int(days.financial_year(day))
    n = float(levels.of_years({y: many for y, (many, _) in USUAL.items()}, year))
    shares = [float(levels.of_years({y: of[g] for y, (_, of) in USUAL.items()}, year)) for g in range(len(GRADES))]
    # Months differ.
    return half_up(n * (1 + 0.15 * rng.normal())), tuple(rng.dirichlet([share * 0.6 + 1e-3 for share in shares]))


def _counts(n: int, weights) -> list[int]:
    """n shared out in proportion to the weights, to the nearest whole number."""
    exact = np.array(weights, float) / sum(weights) * n
    counts = np.floor(exact).astype(int)
    for place in np.argsort(counts - exact, kind="stable")[: n - counts.sum()].tolist():
        counts[place] += 1
    return counts.tolist()


_TEXTS = {
    "outstanding": ("Outstanding",), "good": ("Good",), "requires_improvement": ("Requires Improvement", "RI", "Requires improvement to be good"),
    "inadequate": ("Inadequate",), "unmapped": ("Between grades", "Good practice seen, gaps in record"),
}  # fmt: skip
REPORT = Report(
    table="audits",
    title="Quality Assurance: Case Audits",
    file_name="Audits",
    columns={
        "audit_id": ident("Audit ID", "Audit Number"),
        "child_id": CHILD,
        "audited_on": day("Audit Date", "Date of Audit"),
        "grade_code": coded("Audit Grade", "Overall Grade", texts=_TEXTS),
        "moderated_grade_code": coded("Moderated Grade", texts=_TEXTS),
        "plan_grade_code": coded("Plan Grade", "Quality of Plan", texts=_TEXTS),
        "team": TEAM,
        "worker": WORKER,
    },
    rows=rows,
    is_register=True,
    known={"moderated_grade_code": ("_moderated", None)},
    extras={"Locality": LOCALITIES, "Audit Type": ("Collaborative audit", "Thematic audit", "Dip sample")},
)
