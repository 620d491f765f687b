"""Every published indicator, theme by theme: where the authority stands in each."""

from itertools import groupby

from dashboard import wording
from dashboard.cells import folding, sr
from dashboard.compare.asked import ALL, ORDERS, shown
from dashboard.compare.drawings import strip
from dashboard.opens import opens
from dashboard.plain import A, Div, Li, P, Span, Td, Th, Tr, Ul
from metrics.comparison import ordinal
from metrics.differences import ENGLAND, NEIGHBOURS, SAME, YEAR_AGO
from metrics.rounding import round_half_up


def overview(asked):
    found = [(key, asked.among(key)) for key in asked.of_key]
    silent = [key for key, at in found if at is None]
    rows = ordered(asked, [(key, at) for key, at in found if at is not None])
    return [
        P(summary(asked, rows), className="story"),
        keys(asked),
        Div(tables(asked, rows), className="compared"),
        left_out(asked, silent),
        P(
            "Ours is above, ours is below: by more than chance would give. Where counts are published, that is whether the 95% interval of the authority’s figure leaves England’s or the "
            "neighbours’ mean out, which are taken as given; against the year before, whether both figures could come of one rate, which finds too few differences where the same "
            "children are counted in both. Of those where nothing differs, one in twenty "
            "says that it does, by luck alone. “10 of 10” is how many of the neighbours have a figure. Where no interval stands, the counts are not published or it is no share of cases.",
            className="small",
        ),
    ]


def by_theme(asked, rows):
    """(theme, its rows), in the order of themes."""
    return [(theme, list(those)) for theme, those in groupby(rows, key=lambda row: asked.theme(row[0]))]


def tables(asked, rows):
    """One for each theme, its columns in line with those of the others; one of all where another order is asked for. Under each stands what it shows."""
    if asked.order != ALL:
        return table(asked, rows, f"Every published indicator, {ORDERS[asked.order].lower()}")
    name = asked.snapshot.authority.short_name
    return [opens(theme, in_short(those), table(asked, those, f"{theme}: {name} among all authorities")) for theme, those in by_theme(asked, rows)]


def table(asked, rows, caption):
    return [folding(headings(asked), [row(asked, key, at) for key, at in rows], caption, "compared-all"), P(said(rows), className="story")]


def ends(rows):
    """How many are in the worst quarter of authorities and how many in the best, of those of which one way is good."""
    quarters = [at.now.place.quartile for _, at in rows if at.now.place and at.now.better]
    return [(quarters.count(4), "worst"), (quarters.count(1), "best")]


def in_short(rows):
    """11 indicators, 3 in the worst quarter, 2 in the best."""
    return ", ".join([wording.plural(len(rows), "indicator"), *(f"{n} in the {words} quarter" for n, words in ends(rows) if n)])


def said(rows, of="indicator"):
    """What a table shows: who stands at an end, and what differs from England."""
    places = [f"{wording.number(n) if n else 'none'} {'are' if n > 1 else 'is'} in the {words} quarter of authorities" for n, words in ends(rows)]
    told = [at.verdict(ENGLAND) for _, at in rows if at.verdict(ENGLAND)]
    n_real = sum(verdict != SAME for verdict in told)
    beyond = f"; {wording.number(n_real)} of the {wording.number(len(told))} with published counts {'differs' if n_real == 1 else 'differ'} from England by more than chance"
    return f"Of {wording.plural(len(rows), of)}, {places[0]} and {places[1].replace(' quarter of authorities', '')}{beyond * bool(told)}."


def headings(asked):
    return [
        ("Published indicator", "c-name"),
        (f"{asked.snapshot.authority.short_name}, 95% interval", "num"),
        ("England", "num"),
        (asked.region_name, "num"),
        (f"Neighbours’ mean, {asked.model} model", "num"),
        ("Place among all", "c-place"),
        ("Low to high", "c-strip"),
        ("On the year before", "num"),
    ]


def ordered(asked, rows):
    """By theme as they come, or by what the address asks for; what has no place last."""
    if asked.order == ALL:
        return rows

    def at_place(row):
        place = row[1].now.place
        return None if place is None else (place.rank / place.of) * (1 if asked.order == "best" else -1)

    def by_places(row):
        gained = row[1].places_gained
        return None if gained is None else gained * (1 if asked.order == "lost" else -1)

    measure = at_place if asked.order in ("best", "worst") else by_places
    return sorted(rows, key=lambda row: (measure(row) is None, measure(row) or 0))


def row(asked, key, at):
    indicator, now = shown(at.published.about), at.now
    region = asked.of_region(key, now.period_end)
    name = A(indicator.title, href=asked.href(indicator=key), id=f"to-{key}")
    when = wording.financial_year(now.period_end)
    cells = [
        own(indicator, at),
        beside(indicator, now.england.value, at.verdict(ENGLAND), now.england.reason),
        beside(indicator, region, None, "Not published"),
        beside(indicator, now.neighbour_mean.value, at.verdict(NEIGHBOURS), now.neighbour_mean.reason, f"{now.n_reporting} of {now.n_neighbours}"),
        place(now),
        drawn(asked, key, indicator, now),
        moved(indicator, at),
    ]
    classes = ["num", "num", "num", "num", "c-place", "c-strip", "num"]
    return Tr(
        [
            Th([name, Span(f"{when}, {indicator.measured}", className="small")], scope="row", className="c-name"),
            *(Td(cell, className=of) for cell, of in zip(cells, classes, strict=True)),
        ]
    )


