"""One published indicator: everyone in order with intervals, small multiples by year, the place by year, both sets of neighbours."""

from dashboard import cells, chance, theme, wording
from dashboard import plain as html
from dashboard.charts import nice_range
from dashboard.compare.asked import LISTS, shown
from dashboard.compare.drawings import caterpillar, rank_line, small_multiple
from dashboard.compare.overview import span
from dashboard.indicator.neighbours import neighbours_table
from dashboard.indicator.others import sources, standing
from dashboard.opens import opens, under
from dashboard.plain import Caption, Span, Table, Tbody, Td, Th, Thead, Tr
from dashboard.take_away import take_away
from metrics.comparison import SYMBOLS, each_once, ordinal


CARD = "card compare-card"
YEARS = "Over the years"


def one(asked):
    key = asked.key
    indicator = shown(asked.of_key[key].about)
    at = asked.among(key)
    found = asked.ranked(key)
    years, place = asked.of_key[key].days, at.now.place
    return [
        opens(f"Among all authorities, {wording.financial_year(at.now.period_end)}", place.words if place else "No place", everyone(asked, indicator, at, found), className=CARD, is_open=True),
        html.Section(
            [html.H2(YEARS, id="over-the-years"), under(YEARS, wording.plural(len(years), "year"), over_the_years(asked, indicator))], className=CARD
        ),
        opens("Its place over the years", f"{place.words} now" if place else "No place now", places(asked, indicator), className=CARD),
        opens("Old and new neighbours", f"Neighbours by {wording.listed(asked.reference.neighbour_models)}", both_models(asked, indicator, at), className=CARD),
        html.P(sources(indicator, asked.snapshot, [row.authority for row in found], at.now.period_end), className="small source"),
    ]


# -- everyone, on one day --------------------------------------------------------------------------------


def everyone(asked, indicator, at, found):
    placed = [row for row in found if row.place]
    said = html.P([standing(indicator, asked.snapshot, at.now, at.now.period_end), " ", chance.sentence(at.differences)], className="story")
    if not placed:
        yield said
        yield html.P("No authority has a published figure for this year.", className="muted")
        return
    low, high = scale_of(indicator, placed)
    yield html.Figure(
        [
            html.Div(
                [
                    html.Span(f"{wording.number(high)}{wording.suffix(indicator)}", className="scale-top"),
                    caterpillar(placed, at.published.area, {each.area for each in at.now.neighbours}, at.now.england.value, low, high, drawn_words(asked, indicator, at, placed)),
                    html.Span(f"{wording.number(low)}{wording.suffix(indicator)}", className="scale-foot"),
                ],
                className="on-scale",
            ),
            html.Figcaption(
                [
                    said,
                    html.Ul([html.Li(name, className=f"key key-{kind}") for kind, name in keys(asked)], className="keys small"),
                    html.P(read_words(at, placed), className="small"),
                ]
            ),
        ],
        className="all-of-them",
    )
    yield lists(asked)
    yield table_of(asked, indicator, at, found)
    yield downloads(asked, "authorities", f"{indicator.title}, every authority")
    yield own_pages(asked, indicator, at)


def keys(asked):
    return (("dot-own", asked.snapshot.authority.short_name), ("dot-near", "neighbours"), ("dot-faint", "other authorities"), ("mean", "England"))


def own_pages(asked, indicator, at):
    """To our own indicators that compare with this one."""
    ours = asked.ours.get(indicator.id)
    if not ours:
        return html.P("No indicator of these extracts compares with it: this is what was published, and nothing else.", className="small")
    links = []
    for own in ours:
        links += [", ", html.A(own.title, href=asked.view.href(f"/indicator/{own.id}", view="others", year=at.now.period_end.year))]
    return html.P(["From these extracts: ", *links[1:], "."], className="small")


def scale_of(indicator, placed):
    values = [row.authority.value for row in placed] + [limit for row in placed if row.interval for limit in row.interval]
    return scale_of_years(indicator, values)


