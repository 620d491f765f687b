"""Disclosure control: measure values that may be shared with people outside the authority.

Figures made of one to five children are hidden, and as many others as it takes that nobody can work them out. There is
one pattern for one set of figures, whatever is asked for: two views of it, put together, show no more than the whole.

The rule, which a test attacks: whoever knows every figure that is shown, and how they hang together, cannot tell of a
hidden number of one to five that it is less than six. How they hang together:
- Teams add up to the authority. Months of events add up to quarters and to years. A quarter of spells or of a census is its
  last month. The rates of successive twelve months differ by the months in which they do.
- The cases that count and those that do not add up to the denominator, which may be a figure, or a denominator, elsewhere.

What is hidden has this form, which is what makes it safe. Where one month of a team is hidden, so are others of its
quarter, the same for all teams that have any hidden there; so are quarters within a year. What is hidden of a row, and of a
column, is nought in sum or six or more. So the hidden numbers can be shifted among one another, along rows and columns,
until any of them that is not nought is six, and nothing that is shown changes.

Nought is shown unless it stands where others must hide. Figures so far are not shared: what they are next month, less what they
were, is the few cases in between. Figures about staff are those of the whole authority alone: so few people work in a team
that an average says who. Notes that count cases, and medians, which are one child's own number, are left out.

Not reckoned with: that the cases of one indicator are some of another's (plans of two years are of eighteen months too), what
an earlier share showed of figures restated since, and what somebody knows already.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pandas as pd

from metrics.indicator import Indicator
from metrics.periods import GRAINS

SMALLEST = 6  # the smallest number of children that is shown, save none at all
SUPPRESSED = "suppressed"
#: Two series of numbers are the same if this much of so many or more is: cases that are pending enter the one and not the other.
ALIKE, ENOUGH = 0.9, 6

_EMPTIED = ("numerator", "denominator", "value", "lower", "upper", "events")
_WITH_FIGURES = ("ok", "no cases")


def protect(values: pd.DataFrame, indicators: Mapping[str, Indicator]) -> pd.DataFrame:
    """The measure values with small numbers hidden: all of them are wanted, of every indicator, team and grain.

    A hidden figure keeps its row; its status is `suppressed`, its numbers are missing and its judgement is empty, like
    a missing figure's. An `incomplete` one stays so, without its numbers. The own events of an event rate may be hidden where the
    rate of twelve months is not.
    """
    found = values.copy()
    if found.empty:
        return found
    found["note"] = found["note"].map(_without_counts)
    empty = [column for column in _EMPTIED if column in found]
    found.loc[found["status"] == "incomplete", empty] = np.nan
    hidden, own_events = _Cube(found, indicators).hidden()
    of_staff = found["indicator"].isin([i for i, one in indicators.items() if about_staff(one)]) & (found["team"] != "")
    hidden = (hidden | of_staff) & found["status"].isin(_WITH_FIGURES)
    if "events" in found:
        found.loc[own_events, "events"] = np.nan
    found.loc[hidden, empty] = np.nan
    found.loc[hidden, "status"] = SUPPRESSED
    found.loc[hidden, ["judgement", "note"]] = ""
    return found


def protect_groups(groups: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """The groups of one figure that is shown (see metrics.breakdown), with small numbers hidden; a column `status` says of which.

    Only for figures that are no part of others that are broken down too, such as those of the whole authority and of whole years.
    """
    counted, of = groups["numerator"].to_numpy(float), groups["denominator"].to_numpy(float)
    steps = [[of]] if indicator.has_denominator and not indicator.is_rate else [[counted]]  # as in any other figure of the same cases
    if indicator.unit == "percent":
        steps.append([counted, of - counted])
    hidden = np.full(len(groups), False)
    for layers in steps:
        hidden = _of_column(layers, hidden)
    found = groups.assign(status=np.where(hidden, SUPPRESSED, "ok"))
    for column in found.columns.difference(["group", "status"]):
        found.loc[hidden, column] = "" if found[column].dtype == object else np.nan
    return found


def about_staff(indicator: Indicator) -> bool:
    return "workforce" in indicator.needs


def is_small(numbers):
    return (numbers > 0) & (numbers < SMALLEST)


def _without_counts(text: str) -> str:
    """The parts of a note that count nobody: "to the day", "population of mid-2024"."""
    parts = text.split("; ") if text else []
    return "; ".join(part for part in parts if part.startswith("population of") or not any(c.isdigit() for c in part))


# --- where numbers are the same, and how they hang together ----------------------------------------------------------


class _Cube:
    """Numbers by indicator, team (the whole authority first) and period, and which of them are hidden together."""

    def __init__(self, values: pd.DataFrame, indicators: Mapping[str, Indicator]):
        self.values, self.indicators = values, {i: one for i, one in indicators.items() if not about_staff(one)}
        self.of_indicator = {i: np.flatnonzero(values["indicator"] == i) for i in self.indicators}
        teams = ["", *sorted(set(values["team"]) - {""})]
        self.row = values["team"].map({team: place for place, team in enumerate(teams)}).to_numpy(int)
        ends = values["period_end"].dt
        month = (ends.year * 12 + ends.month - 1).to_numpy()
        first = (month.min() - 3) // 12 * 12 + 3  # an April
        self.n_months = ((month.max() - first) // 12 + 1) * 12
        self.month = month - first
        self.grain = values["grain"].to_numpy(object)
        self.shape = (len(teams), self.n_months)

    def hidden(self):
        """Of each row of the values whether its figure is hidden, and whether its own events are."""
        figure, own_events = (np.full(len(self.values), False) for _ in range(2))
        for indicator_id, pattern in self.patterns().items():
            rows, indicator = self.of_indicator[indicator_id], self.indicators[indicator_id]
            if indicator.shape == "events, 12 months":
                own_events[rows] = self.read(pattern, rows)
                figure[rows] = self.windows(indicator_id, pattern)[self.month[rows]]
            elif indicator.shape == "events":
                figure[rows] = self.read(pattern, rows)
            else:  # a quarter and a year are their last month
                figure[rows] = pattern["month"][self.row[rows], self.month[rows]]
        return figure, own_events

    def read(self, pattern, rows):
        found = np.full(len(rows), False)
        for grain, months in GRAINS.items():
            of_grain = self.grain[rows] == grain
            found[of_grain] = pattern[grain][self.row[rows[of_grain]], self.month[rows[of_grain]] // months]
        return found

    def windows(self, indicator_id, pattern):
        """Which twelve months' numbers are hidden, by their last month: those that would tell of months that are.

        Months that are hidden together and add up to something shown are told by twelve months that have some but not all of them;
        where they do not, by any that have one.
        """
        hidden = np.full(self.n_months, False)
        events, numbers = self.numbers(indicator_id, "events"), self.numbers(indicator_id, "numerator")
        is_shown = {grain: ~np.isnan(events[grain][0]) & ~pattern[grain][0] for grain in GRAINS}

        def tell(months, add_up):
            if len(months):
                first, last = min(months), max(months)
                hidden[first : last + (0 if add_up else 12)] = True
                hidden[first + 12 : last + 12] = True

        for year in range(self.n_months // 12):
            others = []
            for quarter in range(4 * year, 4 * year + 4):
                found = [month for month in range(3 * quarter, 3 * quarter + 3) if pattern["month"][0, month]]
                if is_shown["quarter"][quarter]:
                    tell(found, add_up=True)
                else:
                    others += found
            tell(others, add_up=is_shown["year"][year])
        return hidden | any(is_small(numbers[grain]).any() for grain in GRAINS)

    def numbers(self, indicator_id, column):
        """The numbers of a column by grain, as an array of teams and periods; missing where there are none."""
        rows = self.of_indicator[indicator_id]
        amounts = self.values[column].to_numpy(float)[rows]
        found = {}
        for grain, months in GRAINS.items():
            of_grain = self.grain[rows] == grain
            found[grain] = np.full((self.shape[0], self.n_months // months), np.nan)
            found[grain][self.row[rows[of_grain]], self.month[rows[of_grain]] // months] = amounts[of_grain]
        return found

    def quantities(self):
        """(indicator, role) -> its numbers: `n` and `c`, the cases that count and those that do not; `d`, all that are counted at all."""
        found = {}
        for i, indicator in self.indicators.items():
            if indicator.shape == "events, 12 months":
                found[i, "d"] = self.numbers(i, "events")
            elif indicator.unit == "count" or indicator.is_rate:
                found[i, "d"] = self.numbers(i, "numerator")
            else:
                found[i, "d"] = self.numbers(i, "denominator")
                if indicator.unit == "percent":
                    found[i, "n"] = self.numbers(i, "numerator")
                    found[i, "c"] = {grain: found[i, "d"][grain] - found[i, "n"][grain] for grain in GRAINS}
        return found

    def patterns(self):
        """indicator -> grain -> which figures are hidden, by team and period."""
        quantities = self.quantities()
        adds_up = {i: one.shape.startswith("events") for i, one in self.indicators.items()}
        same = _Sets(quantities)
        for one, other in _alike(quantities, adds_up):
            same.join(one, other)
        units = _Sets(i for i, role in quantities if role == "n")  # percentages that split the same cases are hidden together
        for several in _splits(quantities, same):
            for other in several[1:]:
                units.join(several[0], other)

        # What is hidden of the cases is hidden of each percentage of them; what is hidden of a percentage whose number is shown
        # elsewhere is hidden there. More and more is hidden until nothing more has to be.
        nothing = {grain: np.full((self.shape[0], self.n_months // months), False) for grain, months in GRAINS.items()}
        cases = {name: members for name, members in same.sets().items() if len(members) > 1 or name[1] == "d"}
        found, before = dict.fromkeys([*cases, *units.sets()], nothing), {}
        while any(found[name] is not before.get(name) for name in found):
            before, found = found, dict(found)
            for name, members in cases.items():
                parts = [before[units.of(i)] for i, role in members if role != "d"] if len(members) > 1 else []
                found[name] = self.pattern(before[name], [quantities[q] for q in members], parts, adds_up[name[0]])
            for name, members in units.sets().items():
                whole = [found[same.of((i, role))] for i in members for role in "dnc" if same.of((i, role)) in cases]
                found[name] = self.pattern(before[name], [quantities[i, role] for i in members for role in "nc"], whole, adds_up[name])
        return {i: found[units.of(i) if i in units.first else same.of((i, "d"))] for i in self.indicators}

    @staticmethod
    def pattern(before, layers, others, adds_up):
        """What to hide besides what is hidden `before` and of `others`; `before` itself where that is nothing more."""
        forced = {grain: np.logical_or.reduce([pattern[grain] for pattern in (before, *others)]) for grain in GRAINS}
        found = _pattern(layers, forced, adds_up)
        return before if all((found[grain] == before[grain]).all() for grain in GRAINS) else found


class _Sets:
    """Which things belong together."""

    def __init__(self, things):
        self.first = {thing: thing for thing in things}  # a set is called by one of its things

    def of(self, thing):
        return self.first[thing]

    def join(self, one, other):
        keep, drop = self.of(one), self.of(other)
        self.first = {thing: keep if first == drop else first for thing, first in self.first.items()}

    def sets(self):
        found = {}
        for thing, first in self.first.items():
            found.setdefault(first, []).append(thing)
        return found


def _alike(quantities, adds_up):
    """Pairs of quantities that are the same numbers wherever both are."""
    names = list(quantities)
    flat = np.array([np.concatenate([quantities[name][grain].ravel() for grain in GRAINS]) for name in names])
    for place, one in enumerate(names):
        others = flat[place + 1 :]
        compared = ((others > 0) | (flat[place] > 0)) & ~np.isnan(others) & ~np.isnan(flat[place])
        n = compared.sum(axis=1)
        equal = ((others == flat[place]) & compared).sum(axis=1)
        for found in np.flatnonzero((n >= ENOUGH) & (equal >= ALIKE * n)):
            other = names[place + 1 + found]
            if adds_up[one[0]] == adds_up[other[0]]:
                yield one, other


def _splits(quantities, same):
    """Two or three percentages of the same cases that between them count every case once."""
    of_cases = {}
    for i, role in quantities:
        if role == "n":
            of_cases.setdefault(same.of((i, "d")), []).append(i)
    for members in of_cases.values():
        for n in (2, 3):
            for several in combinations(members, n):
                total = sum(quantities[i, "n"]["month"] for i in several)
                d = quantities[several[0], "d"]["month"]
                compared = (d > 0) & ~np.isnan(total)
                if compared.sum() >= ENOUGH and (total == d)[compared].mean() >= ALIKE:
                    yield several


# --- what to hide ----------------------------------------------------------------------------------------------------


def _pattern(layers, forced, adds_up):
    """What to hide, by grain, so that none of the layers' small numbers can be told; what is `forced` is hidden in any case."""
    hidden, amounts = {}, {}
    for grain in GRAINS:
        numbers = np.array([layer[grain] for layer in layers])
        hidden[grain] = (is_small(numbers).any(axis=0) | forced[grain]) & ~np.isnan(numbers).all(axis=0)
        amounts[grain] = np.nan_to_num(numbers)
    if not any(pattern.any() for pattern in hidden.values()):
        return hidden
    if not adds_up:
        for month in np.flatnonzero(hidden["month"].any(axis=0)):
            _settle(hidden["month"][:, month : month + 1], amounts["month"][:, :, month : month + 1])
        return hidden
    # A year or a quarter that has no figure, because it is not over, adds up to nothing that is shown.
    is_known = {grain: np.any([~np.isnan(layer[grain]) for layer in layers], axis=(0, 1)) for grain in GRAINS}
    for year in range(hidden["year"].shape[1]):
        quarters = slice(4 * year, 4 * year + 4)
        _settle(hidden["year"][:, year : year + 1], amounts["year"][:, :, year : year + 1])
        above = hidden["year"][:, year] if is_known["year"][year] else None
        _settle(hidden["quarter"][:, quarters], amounts["quarter"][:, :, quarters], above)
        for quarter in range(4 * year, 4 * year + 4):
            months = slice(3 * quarter, 3 * quarter + 3)
            above = hidden["quarter"][:, quarter] if is_known["quarter"][quarter] else None
            _settle(hidden["month"][:, months], amounts["month"][:, :, months], above)
    return hidden


