"""The control chart, its key, what it says and how it was made, and the same figures as a table under it."""

from dataclasses import replace

from dashboard import charts, icons, real, theme, wording
from dashboard import plain as html
from dashboard.indicator.beside import HIDDEN, beside, is_hidden
from dashboard.indicator.events import noting_events, unread
from dashboard.indicator.figures import DRAWN, figures_table
from dashboard.indicator.marks import layer as marks_layer
from dashboard.indicator.marks import listing, marks_of
from dashboard.indicator.rebasing import HOW, kept, rebasing
from dashboard.sentences import when
from dashboard.snapshot import GRAINS, WHOLE
from dashboard.take_away import of_view, take_away
from metrics.signals import counts_kind


def points_of(view):
    """The grain of the points: months unless the URL says otherwise, whatever period is shown."""
    asked = view.asked("points")
    return asked if asked in GRAINS else "month"


def options(view):
    """Which rules and which kind of chart the URL asks for."""
    rules, chart = view.asked("rules"), {name.lower(): name for name in real.CHARTS}.get(view.asked("chart").lower())
    return {"rules": rules if rules in real.RULES else "current", "chart": chart}


def drawn(indicator, view, snapshot, team):
    """The latest figures, up to the period shown where that lies further back."""
    grain = points_of(view)
    figures = snapshot.series(indicator.id, team, grain)
    while len(figures) > 1 and figures[0].value is None:
        figures = figures[1:]
    n = DRAWN[grain]
    recent = figures[-n:]
    if recent and recent[0].period_start > view.period.start:
        recent = [figure for figure in figures if figure.period_start <= view.period.end][-n:]
    return recent


def chart_view(indicator, view, snapshot, figure, comparison):
    figures = drawn(indicator, view, snapshot, view.team)
    if not any(figure.value is not None for figure in figures):
        return html.P("There is nothing to draw.", className="muted")
    signal = snapshot.signal(indicator, view.team, points_of(view), **options(view))
    line = line_of(indicator, view, snapshot, comparison, figures, signal)
    says = " ".join(spoken(indicator, view, snapshot, signal))
    words = f"{indicator.title}, {'control chart' if line.limits else 'line chart'} by {signal.grain}. {says} The table under it has the same figures."
    return html.Figure(
        [
            html.Div(html.Div(charts.graph(charts.trend(line), f"trend-{indicator.id}"), role="img", className="chart-cut", **{"aria-label": words})),
            html.Figcaption(
                [
                    html.Ul([key(*each) for each in keys(indicator, line)], className="keys"),
                    html.P(span(indicator, line)),
                    about_others(indicator, view, line),
                    *(listing(layer.marks) for layer in line.layers if layer.marks),
                    unread(view, snapshot),
                    made(indicator, view, signal),
                    noting_events(indicator, view, snapshot),
                    rebasing(indicator, view, snapshot),
                    html.Details([html.Summary("These figures as a table"), figures_table(indicator, view, snapshot, signal)]),
                    take_chart(indicator, view, signal),
                ]
            ),
        ],
        className="trend",
    )


def take_chart(indicator, view, signal):
    """The files of the chart as it is drawn; those of its figures are of its points' grain, not of the period's."""
    made = {name: view.asked(name) for name in ("rules", "chart", "beside")}
    figures, image = of_view(view, f"figures/{indicator.id}", grain=signal.grain, **made), of_view(view, f"chart/{indicator.id}", points=signal.grain, compare=view.compare, **made)
    return take_away(f"{indicator.title} by {signal.grain}", lambda ending: (image if ending == "svg" else figures)(ending), image=True)


def spoken(indicator, view, snapshot, signal):
    """What this chart says of the period shown, in the sentences that stand above it."""
    return real.sentences(indicator, real.read(signal, view.period, snapshot.target(indicator, view.period.end, view.team)))


