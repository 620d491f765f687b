"""The cells of the heat map: of each figure its value, what is said of it as a kind, a sign and words, and where it leads.

A kind has a colour and a sign in assets/26-plan.css, and its words here; the words stand in the legend and are read out of each cell.
"""

from collections import Counter, namedtuple
from itertools import groupby

from dashboard import cells, icons, real, wording
from dashboard.plain import A, Span, Td
from dashboard.snapshot import WHOLE
from metrics.periods import Period, period_of

UNITS = {"percent": "%", "per 10,000": "per 10,000", "children per FTE": "children per FTE"}
MONTHS = ("12", "24")  # how many, the first unless told otherwise
BY = {"teams": "Teams", "months": "Months"}
COLOURS = {"judgement": "Judgement", "signal": "Control-chart signal"}

#: What each kind says, in the order of the legend.
KINDS = {
    "judgement": {
        "best": "Met, reliably",
        "good": "Met",
        "near": "Within tolerance",
        "bad": "Not met",
        "few": "Too few to judge",
        "plain": "No target",
        "so-far": "Unfinished, not judged",
        "none": "No figure; why is said in the cell",
    },
    "signal": {
        "better": "Improving",
        "worse": "Concern",
        "up": "Unusually high",
        "down": "Unusually low",
        "usual": "Usual variation",
        "few": "Cannot be told, or not yet",
        "so-far": "Unfinished, no point of the chart",
        "none": "No figure; why is said in the cell",
    },
}
JUDGED = {"met": "good", "near": "near", "not met": "bad", "too few": "few"}
SIGNALLED = {"improvement": "better", "concern": "worse", "up": "up", "down": "down", "common": "usual"}

#: A column: whose figures of when it has, its heading, and the end of the address that a cell of it leads to.
Column = namedtuple("Column", "team period name words query")


def themes(view, snapshot):
    """Those that the address asks for: one, or all."""
    return [view.asked("theme")] if view.asked("theme") in snapshot.themes else list(snapshot.themes)


def unit(indicator):
    """What stands beside the name of a row, as its cells have no room for it."""
    return UNITS.get(indicator.unit, wording.suffix(indicator).strip(wording.NBSP) or "number")


def says(rows, found, colour):
    """What the sheet shows, in sentences: how many cells are of which kind, and where the most of the worst are. `rows` have a kind for each column, or None."""
    counts = Counter(kind for row in rows for kind in row if kind)
    told = [(kind, words) for kind, words in KINDS[colour].items() if kind in counts and kind not in ("plain", "none", "few", "so-far")]
    if not told:
        return "No figure shown here is judged." if colour == "judgement" else "The control charts say nothing of the figures shown here."
    n = sum(counts[kind] for kind, _ in told)
    said = f"Of {wording.plural(n, 'figure')} {'judged against a target' if colour == 'judgement' else 'that a control chart speaks of'}: "
    said += wording.listed(f"{wording.number(counts[kind])} {words.lower().replace(',', '')}" for kind, words in told) + "."
    worst = "bad" if colour == "judgement" else "worse"
    most = Counter(column.name for row in rows for column, kind in zip(found, row, strict=True) if kind == worst and (column.team or len(found) == 1 or by_months(found)))
    (name, n), (_, second) = [*most.most_common(2), ("", 0), ("", 0)][:2]
    if n > max(second, 1):
        said += f" Most of those {'not met' if worst == 'bad' else 'of concern'} are in {name} ({wording.number(n)})."
    return said


def by_months(found):
    return len({column.period for column in found}) > 1


def kinds_of(made):
    """The kind of each cell of a row, by its class; None for those it has nothing to do with."""
    return [None if kind == "na" else kind for each in made for kind in [each["props"]["className"].removeprefix("h-")] * each["props"].get("colSpan", 1)]


def columns(view, snapshot):
    """Teams for the period shown, the whole authority first; or the months to its end, for the team shown."""
    if by(view) == "teams":
        teams = [WHOLE, *snapshot.teams]
        when = wording.period(view.period)
        return [Column(team, view.period, team or "All teams", f"{team or 'all teams'}, {when}", view.href("", team=team or None)) for team in teams]
    last, whose = period_of(view.period.end, "month"), view.team or "all teams"
    months = [snapshot.period(Period(last.first_month - n, "month").label, "month") for n in reversed(range(n_months(view)))]
    names = [(month, wording.month(month.start)) for month in months if month is not None]
    return [Column(view.team, month, name, f"{whose}, {name}", view.href("", period=month.label)) for month, name in names]