def own(indicator, at):
    if at.now.own.value is None:
        return Span(at.now.own.reason.capitalize(), className="small")
    small = span(indicator, at.interval) if at.interval else at.now.own.note
    return [Span(wording.value(indicator, at.now.own.value), className="value"), Span(small, className="small") if small else None]


def span(indicator, interval):
    """The ends of an interval: 33.9 to 47.7."""
    return f"{wording.number(interval[0], 1)} to {wording.number(interval[1], 1)}{wording.suffix(indicator)}"


def beside(indicator, value, verdict, reason, n=""):
    """Another's figure, and on which side of it the authority lies, where that is more than chance."""
    if value is None:
        return Span(reason[:1].upper() + reason[1:], className="small")
    said = Span(f"ours is {verdict}", className="beyond") if verdict and verdict != SAME else "within chance" if verdict else ""
    small = [n, "; " if n and said else "", said] if n or said else None
    return [Span(wording.value(indicator, value), className="fact"), Span(small, className="small") if small else None]


def place(now):
    """77th of 151, and which quarter, as a chip where it is the best or the worst."""
    found = now.place
    if found is None:
        return nothing(now.place_reason)
    words = found.words.split(", ")[1]
    kind = {1: "good", 4: "bad"}.get(found.quartile) if found.better else None
    return [
        Span(f"{ordinal(found.rank)} of {found.of}", className="fact"),
        Span(words[:1].upper() + words[1:], className=f"chip chip-{kind}") if kind else Span(words[:1].upper() + words[1:], className="small"),
    ]


def drawn(asked, key, indicator, now):
    """The strip, made once for a year and model."""
    return asked.snapshot.once(("compare: strip", key, now.period_end, asked.model), lambda: _strip(asked, indicator, now))


def _strip(asked, indicator, now):
    values = [*now.others, *([now.own.value] if now.is_ranked and now.own.value is not None else [])]
    if not values:
        return Span(wording.DASH, className="muted")
    neighbours = [each.value for each in now.neighbours if each.value is not None]
    words = [f"Of {len(values)} authorities the lowest has {wording.value(indicator, min(values))}, the highest {wording.value(indicator, max(values))}"]
    if now.own.value is not None:
        words.append(f"{asked.snapshot.authority.short_name} {wording.value(indicator, now.own.value)}")
    if now.england.value is not None:
        words.append(f"England {wording.value(indicator, now.england.value)}")
    if neighbours:
        words.append(f"neighbours {wording.value(indicator, min(neighbours))} to {wording.value(indicator, max(neighbours))}")
    return strip(values, now.own.value, now.england.value, neighbours, "; ".join(words) + ".")


def moved(indicator, at):
    """By how much, whether beyond chance, and from which place."""
    if at.before is None:
        return Span("Not published for the year before", className="small")
    if at.change is None:
        if at.now.own.value is None:
            return nothing("no figure of this year")
        return Span(f"No figure for {wording.financial_year(at.before.period_end)}: {at.before.own.reason}", className="small")
    verdict, change = at.verdict(YEAR_AGO), round_half_up(at.change, indicator.decimals)
    better = "" if not change or not indicator.good else " better" if (change > 0) == (indicator.good == "high") else " worse"
    beyond = "" if verdict is None else "within chance" if verdict == SAME else Span("beyond chance", className="beyond")
    was = f"{ordinal(at.before.rank)} then" if at.before.rank else ""
    return [
        Span(f"{wording.by(indicator, wording.signed(at.change, indicator.decimals))}{better}", className="fact"),
        Span([beyond, "; " if beyond and was else "", was, sr(gained_words(at))], className="small") if beyond or was else None,
    ]


def nothing(why):
    """A dash where the cell of the authority's own figure says why already."""
    return [Span(wording.DASH, className="muted"), sr(f" {why}")]


def gained_words(at):
    gained = at.places_gained
    return "" if not gained else f", {wording.plural(abs(gained), 'place')} {'nearer the first' if gained > 0 else 'further from the first'} now"


def summary(asked, rows):
    """The same of all of them, and of which year they are."""
    year = f"for the reporting year {asked.year}" if asked.year else "by the latest figures of each"
    return f"{asked.snapshot.authority.short_name}, {year}. {said(rows, 'published indicator')}"


def n_tables(asked):
    return 1 if asked.order != ALL else len({asked.theme(key) for key in asked.of_key if asked.among(key) is not None})


def keys(asked):
    named = [("own", asked.snapshot.authority.short_name), ("neighbour", "neighbours"), ("england", "England"), ("other", "other authorities")]
    return Div(
        Ul([Li(name, className=f"key key-tick-{kind}") for kind, name in named], className="keys small", **{"aria-label": "What the marks in the strips mean"}), className="above-table"
    )


def left_out(asked, silent):
    if not silent:
        return None
    links = []
    for key in silent:
        links += [", ", A(asked.of_key[key].about.label, href=asked.href(indicator=key, year=None))]
    return P([f"Not published for {asked.year}: ", *links[1:], "."], className="small apart")
