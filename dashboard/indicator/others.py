"""What others published, of any year: a funnel or a ranked strip of every authority, and the neighbours of both models side by side."""

from collections import Counter

from dash import html

from dashboard import cells, chance, shell, theme, wording
from dashboard.indicator.funnel import Dot, funnel_chart, in_words, key, strip_chart
from metrics.comparison import authorities, each_once, own_period, published_days
from metrics.funnels import ENOUGH_TO_ADJUST, funnel
from metrics.rounding import round_half_up

#: Of authorities with a figure, the share that must give its counts for a funnel to speak of all of them.
MOST = 0.8


def others_view(indicator, view, snapshot, figure, comparison):
    if comparison is None:
        return html.P("Nobody publishes this for other authorities, so there is nothing to set it beside.", className="muted")
    day = chosen_day(indicator, view, snapshot)
    models = {model: snapshot.compared(indicator, day, model) for model in snapshot.reference.neighbour_models}
    chosen = snapshot.compared(indicator, day, model_of(view))
    everyone = snapshot.once(("authorities", indicator.compares_with, day), lambda: authorities(snapshot.reference, indicator.compares_with, day))
    own = next((each for each in everyone if each.area == snapshot.authority.code), None)
    drawn = funnel_of(indicator, everyone)
    return html.Div(
        [
            html.Div(shell.choice("Published for", "year", year_options(indicator, view, snapshot), asked_year(indicator, view, snapshot)), className="within"),
            html.P(standing(indicator, snapshot, chosen, day), className="story"),
            own_count(indicator, view, snapshot, own, day),
            a_funnel(indicator, view, snapshot, figure, chosen, everyone, drawn) if drawn else a_strip(indicator, view, snapshot, figure, chosen, everyone),
            html.H2("Statistical neighbours, both models"),
            html.P(
                "Each model has its own measure of likeness. The mean and the median tell different stories where a few are far off.",
                className="small",
            ),
            html.Div([neighbours_table(indicator, view, model, at, models) for model, at in models.items()], className="side-by-side"),
            html.Details([html.Summary(f"Every authority, {wording.financial_year(day)}"), every_authority(indicator, chosen, everyone, drawn)]),
            html.P(sources(indicator, snapshot, everyone, day), className="small source"),
        ],
        className="trend",
    )


# -- the year ----------------------------------------------------------------------------------------


def model_of(view):
    return "2021" if view.compare == "neighbours-2021" else "2025"


def days_of(indicator, snapshot):
    key_ = indicator.compares_with
    return snapshot.once(("published days", key_), lambda: published_days(snapshot.reference, key_))


def asked_year(indicator, view, snapshot):
    """The year that the address asks for, where something is published for it, else "all": that of the period."""
    year = view.asked("year")
    return year if year in {str(day.year) for day in days_of(indicator, snapshot)} else "all"


def chosen_day(indicator, view, snapshot):
    """The published day shown: of the year asked for, else the latest at or before the period, else the earliest there is."""
    days = days_of(indicator, snapshot)
    year = asked_year(indicator, view, snapshot)
    if year != "all":
        return next(day for day in days if str(day.year) == year)
    return next((day for day in days if day <= view.period.end), days[-1])


def year_options(indicator, view, snapshot):
    usual = next((day for day in days_of(indicator, snapshot) if day <= view.period.end), days_of(indicator, snapshot)[-1])
    return [("all", f"{wording.financial_year(usual)}, the latest by then"), *((str(day.year), wording.financial_year(day)) for day in days_of(indicator, snapshot))]


# -- sentences ---------------------------------------------------------------------------------------


def standing(indicator, snapshot, comparison, day):
    """Where the authority's own published figure stands among all of them, and what England, the region and the neighbours had."""
    name, own, year = snapshot.authority.short_name, comparison.own, wording.financial_year(day)
    if own.value is None:
        first = f"{name} has no published figure for {year}: {own.reason}."
    else:
        first = f"{name}’s published figure for {year} is {wording.value(indicator, own.value)}" + (f": {comparison.place.words}." if comparison.place else ".")
    known = [(each, said) for each, said in ((comparison.england, "England"), (comparison.region, comparison.region.name)) if each.value is not None]
    others = [f"{said} had {wording.value(indicator, each.value)}" for each, said in known]
    if comparison.neighbour_mean.value is not None:
        mean, middle = (wording.value(indicator, each.value) for each in (comparison.neighbour_mean, comparison.neighbour_median))
        others.append(f"{comparison.n_reporting} of {comparison.n_neighbours} neighbours ({comparison.model} model) a mean of {mean} and a median of {middle}")
    return f"{first} {wording.listed(others)}." if others else first


