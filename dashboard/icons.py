"""What a control chart says, as small round signs: whether a change is real, and whether the target will be met.

They follow the shape language of NHS England's Making Data Count, in a drawing of our own: a ring with points that rise, fall or
wander for variation; a ring with P, F or ? above a dashed target for assurance. Each is a picture, on a white ground of its own, so
that neither print nor forced colours lose it, and each stands beside its words.
"""

from dashboard import svg, theme
from dashboard.plain import Span

#: What each says, short and long. `None` is that nothing can be said.
VARIATION = {
    "improvement": ("Improving", "More than its usual ups and downs, and for the better"),
    "concern": ("Concern", "More than its usual ups and downs, and for the worse"),
    "up": ("Unusually high", "Higher than its usual ups and downs; neither way is good in itself"),
    "down": ("Unusually low", "Lower than its usual ups and downs; neither way is good in itself"),
    "common": ("Usual variation", "Nothing beyond its usual ups and downs"),
    None: ("Too few months", "Fewer than 13 months: nothing can be told from usual ups and downs; nor where each figure looks over twelve months"),
}
ASSURANCE = {
    "pass": ("Usually met", "While nothing changes, every month will meet the target: the limits leave no room to miss it"),
    "hit or miss": ("Hit or miss", "The target lies within the usual ups and downs: months meet it or miss it by chance"),
    "fail": ("Usually missed", "While nothing changes, no month will meet the target: it lies beyond the limits"),
}
COLOURS = {
    "improvement": theme.IMPROVEMENT,
    "concern": theme.ATTENTION,
    "up": theme.UNUSUAL,
    "down": theme.UNUSUAL,
    "common": theme.USUAL,
    None: theme.USUAL,
    "pass": theme.IMPROVEMENT,
    "hit or miss": theme.USUAL,
    "fail": theme.ATTENTION,
}

RISE = ((5.9, 15.9), (9.9, 14), (13.5, 10.3), (17.6, 7.8))
WANDER = ((4.8, 12.9), (8.4, 9.4), (12, 14.2), (15.6, 9.8), (19.2, 12.6))
P = "M9.3 15.4V5.2H12.600a3 3 0 0 1 0 6H9.3"
F = "M9.6 15.4V5.2H15M9.6 10.1H14"
ASK = "M9.1 7.9a2.9 2.9 0 1 1 4.5 2.400C12.5 11 12 11.6 12 12.700M12 15v.6"
LETTERS = {"pass": P, "fail": F, "hit or miss": ASK}

#: The shape of a point on a chart, by what it says: as plotly names it, and as it is drawn in a key of 16 by 16.
MARKERS = {
    "improvement": ("diamond", "M8 1.5L14.5 8L8 14.5L1.5 8Z"),
    "concern": ("square", "M2.6 2.6H13.4V13.4H2.6Z"),
    "up": ("triangle-up", "M8 1.8L14.6 13.2H1.4Z"),
    "down": ("triangle-down", "M8 14.2L1.4 2.8H14.6Z"),
    "common": ("circle", "M8 4.4a3.6 3.6 0 1 1 0 7.2a3.6 3.6 0 1 1 0-7.2Z"),
}

_made = {}


def variation(kind, rises=True, size=22):
    """The sign of what a point says. `rises`: whether it is above or below what is usual, for signs that show it."""
    colour = COLOURS[kind]
    if kind is None:
        body = f"<path d='M8 12H16' stroke='{colour}' stroke-width='1.8'/>"
    else:
        points = WANDER if kind == "common" else RISE if rises else tuple((x, 23.7 - y) for x, y in RISE)
        line = "L".join(f"{x} {y:.4g}" for x, y in points)
        dots = "".join(f"<circle cx='{x}' cy='{y:.4g}' r='1.7' fill='{colour}'/>" for x, y in points)
        body = f"<path d='M{line}' stroke='{colour}' stroke-width='1.1' fill='none'/>{dots}"
    return _picture(("variation", kind, rises, size), body, colour, size, dashed=kind is None)


def assurance(kind, size=22):
    """The sign of whether a target will be met: P for pass, F for fail, ? for hit or miss."""
    colour = COLOURS[kind]
    body = (
        f"<path d='{LETTERS[kind]}' stroke='{colour}' stroke-width='2' stroke-linecap='round' stroke-linejoin='round' fill='none'/>"
        f"<path d='M5.8 18.6H18.2' stroke='{colour}' stroke-width='1.4' stroke-dasharray='2.3 1.5'/>"
    )
    return _picture(("assurance", kind, size), body, colour, size)


def _picture(key, body, colour, size, dashed=False):
    """Made once: hundreds of them stand on the scorecard, and there are nine."""
    if key not in _made:
        dash = " stroke-dasharray='2.6 2'" if dashed else ""
        ring = f"<circle cx='12' cy='12' r='10.9' fill='{theme.CARD}' stroke='{colour}' stroke-width='1.7'{dash}/>"
        _made[key] = svg.sign(ring + body, size, 24)
    return _made[key]


def marker(kind):
    """A point of a chart, for its key."""
    return svg.sign(f"<path d='{MARKERS[kind][1]}' fill='{COLOURS[kind]}'/>", 14, 16)


def says(point):
    """What a point of a chart says, and the rule that makes it: Improving: seven on one side."""
    words = VARIATION[point.kind][0]
    return f"{words}: {point.special}" if point.special else words


def beside(picture, words, more=None):
    """A sign with its words, and small print of it."""
    return Span([picture, Span([words, Span(more, className="sr-only")] if more else words)], className="said-by")
