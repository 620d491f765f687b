"""Where a change came from: which teams or kinds of case account for it, each by its own figure and by its share of the cases.

The parts add up to the change, exactly (metrics.mix), and are shown so that what is read adds up too. A change that is no more than
chance is taken apart all the same, and said to be one: then no part of it is named.
"""

from dataclasses import dataclass

import pandas as pd

from dashboard import access, cells, shell, svg, theme, wording
from dashboard import plain as html
from dashboard.accounting import account_words, unit
from dashboard.take_away import of_view, take_away
from metrics.accounting import HIDDEN, Between, Origin, by_kind, by_team, origin
from metrics.breakdown import BREAKDOWNS, UNKNOWN, why_not
from metrics.differences import SAME
from metrics.mix import add_up
from metrics.rounding import round_half_up

TEAM, POPULATION = "team", "The population"
KINDS = ("age", "sex", "ethnic_group", "disability", "need")
BEFORE, YEAR = "before", "year"
STEPS = "A solid step goes the way of the change, a hollow one against it."
#: Groups in the panel beside the chart.
IN_PANEL = 3


@dataclass(frozen=True)
class Row:
    """A part of a change: a group, what it had and has, and what it adds by its own figure, by its share of the cases, and together.

    The three are rounded as they are shown, so that all rows add up to the change as it is shown. `mix` is None where there is none.
    """

    group: str
    then: tuple | None
    now: tuple | None
    rate: float
    mix: float | None

    @property
    def change(self):
        return self.rate + (self.mix or 0.0)


# -- what is set against what --------------------------------------------------------------------------


def bases(indicator, view, snapshot):
    """"before" and "year" -> the settled figure that this one can be set against, and how it is called; those there are."""
    grain = wording.GRAIN_WORDS[view.period.grain]
    found = {BEFORE: (snapshot.before(indicator.id, view.period, view.team), f"the {grain} before")}
    if view.period.grain != "year":
        found[YEAR] = (snapshot.before(indicator.id, view.period, view.team, years=1), "a year before")
    return {name: pair for name, pair in found.items() if pair[0] is not None and pair[0].status == "ok"}


def chosen(indicator, view, snapshot, figure):
    """(which base, its Between, how it is called): what the address asks for, else the one against which the change is more than chance."""
    if figure is None or figure.status != "ok":
        return None
    found = {name: (name, Between(indicator, figure, base), words) for name, (base, words) in bases(indicator, view, snapshot).items()}
    asked = view.asked("against")
    real = [each for each in found.values() if each[1].verdict not in (None, SAME)]
    return found.get(asked) or next(iter([*real, *found.values()]), None)


def groupings(indicator, view):
    """What a change can be taken apart by, and how that is called."""
    team = {} if view.team or indicator.is_rate else {TEAM: "Team"}
    return {**team, **{by: BREAKDOWNS[by][0] for by in KINDS if not why_not(indicator, by)}}


def taken_apart(indicator, view, snapshot, change, by):
    """The Origin of a change, or why there is none, as a sentence."""
    if by == TEAM:
        then, now = by_team(snapshot, change)
    else:
        try:
            periods = [snapshot.period(each.period, each.grain) for each in (change.base, change.figure)]
            frames = [access.breakdown(shell.source(), indicator, period, view.team, by) for period in periods]
        except access.NotAllowed:
            return "Shared outside are kinds of case of the whole authority in whole financial years."
        then, now = by_kind(*frames)
    found = origin(by, change, then, now)
    if found is not None:
        return found
    return f"The figures by {by.replace('_', ' ')} do not add up to this one, so that nothing can be said of where its change came from."


def rows_of(change, found: Origin):
    """The parts, the largest in the direction of the change first, then what is not known or hidden, and the population."""
    indicator, split = change.indicator, found.split
    has_mix = indicator.has_denominator and not indicator.is_rate
    amounts = [amount for part in split.parts for amount in ((part.rate, part.mix) if has_mix else (part.rate,))]
    shown = add_up([*amounts, split.population], indicator.decimals)
    step = 2 if has_mix else 1
    rows = [
        Row(part.group, found.then.get(part.group), found.now.get(part.group), shown[step * n], shown[step * n + 1] if has_mix else None)
        for n, part in enumerate(split.parts)
    ]
    sign = 1 if split.change >= 0 else -1
    exact = {part.group: sign * part.change for part in split.parts}
    rows.sort(key=lambda row: (row.group in (UNKNOWN, HIDDEN), -exact[row.group]))
    return rows + ([Row(POPULATION, None, None, shown[-1], None)] if indicator.is_rate else [])