def drawn_words(asked, indicator, at, placed):
    first, last = placed[0].authority, placed[-1].authority
    own = f" {asked.snapshot.authority.short_name} is {at.now.place.words}." if at.now.place else ""
    return (
        f"{indicator.title}, {len(placed)} authorities in order, from {first.name} with {wording.value(indicator, first.value)} to {last.name} with "
        f"{wording.value(indicator, last.value)}.{own} The tables below have the same figures."
    )


def read_words(at, placed):
    """How to read the picture, and who is not in it as one of its own."""
    best = "best" if at.now.better else "highest"
    n_with = sum(row.interval is not None for row in placed)
    lines = (
        "Upright lines are 95% intervals." if n_with == len(placed)
        else f"Upright lines are 95% intervals, of the {wording.number(n_with)} whose counts are published." if n_with
        else "There are no intervals: " + ("only the values are published." if at.published.about.unit in ("percent", "per 10,000") and not at.published.counts else "this is no share of cases and no rate.")
    )  # fmt: skip
    words = [f"The {best} stands at the left; a quarter of {wording.number(len(placed))} authorities lies between two posts.", lines]
    n_joint = len(placed) - len(each_once(row.authority for row in placed))
    if n_joint:
        words.append(f"{wording.plural(n_joint, 'pair')} of authorities make one joint return and show the same figure; each is ranked, and in a mean of neighbours they count once.")
    return " ".join(words)


def lists(asked):
    """Which of them the table shows."""
    items = [
        html.Li(html.A(asked.region_name if name == "region" else words, href=asked.href(list=name), id=f"list-{name}", **({"aria-current": "true"} if asked.list == name else {})))
        for name, words in LISTS.items()
    ]
    return html.Nav(html.Ul(items), className="tabs tabs-small", **{"aria-label": "Authorities in the table"})


def chosen(asked, at, found):
    """The rows of the table: the neighbours, the region's authorities or all, the authority itself always among them."""
    if asked.list == "all":
        return found
    if asked.list == "neighbours":
        wanted = {each.area for each in at.now.neighbours}
    else:
        wanted = set(asked.reference.areas.loc[asked.reference.areas["region_code"] == asked.region, "code"])
    return [row for row in found if row.authority.area in wanted | {at.published.area}]


def table_of(asked, indicator, at, found):
    shown_rows = chosen(asked, at, found)
    ends = [limit for row in shown_rows if row.interval for limit in (*row.interval, row.authority.value)]
    low, high = (min(ends), max(ends)) if ends else (0, 1)
    neighbours = {each.area for each in at.now.neighbours}
    has_bars, has_counts = any(row.interval for row in shown_rows), any(row.authority.has_counts for row in shown_rows)
    has_notes = any(row.authority.note or row.place is None for row in shown_rows)
    head = [
        ("Place", "num"), ("Authority", ""), ("Published", "num"), *([("Of", "num")] if has_counts else []),
        *([("95% interval", "num"), ("", "c-bar")] if has_bars else []), *([("Note", "")] if has_notes else []),
    ]  # fmt: skip
    body = []
    for row in shown_rows:
        each = row.authority
        is_own = each.area == at.published.area
        note = each.note if row.place else each.note or ("" if each.reason else "too small to rank")
        value = wording.value(indicator, each.value) if each.value is not None else Span(each.reason, className="small")
        body.append(
            Tr(
                [
                    Td(str(row.place.rank) if row.place else wording.DASH, className="num"),
                    Th([each.name, Span(" neighbour", className="tagged") if each.area in neighbours else None], scope="row", className="strong" if is_own else ""),
                    Td(value, className="num strong"),
                    *([Td(wording.counts(indicator, each) if each.has_counts else "", className="num")] if has_counts else []),
                    *([Td(span(indicator, row.interval) if row.interval else "", className="num"), Td(bar(row, low, high, is_own), className="c-bar")] if has_bars else []),
                    *([Td(note, className="muted")] if has_notes else []),
                ],
                className="chosen" if is_own else "near" if each.area in neighbours else "",
            )
        )
    best = "best" if at.now.better else "highest"
    table = Table(
        [
            Caption(f"{indicator.title}, {LISTS[asked.list].lower()}, {wording.financial_year(at.now.period_end)}: place 1 is the {best}", className="sr-only"),
            Thead(Tr([Th(name or cells.sr("Drawn"), scope="col", className=classes) for name, classes in head])),
            Tbody(body),
        ],
        className="table-plain dense of-all",
    )
    return cells.scroller(table, f"{indicator.title}, {LISTS[asked.list].lower()}")