def own_count(indicator, view, snapshot, own, day):
    """The authority's own count beside the one that was published for the same day; None where nothing was."""
    if own is None or own.value is None:
        return None
    period = own_period(indicator, day)
    known = period and snapshot.period(period.label, period.grain)
    figure = known and snapshot.figure(indicator.id, known)
    if figure is None or figure.value is None or figure.status != "ok":
        return html.P(f"These extracts give no settled figure for {of_day(indicator, day)} to set beside it.", className="small")
    sentence = beside_published(indicator, figure, own, day, publisher(snapshot, own.release))
    link = html.A("The rows of this figure", href=view.href(period=known.label, view="rows", team=None))
    return html.P([sentence, " ", link, "."], className="story own-count")


def beside_published(indicator, figure, own, day, publisher):
    """DfE published 139 (40.4) for 31 March 2025; these extracts now give 140 (40.7)."""
    decimals = wording_decimals(own.value)
    theirs, ours = said_as(indicator, own.numerator, own.denominator, own.value), said_as(indicator, figure.numerator, figure.denominator, figure.value)
    of = of_day(indicator, day)
    same_value = round_half_up(figure.value, decimals) == round_half_up(own.value, decimals)
    if not own.has_counts:
        return f"{publisher} published {theirs} for {of}, and these extracts give {'the same' if same_value else ours}."
    same_counts = figure.numerator == own.numerator and (indicator.is_rate or figure.denominator == own.denominator)
    if same_counts and same_value:
        return f"{publisher} published {theirs} for {of}, and these extracts give the same."
    if figure.numerator == own.numerator and indicator.is_rate:
        return f"{publisher} published {theirs} for {of}; these extracts give the same number and {wording.value(indicator, figure.value)}: the populations differ."
    return f"{publisher} published {theirs} for {of}; these extracts now give {ours}."


def wording_decimals(value):
    """With how many decimal places a value was published: 100 with none, 40.4 with one."""
    return 0 if wording.whole(value) else 1


def said_as(indicator, numerator, denominator, value):
    shown = wording.value(indicator, value)
    if numerator is None or denominator is None:
        return shown
    if indicator.is_rate:
        return f"{wording.number(numerator)} ({shown})"
    places = 0 if wording.whole(numerator) and wording.whole(denominator) else 1
    return f"{wording.number(numerator, places)} of {wording.number(denominator, places)} ({shown})"


def of_day(indicator, day):
    return wording.day(day) if indicator.shape in ("spells", "census") else f"the year to {wording.day(day)}"


def publisher(snapshot, release):
    found = snapshot.reference.releases
    names = found.loc[found["release"] == release, "publisher"]
    name = names.iloc[0] if len(names) else release
    return "DfE" if name == "Department for Education" else name


def sources(indicator, snapshot, everyone, day):
    """The releases that the figures were taken from, the one of most first, and what they are."""
    found = snapshot.reference.releases.set_index("release")
    names = []
    for release, _ in Counter(each.release for each in everyone).most_common():
        if release in found.index:
            row = found.loc[release]
            on = f" ({wording.day(day_of(row['published_on']))})" if row["published_on"] else ""
            names.append(f"{row['publisher']}, {row['publication'][:1].lower()}{row['publication'][1:]}{on}")
        else:
            names.append(release)
    described = snapshot.reference.published_indicator(indicator.compares_with)
    return f"Source: {'; '.join(names)}. {described.definition}."


def day_of(text):
    from pandas import Timestamp

    return Timestamp(text)


# -- charts ------------------------------------------------------------------------------------------


def ranked(everyone):
    return [each for each in everyone if each.is_ranked and each.value is not None]


def funnel_of(indicator, everyone):
    """(funnel, the authorities in it), or None where the figures published have no counts behind them."""
    if not (indicator.is_rate or (indicator.unit == "percent" and not indicator.is_ratio)):
        return None
    known = each_once(each for each in ranked(everyone) if each.has_counts)
    if len(known) < ENOUGH_TO_ADJUST or len(known) < MOST * len(ranked(everyone)):
        return None
    if not indicator.is_rate and any(each.numerator > each.denominator for each in known):
        return None
    return funnel([each.numerator for each in known], [each.denominator for each in known], are_rates=indicator.is_rate), known