@dataclass(frozen=True)
class Parts:
    """What is shown: a change against `base`, as it is `called`, by a kind of group and its `name`; `found` is why not, as a sentence, where nothing is."""

    base: str
    change: Between
    called: str
    by: str
    name: str
    found: Origin | str

    @property
    def is_found(self):
        return not isinstance(self.found, str)

    @property
    def rows(self):
        return rows_of(self.change, self.found)


def parts_of(indicator, view, snapshot):
    """The Parts that the address asks for, or why there are none, as a sentence."""
    against, which = chosen(indicator, view, snapshot, snapshot.figure(indicator.id, view.period, view.team)), groupings(indicator, view)
    if against is None:
        return "A change is taken apart between two settled figures, and there are none here."
    if not which:
        return why_not(indicator, KINDS[0])
    by = view.asked("by") if view.asked("by") in which else next(iter(which))
    return Parts(*against, by, which[by], taken_apart(indicator, view, snapshot, against[1], by))


# -- the view ------------------------------------------------------------------------------------------


def change_view(indicator, view, snapshot, figure, comparison):
    parts = parts_of(indicator, view, snapshot)
    if isinstance(parts, str):
        return html.P(parts, className="story")
    shown = [switches(indicator, view, snapshot, parts.base, parts.by, groupings(indicator, view))]
    if not parts.is_found:
        return html.Section([*shown, html.P(parts.found, className="story")], className="origin")
    return html.Section(
        [
            *shown,
            html.P(in_short(parts.change, parts.called), className="story"),
            table(indicator, view, snapshot, parts),
            html.P(what_it_says(parts.change, parts.found, parts.by), className="story"),
            html.P(how(indicator), className="small"),
            take_away(
                f"where the change of {indicator.title} came from", of_view(view, f"change/{indicator.id}", against=parts.base, by=parts.by), image=True
            ),
        ],
        className="origin",
        **{"aria-label": "Where the change came from"},
    )


def switches(indicator, view, snapshot, base, by, which):
    """What the change is set against and taken apart by, as links; nothing where there is but one."""
    against = [(name, words[:1].upper() + words[1:]) for name, (_, words) in bases(indicator, view, snapshot).items()]
    groups = [switch(view, "against", "Against", against, base, by=by), switch(view, "by", "By", which.items(), by, against=base)]
    return html.Div([group for group, choices in zip(groups, (against, which), strict=True) if len(choices) > 1], className="switches")


def switch(view, name, label, choices, here, **others):
    def link(value, words):
        href = view.href(view="change", **{**others, name: value})
        return html.Li(html.A(words, href=href, id=f"{name}-{value}", **({"aria-current": "true"} if value == here else {})))

    links = [link(*choice) for choice in choices]
    return html.Nav([html.Span(label, className="small"), html.Ul(links)], className="tabs tabs-small", **{"aria-label": label})


def in_short(change, called):
    """From 77.5% (351 of 453) a year before to 81.2% (371 of 457): +3.7 points."""
    counts = [wording.counts(change.indicator, each) for each in (change.base, change.figure)]
    ends = [wording.value(change.indicator, each.value) for each in (change.base, change.figure)]
    then, now = (f"{end} ({of})" if of else end for end, of in zip(ends, counts, strict=True))
    return f"From {then} {called} to {now}: {difference(change)}."


def difference(change):
    amount = change.figure.value - change.base.value
    if not round_half_up(abs(amount), change.indicator.decimals):
        return "no change"
    return f"{'+' if amount > 0 else wording.MINUS}{unit(change.indicator, abs(amount))}"


def what_it_says(change, found, by):
    """Whether the change is more than chance and, if so, what accounts for it; no group is named otherwise."""
    kind = "team" if by == TEAM else "group"
    if found.verdict == SAME:
        return f"That is no more than chance would give (95%): the parts add up to it exactly, and no {kind} is named as its cause."
    told = "More than chance would give (95%). " if found.verdict else ""
    words = account_words(change.indicator, found.account) if found.account is not None else ""
    if not words:
        words = f"Some {kind}s are hidden, so that none is named." if HIDDEN in found.now else f"No one {kind} stands out."
    return f"{told}{words}"