def bar(row, low, high, is_own):
    """The interval as a bar and the value as a dot on it, from the lowest to the highest of the table; beside the numbers that it draws."""
    if row.interval is None:
        return None

    def at(value):
        return round(100 * (min(max(value, low), high) - low) / ((high - low) or 1), 1)

    left, right = (at(limit) for limit in row.interval)
    return Span(
        [
            Span(className="bar-line", style={"left": f"{left}%", "width": f"{round(right - left, 1)}%"}),
            Span(className="bar-dot", style={"left": f"{at(row.authority.value)}%"}),
        ],
        className="ci own" if is_own else "ci",
        **{"aria-hidden": "true"},
    )


# -- by year ---------------------------------------------------------------------------------------------


def lines_of(asked, indicator):
    """(name, kind, area, [(value, why there is none)] by year) of the authority, England, the region chosen and each neighbour."""
    of, authority = asked.of_key[indicator.id], asked.snapshot.authority
    neighbours = asked.reference.neighbours(authority.code, asked.model)
    wanted = [(authority.short_name, "own", authority.code), ("England", "england", asked.reference.england), (asked.region_name, "region", asked.region)]
    wanted += [(asked.reference.area(code).short_name, "neighbour", code) for code in neighbours]
    by_day = [asked.reference.published_on(indicator.id, day)[1] for day in of.days]
    found = []
    for name, kind, area in wanted:
        line = []
        for rows in by_day:
            value, symbol, _ = rows.get(area, (None, "", ""))
            line.append((value, "" if value is not None else SYMBOLS.get(symbol, symbol) or "not published"))
        found.append((name, kind, area, line))
    return found


COLOURS = {"own": theme.OWN, "england": theme.ENGLAND, "region": theme.ENGLAND, "neighbour": theme.NEIGHBOURS}


def over_the_years(asked, indicator):
    of, lines = asked.of_key[indicator.id], lines_of(asked, indicator)
    values = [value for *_, line in lines for value, _ in line if value is not None]
    years = [wording.financial_year(day) for day in of.days]
    if not values or len(years) < 2:
        yield html.P(f"There is one year of it only, {years[0]}: no line can be drawn.", className="muted")
        return
    low, high = scale_of_years(indicator, values)
    own = [value for value, _ in lines[0][3]]
    yield html.Ul([multiple(indicator, years, name, kind, line, None if kind == "own" else own, low, high) for name, kind, _, line in lines], className="multiples")
    yield html.P(years_said(asked, indicator, years, lines), className="story")
    yield html.P(scale_said(asked, indicator, years, low, high), className="small")
    yield html.Details([html.Summary("These lines as a table"), table_by_year(indicator, years, lines)])
    yield downloads(asked, "years", f"{indicator.title} by year")


def scale_said(asked, indicator, years, low, high):
    return (
        f"All on one scale, {wording.number(low)} at the foot to {wording.number(high)}{wording.suffix(indicator)} at the top, {years[0]} to {years[-1]}; "
        f"{asked.snapshot.authority.short_name}’s line is drawn faintly behind each. The neighbours are those of the {asked.model} model, also before it was made."
    )


def scale_of_years(indicator, values):
    low, high, _ = nice_range(values, floor_at=0, ceiling_at=100 if indicator.unit == "percent" and max(values) <= 100 else None)
    return low, high


