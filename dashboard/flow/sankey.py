"""A flow as a drawing: bars for places, ribbons for those who went from one to another, names beside the bars.

Bars and ribbons are an image, stretched to whatever width there is; the names stand over it as links, in type that does not
stretch. What is unfinished is hollow, what was lost from sight is hatched. Heights are in proportion to numbers, save that nothing
is thinner than a hair.
"""

from dataclasses import dataclass
from xml.sax.saxutils import escape

from dashboard import svg, theme, wording
from dashboard.flow import words
from dashboard.images.frame import Drawn
from dashboard.plain import A, Div, Li, Span, Ul
from metrics.flow import FATES, NODES, STAGES, Flow, node_of

HEIGHT, SLOT, GAP = 470, 23, 7  # px; a slot has room for one line of a name
WIDTH, BAR = 1000, 9  # units of the drawing, which is stretched
LAST = 0.79  # where the last column stands, as a share of the width: its names need the rest
HAIR = 1.3
#: Ribbons and bars by kind of place they lead to.
FILLS = {"stage": (theme.OWN, 0.2), "out": (theme.USUAL, 0.16), "open": (theme.CARD, 1), "lost": ("url(#lost)", 1)}


@dataclass(frozen=True)
class Bar:
    node: str
    n: int
    column: int
    x: float  # units of the drawing
    top: float
    height: float

    @property
    def middle(self):
        return self.top + self.height / 2


@dataclass(frozen=True)
class Picture:
    bars: dict  # node: Bar
    ribbons: list  # (source, target, n, top at source, top at target, height)


def columns(flow: Flow):
    """The nodes of each column that anything came to, from top to bottom."""
    stages = STAGES[STAGES.index(flow.start) :]
    found = [[node for node in NODES[flow.start]]]
    for stage, following in zip(stages, (*stages[1:], None), strict=True):
        found.append([*(NODES[following] if following else ()), *(node_of(stage, fate) for fate in FATES[stage])])
    return [column for nodes in found if (column := [node for node in nodes if flow.into(node)])]


def picture(flow: Flow) -> Picture:
    placed = columns(flow)
    n = {node: flow.into(node) for column in placed for node in column}
    room = lambda column, scale: sum(max(SLOT, n[node] * scale) for node in column) + GAP * (len(column) - 1)  # noqa: E731
    low, high = 0.0, HEIGHT / max(1, flow.n)
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if all(room(column, middle) <= HEIGHT for column in placed) else (low, middle)
    scale, bars = low, {}
    step = LAST * WIDTH / max(1, len(placed) - 1)
    for place, column in enumerate(placed):
        top = 0.0
        for node in column:
            height = max(2.0, n[node] * scale)
            slot = max(SLOT, height)
            bars[node] = Bar(node, n[node], place, place * step, top + (slot - height) / 2, height)
            top += slot + GAP
    order = {node: place for place, node in enumerate(bars)}
    links = sorted(flow.links.items(), key=lambda link: (order[link[0][0]], order[link[0][1]]))
    left, arrived, ribbons = dict.fromkeys(bars, 0.0), dict.fromkeys(bars, 0.0), []
    for (source, target), count in links:
        ribbons.append((source, target, count, bars[source].top + left[source], bars[target].top + arrived[target], max(HAIR, count * scale)))
        left[source] += count * scale
        arrived[target] += count * scale
    return Picture(bars, ribbons)


