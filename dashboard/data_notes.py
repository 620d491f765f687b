"""How good the data are that an indicator rests on: a sentence, and whether it is poor enough to be marked on the scorecard.

Poor: of what was filled in in a column that the indicator needs, more than a tenth could not be used, or more than a
tenth of the rows that a check looked at fail it, in the period shown. A tenth, because a figure that rests on less than nine
in ten of its rows can be wrong by more than the changes that are talked about; anything stricter would mark most rows.
"""

from collections import namedtuple
from functools import lru_cache

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
        found = quality.for_indicator(indicator.needs, view.team, months(view.period))
        return Note(found.sentence, is_poor(found)) if found.sentence else None

    return snapshot.once(("note", indicator.id, view.team, view.period.label), make)


def is_poor(found):
    unusable = any(one.n_filled >= FEW and one.n_unusable > POOR * one.n_filled for one in found.columns)
    return unusable or any(one.of >= FEW and one.n > POOR * one.of for one in found.checks)


@lru_cache(maxsize=1000)
def months(period):
    return [f"{when:%Y-%m}" for when in pd.date_range(period.start, period.end, freq="MS")]

