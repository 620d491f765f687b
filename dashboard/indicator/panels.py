"""Beside the chart: what the figure is compared with, and what it rests on."""

from dash import html

from dashboard import cells, data_notes, real, wording

WAIT = 2.0  # seconds that a page waits for the quality of the data before it does without


def panel(name, content, anchor=None):
    if content is None:
        return None
    return html.Section([html.H2(name, **({"id": anchor} if anchor else {})), content], className="card panel")


def compared(indicator, view, snapshot):
    return snapshot.compared(indicator, view.period.end, "2021" if view.compare == "neighbours-2021" else "2025")


def compared_with(indicator, view, snapshot, figure, comparison):
    pairs = []
    if figure is not None and figure.target:
        assurance = real.reading(indicator, view, snapshot).assurance
        pairs.append(("Target", [strong(wording.target(indicator, figure.target)), " ", cells.chip(figure.judgement, assurance)]))
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
    if view.period.grain != "year":
        pairs.append(("A year ago", earlier(indicator, snapshot.before(indicator.id, view.period, view.team, years=1))))
    before = snapshot.before(indicator.id, view.period, view.team)
    pairs.append((f"{wording.GRAIN_WORDS[view.period.grain].capitalize()} before", earlier(indicator, before)))
    if comparison is None:
        pairs.append(("Others", html.Span("No national figure is published", className="muted")))
        return cells.figure_rows(pairs)
    year = wording.financial_year(comparison.period_end) if comparison.period_end is not None else ""
    model = "2021 model" if view.compare == "neighbours-2021" else "2025 model"
    n = f"{comparison.n_reporting} of {comparison.n_neighbours}"
    pairs.append(("Neighbours", neighbours(indicator, comparison, f"mean of {n}, {model}")))
    pairs.append(("England", other(indicator, comparison.england, year)))
    pairs.append((snapshot.authority.region_name, other(indicator, comparison.region, year)))
    pairs.append(("Published", other(indicator, comparison.own, f"{snapshot.authority.short_name}’s own, {year}")))
    if comparison.place is not None:
        pairs.append(("Place", small(f"{comparison.place.words}, of the published figure")))
    return html.Div([cells.figure_rows(pairs), html.P(release(indicator, snapshot), className="small source")])


def strong(text):
    return html.Span(text, className="strong")


def small(text):
    return html.Span(text, className="small")


def earlier(indicator, figure):
    if not cells.has_value(figure):
        return html.Span("No earlier figure", className="muted")
    return [strong(wording.value(indicator, figure.value)), " ", small(wording.counts(indicator, figure))]


def other(indicator, published, said):
    if published.value is None:
        return html.Span(f"{published.reason.capitalize()} ({said})", className="small")
    return [strong(wording.value(indicator, published.value)), " ", small(said)]


def neighbours(indicator, comparison, said):
    """The mean, and beside it the median: they can tell different stories."""
    mean = other(indicator, comparison.neighbour_mean, said)
    if comparison.neighbour_median.value is None:
        return mean
    return [html.Div(mean), html.Div(other(indicator, comparison.neighbour_median, "median"))]


def release(indicator, snapshot):
    described = snapshot.reference.published_indicator(indicator.compares_with)
    releases = snapshot.reference.releases
    found = releases[releases["release"] == described.source]
    name = found["publication"].iloc[0] if len(found) else described.source
    publisher = found["publisher"].iloc[0] if len(found) else ""
    return f"Source: {publisher}, {name[0].lower()}{name[1:]}. {described.definition}."


def rests_on(indicator, view, snapshot, figure):
    pairs = [("Counts", indicator.counts)]
    if indicator.has_denominator:
        pairs.append(("Of", indicator.of))
    data = []
    for table in indicator.needs:
        line = snapshot.tables.get(table)
        if line is None:
            data.append(html.Div([wording.table_name(table), ", ", html.A("not loaded", href="/data")]))
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
        pairs.append(("Reported before", indicator.published))
    pairs.append(
        (
            "Source",
            [
                indicator.source,
                html.Br(),
                html.A("Full definition", href=view.href("/definitions", anchor=indicator.id)),
            ],
        )
    )
    return cells.figure_rows(pairs)
