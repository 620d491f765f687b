"""What changed, in plain sentences that stand alone: each with a word for its kind and links to its evidence.

The facts and their order are those of metrics.what_changed. `told` gives the sentences of a view as text, for any page and for
the command line; `top` and `item` draw them.
"""

import re
from dataclasses import dataclass

from dashboard import access, accounting, cells, data_notes, real, restated, wording
from dashboard.plain import H2, A, Div, Li, P, Section, Span, Strong, Ul
from dashboard.view import View
from metrics import what_changed
from metrics.control_charts import BEYOND, SHIFT, TREND
from metrics.differences import ABOVE, ENGLAND, YEAR_AGO
from metrics.periods import period as period_named

#: Sentences on a page, and on the scorecard.
PAGE, TOP = 12, 5
#: Changes whose kinds of case are looked into: each takes reading its rows several times over.
TAKEN_APART = 4

#: What each kind of change is called, and the lozenge that its word stands in.
MARKS = {
    "concern": ("Concern", "bad"),
    "improvement": ("Improvement", "best"),
    "up": ("Unusually high", "plain"),
    "down": ("Unusually low", "plain"),
    "missed": ("Target missed", "bad"),
    "met": ("Target met", "good"),
    "differs": ("Comparison", "plain"),
    "going on": ("Still a concern", "near"),
    "restated": ("Restated", "plain"),
    "stale": ("Data behind", "near"),
}
NEAR = (wording.JUDGEMENTS["near"], "near")  # missed, but amber: not called more than the scorecard calls it
APART = {"worse": ("Team behind", "bad"), "better": ("Team ahead", "good"), "": ("Team apart", "plain")}


NOTHING = "Nothing changed beyond its usual ups and downs."
NOT_OVER = "The period is not over: figures so far are not judged, and nothing is said of them."
AWAITED = "By kind of case: working it out …"
REST, GOING_ON = "{n} more, of less weight", "{n} as unusual as before, and no concern"


@dataclass(frozen=True)
class Sentence:
    """One change in words. `lead` says what, `rest` the figures and why; `accounting` what accounts for it; `links` to its evidence.

    `is_awaited`: what accounts for it by kind of case is still to be worked out.
    """

    mark: tuple
    lead: str
    rest: str
    links: tuple
    accounting: str = ""
    names_teams: bool = False
    indicator: str | None = None
    is_awaited: bool = False

    @property
    def text(self):
        return " ".join(filter(None, [self.lead + self.rest, self.accounting]))


@dataclass(frozen=True)
class Told:
    """The sentences of a view; what there was no room for, as links; what goes on as before, as links; and the sentences about chance."""

    sentences: tuple
    rest: tuple
    going_on: tuple
    notes: tuple


def found(view, snapshot):
    """The changes of a view's period and team, worked out once."""
    name = ("what changed", view.period.grain, view.period.label, view.team)
    return snapshot.once(name, lambda: what_changed.changes(snapshot, view.period, view.team))


def prepare(snapshot):
    """Work out the changes of the period that a bare link shows, so that nobody waits for them."""
    view = View.read(snapshot, "/", {})
    if view.period is not None and view.period.complete:
        found(view, snapshot)


def door(source, view, snapshot):
    """The guarded door to the groups of a figure's cases, for `told`: (indicator, label, by) -> metrics.breakdown's frame. None where it is shut."""
    if not access.may_see_rows(view.team):
        return None
    grain = view.period.grain
    return lambda indicator, label, by: access.breakdown(source, indicator, snapshot.period(label, grain), view.team, by)


def not_yet(indicator, label, by):
    """In place of what `door` gives, where a page is not to wait for rows: kinds of case are told if they are known already."""
    raise accounting.NotYet


def told(view, snapshot, most=PAGE, breakdown=None):
    """What a view has to say of its period. `breakdown` is what `door` gives; without it, kinds of case are not looked into."""
    changes = found(view, snapshot)
    shown, left_out = changes.page(most)
    sentences = [sentence(change, view, snapshot, breakdown if place < TAKEN_APART else None) for place, change in enumerate(shown)]
    return Told(
        tuple(sentences),
        tuple(link(change, view) for change in left_out),
        tuple(link(change, view) for change in changes.going_on),
        tuple(about_chance(changes)),
    )


