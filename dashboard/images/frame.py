"""What every image to take away stands in: its title, whose and when it is, its key, what it says, and where it is from.

Sizes are for a sheet of A4, 165 mm of which are for the image: nothing is smaller than 7 points there. Type is whatever sans-serif the
reader has, so widths are reckoned by those of Arial and then a sixth wider, as the widest of the common ones is. Always on white.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape

from dashboard import icons, theme, wording

FONT = "Inter, Arial, 'Liberation Sans', Helvetica, sans-serif"
PAD, WIDTH = 24, 800
TITLE, LEAD, TEXT, SMALL = 21, 15, 14.5, 12.5  # sizes of type
SHEET, AROUND = 2**0.5, 340  # how much taller than wide a sheet is; what the frame and the heads of columns take of it
GAP = 18  # between the items of a key

#: Arial's widths, in thousandths of its size, and the characters that have them.
WIDTHS = {
    200: "ijl'|", 278: " \u00a0!,./:;\\[]ftI", 333: "()-r`\u201c\u201d\"", 500: "ckvsxyzJ", 556: "abdeghnopqu0123456789L?_$#\u2013\u2019",
    584: "+<=>~\u2212\u00d7", 611: "FTZ", 667: "ABEKPSVXY&", 722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W",
}  # fmt: skip
WIDTH_OF = {character: width for width, characters in WIDTHS.items() for character in characters}


@dataclass(frozen=True)
class Drawn:
    """A drawing without its frame: what stands between <svg> and </svg>, and how much room it takes."""

    body: str
    width: float
    height: float


def parts_of(blocks, width):
    """`blocks`, (what, how tall) each, in runs that fit a sheet of A4 with the frame around them; one too tall for any stands by itself."""
    room, runs, full = width * SHEET - AROUND, [], 0
    for what, tall in blocks:
        if runs and full + tall <= room:
            runs[-1].append(what)
            full += tall
        else:
            runs.append([what])
            full = tall
    return runs


def part_of(runs, asked):
    """The run that an address asks for by its number, and what a title says of it; all of them where it asks for none."""
    if asked.isdecimal() and 0 < int(asked) <= len(runs) and len(runs) > 1:
        return runs[int(asked) - 1], f", {asked} of {len(runs)}"
    return [what for run in runs for what in run], ""


@lru_cache(8192)
def wide(text, size, is_bold=False):
    """How wide a text is, rather more than less."""
    return sum(WIDTH_OF.get(character, 700) for character in text) * size / 1000 * (1.24 if is_bold else 1.16)


def lines_of(text, size, room, is_bold=False):
    """A text in lines that have room; a word that has none stands by itself."""
    lines = []
    for word in str(text).replace("\n", " ").split(" "):
        if lines and wide(f"{lines[-1]} {word}", size, is_bold) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [line for line in lines if line]


def text(x, y, words, size=TEXT, colour=theme.INK, anchor="start", is_bold=False):
    """One line of type."""
    at = "" if anchor == "start" else f" text-anchor='{anchor}'"
    weight = " font-weight='700'" if is_bold else ""
    return f"<text x='{x:.1f}' y='{y:.1f}' font-size='{size:g}' fill='{colour}'{at}{weight}>{escape(str(words))}</text>"


def block(x, y, words, size, room, colour=theme.INK, is_bold=False):
    """Lines of type, the first standing under `y`, and where they end."""
    step = size * 1.36
    parts = []
    for n, line in enumerate(lines_of(words, size, room, is_bold)):
        parts.append(text(x, y + size + n * step, line, size, colour, is_bold=is_bold))
    return "".join(parts), y + len(parts) * step


def paint(name, colour):
    """A colour as an attribute; what can be seen through has its own, for programs that know no alpha in a colour."""
    found = re.fullmatch(r"rgba\((\d+), (\d+), (\d+), ([\d.]+)\)", colour)
    if not found:
        return f"{name}='{colour}'"
    opacity = found[4]
    return f"{name}='#{bytes(map(int, found.groups()[:3])).hex()}' {name}-opacity='{opacity}'"


def framed(drawn, *, title, lead, source, said="", keys=()):
    """The image whole. `keys`: (kind, words) of each line and sign, kinds those of `swatch`; `said`: what it says, in sentences."""
    width = max(WIDTH, drawn.width + 2 * PAD)
    room = width - 2 * PAD
    parts, y = [], float(PAD - 4)
    for words, size, colour, is_bold, after in ((title, TITLE, theme.INK, True, 2), (lead, LEAD, theme.MUTED, False, 10)):
        made, y = block(PAD, y, words, size, room, colour, is_bold)
        parts.append(made)
        y += after
    parts.append(f"<g transform='translate({PAD + (room - drawn.width) / 2:.1f} {y:.1f})'>{drawn.body}</g>")
    y += drawn.height + 8
    if keys:
        made, y = legend(keys, PAD, y, room)
        parts.append(made)
        y += 4
    if said:
        made, y = block(PAD, y + 4, said, TEXT, room)
        parts.append(made)
    parts.append(f"<path d='M{PAD} {y + 12:.1f}H{width - PAD:.1f}' stroke='{theme.LINE}'/>")
    made, y = block(PAD, y + 18, source, SMALL, room, theme.MUTED)
    parts.append(made)
    height = round(y + PAD - 8)
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width:g} {height}' width='{width:g}' height='{height}' role='img' font-family=\"{FONT}\">"
        f"<title>{escape(f'{title}. {lead}')}</title><desc>{escape(said)}</desc><rect width='100%' height='100%' fill='{theme.CARD}'/>{''.join(parts)}</svg>"
    ).replace(wording.NBSP, " ").replace(" vector-effect='non-scaling-stroke'", "")  # lines grow with the image


def source_line(snapshot, *published):
    """Where an image is from: what was published, the extracts and the day they reach to, whether they are real, and whether anything is hidden in it."""
    said = [*published, f"{snapshot.authority.short_name}, data as at {snapshot.as_at_words}."]
    if snapshot.is_synthetic:
        said.append("Synthetic data: not real children.")
    if snapshot.is_shared:
        said.append("For sharing outside: numbers of one to five children, and others that would give them away, are hidden.")
    return " ".join([*said, "Measures that Matter."])


# -- keys ----------------------------------------------------------------------------------------------


def legend(keys, x, y, room):
    """Each sign with its words, side by side as far as there is room, and where they end."""
    parts, at, line = [], 0.0, 24
    for kind, words in keys:
        long = 32 + wide(words, TEXT - 1)
        if at and at + long > room:
            at, y = 0.0, y + line
        parts.append(f"<g transform='translate({x + at:.1f} {y + line / 2:.1f})'>{swatch(kind)}</g>{text(x + at + 32, y + line / 2 + 5, words, TEXT - 1)}")
        at += long + GAP
    return "".join(parts), y + line


def swatch(kind):
    """The sign of a key, in 26 by 16 around its middle at the left: a line, a dot, a ground."""
    if kind in LINES:
        colour, width, dash = LINES[kind]
        return stroke("M0 0H26", colour, width, dash)
    if kind in DOTS:
        fill, edge, symbol, size = DOTS[kind]
        return symbol_at(symbol, 13, 0, size, fill, edge)
    if kind in icons.MARKERS:
        return symbol_at(icons.MARKERS[kind][0], 13, 0, 10, icons.COLOURS[kind])
    if kind == "interval":
        return stroke("M3 0H23", theme.SOFT, 6, more=" stroke-linecap='round'") + symbol_at("circle", 13, 0, 9, theme.OWN)
    if kind == "limits":
        return f"<rect y='-6' width='26' height='12' {paint('fill', theme.LIMITS)}/>{stroke('M0 -6H26M0 6H26', theme.USUAL, 1, '4 3')}"
    fill, edge, dash = GROUNDS[kind]
    return f"<rect x='1' y='-6' width='24' height='12' {paint('fill', fill)}" + (f" stroke='{edge}'" if edge else "") + (f" stroke-dasharray='{dash}'" if dash else "") + "/>"


LINES = {
    "own": (theme.OWN, 2.25, ""), "all-teams": (theme.ALL_TEAMS, 1.75, ""), "12-months": (theme.SOFT, 1.75, ""), "target": (theme.TARGET, 1.75, "6 4"),
    "neighbour": (theme.NEIGHBOURS, 2, ""), "region": (theme.NEIGHBOURS, 1.5, ""), "england": (theme.ENGLAND, 1.75, ""), "level": (theme.USUAL, 1.5, ""), "mean": (theme.ENGLAND, 1.5, "2 3"),
    "limit": (theme.INK, 1.75, "2 3"), "inner": (theme.MUTED, 1.25, "5 4"), "outer": (theme.MUTED, 1.25, ""), "faint": (theme.SOFT, 1.25, ""),
}  # fmt: skip
DOTS = {
    "hollow": (theme.CARD, theme.OWN, "circle", 10), "team": (theme.SOFT, "", "circle", 10), "outside": (theme.ATTENTION, "", "diamond", 11),
    "dot-own": (theme.OWN, "", "circle", 12), "dot-now": (theme.CARD, theme.OWN, "circle", 11), "dot-neighbour": (theme.NEIGHBOURS, "", "diamond", 10),
    "dot-near": (theme.NEIGHBOURS, "", "square", 8), "dot-other": (theme.CARD, theme.EDGE, "circle", 8), "dot-faint": (theme.EDGE, "", "circle", 6),
    "tick-other": (theme.EDGE, "", "line-ns", 9), "tick-neighbour": (theme.NEIGHBOURS, "", "line-ns", 16),
}  # fmt: skip
GROUNDS = {
    "shaded": (theme.BAND, "", ""), "among": (theme.AMONG, "", ""), "goes-on": (theme.OWN, "", ""), "leaves": (theme.USUAL, "", ""),
    "open": (theme.CARD, theme.OWN, "3 2"), "lost": ("url(#lost)", theme.ATTENTION, ""),
}  # fmt: skip


def stroke(path, colour, width=1.0, dash="", more=""):
    dashed = f" stroke-dasharray='{dash}'" if dash else ""
    return f"<path d='{path}' fill='none' {paint('stroke', colour)} stroke-width='{width:g}'{dashed}{more}/>"


def symbol_at(symbol, x, y, size, fill, edge="", width=2.0):
    """A point as the chart library names it: round, and so on, of a width of about `size`."""
    half = size / 2
    around = f" {paint('stroke', edge)} stroke-width='{width:g}'" if edge else ""
    if symbol == "line-ns":
        return stroke(f"M{x:.1f} {y - half:.1f}V{y + half:.1f}", fill, 1.6)
    if symbol == "line-ew":
        return stroke(f"M{x - half:.1f} {y:.1f}H{x + half:.1f}", edge or fill, width)
    if symbol == "circle":
        return f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{half:.2f}' {paint('fill', fill)}{around}/>"
    shapes = {
        "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
        "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        "triangle-up": ((0, -1.2), (1.15, 0.9), (-1.15, 0.9)),
        "triangle-down": ((0, 1.2), (1.15, -0.9), (-1.15, -0.9)),
    }
    corners = " ".join(f"{x + across * half:.1f},{y + down * half:.1f}" for across, down in shapes[symbol])
    return f"<polygon points='{corners}' {paint('fill', fill)}{around}/>"
