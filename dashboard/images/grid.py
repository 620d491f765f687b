"""Grids of coloured cells, each with a sign or words of its own: the heat map, and the risks by likelihood and impact."""

from dataclasses import dataclass

from dashboard import theme
from dashboard.images.frame import Drawn, lines_of, text, wide

NAME, CELL = 270, 22  # of the names of rows, and how tall a row is
SIZE, HEADING = 12.5, 29
UPRIGHT = 12  # columns, beyond which their headings stand upright

#: How a kind of cell is drawn: what is written, its ground, its edge, and its sign in 12 by 12: (path, whether it is filled).
_best, _good, _near, _bad, _plain = (theme.JUDGED[kind] for kind in ("best", "good", "near", "bad", "plain"))
KINDS = {
    "best": (*_best, "", ("M0 6.5l3 3 5-7M5.5 8.5l1 1 5-7", False)),
    "good": (*_good, "", ("M1.5 6.5l3 3 6-7", False)),
    "near": (*_near, "", ("M1 4.5c2-2 3.5-2 5-.7s3 1.3 5-.7M1 8.5c2-2 3.5-2 5-.7s3 1.3 5-.7", False)),
    "bad": (*_bad, "", ("M2 2l8 8M10 2l-8 8", False)),
    "few": (*_plain, "", ("M2 6h8", False)),
    "plain": (theme.INK, theme.CARD, theme.LINE, None),
    "so-far": (theme.MUTED, theme.CARD, theme.EDGE, ("M2.5 6a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0", False)),
    "none": (theme.MUTED, theme.LINE, "", None),
    "better": (*_best, "", ("M6 .5L11.5 6 6 11.5.5 6z", True)),
    "worse": (*_bad, "", ("M1.5 1.5h9v9h-9z", True)),
    "up": (theme.UNUSUAL, theme.BAND, "", ("M6 1l5.5 10h-11z", True)),
    "down": (theme.UNUSUAL, theme.BAND, "", ("M6 11L.5 1h11z", True)),
    "usual": (theme.INK, theme.CARD, theme.LINE, ("M3.8 6a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0-4.4 0", True)),
}


@dataclass(frozen=True)
class Line:
    """A row: its name, and (kind, words) for each column, None where it has nothing to do with it; without cells a heading."""

    name: str
    cells: tuple = ()


def across_of(columns, room):
    """How wide each column is: `room` is the least that they should fill together."""
    widest = max(min(84, wide(word, 11.5) + 8) for name in columns for word in name.split(" "))
    return max(50, room / len(columns), 0 if len(columns) > UPRIGHT else widest)


def tall_of(name):
    """How tall the row of a name is."""
    return max(CELL, len(lines_of(name, SIZE, NAME - 12)) * 15 + 4)


def heat_drawn(lines, columns, room):
    """`columns`: headings; `room`: the least that the cells should fill together."""
    is_upright, across = len(columns) > UPRIGHT, across_of(columns, room)
    heads = [[name] if is_upright else lines_of(name, 11.5, across - 4) for name in columns]
    head = max(wide(name, 11.5) for name in columns) + 10 if is_upright else max(map(len, heads)) * 14 + 6
    parts, y = [], float(head)
    for n, words in enumerate(heads):
        middle = NAME + n * across + across / 2
        if is_upright:
            parts.append(f"<g transform='translate({middle + 4:.1f} {head - 6:.1f}) rotate(-90)'>{text(0, 0, words[0], 11.5, theme.MUTED)}</g>")
        else:
            parts += [text(middle, head - 6 - 14 * (len(words) - 1 - each), line, 11.5, theme.MUTED, "middle") for each, line in enumerate(words)]
    for line in lines:
        if not line.cells:
            parts.append(text(0, y + 22, line.name, 14, is_bold=True))
            y += HEADING
            continue
        names = lines_of(line.name, SIZE, NAME - 12)
        tall = tall_of(line.name)
        parts += [text(0, y + tall / 2 + 4.5 + (n - (len(names) - 1) / 2) * 15, words, SIZE) for n, words in enumerate(names)]
        for n, cell in enumerate(line.cells):
            parts += heat_cell(NAME + n * across, y, across - 2, tall - 2, *cell) if cell else ()
        y += tall
    return Drawn("".join(parts), NAME + across * len(columns), y)