def by(view):
    return view.asked("by") if view.asked("by") in BY else "teams"


def n_months(view):
    return int(view.asked("months") if view.asked("months") in MONTHS else MONTHS[0])


def coloured(view):
    return view.asked("colour") if view.asked("colour") in COLOURS else "judgement"


def row(indicator, found, colour, snapshot):
    """A cell for each column, one for those side by side that it has nothing to do with; None where it has nothing in any of them."""
    figures = [snapshot.figure(indicator.id, column.period, column.team) for column in found]
    if all(figure is None or figure.status == "not loaded" for figure in figures):
        return None
    says, made = SAYS[colour], []
    for nothing, run in groupby(zip(found, figures, strict=True), key=lambda pair: pair[1] is None):
        run = list(run)
        made += [Td(colSpan=len(run), className="h-na")] if nothing else [cell(indicator, *pair, says, snapshot) for pair in run]
    return made


def cell(indicator, column, figure, says, snapshot):
    whose = f"{indicator.title}, {column.words}"
    href = f"/indicator/{indicator.id}{column.query}"
    if not cells.has_value(figure):
        why = snapshot.why_missing(indicator, figure, column.team)
        return Td(A(Span(wording.DASH), href=href, tabIndex=-1, **{"aria-label": f"{whose}: {wording.DASH} {why}"}), className="h-none")
    kind, words = says(indicator, column, figure, snapshot)
    counts = wording.counts(indicator, figure)
    value = wording.value(indicator, figure.value)
    label = f"{whose}: {value}{f' ({counts})' if counts else ''}. {words}."
    return Td(A(shown(indicator, figure.value), href=href, tabIndex=-1, **{"aria-label": label}), className=f"h-{kind}")


def enterable(bodies):
    """Make the first cell that leads somewhere a stop of the Tab key; from there assets/32-heatmap.js goes on by arrow keys."""
    for body in bodies:
        for line in body["props"]["children"]:
            for each in line["props"]["children"]:
                inside = each["props"].get("children")
                if each["type"] == "Td" and isinstance(inside, dict):
                    inside["props"]["tabIndex"] = 0
                    return


def shown(indicator, value):
    """A value without its unit, which stands beside the name of its row. All of it is 100: the widest number there is, and the commonest."""
    return "100" if value == 100 and indicator.unit == "percent" else wording.number(value, indicator.decimals)


def judged(indicator, column, figure, snapshot):
    """(kind, words) of how a figure stands to its target."""
    if figure.status == "incomplete":
        return "so-far", "So far, not judged"
    kind = JUDGED.get(figure.judgement, "plain")
    if kind == "plain":
        return kind, "No target"
    aim = f", target {wording.target(indicator, figure.target)}"
    if kind == "good" and reliably(indicator, column, figure, snapshot):
        return "best", wording.RELIABLY + aim
    return kind, wording.JUDGEMENTS[figure.judgement] + aim


def reliably(indicator, column, figure, snapshot):
    """Whether a target that is met will go on being met, by the control chart up to then."""
    target = snapshot.target(indicator, figure.period_end, column.team)
    asked = ("reliably", indicator.id, column.team, figure.grain, figure.period)
    return snapshot.once(asked, lambda: real.read(snapshot.signal(indicator, column.team), column.period, target).is_reliable)


def signalled(indicator, column, figure, snapshot):
    """(kind, words) of what the control chart says: of a month its own point, of a longer period its latest settled month."""
    if column.period.grain == "month" and figure.status == "incomplete":
        return "so-far", "So far, no point of the chart yet"
    asked = ("says", indicator.id, column.team, figure.grain, figure.period)
    return snapshot.once(asked, lambda: said(real.read(snapshot.signal(indicator, column.team), column.period, None)))


SAYS = {"judgement": judged, "signal": signalled}


def said(found):
    if found.variation is None:
        return "few", f"{real.word(found)}: {found.why[:1].lower()}{found.why[1:]}" if found.why else real.word(found)
    return SIGNALLED[found.variation], icons.says(found.point)
