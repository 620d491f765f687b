"""Every interactive chart comes from here.

Figures are plain dictionaries: a go.Figure takes six times the bytes and the time. The chart library is told,
once, that it may not offer to upload anything (stock plotly.js 4 shows a "share" button that does).
"""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil, floor, log10

from dash import dcc

from dashboard import icons, theme, wording

CONFIG = {
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}
HEIGHT = 340
LABEL_ROOM = 128  # px to the right of the plot, where each line is named; small screens cut it off (see css)


def graph(figure, id):
    """The one way to a chart. One with names beside its lines is cut off there on small screens."""
    is_named = figure["layout"].get("margin", {}).get("r") == LABEL_ROOM
    classes = "chart chart-named" if is_named else "chart"
    return dcc.Graph(id=id, figure=figure, config=CONFIG, responsive=True, className=classes, style={"height": f"{HEIGHT}px"})


def nice_range(values, floor_at=None, ceiling_at=None):
    """(low, high, step) in round numbers that hold all values with some air."""
    low, high = min(values), max(values)
    if floor_at == 0 and low < high * 0.35:
        low = 0
    if high == low:
        low, high = (low - 1, high + 1) if low else (0, 1)
    raw = (high - low) / 4
    scale = 10 ** floor(log10(raw))
    step = next(scale * size for size in (1, 2, 2.5, 5, 10) if scale * size >= raw - 1e-12)
    low, high = floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step
    if floor_at is not None:
        low = max(low, floor_at)
    if ceiling_at is not None:
        high = min(high, ceiling_at)
    return low, high, step


def spread(labels, low, high, room):
    """Heights for labels that would overlap: moved apart by the least that keeps their order."""
    gap = (high - low) * 17 / room
    placed = sorted(labels, key=lambda label: label[0])
    heights = [label[0] for label in placed]
    for _ in range(20):
        moved = False
        for n in range(1, len(heights)):
            short = gap - (heights[n] - heights[n - 1])
            if short > 1e-9:
                heights[n - 1] -= short / 2
                heights[n] += short / 2
                moved = True
        if not moved:
            break
    return [(height, *label[1:]) for height, label in zip(heights, placed, strict=True)]


@dataclass(frozen=True)
class Layer:
    """Something drawn behind the line of a chart, made elsewhere: traces, shapes and annotations as the chart library takes them.

    `values` are heights that the plot must hold; `labels`, (height, words, colour), are named at the right; `head` is the room in px that
    it needs above the plot. `keys`, (kind, words), stand in the key under it, and `said` is what there is to say of it; `marks`, if any,
    are told one by one.
    """

    values: tuple = ()
    traces: tuple = ()
    shapes: tuple = ()
    annotations: tuple = ()
    labels: tuple = ()
    head: int = 0
    keys: tuple = ()
    said: str = ""
    marks: tuple = ()


@dataclass(frozen=True)
class Line:
    """What a chart shows of one indicator and team; figures are of one grain, oldest first.

    `values` has one entry a figure, None for a gap; `unfinished` the places whose value is only so far. `kinds` has what each point
    says on a control chart, None where nothing is said. `limits`: (first place, last place, mean, lower, upper) for each stretch
    with limits, the last three of a value for each place. `targets`: (lower, upper) for each figure, None where there is none; the
    two differ for a range. `marks`: (day, value, words) of a trajectory. `behind`: (name, values, colour), other lines. `shaded`: from
    and to day of the period shown. `hover`: words for each point. `layers`: what else is drawn behind it all.
    """

    indicator: object
    figures: list
    values: list
    name: str
    unfinished: tuple = ()
    kinds: tuple = ()
    limits: tuple = ()
    targets: tuple = ()
    marks: tuple = ()
    behind: tuple = ()
    shaded: tuple | None = None
    hover: tuple = ()
    layers: tuple = ()

    @property
    def heights(self):
        """Every value that the plot must hold."""
        found = [v for v in self.values if v is not None]
        found += [v for _, values, _ in self.behind for v in values if v is not None]
        found += [v for *_, lower, upper in self.limits for each in (lower, upper) for v in each if v is not None]
        found += [v for target in self.targets if target for v in target]
        return found + [v for layer in self.layers for v in layer.values]


def ends(figures):
    """The first and the last day of the axis: a little more than the ends of the periods drawn."""
    first, last = figures[0].period_end.date(), figures[-1].period_end.date()
    edge = max(timedelta(days=8), (last - first) / 45)
    return first - edge, last + edge


