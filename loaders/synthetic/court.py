"""Care proceedings, and the pre-proceedings that are meant to make them needless."""

from dataclasses import dataclass

import numpy as np

from loaders.synthetic import days, levels
from loaders.synthetic.quotas import half_up

#: Proceedings that end a year, and the share that took no more than 26 weeks; 2022-23 and 2023-24 as the council published them.
COMPLETED = {2021: 40, 2022: 52, 2023: 62, 2024: 50, 2025: 46, 2026: 44, 2027: 43}
IN_26_WEEKS = {2021: 0.45, 2022: 0.58, 2023: 0.68, 2024: 0.56, 2025: 0.6, 2027: 0.66}
#: Pre-proceedings that end a year, and the share that took no more than 16 weeks; likewise.
CONCLUDED = {2021: 40, 2022: 50, 2023: 55, 2024: 63, 2025: 58, 2027: 54}
IN_16_WEEKS = {2021: 0.2, 2022: 0.2, 2023: 0.22, 2024: 0.49, 2025: 0.56, 2027: 0.65}
WEEKS_26, WEEKS_16 = 26 * 7, 16 * 7


@dataclass
class Case:
    """One child's proceedings or pre-proceedings; OPEN and no outcome while they last."""

    child: int
    starts: int
    ends: int = days.OPEN
    outcome: str | None = None


class Court:
    """`proceedings` and `pre_proceedings`, in order of their starts."""

    def __init__(self, authority):
        self.authority = authority
        self._rng = authority.random("court")
        self._plans = sorted(authority.plans.cp.all, key=lambda s: (s.starts, s.child))
        self.proceedings = self._proceedings()
        self.pre_proceedings = self._pre_proceedings()

    def _years(self):
        """Each year to the last day: its days within, and how much of its business they are."""
        for year, of_year, _, part in self.authority.days_of_years(self.authority.last):
            working = of_year[self.authority.calendar.are_working(of_year)]
            if len(working):
                yield year, working, part * self.authority.scale

    def _proceedings(self) -> list[Case]:
        care, rng, last = self.authority.care, self._rng, self.authority.last
        ordered = np.isin(care.status, ("C2", "E1")) & (care.first_status == "C1") & (care.status_on <= last)
        found, self._taken = [], set(care.child[ordered].tolist())
        for year, working, part in self._years():
            total = half_up(float(levels.of_years(COMPLETED, year)) * part)
            n_soon = half_up(float(levels.of_years(IN_26_WEEKS, year)) * total)
            of_year = np.flatnonzero(ordered & (days.financial_year(care.status_on) == year) & (care.status_on >= working[0]))
            of_year = of_year[np.argsort(care.status_on[of_year] - care.starts[of_year], kind="stable")][:total]
            for place, at in enumerate(of_year.tolist()):
                ends, since = int(care.status_on[at]), int(care.starts[at])
                # Most came into care in the week in which proceedings were issued; the others were at home, or accommodated.
                starts = since - int(rng.integers(0, 6))
                if place < n_soon and ends - starts > WEEKS_26:
                    starts = ends - int(rng.integers(140, WEEKS_26 + 1))
                elif place >= n_soon and ends - starts <= WEEKS_26:
                    starts = ends - int(rng.integers(190, 290))
                found.append(Case(int(care.child[at]), starts, ends, "placement_order" if care.status[at] == "E1" else "care_order"))
            for place in range(len(of_year), total):
                length = int(rng.integers(105, WEEKS_26 + 1) if place < n_soon else rng.integers(190, 330))
                ends = int(rng.choice(working))
                outcome = str(rng.choice(["supervision_order", "special_guardianship", "child_arrangements", "no_order"], p=[0.5, 0.2, 0.2, 0.1]))
                found.append(Case(self._on_a_plan(ends - length), ends - length, ends, outcome))
        # Those that the court has not decided yet.
        recent = ~care.is_break & (care.first_status == "C1") & (care.starts > last - 200) & (care.starts <= last) & (care.ends == days.OPEN)
        found += [Case(int(care.child[at]), int(care.starts[at])) for at in np.flatnonzero(recent & ~ordered).tolist()]
        return sorted(found, key=lambda c: (c.starts, c.child))

    def _on_a_plan(self, day: int, until: int | None = None) -> int:
        """A child on a plan on a day, and until another, of whom the court has not heard; any child where there is none."""
        fit = [s.child for s in self._plans if s.starts <= day < s.ends and (until is None or s.ends >= until) and s.child not in self._taken]
        if not fit:
            fit = [c for c in range(len(self.authority.families.child_ids)) if c not in self._taken][:200] or [0]
        child = fit[int(self._rng.integers(len(fit)))]
        self._taken.add(child)
        return child

    def _pre_proceedings(self) -> list[Case]:
        """They end with proceedings, with whose issue most of these began, or with a step down."""
        rng, found = self._rng, []
        before = [case for case in self.proceedings if rng.random() < 0.62]
        ends_of = np.array([self.authority.calendar.before(self.authority.calendar.on_or_before(c.starts), int(rng.integers(1, 9))) for c in before], int)
        for year, working, part in self._years():
            total = half_up(float(levels.of_years(CONCLUDED, year)) * part)
            n_soon = half_up(float(levels.of_years(IN_16_WEEKS, year)) * total)
            of_year = np.flatnonzero((ends_of >= working[0]) & (ends_of <= working[-1]))[:total].tolist()
            is_soon = rng.permutation(np.arange(total) < n_soon).tolist()
            for place, soon in enumerate(is_soon):
                length = int(rng.integers(50, WEEKS_16 + 1) if soon else WEEKS_16 + 1 + min(rng.exponential(60), 300))
                if place < len(of_year):
                    ends, child, outcome = int(ends_of[of_year[place]]), before[of_year[place]].child, "proceedings"
                else:
                    ends = int(rng.choice(working))
                    child, outcome = self._on_a_plan(ends - length, ends - length + 30), str(rng.choice(["step_down", "other"], p=[0.94, 0.06]))
                found.append(Case(child, ends - length, ends, outcome))
        last = self.authority.last
        going = half_up(24 * self.authority.scale)
        for _ in range(going):
            starts = last - int(rng.integers(0, 150))
            found.append(Case(self._on_a_plan(starts), starts))
        return sorted(found, key=lambda c: (c.starts, c.child))
