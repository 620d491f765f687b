"""The drawings of the page of comparisons as images to take away, from what the page draws. Published already, so for outside too."""

from itertools import groupby

from dashboard import theme, wording
from dashboard.compare import overview
from dashboard.compare.asked import shown
from dashboard.compare.drawings import multiple_body, strip_body
from dashboard.compare.one import (
    COLOURS,
    keys,
    lines_of,
    places_said,
    read_words,
    scale_of_years,
    scale_said,
    standing,
    years_said,
)
from dashboard.images.frame import (
    PAD,
    WIDTH,
    Drawn,
    framed,
    lines_of as in_lines,
    part_of,
    parts_of,
    source_line,
    stroke,
    text,
)
from dashboard.images.multiples import Multiple, multiples_drawn
from dashboard.images.plot import plotted
from dashboard.indicator.funnel import HEIGHT, Dot, strip_chart
from dashboard.indicator.others import sources

ROOM = WIDTH - 2 * PAD


def whole(asked, drawn, lead, said, keys=(), title="", on=None):
    indicator = shown(asked.of_key[asked.key].about) if asked.key else None
    published = [sources(indicator, asked.snapshot, [row.authority for row in asked.ranked(asked.key)], on)] if indicator else [PUBLISHERS]
    return framed(drawn, title=title or f"{indicator.title}, {indicator.measured}", lead=lead, keys=keys, said=said, source=source_line(asked.snapshot, *published))


PUBLISHERS = "Source: Department for Education, published figures as listed under Definitions."


def of_authorities(asked):
    """Every authority in order with its interval; None where none has a place."""
    at, indicator = asked.among(asked.key), shown(asked.of_key[asked.key].about)
    placed = [row for row in asked.ranked(asked.key) if row.place]
    if not placed:
        return None
    neighbours = {each.area for each in at.now.neighbours}
    dots, intervals = [], []
    for rank, row in enumerate(placed, start=1):
        kind = "own" if row.authority.area == at.published.area else "neighbour" if row.authority.area in neighbours else "other"
        dots.append(Dot(row.authority.name, 1, row.authority.value, kind, "", label=row.authority.name if kind != "other" else ""))
        if row.interval:
            intervals.append((rank, *row.interval, {"own": theme.OWN, "neighbour": theme.NEIGHBOURS}.get(kind, theme.EDGE)))
    england = at.now.england.value
    levels = [(england, f"England {wording.value(indicator, england)}", theme.ENGLAND)] if england is not None else []
    best = "best" if at.now.better else "highest"
    made = strip_chart(dots, range(1, len(dots) + 1), percent=indicator.unit == "percent", levels=levels, best=best, intervals=intervals)
    named = [{"dot-near": "dot-neighbour", "dot-faint": "dot-other"}.get(kind, kind) for kind, _ in keys(asked)]
    words = f"{standing(indicator, asked.snapshot, at.now, at.now.period_end)} {read_words(at, placed)}"
    lead = f"{asked.snapshot.authority.short_name} among all authorities, {wording.financial_year(at.now.period_end)}"
    return whole(asked, plotted(made), lead, words, list(zip(named, (name for _, name in keys(asked)), strict=True)), on=at.now.period_end)


def of_years(asked):
    """The lines by year side by side on one scale; None of a single year."""
    of, indicator = asked.of_key[asked.key], shown(asked.of_key[asked.key].about)
    lines, years = lines_of(asked, indicator), [wording.financial_year(day) for day in of.days]
    values = [value for *_, line in lines for value, _ in line if value is not None]
    if not values or len(years) < 2:
        return None
    low, high = scale_of_years(indicator, values)
    own = [value for value, _ in lines[0][3]]
    drawn = multiples_drawn([multiple(indicator, years, name, kind, [value for value, _ in line], own, low, high) for name, kind, _, line in lines])
    name = asked.snapshot.authority.short_name
    keys_of = [("own", name), ("england", "England and the region"), ("neighbour", "a neighbour"), ("faint", f"{name} again, behind each")]
    said = f"{years_said(asked, indicator, years, lines)} {scale_said(asked, indicator, years, low, high)}"
    return whole(asked, drawn, f"{name}, England, {asked.region_name} and each neighbour, {years[0]} to {years[-1]}", said, keys_of, on=of.days[-1])


def multiple(indicator, years, name, kind, values, own, low, high):
    known = [place for place, value in enumerate(values) if value is not None]
    ends = [(wording.value(indicator, values[place]), years[place]) for place in dict.fromkeys((*known[:1], *known[-1:]))]
    body = lambda width, height: multiple_body(values, None if kind == "own" else own, low, high, COLOURS[kind], width, height)  # noqa: E731
    return Multiple(name, body, () if known else ("Never published",), tuple(ends))


