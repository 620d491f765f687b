"""Small drawings from the server: a line of 24 months, a bar for an interval.

A drawing costs a tenth of a chart component, prints, and is read out by its text. Colours have the meanings of
`theme`; nothing is said by colour alone: what is unfinished is hollow, targets are dashed.
"""

from dashboard import theme, wording
from dashboard.plain import Span, Svg

WIDTH, HEIGHT, PAD = 148, 36, 5


def drawing(body, width, height, words, className="", stretched=False):
    """A part of the page itself; `words` are read out instead. Only markup made here goes in: what it says of data is numbers.

    `stretched`: it fills whatever room the style sheet gives it, out of proportion too.
    """
    said = {"role": "img", "aria-label": words} if words else {"aria-hidden": "true"}
    fits = "none" if stretched else "xMinYMid"
    return Svg(body, viewBox=f"0 0 {width} {height}", width=width, height=height, preserveAspectRatio=fits, className=f"drawing {className}".strip(), **said)


def sparkline(indicator, figures, chosen, target=None, limits=None):
    """24 months as a line: the months of the chosen period shaded, gaps left open, what is unfinished hollow.

    `limits`: lower and upper limit of each figure, or None, drawn as a band behind it.
    """
    return shaded(line(indicator, figures, target, limits), figures, chosen)


def shaded(drawn, figures, chosen):
    """A line, as `line` gives it, with the months of the chosen period shaded behind it; it is the same for every period."""
    if drawn is None:
        return Span([wording.DASH, Span("nothing to draw", className="sr-only")], className="muted")
    body, words = drawn
    held = [n for n, figure in enumerate(figures) if figure.period_start >= chosen.start and figure.period_end <= chosen.end]
    if held:
        step = (WIDTH - 2 * PAD) / max(1, len(figures) - 1)
        left, right = max(0, PAD + (held[0] - 0.5) * step), min(WIDTH, PAD + (held[-1] + 0.5) * step)
        body = f"<rect x='{left:.1f}' width='{right - left:.1f}' height='{HEIGHT}' rx='2' fill='{theme.BAND}'/>{body}"
    return drawing(body, WIDTH, HEIGHT, words, className="spark")


def line(indicator, figures, target=None, limits=None):
    """The line of `sparkline` and what is read out in its place; None where there is nothing to draw."""
    points = [(figure.value if figure.status in ("ok", "incomplete") else None) for figure in figures]
    known = [value for value in points if value is not None]
    if not known:
        return None
    low, high = min(known), max(known)
    if target is not None:
        low, high = min(low, target), max(high, target)
    within = [pair for pair in limits or () if pair]
    if within:
        low, high = min(low, *(lower for lower, _ in within)), max(high, *(upper for _, upper in within))
    room = (high - low) or 1
    step = (WIDTH - 2 * PAD) / max(1, len(points) - 1)

    def height(value):
        return round(HEIGHT - PAD - (value - low) / room * (HEIGHT - 2 * PAD), 1) if high > low else HEIGHT / 2

    x = [round(PAD + place * step, 1) for place in range(len(points))]
    y = [None if value is None else height(value) for value in points]

    parts = []
    if within:
        parts += band(x, limits, height)
    if target is not None:
        parts.append(
            f"<path d='M{PAD} {height(target)}H{WIDTH - PAD}' stroke='{theme.TARGET}' stroke-dasharray='3 2.5' fill='none'/>"
        )
    last = max(n for n, value in enumerate(points) if value is not None)
    open_end = figures[last].status == "incomplete"
    run = []
    lines = []
    for n, value in enumerate(points):
        settled = value is not None and figures[n].status == "ok"
        if settled:
            run.append(f"{x[n]} {y[n]}")
        if run and (not settled or n == len(points) - 1):
            lines.append(run)
            run = []
    for run in lines:
        if len(run) == 1:
            cx, cy = run[0].split()
            parts.append(f"<circle cx='{cx}' cy='{cy}' r='1.4' fill='{theme.OWN}'/>")
        else:
            parts.append(
                f"<path d='M{'L'.join(run)}' stroke='{theme.OWN}' stroke-width='1.5' stroke-linejoin='round' fill='none'/>"
            )
    for n in range(1, len(points)):
        if figures[n].status == "incomplete" and points[n] is not None and points[n - 1] is not None:
            parts.append(
                f"<path d='M{x[n - 1]} {y[n - 1]}L{x[n]} {y[n]}' stroke='{theme.OWN}'"
                f" stroke-width='1.2' stroke-dasharray='2 2' fill='none'/>"
            )
    fill = theme.CARD if open_end else theme.OWN
    parts.append(
        f"<circle cx='{x[last]}' cy='{y[last]}' r='3' fill='{fill}' stroke='{theme.OWN}' stroke-width='1.4'/>"
    )
    return "".join(parts), sparkline_words(indicator, figures)


def band(x, limits, height):
    """What lies between the limits, a shape for each run of months that have them, with a corner only where they change."""
    last = len(limits) - 1
    upper, lower = [], []
    for n, pair in enumerate(limits):
        if not pair:
            continue
        ends = n == last or not limits[n + 1]
        if not upper or ends or not limits[n - 1] == pair == limits[n + 1]:
            lower.append(f"{x[n]} {height(pair[0])}")
            upper.append(f"{x[n]} {height(pair[1])}")
        if ends:
            yield f"<path d='M{'L'.join(upper)}L{'L'.join(reversed(lower))}Z' fill='{theme.WITHIN}'/>"
            upper, lower = [], []


