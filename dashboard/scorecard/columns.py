"""The columns of the scorecard, each with what it is called and what stands in it."""

from collections import namedtuple

from dashboard import cells, data_notes, icons, real, restated, svg, wording
from dashboard.plain import A, Span, Td, Th
from dashboard.scorecard.lines import LAST, MONTHS_DRAWN
from metrics.year_to_date import LATEST, SUM

#: `label`: in the list to choose from. `name`: at its head, of a view and snapshot. `cell`: of a line. `group`: "own" where it speaks of the
#: figure, "others" where of what is published; without a figure, or a published one, one cell says so across the group. `sort`: what orders by it.
Column = namedtuple("Column", "label name cell classes group sort width", defaults=("", "", 8))

NONE = Span([wording.DASH, cells.sr("none")], className="muted")


def label(text):
    """What the column is, for small screens, where a row becomes a card."""
    return {"data-label": text}


# -- the figure ----------------------------------------------------------------------------------------


def good(line):
    words = {"high": "High", "low": "Low"}.get(line.indicator.good)
    return Td(words or [Span(wording.DASH, className="muted"), cells.sr("neither")], className="c-good small", **label("Good is"))


def value(line):
    indicator, figure = line.indicator, line.figure
    return Td(
        cells.value(indicator, figure, restated.mark(indicator, figure, line.view, line.snapshot)),
        className="c-value num" + (" so-far" if figure.status == "incomplete" else ""),
        **label(wording.short_period(line.view.period)),
    )


def last_months(view, snapshot):
    """The months of the period's end and before, oldest first."""
    last = view.period if view.period.grain == "month" else snapshot.same_time(view.period, "month")
    found = [last]
    while len(found) < LAST and (before := snapshot.earlier(found[0])):
        found.insert(0, before)
    return found


def month(line, period):
    figure = line.snapshot.figure(line.indicator.id, period, line.view.team)
    said = label(wording.short_month(period.start))
    if not cells.has_value(figure):
        return Td(NONE, className="c-month num", **said)
    shown = Span(wording.value(line.indicator, figure.value), className="fact")
    return Td([shown, Span("so far", className="small")] if figure.status == "incomplete" else shown, className="c-month num", **said)


def to_date(line):
    found = line.to_date
    if found.value is None:
        why = {"incomplete": "Not yet", "no cases": "No cases", "suppressed": "Hidden"}.get(found.why)
        return Td(Span(why, className="muted small") if why else NONE, className="c-to-date num", **label("Year to date"))
    small = wording.counts(line.indicator, found) if found.kind == SUM else "latest" if found.kind == LATEST else "12 months"
    end = line.view.period.end
    if (found.last.period_end.year, found.last.period_end.month) != (end.year, end.month):
        small = ", ".join(filter(None, [small, f"to{wording.NBSP}{wording.MONTHS[found.last.period_end.month - 1][:3]}"]))
    return Td(cells.two(wording.value(line.indicator, found.value), small), className="c-to-date num", **label("Year to date"))


def target(line):
    """The target, how far from it still counts as near, and the judgement."""
    said = label("Target")
    if not line.figure.target:
        return Td(Span("No target", className="muted small"), className="c-target", **said)
    aim = line.snapshot.target(line.indicator, line.view.period.end, line.view.team)
    tolerance = None
    if aim is not None and aim.tolerance:
        tolerance = Span(f"tolerance {wording.by(line.indicator, f'{aim.tolerance:.10g}')}", className="small")
    return Td(
        [
            Span(wording.target(line.indicator, line.figure.target), className="fact"),
            cells.chip(*line.judgement) if line.judgement else None,
            tolerance,
        ],
        className="c-target",
        **said,
    )


ARROWS = {"+": "\u2191", wording.MINUS: "\u2193"}


def travelled(line, now, then):
    """(signed digits, arrow, word) of a change: better or worse, up or down where neither way is good; None where there is none."""
    found = wording.change(line.indicator, now, then)
    if found is None:
        return None
    digits, verdict = found
    arrow = ARROWS.get(digits[0])
    return ("", "\u2192", "no change") if arrow is None else (digits, arrow, verdict or ("up" if digits[0] == "+" else "down"))


REAL = {"improvement": "better", "concern": "worse", "up": "up", "down": "down"}


def change(line):
    """The change on the period before, with its direction in a sign and a word, "real" only where the control chart says so; and on the year."""
    grain = wording.GRAIN_WORDS[line.view.period.grain]
    before = travelled(line, line.figure, line.before)
    year = travelled(line, line.figure, line.year_ago)
    parts = []
    if before:
        digits, arrow, word = before
        is_real = REAL.get(line.found.variation) == word
        parts.append(Span([digits, direction(arrow, f"{word}, real" if is_real else word, is_real)], className="fact"))
    if year:
        digits, arrow, word = year
        parts.append(Span([f"{digits} on year", direction(arrow, word)] if digits else [direction(arrow, word), " on year"], className="small"))
    if not parts:
        parts.append(Span("Not yet" if line.figure.status == "incomplete" else "No earlier figure", className="muted small"))
    return Td(parts, className="c-change", **label(f"Change on {grain}"))


