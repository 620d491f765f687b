"""Which releases of published figures there are, what each holds, and whether it was loaded or came with the program."""

import pandas as pd

from dashboard import cells, wording
from dashboard import plain as html

HEAD = [("Release", ""), ("What it holds", ""), ("Years", ""), ("Figures", "num"), ("In force", "num"), ("Published", ""), ("Loaded", "")]
NAMED = 2  # so many indicators are named without opening the list


def releases(view, snapshot):
    """A line for each release, the newest first. A figure in force is one that no newer release has revised or repeated."""
    body = []
    for one in snapshot.reference.holdings.itertuples():
        files = wording.plural(one.file.count("; ") + 1, "file")
        loaded = [wording.short_day(pd.Timestamp(one.loaded_at)), html.Span(files, className="small")] if one.loaded_at else "with the program"
        body.append(
            html.Tr(
                [
                    html.Th([one.release, html.Span(one.publication, className="small")], scope="row"),
                    html.Td(held(one.indicators)),
                    html.Td(str(one.first_year) if one.first_year == one.last_year else f"{one.first_year} to {one.last_year}", className="c-years"),
                    html.Td(wording.number(int(one.n_figures)), className="num"),
                    html.Td(wording.number(int(one.n_standing)), className="num strong"),
                    html.Td(wording.short_day(one.published_on) if one.published_on == one.published_on else wording.DASH),
                    html.Td(loaded),
                ]
            )
        )
    return html.Section(
        [
            html.P(
                "Figures of England, the regions and other authorities, by the release they are from. Load a newer file of Explore Education Statistics, "
                "or of population estimates, as any extract: the newest release of a figure is in force, and what earlier ones gave is kept beside it. "
                "A file does not say its release: it is taken for that of the last year in it, so download all years, to the latest. Under Files such a load can be undone.",
                className="wide-line",
            ),
            cells.stacked(HEAD, body, "Releases of published figures, newest first", "dense published"),
        ]
    )


def held(labels):
    """The indicators of a release; more than a few are folded away."""
    if len(labels) <= NAMED:
        return wording.listed(labels)
    return html.Details([html.Summary(wording.plural(len(labels), "indicator")), html.Ul([html.Li(label) for label in labels])])
