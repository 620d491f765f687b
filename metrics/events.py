"""What happened, and when: inspections, a new front door, another practice standard, a move of system. Drawn on the time lines of figures.

An analyst keeps them in `events.csv`. An event says nothing of what caused what: it is there so that a reader can see what came before
a change and what after. It starts no limits anew; that is a rebasing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from metrics import registry
from metrics.indicator import THEMES
from metrics.periods import period

FILE = "events.csv"
COLUMNS = ("from", "to", "words", "source", "indicator", "theme", "team", "noted_on")


@dataclass(frozen=True)
class Event:
    """`words` say what happened from one day to another, the same where it took one; `source` where that is written, "" where nowhere.

    It concerns one indicator, the indicators of a theme, or with both blank all of them; and one team, or with `team` blank the
    authority and every team.
    """

    from_on: pd.Timestamp
    to_on: pd.Timestamp
    words: str
    source: str = ""
    indicator: str = ""
    theme: str = ""
    team: str = ""
    noted_on: pd.Timestamp | None = None

    def concerns(self, indicator, team: str = "") -> bool:
        """Whether it belongs on the line of an indicator and team ("" for the authority). A team's event is on that team's lines alone."""
        of_indicator = self.indicator in ("", indicator.id) and self.theme in ("", indicator.theme)
        return of_indicator and (not self.team or _folded(self.team) == _folded(team))


def read_events(each: Callable) -> tuple[Event, ...]:
    """The events of `events.csv` in order of time. `from` may be a month, 2022-07, where no day is known: it is then all of that month."""
    found: list[Event] = []
    for row in each(FILE):
        month = _month(row["from"])
        from_on = month.start if month else row.day("from")
        to_on = row.day("to", optional=True) or (month.end if month else from_on)
        if to_on < from_on:
            row.fault("to", row["to"], "a day on or after 'from'")
        row.one_of("indicator", ("", *registry.indicators()), "the id of an indicator, as `python app.py indicators` lists them, or blank for all")
        row.one_of("theme", ("", *THEMES), f"one of {', '.join(THEMES)}, or blank for all")
        if row["indicator"] and row["theme"]:
            row.fault("theme", row["theme"], "a blank: this row names an indicator already")
        event = Event(from_on, to_on, row.text("words"), *(row[c] for c in ("source", "indicator", "theme", "team")), row.day("noted_on", optional=True))
        if any(key(event) == key(other) for other in found):
            row.fault("words", row["words"], "an event once only for each indicator, theme and team; it is given further up too")
        found.append(event)
    return tuple(sorted(found, key=lambda event: (event.from_on, event.to_on)))


def key(event: Event) -> tuple:
    """By what an event is known again."""
    return event.from_on, _folded(event.words), event.indicator, event.theme, _folded(event.team)


def concerning(events: Iterable[Event], indicator, team: str = "") -> tuple[Event, ...]:
    return tuple(event for event in events if event.concerns(indicator, team))


def _month(text: str):
    try:
        found = period(text)
    except ValueError:
        return None
    return found if found.grain == "month" else None


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