def direction(arrow, word, is_real=False):
    return Span([Span(arrow, className="arrow", **{"aria-hidden": "true"}), word], className="travel" + " is-real" * is_real + " alone" * (arrow not in ARROWS.values()))


def is_real(line):
    """Whether the change is real, and whether the target will be met while nothing changes."""
    found = line.found
    rises = found.point is not None and found.point.direction > 0
    return Td(
        [
            icons.beside(icons.variation(found.variation, rises), real.word(found)),
            icons.beside(icons.assurance(found.assurance), icons.ASSURANCE[found.assurance][0]) if found.assurance else None,
        ],
        className="c-real",
        **label("Is it real?"),
    )


def all_teams(line):
    figure = line.snapshot.figure(line.indicator.id, line.view.period)
    shown = Span(wording.value(line.indicator, figure.value), className="fact") if cells.has_value(figure) else NONE
    return Td(shown, className="c-all num", **label("All teams"))


def spark(line):
    indicator, snapshot, team, drawn, limits = line.indicator, line.snapshot, line.view.team, line.drawn, line.limits
    aim = snapshot.target_value(indicator, line.view.period.end, team)

    def make():
        return svg.line(indicator, drawn, aim, [limits.get(figure.period) for figure in drawn] if limits else None)

    is_latest = bool(drawn) and drawn[-1] is line.months[-1]  # what every period of these two years shows
    made = snapshot.once(("spark", indicator.id, team, aim, bool(limits)), make) if is_latest else make()
    return Td(svg.shaded(made, drawn, line.view.period), className="c-spark")


# -- others --------------------------------------------------------------------------------------------


def other(line, published, said, classes, name):
    if published.value is None:
        return Td(Span(published.reason.capitalize(), className="small"), className=classes, **label(name))
    return Td(cells.two(wording.value(line.indicator, published.value), said), className=classes, **label(name))


def year(line):
    return line.comparison.period_end and wording.financial_year(line.comparison.period_end)


def beside(line):
    found = line.comparison
    if line.view.compare == "region":
        return other(line, found.region, year(line), "c-compared num", line.snapshot.authority.region_name)
    said = f"mean of {found.n_reporting}"
    if found.n_reporting < found.n_neighbours:
        said += f"{wording.NBSP}of{wording.NBSP}{found.n_neighbours}"
    return other(line, found.neighbour_mean, said, "c-compared num", "Neighbours")


def best(line):
    found = line.comparison.best_neighbour
    if found is None:
        why = "Neither way is best" if line.comparison.better is None else "None published"
        return Td(Span(why, className="small muted"), className="c-best num", **label("Best neighbour"))
    return other(line, found, found.name, "c-best num", "Best neighbour")


def england(line):
    return other(line, line.comparison.england, year(line), "c-england num", "England")


QUARTERS = {True: ("Best", "Second best", "Second worst", "Worst"), False: ("Highest", "Second highest", "Second lowest", "Lowest")}


def quarter(line):
    """The quarter of the authorities that the figure would stand in, and what it takes to be in the best."""
    found, place = line.comparison, line.place
    has_best = found.better is not None
    bound = found.best_quarter
    said = label("Quartile")
    if bound is None:
        return Td(NONE, className="c-quarter", **said)
    side = "or less" if found.better == "low" else "or more"
    takes = f"{'best' if has_best else 'highest'}: {wording.value(line.indicator, bound)} {side}"
    return Td([Span(QUARTERS[has_best][place.quartile - 1], className="fact") if place else None, Span(takes, className="small")], className="c-quarter", **said)


def note(line):
    """How good the data are that the figure rests on."""
    found = data_notes.note(line.indicator, line.view, line.snapshot) if line.is_shown else None
    if found is None:
        return Td(NONE, className="c-note", **label("Data note"))
    text = found.sentence
    if found.is_poor:
        text = A(text, href=line.view.href(f"/indicator/{line.indicator.id}", anchor="rests-on"))
    return Td(Span(text, className="small"), className="c-note", **label("Data note"))


# -- all of them ---------------------------------------------------------------------------------------