def trend(line):
    """The figure of a `Line`. Gaps are gaps; what is unfinished is hollow and its line dotted."""
    indicator, figures, drawn = line.indicator, line.figures, line.heights
    percent = indicator.unit == "percent"
    low, high, step = nice_range(drawn, floor_at=0, ceiling_at=100 if percent and max(drawn) <= 100 else None)
    days = [figure.period_end.date() for figure in figures]
    x = [day.isoformat() for day in days]
    traces = [trace for layer in line.layers for trace in layer.traces]
    for first, last, mean, lower, upper in line.limits:
        for band in runs(days, lower, first, last, upper):
            traces.append({**PATH, **band, "fill": "toself", "fillcolor": theme.LIMITS, "line": {"width": 0}})
        for values, width, dash in ((lower, 1, "4px 3px"), (upper, 1, "4px 3px"), (mean, 1.5, "solid")):
            for path in runs(days, values, first, last):
                traces.append({**PATH, **path, "line": {"color": theme.USUAL, "width": width, "dash": dash}})
    traces += target_steps(line, days)
    for _, values, colour in line.behind:
        traces.append({**PATH, "x": x, "y": list(values), "line": {"color": colour, "width": 1.5}})
    settled = [None if n in line.unfinished else value for n, value in enumerate(line.values)]
    kinds = line.kinds or (None,) * len(figures)
    traces.append(
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": x,
            "y": settled,
            "text": list(line.hover),
            "hovertemplate": "%{text}<extra></extra>",
            "connectgaps": False,
            "line": {"color": theme.OWN, "width": 1.75 if any(kinds) else 2.25},
            "marker": {
                "color": [icons.COLOURS[kind] if kind else theme.OWN for kind in kinds],
                "symbol": [icons.MARKERS[kind or "common"][0] for kind in kinds],
                "opacity": 1,
                "size": [SIZES.get(kind, 6.5) for kind in kinds],
                "line": {"color": theme.CARD, "width": 1},
            },
        }
    )
    for n in line.unfinished:
        if line.values[n] is None:
            continue
        places = [n - 1, n] if n and line.values[n - 1] is not None else [n]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": [x[place] for place in places],
                "y": [line.values[place] for place in places],
                "text": [line.hover[place] for place in places],
                "hovertemplate": "%{text}<extra></extra>",
                "line": {"color": theme.OWN, "width": 1.75, "dash": "dot"},
                "marker": {
                    "color": theme.CARD,
                    "opacity": 1,
                    "size": [0 if place != n else 9 for place in places],
                    "line": {"color": theme.OWN, "width": 2},
                },
            }
        )
    labels = [label for layer in line.layers for label in layer.labels]
    if line.targets and line.targets[-1]:
        lower, upper = line.targets[-1]
        words = level_words(indicator, "Target", lower) + (f" to {level_words(indicator, 'Target', upper)}" if upper != lower else "")
        labels.append(((lower + upper) / 2, f"Target {words}", theme.TARGET))
    for name, values, colour in line.behind:
        if (last := next((v for v in reversed(values) if v is not None), None)) is not None:
            labels.append((last, name, colour))
    own = next((v for v in reversed(settled) if v is not None), None)
    if labels and own is not None:
        labels.append((own, f"<b>{line.name}</b>", theme.OWN))
    annotations = [name_at_end(*label, shift=14, size=12.5) for label in spread(labels, low, high, HEIGHT - 60)]
    annotations += [each for layer in line.layers for each in layer.annotations]
    shapes = [shape for layer in line.layers for shape in layer.shapes]
    if line.shaded:
        shapes.insert(0, upright(line.shaded[0].isoformat(), line.shaded[1].isoformat(), type="rect", layer="below", fillcolor=theme.BAND, line={"width": 0}))
    ticks = tick_days(figures)
    layout = {
        **LOOK,
        "height": HEIGHT,
        "margin": {"l": 52, "r": LABEL_ROOM if labels else 16, "t": max(14, *(layer.head for layer in line.layers), 0), "b": 46},
        "xaxis": {
            **X_AXIS,
            "type": "date",
            "range": [day.isoformat() for day in ends(figures)],
            "tickvals": [day.date().isoformat() for day, _ in ticks],
            "ticktext": [text for _, text in ticks],
            "tickangle": 0,
        },
        "yaxis": y_axis(low, high, step, percent, below=0.02, above=0.03),
        "shapes": shapes,
        "annotations": annotations,
    }
    return {"data": traces, "layout": layout}


#: What all charts share: a plain ground, and axes that cannot be moved.
LOOK = {
    "paper_bgcolor": theme.CARD,
    "plot_bgcolor": theme.CARD,
    "font": {"family": theme.FONT, "size": 12.5, "color": theme.MUTED},
    "showlegend": False,
    "hovermode": "closest",
    "hoverlabel": {"bgcolor": theme.INK, "bordercolor": theme.INK, "font": {"color": theme.CARD, "size": 13}},
    "dragmode": False,
}
X_AXIS = {"fixedrange": True, "showgrid": False, "zeroline": False, "linecolor": theme.RULE, "showline": True, "ticks": "outside", "ticklen": 4, "tickcolor": theme.RULE}


