"""England and the neighbours behind a chart: each year's published figures where they belong on the time line.

The neighbours are drawn as a band from the lowest to the highest of them. A figure of a year lies over its months; one of a day is a
point, joined to the next. Where the years published end, England's last figure is carried on, dotted, to the edge. Beside a team there is
no band: it is a range of authorities.
"""

from datetime import date, timedelta

from dashboard import charts, theme, wording
from dashboard.indicator.others import days_of, model_of

HIDDEN = "none"  # ?beside=none
#: How far the neighbours' band may stretch a plot with limits to either side, as a part of what it holds without. It may go on beyond the edge, and that is told.
STRETCH = 0.15
#: The least share of the axis that the band takes to be named within it.
NAMED = 0.25
LETTERS = 17  # that the room at the right of a chart holds


def is_hidden(view):
    return view.asked("beside") == HIDDEN


def beside(view, snapshot, line):
    """England, and the neighbours or the region, as a layer behind a charts.Line; None where nothing is published, or it is hidden."""
    indicator, figures = line.indicator, line.figures
    if not indicator.compares_with or is_hidden(view) or not line.heights:
        return None
    first, last = figures[0].period_end - timedelta(days=366), figures[-1].period_end
    days = [day for day in reversed(days_of(indicator, snapshot)) if day <= last]
    years = [snapshot.compared(indicator, day, model_of(view)) for day in days if day >= first or day == days[-1]]
    if not years:
        return None
    lay = stepped if indicator.shape.startswith("events") else joined
    others = [("England", [each.england.value for each in years], theme.ENGLAND, "england")]
    if view.compare == "region":
        others.insert(0, (years[-1].region.name, [each.region.value for each in years], theme.NEIGHBOURS, "region"))
    layers = [level(line, years, lay, *other) for other in others if other[1][-1] is not None]
    heights = [*line.heights, *(value for layer in layers for value in layer.values)]
    among = band(line, years, lay, min(heights), max(heights)) if view.compare.startswith("neighbours") and not view.team else None
    layers = [*([among] if among else []), *layers]
    said = [layer.said for layer in layers if layer.said]
    if len(layers) > bool(among) and years[-1].period_end < last:
        names = wording.listed(name for name, amounts, *_ in others if amounts[-1] is not None)
        said.append(f"Published figures end with {year_of(years)}; from there on that of {names} is carried on, dotted.")
    together = {name: tuple(each for layer in layers for each in getattr(layer, name)) for name in ("values", "traces", "annotations", "labels", "keys")}
    return charts.Layer(**together, said=" ".join(said)) if layers else None


def year_of(years):
    return wording.financial_year(years[-1].period_end)


def is_drawn(line, year):
    return year.period_end >= line.figures[0].period_start


def level(line, years, lay, name, amounts, colour, kind):
    """The line of one other, carried on to the edge from where the years published end."""
    first, last = charts.ends(line.figures)
    carried = {"x": [max(years[-1].period_end.date(), first).isoformat(), last.isoformat()], "y": [amounts[-1]] * 2}
    words = f"{name} {wording.value(line.indicator, amounts[-1])}"
    return charts.Layer(
        values=(amounts[-1], *(amount for year, amount in zip(years, amounts, strict=True) if amount is not None and is_drawn(line, year))),
        traces=(
            *({**charts.PATH, **path, "line": {"color": colour, "width": 1.5}} for path in lay(line.figures, years, amounts)),
            {**charts.PATH, **carried, "line": {"color": colour, "width": 1.5, "dash": "dot"}},
        ),
        labels=((amounts[-1], words if len(words) <= LETTERS else name, colour),),
        keys=((kind, f"{words} ({year_of(years)})"),),
    )


def band(line, years, lay, low, high):
    """From the lowest to the highest of the neighbours; None where none of the years drawn has one. `low` and `high`: what the plot holds without."""
    indicator, spans = line.indicator, [year.neighbour_range for year in years]
    room = STRETCH * ((high - low) or 1) if line.limits else float("inf")
    drawn = [(year, span) for year, span in zip(years, spans, strict=True) if span and is_drawn(line, year)]
    shown = [(year, tuple(min(max(end, low - room), high + room) for end in span)) for year, span in drawn]
    paths = lay(line.figures, years, spans)
    if not shown or not paths:
        return None
    latest = shown[-1][0]
    lowest, highest = (wording.value(indicator, end) for end in latest.neighbour_range)
    when = wording.financial_year(latest.period_end)
    said = (
        f"The band is the range of the statistical neighbours ({latest.model} model), from the lowest to the highest; {latest.n_reporting} of "
        f"{latest.n_neighbours} have a figure for {when}."
    )
    if any(span != year.neighbour_range for year, span in shown):
        said += " Where it meets the edge of the chart, it goes on beyond it."
    return charts.Layer(
        values=tuple(end for _, span in shown for end in span),
        traces=tuple({**charts.PATH, **path, "fill": "toself", "fillcolor": theme.AMONG, "line": {"width": 0}} for path in paths),
        annotations=tuple(named(line.figures, paths[-1], shown[-1][1][1])),
        keys=(("among", f"neighbours, {lowest} to {highest} ({when})"),),
        said=said,
    )


def named(figures, path, top):
    """The name of the band in its upper corner at the right, where it is wide enough."""
    first, last = (day.isoformat() for day in charts.ends(figures))
    begun, ended = max(min(path["x"])[:10], first), min(max(path["x"])[:10], last)
    days = [date.fromisoformat(day) for day in (begun, ended, first, last)]
    if days[1] - days[0] >= NAMED * (days[3] - days[2]):
        look = {"bgcolor": theme.VEIL, "borderpad": 1, "font": {"size": 11.5, "color": theme.NEIGHBOURS}}
        yield {"x": ended, "y": top, "text": "Neighbours", "showarrow": False, "xanchor": "right", "yanchor": "top", "xshift": -4, "yshift": -2, **look}


def stepped(figures, years, amounts):
    """Paths of figures of a year: level over the periods that lie within it. Of pairs, the closed paths between them."""
    days = [figure.period_end.date() for figure in figures]
    placed = []
    for figure in figures:
        within = (n for n, each in enumerate(years) if figure.period_end <= each.period_end < figure.period_start + (each.period_end - before(each.period_end)))
        n = next(within, None)
        placed.append(None if n is None else amounts[n])
    return paths(days, placed)


def before(day):
    return day.replace(year=day.year - 1)


def paths(days, placed):
    last = len(days) - 1
    if any(isinstance(each, tuple) for each in placed):
        return charts.runs(days, [each and each[0] for each in placed], 0, last, [each and each[1] for each in placed])
    return charts.runs(days, placed, 0, last)


def joined(figures, years, amounts):
    """Paths of figures of a day: from one day to the next, gaps left open; cut at the left edge by the plot itself."""
    first = charts.ends(figures)[0] - timedelta(days=366)
    found, run = [], []
    for each, amount in [*zip(years, amounts, strict=True), (None, None)]:
        if amount is not None and each.period_end.date() >= first:
            run.append((each.period_end.date().isoformat(), amount))
        elif run:
            found.append(run)
            run = []
    return [path(run) for run in found if len(run) > 1]


def path(run):
    x, y = [day for day, _ in run], [amount for _, amount in run]
    if not isinstance(y[0], tuple):
        return {"x": x, "y": y}
    return {"x": x + x[::-1], "y": [low for low, _ in y] + [high for _, high in y][::-1]}
