"""Every authority with a published figure in a funnel, or in order where its counts are not published."""

from dashboard import cells, chance, theme, wording
from dashboard import plain as html
from dashboard.indicator.funnel import (
    Dot,
    funnel_chart,
    heading_of,
    in_words,
    key,
    strip_chart,
)
from metrics.comparison import each_once
from metrics.funnels import ENOUGH_TO_ADJUST, funnel

#: Of authorities with a figure, the share that must give its counts for a funnel to speak of all of them.
MOST = 0.8


def ranked(everyone):
    return [each for each in everyone if each.is_ranked and each.value is not None]


def funnel_of(indicator, everyone, own=""):
    """(funnel, the authorities in it), or None where the figures published have no counts behind them. Of a joint return `own` stands for it."""
    if not (indicator.is_rate or (indicator.unit == "percent" and not indicator.is_ratio)):
        return None
    known = each_once(sorted((each for each in ranked(everyone) if each.has_counts), key=lambda each: each.area != own))
    if len(known) < ENOUGH_TO_ADJUST or len(known) < MOST * len(ranked(everyone)):
        return None
    if not indicator.is_rate and any(each.numerator > each.denominator for each in known):
        return None
    found = funnel([each.numerator for each in known], [each.denominator for each in known], are_rates=indicator.is_rate)
    return (found, known) if found.adjusted is not None else None


def why_no_funnel(indicator):
    if indicator.unit not in ("percent", "per 10,000") or indicator.is_ratio:
        return "This is no share of cases and no rate, so that no limits of chance can be drawn: the authorities are ranked instead."
    return (
        "Only the values are published, without the numbers behind them. How much is chance cannot be told, and so there is no funnel: "
        "the authorities are ranked instead."
    )


def chart_of(indicator, view, snapshot, figure, comparison, everyone, drawn):
    """(figure of the chart, its keys as (kind, words), what it says): a funnel, or a ranked strip where `drawn` is None. No figure where nobody has one."""
    return (funnel_of_all if drawn else strip_of_all)(indicator, view, snapshot, figure, comparison, drawn or everyone)


def funnel_of_all(indicator, view, snapshot, figure, comparison, drawn):
    found, known = drawn
    scale = 10_000 if indicator.is_rate else 100
    is_plain = view.asked("limits") == "chance"
    places = {each.area: int(position) for each, position in zip(known, found.positions if is_plain else found.adjusted, strict=True)}
    neighbours = {each.area for each in comparison.neighbours}
    dots = [dot_of(indicator, each, kind_of(each, snapshot, neighbours), scale, chance.POSITIONS[places[each.area]]) for each in known]
    dots += own_now(indicator, view, snapshot, figure)
    mean = wording.value(indicator, scale * found.mean)
    is_england = comparison.england.value is not None and mean == wording.value(indicator, comparison.england.value)
    chart = funnel_chart(
        found, dots, scale=scale, percent=scale == 100, centre=f"England {mean}" if is_england else f"All {mean}", adjusted=not is_plain,
        of="Children aged 0 to 17" if indicator.is_rate else heading_of(indicator),
    )  # fmt: skip
    lines = [("mean", f"{'England' if is_england else 'all together'} {mean}"), ("inner", "95% limits"), ("outer", "99.8% limits")]
    outside = [(each, places[each.area]) for each in known if each.area in neighbours and places[each.area]]
    return chart, [*keys(snapshot, dots), *lines], funnel_words(snapshot, places.get(snapshot.authority.code), outside, is_plain)


def a_funnel(indicator, view, snapshot, figure, comparison, everyone, drawn):
    found, known = drawn
    is_plain = view.asked("limits") == "chance"
    chart, lines, said = funnel_of_all(indicator, view, snapshot, figure, comparison, drawn)
    words = f"{indicator.title}, a funnel of {len(known)} authorities. The tables below have the same figures."
    return html.Figure(
        [
            in_words(chart, f"others-{indicator.id}", words),
            html.Figcaption(
                [
                    html.P(said, className="story"),
                    html.Ul([key(*each) for each in lines], className="keys"),
                    limits_tabs(view, is_plain),
                    html.P(how_they_differ(found, known)),
                    html.P(left_out(everyone, known)),
                ]
            ),
        ],
        className="trend",
    )


def dot_of(indicator, each, kind, scale, words):
    value = scale * each.numerator / each.denominator
    of = f"{wording.number(each.numerator)} of {wording.number(each.denominator)}"
    hover = f"<b>{each.name}</b><br>{wording.value(indicator, value)}<br>{of}<br>{words}"
    return Dot(each.name, each.denominator, value, kind, hover, label=each.name if kind != "other" else "")


def how_they_differ(found, known):
    """How many chance alone would name, and how many limits that allow for over-dispersion."""
    n_plain, n_adjusted = (sum(bool(each) for each in which) for which in (found.positions, found.adjusted))
    return (
        f"Authorities differ by more than chance: {n_plain} of {len(known)} lie beyond a 95% limit for chance alone "
        f"(φ {wording.number(found.dispersion.phi, 1)}, where 1 is chance). Limits that allow for what they all differ by name {n_adjusted}."
    )


def limits_tabs(view, is_plain):
    tabs = [limits_tab(view, None, "Limits allow for over-dispersion", not is_plain), limits_tab(view, "chance", "Limits for chance alone", is_plain)]
    return html.Nav(html.Ul(tabs), className="tabs tabs-small", **{"aria-label": "Limits"})


def limits_tab(view, name, label, chosen):
    href = view.href(view="others", limits=name, year=view.asked("year"))
    return html.Li(html.A(label, href=href, id=f"limits-{name or 'adjusted'}", **({"aria-current": "true"} if chosen else {})))


