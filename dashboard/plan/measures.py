"""What the figures say of a measure of the plan, quarter by quarter of a year, and the tables that show it."""

import datetime as dt
from collections import namedtuple

from dashboard import cells, icons, real, wording
from dashboard.blocks import block
from dashboard.plain import A, Caption, Details, P, Span, Summary, Table, Tbody, Td, Th, Thead, Tr
from dashboard.without_figure import without_figure
from metrics.periods import Period, period_of

#: Everything that is shown of one measure. `quarters`: (figure or None, target or None) of each; `why`: why there is no figure at all.
Row = namedtuple("Row", "measure indicator title quarters baseline latest target before reading colour why")

COLOURS = ("blue", "green", "amber", "red", "grey")
#: What a colour means of a measure; actions have words of their own (metrics.plan.STATUSES).
MEANS = {
    "blue": "Met, reliably: while nothing changes it stays met",
    "green": "Met",
    "amber": "Within tolerance of the target",
    "red": "Not met",
    "grey": "Too few to judge, no target, or no figure",
}
KINDS = {"blue": "best", "green": "good", "amber": "near", "red": "bad", "grey": "plain"}
JUDGED = {"met": "green", "near": "amber", "not met": "red"}


def year_of(view):
    """The financial year that holds the period shown."""
    return period_of(view.period.end if view.period else dt.date.today(), "year")


def quarters_of(year):
    return [Period(year.first_month + 3 * n, "quarter") for n in range(4)]


def rows(measures, view, snapshot):
    year, team = year_of(view), view.team
    return [snapshot.once(("plan", measure, team, year), lambda m=measure: row(m, view, snapshot)) for measure in measures]


def row(measure, view, snapshot):
    indicator, year, team = snapshot.indicators.get(measure.indicator), year_of(view), view.team
    if indicator is None:
        return Row(measure, None, measure.title or measure.indicator, [], None, None, None, None, None, "grey", "There is no indicator of this name")
    quarters = [(snapshot.figure(indicator.id, q, team), snapshot.target(indicator, q.end, team)) for q in quarters_of(year)]
    latest = latest_of(indicator, year, team, snapshot)
    base = baseline(measure, indicator, year, team, snapshot)
    title = measure.title or indicator.title
    if latest is None:
        known = [figure for figure, _ in quarters if figure is not None]
        why = "Not over yet" if any(map(cells.has_value, known)) else snapshot.why_missing(indicator, known[0] if known else None, team)
        return Row(measure, indicator, title, quarters, base, None, None, None, None, "grey", why)
    target, period = snapshot.target(indicator, latest.period_end, team), snapshot.period(latest.period, latest.grain)
    reading = real.read(snapshot.signal(indicator, team), period, target)
    before = snapshot.before(indicator.id, period, team)
    return Row(measure, indicator, title, quarters, base, latest, target, before, reading, colour(latest.judgement, reading.is_reliable), "")


def colour(judgement, is_reliable):
    if judgement == "met" and is_reliable:
        return "blue"
    return JUDGED.get(judgement, "grey")


def latest_of(indicator, year, team, snapshot):
    """The latest settled figure of a year: a month's, or the quarter's where the month has too few cases to judge by.

    Events that are counted are told by the quarter: the plan's targets are, and a month has a third of them.
    """
    month, quarter = (settled(snapshot.series(indicator.id, team, grain), year) for grain in ("month", "quarter"))
    if indicator.shape == "events" and not indicator.has_denominator:
        return quarter
    if quarter is not None and (month is None or (month.judgement == "too few" and quarter.judgement != "too few")):
        return quarter
    return month


def settled(figures, year):
    found = [f for f in figures if f.status == "ok" and f.value is not None and f.period_start >= year.start and f.period_end <= year.end]
    return found[-1] if found else None


