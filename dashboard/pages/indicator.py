"""One page for every indicator: the figure, its line, what it is compared with, its teams, its definition, its rows."""

import dash

from dashboard import cells, chance, restated, sentences, shell, wording
from dashboard import plain as html
from dashboard.indicator.changes import changes_view
from dashboard.indicator.figures import table_view
from dashboard.indicator.kinds import kinds_view
from dashboard.indicator.origin import change_view, origin_panel
from dashboard.indicator.others import others_view
from dashboard.indicator.panels import (
    compared,
    compared_with,
    differences,
    panel,
    rests_on,
)
from dashboard.indicator.rows import rows_view
from dashboard.indicator.signs import signs
from dashboard.indicator.teams import by_team, teams_view
from dashboard.indicator.trajectory import trajectory
from dashboard.indicator.trend import chart_view
from metrics import registry

SHOWN = {
    "chart": chart_view, "table": table_view, "change": change_view, "teams": teams_view, "others": others_view, "kinds": kinds_view, "rows": rows_view, "changes": changes_view,
}  # fmt: skip
BESIDE_PANELS = ("chart", "table")  # what leaves room for the panels at its side
IN_FULL = ("change", "teams", "others", "kinds")  # what has tables of its own, and no need of the teams' below


def title(indicator_id=None):
    indicator = registry.indicators().get(indicator_id)
    return f"{indicator.title if indicator else 'Indicator'} · {shell.NAME}"


dash.register_page(
    __name__, path_template="/indicator/<indicator_id>", name="Indicator", title=title, order=2, nav=False
)


@shell.page(filters=True, for_sharing=True)
def layout(view, snapshot, indicator_id=""):
    indicator = snapshot.indicators.get(indicator_id)
    if indicator is None:
        return unknown(view)
    if view.period is None:
        return [
            heading(indicator, view),
            html.Div(
                [
                    html.H2("No figures yet"),
                    html.P(snapshot.why_missing(indicator, None) + "."),
                    html.P(html.A("Go to Data", href="/data", className="button")),
                ],
                className="card empty",
            ),
        ]
    team = view.team
    figure = snapshot.figure(indicator.id, view.period, team)
    comparison = compared(indicator, view, snapshot)
    return [
        heading(indicator, view),
        html.Div(
            [
                html.Div(
                    [
                        html.Div(
                            [
                                headline(indicator, view, snapshot, figure, comparison),
                                SHOWN[view.show](indicator, view, snapshot, figure, comparison),
                            ],
                            className="card main-card",
                        ),
                        by_team(indicator, view, snapshot) if view.show not in IN_FULL else None,
                    ],
                    className="main-column",
                ),
                html.Div(
                    [
                        panel("Compared with", compared_with(indicator, view, snapshot, figure, comparison)),
                        panel("Where the change came from", origin_panel(indicator, view, snapshot, figure)) if view.show in BESIDE_PANELS else None,
                        panel("The way to the target", trajectory(indicator, view, snapshot)),
                        panel("What it rests on", rests_on(indicator, view, snapshot, figure), "rests-on"),
                    ],
                    className="side",
                ),
            ],
            className="split" + ("" if view.show in BESIDE_PANELS else " split-rows"),
        ),
        neighbours_in_order(indicator, view, snapshot),
    ]


def unknown(view):
    return html.Div(
        [
            html.H1("There is no such indicator"),
            html.P("The address may be misspelt, or the indicator may have been renamed."),
            html.P([html.A("See every indicator on the scorecard", href=view.href("/"))]),
        ],
        className="prose",
    )


def heading(indicator, view):
    anchor = indicator.theme.lower().replace(" ", "-")
    return shell.heading(
        indicator.title,
        f"{indicator.question} {wording.GOOD[indicator.good]}.",
        above=html.Nav(
            [
                html.A("Scorecard", href=view.href("/")),
                " / ",
                html.A(indicator.theme, href=view.href("/", anchor=anchor)),
            ],
            className="crumbs",
            **{"aria-label": "You are here"},
        ),
    )