def multiple(indicator, years, name, kind, line, behind, low, high):
    values = [value for value, _ in line]
    known = [place for place, value in enumerate(values) if value is not None]
    if not known:
        words = f"{name}: no figure is published for any of these years."
        ends = [html.Span("Never published", className="small")]
    else:
        first, last = known[0], known[-1]
        said = [f"{years[place]} {wording.value(indicator, values[place])}" for place in (first, last)]
        words = f"{name}: {said[0]}, {said[1]}; lowest {wording.value(indicator, min(values[p] for p in known))}, highest {wording.value(indicator, max(values[p] for p in known))}."
        ends = [
            html.Span([wording.value(indicator, values[first]), html.Span(f" {years[first]}", className="unit")]),
            html.Span([html.Span(f"{years[last]} ", className="unit"), wording.value(indicator, values[last])], className="last"),
        ]
    return html.Li(
        [
            html.P(name, className="multiple-name"),
            small_multiple(values, behind, low, high, COLOURS[kind], words),
            html.P(ends, className="multiple-ends"),
            html.P(gaps(years, line), className="small") if len(known) < len(line) and known else None,
        ],
        className=f"of-{kind}",
    )


def gaps(years, line):
    """The years without a figure and why: 2016-17 and 2017-18: suppressed, to protect confidentiality."""
    why = {}
    for year, (value, reason) in zip(years, line, strict=True):
        if value is None:
            why.setdefault(reason, []).append(year)
    words = "; ".join(f"{wording.listed(of) if len(of) < 4 else f'{len(of)} years from {of[0]} to {of[-1]}'}: {reason}" for reason, of in why.items())
    return words + "."


def years_said(asked, indicator, years, lines):
    """How far it went, and on which side of England and of the neighbours it was, year by year."""
    name, own = asked.snapshot.authority.short_name, [value for value, _ in lines[0][3]]
    known = [place for place, value in enumerate(own) if value is not None]
    if not known:
        return f"{name} has no published figure in any of these years."
    first, last = known[0], known[-1]
    moved = wording.value(indicator, own[first]), wording.value(indicator, own[last])
    begun = f"{name} had {moved[0]} for {years[first]} and {moved[1]} for {years[last]}." if first != last else f"{name} had {moved[0]} for {years[first]}, its only figure."
    means = {at.period_end: at.neighbour_mean.value for at in asked.over_years(indicator.id)}
    of_neighbours = [means[day] for day in asked.of_key[indicator.id].days]
    parts = []
    for who, others in (("England", [value for value, _ in lines[1][3]]), ("its neighbours’ mean", of_neighbours)):
        both = [place for place in known if others[place] is not None]
        if both:
            above = sum(wording.against(indicator, own[place], others[place]) == "above" for place in both)
            parts.append(f"above {who} in {above} of {wording.plural(len(both), 'year')}")
    return f"{begun} It was {wording.listed(parts)}." if parts else begun


def table_by_year(indicator, years, lines):
    """Everyone's figures by year; why there is none, in words."""
    rows = [
        Tr(
            [
                Th(name, scope="row", className="strong" if kind == "own" else ""),
                *(Td(wording.value(indicator, value) if value is not None else Span(why.split(",")[0], className="small"), className="num") for value, why in line),
            ],
            className="chosen" if kind == "own" else "",
        )
        for name, kind, _, line in lines
    ]
    table = Table(
        [
            Caption(f"{indicator.title} by year", className="sr-only"),
            Thead(Tr([Th("Who", scope="col"), *(Th(year, scope="col", className="num") for year in years)])),
            Tbody(rows),
        ],
        className="table-plain dense",
    )
    return cells.scroller(table, f"{indicator.title} by year")


# -- its place by year -------------------------------------------------------------------------------------


