"""What is marked on the time line of a chart: events and rebasings, numbered in order of time, and told in words under it.

On the chart a mark is its number above an upright line: quiet, and never the only place where it is told. Where marks stand close
together they go up by a row; where there is no room either, one number stands for several, as 3–5.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from urllib.parse import urlsplit

from dashboard import charts, real, theme, wording
from dashboard import plain as html
from metrics.periods import period as period_labelled

NARROWEST = 240  # px of a plot on a phone: what does not overlap there does not on any wider screen
ROW, ROWS = 18, 3
DIGIT, FRAME, GAP = 7, 9, 3  # px of a digit, of what frames a number, and between two numbers
AT_ONCE = 8  # marks that are told without being asked for
LASTING = 28  # days from which the time that an event took is drawn too


@dataclass(frozen=True)
class Mark:
    """An event, or with `is_rebasing` where limits start anew; from one day to another. `at`: where it stands on the axis."""

    number: int
    from_on: object
    to_on: object
    words: str
    source: str
    is_rebasing: bool
    at: object

    @property
    def days(self):
        return days(self.from_on, self.to_on)


def days(first, last):
    """17 June 2025; 17 to 18 June 2025; 30 June to 2 July 2025; of a whole month July 2022."""
    month = period_labelled(f"{first:%Y-%m}", "month")
    if (first, last) == (month.start, month.end):
        return wording.month(first)
    if first == last:
        return wording.day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {wording.day(last)}"
    return f"{wording.day(first, year=first.year != last.year)} to {wording.day(last)}"


def marks_of(indicator, view, snapshot, signal, figures):
    """The marks of what is drawn, in order of time. A rebasing stands where the limits break, an event on its first day, or at the edge."""
    first, last = charts.ends(figures)
    found = []
    for event in snapshot.reference.events(indicator, view.team):
        if event.from_on <= figures[-1].period_end and event.to_on >= figures[0].period_start:
            found.append((event.from_on, event.to_on, event.words, event.source, False, min(max(event.from_on.date(), first), last)))
    labels, ends = [figure.period for figure in figures], [figure.period_end.date() for figure in figures]
    for label, each in zip(real.starts(signal), signal.rebasings, strict=True):
        if label in labels and labels.index(label):
            at = charts.between(ends, labels.index(label) - 1, labels.index(label))
            found.append((each.from_on, each.from_on, f"Limits start anew: {each.reason.rstrip('.')}", "", True, at))
    found.sort(key=lambda each: (each[5], each[0]))
    return tuple(Mark(number, *each) for number, each in enumerate(found, start=1))


# -- on the chart --------------------------------------------------------------------------------------


def layer(marks, figures):
    """The marks as charts.trend draws them; None where there are none."""
    if not marks:
        return None
    first, last = charts.ends(figures)
    shapes = []
    for mark in marks:
        line = {"color": theme.INK, "width": 1, "dash": "dot"} if mark.is_rebasing else {"color": theme.RULE, "width": 1}
        shapes.append(charts.upright(mark.at.isoformat(), mark.at.isoformat(), type="line", line=line, **({} if mark.is_rebasing else {"layer": "below"})))
        if (mark.to_on - mark.from_on).days >= LASTING:
            began, ended = (min(max(day.date(), first), last).isoformat() for day in (mark.from_on, mark.to_on))
            shapes.append({**charts.upright(began, ended, type="rect", fillcolor=theme.EDGE, line={"width": 0}), "y0": 0.99})
    placed, notes = places([(mark.at.toordinal(), mark.number) for mark in marks], NARROWEST / max(1, (last - first).days)), []
    for at, row, numbers in placed:
        told = [mark for mark in marks if numbers[0] <= mark.number <= numbers[-1]]
        edge = theme.INK if any(mark.is_rebasing for mark in told) else theme.EDGE
        notes.append(
            {
                "x": date_of(at), "yref": "paper", "y": 1, "yshift": 4 + ROW // 2 + ROW * row, "text": label(numbers), "showarrow": False, "xanchor": "center",
                "yanchor": "middle", "bgcolor": theme.CARD, "bordercolor": edge, "borderwidth": 1, "borderpad": 2,
                "font": {"size": 11, "color": theme.INK}, "hovertext": "<br>".join(f"{mark.days}: {escape(mark.words)}" for mark in told),
            }
        )  # fmt: skip
    said = f"Marked on the time line: {'; '.join(f'{mark.number}, {mark.days}, {mark.words}' for mark in marks)}."
    return charts.Layer(shapes=tuple(shapes), annotations=tuple(notes), head=10 + ROW * (1 + max(row for _, row, _ in placed)), said=said, marks=marks)


def label(numbers):
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}{wording.DASH}{numbers[-1]}"


def places(marks, px_a_day):
    """(day, row, numbers) of each number that is drawn, so that none lies over another. `marks`: (day, number) in order."""
    groups = []  # [days, row, numbers]
    edge = [float("-inf")] * ROWS  # px at which the last number of each row ends
    for day, number in marks:
        half = wide([number]) / 2
        row = next((row for row in range(ROWS) if day * px_a_day - half >= edge[row] + GAP), None)
        if row is not None:
            groups.append([[day], row, [number]])
            before = edge[row]
        else:
            group = groups[-1]
            group[0].append(day)
            group[2].append(number)
            row = group[1]
            before = max((end(each, px_a_day) for each in groups[:-1] if each[1] == row), default=float("-inf"))
        half, last = wide(groups[-1][2]) / 2, groups[-1]
        last[3:] = [max((last[0][0] + last[0][-1]) / 2 * px_a_day, before + GAP + half)]
        edge[row] = last[3] + half
    return [(px / px_a_day, row, numbers) for _, row, numbers, px in groups]


def end(group, px_a_day):
    return group[3] + wide(group[2]) / 2


def wide(numbers):
    return FRAME + DIGIT * len(label(numbers))


def date_of(ordinal):
    """A place on the axis as it takes it; moments of a day too."""
    return (datetime.fromordinal(int(ordinal)) + timedelta(days=ordinal % 1)).isoformat(timespec="hours")


# -- in words ------------------------------------------------------------------------------------------


def listing(marks):
    """The marks under the chart, each with its number, its days, what happened and where that is written."""
    if not marks:
        return None
    def item(mark):
        words = [html.Span(mark.days, className="strong"), f" {mark.words}.", *written(mark.source)]
        return html.Li([html.Span(str(mark.number), className="mark-number"), html.Span(words)])

    items = [item(mark) for mark in marks]
    if len(marks) > AT_ONCE:
        return html.Details([html.Summary(f"Marked on the time line: {len(marks)}"), html.Ol(items, className="marks")])
    return html.Div([html.P("Marked on the time line", className="strong", id="marks"), html.Ol(items, className="marks", **{"aria-labelledby": "marks"})])


def written(source):
    """Where it is written, as a link where that is an address."""
    if not source:
        return []
    where = urlsplit(source)
    if where.scheme not in ("http", "https"):
        return [f" Source: {source.rstrip('.')}."]
    return [" Source: ", html.A(where.netloc.removeprefix("www."), href=source, rel="noreferrer"), "."]


def told_in(marks, figure):
    """The marks that began in a figure's period, for its row of a table."""
    return "; ".join(f"{mark.days}: {mark.words}" for mark in marks if figure.period_start <= mark.from_on <= figure.period_end)
