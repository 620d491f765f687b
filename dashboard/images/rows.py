"""A drawing of rows: a name, its value, and a bar or a dot with its interval on the scale that all of them share."""

from dataclasses import dataclass

from dashboard import theme
from dashboard.images.frame import (
    PAD,
    WIDTH,
    Drawn,
    lines_of,
    stroke,
    symbol_at,
    text,
    wide,
)

SIZE, STEP, AIR = 13.5, 17, 11
MOST_NAME, MOST_SAID = 230, 190  # how wide the words at either end may be before they go over to a second line


@dataclass(frozen=True)
class Row:
    """`value` is None where there is nothing to draw; `said` then says why. `is_bar`: drawn from nothing, as numbers of cases are, or from `start`;
    a bar that goes back, against the way of the others, is hollow; `aim`: its target, upright across the row."""

    name: str
    shown: str = ""
    of: str = ""
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    said: str = ""
    is_bar: bool = False
    is_open: bool = False  # unfinished
    is_strong: bool = False
    start: float | None = None
    goes_back: bool = False
    aim: float | None = None


def rows_drawn(rows, low, high, ends, limit=None, width=WIDTH - 2 * PAD):
    """`ends`: the ends of the scale in words; `limit` stands upright across all rows. The scale takes the room that the words leave."""
    widest = lambda texts, size=SIZE, is_bold=False: max([0.0, *(wide(each, size, is_bold) for each in texts)])  # noqa: E731
    name_room = min(MOST_NAME, widest((row.name for row in rows), is_bold=True))
    shown_room, of_room = widest((row.shown for row in rows), is_bold=True), widest(row.of for row in rows)
    said_room = min(MOST_SAID, widest(row.said for row in rows if row.value is not None))
    shown_end = name_room + 14 + shown_room
    left = shown_end + (12 + of_room if of_room else 0) + 20
    right = width - (said_room + 16 if said_room else 6)
    x = lambda value: left + (min(max(value, low), high) - low) / ((high - low) or 1) * (right - left)  # noqa: E731
    parts = [text(left, 13, ends[0], 12, theme.MUTED), text(right, 13, ends[1], 12, theme.MUTED, "end")]
    y = 22.0
    top = y
    for row in rows:
        names, said = lines_of(row.name, SIZE, name_room, row.is_strong), lines_of(row.said, SIZE, said_room if row.value is not None else width - shown_end + shown_room)
        tall = max(1, len(names), len(said)) * STEP + AIR
        middle = y + tall / 2
        parts.append(stroke(f"M0 {y:.1f}H{width:.1f}", theme.LINE))
        parts += [text(0, middle + 5 + (n - (len(names) - 1) / 2) * STEP, line, SIZE, is_bold=row.is_strong) for n, line in enumerate(names)]
        at = right + 16 if row.value is not None else shown_end - shown_room
        parts += [text(at, middle + 5 + (n - (len(said) - 1) / 2) * STEP, line, SIZE, theme.MUTED) for n, line in enumerate(said)]
        if row.value is not None:
            parts.append(text(shown_end, middle + 5, row.shown, SIZE, anchor="end", is_bold=True))
            parts.append(text(shown_end + 12 + of_room, middle + 5, row.of, SIZE, theme.MUTED, "end") if row.of else "")
            parts.append(stroke(f"M{left:.1f} {middle:.1f}H{right:.1f}", theme.LINE))
            parts += mark(row, x, middle, low)
        if row.aim is not None:
            parts.append(stroke(f"M{x(row.aim):.1f} {y:.1f}V{y + tall:.1f}", theme.TARGET, 1.75, "6 4"))
        y += tall
    parts.append(stroke(f"M0 {y:.1f}H{width:.1f}", theme.LINE))
    if limit is not None:
        parts.append(stroke(f"M{x(limit):.1f} {top:.1f}V{y:.1f}", theme.INK, 1.75, "2 3"))
    return Drawn("".join(parts), width, y + 2)


def mark(row, x, middle, low):
    if row.is_bar:
        start, end = sorted((x(low if row.start is None else row.start), x(row.value)))
        edge = f" stroke='{theme.OWN}' stroke-dasharray='3 2'" if row.is_open else f" stroke='{theme.OWN}'" if row.goes_back else ""
        fill = theme.CARD if row.is_open or row.goes_back else theme.OWN
        yield f"<rect x='{start:.1f}' y='{middle - 6:.1f}' width='{max(end - start, 1.5):.1f}' height='12' rx='2' fill='{fill}'{edge}/>"
        return
    if row.lower is not None and row.upper is not None:
        yield stroke(f"M{x(row.lower):.1f} {middle:.1f}H{x(row.upper):.1f}", theme.SOFT, 6, more=" stroke-linecap='round'")
    yield symbol_at("circle", x(row.value), middle, 10, theme.CARD if row.is_open else theme.OWN, theme.OWN, 1.75)
