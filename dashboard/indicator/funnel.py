"""Funnels and ranked strips: each of many set beside all of them, given how much it rests on."""

from dataclasses import dataclass
from math import floor, log10

from dashboard import charts, theme, wording
from dashboard import plain as html
from metrics.funnels import OUTER

HEIGHT = 400
#: Widths that a plot has, from a phone's to a wide screen's, and its height, in px: labels may touch at none of them.
WIDTHS, ROOM = (240, 540, 880, 1250), HEIGHT - 74
LETTER, LINE = 6.4, 16


@dataclass(frozen=True)
class Dot:
    """One of many: `size` is its denominator, `kind` a key of KINDS; `label` is written beside it where there is room."""

    name: str
    size: float
    value: float
    kind: str
    hover: str
    label: str = ""


KINDS = {
    "other": {"color": theme.CARD, "symbol": "circle", "size": 7, "opacity": 1, "line": {"color": theme.EDGE, "width": 1.25}},
    "neighbour": {"color": theme.NEIGHBOURS, "symbol": "diamond", "size": 9.5, "opacity": 1, "line": {"color": theme.CARD, "width": 1}},
    "inside": {"color": theme.SOFT, "symbol": "circle", "size": 10, "opacity": 1, "line": {"color": theme.CARD, "width": 1}},
    "outside": {"color": theme.ATTENTION, "symbol": "diamond", "size": 11.5, "opacity": 1, "line": {"color": theme.CARD, "width": 1}},
    "chosen": {"color": theme.OWN, "symbol": "circle", "size": 13, "opacity": 1, "line": {"color": theme.CARD, "width": 1}},
    "own": {"color": theme.OWN, "symbol": "circle", "size": 13, "opacity": 1, "line": {"color": theme.CARD, "width": 1}},
    "now": {"color": theme.CARD, "symbol": "circle", "size": 12, "opacity": 1, "line": {"color": theme.OWN, "width": 2.5}},
}


def funnel_chart(funnel, dots, *, scale, percent, of, centre, adjusted=False):
    """The figure of a funnel: limits as curves, a dot each. `scale` turns its proportions or rates into values; `of` names the axis below."""
    sizes = [dot.size for dot in dots]
    is_wide = max(sizes) > 12 * min(sizes)
    smallest, largest = (min(sizes) * 0.8, max(sizes) * 1.12) if is_wide else (max(min(sizes) * 0.5, 0.5), max(sizes) * 1.08)
    mean = scale * funnel.mean
    low, high, step = charts.nice_range([*(dot.value for dot in dots), mean], floor_at=0, ceiling_at=100 if percent else None)
    traces, ends = [], []
    for (coverage, side), (n, limit) in funnel.curves(smallest, largest, adjusted).items():
        y = [scale * each for each in limit]
        style = {"color": theme.MUTED, "width": 1.25, "dash": "solid" if coverage == OUTER else "5px 4px"}
        traces.append({**charts.PATH, "x": [float(each) for each in n], "y": y, "line": style})
        if low < y[-1] < (100 if percent else high):
            ends.append((y[-1], f"{coverage * 100:g}%", theme.MUTED))
    traces.append({**charts.PATH, "x": [smallest, largest], "y": [mean, mean], "line": {"color": theme.ENGLAND, "width": 1.5, "dash": "dot"}})
    x = (lambda size: log10(size / smallest) / log10(largest / smallest)) if is_wide else (lambda size: (size - smallest) / (largest - smallest))
    layout = frame(low, high, step, percent, [*ends, (mean, centre, theme.ENGLAND)])
    layout["xaxis"] |= {
        "title": {"text": of, "font": {"size": 12.5}, "standoff": 8},
        **(wide_axis(smallest, largest) if is_wide else narrow_axis(smallest, largest)),
    }
    spots = [(x(dot.size), (dot.value - low) / ((high - low) or 1)) for dot in dots]
    layout["annotations"] += [at(dot.size, dot, is_wide, place) for dot, place in placed(dots, spots)]
    return {"data": traces + dots_of(dots, [dot.size for dot in dots]), "layout": layout}