def sentence(change, view, snapshot, breakdown=None):
    if change.restated:
        return of_restated(change, view)
    if change.stale:
        return of_stale(change, view, snapshot)
    if change.kind == "apart":
        return of_apart(change, view)
    return of_figure(change, view, snapshot, breakdown)


# -- a figure ------------------------------------------------------------------------------------------


def of_figure(change, view, snapshot, breakdown):
    indicator, figure = change.indicator, change.figure
    clauses = []
    if change.real:
        clauses.append(by_the_chart(change, view, snapshot))
    if change.judged:
        clauses.append(by_the_target(change))
    if change.differs:
        clauses.append(beside_others(change))
    if change.apart:
        clauses.append(teams_apart(change))
    if change.also:
        clauses.append(f"The same in {wording.listed(with_figure(other) for other in change.also)}.")
    accounts = accounting.accounted(change, view, snapshot, breakdown)
    note = data_notes.note(indicator, view, snapshot)
    if note is not None and note.is_poor:
        clauses.append(f"The data that this rests on are poor. {note.sentence}")
    return Sentence(
        NEAR if change.kind == "missed" and figure.judgement == "near" else MARKS[change.kind],
        f"{indicator.title} {moved(change)} {wording.value(indicator, figure.value)}",
        f"{in_brackets(indicator, figure)}{since(change, view)}. {' '.join(clauses)}",
        (("Its chart", view.href(f"/indicator/{indicator.id}")), *accounts.links, *(link(other, view) for other in change.also)),
        accounts.words,
        accounts.names_teams,
        indicator.id,
        accounts.is_awaited,
    )


def moved(change):
    """rose to, fell to; where it did not move that way, stayed high at or stood at."""
    if change.base is not None:
        return "rose to" if change.figure.value > change.base.value else "fell to"
    if change.real is not None and change.real.point.special == SHIFT:
        return "stayed high at" if change.real.point.direction > 0 else "stayed low at"
    return "stood at"


def since(change, view):
    if change.base is None:
        return ""
    when = "a year before" if change.is_year else f"the {wording.GRAIN_WORDS[view.period.grain]} before"
    return f", from {wording.value(change.indicator, change.base.value)}{in_brackets(change.indicator, change.base)} {when}"


def in_brackets(indicator, figure):
    of = wording.counts(indicator, figure)
    return f" ({of})" if of else ""


def with_figure(change):
    return f"{change.indicator.title}, {wording.value(change.indicator, change.figure.value)}{in_brackets(change.indicator, change.figure)}"


def by_the_chart(change, view, snapshot):
    """Which months make it more than the usual ups and downs."""
    indicator, signal, point = change.indicator, change.real.signal, change.real.point
    high = point.direction > 0
    side, month = "above" if high else "below", month_of(point.period, view)
    usual = "its usual range, {} to {}".format(*levels(indicator, point.value if point.special == BEYOND else None, *real.limits(indicator, signal, point)))
    if point.special in (SHIFT, TREND):
        first = month_of(real.run(signal, point)[1], view)
        words = f"Every month since {first} lies {side} its average, {levels(indicator, None, point.mean)[0]}"
        if point.special == TREND:
            words = f"Every month since {first} was {'higher' if high else 'lower'} than the one before"
    else:
        words = f"Two of the last three months lie close to the {'upper' if high else 'lower'} end of {usual}, or beyond it"
        if point.special == BEYOND:
            here = "That" if point.value == change.figure.value else f"{month} ({of_month(change, point, view, snapshot)})"
            words = f"{here} lies {side} {usual}"
        first = signal.since(point.period)
        if change.kind == "going on" and first != point.period:
            words += f"; it has been unusual since {month_of(first, view)}"
    if signal.is_own_events:
        words += " (by the events of each month, as a yearly rate)"
    return words + "."