def heat_cell(x, y, wide_, tall, kind, words):
    ink, ground, edge, sign = KINDS[kind]
    around = f" stroke='{edge}'" + (" stroke-dasharray='3 2'" if kind == "so-far" else "") if edge else ""
    inset = 0.5 if edge else 0
    yield f"<rect x='{x + inset:.1f}' y='{y + inset:.1f}' width='{wide_ - 2 * inset:.1f}' height='{tall - 2 * inset:.1f}' rx='3' fill='{ground}'{around}/>"
    if sign:
        path, is_filled = sign
        drawn = f"fill='{ink}'" if is_filled else f"fill='none' stroke='{ink}' stroke-width='2'"
        yield f"<path d='{path}' {drawn} transform='translate({x + 4:.1f} {y + tall / 2 - 4.5:.1f}) scale(.75)'/>"
    if words:
        yield text(x + wide_ - 5, y + tall / 2 + 4.5, words, SIZE, ink, "end")


def heat_key(pairs, room):
    """(kind, words) of each kind of cell as a drawing of its own, to stand under the grid."""
    parts, x, y = [], 0.0, 4.0
    for kind, words in pairs:
        long = 36 + wide(words, SIZE)
        if x and x + long > room:
            x, y = 0.0, y + 24
        parts += heat_cell(x, y, 26, 18, kind, "")
        parts.append(text(x + 32, y + 13.5, words, SIZE))
        x += long + 16
    return Drawn("".join(parts), room, y + 22)


def stacked(*drawn):
    """Drawings one under the other."""
    parts, y = [], 0.0
    for each in drawn:
        parts.append(f"<g transform='translate(0 {y:.1f})'>{each.body}</g>")
        y += each.height + 8
    return Drawn("".join(parts), max(each.width for each in drawn), y - 8)


def risks_drawn(squares, likelihood, impact, room):
    """`squares`: (likelihood, impact) -> (level, names); the words of each step of the scales, the least first."""
    side, gap = 92, 4
    across = (room - side) / len(impact)
    parts, y = [text(side, 14, "Impact", SIZE, theme.MUTED), text(0, 34, "Likelihood", SIZE, theme.MUTED)], 42.0
    parts += [text(side + n * across + 4, 34, words, SIZE, theme.MUTED) for n, words in enumerate(impact)]
    for up in range(len(likelihood), 0, -1):
        row = [squares[up, n] for n in range(1, len(impact) + 1)]
        words = [[line for name in names for line in lines_of(name, 12, across - 18)] for _, names in row]
        tall = max(50, 28 + 15 * max(map(len, words)))
        parts += [text(0, y + 17 + 15 * n, line, SIZE, theme.MUTED) for n, line in enumerate(lines_of(likelihood[up - 1], SIZE, side - 8))]
        for n, ((level, names), lines) in enumerate(zip(row, words, strict=True)):
            ink, ground = theme.JUDGED[level_kind(level)]
            x, faint = side + n * across, "" if names else " fill-opacity='.35'"
            parts.append(f"<rect x='{x:.1f}' y='{y:.1f}' width='{across - gap:.1f}' height='{tall - gap:.1f}' rx='4' fill='{ground}'{faint}/>")
            ink = ink if names else theme.INK
            parts.append(text(x + 8, y + 17, f"{level.capitalize()}{f': {len(names)}' if names else ''}", 12, ink, is_bold=bool(names)))
            parts += [text(x + 8, y + 34 + 15 * each, line, 12, ink) for each, line in enumerate(lines)]
        y += tall
    return Drawn("".join(parts), room, y)


def level_kind(level):
    return {"low": "good", "moderate": "near"}.get(level, level.replace(" ", "-"))

