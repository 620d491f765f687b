"""Every indicator on one page: where it stands, against what, and which way it is going."""

from functools import cache

import dash

from dashboard import cells, data_notes, icons, shell, what_changed, wording
from dashboard.blocks import block
from dashboard.plain import (
    H2,
    A,
    Caption,
    Col,
    Colgroup,
    Dd,
    Details,
    Div,
    Dl,
    Dt,
    Li,
    P,
    Section,
    Span,
    Summary,
    Table,
    Tbody,
    Th,
    Thead,
    Tr,
    Ul,
)
from dashboard.scorecard.choices import Choices, counted, in_words
from dashboard.scorecard.columns import COLUMNS, fits, head, rem, row_cells, widths
from dashboard.scorecard.lines import ATTENTION, Line
from dashboard.take_away import take_away
from dashboard.without_figure import WAITING, is_waiting, without_figure

dash.register_page(
    __name__, path="/", name="Scorecard", title=f"Scorecard · {shell.NAME}", order=1, within=("/indicator/",)
)


@shell.page(filters=True, for_sharing=True)
def layout(view, snapshot):
    if snapshot.is_empty:
        return nothing_loaded()
    choices = Choices(view, snapshot)
    lines, apart = [], []
    for indicator in snapshot.indicators.values():
        line = Line(indicator, view, snapshot)
        (lines if concerns(line) else apart).append(line)
    shown = choices.ordered([line for line in lines if choices.keeps(line)])
    waiting = [line for line in apart if is_waiting(line.indicator, line.figure, snapshot)]
    left_out = [line.indicator for line in apart if choices.keeps(line) and not (choices.judgement or choices.attention)]
    return [
        shell.heading("Scorecard", *summary(view, snapshot, waiting)),
        what_changed.top(view, snapshot),
        block(Div([needing(lines, choices), signs(), judged(lines, choices), legend(snapshot)], className="above-table")) if lines else None,
        bar(lines, shown, choices, snapshot) if lines else None,
        table(shown, choices, view, snapshot) if shown else no_lines(choices) if lines else None,
        take_away("the scorecard", lambda ending: choices.href(f"/download/scorecard.{ending}", period=view.period.label)) if shown else None,
        without_figure(left_out, view, snapshot, view.team, is_open=not shown),
    ]


def table(lines, choices, view, snapshot):
    """By theme unless another order is asked for; then the theme stands under each name."""
    columns = choices.shown
    heads, shares = head(columns, choices, view, snapshot), widths(columns)
    bodies = []
    if choices.sort:
        bodies.append(body([row(line, columns, view, snapshot, line.indicator.theme) for line in lines]))
    else:
        for theme in snapshot.themes:
            of_theme = [line for line in lines if line.indicator.theme == theme]
            if of_theme:
                bodies.append(body([theme_row(theme, of_theme, choices, len(heads)), *(row(line, columns, view, snapshot) for line in of_theme)]))
    what = "Every indicator" if not choices.is_narrowed else "Indicators"
    made = Table(
        [Caption(f"{what}, {view.team or 'all teams'}, {wording.period(view.period)}", className="sr-only"), Colgroup([Col(), *(Col(style={"width": share}) for share in shares)]), Thead(Tr(heads)), *bodies],
        className="table-plain scorecard" + " fits" * fits(columns) + " whole" * (not choices.is_narrowed and not choices.sort),
        style={"--wide": f"{rem(columns)}rem", "--columns": f"minmax(0, 1fr) {' '.join(shares)}"},
    )
    if fits(columns):
        return block(made)
    return Div(block(made), className="scroller wide-scorecard", tabIndex=0, role="region", **{"aria-label": "Scorecard, with all the columns chosen"})


def theme_row(theme, lines, choices, span):
    """A theme with how many of it meet their targets. On a phone its indicators are a tap away: a hundred cards one after another are nobody's list."""
    n = wording.plural(len(lines), "indicator")
    said = f"{n}: {wording.listed([f'{wording.number(k)} {word.lower()}' for word, k in in_words(lines)])}"
    show = A(["Show ", n, cells.sr(f" of {theme}")], href=choices.href(theme=theme), className="to-theme")
    return Tr(Th([H2(theme, id=theme.lower().replace(" ", "-")), Span(said, className="small"), show], colSpan=span, scope="rowgroup"), className="theme")


def body(rows):
    """Rows that the browser lays out later where they are out of sight; until then it reckons with their number."""
    return Tbody(rows, className="later", style={"--rows": len(rows)})


def row(line, columns, view, snapshot, theme=""):
    indicator = line.indicator
    name = Th(
        [
            A(indicator.title, href=view.href(f"/indicator/{indicator.id}"), id=f"to-{indicator.id}"),
            Span(theme, className="small of-theme") if theme else None,
            data_note(indicator, view, snapshot) if line.is_shown else None,
        ],
        scope="row",
        className="c-name",
    )
    return Tr([name, *row_cells(columns, line, view, snapshot)])