def of_month(change, point, view, snapshot):
    figure = next(figure for figure in snapshot.series(change.indicator.id, view.team) if figure.period == point.period)
    of = "" if change.real.signal.is_own_events else wording.counts(change.indicator, figure)
    return wording.value(change.indicator, point.value) + (f", {of}" if of else "")


FEW = 20  # numbers below which a mean or a limit is told with a decimal place


def levels(indicator, value, *found):
    """Means and limits as text; with one more place for small numbers, and where one would read like the value that lies beyond it."""
    texts = [wording.value(indicator, level) for level in found]
    if wording.value(indicator, value) not in texts and (indicator.has_denominator or max(found) >= FEW):
        return texts
    return [wording.number(level, indicator.decimals + 1).removesuffix(".0") + wording.suffix(indicator) for level in found]


def month_of(label, view):
    """September, and the year where it is not that of the period's end."""
    start = period_named(label).start
    return wording.month(start) if start.year != view.period.end.year else wording.MONTHS[start.month - 1]


def by_the_target(change):
    indicator, figure, judged = change.indicator, change.figure, change.judged
    aim = wording.target(indicator, figure.target)
    now, then = ("met", "missed") if judged.is_met else ("missed", "met")
    if figure.judgement == "near":
        now += ", within its tolerance"
    if judged.is_step:
        words = f"Its target has moved on to {aim} and is {now}; the one before was {then}."
    else:
        words = f"The target, {aim}, is newly {now}."
    if judged.is_clear is False:
        low, high = (wording.value(indicator, limit) for limit in (figure.lower, figure.upper))
        words += f" That could be chance: the 95% interval, {low} to {high}, includes it."
    return words


def beside_others(change):
    indicator = change.indicator
    said = []
    for side in dict.fromkeys(differs.side for differs in change.differs):
        names = [
            f"a year ago ({wording.value(indicator, differs.value)})"
            if differs.other == YEAR_AGO
            else f"{'England' if differs.other == ENGLAND else 'the mean of its neighbours'} "
            f"({wording.value(indicator, differs.value)}, {wording.financial_year(differs.published.period_end)})"
            for differs in change.differs
            if differs.side == side
        ]
        said.append(f"{side} {wording.listed(names)}")
    return f"It is now {wording.listed(said)} by more than chance, as it was not the {wording.GRAIN_WORDS[change.figure.grain]} before."


MANY = 3  # teams or figures that are named before the rest are counted

# -- a team --------------------------------------------------------------------------------------------


def of_apart(change, view):
    indicator, apart = change.indicator, change.apart
    names, each = [one.team for one in apart.teams], [of_team(indicator, one.figure) for one in apart.teams]
    whole = f"all teams together have {of_team(indicator, apart.whole)}"
    if len(names) > MANY:
        each, names = [*each[:MANY], ""], [*names[:MANY], f"{len(names) - MANY} more"]
    if len(names) == 1:
        low, top = (wording.value(indicator, limit) for limit in (apart.teams[0].lower, apart.teams[0].upper))
        rest = f", {each[0]} where {whole}. Chance alone would keep a team with so many cases between {low} and {top}."
    else:
        rest = f": {wording.listed(f'{name} {value}'.strip() for name, value in zip(names, each, strict=True))}, where {whole}."
    if change.also:
        rest += f" The same in {wording.listed(other.indicator.title for other in change.also)}."
    team = names[0] if len(names) == 1 else ""
    return Sentence(
        APART[change.verdict],
        f"{indicator.title}: {newly(names if len(names) <= MANY else [f'{len(apart.teams)} teams'], apart)}",
        rest,
        (
            ("All teams", view.href(f"/indicator/{indicator.id}", team=None, view="teams")),
            *([(f"{team}’s chart", view.on(team).href(f"/indicator/{indicator.id}"))] if team and team != view.team else []),
            *(link(other, view) for other in change.also),
        ),
    )


def newly(names, apart):
    return f"{wording.listed(names)} {'is' if len(apart.teams) == 1 else 'are'} newly {'higher' if apart.side == ABOVE else 'lower'} than chance explains"


def of_team(indicator, figure):
    return f"{wording.value(indicator, figure.value)} ({wording.counts(indicator, figure)})"