def how(indicator):
    """What the columns and the steps mean."""
    return f"{columns(indicator)} {STEPS}"


def columns(indicator):
    if indicator.is_rate:
        return (
            "A group’s part is the change of its own number, per 10,000 of the population then and now; the population’s is what its own change "
            "makes of the rate."
        )
    if not indicator.has_denominator:
        return "A group’s part is the change of its own number."
    return (
        "By its own figure: what its figure rose or fell, weighted by its share of the cases, the mean of then and now. By its share: what more or "
        "fewer of the cases being its own make, where its figure lies above or below that of all. The split is exact, and the same in either "
        "direction (Kitagawa, 1955)."
    )


def table(indicator, view, snapshot, parts):
    change, by, name, rows = parts.change, parts.by, parts.name, parts.rows
    has_mix = indicator.has_denominator and not indicator.is_rate
    low, high, places = staircase(change, rows)
    then, now = (wording.short_period(snapshot.period(each.period, each.grain)) for each in (change.base, change.figure))
    way = f"From {wording.value(indicator, change.base.value)} to {wording.value(indicator, change.figure.value)}"
    own = [("By its own figure", "num"), ("By its share", "num")] if has_mix else []
    heads = [(name, ""), (then, "num"), (now, "num"), *own, ("Together", "num"), (way, "")]
    body = []
    for row, (start, end) in zip(rows, places, strict=True):
        ends = zip((row.then, row.now), (change.base, change.figure), links(indicator, view, change, row, by), strict=True)
        of_row = [row.rate, row.mix] if has_mix else []
        body.append(
            html.Tr(
                [
                    html.Th(row.group, scope="row", className="c-team" + (" muted" if row.group in (UNKNOWN, HIDDEN, POPULATION) else "")),
                    *(html.Td(group_value(indicator, *each), className="num c-then") for each in ends),
                    *(html.Td(signed(indicator, part), className="num c-part") for part in of_row),
                    html.Td(signed(indicator, row.change), className="num strong c-value"),
                    html.Td(step(low, high, start, end, change), className="c-interval"),
                ]
            )
        )
    sums = [sum(row.rate for row in rows), sum(row.mix or 0 for row in rows)] if has_mix else []
    total = html.Tr(
        [
            html.Th("All", scope="row", className="c-team strong"),
            *(html.Td(value_and_of(indicator, each.value, wording.counts(indicator, each)), className="num c-then") for each in (change.base, change.figure)),
            *(html.Td(signed(indicator, each), className="num strong c-part") for each in sums),
            html.Td(signed(indicator, sum(row.change for row in rows)), className="num strong c-value"),
            html.Td(step(low, high, change.base.value, change.figure.value, change, is_all=True), className="c-interval"),
        ],
        className="chosen",
    )
    return cells.stacked(heads, [body, [total]], f"{indicator.title}: where the change from {parts.called} came from, by {name.lower()}", "by-part")


def signed(indicator, amount):
    return wording.signed(amount, indicator.decimals)


def group_value(indicator, numbers, whole, href):
    """A group's value with what it is of, and the way to its rows or its own view."""
    if numbers is None:
        return ""
    numerator, denominator = numbers
    if not indicator.has_denominator or indicator.is_rate:
        value, of = amount(numerator), ""
    elif not denominator:
        value, of, href = wording.DASH, "no cases", None
    else:
        scale = 100 if indicator.unit == "percent" else 1
        value = wording.value(indicator, scale * numerator / denominator)
        of = wording.counts(indicator, whole._replace(numerator=numerator, denominator=denominator, note=""))
    return value_and_of(indicator, value, of, href)


def value_and_of(indicator, value, of, href=None):
    shown = value if isinstance(value, str) else wording.value(indicator, value)
    return [html.A(shown, href=href) if href else html.Span(shown), html.Span(of, className="small") if of else None]


def amount(number):
    return wording.number(number, 0 if wording.whole(number) else 1)


def links(indicator, view, change, row, by):
    """Where what a group had, and has, can be looked at: its rows, or the view of its kind."""
    if row.then is None or row.group == HIDDEN:
        return None, None
    if by == TEAM:
        return tuple(view.href(team=row.group, period=each.period, view=None if view.share else "rows") for each in (change.base, change.figure))
    return tuple(view.href(period=each.period, view="kinds", by=by) for each in (change.base, change.figure))