def sparkline_words(indicator, figures):
    """The line in words: where it starts, its lowest and highest, where it ends."""
    settled = [figure for figure in figures if figure.status == "ok"]
    if not settled:
        return "No settled month among the last 24."
    first, last = settled[0], settled[-1]
    low, high = min(settled, key=lambda f: f.value), max(settled, key=lambda f: f.value)
    words = (
        f"{wording.month(first.period_start)} {wording.value(indicator, first.value)}, "
        f"{wording.month(last.period_start)} {wording.value(indicator, last.value)}; "
        f"lowest {wording.value(indicator, low.value)} in {wording.month(low.period_start)}, "
        f"highest {wording.value(indicator, high.value)} in {wording.month(high.period_start)}."
    )
    final = figures[-1]
    if final.status == "incomplete" and final.value is not None:
        words += f" {wording.month(final.period_start)} is unfinished: {wording.value(indicator, final.value)} so far."
    return words


def bar(figure, high):
    """A count as a bar from nothing; the number itself stands beside it."""
    width, height, pad = 280, 22, 8
    length = round(figure.value / (high or 1) * (width - 2 * pad), 1)
    edge = f"stroke='{theme.OWN}' stroke-dasharray='3 2'" if figure.status == "incomplete" else ""
    fill = theme.CARD if edge else theme.OWN
    body = (
        f"<path d='M{pad} {height / 2}H{width - pad}' stroke='{theme.LINE}'/>"
        f"<rect x='{pad}' y='{height / 2 - 4}' width='{max(length, 1)}' height='8' rx='1.5' fill='{fill}' {edge}/>"
    )
    return drawing(body, width, height, "", className="interval")


def interval(figure, low, high, words, target=None):
    """A value with its 95 % interval on a scale shared by the rows of a table."""
    width, height, pad = 280, 22, 8
    room = (high - low) or 1

    def x(value):
        return round(pad + (min(max(value, low), high) - low) / room * (width - 2 * pad), 1)

    middle = height / 2
    parts = [f"<path d='M{pad} {middle}H{width - pad}' stroke='{theme.LINE}'/>"]
    if target is not None:
        parts.append(f"<path d='M{x(target)} 1V{height - 1}' stroke='{theme.TARGET}' stroke-dasharray='3 2.5'/>")
    if figure.lower is not None and figure.upper is not None:
        parts.append(
            f"<path d='M{x(figure.lower)} {middle}H{x(figure.upper)}' stroke='{theme.SOFT}' stroke-width='5' stroke-linecap='round'/>"
        )
    fill = theme.CARD if figure.status == "incomplete" else theme.OWN
    parts.append(
        f"<circle cx='{x(figure.value)}' cy='{middle}' r='4' fill='{fill}' stroke='{theme.OWN}' stroke-width='1.5'/>"
    )
    return drawing("".join(parts), width, height, words, className="interval")


def small_line(amounts, words, width=108, height=28):
    """A line of amounts by month, from nothing, or the lowest below it, to the highest; gaps (None) stay open. `words` are read out instead."""
    known = [amount for amount in amounts if amount is not None]
    if len(known) < 2:
        return Span([wording.DASH, Span("nothing to draw", className="sr-only")], className="muted")
    pad, low, high = 4, min(0, *known), max(known)
    room = (high - low) or 1
    step = (width - 2 * pad) / max(1, len(amounts) - 1)
    runs, run = [], []
    for n, amount in enumerate([*amounts, None]):
        if amount is not None:
            run.append(f"{pad + n * step:.1f} {height - pad - (amount - low) / room * (height - 2 * pad):.1f}")
        elif run:
            runs.append(run)
            run = []
    parts = [f"<path d='M{pad} {height - pad}H{width - pad}' stroke='{theme.LINE}'/>"]
    for run in runs:
        if len(run) == 1:
            cx, cy = run[0].split()
            parts.append(f"<circle cx='{cx}' cy='{cy}' r='1.4' fill='{theme.OWN}'/>")
        else:
            parts.append(f"<path d='M{'L'.join(run)}' stroke='{theme.OWN}' stroke-width='1.4' stroke-linejoin='round' fill='none'/>")
    cx, cy = runs[-1][-1].split()
    parts.append(f"<circle cx='{cx}' cy='{cy}' r='2.4' fill='{theme.OWN}'/>")
    return drawing("".join(parts), width, height, words, className="small-line")


def two_bars(usable, unusable, width=120, height=10):
    """How much of a column is usable (solid), and how much is filled and not usable (hatched): shares of 1, beside words that say it."""
    inner = width - 2
    solid, hatched = round(usable * inner, 1), round(unusable * inner, 1)
    if unusable:
        hatched = max(hatched, 2)
        solid = min(solid, inner - hatched)
    body = (
        f"<rect x='.5' y='.5' width='{width - 1}' height='{height - 1}' rx='2' fill='{theme.CARD}' stroke='{theme.EDGE}'/>"
        f"<rect x='1' y='1' width='{solid}' height='{height - 2}' rx='1.5' fill='{theme.SOFT}'/>"
        f"<path d='M{1 + solid} {height / 2}h{hatched}' stroke='{theme.ATTENTION}' stroke-width='{height - 2}' stroke-dasharray='2 1.5'/>"
    )
    return drawing(body, width, height, "", className="two-bars")
