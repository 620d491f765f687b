"""Every indicator on one page: where it stands, against what, and which way it is going."""

from bisect import bisect_right
from functools import cache
from operator import attrgetter

import dash

from dashboard import cells, data_notes, icons, real, restated, shell, svg, what_changed, wording
from dashboard.plain import (
    H2,
    A,
    Caption,
    Dd,
    Details,
    Div,
    Dl,
    Dt,
    Li,
    P,
    Span,
    Summary,
    Table,
    Tbody,
    Td,
    Th,
    Thead,
    Tr,
    Ul,
)

dash.register_page(
    __name__, path="/", name="Scorecard", title=f"Scorecard · {shell.NAME}", order=1, within=("/indicator/",)
)

MONTHS_DRAWN = 24


@shell.page(filters=True, for_sharing=True)
def layout(view, snapshot):
    if snapshot.is_empty:
        return nothing_loaded()
    columns = headings(view, snapshot)
    bodies, apart = [], []
    for theme, everything in snapshot.themes.items():
        indicators = [indicator for indicator in everything if concerns(indicator, view, snapshot)]
        apart += [indicator for indicator in everything if indicator not in indicators]
        if not indicators:
            continue
        anchor = theme.lower().replace(" ", "-")
        bodies.append(
            Tbody(
                [
                    Tr(Th(H2(theme, id=anchor), colSpan=len(columns), scope="rowgroup"), className="theme"),
                    *(row(indicator, view, snapshot) for indicator in indicators),
                ]
            )
        )
    return [
        shell.heading("Scorecard", *summary(view, snapshot)),
        what_changed.top(view, snapshot),
        Div([judged(view, snapshot), signs(), legend(snapshot)], className="above-table"),
        Table(
            [
                Caption(
                    f"Every indicator, {view.team or 'all teams'}, {wording.period(view.period)}", className="sr-only"
                ),
                Thead(Tr(columns)),
                *bodies,
            ],
            className="table-plain scorecard" + (" with-team" if view.team else ""),
        ),
        left_apart(apart, view),
    ]


def concerns(indicator, view, snapshot):
    """Whether a team has anything to do with an indicator: not with rates, nor with tables it is not in."""
    return not view.team or bool(snapshot.series(indicator.id, view.team)) or bool(snapshot.lacking(indicator))


def left_apart(indicators, view):
    """The indicators that a team has no figure for, by name: a gap is said, not shown as a row of dashes."""
    if not indicators:
        return None
    rates = [indicator for indicator in indicators if indicator.is_rate]
    others = [indicator for indicator in indicators if not indicator.is_rate]
    said = []
    for found, why in (
        (rates, "For the whole authority only, as a team has no population"),
        (others, f"{view.team} is not in the tables of"),
    ):
        if found:
            links = []
            for indicator in found:
                links += [", ", A(indicator.title, href=view.href(f"/indicator/{indicator.id}", team=None))]
            said.append(P([f"{why}: ", *links[1:], "."]))
    return Div(said, className="apart small")


def legend(snapshot):
    """What the signs in the small drawings mean, and the one before a figure."""
    return Ul(
        [
            Li("period shown", className="key key-shaded"),
            Li("target", className="key key-target"),
            Li("unfinished", className="key key-hollow"),
            None if snapshot.history.empty else Li("changed since first reported", className="key key-again"),
        ],
        className="keys small",
        **{"aria-label": "What the signs mean"},
    )


@cache
def signs():
    """The one legend of everything that is judged: whether a change is real, whether a target will be met, whether it is met."""
    real_or_not = [
        (icons.beside(icons.variation(kind, kind != "down"), words), said) for kind, (words, said) in icons.VARIATION.items()
    ]
    will_meet = [(icons.beside(icons.assurance(kind), words), said) for kind, (words, said) in icons.ASSURANCE.items()]
    is_met = [(cells.chip(*judgement), said) for judgement, said in cells.JUDGED.items()]
    return Details(
        [
            Summary("What the signs say"),
            Div([meanings("Is it real?", real_or_not), meanings("Will it meet its target?", will_meet), meanings("Does it meet it now?", is_met)], className="legend"),
            P(
                "Control charts of months tell a real change from the usual ups and downs, by the Making Data Count rules of November 2023; each "
                "indicator’s page shows its chart and says which rule applies.",
                className="small",
            ),
        ],
        className="what-signs-say",
    )


def meanings(name, pairs):
    return Div([P(name, className="strong"), Dl([Div([Dt(sign), Dd(said)]) for sign, said in pairs])])


