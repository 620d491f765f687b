"""Figures that are no longer as they were first reported: a quiet mark, and in words what they were and what changed them."""

import re

import pandas as pd

from dashboard import plain as html
from dashboard import wording
from dashboard.plain import A, Span


def differs(indicator, figure, first):
    """Whether a reader would see it: the value as shown is another than the one first shown."""
    return wording.value(indicator, figure.value) != wording.value(indicator, first.first_value)


def words(indicator, figure, first):
    return f"First reported {wording.value(indicator, first.first_value)}, now {wording.value(indicator, figure.value)}"


def mark(indicator, figure, view, snapshot):
    """A sign before a figure that differs from the one first reported; its words show on focus and under the pointer."""
    first = snapshot.restated(figure)
    if first is None or figure.value is None or not differs(indicator, figure, first):
        return None
    return A(
        [Span(className="again"), Span(words(indicator, figure, first), className="tip-words")],
        href=view.href(f"/indicator/{indicator.id}", view="changes"),
        className="tip",
    )


def counts(indicator, first):
    """(1,951 of 2,195), of the figure as it was first reported."""
    return wording.counts(indicator, First(first))


class First:
    """The numerator and denominator of a line of the history, as a figure has them."""

    def __init__(self, line):
        self.numerator, self.denominator = (
            None if number is None or number != number else number
            for number in (line.first_numerator, line.first_denominator)
        )


def because(view, line):
    """What changed a figure, in words, with a link to every line of the load."""
    found = re.fullmatch(r"(undo of )?load (\d+)(?:: (.*))?", str(line.because))
    if not found:
        return [f"by new {line.because}"]
    undo, number, file = found.groups()
    link = html.A(f"load {number}", href=view.href("/data", view="files", load=number))
    return ["by the undoing of " if undo else "by ", link, f" ({file})" if file else ""]


def day(moment):
    return wording.short_day(pd.Timestamp(moment))


def sentence(indicator, figure, view, snapshot):
    """First reported 82.1% (1,951 of 2,195) on 2 Oct 2026; changed on 3 Nov 2026 by load 12. A link to the rows."""
    line = snapshot.restated(figure)
    if line is None or figure.value is None:
        return None
    of = counts(indicator, line)
    number = line.first_load
    with_load = f", load {int(number)}" if number is not None and number == number else ""
    return html.P(
        [
            html.Span(className="again"),
            f"First reported {wording.value(indicator, line.first_value)}{f' ({of})' if of else ''} on {day(line.first_reported_at)}{with_load}; "
            f"last changed on {day(line.changed_at)} ",
            *because(view, line),
            ". ",
            html.A("The rows that made the difference", href=view.href(view="changes")) if view.show != "changes" else None,
        ],
        className="story restated",
    )
