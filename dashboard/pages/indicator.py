"""One page for every indicator: the figure, its line, what it is compared with, its teams, its definition, its rows."""

import dash
import pandas as pd
from dash import html

from dashboard import access, cells, charts, sentences, shell, svg, theme, wording
from dashboard.snapshot import WHOLE
from metrics import registry

DRAWN = {"month": 36, "quarter": 20, "year": 12}
ROWS_A_PAGE = 50


def title(indicator_id=None):
    indicator = registry.indicators().get(indicator_id)
    return f"{indicator.title if indicator else 'Indicator'} · {shell.NAME}"


dash.register_page(__name__, path_template="/indicator/<indicator_id>", name="Indicator", title=title, order=2, nav=False)


@shell.page(filters=True)
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
                    html.P(wording.missing(indicator, None, snapshot.lacking(indicator)) + "."),
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
                        by_team(indicator, view, snapshot),
                    ],
                    className="main-column",
                ),
                html.Div(
                    [
                        panel("Compared with", compared_with(indicator, view, snapshot, figure, comparison)),
                        panel("What it rests on", rests_on(indicator, view, snapshot, figure)),
                    ],
                    className="side",
                ),
            ],
            className="split" + (" split-rows" if view.show == "rows" else ""),
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
            [html.A("Scorecard", href=view.href("/")), " / ", html.A(indicator.theme, href=view.href("/", anchor=anchor))],
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


# -- the figure --------------------------------------------------------------------------------------


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
                    html.Span(of_what(indicator, counts, of), className="of-what"),
                    html.Span(f"{whose}, {when}", className="small"),
                ],
                className="beside-figure",
            ),
        ]
    else:
        lacking = snapshot.lacking(indicator)
        why = wording.missing(indicator, figure, lacking, view.team)
        first = [
            html.Span("No figure", className="figure figure-none"),
            html.Span(
                [
                    html.Span([why, ". ", html.A("Go to Data", href="/data") if lacking else None], className="of-what"),
                    html.Span(f"{whose}, {when}", className="small"),
                ],
                className="beside-figure",
            ),
        ]
    return html.Div(
        [
            html.Div(
                [html.P(first, className="headline"), shown_as(indicator, view)],
                className="headline-bar",
            ),
            *(html.P(line, className="story") for line in sentences.story(indicator, snapshot, view, figure, comparison)),
        ]
    )


def of_what(indicator, counts, of):
    if indicator.unit == "children per FTE":
        return f"children for each FTE: {counts}"
    if indicator.unit == "per 10,000":
        return f"per 10,000: {counts} aged 0 to 17"
    return f"{counts} {of}" if counts else of


