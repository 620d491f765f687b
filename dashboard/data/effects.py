"""What a load would change: which published figures move, by how much, and because of which rows."""

from collections import Counter, namedtuple

from dashboard import access, cells, shell, wording
from dashboard import plain as html
from dashboard.rowlist import row_list, worth_showing
from dashboard.shell import choice
from dashboard.snapshot import WHOLE
from metrics.periods import period as period_of_label

PAGE = 25
EACH = "each"  # the choice of every team by itself
GRAINS = {"month": "Months", "quarter": "Quarters", "year": "Years"}

Side = namedtuple("Side", "status value numerator denominator")
Effect = namedtuple("Effect", "indicator team period before after")


class Effects:
    """The effects of one load, told apart once: figures published before that would be others, and those that are new."""

    def __init__(self, frame, indicators):
        self.restated, self.new = [], []
        columns = ("indicator", "team", "period", "is_published")
        sides = [[f"{name}{ending}" for name in Side._fields] for ending in ("_before", "")]
        rows = [] if frame is None else frame.astype(object).where(frame.notna(), None).to_dict("records")
        for row in rows:
            name, team, label, is_published = (row[each] for each in columns)
            if name not in indicators:
                continue
            before, after = (Side(*(row.get(each) for each in side)) for side in sides)
            effect = Effect(indicators[name], team or WHOLE, period_of_label(label), before, after)
            (self.restated if is_published else self.new).append(effect)
        self.restated.sort(key=lambda effect: (-size(effect), -effect.period.end.toordinal(), effect.indicator.id))

    def shown(self, indicator, grain, whose):
        return [
            effect
            for effect in self.restated
            if (not indicator or effect.indicator.id == indicator)
            and effect.period.grain == grain
            and (bool(effect.team) if whose == EACH else effect.team == whose)
        ]


def size(effect):
    """How far a figure moves, so that the largest come first: in points, or in percent of what it was; first of all one that goes."""
    if effect.after.value is None or effect.before.value is None:
        return float("inf")
    moved = abs(effect.after.value - effect.before.value)
    return moved if effect.indicator.unit == "percent" else 100 * moved / max(abs(effect.before.value), 1)


def summary(effects):
    """One or two sentences: how many published figures move, and how many are new."""
    whole = [effect for effect in effects.restated if not effect.team]
    said = []
    if not effects.restated:
        said.append("No figure that was published before would change.")
    else:
        n = Counter(effect.period.grain for effect in whole)
        by_grain = [wording.plural(n[grain], grain) for grain in GRAINS if n[grain]]
        of_teams = len(effects.restated) - len(whole)
        n_indicators = len({effect.indicator.id for effect in effects.restated})
        words = f"{wording.plural(len(effects.restated), 'published figure')} of {wording.plural(n_indicators, 'indicator')} would change"
        parts = ([f"{len(whole)} of the whole authority ({wording.listed(by_grain)})"] if whole else []) + (
            [f"{wording.number(of_teams)} of teams"] if of_teams else []
        )
        said.append(f"{words}: {wording.listed(parts)}.")
    if effects.new:
        months = sorted((effect.period for effect in effects.new if effect.period.grain == "month"), key=lambda p: p.first_month)
        when = ""
        if months:
            first, last = wording.month(months[0].start), wording.month(months[-1].start)
            when = f", for {first if first == last else f'{first} to {last}'}"
        n = len(effects.new)
        said.append(
            f"{wording.plural(n, 'figure')} {'is' if n == 1 else 'are'} new or further on{when}: "
            "nothing settled was published for them before."
        )
    return " ".join(said)


def effects_view(view, snapshot, effects, paths, **choices):
    """The published figures that move, largest first, or the rows behind one of them where the URL opens it."""
    indicator = view.asked("of") if view.asked("of") in snapshot.indicators else ""
    if indicator and view.asked("at"):
        return rows(view, snapshot.indicators[indicator], effects, paths, choices)
    if not effects.restated:
        return None
    grain = view.asked("by") if view.asked("by") in GRAINS else "month"
    teams = sorted({effect.team for effect in effects.restated if effect.team})
    whose = view.asked("whose") if view.asked("whose") in (*teams, EACH) else WHOLE
    found = effects.shown(indicator, grain, whose)
    moved = {effect.indicator.id: effect.indicator.title for effect in effects.restated}
    filters = html.Div(
        [
            choice("Indicator", "of", [("all", "All that change"), *((i, moved[i]) for i in snapshot.indicators if i in moved)], indicator or "all"),
            choice("By", "by", [("all", "Month"), ("quarter", "Quarter"), ("year", "Year")], grain if grain != "month" else "all"),
            choice("For", "whose", [("all", "Whole authority"), (EACH, "Each team"), *((team, team) for team in teams)], whose or "all"),
        ],
        className="filters",
    )  # fmt: skip
    asked = {**choices, "of": indicator, "by": view.asked("by"), "whose": view.asked("whose")}
    if not found:
        return html.Div([filters, html.P("None of these would change.", className="muted")])
    return html.Div(
        [
            filters,
            table(view, cells.page_of(view, found, PAGE), bool(whose), asked),
            cells.pager(view, len(found), PAGE, "figures", **asked),
        ]
    )