def teams_apart(change):
    """The teams outside their funnel, beside the figure of all."""
    names = [f"{one.team}, {of_team(change.indicator, one.figure)}," for one in change.apart.teams[:MANY]]
    more = len(change.apart.teams) - MANY
    return f"{newly([*names, f'{more} more'] if more > 0 else names, change.apart)}."


# -- restated figures and stale tables -----------------------------------------------------------------


def of_restated(change, view):
    found = change.restated.figures
    first, by = found[0], because(change.restated.because)
    was = lambda one: f"first reported as {wording.value(one.indicator, one.first.first_value)}, now {wording.value(one.indicator, one.figure.value)}"  # noqa: E731
    name = lambda one: f"{one.indicator.title}, {figure_period(one.figure)}"  # noqa: E731
    on = f"Changed on {restated.day(change.restated.changed_at)} {by}."
    if len(found) == 1:
        lead = f"{name(first)}: {was(first)}"
        of = [wording.counts(first.indicator, each) for each in (restated.First(first.first), first.figure)]
        rest = (f" ({of[0]}, now {of[1]})" if all(of) else "") + f". {on}"
    else:
        lead = f"{len(found)} figures are no longer as first reported"
        named = "; ".join(f"{name(one)}, {was(one)}" for one in found[:MANY])
        rest = f": {named}{f'; and {len(found) - MANY} more' if len(found) > MANY else ''}. {on}"
    crossed = [one for one in found if one.crossed is not None]
    for is_met in (False, True):
        across = [one for one in crossed if one.crossed is is_met]
        if across:
            which = "It" if len(found) == 1 else wording.listed(name(one) for one in across)
            meets = "meets" if len(across) == 1 else "meet"
            rest += f" {which} {'now' if is_met else 'no longer'} {meets} the target."
    links = [(name(one) if len(found) > 1 else "The rows that made the difference", changes_of(one, view)) for one in found[:MANY]]
    return Sentence(MARKS["restated"], lead, rest, tuple(links))


def because(text):
    """by load 6 (contacts.xlsx); by the undoing of load 19; by new definitions or reference data."""
    match = re.fullmatch(r"(undo of )?load (\d+)(?:: (.*))?", text)
    if not match:
        return f"by new {text}"
    undone, number, file = match.groups()
    return f"by {'the undoing of ' if undone else ''}load {number}" + (f" ({file})" if file else "")


def figure_period(figure):
    return wording.short_month(figure.period_start) if figure.grain == "month" else figure.period


def changes_of(one, view):
    return view.href(f"/indicator/{one.indicator.id}", period=one.figure.period, view="changes")


def of_stale(change, view, snapshot):
    stale = change.stale
    names = wording.listed(wording.table_name(table) for table in stale.tables)
    days = (snapshot.as_at - stale.as_at).days
    waiting = [indicator.title for indicator in stale.held_back]
    rest = f", {wording.plural(days, 'day')} before the others. "
    if waiting:
        named = waiting if len(waiting) <= MANY + 1 else [*waiting[:MANY], f"{len(waiting) - MANY} more"]
        figures = wording.plural(len(waiting), "figure")
        rest += f"{figures} of this period {'waits' if len(waiting) == 1 else 'wait'} for them, and nothing is said of {'it' if len(waiting) == 1 else 'these'}: {wording.listed(named)}."
    else:
        rest += "No figure of this period waits for them."
    return Sentence(
        MARKS["stale"], f"The data on {names} end on {wording.day(stale.as_at)}", rest, (("What is loaded", view.href("/data", view="tables")),)
    )


# -- what is left, and chance --------------------------------------------------------------------------


def link(change, view):
    """The name of a change and where its evidence is."""
    if change.restated:
        one = change.restated.figures[0]
        return f"Restated: {one.indicator.title}" + (f" and {len(change.restated.figures) - 1} more" if len(change.restated.figures) > 1 else ""), changes_of(one, view)
    if change.stale:
        return "Data behind", view.href("/data", view="tables")
    if change.kind == "apart":
        return f"{change.indicator.title}: {wording.listed(one.team for one in change.apart.teams)}", view.href(f"/indicator/{change.indicator.id}", team=None, view="teams")
    return change.indicator.title, view.href(f"/indicator/{change.indicator.id}")


