"""What accounts for a change of a figure: the teams or the kinds of case, by their own rates or by the mix of them.

The split of metrics.mix, and which parts of it are worth telling. A `change` is any of metrics.what_changed that has an indicator:
of it these ask for `indicator`, `figure` and `base`, the figure it is set against.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from metrics import mix
from metrics.breakdown import UNKNOWN
from metrics.comparison import FEWEST_TO_JUDGE
from metrics.compute import NO_TEAM, PER
from metrics.differences import SAME, difference_of_proportions, of_counts, of_figure
from metrics.disclosure import SUPPRESSED
from metrics.indicator import Indicator
from metrics.rounding import round_half_up

#: The groups that are hidden for sharing outside, taken together.
HIDDEN = "Hidden, together"
#: A breakdown that does not know more than this share of the cases is not used.
MOST_UNKNOWN = 0.2
SCALES = {"percent": 100, "per 10,000": PER}
MOST, TOGETHER, MORE_THAN_ITS_SHARE, MIX_WORTH_TELLING = 1 / 2, 2 / 3, 1.5, 0.15
#: A change of fewer units as shown, such as tenths of a point, or of fewer cases is not taken apart.
WORTH_SPLITTING = 5


@dataclass(frozen=True)
class Account:
    """The split of a change by teams or by a kind of case. `named` are the groups worth naming, and `tells_mix` whether the mix is.

    Exact as it is, a split can be all noise. The mix is worth telling if it makes a good part of the change and shares of the cases
    differ by more than chance. A group is named only if it makes for more than half of the change, and for half as
    much again as its share of the cases would, and if its own change is more than chance where that can be told; two groups, if
    together they make for two thirds.
    """

    by: str
    split: mix.Split
    named: tuple[mix.Part, ...]
    tells_mix: bool

    @property
    def adds(self) -> bool:
        return bool(self.named) or self.tells_mix

    @property
    def weight(self) -> float:
        """How much it explains: by it one kind of case is preferred to another."""
        named = abs(sum(part.change for part in self.named))
        return max(named, abs(self.split.mix) if self.tells_mix else 0.0) / max(abs(self.split.change), 1e-9)


def account_by_team(snapshot, change) -> Account | None:
    """What teams make of a change of the authority's figure; None where they have no figures of their own, or the change is small."""
    if not _can_be_split(change):
        return None
    then, now = ({team: _numbers(snapshot, change.indicator, figure, team) for team in snapshot.teams} for figure in (change.base, change.figure))
    return _account("team", change, then, now, confidence=0.95)


@dataclass(frozen=True)
class Origin:
    """Where a change came from, group by group: what each had `then` and has `now`, numerator and denominator, and the exact `split`.

    `verdict` says whether the change as a whole is more than chance, as metrics.differences does, None where that cannot be told;
    `account` what of the split is worth telling, None where it is nothing.
    """

    then: dict[str, tuple[float, float]]
    now: dict[str, tuple[float, float]]
    split: mix.Split
    verdict: str | None
    account: Account | None


@dataclass(frozen=True)
class Between:
    """The change from one settled figure, `base`, to another of the same indicator and team."""

    indicator: Indicator
    figure: Any
    base: Any

    @property
    def verdict(self) -> str | None:
        return next((found.verdict for found in of_figure(self.indicator, self.figure, ago=self.base)), None)


def origin(by: str, change: Between, then: dict, now: dict) -> Origin | None:
    """Where a change came from by some kind of group; None where the groups do not add up to the figures, or nothing can be split.

    A group whose numbers are hidden is None, then or now: all such groups are taken together as HIDDEN, which is what the others leave.
    Nothing is told of the groups of a change that is no more than chance, nor where some are hidden.
    """
    lacking = {group for groups in (then, now) for group, numbers in groups.items() if numbers is None}
    if lacking:
        then, now = (_together(groups, lacking, figure) for groups, figure in ((then, change.base), (now, change.figure)))
    split = split_of(change, then, now) if adds_up(change, then, now) else None
    if split is None:
        return None
    is_told = not lacking and change.verdict != SAME and _can_be_split(change)
    return Origin(then, now, split, change.verdict, _account(by, change, then, now, confidence=0.95 if by == "team" else 0.99) if is_told else None)


