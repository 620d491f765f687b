"""Every interactive chart comes from here.

Figures are plain dictionaries: a go.Figure takes six times the bytes and the time. The chart library is told,
once, that it may not offer to upload anything (stock plotly.js 4 shows a "share" button that does).
"""

from datetime import timedelta
from math import ceil, floor, log10

from dash import dcc

from dashboard import theme, wording

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
    """The one way to a chart."""
    return dcc.Graph(
        id=id, figure=figure, config=CONFIG, responsive=True, className="chart", style={"height": f"{HEIGHT}px"}
    )


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


def trend(indicator, figures, chosen, references, context=(), own_name=""):
    """The line of one indicator, with level lines for target, neighbours and England.

    `references`: (name, value, colour, dash). `context`: a second series in the same grain, drawn thin behind:
    all teams, where one team is shown. Gaps are gaps; what is unfinished is hollow and its line dotted.
    """
    drawn = [figure for figure in figures if figure.status in ("ok", "incomplete") and figure.value is not None]
    behind = [figure for figure in context if figure.status == "ok"]
    values = [figure.value for figure in [*drawn, *behind]] + [value for _, value, _, _ in references]
    percent = indicator.unit == "percent"
    low, high, step = nice_range(values, floor_at=0, ceiling_at=100 if percent else None)
    first, last = figures[0].period_end, figures[-1].period_end
    edge = max(timedelta(days=8), (last - first) / 45)
    traces = []
    if behind:
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [figure.period_end.date().isoformat() for figure in context],
                "y": [figure.value if figure.status == "ok" else None for figure in context],
                "line": {"color": theme.ALL_TEAMS, "width": 1.5},
                "hoverinfo": "skip",
            }
        )
    x = [figure.period_end.date().isoformat() for figure in figures]
    hover = [hover_words(indicator, figure) for figure in figures]
    traces.append(
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": x,
            "y": [figure.value if figure.status == "ok" else None for figure in figures],
            "text": hover,
            "hovertemplate": "%{text}<extra></extra>",
            "connectgaps": False,
            "line": {"color": theme.OWN, "width": 2.25},
            "marker": {
                "color": theme.OWN,
                "opacity": 1,
                "size": [12 if figure.period == chosen.label else 6.5 for figure in figures],
                "line": {"color": theme.CARD, "width": 1},
            },
        }
    )
    for n, figure in enumerate(figures):
        if figure.status != "incomplete" or figure.value is None:
            continue
        joined = n and figures[n - 1].value is not None and figures[n - 1].status in ("ok", "incomplete")
        places = [n - 1, n] if joined else [n]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": [x[place] for place in places],
                "y": [figures[place].value for place in places],
                "text": [hover[place] for place in places],
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
    labels = []
    for name, value, colour, dash in references:
        level = {
            "x": [first - edge, last + edge],
            "y": [value, value],
            "line": {"color": colour, "width": 1.75, "dash": dash},
        }
        traces.insert(0, {"type": "scatter", "mode": "lines", "hoverinfo": "skip", **level})
        labels.append((value, f"{name} {level_words(indicator, name, value)}", colour))
    settled = [figure for figure in drawn if figure.status == "ok"]
    if settled and (references or behind):
        labels.append((settled[-1].value, f"<b>{own_name}</b>", theme.OWN))
    if behind:
        labels.append((behind[-1].value, "All teams", theme.ALL_TEAMS))
    annotations = [
        {
            "xref": "paper",
            "x": 1,
            "y": height,
            "xanchor": "left",
            "yanchor": "middle",
            "xshift": 14,
            "text": text,
            "showarrow": False,
            "font": {"size": 12.5, "color": colour},
        }
        for height, text, colour in spread(labels, low, high, HEIGHT - 60)
    ]
    decimals = 0 if step >= 1 and step == int(step) else 1
    ticks = tick_days(figures)
    layout = {
        "height": HEIGHT,
        "margin": {"l": 52, "r": LABEL_ROOM if labels else 16, "t": 14, "b": 46},
        "paper_bgcolor": theme.CARD,
        "plot_bgcolor": theme.CARD,
        "font": {"family": theme.FONT, "size": 12.5, "color": theme.MUTED},
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": theme.INK, "bordercolor": theme.INK, "font": {"color": theme.CARD, "size": 13}},
        "dragmode": False,
        "xaxis": {
            "type": "date",
            "range": [(first - edge).isoformat(), (last + edge).isoformat()],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "tickvals": [day.date().isoformat() for day, _ in ticks],
            "ticktext": [text for _, text in ticks],
            "tickangle": 0,
            "linecolor": "#c3ccd6",
            "showline": True,
            "ticks": "outside",
            "ticklen": 4,
            "tickcolor": "#c3ccd6",
        },
        "yaxis": {
            "range": [low - (high - low) * 0.02, high + (high - low) * 0.03],
            "fixedrange": True,
            "gridcolor": theme.LINE,
            "zeroline": False,
            "dtick": step,
            "tick0": low,
            "tickformat": f",.{decimals}f",
            "ticksuffix": "%" if percent else "",
        },
        "annotations": annotations,
    }
    return {"data": traces, "layout": layout}


def tick_days(figures):
    """At most six labels along the foot, evenly placed, the last not at the very edge, where it would be cut off."""
    stride = max(1, ceil(len(figures) / 6))
    picked = figures[::-1][stride // 2 :: stride][::-1]
    return [(figure.period_end, tick_words(figure)) for figure in picked]


def tick_words(figure):
    """Two short lines: Apr over 2024, Q1 over 2024-25."""
    if figure.grain == "month":
        return wording.short_month(figure.period_end).replace(wording.NBSP, "<br>")
    if figure.grain == "quarter":
        year, quarter = figure.period.split(" ")
        return f"{quarter}<br>{year}"
    return figure.period


def level_words(indicator, name, value):
    """A level as it was set or published: a target of 85 is 85%, not 85.0%."""
    if name == "Target" and wording.whole(value):
        return wording.number(value) + wording.suffix(indicator)
    return wording.value(indicator, value)


def hover_words(indicator, figure):
    if figure.value is None:
        return ""
    when = figure.period if figure.grain != "month" else wording.month(figure.period_start)
    parts = [f"<b>{wording.value(indicator, figure.value)}</b>", when]
    counts = wording.counts(indicator, figure)
    if counts:
        parts.insert(1, counts)
    if figure.status == "incomplete":
        parts.append("unfinished")
    return "<br>".join(parts)