def baseline(measure, indicator, year, team, snapshot):
    """(value, when): the trajectory's, else the plan's own for the authority, else the figure of the quarter before the year; or None."""
    for quarter in quarters_of(year):
        way = snapshot.reference.trajectory(indicator.id, team, quarter.end)
        if way is not None and way.baseline is not None and (not team or way.team):
            return way.baseline, wording.short_day(way.baseline_on) if way.baseline_on else "the plan’s"
    if measure.baseline is not None and not team:
        return measure.baseline, of_when(measure.baseline_of)
    before = quarters_of(year)[0].before
    figure = snapshot.figure(indicator.id, before, team)
    if figure is None or figure.status != "ok" or figure.value is None:
        return None
    return figure.value, breaking(wording.short_period(before))


def of_when(when):
    """31 Mar 2022; Nov 2023; 2022-23: what a baseline is of."""
    if when is None:
        return "the plan’s"
    return breaking(wording.short_period(when) if isinstance(when, Period) else wording.short_day(when))


# -- tables ------------------------------------------------------------------------------------------


def table(groups, caption, view, numbered=False):
    """Measures in groups of (heading row or None, rows), one body each."""
    year = year_of(view)
    columns = headings(year)
    bodies = []
    for head, found in groups:
        named = [Tr(Th(head, colSpan=len(columns), scope="rowgroup"), className="theme")] if head else []
        shown = [as_row(one, view, numbered) for one in found if not waits(one)]
        bodies += [Tbody([*named, *shown])] if named or shown else []
    return block(Table([Caption(caption, className="sr-only"), Thead(Tr(columns)), *bodies], className="table-plain measures"))


def headings(year):
    quarters = [
        Th([f"Q{n}", Span(wording.short_period(q).replace(f"{wording.NBSP}{q.end.year}", ""), className="small")], scope="col", className="num c-quarter")
        for n, q in enumerate(quarters_of(year), start=1)
    ]
    return [
        Th("Measure", scope="col", className="c-measure"),
        Th("Baseline", scope="col", className="num c-base"),
        *quarters,
        Th("Latest", scope="col", className="num c-latest"),
        Th("Against target", scope="col", className="c-judged"),
        Th("Direction", scope="col", className="c-way"),
        Th("Is it real?", scope="col", className="c-real"),
    ]


def as_row(one, view, numbered):
    indicator = one.indicator
    number = [Span(one.measure.number, className="number")] if numbered else []
    name = Span([A(one.title, href=view.href(f"/indicator/{indicator.id}"))] if indicator else one.title)
    known = any(cells.has_value(figure) for figure, _ in one.quarters)
    head = Th([*number, name, more("Quarters", one.title) if known else None], scope="row", className="c-measure")
    if one.latest is None:
        reason = Td(Span([Span("No figure", className="chip chip-plain"), " ", one.why], className="why"), colSpan=4 if known else 9, className="c-why")
        return Tr([head, *([base_cell(one), *quarter_cells(one)] if known else []), reason])
    return Tr(
        [
            head,
            base_cell(one),
            *quarter_cells(one),
            Td(
                [Span(wording.value(indicator, one.latest.value), className="value"), Span(when(one.latest), className="small")],
                className="num c-latest", **label("Latest"),
            ),
            Td(judged(one), className="c-judged", **label("Against target")),
            Td(direction(one), className="c-way", **label("Direction")),
            Td(
                icons.beside(icons.variation(one.reading.variation, rises(one.reading)), real.word(one.reading)),
                className="c-real", **label("Is it real?"),
            ),
        ]
    )  # fmt: skip


def waiting(found, view, snapshot, **how):
    """The measures that have no figure because an extract is not loaded, by what it is: no rows of a table."""
    return without_figure([one.indicator for one in found if waits(one)], view, snapshot, view.team, noun=("measure", "measures"), **how)


def waits(one):
    return one.indicator is not None and one.why.startswith("Not loaded")