def table(view, effects, with_team, asked):
    head = [
        ("Indicator", ""),
        ("Period", ""),
        *([("Team", "")] if with_team else []),
        ("Published", "num"),
        ("Would become", "num"),
        ("Change", "num"),
        ("Because of", ""),
    ]
    body = []
    for effect in effects:
        label = effect.period.label
        link = html.A(
            ["The rows", cells.sr(f" that change {effect.indicator.title}, {wording.period(effect.period)}")],
            href=view.href(**{**asked, "of": effect.indicator.id, "at": label, "whose": effect.team}),
        )
        body.append(
            html.Tr(
                [
                    html.Th(effect.indicator.title, scope="row"),
                    html.Td(wording.short_period(effect.period)),
                    *([html.Td(effect.team)] if with_team else []),
                    html.Td(side(effect.indicator, effect.before), className="num"),
                    html.Td(side(effect.indicator, effect.after), className="num strong"),
                    html.Td(change(effect), className="num"),
                    html.Td(link),
                ]
            )
        )
    return cells.stacked(head, body, "Published figures that would change, largest change first", "dense effects")


def side(indicator, figure):
    if figure.value is None:
        return wording.missing(indicator, None if figure.status == "not loaded" else figure) or wording.DASH
    return cells.two(wording.value(indicator, figure.value), wording.counts(indicator, figure))


def change(effect):
    """+3.3 points; how many more it counts where the value stays the same to the eye."""
    before, after = effect.before, effect.after
    if before.value is None or after.value is None:
        return wording.DASH
    digits = wording.signed(after.value - before.value, effect.indicator.decimals)
    if digits[0] in f"+{wording.MINUS}":
        return wording.by(effect.indicator, digits)
    return html.Span("too small to show", className="muted")


def rows(view, indicator, effects, paths, choices):
    """The rows that would make the difference, through the guarded door: one list at a time."""
    label, team = view.asked("at"), view.asked("whose")
    effect = next(
        (
            each
            for each in effects.restated
            if (each.indicator.id, each.period.label, each.team) == (indicator.id, label, team)
        ),
        None,
    )
    back = html.P(html.A("All figures that would change", href=view.href(**choices)))
    if effect is None:
        return html.Div([back, html.P("This figure would not change.", className="muted")])
    title = f"{indicator.title}, {wording.period(effect.period)}" + (f", {team}" if team else "")
    try:
        frame = access.rows_to_come(shell.source(), paths, indicator, label, team)
    except access.NotAllowed:
        return html.Div([back, html.P("You may see this figure, but not the children behind it.", className="muted")])
    return html.Div(
        [
            back,
            html.H3(title),
            html.P(
                f"{wording.value(indicator, effect.before.value)}{bracketed(indicator, effect.before)} would become "
                f"{wording.value(indicator, effect.after.value)}{bracketed(indicator, effect.after)}. {changes(frame)}",
                className="story",
            ),
            row_list(view, worth_showing(frame), f"The rows that would change {title}", **choices, of=indicator.id, at=label, whose=team)
            if len(frame)
            else None,
        ]
    )  # fmt: skip


def bracketed(indicator, figure):
    counts = wording.counts(indicator, figure)
    return f" ({counts})" if counts else ""


def changes(frame):
    """12 rows make the difference: 8 added, 3 now counted and 1 moved."""
    if frame.empty:
        return "No single row makes the difference."
    kinds = [f"{wording.number(n)} {kind}" for kind, n in frame["change"].astype(str).value_counts().items()]
    return f"{wording.plural(len(frame), 'row')} {'makes' if len(frame) == 1 else 'make'} the difference: {wording.listed(kinds)}."
