"""What takes long when it is first asked for, worked out beforehand: after the start and after every load, beside the pages."""

import gc
import logging
import threading
import time
from functools import partial

import pandas as pd

from dashboard import cells, faults, what_changed
from dashboard.compare.asked import Asked
from dashboard.scorecard.columns import spark
from dashboard.scorecard.lines import Line
from dashboard.view import View

FIRST = 8  # newest periods of the whole authority
DAYS = 500  # days and teams of which the work in hand is kept
LONGEST_REST = 0.5  # seconds

log = logging.getLogger(__name__)


def prepare(source, gently=False):
    """Most wanted first; a page that needs something meanwhile works it out itself. `gently`: half of the time is left to the pages."""
    snapshot = source.snapshot()
    every = views(snapshot)
    of_all = [view for view in every if not view.team]
    steps = (
        lambda: what_changed.prepare(snapshot),
        lambda: source.worklist("all"),
        lambda: snapshot.on_lists,
        lambda: snapshot.assessed,
        source.flows,
        lambda: published(snapshot),
        lambda: charts(snapshot),
        lambda: what_changed.prepare(snapshot.shared),
        *(partial(cases, indicator, snapshot, source) for indicator in snapshot.indicators.values()),
        *(partial(taken_apart, view, snapshot, source) for view in of_all[:FIRST]),
        *(partial(in_hand, source, day, team) for day, team in days(every)),
        *(partial(what_changed.found, view, snapshot) for view in every),
        *(partial(taken_apart, view, snapshot, source) for view in of_all[FIRST:]),
    )
    for step in steps:
        if source.snapshot().values is not snapshot.values:
            return  # something was loaded: that is prepared in its turn
        begun = time.perf_counter()
        step()
        if gently:
            time.sleep(min(time.perf_counter() - begun, LONGEST_REST))
    gc.unfreeze()  # of the load before, most is gone
    gc.collect()
    gc.freeze()  # what stays until the next load need not be looked through every time memory is tidied


def views(snapshot):
    """Every complete period, newest first, for the whole authority and then for each team."""
    periods = sorted((period for grain in snapshot.periods.values() for period in grain if period.complete), key=lambda period: period.end, reverse=True)
    return [View("/", team, period) for team in ("", *snapshot.teams) for period in periods]


def days(every):
    """The last day of each period for each team, newest first: what flow shows the work in hand on."""
    found = dict.fromkeys((pd.Timestamp(view.period.end).normalize(), view.team) for view in every)
    return sorted(found, key=lambda pair: pair[0], reverse=True)[:DAYS]


def in_hand(source, day, team):
    source.in_hand().in_hand(day, team)


def taken_apart(view, snapshot, source):
    """What changed, with the kinds of case that account for it: the one thing of a page that reads rows of cases."""
    what_changed.told(view, snapshot, breakdown=what_changed.door(source, view, snapshot))


def published(snapshot):
    """Where the authority stands in everything that is published, and what each release gave."""
    asked = Asked(View.read(snapshot, "/compare", {}), snapshot)
    for key in asked.of_key:
        asked.among(key)
        snapshot.reference.releases_of(key, asked.day(key).year, snapshot.authority.code)


def cases(indicator, snapshot, source):
    """The rows behind the figure that a bare link shows, for those of its other periods and teams come of the same."""
    period = snapshot.default_period()
    if cells.has_value(snapshot.figure(indicator.id, period)):
        source.cases(indicator.id, period.label)


def charts(snapshot):
    """The control chart of every line, and its small drawing."""
    view = View.read(snapshot, "/", {})
    for team in ("", *snapshot.teams):
        for indicator in snapshot.indicators.values():
            if snapshot.series(indicator.id, team):
                spark(Line(indicator, view.on(team), snapshot))


def soon(source):
    """Prepare in a thread of its own."""

    def work():
        try:
            prepare(source, gently=True)
        except Exception as error:  # pages work it out, and say what is wrong with it
            log.error("What was to be worked out beforehand could not be: %s", faults.place(error))

    threading.Thread(target=work, daemon=True).start()