def y_axis(low, high, step, percent, below, above):
    """An axis with a round step, and some of its length free at either end."""
    decimals = 0 if step >= 1 and step == int(step) else 1
    return {
        "range": [low - (high - low) * below, high + (high - low) * above],
        "fixedrange": True,
        "gridcolor": theme.LINE,
        "zeroline": False,
        "dtick": step,
        "tick0": low,
        "tickformat": f",.{decimals}f",
        "ticksuffix": "%" if percent else "",
    }


def name_at_end(height, text, colour, shift, size):
    """What a line is, at its right end."""
    place = {"xref": "paper", "x": 1, "y": height, "xanchor": "left", "yanchor": "middle", "xshift": shift}
    return {**place, "text": text, "showarrow": False, "font": {"size": size, "color": colour}}


PATH = {"type": "scatter", "mode": "lines", "hoverinfo": "skip"}
SIZES = {"improvement": 9.5, "concern": 8.5, "up": 9.5, "down": 9.5}


def upright(left, right, **shape):
    return {"xref": "x", "yref": "paper", "x0": left, "x1": right, "y0": 0, "y1": 1, **shape}


def between(days, before, after):
    """The moment halfway between two points, where a step is drawn; half a step outside at either end."""
    if before < 0:
        return days[0] - ((days[1] - days[0]) / 2 if len(days) > 1 else timedelta(days=8))
    if after >= len(days):
        return days[-1] + ((days[-1] - days[-2]) / 2 if len(days) > 1 else timedelta(days=8))
    return days[before] + (days[after] - days[before]) / 2


def runs(days, values, first, last, upper=None):
    """The steps of values from one place to another, as paths that leave gaps open; with `upper`, what lies between, as closed paths."""
    found, run = [], []
    for n in range(first, last + 2):
        if n <= last and values[n] is not None:
            run.append(n)
        elif run:
            x, y = stepped(days, values, run)
            if upper is not None:
                back = stepped(days, upper, run)
                x, y = x + back[0][::-1], y + back[1][::-1]
            found.append({"x": x, "y": y})
            run = []
    return found


def stepped(days, values, places):
    """The corners of a line that goes over from one value to the next halfway; corners on a level stretch left out."""
    x, y = [], []
    for n in places:
        if y and y[-1] == values[n]:
            x[-1] = between(days, n, n + 1).isoformat()
            continue
        x += [between(days, n - 1, n).isoformat(), between(days, n, n + 1).isoformat()]
        y += [values[n], values[n]]
    return x, y


def target_steps(line, days):
    """The target of each period, as steps; the band between where it is a range; a mark at each quarter's end of a trajectory."""
    lower = [target and target[0] for target in line.targets]
    upper = [target and target[1] for target in line.targets]
    if not any(target is not None for target in lower):
        return []
    traces, last = [], len(days) - 1
    if upper != lower:
        for band in runs(days, lower, 0, last, upper):
            traces.append({**PATH, **band, "fill": "toself", "fillcolor": theme.TARGET_BAND, "line": {"width": 0}})
    for values in [lower] if upper == lower else [lower, upper]:
        for path in runs(days, values, 0, last):
            traces.append({**PATH, **path, "line": {"color": theme.TARGET, "width": 1.75, "dash": "dash"}})
    if line.marks:
        traces.append(
            {
                "type": "scatter", "mode": "markers", "x": [day.date().isoformat() for day, _, _ in line.marks], "y": [value for _, value, _ in line.marks],
                "text": [words for _, _, words in line.marks], "hovertemplate": "%{text}<extra></extra>",
                "marker": {"symbol": "line-ew", "size": 14, "line": {"color": theme.TARGET, "width": 3}},
            }
        )  # fmt: skip
    return traces


def tick_days(figures):
    """At most six labels along the foot, evenly placed, the last not at the very edge, where it would be cut off."""
    stride = max(1, ceil(len(figures) / 6))
    picked = figures[::-1][stride // 2 :: stride][::-1]
    return [(figure.period_end, tick_words(figure)) for figure in picked]


def tick_words(figure):
    """Two short lines, of which six have room on a phone: Apr over 2024, Q1 over 24-25, 2024- over 2025."""
    if figure.grain == "month":
        return wording.short_month(figure.period_end).replace(wording.NBSP, "<br>")
    if figure.grain == "quarter":
        year, quarter = figure.period.split(" ")
        return f"{quarter}<br>{year[2:]}"
    return f"{figure.period[:5]}<br>{figure.period_end.year}"


def level_words(indicator, name, value):
    """A level as it was set or published: a target of 85 is 85%, not 85.0%."""
    if name == "Target" and wording.whole(value):
        return wording.number(value) + wording.suffix(indicator)
    return wording.value(indicator, value)
