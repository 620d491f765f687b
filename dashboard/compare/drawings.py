"""Pictures of the page of comparisons, drawn by the server: where one stands among all, lines by year, rank by year."""

from dashboard import theme
from dashboard.svg import drawing

FAINT = theme.EDGE  # the other authorities
SAME_WIDTH = "vector-effect='non-scaling-stroke'"  # of a line, however far its picture is stretched


def strip(values, own, england, neighbours, words, width=190, height=26):
    """Every authority as a faint tick from the lowest at the left to the highest; neighbours as taller ones, England as a post, own as a dot."""
    return drawing(strip_body(values, own, england, neighbours, width, height), width, height, words, className="strip")


def strip_body(values, own, england, neighbours, width, height):
    low, high = min(values), max(values)
    room, pad, middle = (high - low) or 1, 6, height / 2

    def x(value):
        return round(pad + (min(max(value, low), high) - low) / room * (width - 2 * pad), 1)

    faint = "".join(f"M{at:g} {middle - 4:g}v8" for at in sorted({x(value) for value in values}))
    taller = "".join(f"M{at:g} {middle - 8:g}v16" for at in sorted({x(value) for value in neighbours}))
    parts = [f"<path d='{faint}' stroke='{FAINT}'/>", f"<path d='{taller}' stroke='{theme.NEIGHBOURS}' stroke-width='1.6'/>" if taller else ""]
    if england is not None:
        parts.append(f"<path d='M{x(england)} 0V{height}' stroke='{theme.ENGLAND}' stroke-width='1.5' stroke-dasharray='2 2'/>")
    if own is not None:
        parts.append(f"<circle cx='{x(own)}' cy='{middle:g}' r='5' fill='{theme.OWN}' stroke='{theme.CARD}' stroke-width='1.5'/>")
    return "".join(parts)


def small_multiple(values, behind, low, high, colour, words, width=220, height=96, target=(), held=()):
    """A line by period on the scale that all of them share, gaps left open; `behind` is the line that each is set against, faint.

    `target`: what is aimed at in each period, dashed; `held`: the places of the period shown, shaded.
    """
    return drawing(multiple_body(values, behind, low, high, colour, width, height, target, held), width, height, words, className="multiple", stretched=True)


def multiple_body(values, behind, low, high, colour, width, height, target=(), held=()):
    pad = 7
    step = (width - 2 * pad) / max(1, len(values) - 1)
    room = (high - low) or 1

    def point(place, value):
        return f"{pad + place * step:.1f} {height - pad - (value - low) / room * (height - 2 * pad):.1f}"

    levels = "".join(f"M0 {height - pad - share * (height - 2 * pad):.1f}H{width}" for share in (0, 0.5, 1))
    parts = [f"<rect x='{pad + (held[0] - 0.5) * step:.1f}' width='{len(held) * step:.1f}' height='{height}' fill='{theme.BAND}'/>"] if held else []
    parts.append(f"<path d='{levels}' stroke='{theme.LINE}' {SAME_WIDTH}/>")
    parts += [each.replace("<path ", "<path stroke-dasharray='4 3' ") for each in _line(target, point, theme.TARGET, 1.2)]
    if behind is not None:
        parts += _line(behind, point, theme.SOFT, 1.2)
    parts += _line(values, point, colour, 2)
    known = [place for place, value in enumerate(values) if value is not None]
    if known:
        parts.append(_dots([point(known[-1], values[known[-1]])], colour, 7))
    return "".join(parts)


def caterpillar(found, own, neighbours, england, low, high, words, width=1200, height=230):
    """Everyone in order of rank: a dot each, and its interval as an upright line; a quarter of them between two pale posts."""
    n, pad = len(found), 10
    step, room = (width - 2 * pad) / max(1, n - 1), (high - low) or 1

    def x(place):
        return round(pad + place * step, 1)

    def y(value):
        return round(height - pad - (min(max(value, low), high) - low) / room * (height - 2 * pad), 1)

    quarters = "".join(f"M{pad + (n * quarter / 4 - 0.5) * step:.1f} 0V{height}" for quarter in (1, 2, 3))
    parts = [f"<path d='{quarters}' stroke='{theme.LINE}' stroke-width='1.5' {SAME_WIDTH}/>"]
    if england is not None:
        parts.append(f"<path d='M0 {y(england)}H{width}' stroke='{theme.ENGLAND}' stroke-width='1.5' stroke-dasharray='3 3' {SAME_WIDTH}/>")
    kinds = [("own" if one.authority.area == own else "neighbour" if one.authority.area in neighbours else "other") for one in found]
    for kind, colour, thick, size, cap in (("other", FAINT, 1.2, 4.5, "round"), ("neighbour", theme.NEIGHBOURS, 1.8, 8, "square"), ("own", theme.OWN, 2.6, 13, "round")):
        of_kind = [(place, one) for place, one in enumerate(found) if kinds[place] == kind]
        lines = "".join(f"M{x(place)} {y(one.interval[0])}V{y(one.interval[1])}" for place, one in of_kind if one.interval)
        parts.append(f"<path d='{lines}' stroke='{colour}' stroke-width='{thick}' {SAME_WIDTH}/>" if lines else "")
        parts.append(_dots([f"{x(place)} {y(one.authority.value)}" for place, one in of_kind], colour, size, cap))
    return drawing("".join(parts), width, height, words, className="caterpillar", stretched=True)


def rank_line(places, words, width=560, height=150):
    """The rank by year, the first at the top; lines across stand between quarters; gaps stay open."""
    most, pad = max(place.of for place in places if place), 8
    step = (width - 2 * pad) / max(1, len(places) - 1)

    def point(at, rank):
        return f"{pad + at * step:.1f} {pad + (rank - 1) / max(1, most - 1) * (height - 2 * pad):.1f}"

    quarters = "".join(f"M0 {pad + quarter / 4 * (height - 2 * pad):.1f}H{width}" for quarter in range(5))
    parts = [f"<path d='{quarters}' stroke='{theme.LINE}' {SAME_WIDTH}/>"]
    parts += _line([place and place.rank for place in places], point, theme.OWN, 2)
    parts.append(_dots([point(at, place.rank) for at, place in enumerate(places) if place], theme.OWN, 7))
    return drawing("".join(parts), width, height, words, className="rank-line", stretched=True)


def _dots(points, colour, size, cap="round"):
    """Dots that stay round, or square, when the picture is stretched: lines of no length."""
    if not points:
        return ""
    return f"<path d='{''.join(f'M{point}h0' for point in points)}' stroke='{colour}' stroke-width='{size}' stroke-linecap='{cap}' {SAME_WIDTH}/>"


def _line(values, point, colour, thick):
    """A line with its gaps; what has a gap on either side is a dot."""
    lines, alone, run = [], [], []
    for place, value in enumerate([*values, None]):
        if value is not None:
            run.append(point(place, value))
        elif run:
            (alone if len(run) == 1 else lines).append("L".join(run))
            run = []
    drawn = "".join(f"M{line}" for line in lines)
    parts = [f"<path d='{drawn}' stroke='{colour}' stroke-width='{thick}' stroke-linejoin='round' fill='none' {SAME_WIDTH}/>"] if drawn else []
    return [*parts, _dots(alone, colour, 2 * thick)]