def line_of(indicator, view, snapshot, comparison, figures, signal):
    """What the chart draws: see charts.Line."""
    own = view.team or snapshot.authority.short_name
    places = [signal.periods.index(figure.period) for figure in figures]
    points = [signal.at(figure.period) for figure in figures]
    unfinished = () if signal.is_own_events else tuple(n for n, figure in enumerate(figures) if figure.status == "incomplete" and figure.value is not None)
    values = [point.value if point else figure.value if n in unfinished else None for n, (figure, point) in enumerate(zip(figures, points, strict=True))]
    kinds = tuple(point.kind if point and real.is_judged(signal, place) else None for place, point in zip(places, points, strict=True))
    targets = [snapshot.target(indicator, figure.period_end, view.team) for figure in figures]
    behind = []
    if signal.is_own_events:
        behind.append(("12 months", [figure.value if figure.status == "ok" else None for figure in figures], theme.SOFT))
    if view.team and indicator.unit != "count":
        whole = {figure.period: figure for figure in snapshot.series(indicator.id, WHOLE, signal.grain)}
        behind.append(("All teams", [whole[f.period].value if whole[f.period].status == "ok" else None for f in figures], theme.ALL_TEAMS))
    held = [n for n, figure in enumerate(figures) if figure.period_start <= view.period.end and figure.period_end >= view.period.start]
    days = [figure.period_end.date() for figure in figures]
    line = charts.Line(
        indicator,
        figures,
        values,
        own,
        unfinished=unfinished,
        kinds=kinds,
        limits=tuple(limits(indicator, signal, places)),
        targets=tuple(target and (target.value, target.value if target.upper is None else target.upper) for target in targets),
        marks=tuple(trajectory_marks(indicator, view, snapshot, figures)),
        behind=tuple(behind),
        shaded=(charts.between(days, held[0] - 1, held[0]), charts.between(days, held[-1], held[-1] + 1)) if held else None,
        hover=tuple(hover(indicator, f, point, kind, n in unfinished) for n, (f, point, kind) in enumerate(zip(figures, points, kinds, strict=True))),
    )
    others = beside(view, snapshot, line) if comparison is not None else None
    marked = marks_layer(marks_of(indicator, view, snapshot, signal, figures), figures)
    return replace(line, layers=tuple(layer for layer in (others, marked) if layer is not None))


def about_others(indicator, view, line):
    """What is drawn of others, and the switch that takes it away from the chart or brings it back; None where nobody publishes it."""
    if not indicator.compares_with:
        return None
    words = f"{'Show' if is_hidden(view) else 'Hide'} England and the neighbours"
    link = html.A(words, href=view.href(**{**kept(view), "beside": None if is_hidden(view) else HIDDEN}), id="show-beside")
    return html.P([*(f"{layer.said} " for layer in line.layers if not layer.marks), link])


def limits(indicator, signal, places):
    """Mean and limits of each stretch between rebasings that has points enough to judge by, clipped as they are drawn."""
    c = signal.chart

    def shown(column, clip=lambda value: value):
        return [None if column[place] != column[place] else clip(float(column[place])) for place in places]

    columns = shown(c.mean), *(shown(column, lambda value: real.clipped(indicator, value)) for column in (c.lower, c.upper))
    starts = {signal.periods.index(label) for label in real.starts(signal)}
    edges = [n for n, place in enumerate(places) if n == 0 or place in starts]
    for first, after in zip(edges, [*edges[1:], len(places)], strict=True):
        if real.is_judged(signal, places[first]):
            yield first, after - 1, *columns


def trajectory_marks(indicator, view, snapshot, figures):
    """The baseline and each quarter's aim of a trajectory, as marks at the ends of their periods."""
    found = snapshot.reference.trajectory(indicator.id, view.team, view.period.end)
    if found is None or (view.team and not found.team and not indicator.has_denominator):
        return
    first, last = figures[0].period_end, figures[-1].period_end
    aims = [(found.baseline_on, found.baseline, "Baseline")] if found.baseline is not None and found.baseline_on is not None else []
    aims += [(to_on, value, f"Aim at the end of Q{(to_on.month - 4) % 12 // 3 + 1}") for _, to_on, value in found.steps]
    for day, value, words in aims:
        if first <= day <= last:
            yield day, value, f"<b>{wording.value(indicator, value)}</b><br>{words}, {wording.day(day)}"


def hover(indicator, figure, point, kind, so_far):
    if point is None and not so_far:
        return ""
    when = figure.period if figure.grain != "month" else wording.month(figure.period_start)
    counts = "" if point and point.value != figure.value else wording.counts(indicator, figure)
    parts = [f"<b>{wording.value(indicator, point.value if point else figure.value)}</b>", counts, when]
    if so_far:
        parts.append("unfinished")
    if kind:
        parts.append(icons.says(point))
    return "<br>".join(filter(None, parts))


# -- under the chart ---------------------------------------------------------------------------------