def body(drawn: Picture):
    """The drawing without names."""
    parts = [
        f"<defs><pattern id='lost' width='6' height='6' patternUnits='userSpaceOnUse' patternTransform='rotate(45)'>"
        f"<rect width='6' height='6' fill='{theme.CARD}'/><rect width='2' height='6' fill='{theme.ATTENTION}' fill-opacity='.55'/></pattern></defs>"
    ]
    for source, target, _, out, into, height in drawn.ribbons:
        start, end = drawn.bars[source].x + BAR, drawn.bars[target].x
        middle = (start + end) / 2
        fill, opacity = FILLS[words.kind(target)]
        edge = f" stroke='{theme.SOFT}' stroke-dasharray='4 3' stroke-width='1' vector-effect='non-scaling-stroke'" if words.kind(target) == "open" else ""
        parts.append(
            f"<path d='M{start:.1f} {out:.1f}C{middle:.1f} {out:.1f} {middle:.1f} {into:.1f} {end:.1f} {into:.1f}V{into + height:.1f}"
            f"C{middle:.1f} {into + height:.1f} {middle:.1f} {out + height:.1f} {start:.1f} {out + height:.1f}Z' fill='{fill}' fill-opacity='{opacity}'{edge}/>"
        )
    for bar in drawn.bars.values():
        kind = words.kind(bar.node)
        fill = {"stage": theme.OWN, "out": theme.USUAL, "open": theme.CARD, "lost": "url(#lost)"}[kind]
        edge = {"open": theme.OWN, "lost": theme.ATTENTION}.get(kind)
        stroke = f" stroke='{edge}' stroke-width='1.4' vector-effect='non-scaling-stroke'" + (" stroke-dasharray='3 2'" if kind == "open" else "") if edge else ""
        parts.append(f"<rect x='{bar.x:.1f}' y='{bar.top:.1f}' width='{BAR}' height='{bar.height:.1f}' fill='{fill}'{stroke}/>")
    return "".join(parts)


def sankey(flow: Flow, alt, href):
    """The drawing with its names; `href(node)` is the way to the rows of a node."""
    drawn = picture(flow)
    return Div(
        [
            svg.drawing(body(drawn), WIDTH, HEIGHT, alt, stretched=True),
            Ul([name(flow, bar, href) for bar in drawn.bars.values()], **{"aria-label": "Where the paths went, column by column"}),
        ],
        className="sankey",
    )


def share(flow: Flow, bar: Bar):
    """Of all paths; nothing where paths begin, or where it would round to nothing."""
    return f" {wording.number(100 * bar.n / flow.n, 1)}%" if bar.column and bar.n >= 0.0005 * flow.n else ""


def name(flow: Flow, bar: Bar, href):
    return Li(
        A(
            [Span(wording.number(bar.n), className="strong"), " ", words.place(bar.node), Span(share(flow, bar), className="of")],
            href=href(bar.node),
            id=f"node-{bar.node.replace(':', '-')}",
        ),
        className=f"node node-{words.kind(bar.node)}",
        style={"left": f"{100 * (bar.x + BAR) / WIDTH:.2f}%", "top": f"{anchor(bar):.0f}px"},
    )


def anchor(bar: Bar):
    """How far down the middle of a name stands: at its bar's, or near the top of a tall one."""
    return min(bar.middle, bar.top + 26)


def standalone(flow: Flow) -> Drawn:
    """The drawing with its names, for an image to take away; wider than others, for names stand in every column."""
    drawn, width = picture(flow), 1160
    texts = []
    for bar in drawn.bars.values():
        texts.append(
            f"<text x='{(bar.x + BAR) * width / WIDTH + 7:.0f}' y='{anchor(bar) + 5:.0f}' font-size='15' fill='{theme.INK}' stroke='{theme.CARD}' stroke-opacity='.8' stroke-width='4' stroke-linejoin='round' paint-order='stroke'>"
            f"<tspan font-weight='700'>{wording.number(bar.n)}</tspan> {escape(words.place(bar.node))}<tspan fill='{theme.MUTED}'>{share(flow, bar)}</tspan></text>"
        )
    return Drawn(f"<g transform='scale({width / WIDTH} 1)'>{body(drawn)}</g>{''.join(texts)}", width, HEIGHT + 8)


KEYS = [("goes-on", "goes on"), ("leaves", "leaves"), ("open", "not known yet"), ("lost", "lost from sight")]
