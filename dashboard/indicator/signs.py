"""Under the figure: whether its change is real and whether its target will be met, as signs, words and a sentence each."""

from dashboard import cells, icons, real
from dashboard import plain as html
from dashboard.indicator.trend import options, points_of


def signs(indicator, view, snapshot, figure):
    """Nothing where there is no figure to speak of."""
    if not cells.has_value(figure):
        return None
    signal = snapshot.signal(indicator, view.team, points_of(view), **options(view))  # that of the chart below
    found = real.read(signal, view.period, snapshot.target(indicator, view.period.end, view.team))
    first, *rest = real.sentences(indicator, found)
    rises = found.point is not None and found.point.direction > 0
    pace = real.pace_words(indicator, found, snapshot.target(indicator, view.period.end, view.team))
    if not found.assurance:
        first, pace = f"{first} {pace}".strip(), ""
    rows = [row(icons.variation(found.variation, rises), real.word(found), first)]
    rows += [row(icons.assurance(found.assurance), icons.ASSURANCE[found.assurance][0], f"{each} {pace}".strip()) for each in rest]
    return html.Ul(rows, className="signs", **{"aria-label": "Is it real"})


def row(picture, words, sentence):
    return html.Li([picture, html.Div([html.Strong(words), html.Div(sentence, className="small")])])