COLUMNS = {
    "months": Column("Last three months", None, None, "c-month num", "own", width=12),
    "to-date": Column("Year to date", lambda view, snapshot: "Year to date", to_date, "c-to-date num", "own", width=7),
    "good": Column("Which way is good", lambda view, snapshot: "Good is", good, "c-good", "own", width=4),
    "target": Column("Target, tolerance and judgement", lambda view, snapshot: "Target", target, "c-target", "own", "judgement", 9.5),
    "change": Column("Change and direction of travel", lambda view, snapshot: f"Change on {wording.GRAIN_WORDS[view.period.grain]}", change, "c-change", "own", "change", 10),
    "real": Column("Is it real, will it meet its target", lambda view, snapshot: "Is it real?", is_real, "c-real", "own", "real", 9),
    "all": Column("All teams", lambda view, snapshot: "All teams", all_teams, "c-all num", width=5),
    "spark": Column(f"{MONTHS_DRAWN} months, with limits", lambda view, snapshot: f"{MONTHS_DRAWN} months", spark, "c-spark", width=9),
    "beside": Column("Neighbours’ mean, or region", lambda view, snapshot: snapshot.authority.region_name if view.compare == "region" else "Neighbours", beside, "c-compared num", "others", width=6),
    "best": Column("Best neighbour", lambda view, snapshot: "Best neighbour", best, "c-best num", "others", width=7),
    "england": Column("England", lambda view, snapshot: "England", england, "c-england num", "others", width=5.5),
    "quarter": Column("Quartile among all authorities", lambda view, snapshot: "Quartile", quarter, "c-quarter", "others", "place", 8.75),
    "note": Column("Data note", lambda view, snapshot: "Data note", note, "c-note", width=15),
}  # fmt: skip
USUAL = ("to-date", "target", "change", "real", "spark", "beside", "england", "quarter")
USUAL_OF_TEAM = ("to-date", "target", "change", "real", "all", "spark", "beside", "england")
NAME, VALUE, ROOM = 13, 8, 86  # rem: the two columns that are always there, and what a page of 1440 has


def offered(view):
    """The columns there are to choose from: of a team also all teams; without neighbours or a region, neither."""
    return [name for name in COLUMNS if (name != "all" or view.team) and (name != "beside" or view.compare != "england")]


def usual(view):
    return USUAL_OF_TEAM if view.team else USUAL


def rem(columns):
    """How wide a table of these would like to be."""
    return NAME + VALUE + sum(column.width for column in columns)


def fits(columns):
    """Whether a wide screen has room for these; more scroll by themselves."""
    return rem(columns) <= ROOM


def widths(columns):
    """The share of each column beside the name, which takes what they leave; where all have room, they keep their shares on any screen."""
    whole = ROOM if fits(columns) else rem(columns)
    each = [VALUE]
    for column in columns:
        each += [column.width] if column.name else [column.width / LAST] * LAST
    return [f"{100 * width / whole:.2f}%" for width in each]


def head(columns, choices, view, snapshot):
    """The heading row; a heading that orders is a link, and says which way it does."""
    cells_ = [heading("Indicator", "c-name", "name", choices), heading(wording.short_period(view.period), "c-value num", "", choices)]
    for column in columns:
        if column.name is None:
            cells_ += [heading(wording.short_month(each.start), column.classes, "", choices) for each in last_months(view, snapshot)]
        else:
            cells_.append(heading(column.name(view, snapshot), column.classes, column.sort, choices))
    return cells_


def heading(name, classes, sort, choices):
    if not sort:
        return Th(name, scope="col", className=classes)
    order = {sort: "ascending", f"-{sort}": "descending"}.get(choices.sort)
    link = A(name, href=choices.reordered(sort), id=f"sort-{sort}", className="sorts")
    return Th(link, scope="col", className=classes, **({"aria-sort": order} if order else {}))


def row_cells(columns, line, view, snapshot):
    """What stands beside the name of a line."""
    made = []
    n_others = sum(column.group == "others" for column in columns)
    if line.is_shown:
        made.append(value(line))
    else:
        n_own = 1 + sum(len(last_months(view, snapshot)) if column.name is None else 1 for column in columns if column.group == "own")
        made.append(why(line, n_own))
    said_none = False
    for column in columns:
        if column.group == "own" and not line.is_shown:
            continue
        if column.group == "others" and line.comparison is None:
            if not said_none:
                made.append(Td("No national figure", colSpan=n_others, className="c-none muted small", style={"--span": n_others}))
            said_none = True
            continue
        if column.name is None:
            made += [month(line, each) for each in last_months(view, snapshot)]
        else:
            made.append(column.cell(line))
    return made


def why(line, span):
    """Why there is no figure, across the columns that would speak of it."""
    reason = line.snapshot.why_missing(line.indicator, line.figure, line.view.team)
    return Td(Span(reason, className="why"), colSpan=span, className="c-why", style={"--span": span})
