"""What a control chart says, as small round signs: whether a change is real, and whether the target will be met.

They follow the shape language of NHS England's Making Data Count, in a drawing of our own: a ring with points that rise, fall or
wander for variation; a ring with P, F or ? above a dashed target for assurance. Each is a picture, on a white ground of its own, so
that neither print nor forced colours lose it, and each stands beside its words.
"""

from dashboard import theme
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
FALL = tuple((x, 23.7 - y) for x, y in RISE)
WANDER = ((4.8, 12.9), (8.4, 9.4), (12, 14.2), (15.6, 9.8), (19.2, 12.6))
LINES = {"common": WANDER} | {f"{kind}-{way}": points for kind in ("improvement", "concern", "up", "down") for way, points in (("rises", RISE), ("falls", FALL))}
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


def variation(kind, rises=True):
    """The sign of what a point says. `rises`: whether it is above or below what is usual, for signs that show it."""
    if kind in (None, "common"):
        return sign(kind or "too-few")
    return sign(f"{kind}-{'rises' if rises else 'falls'}")


def assurance(kind):
    """The sign of whether a target will be met: P for pass, F for fail, ? for hit or miss."""
    return sign(kind.replace(" ", "-"))


def marker(kind):
    """A point of a chart, for its key."""
    return sign(f"point-{kind}")


def sign(name):
    return Span(className=f"sign sign-{name}")


def styles():
    """The signs as a style sheet: hundreds stand on the scorecard, and none brings its drawing along."""
    return "\n".join(f'.sign-{name} {{ background-image: url("{_address(body, box)}"); }}' for name, (body, box) in _drawings())


def _drawings():
    """(name, (drawing, how many units wide and high it is)) of each sign."""
    yield "too-few", (_ring(None, dashed=True) + f"<path d='M8 12H16' stroke='{COLOURS[None]}' stroke-width='1.8'/>", 24)
    for name, points in LINES.items():
        kind = name.partition("-")[0]
        line = "L".join(f"{x} {y:.4g}" for x, y in points)
        dots = "".join(f"<circle cx='{x}' cy='{y:.4g}' r='1.7' fill='{COLOURS[kind]}'/>" for x, y in points)
        yield name, (_ring(kind) + f"<path d='M{line}' stroke='{COLOURS[kind]}' stroke-width='1.1' fill='none'/>{dots}", 24)
    for kind in ASSURANCE:
        letter = f"<path d='{LETTERS[kind]}' stroke='{COLOURS[kind]}' stroke-width='2' stroke-linecap='round' stroke-linejoin='round' fill='none'/>"
        target = f"<path d='M5.8 18.6H18.2' stroke='{COLOURS[kind]}' stroke-width='1.4' stroke-dasharray='2.3 1.5'/>"
        yield kind.replace(" ", "-"), (_ring(kind) + letter + target, 24)
    for kind, (_, shape) in MARKERS.items():
        yield f"point-{kind}", (f"<path d='{shape}' fill='{COLOURS[kind]}'/>", 16)


def _ring(kind, dashed=False):
    dash = " stroke-dasharray='2.6 2'" if dashed else ""
    return f"<circle cx='12' cy='12' r='10.9' fill='{theme.CARD}' stroke='{COLOURS[kind]}' stroke-width='1.7'{dash}/>"


def _address(body, box):
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {box} {box}'>{body}</svg>"
    return "data:image/svg+xml," + svg.replace("#", "%23").replace("<", "%3C").replace(">", "%3E")


def says(point):
    """What a point of a chart says, and the rule that makes it: Improving: seven on one side."""
    words = VARIATION[point.kind][0]
    return f"{words}: {point.special}" if point.special else words


def beside(picture, words, more=None):
    """A sign with its words, and small print of it."""
    return Span([picture, Span([words, Span(more, className="sr-only")] if more else words)], className="said-by")
