"""What accounts for a change, in words that add up as they are shown, with links to the figures it rests on."""

from collections import namedtuple
from math import fsum

from dashboard import wording
from metrics.accounting import account_by_kind, account_by_team
from metrics.breakdown import BREAKDOWNS
from metrics.mix import add_up
from metrics.rounding import round_half_up

#: What a change may be taken apart by, besides teams.
KINDS_OF_CASE = ("need", "age", "ethnic_group", "disability")
GROUPS_OF = {"team": "teams", "need": "needs", "age": "ages", "ethnic_group": "ethnic groups", "disability": "disabled and other children"}


#: What accounts for a change, links to the figures it rests on, whether it names teams, and whether its kinds of case are still to be told.
Accounted = namedtuple("Accounted", "words links names_teams is_awaited")


class NotYet(Exception):
    """What a breakdown raises whose rows are not to be read now."""


def accounted(change, view, snapshot, breakdown=None):
    """Of the 6.2 points, 5.1 are a change within teams and 1.1 of the mix between them; North Locality accounts for 3.9.

    Where `breakdown` raises NotYet, kinds of case are told only if they are known already.
    """
    indicator, said, links, is_awaited = change.indicator, [], [], False
    once = lambda what, make: snapshot.once((what, view.period.grain, view.period.label, view.team, indicator.id), make)  # noqa: E731
    by_team = None if view.team else once("by team", lambda: account_by_team(snapshot, change))
    if by_team is not None and (words := account_words(indicator, by_team)):
        said.append(words)
        links.append(("By team", view.href(f"/indicator/{indicator.id}", view="teams")))
    if breakdown is not None:
        groups = lambda label, by: breakdown(indicator, label, by)  # noqa: E731
        try:
            by_kind = once("by kind", lambda: account_by_kind(change, groups, KINDS_OF_CASE))
        except NotYet:
            by_kind, is_awaited = None, True
        if by_kind is not None:
            by = lowered(BREAKDOWNS[by_kind.by][0])
            said.append(f"By {by}: {lowered(account_words(indicator, by_kind))}")
            links.append((f"By {by}", view.href(f"/indicator/{indicator.id}", view="kinds", by=by_kind.by)))
    return Accounted(" ".join(said), links, by_team is not None and bool(by_team.named), is_awaited)


def lowered(text):
    return text[:1].lower() + text[1:]


def account_words(indicator, account):
    split, decimals = account.split, indicator.decimals
    sign = 1 if split.change > 0 else -1
    amount = lambda value: wording.number(value, decimals)  # noqa: E731
    parts = []
    if indicator.is_rate:
        events, population = add_up([sign * split.rate, sign * split.population], decimals)
        if population:
            parts.append(f"of the {unit(indicator, abs(split.change))}, {amount(events)} come of the number of cases and {amount(population)} of the population")
    elif indicator.has_denominator and (account.tells_mix or account.by == "team"):  # the exact split by team is always told
        rate, mixed = add_up([sign * split.rate, sign * split.mix], decimals)
        groups = GROUPS_OF[account.by]
        whole = unit(indicator, fsum([rate, mixed]))
        if rate < 0 or mixed < 0:
            back = ("the mix between them took back", mixed) if mixed < 0 else (f"changes within {groups} took back", rate)
            forth = (f"changes within {groups} made", rate) if mixed < 0 else (f"a change of mix between {groups} made", mixed)
            parts.append(f"{forth[0]} {unit(indicator, forth[1])}, of which {back[0]} {amount(-back[1])}")
        elif not rate:
            parts.append(f"all of the {whole} {'is' if mixed == 1 else 'are'} the mix between {groups} and none a change within them")
        elif not mixed:
            parts.append(f"all of the {whole} {'is' if rate == 1 else 'are'} a change within {groups} and none of the mix between them")
        else:
            parts.append(f"of the {whole}, {amount(rate)} {'is' if rate == 1 else 'are'} a change within {groups} and {amount(mixed)} of the mix between them")
        if account.by == "team" and not account.named:
            parts.append("no one team stands out")
    for part in account.named:
        share, whole = sign * part.change, sign * split.change
        group = f"{part.group}’s share of the cases" if abs(part.mix) > abs(part.rate) else part.group
        if share > whole:
            parts.append(f"{group} alone makes {unit(indicator, share)}, which the others offset in part")
        else:
            parts.append(f"{group} accounts for {amount(share) if parts else f'{amount(share)} of the {unit(indicator, whole)}'}")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:] + "." if text else ""


def unit(indicator, amount):
    """6.2 points; 2.5 weeks; 1.2 children per FTE; 12."""
    number = wording.number(amount, indicator.decimals)
    name = {"percent": "points", "count": "", "per 10,000": "per 10,000"}.get(indicator.unit, indicator.unit)
    if round_half_up(amount, indicator.decimals) == 1 and indicator.unit in ("percent", "weeks", "days"):
        name = name.removesuffix("s")
    return f"{number} {name}".strip()