def _together(groups: dict, lacking: set, figure) -> dict:
    shown = {group: numbers for group, numbers in groups.items() if group not in lacking}
    left = [(total or 0.0) - sum(numbers[i] for numbers in shown.values()) for i, total in enumerate((figure.numerator, figure.denominator))]
    return {**shown, HIDDEN: tuple(left)}


def by_team(snapshot, change) -> tuple[dict, dict]:
    """What each team had of two figures, for `origin`: None for one that is hidden."""
    then, now = ({team: _team_numbers(snapshot, change.indicator, figure, team) for team in snapshot.teams} for figure in (change.base, change.figure))
    there = [team for team in snapshot.teams if any(groups[team] is None or any(groups[team]) for groups in (then, now))]
    return {team: then[team] for team in there}, {team: now[team] for team in there}


def by_kind(then: pd.DataFrame, now: pd.DataFrame) -> tuple[dict, dict]:
    """The same of the groups of two breakdowns, as metrics.breakdown has them or metrics.disclosure protects them."""
    groups = [_groups(frame) for frame in (then, now)]
    for frame, found in zip((then, now), groups, strict=True):
        found.update(dict.fromkeys(frame["group"][frame["numerator"].isna()].astype(str)))
    every = dict.fromkeys([*groups[0], *groups[1]])
    return tuple({group: found.get(group, (0.0, 0.0)) for group in every} for found in groups)


def account_by_kind(change, breakdown: Callable, kinds: Sequence[str]) -> Account | None:
    """The kind of case that says most of a change: `breakdown(period_label, by)` gives metrics.breakdown's frame. None where none says anything."""
    if not _can_be_split(change):
        return None
    found = []
    for by in kinds:
        now = _groups(breakdown(change.figure.period, by))
        if len(now) > 1:
            found.append(_account(by, change, _groups(breakdown(change.base.period, by)), now, confidence=0.99))
    return max((account for account in found if account is not None and account.adds), key=lambda account: account.weight, default=None)


def _can_be_split(change) -> bool:
    if change.base is None or change.indicator is None or change.figure.numerator is None or change.base.numerator is None:
        return False
    difference = abs(change.figure.value - change.base.value)
    if round_half_up(difference, change.indicator.decimals) * 10**change.indicator.decimals < WORTH_SPLITTING:
        return False
    scale = SCALES.get(change.indicator.unit)
    return scale is None or difference / scale * (change.figure.denominator + change.base.denominator) / 2 >= WORTH_SPLITTING


def _numbers(snapshot, indicator: Indicator, whole, team: str) -> tuple[float, float]:
    return _team_numbers(snapshot, indicator, whole, team) or (0.0, 0.0)


def _team_numbers(snapshot, indicator: Indicator, whole, team: str) -> tuple[float, float] | None:
    """A team's numbers of a figure, noughts where it has none; None where they are hidden."""
    figure = snapshot.figure(indicator.id, snapshot.period(whole.period, whole.grain), team)
    if figure is not None and figure.status == SUPPRESSED:
        return None
    return (0.0, 0.0) if figure is None else (figure.numerator or 0.0, figure.denominator or 0.0)


def _groups(frame: pd.DataFrame) -> dict[str, tuple[float, float]]:
    of = frame["denominator"].fillna(0.0)
    return {str(group): (float(n), float(d)) for group, n, d in zip(frame["group"], frame["numerator"], of, strict=True)}


def _account(by: str, change, then: dict, now: dict, *, confidence: float) -> Account | None:
    indicator = change.indicator
    count_only = not indicator.has_denominator or indicator.is_rate
    if not adds_up(change, then, now):
        return None  # groups that do not add up to the figure account for nothing
    active = [group for group in {**then, **now} if any(then.get(group, ())) or any(now.get(group, ()))]
    unknown = max(_share(groups, UNKNOWN, count_only) for groups in (then, now))
    if unknown > MOST_UNKNOWN:
        return None  # what is not known of so many cases may be all that changed
    split = split_of(change, then, now)
    if split is None or not split.change or len(active) < 2:
        return None
    tells_mix = bool(abs(split.mix) >= MIX_WORTH_TELLING * abs(split.change) and round_half_up(split.mix, indicator.decimals))
    tells_mix = tells_mix and _shares_differ(then, now, 1 - confidence)
    return Account(by, split, _named(indicator, split, then, now, confidence), tells_mix)


