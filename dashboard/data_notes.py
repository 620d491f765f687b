"""How good the data are that an indicator rests on: a sentence, and whether it is poor enough to be marked on the scorecard.

Poor: of what was filled in in a column that the indicator needs, more than a tenth could not be used, or more than a
tenth of the rows that a check looked at fail it, in the period shown. A tenth, because a figure that rests on less than nine
in ten of its rows can be wrong by more than the changes that are talked about; anything stricter would mark most rows.
"""

from collections import namedtuple
from dataclasses import replace

import pandas as pd

POOR = 0.1
FEW = 20  # rows below which a tenth says nothing

Note = namedtuple("Note", "sentence is_poor")


def note(indicator, view, snapshot, wait=0.0):
    """The note on what a figure rests on; None where the quality is not known, or nothing is to be said."""
    quality = snapshot.assessed_soon(wait)
    if quality is None or view.period is None:
        return None

    def make():
        narrow = snapshot.once(("quality of", view.team, view.period.label), lambda: narrowed(quality, view))
        found = narrow.for_indicator(indicator.needs, view.team, months(view.period))
        return Note(found.sentence, is_poor(found)) if found.sentence else None

    return snapshot.once(("note", indicator.id, view.team, view.period.label), make)


def is_poor(found):
    columns, checks = found.columns, found.checks
    unusable = columns["n_unusable"] > POOR * columns["n_filled"]
    failing = checks["n"] > POOR * checks["of"]
    return bool((unusable & (columns["n_filled"] >= FEW)).any() or (failing & (checks["of"] >= FEW)).any())


def months(period):
    return [f"{when:%Y-%m}" for when in pd.date_range(period.start, period.end, freq="MS")]


def narrowed(quality, view):
    """The assessment of one team and period, so that each indicator looks through little."""
    wanted = months(view.period)
    keep = lambda frame: frame[(frame["team"] == view.team) & frame["month"].isin(wanted)]  # noqa: E731
    return replace(quality, columns=keep(quality.columns), checks=keep(quality.checks))