def strip_chart(dots, ranks, *, percent, levels, best, intervals=()):
    """The figure of a ranked strip, `best` (or highest) at the left: value by rank, a quarter of them between upright lines.

    `levels`: (value, name, colour) of level lines; `intervals`: (rank, low, high, colour) of upright ones.
    """
    n = max(ranks)
    low, high, step = charts.nice_range(
        [*(dot.value for dot in dots), *(value for value, _, _ in levels), *(end for _, *ends, _ in intervals for end in ends)], floor_at=0, ceiling_at=100 if percent else None
    )
    traces = [{**charts.PATH, "x": [rank, rank], "y": [lower, upper], "line": {"color": colour, "width": 1.5}} for rank, lower, upper, colour in intervals]
    traces += [
        {**charts.PATH, "x": [0, n + 1], "y": [value, value], "line": {"color": colour, "width": 1.5, "dash": "dot"}} for value, _, colour in levels
    ]
    layout = frame(low, high, step, percent, levels)
    quarters = [n * quarter / 4 + 0.5 for quarter in (1, 2, 3)]
    layout["shapes"] = [charts.upright(each, each, type="line", line={"color": theme.LINE, "width": 1}) for each in quarters]
    ticks = sorted({1, *(round(n * quarter / 4) for quarter in (1, 2, 3)), n})
    layout["xaxis"] |= {
        "range": [-1, n + 2], "tickvals": ticks, "ticktext": [str(each) for each in ticks],
        "title": {"text": f"Rank, the {best} first", "font": {"size": 12.5}, "standoff": 8},
    }  # fmt: skip
    spots = [((rank + 1) / (n + 3), (dot.value - low) / ((high - low) or 1)) for dot, rank in zip(dots, ranks, strict=True)]
    rank_of = {id(dot): rank for dot, rank in zip(dots, ranks, strict=True)}
    layout["annotations"] += [at(rank_of[id(dot)], dot, False, place) for dot, place in placed(dots, spots)]
    return {"data": traces + dots_of(dots, ranks), "layout": layout}


def dots_of(dots, x):
    """One trace for each kind, those that matter last, so that they lie on top."""
    traces = []
    for kind, marker in KINDS.items():
        chosen = [(at, dot) for at, dot in zip(x, dots, strict=True) if dot.kind == kind]
        if chosen:
            traces.append(
                {
                    "type": "scatter", "mode": "markers", "x": [at for at, _ in chosen], "y": [dot.value for _, dot in chosen],
                    "text": [dot.hover for _, dot in chosen], "hovertemplate": "%{text}<extra></extra>", "marker": marker, "cliponaxis": False,
                }
            )  # fmt: skip
    return traces


def frame(low, high, step, percent, ends):
    """What all these charts share: axes that cannot be moved, and the names of lines at their right ends."""
    return {
        **charts.LOOK,
        "height": HEIGHT,
        "margin": {"l": 48, "r": 96, "t": 14, "b": 60},
        "xaxis": {**charts.X_AXIS},
        "yaxis": charts.y_axis(low, high, step, percent, below=0.03, above=0.04),
        "annotations": [charts.name_at_end(*end, shift=6, size=11.5) for end in charts.spread(ends, low, high, ROOM)],
    }


def narrow_axis(smallest, largest):
    return {"range": [smallest, largest], "nticks": 5, "tickformat": ",.0f"}


def wide_axis(smallest, largest):
    """An axis by factors, with round numbers on it."""
    ticks, power = [], 10 ** floor(log10(smallest))
    while power <= largest:
        ticks += [size * power for size in (1, 2, 5) if smallest <= size * power <= largest]
        power *= 10
    if len(ticks) > 6:
        ticks = [tick for tick in ticks if not str(int(tick)).startswith("2")]
    return {
        "type": "log", "range": [log10(smallest), log10(largest)], "tickvals": ticks, "ticktext": [short_number(tick) for tick in ticks], "tickangle": 0,
    }  # fmt: skip