def frame_of(indicator, view, snapshot):
    """The parts as a frame, not rounded; None where there are none."""
    parts = parts_of(indicator, view, snapshot)
    if isinstance(parts, str) or not parts.is_found:
        return None
    change, found = parts.change, parts.found
    whose = {"indicator": indicator.id, "area": change.figure.area, "team": view.team, "by": parts.by}
    whose |= {"period_before": change.base.period, "period": change.figure.period}
    rows = []
    for part in found.split.parts:
        ends = {**numbers("_before", found.then.get(part.group)), **numbers("", found.now.get(part.group))}
        rows.append({**whose, "group": part.group, **ends, "by_its_own_figure": part.rate, "by_its_share": part.mix, "change": part.change})
    if indicator.is_rate:
        rows.append({**whose, "group": POPULATION, "change": found.split.population})
    return pd.DataFrame(rows)


def numbers(ending, pair):
    return {f"numerator{ending}": pair and pair[0], f"denominator{ending}": pair and pair[1]}


# -- drawn ---------------------------------------------------------------------------------------------


def staircase(change, rows):
    """(lowest, highest, where each row's step starts and ends) on the way from one figure to the other; the last ends on the very figure."""
    split_total = sum(row.change for row in rows)
    exact = change.figure.value - change.base.value
    places, at = [], change.base.value
    for row in rows:
        part = row.change + (exact - split_total) / len(rows)  # what was rounded away, shared out
        places.append((at, at + part))
        at += part
    ends = [end for place in places for end in place] + [change.base.value, change.figure.value]
    return min(ends), max(ends), places


WIDTH, HEIGHT, PAD = 280, 22, 8


def step(low, high, start, end, change, is_all=False):
    """One step of the way, between the two figures as upright lines: solid where it goes the way of the change, hollow where against it."""
    room = (high - low) or 1
    x = lambda value: round(PAD + (value - low) / room * (WIDTH - 2 * PAD), 1)  # noqa: E731
    forward = (end - start) * (change.figure.value - change.base.value) >= 0
    left, right = sorted((x(start), x(end)))
    fill, edge = (theme.OWN, "") if forward else (theme.CARD, f" stroke='{theme.OWN}' stroke-width='1.25'")
    body = (
        f"<path d='M{x(change.base.value)} 0V{HEIGHT}M{x(change.figure.value)} 0V{HEIGHT}' stroke='{theme.RULE}'/>"
        f"<rect x='{left}' y='{5 if is_all else 6}' width='{max(right - left, 1.5):.1f}' height='{12 if is_all else 10}' rx='1.5' fill='{fill}'{edge}/>"
    )
    return svg.drawing(body, WIDTH, HEIGHT, "", className="interval")


# -- beside the chart ----------------------------------------------------------------------------------


def origin_panel(indicator, view, snapshot, figure):
    """The teams that account for most of a change, the others and the mix of them; None where teams have no figures, or there is one team."""
    against = chosen(indicator, view, snapshot, figure)
    if against is None or TEAM not in groupings(indicator, view):
        return None
    base, change, called = against
    found = taken_apart(indicator, view, snapshot, change, TEAM)
    if isinstance(found, str) or len(found.split.parts) < 2:
        return None
    rows = rows_of(change, found)
    has_mix = rows[0].mix is not None
    first = sorted(rows, key=lambda row: -abs(row.rate))[:IN_PANEL]
    rest = [row for row in rows if row not in first]
    pairs = [(row.group, signed(indicator, row.rate)) for row in first]
    if rest:
        pairs.append((wording.plural(len(rest), "other team"), signed(indicator, sum(row.rate for row in rest))))
    if has_mix:
        pairs.append(("Mix of teams", signed(indicator, sum(row.mix for row in rows))))
    said = {None: "", SAME: " No more than chance would give."}.get(found.verdict, " More than chance would give.")
    return html.Div(
        [
            html.P([html.Span(f"{difference(change)[:1].upper()}{difference(change)[1:]}", className="strong"), f" from {called}.{said}"]),
            cells.figure_rows([(name, html.Span(words, className="strong")) for name, words in pairs], "facts parts"),
            html.P(html.A("Team by team, and by kind of case", href=view.href(view="change", against=base)), className="small source"),
        ]
    )