def headings(view, snapshot):
    names = [
        ("Indicator", "c-name"),
        (wording.short_period(view.period), "c-value num"),
        ("Target", "c-target"),
        ("Change", "c-change num"),
        ("Is it real?", "c-real"),
        *([("All teams", "c-all num")] if view.team else []),
        (f"{MONTHS_DRAWN} months", "c-spark"),
    ]
    if view.compare == "region":
        names.append((snapshot.authority.region_name, "c-compared num"))
    elif view.compare != "england":
        names.append(("Neighbours", "c-compared num"))
    names.append(("England", "c-england num"))
    return [Th(name, scope="col", className=classes) for name, classes in names]


def row(indicator, view, snapshot):
    period = view.period
    figure = snapshot.figure(indicator.id, period, view.team)
    shown = cells.has_value(figure)
    name = Th(
        [
            A(indicator.title, href=view.href(f"/indicator/{indicator.id}"), id=f"to-{indicator.id}"),
            data_note(indicator, view, snapshot) if shown else None,
        ],
        scope="row",
        className="c-name",
    )
    spark = Td(drawn(indicator, view, snapshot), className="c-spark")
    others = compared(indicator, view, snapshot)
    whole = [Td(all_teams(indicator, view, snapshot), className="c-all num", **label("All teams"))] if view.team else []
    if not shown:
        lacking = snapshot.lacking(indicator)
        why = snapshot.why_missing(indicator, figure, view.team)
        reason = Td(Span([A(why, href="/data") if lacking else why], className="why"), colSpan=4, className="c-why")
        return Tr([name, reason, *whole, spark, *others])
    since, year_ago = snapshot.before(indicator.id, period, view.team), None
    if period.grain != "year":
        year_ago = snapshot.before(indicator.id, period, view.team, years=1)
    before = cells.change(indicator, figure, since, wording.GRAIN_WORDS[period.grain])
    year = cells.change(indicator, figure, year_ago, "year")
    so_far = figure.status == "incomplete"
    found = real.reading(indicator, view, snapshot)
    return Tr(
        [
            name,
            Td(
                cells.value(indicator, figure, restated.mark(indicator, figure, view, snapshot)),
                className="c-value num" + (" so-far" if so_far else ""),
                **label(wording.short_period(period)),
            ),
            Td(target(indicator, figure, found.is_reliable), className="c-target", **label("Target")),
            Td(
                [
                    Span(before, className="fact") if before else None,
                    Span(year, className="small") if year else None,
                    None if before or year else Span(no_change(figure), className="muted small"),
                ],
                className="c-change num",
                **label("Change"),
            ),
            Td(is_real(found), className="c-real", **label("Is it real?")),
            *whole,
            spark,
            *others,
        ]
    )


def data_note(indicator, view, snapshot):
    """A word under the name where the data that a figure rests on are poor; what is wrong with them stands on its page."""
    note = data_notes.note(indicator, view, snapshot)
    if note is None or not note.is_poor:
        return None
    return Span([A("Data note", href=view.href(f"/indicator/{indicator.id}", anchor="rests-on")), cells.sr(f": {note.sentence}")], className="small data-note")


def label(text):
    """What the column is, for small screens, where a row becomes a card."""
    return {"data-label": text}


def target(indicator, figure, reliably):
    if not figure.target:
        return Span("No target", className="muted small")
    return [Span(wording.target(indicator, figure.target), className="fact"), cells.chip(figure.judgement, reliably)]


def is_real(found):
    """Whether the change is real, and whether the target will be met while nothing changes."""
    rises = found.point is not None and found.point.direction > 0
    return [
        icons.beside(icons.variation(found.variation, rises), real.word(found)),
        icons.beside(icons.assurance(found.assurance), icons.ASSURANCE[found.assurance][0]) if found.assurance else None,
    ]


def no_change(figure):
    return "Not yet" if figure.status == "incomplete" else "No earlier figure"


def all_teams(indicator, view, snapshot):
    figure = snapshot.figure(indicator.id, view.period)
    if not cells.has_value(figure):
        return Span(wording.DASH, className="muted")
    return Span(wording.value(indicator, figure.value), className="fact")


def drawn(indicator, view, snapshot):
    team = view.team
    months = snapshot.series(indicator.id, team)
    recent = months[-MONTHS_DRAWN:]
    if not recent or recent[0].period_start > view.period.start:
        ended = bisect_right(months, view.period.end, key=attrgetter("period_end"))
        recent = months[max(0, ended - MONTHS_DRAWN) : ended]
    return svg.sparkline(indicator, recent, view.period, snapshot.target_value(indicator, view.period.end, team))