def said(found):
    """A table of measures in a sentence: how many stand where."""
    n = {colour: sum(one.colour == colour for one in found) for colour in COLOURS}
    counts = [(n["blue"], "met reliably"), (n["green"], "met"), (n["amber"], "within tolerance"), (n["red"], "not met"), (n["grey"], "not judged")]
    return P(f"Of {wording.plural(len(found), 'measure')}, {wording.listed(f'{many} {words}' for many, words in counts if many)}.", className="story") if found else None


def more(what, of):
    """On a small screen, what opens the rest of a row, or the rows under a heading: the style sheet folds them while it is shut."""
    return Details(Summary([*([what] if isinstance(what, str) else what), cells.sr(f": {of}")]), className="more")


def label(text):
    """What the column is, for small screens, where a row becomes a card."""
    return {"data-label": text}


def rises(reading):
    return reading.point is not None and reading.point.direction > 0


def when(figure):
    return breaking(wording.short_period(period_of(figure.period_end, figure.grain)))


def breaking(words):
    """Small print that may go over two lines where the page is narrow."""
    return words.replace(wording.NBSP, " ")


def base_cell(one):
    if one.baseline is None:
        return Td(Span([wording.DASH, cells.sr("no baseline")], className="muted"), className="num c-base", **label("Baseline"))
    value, said = one.baseline
    return Td(cells.two(short(one.indicator, value), said), className="num c-base", **label("Baseline"))


def short(indicator, value):
    """A value without the words of its unit, which stand beside the latest."""
    return wording.number(value, indicator.decimals) if indicator.unit in wording.AVERAGED else wording.value(indicator, value)


def quarter_cells(one):
    for n, (figure, target) in enumerate(one.quarters, start=1):
        aim = Span([cells.sr("target "), wording.target(one.indicator, target.text)], className="small aim") if target else None
        yield Td([*actual(one.indicator, figure, aim is None), aim], className="num c-quarter", **label(f"Q{n}"))


def actual(indicator, figure, alone):
    """A quarter's own figure, marked as it is judged; what is so far says so; nothing where the quarter is to come."""
    if not cells.has_value(figure):
        why = "to come" if figure is None else wording.missing(indicator, figure).split(":")[0].lower()
        return [Span([wording.DASH, cells.sr(f" {why}")], className="fact muted")]
    shown = short(indicator, figure.value)
    if figure.status == "incomplete":
        return [Span([shown, cells.sr(" so far")], className="fact so-far"), Span("so far", className="small") if alone else None]
    if figure.judgement in cells.CHIPS and figure.judgement != "too few":
        words = wording.JUDGEMENTS[figure.judgement].lower()
        return [Span([Span(className=f"mark chip-{cells.CHIPS[figure.judgement]}"), shown, cells.sr(f" {words}")], className="fact")]
    return [Span(shown, className="fact")]


def judged(one):
    """The judgement of the latest figure as a word with its sign and colour, and the target now in force."""
    chip = cells.chip(one.latest.judgement, one.reading.is_reliable) or cells.tag("No target" if one.target is None else "Not judged")
    return [chip, Span(wording.target(one.indicator, one.target.text), className="small") if one.target else None]


def direction(one):
    """The change on the period before, and which way that is, in words."""
    found = wording.change(one.indicator, one.latest, one.before)
    if found is None:
        return Span("No earlier figure", className="muted small")
    digits, verdict = found
    words = verdict.capitalize() or ("The same" if not digits.strip("0.") else "Higher" if digits[0] == "+" else "Lower")
    return [Span(words, className="fact"), Span(f"{digits} on the {wording.GRAIN_WORDS[one.latest.grain]}", className="small")]


def note():
    return Details(
        [
            Summary("How to read these"),
            P(
                "Baseline: the plan’s own where it gives one, else the figure of the quarter before the year. Under each quarter’s figure stands what it aims at. Latest "
                "is the last settled month, or the quarter where events are counted or a month has too few cases. Whether a change is real is told by the "
                "control chart of months.",
                className="small",
            ),
        ],
        className="plan-note",
    )