def data_note(indicator, view, snapshot):
    """A word under the name where the data that a figure rests on are poor; what is wrong with them stands on its page."""
    note = data_notes.note(indicator, view, snapshot)
    if note is None or not note.is_poor:
        return None
    return Span([A("Data note", href=view.href(f"/indicator/{indicator.id}", anchor="rests-on")), cells.sr(f": {note.sentence}")], className="small data-note")


def concerns(line):
    """Whether a line stands in the table: it has data, and a team something to do with it; rates of a team have no population."""
    if is_waiting(line.indicator, line.figure, line.snapshot):
        return False
    return not line.view.team or bool(line.snapshot.series(line.indicator.id, line.view.team))


def legend(snapshot):
    """What the signs in the small drawings mean, and the one before a figure."""
    return Ul(
        [
            Li("period shown", className="key key-shaded"),
            Li("between the limits", className="key key-within"),
            Li("target", className="key key-target"),
            Li("unfinished", className="key key-hollow"),
            None if snapshot.history.empty else Li("changed since first reported", className="key key-again"),
        ],
        className="keys small",
        **{"aria-label": "What the signs mean"},
    )


@cache
def signs():
    """The one legend of everything that is judged: whether a change is real, whether a target will be met, whether it is met."""
    real_or_not = [
        (icons.beside(icons.variation(kind, kind != "down"), words), said) for kind, (words, said) in icons.VARIATION.items()
    ]
    will_meet = [(icons.beside(icons.assurance(kind), words), said) for kind, (words, said) in icons.ASSURANCE.items()]
    is_met = [(cells.chip(*judgement), said) for judgement, said in cells.JUDGED.items()]
    return Details(
        [
            Summary("What the signs say"),
            Div([meanings("Is it real?", real_or_not), meanings("Will it meet its target?", will_meet), meanings("Does it meet it now?", is_met)], className="legend"),
            P(
                "Control charts of months tell a real change from the usual ups and downs, by the Making Data Count rules of November 2023; each "
                "indicator’s page shows its chart and says which rule applies. A change is called real only where the chart says so.",
                className="small",
            ),
            P(f"An indicator needs attention for any one of these: {'; '.join(ATTENTION.values())}.", className="small"),
            P(
                "Year to date: the complete months of the financial year added up, then divided; of what is open on a day the latest day, of rates of twelve "
                "months the latest. Quartile: where the figure shown would stand among those every authority published, and what it takes to be in the best quarter.",
                className="small",
            ),
        ],
        className="what-signs-say",
    )


def meanings(name, pairs):
    return Div([P(name, className="strong"), Dl([Div([Dt(sign), Dd(said)]) for sign, said in pairs])])


# -- which, in which order, with what --------------------------------------------------------------


def judged(lines, choices):
    """How many indicators meet their target and how many do not; each leads to them."""
    found = [
        Li(A([chip, Span(wording.number(n), className="n")], href=choices.href(judgement=None if choices.judgement == name else name), id=f"only-{name.replace(' ', '-')}", **here(choices.judgement == name)))
        for name, chip, n in counted(lines)
    ]
    return Ul(found, className="judged", **{"aria-label": "Indicators by judgement"}) if found else None


def needing(lines, choices):
    """How many need attention and why; what counts as that stands here and nowhere else."""
    found = [line for line in lines if line.attention]
    if not found:
        return P("No indicator needs attention: no concern, no target missed, no data behind.", className="needing")
    reasons = []
    for reason, words in ATTENTION.items():
        n = sum(reason in line.attention for line in found)
        if n:
            reasons.append(f"{wording.number(n)} for {words}")
    verb = "needs" if len(found) == 1 else "need"
    more = " Some for more than one." if sum(len(line.attention) for line in found) > len(found) else ""
    return P([Span(f"{wording.number(len(found))} of {wording.plural(len(lines), 'indicator')} {verb} attention", className="strong"), f": {'; '.join(reasons)}.{more}"], className="needing")


def here(is_on):
    return {"className": "here", "aria-current": "true"} if is_on else {}


def bar(lines, shown, choices, snapshot):
    """The choices of this page alone, which stay in view with those above them."""
    n = sum(bool(line.attention) for line in lines)
    attention = A(
        ["Needs attention", Span(wording.number(n), className="n")],
        href=choices.href(attention=None if choices.attention else "1"),
        id="only-attention",
        className="toggle" + " on" * choices.attention,
        **({"aria-current": "true"} if choices.attention else {}),
    )
    whole = A("Show all", href=choices.href(theme=None, judgement=None, attention=None), id="show-all") if choices.is_narrowed else None
    return Section(
        [
            shell.choice("Theme", "theme", choices.theme_options(snapshot), choices.theme or "all"),
            shell.choice("Judgement", "judgement", choices.judgement_options(lines), choices.judgement or "all"),
            attention,
            shell.choice("Order by", "sort", choices.sort_options(), choices.sort or "all"),
            column_choice(choices),
            P([f"{wording.number(len(shown))} of {wording.plural(len(lines), 'indicator')}", *([" · ", whole] if whole else [])], className="small n-shown"),
        ],
        className="table-bar",
        **{"aria-label": "Which indicators and columns"},
    )


