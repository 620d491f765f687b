"""The figure of a chart drawn by the server, so that the image to take away is of the very figure that the page shows.

What is known of the chart library's figures is what dashboard/charts.py and its users write: lines and points with gaps, areas, level and
upright shapes, words beside points; axes of numbers, of factors and of days. A test holds every chart of the pages to that.
"""

import re
from datetime import datetime
from math import ceil, floor, log10

from dashboard import charts, theme
from dashboard.images.frame import PAD, WIDTH, Drawn, paint, stroke, symbol_at, text, wide

LARGER = 1.12  # than on the page, so that words can be read on paper
TICKS = 12.5


def plotted(figure, width=(WIDTH - 2 * PAD) / LARGER):
    """A figure as a drawing, in the proportions of the page."""
    plot = Plot(figure, width)
    return Drawn(f"<g transform='scale({LARGER})'>{plot.body()}</g>", width * LARGER, plot.height * LARGER)


class Plot:
    def __init__(self, figure, width):
        self.data, self.layout = figure["data"], figure["layout"]
        self.x_axis, self.y_axis, self.notes = self.layout["xaxis"], self.layout["yaxis"], self.layout.get("annotations") or ()
        margin = self.layout["margin"]
        self.height = self.layout["height"]
        beside = [wide(plain(note["text"]), size_of(note), "<b>" in note["text"]) + note.get("xshift", 0) + 2 for note in self.notes if is_beside(note)]
        self.left = max([margin["l"] - 14, *(wide(words, TICKS) + 12 for _, words in self.y_ticks())])
        self.right, self.top, self.foot = width - max([12, *beside]), margin["t"], self.height - margin["b"]
        self.x_ends = [self.of_x(end) for end in self.x_axis["range"]] if self.x_axis.get("type") != "log" else self.x_axis["range"]
        self.y_ends = self.y_axis["range"]

    def body(self):
        return "".join([*self.grid(), *self.shapes("below"), *self.traces(), *self.shapes("above"), *self.axes(), *self.words()])

    # -- from values to places ---------------------------------------------------------------------------

    def of_x(self, value):
        if self.x_axis.get("type") == "log":
            return log10(value)
        if isinstance(value, str):
            when = datetime.fromisoformat(value)
            return when.toordinal() + when.hour / 24
        return value

    def x(self, value, is_ready=False):
        """`is_ready`: of an axis of factors, already its logarithm, as words beside points have it."""
        low, high = self.x_ends
        return self.left + ((value if is_ready else self.of_x(value)) - low) / ((high - low) or 1) * (self.right - self.left)

    def y(self, value):
        low, high = self.y_ends
        return self.foot - (value - low) / ((high - low) or 1) * (self.foot - self.top)

    def x_of(self, each, name="x"):
        """Where a shape or words stand: by the plot as a whole, or by its axis."""
        if each.get("xref") == "paper":
            return self.left + each[name] * (self.right - self.left)
        is_ready = self.x_axis.get("type") == "log" and not isinstance(each[name], str)
        return self.x(each[name], is_ready)

    def y_of(self, each, name="y"):
        return self.foot - each[name] * (self.foot - self.top) if each.get("yref") == "paper" else self.y(each[name])

    # -- axes -----------------------------------------------------------------------------------------------

    def y_ticks(self):
        axis = self.y_axis
        if "tickvals" in axis:
            return list(zip(axis["tickvals"], axis["ticktext"], strict=True))
        (low, high), step = sorted(axis["range"]), axis["dtick"]
        first = axis["tick0"] + ceil((low - axis["tick0"]) / step - 1e-9) * step
        decimals = int(re.search(r"\.(\d)f", axis.get("tickformat", ",.0f"))[1])
        return [(tick, f"{tick:,.{decimals}f}{axis.get('ticksuffix', '')}") for tick in (first + n * step for n in range(floor((high - first) / step + 1e-9) + 1))]

    def x_ticks(self):
        axis = self.x_axis
        if "tickvals" in axis:
            return list(zip(axis["tickvals"], axis["ticktext"], strict=True))
        low, high, step = charts.nice_range(axis["range"])
        return [(tick, f"{tick:,.0f}") for tick in (low + n * step for n in range(round((high - low) / step) + 1)) if axis["range"][0] <= tick <= axis["range"][1]]

    def grid(self):
        yield f"<clipPath id='plot'><rect x='{self.left:.1f}' y='{self.top - 4:.1f}' width='{self.right - self.left:.1f}' height='{self.foot - self.top + 8:.1f}'/></clipPath>"
        for value, words in self.y_ticks():
            yield stroke(f"M{self.left:.1f} {self.y(value):.1f}H{self.right:.1f}", self.y_axis.get("gridcolor", theme.LINE))
            yield text(self.left - 8, self.y(value) + 4.5, words, TICKS, theme.MUTED, "end")

    def axes(self):
        yield stroke(f"M{self.left:.1f} {self.foot:.1f}H{self.right:.1f}", theme.RULE)
        for value, words in self.x_ticks():
            yield stroke(f"M{self.x(value):.1f} {self.foot:.1f}v5", theme.RULE)
            for n, line in enumerate(str(words).split("<br>")):
                yield text(self.x(value), self.foot + 18 + 15 * n, line, TICKS, theme.MUTED, "middle")
        if title := (self.x_axis.get("title") or {}).get("text"):
            yield text((self.left + self.right) / 2, self.height - 8, title, TICKS, theme.MUTED, "middle")

    # -- what is drawn ------------------------------------------------------------------------------------

    def traces(self):
        for trace in self.data:
            points = [None if y is None else (self.x(x), self.y(y)) for x, y in zip(trace["x"], trace["y"], strict=True)]
            line, within = trace.get("line", {}), " clip-path='url(#plot)'"
            if trace.get("fill") == "toself":
                corners = "L".join(f"{x:.1f} {y:.1f}" for x, y in filter(None, points))
                yield f"<path d='M{corners}Z' {paint('fill', trace['fillcolor'])}{within}/>"
            if "lines" in trace["mode"] and line.get("width"):
                path = "".join(f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in run)}" for run in unbroken(points))
                yield stroke(path, line["color"], line["width"], dashes(line.get("dash")), f" stroke-linejoin='round'{within}") if path else ""
            if "markers" in trace["mode"]:
                yield from self.markers(trace["marker"], points)

    def markers(self, marker, points):
        edge = marker.get("line", {})
        each = lambda name, usual: marker.get(name, usual) if isinstance(marker.get(name), list) else [marker.get(name, usual)] * len(points)  # noqa: E731
        for at, colour, symbol, size in zip(points, each("color", edge.get("color")), each("symbol", "circle"), each("size", 6), strict=True):
            if at is not None and size:
                yield symbol_at(symbol, *at, size, colour, edge.get("color") if edge.get("width") else "", edge.get("width", 0))

    def shapes(self, layer):
        for shape in self.layout.get("shapes") or ():
            if (shape.get("layer", "above") == "below") != (layer == "below"):
                continue
            left, right, top, foot = (self.x_of(shape, "x0"), self.x_of(shape, "x1"), self.y_of(shape, "y1"), self.y_of(shape, "y0"))
            if shape["type"] == "rect":
                left, right = max(left, self.left), min(right, self.right)
                yield f"<rect x='{left:.1f}' y='{min(top, foot):.1f}' width='{max(0, right - left):.1f}' height='{abs(foot - top):.1f}' {paint('fill', shape['fillcolor'])}/>"
            elif self.left - 1 <= left <= self.right + 1:
                yield stroke(f"M{left:.1f} {foot:.1f}L{right:.1f} {top:.1f}", shape["line"]["color"], shape["line"]["width"], dashes(shape["line"].get("dash")))

    def words(self):
        for note in self.notes:
            x, y = self.x_of(note), self.y_of(note)
            size, is_bold = size_of(note), "<b>" in note["text"]
            if note.get("showarrow"):
                yield stroke(f"M{x:.1f} {y:.1f}L{x + note['ax']:.1f} {y + note['ay']:.1f}", note["arrowcolor"], note.get("arrowwidth", 1))
                x, y = x + note["ax"], y + note["ay"]
            x += note.get("xshift", 0)
            y -= note.get("yshift", 0)
            lines, anchor = [plain(line) for line in note["text"].split("<br>")], {"left": "start", "right": "end"}.get(note.get("xanchor"), "middle")
            long = max(wide(line, size, is_bold) for line in lines)
            if ground := note.get("bgcolor") or (theme.VEIL if note.get("showarrow") else ""):
                left = x - {"start": 0, "middle": long / 2, "end": long}[anchor]
                middle = y + {"top": size * 0.64, "bottom": -size * 0.64}.get(note.get("yanchor"), 0)
                edge = f" stroke='{note['bordercolor']}'" if note.get("bordercolor") else ""
                yield f"<rect x='{left - 2:.1f}' y='{middle - size / 2 - 2:.1f}' width='{long + 4:.1f}' height='{size + 4:.1f}' {paint('fill', ground)}{edge}/>"
            tall = (len(lines) - 1) * size * 1.25
            y += {"top": size, "bottom": -tall - 3}.get(note.get("yanchor"), size * 0.36 - tall / 2)
            for n, line in enumerate(lines):
                yield text(x, y + n * size * 1.25, line, size, (note.get("font") or {}).get("color", theme.INK), anchor, is_bold)


def is_beside(note):
    """Whether words stand to the right of the plot, where a line is named."""
    return note.get("xref") == "paper" and note.get("x") == 1 and note.get("xanchor") == "left"


def size_of(note):
    return (note.get("font") or {}).get("size", TICKS)


def plain(words):
    return re.sub(r"</?b>", "", words).replace("<br>", " ")


def dashes(dash):
    return {None: "", "solid": "", "dot": "2 3", "dash": "6 4"}.get(dash, (dash or "").replace("px", ""))


def unbroken(points):
    """The runs of a line between its gaps, those of one point left out."""
    run = []
    for at in [*points, None]:
        if at is not None:
            run.append(at)
            continue
        if len(run) > 1:
            yield run
        run = []