def shown_as(indicator, view):
    links = []
    for name, label in (("chart", "Chart"), ("table", "Table"), ("rows", "Rows")):
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
                    charts.graph(charts.trend(indicator, figures, view.period, references, context, own), f"trend-{indicator.id}"),
                    role="img",
                    className="chart-cut",
                    **{"aria-label": f"{indicator.title}, line chart. {span} The table view has the same figures."},
                ),
            ),
            html.Figcaption(
                [
                    html.Ul([key("own", own), *([key("all-teams", "All teams")] if context else []), *keys(references, indicator), *unfinished_key(figures)], className="keys"),
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
    return [key(kinds[colour], f"{name} {charts.level_words(indicator, name, value)}") for name, value, colour, _ in references]


def unfinished_key(figures):
    return [key("hollow", "unfinished")] if any(f.status == "incomplete" and f.value is not None for f in figures) else []


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


def table_view(indicator, view, snapshot, figure, comparison):
    return html.Div([figures_table(indicator, view, snapshot, long=True), downloads(indicator, view, "figures", "Download these figures")])


def figures_table(indicator, view, snapshot, long=False):
    """Every period of this grain, newest first: the same numbers as the chart, and why some are missing."""
    figures = snapshot.series(indicator.id, view.team, view.period.grain)[::-1]
    if not long:
        figures = figures[: DRAWN[view.period.grain]]
    bounded = any(figure.lower is not None for figure in figures)
    noted = any(figure.note for figure in figures)
    counted = indicator.has_denominator
    head = ["Period", "Value", *(["Of"] if counted else []), *(["95% interval"] if bounded else []), "Target", *(["Note"] if noted else [])]
    right = {"Value", "Of", "95% interval"}
    body = []
    for figure in figures:
        when = html.Th(
            html.A(sentences.when(figure), href=view.href(period=figure.period, view=view.show if long else None)),
            scope="row",
            **({"aria-current": "true"} if figure.period == view.period.label else {}),
        )
        if not cells.has_value(figure):
            why = wording.missing(indicator, figure, snapshot.lacking(indicator), view.team)
            body.append(html.Tr([when, html.Td(why, colSpan=len(head) - 1, className="muted")]))
            continue
        interval = "" if figure.lower is None else f"{wording.value(indicator, figure.lower)} to {wording.value(indicator, figure.upper)}"
        cellsof = [
            when,
            html.Td([wording.value(indicator, figure.value), " so far" if figure.status == "incomplete" else None], className="num strong"),
        ]
        if counted:
            cellsof.append(html.Td(wording.counts(indicator, figure), className="num"))
        if bounded:
            cellsof.append(html.Td(interval, className="num"))
        cellsof.append(html.Td([cells.chip(figure.judgement), " ", html.Span(wording.target(indicator, figure.target), className="muted")] if figure.target else html.Span("No target", className="muted")))
        if noted:
            cellsof.append(html.Td(figure.note, className="muted"))
        body.append(html.Tr(cellsof))
    return cells.scroller(
        html.Table(
            [
                html.Caption(f"{indicator.title}, {view.team or 'all teams'}, by {view.period.grain}", className="sr-only"),
                html.Thead(html.Tr([html.Th(name, scope="col", className="num" if name in right else "") for name in head])),
                html.Tbody(body),
            ],
            className="table-plain dense",
        ),
        f"{indicator.title}, figures",
    )


def downloads(indicator, view, kind, label):
    query = {"period": view.period.label, "grain": view.period.grain, "team": view.team}
    return html.P(
        [
            f"{label}: ",
            html.A("CSV", href=view.href(f"/download/{kind}/{indicator.id}.csv", **query), download=True),
            " ",
            html.A("XLSX", href=view.href(f"/download/{kind}/{indicator.id}.xlsx", **query), download=True),
        ],
        className="downloads small",
    )


# -- the rows behind it ------------------------------------------------------------------------------

HEADINGS = {"numerator": "Counts", "denominator": "Of", "status": "Status", "note": "Note", "file": "File", "sheet": "Sheet", "row": "Row"}


def rows_view(indicator, view, snapshot, figure, comparison):
    if not cells.has_value(figure) and (figure is None or figure.status != "no cases"):
        return html.P("There is no figure here, and so there are no rows behind it.", className="muted")
    try:
        frame = access.rows_behind(shell.source(), indicator, view.period, view.team)
    except access.NotAllowed:
        return html.P("You may see this figure, but not the children behind it.", className="muted")
    if frame.empty:
        return html.P("No rows are counted in this figure.", className="muted")
    shown = [name for name in frame if name in HEADINGS or frame[name].notna().any()]
    if not indicator.has_denominator or indicator.is_rate:
        shown = [name for name in shown if name != "denominator"]
    if not frame["note"].astype(str).str.strip().any():
        shown = [name for name in shown if name != "note"]
    if frame["table"].nunique() < 2:
        shown = [name for name in shown if name != "table"]
    frame = ordered(frame, view.sort, shown)
    here = min(view.page, -(-len(frame) // ROWS_A_PAGE))
    part = frame[shown].iloc[(here - 1) * ROWS_A_PAGE : here * ROWS_A_PAGE]
    head = []
    for name in shown:
        up, down = view.sort == name, view.sort == f"-{name}"
        link = html.A(
            heading_words(name),
            href=view.href(view="rows", sort=f"-{name}" if up else name),
            id=f"sort-{name}",
        )
        head.append(
            html.Th(
                link,
                scope="col",
                className="num" if name in ("numerator", "denominator", "row") else "",
                **({"aria-sort": "ascending" if up else "descending"} if up or down else {}),
            )
        )
    columns = [[cell_words(each) for each in part[name]] for name in shown]
    right = [name in ("numerator", "denominator", "row") for name in shown]
    body = [
        html.Tr([html.Td(text, className="num" if is_right else "") for text, is_right in zip(row, right, strict=True)])
        for row in zip(*columns, strict=True)
    ]
    return html.Div(
        [
            html.P(adds_up(indicator, frame, figure), className="story"),
            cells.scroller(
                html.Table(
                    [
                        html.Caption(f"The rows behind {indicator.title}, {wording.period(view.period)}", className="sr-only"),
                        html.Thead(html.Tr(head)),
                        html.Tbody(body),
                    ],
                    className="table-plain dense rows",
                ),
                "The rows behind the figure",
            ),
            cells.pager(view, len(frame), ROWS_A_PAGE, "rows", view="rows", sort=view.sort),
            downloads(indicator, view, "rows", f"Download all {wording.plural(len(frame), 'row')}"),
        ]
    )


def ordered(frame, sort, shown):
    name = sort.lstrip("-")
    if name not in shown:
        return frame
    column = frame[name]
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(object)
    return frame.loc[column.sort_values(ascending=not sort.startswith("-"), kind="stable", na_position="last").index]


def heading_words(name):
    if name in HEADINGS:
        return HEADINGS[name]
    words = name
    for ending in ("_at", "_on", "_code"):
        words = words.removesuffix(ending)
    words = words.replace("_", " ").removeprefix("is ")
    return words[:1].upper() + words[1:]


def cell_words(value):
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, pd.Timestamp):
        day = wording.short_day(value)
        return day if value == value.normalize() else f"{day} {value:%H:%M}"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).replace("_", " ") if isinstance(value, str) and value.islower() and "_" in value else str(value)


def adds_up(indicator, frame, figure):
    """How many rows there are, and that they add up to the figure; plainly, also if they do not."""
    numerator, denominator = frame["numerator"].sum(), frame["denominator"].sum()
    words = [f"{wording.plural(len(frame), 'row')}."]
    says = lambda amount: wording.number(amount, 0 if wording.whole(amount) else 1)  # noqa: E731
    agree = abs(numerator - (figure.numerator or 0)) < 1e-6
    if indicator.has_denominator and not indicator.is_rate:
        agree = agree and abs(denominator - (figure.denominator or 0)) < 1e-6
        total = f"{says(numerator)} of {says(denominator)}"
        if indicator.unit == "children per FTE":
            total = f"{says(numerator)} children and {wording.number(denominator, 1)} FTE"
    else:
        total = says(numerator)
    words.append(f"They add up to {total}, which is the figure above." if agree else f"They add up to {total}, which is NOT the figure above: please report this.")
    left = frame["status"].astype(str).value_counts()
    for status in ("pending", "left out"):
        if left.get(status):
            words.append(f"{wording.plural(int(left[status]), 'row')} {'is' if left[status] == 1 else 'are'} {status}.")
    return " ".join(words)


# -- panels ------------------------------------------------------------------------------------------


def panel(name, content):
    return html.Section([html.H2(name), content], className="card panel") if content is not None else None


def compared(indicator, view, snapshot):
    return snapshot.compared(indicator, view.period.end, "2021" if view.compare == "neighbours-2021" else "2025")


def compared_with(indicator, view, snapshot, figure, comparison):
    pairs = []
    if figure is not None and figure.target:
        pairs.append(("Target", [strong(wording.target(indicator, figure.target)), " ", cells.chip(figure.judgement)]))
    else:
        pairs.append(("Target", html.Span("No target", className="muted")))
    if view.team:
        whole = snapshot.figure(indicator.id, view.period)
        if cells.has_value(whole):
            pairs.append(("All teams", [strong(wording.value(indicator, whole.value)), " ", small(wording.counts(indicator, whole))]))
    if view.period.grain != "year":
        pairs.append(("A year ago", earlier(indicator, snapshot.before(indicator.id, view.period, view.team, years=1))))
    before = snapshot.before(indicator.id, view.period, view.team)
    pairs.append((f"{wording.GRAIN_WORDS[view.period.grain].capitalize()} before", earlier(indicator, before)))
    if comparison is None:
        pairs.append(("Others", html.Span("No national figure is published", className="muted")))
        return cells.figure_rows(pairs)
    year = wording.financial_year(comparison.period_end) if comparison.period_end is not None else ""
    model = "2021 model" if view.compare == "neighbours-2021" else "2025 model"
    n = f"{comparison.n_reporting} of {comparison.n_neighbours}"
    pairs.append(("Neighbours", neighbours(indicator, comparison, f"mean of {n}, {model}")))
    pairs.append(("England", other(indicator, comparison.england, year)))
    pairs.append((snapshot.authority.region_name, other(indicator, comparison.region, year)))
    pairs.append(("Published", other(indicator, comparison.own, f"{snapshot.authority.short_name}’s own, {year}")))
    if comparison.place is not None:
        pairs.append(("Place", small(f"{comparison.place.words}, of the published figure")))
    return html.Div([cells.figure_rows(pairs), html.P(release(indicator, snapshot), className="small source")])


def strong(text):
    return html.Span(text, className="strong")


def small(text):
    return html.Span(text, className="small")


def earlier(indicator, figure):
    if not cells.has_value(figure):
        return html.Span("No earlier figure", className="muted")
    return [strong(wording.value(indicator, figure.value)), " ", small(wording.counts(indicator, figure))]


def other(indicator, published, said):
    if published.value is None:
        return html.Span(f"{published.reason.capitalize()} ({said})", className="small")
    return [strong(wording.value(indicator, published.value)), " ", small(said)]


def neighbours(indicator, comparison, said):
    """The mean, and beside it the median: they can tell different stories."""
    mean = other(indicator, comparison.neighbour_mean, said)
    if comparison.neighbour_median.value is None:
        return mean
    return [html.Div(mean), html.Div(other(indicator, comparison.neighbour_median, "median"))]


def release(indicator, snapshot):
    described = snapshot.reference.published_indicator(indicator.compares_with)
    releases = snapshot.reference.releases
    found = releases[releases["release"] == described.source]
    name = found["publication"].iloc[0] if len(found) else described.source
    publisher = found["publisher"].iloc[0] if len(found) else ""
    return f"Source: {publisher}, {name[0].lower()}{name[1:]}. {described.definition}."


def rests_on(indicator, view, snapshot, figure):
    pairs = [("Counts", indicator.counts)]
    if indicator.has_denominator:
        pairs.append(("Of", indicator.of))
    data = []
    for table in indicator.needs:
        line = snapshot.tables.get(table)
        if line is None:
            data.append(html.Div([wording.table_name(table), ", ", html.A("not loaded", href="/data")]))
        else:
            files = wording.plural(int(line["n_files"]), "file")
            data.append(
                html.Div(
                    [
                        html.A(wording.table_name(table), href=view.href("/data", table=table)),
                        f", as at {wording.short_day(line['as_at_on'])}, {files}",
                    ]
                )
            )
    pairs.append(("Data", data))
    if figure is not None and figure.note:
        pairs.append(("Note", figure.note))
    if figure is not None and figure.lower is not None:
        pairs.append(
            ("95% interval", f"{wording.value(indicator, figure.lower)} to {wording.value(indicator, figure.upper)}")
        )
    if indicator.published:
        pairs.append(("Reported before", indicator.published))
    pairs.append(("Source", [indicator.source, html.Br(), html.A("Full definition", href=view.href("/definitions", anchor=indicator.id))]))
    return cells.figure_rows(pairs)


# -- by team -----------------------------------------------------------------------------------------


def by_team(indicator, view, snapshot):
    if indicator.is_rate:
        words = "Rates are for the whole authority only: a team has no population."
        return html.Section([html.H2("By team"), html.P(words, className="muted")], className="part")
    found = [(team, snapshot.figure(indicator.id, view.period, team)) for team in snapshot.teams]
    found = [(team, figure) for team, figure in found if figure is not None and figure.status != "not loaded"]
    if not any(cells.has_value(figure) for _, figure in found):
        return None
    whole = snapshot.figure(indicator.id, view.period)
    if view.sort in ("value", "-value"):
        sign = -1 if view.sort == "-value" else 1
        found.sort(key=lambda pair: (not cells.has_value(pair[1]), sign * ((pair[1].value or 0) if pair[1] else 0)))
    is_count = indicator.unit == "count"
    target = None if is_count else snapshot.target_value(indicator, view.period.end)
    low, high, interval = scale(indicator, [figure for _, figure in found], None if is_count else whole, target)
    words = f"{scale_words(indicator, low)} to {scale_words(indicator, high)}"
    if interval or target is not None:
        words += ", with " + wording.listed((["95% interval"] if interval else []) + (["target"] if target is not None else []))
    judged = target is not None
    head = [
        html.Th("Team", scope="col"),
        sorted_heading(view),
        html.Th("Of", scope="col", className="num") if indicator.has_denominator else None,
        html.Th(words, scope="col"),
        html.Th("Judgement", scope="col") if judged else None,
    ]
    idle = [team for team, figure in found if figure.status == "no cases" and team != view.team]
    body = []
    for team, figure in [(WHOLE, whole), *found]:
        if team in idle:
            continue
        name = html.Th(
            html.A(team or "All teams", href=view.href(team=team or None, view=None if view.show == "chart" else view.show)),
            scope="row",
            className="c-team" + ("" if team else " strong"),
        )
        if not cells.has_value(figure):
            why = wording.missing(indicator, figure, team=team)
            body.append(html.Tr([name, html.Td(why, colSpan=4, className="muted c-rest")]))
            continue
        if is_count:
            drawing = svg.bar(figure, high) if team else None
        else:
            drawing = svg.interval(figure, low, high, interval_words(indicator, figure), target)
        value = [wording.value(indicator, figure.value)]
        if figure.status == "incomplete":
            value.append(html.Span("so far", className="small"))
        body.append(
            html.Tr(
                [
                    name,
                    html.Td(value, className="num strong c-value"),
                    html.Td(wording.counts(indicator, figure), className="num muted c-of") if indicator.has_denominator else None,
                    html.Td(drawing, className="c-interval"),
                    html.Td(cells.chip(figure.judgement), className="c-judged") if judged else None,
                ],
                className="chosen" if team == view.team else "",
            )
        )
    caption = f"{indicator.title} by team, {wording.period(view.period)}"
    return html.Section(
        [
            html.H2("By team", id="by-team"),
            html.Table(
                [html.Caption(caption, className="sr-only"), html.Thead(html.Tr(head)), html.Tbody(body)],
                className="table-plain by-team",
            ),
            html.P(f"No cases: {wording.listed(idle)}.", className="small idle") if idle else None,
        ],
        className="part",
    )


def scale(indicator, figures, whole, target):
    """The ends of the scale that all rows share, and whether any of them has an interval."""
    shown = [figure for figure in (whole, *figures) if cells.has_value(figure)]
    interval = any(figure.lower is not None for figure in shown)
    if indicator.unit == "percent":
        return 0, 100, interval
    bounds = [bound for figure in shown for bound in (figure.value, figure.lower, figure.upper, target) if bound is not None]
    low, high, _ = charts.nice_range([0, *bounds], floor_at=0)
    return low, high, interval


def scale_words(indicator, amount):
    return wording.number(amount, 0 if wording.whole(amount) else 1) + ("%" if indicator.unit == "percent" else "")


def sorted_heading(view):
    link = html.A(
        wording.short_period(view.period),
        href=view.href(sort="value" if view.sort == "-value" else "-value", view=None if view.show == "chart" else view.show),
        id="sort-by-value",
    )
    order = {"value": "ascending", "-value": "descending"}.get(view.sort)
    return html.Th(link, scope="col", className="num", **({"aria-sort": order} if order else {}))


def interval_words(indicator, figure):
    if figure.lower is None:
        return f"{wording.value(indicator, figure.value)} on the scale"
    return f"95% interval {wording.value(indicator, figure.lower)} to {wording.value(indicator, figure.upper)}"


SHOWN = {"chart": chart_view, "table": table_view, "rows": rows_view}