def key(kind, text):
    picture = icons.marker(kind) if kind in icons.MARKERS else None
    return html.Li([picture, text] if picture else text, className="key key-drawn" if picture else f"key key-{kind}")


def keys(indicator, line):
    """(kind, words) of every line and every shape that is drawn, and no other."""
    found = [("own", line.name)]
    shapes = dict.fromkeys(kind for kind in icons.MARKERS if kind in line.kinds)
    found += [(kind, icons.VARIATION[kind][0].lower()) for kind in shapes]
    if line.limits:
        *_, mean, lower, upper = line.limits[-1]
        last = line.limits[-1][1]
        found.append(("level", f"mean {wording.value(indicator, mean[last])}" if mean[last] is not None else "mean"))
        ends = "" if lower[last] is None else f" {wording.value(indicator, lower[last])} to {wording.value(indicator, upper[last])}"
        found.append(("limits", f"limits{ends}"))
    names = {"12 months": "12-months", "All teams": "all-teams"}
    found += [(names[name], "rate of 12 months" if name == "12 months" else name) for name, _, _ in line.behind]
    if line.targets and line.targets[-1]:
        words = " to ".join(dict.fromkeys(charts.level_words(indicator, "Target", end) for end in line.targets[-1]))
        found.append(("target", f"target {words}"))
    elif any(line.targets):
        found.append(("target", "target"))
    found += [key for layer in line.layers for key in layer.keys]
    if line.unfinished:
        found.append(("hollow", "unfinished"))
    return [*found, ("shaded", "period shown")] if line.shaded else found


def span(indicator, line):
    """The lowest and the highest of what is drawn."""
    known = [(value, figure) for n, (value, figure) in enumerate(zip(line.values, line.figures, strict=True)) if value is not None and n not in line.unfinished]
    if len(known) < 3:
        return ""
    low, high = min(known, key=lambda pair: pair[0]), max(known, key=lambda pair: pair[0])
    return (
        f"Drawn: {when(known[0][1])} to {when(known[-1][1])}. Lowest {wording.value(indicator, low[0])} ({when(low[1])}), "
        f"highest {wording.value(indicator, high[0])} ({when(high[1])})."
    )


def said(line):
    """What there is to say of what is drawn behind the line, and of each mark."""
    return [layer.said for layer in line.layers]


def made(indicator, view, signal):
    """How the chart was made, and the other ways it can be looked at."""
    n = len(signal.points)
    said = [
        f"A control chart of {real.CHARTS[signal.kind]}. Its mean and limits, three sigma on either side, rest on all {wording.number(n)} settled "
        f"{signal.grain}s{' since each rebasing' if signal.rebasings else ''}, by {real.RULES[signal.rules]}."
        if real.has_limits(signal)
        else f"No limits are drawn. {signal.why_none}.",
    ]
    if signal.is_own_events:
        said.append(
            f"Its points are each {signal.grain}’s own events, as many as a year of such {signal.grain}s would make per 10,000: rates of 12 months share "
            "months with those before and after them, and would seem to shift where nothing did."
        )
    if real.clips(indicator, signal):
        said.append("Limits are drawn no further than the values can go; the rules use them as they are.")
    parts = [html.Summary("How this chart is made"), html.P(" ".join(said)), *switches(indicator, view, signal)]
    return html.Details(parts, open=any(view.asked(name) for name in HOW))


def switches(indicator, view, signal):
    def switch(name, label, choices, here):
        links = [
            html.Li(html.A(words, href=view.href(**{**kept(view), name: value}), id=f"{name}-{words.split(' ')[0].lower()}", **({"aria-current": "true"} if words == here else {})))
            for value, words in choices
        ]
        return html.Nav([html.Span(label), html.Ul(links)], className="switch", **{"aria-label": label})

    grains = [(None if grain == "month" else grain, f"{grain}s".capitalize()) for grain in GRAINS]
    rules = [(None, "Current rules"), ("older", "Older rules")]
    kinds = [(kind.lower(), kind) for kind in real.CHARTS if kind in ("XmR", counts_kind(indicator))]
    return [
        switch("points", "Points", grains, f"{signal.grain}s".capitalize()),
        switch("rules", "Rules", rules, "Older rules" if signal.rules == "older" else "Current rules"),
        switch("chart", "Chart", kinds, signal.kind) if len(kinds) > 1 else None,
    ]