def why_no_funnel(indicator, everyone):
    if indicator.unit not in ("percent", "per 10,000") or indicator.is_ratio:
        return "This is no share of cases and no rate, so that no limits of chance can be drawn: the authorities are ranked instead."
    return "Only the percentages are published, without the numbers behind them. How much is chance cannot be told, and so there is no funnel: the authorities are ranked instead."


def a_funnel(indicator, view, snapshot, figure, comparison, everyone, drawn):
    found, known = drawn
    scale = 10_000 if indicator.is_rate else 100
    plain = view.asked("limits") == "chance"
    positions = found.positions if plain else found.adjusted
    neighbours = {each.area for each in comparison.neighbours}
    dots, outside = [], []
    for each, position in zip(known, positions, strict=True):
        kind = kind_of(each, snapshot, neighbours)
        if position and kind == "neighbour":
            outside.append((each, position))
        of = f"{wording.number(each.numerator)} of {wording.number(each.denominator)}"
        hover = f"<b>{each.name}</b><br>{scale * each.numerator / each.denominator:,.1f}{'%' if scale == 100 else ''}<br>{of}<br>{chance.POSITIONS[int(position)]}"
        dots.append(Dot(each.name, each.denominator, scale * each.numerator / each.denominator, kind, hover, label=each.name if kind != "other" else ""))
    dots += own_now(indicator, view, snapshot, figure)
    own = next((int(position) for each, position in zip(known, positions, strict=True) if each.area == snapshot.authority.code), None)
    mean = wording.value(indicator, scale * found.mean)
    is_england = comparison.england.value is not None and mean == wording.value(indicator, comparison.england.value)
    chart = funnel_chart(
        found, dots, scale=scale, percent=scale == 100, centre=f"England {mean}" if is_england else f"All {mean}", adjusted=not plain,
        of="Children aged 0 to 17" if indicator.is_rate else "Cases in the figure, on a scale of factors",
    )  # fmt: skip
    n_plain, n_adjusted = (sum(bool(each) for each in which) for which in (found.positions, found.adjusted))
    sentences = [funnel_words(snapshot, own, outside, plain)]
    return html.Figure(
        [
            html.P(sentences, className="story"),
            in_words(chart, f"others-{indicator.id}", f"{indicator.title}, a funnel of {len(known)} authorities. The tables below have the same figures."),
            html.Figcaption(
                [
                    html.Ul([*keys(snapshot, dots, outside), key("mean", f"{'England' if is_england else 'all together'} {mean}"), key("inner", "95% limits"), key("outer", "99.8% limits")], className="keys"),
                    html.Nav(
                        html.Ul([limits_tab(view, None, "Limits allow for over-dispersion", not plain), limits_tab(view, "chance", "Limits for chance alone", plain)]),
                        className="tabs tabs-small", **{"aria-label": "Limits"},
                    ),
                    html.P(
                        f"Authorities differ by more than chance: {n_plain} of {len(known)} lie beyond a 95% limit for chance alone (φ {wording.number(found.dispersion.phi, 1)}, where 1 is chance). "
                        f"Limits that allow for what they all differ by name {n_adjusted}."
                    ),
                    html.P(left_out(everyone, known)),
                ]
            ),
        ],
        className="trend",
    )  # fmt: skip


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