def split_of(change, then: dict, now: dict) -> mix.Split | None:
    """The split of a change by groups, from the numerator and denominator of each then and now; of a count and a rate the first alone counts."""
    indicator = change.indicator
    scale, events = SCALES.get(indicator.unit, 1), [{group: numbers[0] for group, numbers in groups.items()} for groups in (then, now)]
    if indicator.is_rate:
        return mix.of_rate(events[0], change.base.denominator, events[1], change.figure.denominator, scale)
    return mix.of_ratio(then, now, scale) if indicator.has_denominator else mix.of_count(*events)


def adds_up(change, then: dict, now: dict) -> bool:
    """Whether the groups add up to the figures, then and now."""
    of = 1 if change.indicator.has_denominator and not change.indicator.is_rate else 0
    for groups, figure in ((then, change.base), (now, change.figure)):
        wanted = (figure.numerator, figure.denominator)[: of + 1]
        if any(abs(sum(numbers[i] for numbers in groups.values()) - number) > 1e-6 * (1 + abs(number)) for i, number in enumerate(wanted)):
            return False
    return True


def _named(indicator: Indicator, split: mix.Split, then: dict, now: dict, confidence: float) -> tuple[mix.Part, ...]:
    count_only = not indicator.has_denominator or indicator.is_rate

    def may_be_named(part):
        share = (_share(then, part.group, count_only) + _share(now, part.group, count_only)) / 2
        if part.group in (NO_TEAM, UNKNOWN) or part.change / split.change < MORE_THAN_ITS_SHARE * share:
            return False
        return _changed(indicator, then.get(part.group, (0, 0)), now.get(part.group, (0, 0)), part, confidence)

    parts = sorted((part for part in split.parts if may_be_named(part)), key=lambda part: -part.change / split.change)
    if parts and parts[0].change / split.change > MOST:
        return (parts[0],)
    if len(split.parts) >= 3 and len(parts) >= 2 and (parts[0].change + parts[1].change) / split.change > TOGETHER:
        return tuple(parts[:2])
    return ()


def _shares_differ(then: dict, now: dict, level: float) -> bool:
    """Whether the groups' shares of the cases differ between two periods by more than chance: a chi-squared test, small groups taken together."""
    from scipy.special import chdtrc

    rows = [(then.get(group, (0, 0))[1], now.get(group, (0, 0))[1]) for group in {**then, **now}]
    large = [row for row in rows if sum(row) >= 2 * FEWEST_TO_JUDGE]
    rest = tuple(sum(row[i] for row in rows if sum(row) < 2 * FEWEST_TO_JUDGE) for i in (0, 1))
    table = np.array([*large, rest] if sum(rest) else large, float).reshape(-1, 2)
    if len(table) < 2:
        return False
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    return bool(chdtrc(len(table) - 1, ((table - expected) ** 2 / expected).sum()) < level)


def _share(groups: dict, group: str, count_only: bool) -> float:
    """A group's share of the cases."""
    which = 0 if count_only else 1
    total = sum(numbers[which] for numbers in groups.values())
    return groups.get(group, (0, 0))[which] / total if total else 0.0


def _changed(indicator: Indicator, then: tuple, now: tuple, part: mix.Part, confidence: float) -> bool:
    """Whether a group's own change is more than chance; of averages, whose cases' spread is not known here, whether it has cases enough."""
    if indicator.has_denominator and not indicator.is_rate:
        if min(then[1], now[1]) < FEWEST_TO_JUDGE:
            return False
        if indicator.unit != "percent" or indicator.is_ratio or abs(part.mix) > abs(part.rate):
            return True
        lower, upper = difference_of_proportions(*now, *then, confidence)
        return bool(lower > 0 or upper < 0)
    return max(then[0], now[0]) >= FEWEST_TO_JUDGE and of_counts(now[0], 1, then[0], 1) != SAME