def compared(indicator, view, snapshot):
    """Neighbours or region, then England; each with how many reported or the year it speaks of."""
    columns = 1 if view.compare == "england" else 2
    comparison = snapshot.compared(indicator, view.period.end, "2021" if view.compare == "neighbours-2021" else "2025")
    if comparison is None:
        return [Td("No national figure", colSpan=columns, className="c-none num muted small")]
    found = []
    year = comparison.period_end and wording.financial_year(comparison.period_end)
    if view.compare == "region":
        found.append(other(indicator, comparison.region, year, "c-compared num", snapshot.authority.region_name))
    elif view.compare != "england":
        said = f"mean of {comparison.n_reporting}{wording.NBSP}of{wording.NBSP}{comparison.n_neighbours}"
        found.append(other(indicator, comparison.neighbour_mean, said, "c-compared num", "Neighbours"))
    found.append(other(indicator, comparison.england, year, "c-england num", "England"))
    return found


def other(indicator, published, said, classes, name):
    if published.value is None:
        return Td(Span(published.reason.capitalize(), className="small"), className=classes, **label(name))
    return Td(cells.two(wording.value(indicator, published.value), said), className=classes, **label(name))


# -- the sentences at the top ------------------------------------------------------------------------


def summary(view, snapshot):
    figures = [snapshot.figure(indicator.id, view.period, view.team) for indicator in snapshot.indicators.values()]
    shown = [figure for figure in figures if cells.has_value(figure)]
    whose = view.team if view.team else f"{snapshot.authority.short_name} children’s services"
    if view.team:
        figures = [figure for figure in figures if figure is not None]
    n = (
        f"{len(shown)} of {len(figures)} indicators have"
        if len(shown) < len(figures)
        else f"All {len(figures)} indicators have"
    )
    if view.team and len(shown) == len(figures):
        n = f"{wording.plural(len(shown), 'indicator')} {'has' if len(shown) == 1 else 'have'}"
    targets = sum(bool(figure.target) for figure in shown)
    return [
        f"{whose}, {wording.period(view.period)}. {n} a figure, {targets or 'none'} of them a target.",
        standing(view, snapshot),
    ]


def judged(view, snapshot):
    """Which indicators meet their target and which do not, by name."""
    found = {judgement: [] for judgement in cells.JUDGED}
    for indicator in snapshot.indicators.values():
        figure = snapshot.figure(indicator.id, view.period, view.team)
        if figure is not None and figure.judgement in ("met", "near", "not met"):
            reliably = figure.judgement == "met" and real.reading(indicator, view, snapshot).is_reliable
            found[figure.judgement, reliably].append(indicator)
    lines = []
    for judgement, indicators in reversed(found.items()):
        if indicators:
            names = []
            for indicator in indicators:
                names += ["; ", A(indicator.title, href=view.href(f"/indicator/{indicator.id}"))]
            lines.append(Div([Dt(cells.chip(*judgement)), Dd(names[1:])]))
    return Dl(lines, className="judged") if lines else None


def standing(view, snapshot):
    """Which period this is, and what is unfinished."""
    said = []
    if "period" not in view.said:
        said.append(
            f"This is the latest complete {wording.GRAIN_WORDS[view.period.grain]}." if view.period.complete else ""
        )
    if not view.period.complete:
        said.append(
            f"{wording.period(view.period)} is not over: figures are so far, to {wording.day(snapshot.as_at)}, and are not judged."
        )
    months = [wording.month(month.start) for month in snapshot.unfinished]
    if months and view.period.complete:
        said.append(f"{wording.listed(months)} is not over, and drawn hollow.")
    unsettled = latest_unsettled(view, snapshot)
    if unsettled and not months and view.period.complete:
        said.append(f"{wording.month(unsettled)} is not settled for every indicator, and drawn hollow where it is not.")
    lacking = sorted({table for indicator in snapshot.indicators.values() for table in snapshot.lacking(indicator)})
    if lacking:
        said.append(f"Not loaded: {wording.listed(wording.table_name(table) for table in lacking)}.")
    return " ".join(filter(None, said))


def latest_unsettled(view, snapshot):
    """The first day of the latest month, where the youngest cases of some indicator can still turn out either way."""
    for indicator in snapshot.indicators.values():
        months = snapshot.series(indicator.id, view.team)
        if months and months[-1].status == "incomplete":
            return months[-1].period_start
    return None


def nothing_loaded():
    return [
        shell.heading("Scorecard", "There are no figures yet, because nothing has been loaded."),
        Div(
            [
                H2("Where to start"),
                P(
                    "Load the monthly extracts of the case-management system on the Data page, "
                    "or put them into the drop folder and start the dashboard again."
                ),
                P(A("Go to Data", href="/data", className="button")),
            ],
            className="card empty",
        ),
    ]