def left_out(everyone, known):
    """Who is not in the chart, and why."""
    inside = {each.area for each in known}
    words = []
    small = [each.name for each in everyone if not each.is_ranked]
    if small:
        words.append(f"{wording.listed(small)} {'is' if len(small) == 1 else 'are'} too small to rank.")
    silent = [each for each in everyone if each.is_ranked and each.value is None]
    if silent:
        words.append(f"{wording.plural(len(silent), 'authority', 'authorities')} {'has' if len(silent) == 1 else 'have'} no published figure.")
    joint = [each for each in ranked(everyone) if each.area not in inside and "joint return" in each.note]
    without = [each for each in ranked(everyone) if each.area not in inside and not each.has_counts]
    if without:
        words.append(f"Of {len(without)} only the value is published, without its counts: they are in the table.")
    if joint:
        words.append("Two authorities that make one return stand as one.")
    return " ".join(words)


def in_order(comparison, everyone):
    return sorted(ranked(everyone), key=lambda each: (each.value if comparison.better == "low" else -each.value, each.name))


def strip_of_all(indicator, view, snapshot, figure, comparison, everyone):
    shown = in_order(comparison, everyone)
    if not shown:
        return None, [], "No authority has a published figure for this year."
    neighbours = {each.area for each in comparison.neighbours}
    dots = []
    for rank, each in enumerate(shown, start=1):
        kind = kind_of(each, snapshot, neighbours)
        hover = f"<b>{each.name}</b><br>{wording.value(indicator, each.value)}<br>{rank} of {len(shown)} in order"
        dots.append(Dot(each.name, 1, each.value, kind, hover, label=each.name if kind != "other" else ""))
    ranks = list(range(1, len(shown) + 1))
    for dot in own_now(indicator, view, snapshot, figure):
        if (place := comparison.place_of(dot.value)) is not None:
            dots.append(dot)
            ranks.append(place.rank)
    england = comparison.england.value
    levels = [(england, f"England {wording.value(indicator, england)}", theme.ENGLAND)] if england is not None else []
    chart = strip_chart(dots, ranks, percent=indicator.unit == "percent", levels=levels, best="best" if comparison.better else "highest")
    lines = [*keys(snapshot, dots), *([("mean", f"England {wording.value(indicator, england)}")] if levels else [])]
    first, last = (f"{each.name} with {wording.value(indicator, each.value)}" for each in (shown[0], shown[-1]))
    return chart, lines, f"{len(shown)} authorities in order, from {first} to {last}. A quarter of them lies between two upright lines."


def a_strip(indicator, view, snapshot, figure, comparison, everyone):
    chart, lines, said = strip_of_all(indicator, view, snapshot, figure, comparison, everyone)
    if chart is None:
        return html.P(said, className="muted")
    shown = ranked(everyone)
    return html.Figure(
        [
            in_words(
                chart, f"others-{indicator.id}", f"{indicator.title}, {len(shown)} authorities in order. The tables below have the same figures."
            ),
            html.Figcaption(
                [
                    html.P(said, className="story"),
                    html.Ul([key(*each) for each in lines], className="keys"),
                    html.P(why_no_funnel(indicator)),
                    html.P(left_out(everyone, shown)),
                ]
            ),
        ],
        className="trend",
    )


def kind_of(each, snapshot, neighbours):
    return "own" if each.area == snapshot.authority.code else "neighbour" if each.area in neighbours else "other"


def own_now(indicator, view, snapshot, figure):
    """The figure of the page, of the whole authority, as a dot beside the published ones; none where it is not settled."""
    whole = snapshot.figure(indicator.id, view.period) if view.team else figure
    if not cells.has_value(whole) or whole.status != "ok" or (indicator.has_denominator and not whole.denominator):
        return []
    when = wording.period_of(indicator, view.period, snapshot.as_at)
    parts = [f"<b>{snapshot.authority.short_name}, these extracts</b>", wording.value(indicator, whole.value), wording.counts(indicator, whole), when]
    hover = "<br>".join(part for part in parts if part)
    return [Dot("now", whole.denominator, whole.value, "now", hover, label=f"now ({wording.short_period(view.period)})".replace(wording.NBSP, " "))]


def keys(snapshot, dots):
    kinds = {dot.kind for dot in dots}
    names = {
        "own": f"{snapshot.authority.short_name}, as published",
        "now": f"{snapshot.authority.short_name}, these extracts",
        "neighbour": "neighbours",
        "other": "other authorities",
    }
    return [(f"dot-{kind}", name) for kind, name in names.items() if kind in kinds]


def funnel_words(snapshot, own, outside, plain):
    """Whether the authority lies outside, and which of its neighbours do."""
    name = snapshot.authority.short_name
    limits = "limits for chance alone" if plain else "limits, which allow for how authorities differ"
    if own is None:
        first = f"{name} is not in the funnel: its counts are not published."
    elif own == 0:
        first = f"{name}’s published figure lies within the {limits}."
    else:
        first = f"{name}’s published figure lies {'above' if own > 0 else 'below'} the {'99.8%' if abs(own) == 2 else '95%'} {limits}."
    sides = [(word, [each.name for each, position in outside if (position > 0) == (word == "above")]) for word in ("above", "below")]
    parts = [f"{wording.listed(names)} {word}" for word, names in sides if names]
    if parts:
        return f"{first} Of its neighbours, {wording.listed(parts)}."
    return f"{first} So do its neighbours." if own == 0 else f"{first} None of its neighbours does."