def neighbours_in_order(indicator, view, snapshot):
    """The indicators before and after, so that a meeting can go through them one by one."""
    ids = list(snapshot.indicators)
    place = ids.index(indicator.id)
    links = []
    for there, label, rel in ((place - 1, "Previous", "prev"), (place + 1, "Next", "next")):
        if 0 <= there < len(ids):
            other = snapshot.indicators[ids[there]]
            links.append(
                html.A(
                    [html.Span(label, className="small"), html.Span(other.title)],
                    href=view.href(f"/indicator/{other.id}"),
                    rel=rel,
                    className=rel,
                )
            )
    return html.Nav(links, className="onward", **{"aria-label": "Other indicators"})


def headline(indicator, view, snapshot, figure, comparison):
    whose = view.team or snapshot.authority.short_name
    when = wording.period_of(indicator, view.period, snapshot.as_at)
    if cells.has_value(figure):
        counts = wording.counts(indicator, figure, long=True)
        of = wording.clause(indicator.of if indicator.has_denominator else indicator.counts)
        first = [
            html.Span(wording.value(indicator, figure.value), className="figure"),
            html.Span(
                [
                    html.Span(of_what(indicator, figure, counts, of), className="of-what"),
                    html.Span(f"{whose}, {when}", className="small"),
                ],
                className="beside-figure",
            ),
        ]
    else:
        lacking = snapshot.lacking(indicator)
        why = snapshot.why_missing(indicator, figure, view.team)
        first = [
            html.Span("No figure", className="figure figure-none"),
            html.Span(
                [
                    html.Span(
                        [why, ". ", html.A("Go to Data", href=view.href("/data")) if lacking else None], className="of-what"
                    ),
                    html.Span(f"{whose}, {when}", className="small"),
                ],
                className="beside-figure",
            ),
        ]
    return html.Div(
        [
            html.Div(
                [html.P(first, className="headline"), shown_as(indicator, view, snapshot, figure)],
                className="headline-bar",
            ),
            *(
                html.P(line, className="story")
                for line in sentences.story(indicator, snapshot, view, figure, comparison)
            ),
            by_chance(indicator, view, snapshot, figure, comparison),
            restated.sentence(indicator, figure, view, snapshot) if cells.has_value(figure) else None,
            signs(indicator, view, snapshot, figure),
        ]
    )


def by_chance(indicator, view, snapshot, figure, comparison):
    """Whether the figure differs from others and from itself a year ago by more than chance, in one sentence; None where nothing is said."""
    words = chance.sentence(differences(indicator, view, snapshot, figure, comparison))
    return html.P(words, className="story by-chance") if words else None


def of_what(indicator, figure, counts, of):
    if indicator.unit in wording.AVERAGED:
        return ", ".join(filter(None, [f"{wording.number(figure.denominator)} {of}", wording.median(figure)]))
    if indicator.unit == "children per FTE":
        return f"children for each FTE: {counts}"
    if indicator.unit == "per 10,000":
        return f"per 10,000: {counts} aged 0 to 17"
    return f"{counts} {of}" if counts else of


def shown_as(indicator, view, snapshot, figure):
    links = []
    is_restated = figure is not None and snapshot.restated(figure) is not None
    tabs = [
        ("chart", "Chart", True),
        ("table", "Table", True),
        ("change", "Change", True),
        ("teams", "Teams", not indicator.is_rate),
        ("others", "Others", bool(indicator.compares_with)),
        ("kinds", "Kinds of case", True),
        ("rows", "Rows", not view.share),
        ("changes", "Restated", is_restated),
    ]
    for name, label in ((name, label) for name, label, is_offered in tabs if is_offered or view.show == name):
        links.append(
            html.Li(
                html.A(
                    label,
                    href=view.href(view=None if name == "chart" else name),
                    id=f"show-{name}",
                    **({"aria-current": "true"} if view.show == name else {}),
                )
            )
        )
    return html.Nav(html.Ul(links), className="tabs", **{"aria-label": "Show as"})