def short_number(n):
    return f"{n / 1000:g}k" if n >= 10_000 else wording.number(n)


def at(x, dot, is_wide, place):
    ax, ay, anchor = place
    return {
        "x": log10(x) if is_wide else x, "y": dot.value, "ax": ax, "ay": ay, "text": dot.label, "xanchor": anchor, "yanchor": "middle", "showarrow": True,
        "arrowhead": 0, "arrowwidth": 1, "arrowcolor": theme.RULE, "standoff": 5, "bgcolor": theme.VEIL, "borderpad": 1,
        "font": {"size": 12, "color": theme.OWN if dot.kind in ("own", "now", "chosen") else theme.INK},
    }  # fmt: skip


#: Where a label may stand beside its dot, nearest first: px to the side and down, and which end of it is nearest.
PLACES = [
    (sideways * far, down, anchor)
    for far, down in ((12, 0), (14, -15), (14, 15), (18, -30), (18, 30), (24, -46), (24, 46), (30, -64), (30, 64), (36, -84), (36, 84))
    for sideways, anchor in ((1, "left"), (-1, "right"), (0, "center"))
    if sideways or down
]


def placed(dots, spots):
    """For each dot with a label that has room: the dot, and where its label stands, so that no two labels touch at any width.

    `spots`: each dot's place in the plot, 0 to 1 from the left and from the foot. Of the places that have room one that hides
    few dots and is near is taken. A label without room is left out: the table has it.
    """
    here = [[(across * width, (1 - up) * ROOM) for across, up in spots] for width in WIDTHS]
    taken, found = [[] for _ in WIDTHS], []
    order = sorted(range(len(dots)), key=lambda n: list(KINDS).index(dots[n].kind), reverse=True)
    for n in (n for n in order if dots[n].label):
        room = []
        for nth, place in enumerate(PLACES):
            boxes = [box_of(dots[n].label, *points[n], place) for points in here]
            if all(
                fits(box, width) and not any(touches(box, other) for other in boxes_there)
                for box, width, boxes_there in zip(boxes, WIDTHS, taken, strict=True)
            ):
                hidden = sum(
                    8 if dot.label else 1
                    for box, points in zip(boxes, here, strict=True)
                    for dot, (x, y) in zip(dots, points, strict=True)
                    if touches(box, (x - 4, y - 4, x + 4, y + 4))
                )
                room.append((hidden / len(WIDTHS) + nth, boxes, place))
        if room:
            _, boxes, place = min(room, key=lambda each: each[0])
            for boxes_there, box in zip(taken, boxes, strict=True):
                boxes_there.append(box)
            found.append((dots[n], place))
    return found


def box_of(label, x, y, place):
    ax, ay, anchor = place
    width = LETTER * len(label) + 6
    left = x + ax - {"left": 0, "center": width / 2, "right": width}[anchor]
    return left, y + ay - LINE / 2, left + width, y + ay + LINE / 2


def fits(box, width):
    return box[0] > -6 and box[2] < width + 6 and box[1] > -12 and box[3] < ROOM + 2


def touches(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def in_words(figure, id, words):
    """The chart, read out as words: what it draws stands in the table beside it."""
    drawn = charts.graph(figure, id)
    drawn.style = {"height": f"{HEIGHT}px"}
    return html.Div(drawn, role="img", className="chart-cut chart-whole", **{"aria-label": words})


def heading_of(indicator):
    """What a denominator counts, as the name of an axis."""
    of = wording.clause(indicator.of)
    return of[:1].upper() + of[1:]


def key(kind, text):
    return html.Li(text, className=f"key key-{kind}")