def of_places(asked):
    """The rank by year, the first at the top; None where there is but one."""
    indicator, found = shown(asked.of_key[asked.key].about), asked.over_years(asked.key)
    known = [(wording.financial_year(at.period_end), at.place) for at in found if at.place]
    if len(known) < 2:
        return None
    most = max(place.of for _, place in known)
    stride = -(-len(found) // 8)
    ticks = [n for n in range(len(found)) if (len(found) - 1 - n) % stride == 0]
    quarters = [1, *(round(most * quarter / 4) for quarter in (1, 2, 3)), most]
    best = "best" if found[-1].better else "highest"
    made = {
        "data": [
            {
                "mode": "lines+markers", "x": list(range(len(found))), "y": [at.place and at.place.rank for at in found], "line": {"color": theme.OWN, "width": 2.25},
                "marker": {"color": theme.OWN, "size": 8},
            }
        ],
        "layout": {
            "height": HEIGHT - 80, "margin": {"l": 60, "r": 16, "t": 10, "b": 40},
            "xaxis": {"range": [-0.4, len(found) - 0.6], "tickvals": ticks, "ticktext": [wording.financial_year(found[n].period_end) for n in ticks]},
            "yaxis": {"range": [most + 4, -3], "tickvals": quarters, "ticktext": [f"1st, {best}", *(str(n) for n in quarters[1:-1]), f"{most}, last"]},
        },
    }  # fmt: skip
    lead = f"The place of {asked.snapshot.authority.short_name} among all authorities, {known[0][0]} to {known[-1][0]}"
    words = f"{places_said(asked.snapshot.authority.short_name, known, best)} A quarter of the authorities lies between two lines."
    return whole(asked, plotted(made), lead, words, title=indicator.title, on=found[-1].period_end)


# -- every indicator -------------------------------------------------------------------------------------


NAME_ROOM = 284


def named(at):
    """The name of a line, in lines that have room, and how tall the line is."""
    names = in_lines(f"{shown(at.published.about).title}, {wording.financial_year(at.now.period_end)}", 12.5, NAME_ROOM)
    return names, max(len(names) * 15, 21) + 5


def sheets(asked):
    """What stands in each image, (key, among) in order, where one of all would not fit a page: themes whole where they are in order."""
    found = overview.ordered(asked, [(key, at) for key in asked.of_key if (at := asked.among(key)) is not None])
    by_theme = asked.order == "all"
    blocks = [list(rows) for _, rows in groupby(found, key=lambda pair: asked.theme(pair[0]) if by_theme else pair[0])]
    return parts_of([(block, 27 * by_theme + sum(named(at)[1] for _, at in block)) for block in blocks], WIDTH)


def of_all(asked):
    """A line for each published indicator, or of a part of them: its name, the authority's value, where it stands from the lowest to the highest, and its place."""
    runs = sheets(asked)
    blocks, part = part_of(runs, asked.view.asked("part"))
    found = [pair for block in blocks for pair in block]
    name_room, strip_room = NAME_ROOM, 160
    strip_at, place_at = name_room + 80, ROOM
    parts, y, theme_now = [], 0.0, ""
    for words, at, anchor in (("Published indicator", 0, "start"), (asked.snapshot.authority.short_name, name_room + 68, "end"), ("Lowest to highest", strip_at, "start"), ("Place", place_at, "end")):
        parts.append(text(at, y + 12, words, 12, theme.MUTED, anchor))
    y += 20
    for key, at in found:
        if asked.theme(key) != theme_now and asked.order == "all":
            theme_now = asked.theme(key)
            parts.append(text(0, y + 20, theme_now, 14, is_bold=True))
            y += 27
        indicator, now = shown(at.published.about), at.now
        names, tall = named(at)
        middle = y + tall / 2
        parts.append(stroke(f"M0 {y:.1f}H{ROOM:.1f}", theme.LINE))
        parts += [text(0, middle + 4.5 + (n - (len(names) - 1) / 2) * 15, line, 12.5) for n, line in enumerate(names)]
        own = wording.value(indicator, now.own.value) if now.own.value is not None else wording.DASH
        parts.append(text(name_room + 68, middle + 4.5, own, 13, anchor="end", is_bold=True))
        values = [*now.others, *([now.own.value] if now.is_ranked and now.own.value is not None else [])]
        if values:
            near = [each.value for each in now.neighbours if each.value is not None]
            parts.append(f"<g transform='translate({strip_at:.1f} {middle - 11:.1f})'>{strip_body(values, now.own.value, now.england.value, near, strip_room, 22)}</g>")
        place = f"{now.place.rank} of {now.place.of}, {now.place.words.split(', ')[1]}" if now.place else wording.DASH
        parts.append(text(place_at, middle + 4.5, place, 12.5, anchor="end"))
        y += tall
    name = asked.snapshot.authority.short_name
    keys_of = [("dot-own", name), ("tick-neighbour", f"neighbours, {asked.model} model"), ("mean", "England"), ("tick-other", "other authorities")]
    lead = f"{name} among all authorities, {f'reporting year {asked.year}' if asked.year else 'the latest figure of each'}"
    return whole(asked, Drawn("".join(parts), ROOM, y), lead, overview.summary(asked, [row for run in runs for block in run for row in block]), keys_of, title=f"Every published indicator{part}")


IMAGES = {"all": of_all, "authorities": of_authorities, "years": of_years, "places": of_places}
