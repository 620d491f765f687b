"""Small charts side by side, each with its name over it and its ends under it."""

from dataclasses import dataclass
from typing import Any

from dashboard import theme
from dashboard.images.frame import PAD, WIDTH, Drawn, lines_of, text

ACROSS, TALL, GAP = 4, 96, 22
ROOM = WIDTH - 2 * PAD


@dataclass(frozen=True)
class Multiple:
    """`body(width, height)` draws it. `said`: lines under its name; `ends`: (value, when) of its first and last point, none where it has none."""

    name: str
    body: Any
    said: tuple = ()
    ends: tuple = ()


def multiples_drawn(found):
    step = ROOM / ACROSS
    width, parts, y = step - GAP, [], 0.0
    for first in range(0, len(found), ACROSS):
        row = found[first : first + ACROSS]
        heads = [[*((line, 13.5, theme.INK, True) for line in lines_of(one.name, 13.5, width, True)), *((line, 12.5, theme.MUTED, False) for said in one.said for line in lines_of(said, 12.5, width))] for one in row]
        head, foot = max(map(len, heads)) * 17, 34 if any(one.ends for one in row) else 0
        for n, (one, words) in enumerate(zip(row, heads, strict=True)):
            left = n * step
            parts += [text(left, y + 14 + 17 * each, line, size, colour, is_bold=is_bold) for each, (line, size, colour, is_bold) in enumerate(words)]
            parts.append(f"<g transform='translate({left:.1f} {y + head + 6:.1f})'>{one.body(width, TALL)}</g>")
            for (value, when), at, anchor in zip(one.ends, (left, left + width), ("start", "end"), strict=False):
                parts.append(text(at, y + head + TALL + 22, value, 13, anchor=anchor))
                parts.append(text(at, y + head + TALL + 37, when, 12, theme.MUTED, anchor))
        y += head + TALL + foot + 18
    return Drawn("".join(parts), ROOM, y - 8)
