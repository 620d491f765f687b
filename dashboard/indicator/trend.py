"""The chart, its key, and the same figures as a table under it."""

from dash import html

from dashboard import cells, charts, sentences, theme
from dashboard.indicator.figures import DRAWN, downloads, figures_table
from dashboard.snapshot import WHOLE


def drawn(indicator, view, snapshot, team):
    figures = snapshot.series(indicator.id, team, view.period.grain)
    while len(figures) > 1 and figures[0].value is None:
        figures = figures[1:]
    n = DRAWN[view.period.grain]
    recent = figures[-n:]
    if recent and recent[0].period_start > view.period.start:
        recent = [figure for figure in figures if figure.period_end <= view.period.end][-n:]
    return recent


def chart_view(indicator, view, snapshot, figure, comparison):
    figures = drawn(indicator, view, snapshot, view.team)
    if not any(cells.has_value(each) for each in figures):
        return html.P("There is nothing to draw.", className="muted")
    references = lines(indicator, view, snapshot, comparison)
    context = drawn(indicator, view, snapshot, WHOLE) if view.team and indicator.unit != "count" else ()
    own = view.team or snapshot.authority.short_name
    span = sentences.span(indicator, figures)
    return html.Figure(
        [
            html.Div(
                html.Div(
                    charts.graph(
                        charts.trend(indicator, figures, view.period, references, context, own), f"trend-{indicator.id}"
                    ),
                    role="img",
                    className="chart-cut",
                    **{"aria-label": f"{indicator.title}, line chart. {span} The table view has the same figures."},
                ),
            ),
            html.Figcaption(
                [
                    html.Ul(
                        [
                            key("own", own),
                            *([key("all-teams", "All teams")] if context else []),
                            *keys(references, indicator),
                            *unfinished_key(figures),
                        ],
                        className="keys",
                    ),
                    html.P(span),
                    html.Details([html.Summary("These figures as a table"), figures_table(indicator, view, snapshot)]),
                    downloads(indicator, view, "figures", "Download the figures"),
                ]
            ),
        ],
        className="trend",
    )


def key(kind, text):
    return html.Li(text, className=f"key key-{kind}")


def keys(references, indicator):
    kinds = {theme.TARGET: "target", theme.NEIGHBOURS: "neighbours", theme.ENGLAND: "england"}
    return [
        key(kinds[colour], f"{name} {charts.level_words(indicator, name, value)}")
        for name, value, colour, _ in references
    ]


def unfinished_key(figures):
    return (
        [key("hollow", "unfinished")] if any(f.status == "incomplete" and f.value is not None for f in figures) else []
    )


def lines(indicator, view, snapshot, comparison):
    """Level lines behind the chart. A year's count has no level to be set beside a month's."""
    found = []
    target = snapshot.target_value(indicator, view.period.end, view.team)
    if target is not None:
        found.append(("Target", target, theme.TARGET, "dash"))
    if comparison is not None:
        if view.compare == "region":
            found.append((snapshot.authority.region_name, comparison.region.value, theme.NEIGHBOURS, "dashdot"))
        elif view.compare != "england":
            found.append(("Neighbours", comparison.neighbour_mean.value, theme.NEIGHBOURS, "dashdot"))
        found.append(("England", comparison.england.value, theme.ENGLAND, "dot"))
    return [line for line in found if line[1] is not None]