def places(asked, indicator):
    found = asked.over_years(indicator.id)
    by_year = [at.place for at in found]
    name = asked.snapshot.authority.short_name
    known = [(wording.financial_year(at.period_end), at.place) for at in found if at.place]
    if not known:
        yield html.P(f"{name} has no place in any year: {found[-1].place_reason}.", className="muted")
        return
    best = "best" if found[-1].better else "highest"
    said = html.P(places_said(name, known, best), className="story")
    if len(known) < 2:
        yield said
    else:
        yield html.Figure(
            [
                html.Div(
                    [html.Span(f"1st, the {best}"), rank_line(by_year, f"{places_said(name, known, best)} The table has the same."), html.Span([f"last of {max(p.of for _, p in known)}", html.Span(f"{wording.financial_year(found[0].period_end)} to {wording.financial_year(found[-1].period_end)}")], className="rank-foot")],
                    className="ranks-drawn",
                ),
                html.Figcaption([said, html.P("A quarter of the authorities lies between two lines.", className="small")]),
            ]
        )
    rows = [
        html.Tr(
            [
                html.Th(wording.financial_year(at.period_end), scope="row"),
                html.Td(wording.value(indicator, at.own.value) if at.own.value is not None else html.Span(at.own.reason.capitalize(), className="small"), className="num strong"),
                html.Td(at.place.words.split(", ")[0] if at.place else html.Span("No place", className="small"), className="num"),
                html.Td(at.place.words.split(", ")[1] if at.place else wording.DASH),
                html.Td(wording.value(indicator, at.england.value), className="num"),
                html.Td(wording.value(indicator, asked.of_region(indicator.id, at.period_end)), className="num"),
                html.Td([wording.value(indicator, at.neighbour_mean.value), html.Span(f" {at.n_reporting} of {at.n_neighbours}", className="unit")], className="num"),
            ]
        )
        for at in reversed(found)
    ]
    head = [("Year", ""), (name, "num"), ("Place", "num"), ("Quarter", ""), ("England", "num"), (asked.region_name, "num"), ("Neighbours’ mean", "num")]
    yield cells.scroller(
        cells.table(head, rows, f"{indicator.title}: the place of {name} by year"),
        f"{indicator.title}, place by year",
    )
    yield downloads(asked, "places", f"{indicator.title}, place by year", image=len(known) > 1)


def places_said(name, known, best):
    first, last = known[0], known[-1]
    highest = min(known, key=lambda each: each[1].rank / each[1].of)
    if len(known) == 1:
        return f"{name} was {last[1].words}, in {last[0]}; the {best} is 1st."
    return f"{name} was {ordinal(first[1].rank)} of {first[1].of} in {first[0]} and is {last[1].words} in {last[0]}; nearest the first in {highest[0]}, {ordinal(highest[1].rank)}. The {best} is 1st."


# -- both sets of neighbours -----------------------------------------------------------------------------------


def both_models(asked, indicator, at):
    """The sets side by side, and what the mean would be by the other."""
    models = {model: asked.comparison(indicator.id, at.now.period_end, model) for model in asked.reference.neighbour_models}
    yield html.Div([neighbours_table(indicator, model, each, models, is_chosen=model == asked.model) for model, each in models.items()], className="side-by-side")
    yield html.P(models_said(indicator, models), className="story")
    yield downloads(asked, "neighbours", f"{indicator.title}, both sets of neighbours", image=False, n_tables=len(models))


def models_said(indicator, models):
    sets = [{each.area for each in at.neighbours} for at in models.values()]
    both = len(set.intersection(*sets)) if sets else 0
    means = [f"{wording.value(indicator, at.neighbour_mean.value)} by the {model} model" for model, at in models.items() if at.neighbour_mean.value is not None]
    said = f"{wording.plural(both, 'authority is', 'authorities are')} in every set." if len(sets) > 1 else ""
    return f"The neighbours’ mean is {wording.listed(means)}. {said}" if means else f"No neighbour has a figure. {said}"


def downloads(asked, kind, what, **how):
    return take_away(what, lambda ending, **part: asked.href(f"/download/compare/{kind}.{ending}", list=None, **part), **{"image": True, **how})