def about_chance(changes):
    """How much of it chance would make if nothing had happened."""
    charts, teams = (f"about {wording.number(n)}" if n > 0.95 else "fewer than one" for n in changes.chance)
    if changes.n_charts:
        yield f"Control charts of months tell a real change from the usual ups and downs. Chance alone would newly flag {charts} of {wording.plural(changes.n_charts, 'chart')}."
    if changes.n_compared:
        yield f"Teams are set in funnels whose limits hold 99.8%. Chance alone would put {teams} of {wording.plural(changes.n_compared, 'figure')} of teams outside."


# -- as text and as data --------------------------------------------------------------------------------


def as_text(said, view, snapshot):
    """The page as lines of text, for the command line."""
    lines = [f"What changed: {view.team or snapshot.authority.short_name}, {wording.period(view.period)}"]
    if not said.sentences:
        lines.append(NOTHING if view.period.complete else NOT_OVER)
    for place, each in enumerate(said.sentences, start=1):
        lines.append(f"{place:>3}. {each.mark[0]}. {each.text}")
    for links, what in ((said.rest, REST), (said.going_on, GOING_ON)):
        if links:
            lines.append(f"{what.format(n=len(links))}: {'; '.join(name for name, _ in links)}.")
    return "\n\n".join([*lines, *said.notes]).replace(wording.NBSP, " ") + "\n"


def as_data(said, view):
    """The same for programs; `evidence` are addresses on the dashboard."""
    return {
        "period": view.period.label,
        "team": view.team,
        "changes": [
            {
                "kind": each.mark[0], "indicator": each.indicator, "sentence": (each.lead + each.rest).replace(wording.NBSP, " "),
                "accounting": each.accounting.replace(wording.NBSP, " "), "evidence": [href for _, href in each.links],
            }
            for each in said.sentences
        ],
        "more": [name for name, _ in said.rest],
        "going_on": [name for name, _ in said.going_on],
        "notes": list(said.notes),
    }  # fmt: skip


# -- drawn ---------------------------------------------------------------------------------------------



def top(view, snapshot):
    """The first sentences, for the scorecard, and the way to the others."""
    if view.period is None or not view.period.complete:
        return None
    said = told(view, snapshot, TOP)
    all_of_it = view.href("/changes")
    n_more = len(said.rest)
    more = f"All that changed: {n_more} more" if n_more else "All that changed, and why"
    return Section(
        [
            H2("What changed", id="what-changed"),
            Ul([brief(each) for each in said.sentences], className="change-list top") if said.sentences else P(NOTHING, className="nothing"),
            P(A(more, href=all_of_it), className="onward-link"),
        ],
        className="changes card",
        **{"aria-labelledby": "what-changed"},
    )


def item(said):
    """A sentence in full."""
    accounts = [said.accounting + " " * bool(said.accounting), Span(AWAITED, className="awaited")] if said.is_awaited else said.accounting
    return Li(
        [
            mark(said),
            Div(
                [
                    P([Strong(said.lead), said.rest], className="change-said"),
                    P(accounts, className="change-accounting") if accounts else None,
                    P(separated(said.links, " · ", said.lead), className="change-links small"),
                ]
            ),
        ]
    )


def brief(said):
    """One line of the scorecard: what accounts for a change only where it is a team."""
    accounts = f" {said.accounting}" if said.names_teams else ""
    return Li(
        [
            mark(said),
            P([Strong(said.lead), said.rest, accounts], className="change-said"),
            P(separated(said.links[:1], of=said.lead), className="change-links small"),
        ]
    )


def mark(said):
    word, tone = said.mark
    return Div(Span(word, className=f"chip chip-{tone}"), className="change-mark")


def separated(links, sign="; ", of=""):
    """Links one after the other; read out with what they are of."""
    parts = []
    for text, href in links:
        parts += [sign, A([text, cells.sr(f": {of}")] if of else text, href=href)]
    return parts[1:]
