"""Every indicator in plain words, from its declaration."""

import dash
import dash_bootstrap_components as dbc
import pandas as pd

from dashboard import cells, shell, wording
from dashboard import plain as html

dash.register_page(__name__, path="/definitions", name="Definitions", title=f"Definitions · {shell.NAME}", order=4)

SHAPES = {
    "events": "What happened in the period. A quarter or a year adds up its months.",
    "events, 12 months": "What happened in the 12 months to the end of the period.",
    "spells": "What was open on the last day of the period; of an unfinished one, on the day of the data.",
    "census": "What stood on the last day of the period; of an unfinished one, on the day of the data.",
}
UNITS = {
    "count": "a number",
    "percent": "a percentage",
    "per 10,000": "per 10,000 children",
    "children per FTE": "children for each full-time equivalent",
}
ALL = "all"  # every definition on one page


@shell.page(for_sharing=True)
def layout(view, snapshot):
    """A theme at a time, the first unless told otherwise; of a word, or of a table, whatever goes by it, and of `all` all of them."""
    wanted, table = view.asked("q").casefold().split(), view.asked("table")
    if table not in snapshot.table_names:
        table = ""
    chosen = ALL if wanted or table or view.asked("theme") == ALL else view.asked("theme")
    if chosen != ALL and chosen not in snapshot.themes:
        chosen = next(iter(snapshot.themes), ALL)
    shown = {theme: found for theme, indicators in snapshot.themes.items() if chosen in (ALL, theme) and (found := goes_by(indicators, wanted, table))}
    return [
        shell.heading("Definitions", said(shown, chosen, table, snapshot)),
        html.Div([html.Div([search(view), contents(view, snapshot, shown, chosen)], className="contents"), html.Div(sections(shown, view, snapshot), className="definitions")], className="reading"),
    ]


def goes_by(indicators, wanted, table):
    return [indicator for indicator in indicators if (not table or table in indicator.needs) and all(word in words_of(indicator) for word in wanted)]


def said(shown, chosen, table, snapshot):
    """Which of them are shown."""
    n, all_of_them = sum(len(found) for found in shown.values()), len(snapshot.indicators)
    which = f"{wording.plural(n, 'indicator')} of {all_of_them}" if n < all_of_them else wording.plural(n, "indicator")
    which = f"{chosen}: {which}" if chosen != ALL else which
    needing = f", those that need {wording.table_name(table)}" if table else ""
    return f"{which}{needing}, in the words of their declarations: what counts, of what, and where the wording comes from."


def sections(shown, view, snapshot):
    made = [html.Section([html.H2(theme, id=slug(theme)), *(definition(indicator, view, snapshot) for indicator in found)]) for theme, found in shown.items()]
    return made or [html.P([f"Nothing matches “{view.asked('q')}”. ", html.A("Show all", href=view.href(theme=ALL))], className="card empty")]


def slug(theme):
    return theme.lower().replace(" ", "-")


def words_of(indicator):
    return " ".join(
        str(part)
        for part in (
            indicator.id,
            indicator.title,
            indicator.question,
            indicator.theme,
            indicator.counts,
            indicator.of,
            indicator.source,
            *indicator.needs,
        )
    ).casefold()


def search(view):
    return html.Div(
        shell.labelled(
            "Find",
            "q",
            dbc.Input(id={"choice": "q"}, type="search", value=view.asked("q"), debounce=True, maxlength=80),
        ),
        role="search",
    )


def contents(view, snapshot, shown, chosen):
    """Every theme; of those that are shown, their indicators."""
    parts = []
    for theme, indicators in snapshot.themes.items():
        here = theme in shown
        count = html.Span(wording.number(len(shown[theme] if here else indicators)), className="count")
        parts.append(html.P(html.A([theme, count], href=f"#{slug(theme)}" if here else view.href(theme=theme), **({"aria-current": "true"} if theme == chosen else {}))))
        if here:
            parts.append(html.Ul([html.Li(html.A(indicator.title, href=f"#{indicator.id}")) for indicator in shown[theme]]))
    if chosen != ALL or sum(map(len, shown.values())) < len(snapshot.indicators):
        parts.append(html.P(html.A("All definitions on one page", href=view.href(theme=ALL))))
    return html.Nav(parts, **{"aria-label": "Indicators, by theme"})


def definition(indicator, view, snapshot):
    pairs = [
        ("Counts", indicator.counts),
        ("Of", indicator.of if indicator.has_denominator else None),
        ("Which way is good", wording.GOOD[indicator.good]),
        ("Unit", UNITS.get(indicator.unit, indicator.unit) + decimals(indicator)),
        ("Period", SHAPES.get(indicator.shape, indicator.shape)),
        ("At the edges", [html.P(part) for part in indicator.definition.split("\n\n")[1:]] or None),
        (
            "Looks back",
            f"{indicator.looks_back_months} months before the period" if indicator.looks_back_months else None,
        ),
        (
            "Settled",
            f"{indicator.matures[:1].upper()}{indicator.matures[1:]}; until then a case can turn out either way"
            if indicator.matures
            else None,
        ),
        ("Intervals", intervals(indicator, snapshot)),
        ("Needs", needs(indicator, view, snapshot)),
        ("Compares with", compares(indicator, snapshot)),
        ("Target", targets(indicator, snapshot)),
        ("Reported before", indicator.published and wording.reported(indicator.published)),
        ("Source", indicator.source),
    ]
    return html.Article(
        [
            html.H3([html.A(indicator.title, href=view.href(f"/indicator/{indicator.id}")), html.Code(indicator.id)]),
            html.P(indicator.question, className="question"),
            cells.figure_rows(pairs),
        ],
        id=indicator.id,
        className="card definition",
    )


def decimals(indicator):
    if indicator.unit == "count":
        return ""
    return f", to {wording.plural(indicator.decimals, 'decimal place')}" if indicator.decimals else ", in whole numbers"


def needs(indicator, view, snapshot):
    """Its tables, each leading to how good it is and what its codes mean, but for those outside."""
    parts = []
    for table, columns in indicator.needs.items():
        name, words = wording.table_title(table), ", ".join(column.replace("_", " ") for column in columns)
        is_loaded = table in snapshot.tables
        made = html.A(name, href=view.href("/data", table=table)) if is_loaded and not view.share else name
        parts.append(html.Div([made, f": {words}", "" if is_loaded else html.Span(" (not loaded)", className="muted")]))
    return parts


def intervals(indicator, snapshot):
    """The practice standards that it goes by, which each authority sets for itself."""
    if not indicator.settings:
        return None
    words = [html.Div(f"{snapshot.reference.settings_in_words[name]}.") for name in indicator.settings]
    return [*words, html.Div(["To change one, edit ", html.Code("settings.csv"), " in the reference data."], className="small")]


def compares(indicator, snapshot):
    if not indicator.compares_with:
        return html.Span("No national figure is published", className="muted")
    published = snapshot.reference.published_indicator(indicator.compares_with)
    return f"{published.label}, {published.basis}: {published.definition}"


def targets(indicator, snapshot):
    target = snapshot.reference.targets(
        indicator.id, "", snapshot.as_at if snapshot.as_at is not None else pd.Timestamp.now()
    )
    if target is None:
        return html.Span("No target", className="muted")
    return f"{wording.target(indicator, target.text)} ({target.source})"