def a_strip(indicator, view, snapshot, figure, comparison, everyone):
    shown = sorted(each_once(ranked(everyone)), key=lambda each: (each.value if comparison.better == "low" else -each.value, each.name))
    if not shown:
        return html.P("No authority has a published figure for this year.", className="muted")
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
    return html.Figure(
        [
            in_words(chart, f"others-{indicator.id}", f"{indicator.title}, {len(shown)} authorities in order. The tables below have the same figures."),
            html.Figcaption(
                [
                    html.Ul([*keys(snapshot, dots, ()), *([key("mean", f"England {wording.value(indicator, england)}")] if levels else [])], className="keys"),
                    html.P(why_no_funnel(indicator, everyone)),
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
    hover = f"<b>{snapshot.authority.short_name}, these extracts</b><br>{wording.value(indicator, whole.value)}<br>{wording.counts(indicator, whole)}<br>{when}"
    return [Dot("now", whole.denominator, whole.value, "now", hover, label=f"now ({wording.short_period(view.period)})".replace(wording.NBSP, " "))]


def keys(snapshot, dots, outside):
    kinds = {dot.kind for dot in dots}
    names = {"own": f"{snapshot.authority.short_name}, as published", "now": f"{snapshot.authority.short_name}, these extracts", "neighbour": "neighbours", "other": "other authorities"}
    return [key(f"dot-{kind}", name) for kind, name in names.items() if kind in kinds]


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
    return f"{first} Of its neighbours, {wording.listed(parts)}." if parts else f"{first} So do all its neighbours that are in it." if own == 0 else f"{first} No neighbour lies outside."


# -- tables ------------------------------------------------------------------------------------------


def neighbours_table(indicator, view, model, comparison, models):
    """Every neighbour of a model with its value or why it has none, closest first; mean and median below."""
    elsewhere = {each.area for other, at in models.items() if other != model for each in at.neighbours}
    rows = []
    for place, each in enumerate(comparison.neighbours, start=1):
        note = each.reason or each.note
        also = None if each.area in elsewhere or not elsewhere else html.Span("only in this model", className="small")
        rows.append(
            html.Tr(
                [
                    html.Td(str(place), className="num muted"),
                    html.Th([each.name, " ", also], scope="row"),
                    html.Td(wording.value(indicator, each.value) if each.value is not None else html.Span(note[:1].upper() + note[1:], className="small"), className="num"),
                ]
            )
        )
    n = f"{comparison.n_reporting} of {comparison.n_neighbours} report"
    summary = [
        html.Tr([html.Td(""), html.Th([name, " ", html.Span(n, className="small")], scope="row"), html.Td(total(indicator, each), className="num strong")])
        for name, each in (("Mean", comparison.neighbour_mean), ("Median", comparison.neighbour_median))
    ]
    year = wording.financial_year(comparison.period_end) if comparison.period_end is not None else ""
    return html.Table(
        [
            html.Caption(f"{model} model, {year}" + (", chosen above" if model == model_of(view) and view.compare.startswith("neighbours") else ""), className="shown"),
            html.Thead(html.Tr([html.Th("Rank", scope="col", className="num"), html.Th("Neighbour", scope="col"), html.Th("Published", scope="col", className="num")])),
            html.Tbody(rows),
            html.Tfoot(summary),
        ],
        className="table-plain dense neighbours",
    )


def total(indicator, published):
    return wording.value(indicator, published.value) if published.value is not None else html.Span(published.reason.capitalize(), className="small")


def every_authority(indicator, comparison, everyone, drawn):
    """All of them in order, with counts and place; those without a figure last, with the reason."""
    positions = dict(zip((each.area for each in drawn[1]), drawn[0].adjusted, strict=True)) if drawn else {}
    neighbours = {each.area for each in comparison.neighbours}
    low = comparison.better == "low"
    values = [each.value for each in ranked(everyone)]
    rank_of = {each.area: 1 + sum((other < each.value) if low else (other > each.value) for other in values) for each in ranked(everyone)}
    ordered = sorted(everyone, key=lambda each: (rank_of.get(each.area, 10_000), each.value is None, each.name))
    body = []
    for each in ordered:
        mark = "neighbour" if each.area in neighbours else "own" if each.area == comparison.area else ""
        value = wording.value(indicator, each.value) if each.value is not None else html.Span(each.reason, className="muted")
        body.append(
            html.Tr(
                [
                    html.Td(str(rank_of.get(each.area, "")), className="num muted"),
                    html.Th([each.name, html.Span(f" {mark}", className="small") if mark == "neighbour" else None], scope="row", className="strong" if mark == "own" else ""),
                    html.Td(value, className="num strong"),
                    html.Td(said_counts(each), className="num muted"),
                    html.Td(chance.POSITIONS[int(positions[each.area])] if each.area in positions else "") if drawn else None,
                    html.Td(each.note or ("" if each.is_ranked else "too small to rank"), className="muted"),
                ],
                className="chosen" if mark == "own" else "",
            )
        )
    head = [("Rank", "num"), ("Authority", ""), ("Published", "num"), ("Of", "num"), *([("Limits that allow for over-dispersion", "")] if drawn else []), ("Note", "")]
    return cells.scroller(
        html.Table(
            [
                html.Caption(f"Every authority, rank 1 is the {'best' if comparison.better else 'highest'}", className="sr-only"),
                html.Thead(html.Tr([html.Th(name, scope="col", className=classes) for name, classes in head])),
                html.Tbody(body),
            ],
            className="table-plain dense",
        ),
        f"{indicator.title}, every authority",
    )


def said_counts(each):
    if not each.has_counts:
        return ""
    places = 0 if wording.whole(each.numerator) and wording.whole(each.denominator) else 1
    return f"{wording.number(each.numerator, places)} of {wording.number(each.denominator, places)}"