def _settle(hidden, amounts, above=None):
    """Hide, in place, what must be besides: of the authority (row 0) and its teams, over the periods that add up to another.

    `amounts`: layers, rows, periods; `above`: the rows of which the longer period is hidden, None where periods do not add up.
    """
    if above is not None:
        hidden[above] = True
    if hidden.any():
        while (above is not None and _along_rows(hidden, amounts, ~above)) or _along_columns(hidden, amounts):
            pass


def _along_rows(hidden, amounts, tied):
    """Hide the same periods of all rows whose longer period is shown, and periods enough; whether one more had to be."""
    rows = np.flatnonzero(tied & hidden.any(axis=1))
    columns = hidden[rows].any(axis=0)
    hidden[np.ix_(rows, columns)] = True
    if not columns.any() or columns.all():
        return False
    there = amounts[:, rows]
    if tied[0]:  # what all other rows have in these periods can be told as well
        there = np.concatenate([there, amounts[:, ~tied].sum(axis=1, keepdims=True)], axis=1)
    lacking = is_small(there[:, :, columns].sum(axis=2))
    if columns.sum() > 1 and not lacking.any():
        return False
    helps = ((there > 0) & lacking[:, :, None]).sum(axis=(0, 1))
    more = max(np.flatnonzero(~columns), key=lambda column: helps[column])  # of several the earliest, which fewest look at
    hidden[rows, more] = True
    return True