def column_choice(choices):
    """Each column as a link that shows it, or hides it."""
    items = []
    for name in choices.offered:
        is_on = name in choices.columns
        said = cells.sr(": shown, hide it" if is_on else ": hidden, show it")
        items.append(Li(A([Span(className="box"), COLUMNS[name].label, said], href=choices.toggled(name), id=f"column-{name}", className="on" if is_on else "")))
    others = [
        A("The usual columns", href=choices.href(columns=None), id="columns-usual"),
        A("All columns", href=choices.href(columns=choices.said(choices.offered)), id="columns-all"),
    ]
    return block(Details([Summary("Columns"), Div([Ul(items), P(others, className="small")], className="column-list")], className="columns"))


def no_lines(choices):
    return Div(
        [
            P("No indicator is like that."),
            P(A("Show all indicators", href=choices.href(theme=None, judgement=None, attention=None))),
        ],
        className="card empty",
    )


# -- the sentences at the top ------------------------------------------------------------------------


def summary(view, snapshot, waiting):
    figures = [snapshot.figure(indicator.id, view.period, view.team) for indicator in snapshot.indicators.values()]
    shown = [figure for figure in figures if cells.has_value(figure)]
    whose = view.team if view.team else f"{snapshot.authority.short_name} children’s services"
    if view.team:
        figures = [figure for figure in figures if figure is not None]
    n = (
        f"{len(shown)} of {len(figures)} indicators have"
        if len(shown) < len(figures)
        else f"All {len(figures)} indicators have"
    )
    if view.team and len(shown) == len(figures):
        n = f"{wording.plural(len(shown), 'indicator')} {'has' if len(shown) == 1 else 'have'}"
    targets = sum(bool(figure.target) for figure in shown)
    return [
        f"{whose}, {wording.period(view.period)}. {n} a figure, {targets or 'none'} of them a target.",
        standing(view, snapshot),
        not_loaded(waiting, snapshot),
    ]


def standing(view, snapshot):
    """Which period this is, and what is unfinished."""
    said = []
    if "period" not in view.said:
        said.append(
            f"This is the latest complete {wording.GRAIN_WORDS[view.period.grain]}." if view.period.complete else ""
        )
    if not view.period.complete:
        said.append(
            f"{wording.period(view.period)} is not over: figures are so far, to {wording.day(snapshot.as_at)}, and are not judged."
        )
    months = [wording.month(month.start) for month in snapshot.unfinished]
    if months and view.period.complete:
        said.append(f"{wording.listed(months)} is not over, and drawn hollow.")
    unsettled = latest_unsettled(view, snapshot)
    if unsettled and not months and view.period.complete:
        said.append(f"{wording.month(unsettled)} is not settled for every indicator, and drawn hollow where it is not.")
    return " ".join(filter(None, said))


NAMED = 4  # extracts that a sentence names; more are counted


def not_loaded(waiting, snapshot):
    """How many indicators wait for extracts, and the way to what each would give."""
    if not waiting:
        return None
    lacking = sorted({table for line in waiting for table in snapshot.lacking(line.indicator)}, key=wording.table_name)
    n = wording.plural(len(waiting), "indicator")
    if not lacking:
        why = "for columns that no file had"
    elif len(lacking) <= NAMED:
        why = f"for extracts that are not loaded: {wording.listed(map(wording.table_name, lacking))}"
    else:
        why = f"for {wording.number(len(lacking))} extracts that are not loaded"
    return [f"{n} {'waits' if len(waiting) == 1 else 'wait'} {why}. ", A("What each would give" if len(waiting) > 1 else "What it needs", href=f"#{WAITING}")]


def latest_unsettled(view, snapshot):
    """The first day of the latest month, where the youngest cases of some indicator can still turn out either way."""
    for indicator in snapshot.indicators.values():
        months = snapshot.series(indicator.id, view.team)
        if months and months[-1].status == "incomplete":
            return months[-1].period_start
    return None


def nothing_loaded():
    return [
        shell.heading("Scorecard", "There are no figures yet, because nothing has been loaded."),
        Div(
            [
                H2("Where to start"),
                P(
                    "Load the monthly extracts of the case-management system on the Data page, "
                    "or put them into the drop folder and start the dashboard again."
                ),
                P(A("Go to Data", href="/data", className="button")),
            ],
            className="card empty",
        ),
    ]
