"""Someone who knows every figure that is shown, and how they hang together, and wants the hidden ones.

What is unknown is how many cases each team had each month, and how many of them counted towards each indicator. Everything
shown is a sum of these. Integer programming gives the most that any number can be.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from metrics.periods import GRAINS


class Attacker:
    """`cases`: indicator id -> the name of the cases it is about, which he knows to be the same for several indicators.

    `splits`: several indicators of which he knows that each case counts towards exactly one.
    """

    def __init__(self, shown: pd.DataFrame, indicators, cases: dict, splits=()):
        self.shown, self.indicators, self.cases = shown, indicators, cases
        self.teams = sorted(set(shown["team"]) - {""}) or [""]
        month = shown["period_end"].dt.year * 12 + shown["period_end"].dt.month
        self.last = (month - month.min()).astype(int)
        self.n_months = int(self.last.max()) + 1
        names = [*dict.fromkeys(cases.values()), *(i for i in indicators if indicators[i].unit == "percent")]
        self.first = {name: place * len(self.teams) * self.n_months for place, name in enumerate(names)}
        self.n = len(names) * len(self.teams) * self.n_months
        self.rows, self.sums = [], []
        for row, last in zip(shown.itertuples(), self.last, strict=True):
            for what, amount in (("numerator", row.numerator), ("denominator", row.denominator), ("events", row.events)):
                of = self.places(row.indicator, row.team, row.grain, last, what)
                if of and not np.isnan(amount):
                    self.rows.append(of)
                    self.sums.append((amount, amount))
        for i in indicators:
            if indicators[i].unit == "percent":
                for k in range(len(self.teams) * self.n_months):
                    self.rows.append({self.first[cases[i]] + k: 1, self.first[i] + k: -1})
                    self.sums.append((0, np.inf))
        for several in splits:
            for k in range(len(self.teams) * self.n_months):
                self.rows.append({self.first[cases[several[0]]] + k: 1, **{self.first[i] + k: -1 for i in several}})
                self.sums.append((0, 0))
        self.constraints = LinearConstraint(self.matrix(self.rows), *np.array(self.sums, float).T)

    def places(self, indicator_id, team, grain, last, what):
        """Which unknowns a number is the sum of, and how often each; None where it is no number of cases."""
        indicator = self.indicators[indicator_id]
        if what == "denominator" and indicator.unit != "percent":
            return None
        if what == "events" and indicator.shape != "events, 12 months":
            return None
        counted = indicator.unit == "percent" and what != "denominator"
        first = self.first[indicator_id if counted else self.cases[indicator_id]]
        n = 1
        if indicator.shape.startswith("events"):
            n = 12 if indicator.shape == "events, 12 months" and what == "numerator" else GRAINS[grain]
        rows = range(len(self.teams)) if team == "" else [self.teams.index(team)]
        months = range(last - n + 1, last + 1)
        found = {first + t * self.n_months + m: 1 for t in rows for m in months if m >= 0}
        if what == "rest":
            whole = self.first[self.cases[indicator_id]]
            found = {place: -1 for place in found} | {whole + place - first: 1 for place in found}
        return found

    def matrix(self, rows):
        data = [(k, place, amount) for k, row in enumerate(rows) for place, amount in row.items()]
        k, place, amount = (np.array(part) for part in zip(*data, strict=True))
        return csr_array((amount.astype(float), (k, place)), shape=(len(rows), self.n))

    def most(self, row, last, what):
        """The most that a number can be by all that is shown, where it is fewer than six; else six."""
        aim = self.matrix([self.places(row.indicator, row.team, row.grain, last, what)]).toarray()[0]
        constraints = [self.constraints, LinearConstraint(csr_array(aim[None, :]), -np.inf, 6)]
        # With presolving HiGHS takes some of these for worse than they are.
        found = milp(-aim, constraints=constraints, integrality=np.ones(self.n), bounds=Bounds(0, np.inf), options={"presolve": False})
        assert found.status == 0, found.message
        return round(aim @ found.x)

    def small_ones_told(self, true: pd.DataFrame) -> list:
        """The numbers of one to five that he can tell are fewer than six: (indicator, team, period, what, the most that it can be)."""
        found = []
        for row, real, last in zip(self.shown.itertuples(), true.itertuples(), self.last, strict=True):
            indicator = self.indicators[row.indicator]
            amounts = {"numerator": real.numerator}
            if indicator.unit == "percent":
                amounts |= {"denominator": real.denominator, "rest": real.denominator - real.numerator}
            elif indicator.shape == "events, 12 months":
                amounts["events"] = real.events
            for what, amount in amounts.items():
                if 0 < amount < 6:
                    most = self.most(row, last, what)
                    assert most >= min(amount, 6), "the solver overlooked the truth"
                    if most < 6:
                        found.append((row.indicator, row.team, row.period, what, most))
        return found