def _along_columns(hidden, amounts):
    """Hide one more team, where what is hidden of a period is small in sum, or the authority is hidden and none of its teams."""
    sums = (amounts * hidden)[:, 1:].sum(axis=1)
    lacking = is_small(sums) & ~hidden[0]
    bare = hidden[0] & ~hidden[1:].any(axis=0) & (amounts[:, 1:] > 0).any(axis=(0, 1))
    lacking |= bare
    if not lacking.any():
        return False
    helps = ((amounts[:, 1:] > 0) & lacking[:, None] & ~hidden[1:]).sum(axis=(0, 2))
    if not helps.any():
        hidden[0, lacking.any(axis=0)] = True
        return True
    sizes = (amounts[:, 1:] * lacking[:, None]).sum(axis=(0, 2))
    more = 1 + min(np.flatnonzero(helps), key=lambda team: (-helps[team], sizes[team]))
    hidden[more, lacking.any(axis=0)] = True
    return True


def _of_column(layers, forced):
    """Which numbers that add up to one that is shown to hide."""
    hidden = forced | np.logical_or.reduce([is_small(layer) for layer in layers])
    hidden = np.concatenate([[False], hidden])[:, None]
    _settle(hidden, np.array([[layer.sum(), *layer] for layer in layers])[:, :, None])
    return hidden[1:, 0]
