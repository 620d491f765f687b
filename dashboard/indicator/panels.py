"""Beside the chart: what the figure is compared with, and what it rests on."""

from dashboard import cells, chance, data_notes, wording
from dashboard import plain as html
from dashboard.indicator.judged import judged
from dashboard.indicator.others import revised
from metrics.differences import ENGLAND, NEIGHBOURS, TESTS, YEAR_AGO, of_figure

WAIT = 2.0  # seconds that a page waits for the quality of the data before it does without


def panel(name, content, anchor=None):
    if content is None:
        return None
    return html.Section([html.H2(name, **({"id": anchor} if anchor else {})), content], className="card panel")


def compared(indicator, view, snapshot):
    return snapshot.compared(indicator, view.period.end, "2021" if view.compare == "neighbours-2021" else "2025")


def differences(indicator, view, snapshot, figure, comparison):
    """Whether the figure of this view differs by more than chance from what it is set beside: metrics.differences."""
    return of_figure(indicator, figure, comparison, snapshot.before(indicator.id, view.period, view.team, years=1))


def compared_with(indicator, view, snapshot, figure, comparison):
    found = {each.beside: each for each in differences(indicator, view, snapshot, figure, comparison)}
    pairs = []
    if figure is not None and figure.target:
        pairs.append(("Target", [strong(wording.target(indicator, figure.target)), " ", judged(indicator, figure, snapshot)]))
    else:
        pairs.append(("Target", html.Span("No target", className="muted")))
    if view.team:
        whole = snapshot.figure(indicator.id, view.period)
        if cells.has_value(whole):
            pairs.append(
                (
                    "All teams",
                    [strong(wording.value(indicator, whole.value)), " ", small(wording.counts(indicator, whole))],
                )
            )
    ago = snapshot.before(indicator.id, view.period, view.team, years=1)
    pairs.append(("A year ago", [*earlier(indicator, ago), by_chance(found.get(YEAR_AGO))]))
    if view.period.grain != "year":
        before = snapshot.before(indicator.id, view.period, view.team)
        pairs.append((f"{wording.GRAIN_WORDS[view.period.grain].capitalize()} before", earlier(indicator, before)))
    if comparison is None:
        pairs.append(("Others", html.Span("No national figure is published", className="muted")))
        return html.Div([cells.figure_rows(pairs), how_tested(found)])
    year = wording.financial_year(comparison.period_end) if comparison.period_end is not None else ""
    n = f"{comparison.n_reporting} of {comparison.n_neighbours}"
    pairs.append(("England", [*other(indicator, comparison.england, year), by_chance(found.get(ENGLAND)), revision_of(indicator, comparison.england, snapshot)]))
    mean = other(indicator, comparison.neighbour_mean, f"mean of {n}, {comparison.model} model")
    pairs.append(("Neighbours", [*mean, by_chance(found.get(NEIGHBOURS))]))
    if comparison.neighbour_median.value is not None:
        pairs.append(("", other(indicator, comparison.neighbour_median, "median")))
    pairs.append((snapshot.authority.region_name, other(indicator, comparison.region, year)))
    pairs.append(("Published", [*other(indicator, comparison.own, f"{snapshot.authority.short_name}’s own, {year}"), revision_of(indicator, comparison.own, snapshot)]))
    if comparison.place is not None:
        pairs.append(("Place", small(f"{comparison.place.words}, of the published figure")))
    more = html.A("Every authority and every neighbour", href=view.href(view="others"))
    return html.Div([cells.figure_rows(pairs), how_tested(found), html.P([release(indicator, comparison, snapshot), more], className="small source")])


def revision_of(indicator, published, snapshot):
    """Beside a published figure: how releases have revised it; None where none has."""
    words = revised(indicator, published, snapshot)
    return html.Span(words, className="small verdict") if words else None


def release(indicator, comparison, snapshot):
    """The release that England's figure is from; the page of the others names them all."""
    if comparison.england.value is None:
        return None
    asked = indicator.compares_with, comparison.period_end.year
    found = snapshot.once(("release", *asked), lambda: snapshot.reference.release_of(*asked))
    return f"From {found.publication[:1].lower()}{found.publication[1:]} ({found.publisher}). "


def by_chance(difference):
    """Beside a figure: whether ours differs from it by more than chance; nothing where that cannot be told."""
    if difference is None:
        return None
    return html.Span(chance.verdict(difference), className="small verdict" + (" strong" if difference.is_real else ""))


def how_tested(found):
    """What `by more than chance` rests on, for those who ask."""
    if not found:
        return None
    tests = dict.fromkeys(each.test for each in found.values())
    others = [each for each in found.values() if each.is_other_day]
    words = [TESTS[test] for test in tests]
    if others:
        words.append("England’s and the neighbours’ figures are of another time: what has changed since for everyone is not chance either.")
    return html.Details([html.Summary("How chance is judged"), *(html.P(each, className="small") for each in words)])


def strong(text):
    return html.Span(text, className="strong")


def small(text):
    return html.Span(text, className="small")


def earlier(indicator, figure):
    if not cells.has_value(figure):
        return [html.Span("No earlier figure", className="muted")]
    return [strong(wording.value(indicator, figure.value)), " ", small(wording.counts(indicator, figure))]


def other(indicator, published, said):
    if published.value is None:
        return [html.Span(f"{published.reason.capitalize()} ({said})", className="small")]
    return [strong(wording.value(indicator, published.value)), " ", small(said)]


def rests_on(indicator, view, snapshot, figure):
    pairs = [("Counts", indicator.counts)]
    if indicator.has_denominator:
        pairs.append(("Of", indicator.of))
    data = []
    for table in indicator.needs:
        line = snapshot.tables.get(table)
        if line is None:
            data.append(html.Div([wording.table_name(table), ", ", html.A("not loaded", href=view.href("/data"))]))
        else:
            files = wording.plural(int(line["n_files"]), "file")
            data.append(
                html.Div(
                    [
                        html.A(wording.table_name(table), href=view.href("/data", table=table)),
                        f", as at {wording.short_day(line['as_at_on'])}, {files}",
                    ]
                )
            )
    pairs.append(("Data", data))
    found = data_notes.note(indicator, view, snapshot, wait=WAIT)
    if found is not None:
        tables = [table for table in indicator.needs if table in snapshot.tables]
        links = []
        for table in tables:
            query = {"view": "quality", "table": table, "month": view.period.label if view.period.grain == "month" else None}
            links += [", ", html.A(wording.table_name(table), href=view.href("/data", **query))]
        pairs.append(("Quality", [found.sentence, " See ", *links[1:], "."]))
    if figure is not None and figure.note:
        pairs.append(("Note", figure.note))
    if figure is not None and figure.lower is not None:
        pairs.append(
            ("95% interval", f"{wording.value(indicator, figure.lower)} to {wording.value(indicator, figure.upper)}")
        )
    if indicator.published:
        pairs.append(("Reported before", wording.reported(indicator.published)))
    pairs.append(
        (
            "Source",
            [
                indicator.source,
                html.Br(),
                html.A("Full definition", href=view.href("/definitions", theme=indicator.theme, anchor=indicator.id)),
            ],
        )
    )
    return cells.figure_rows(pairs)
