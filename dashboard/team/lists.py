"""Worklists in words: how many are late and due on each, for a team, and on which day."""

from collections import namedtuple
from types import SimpleNamespace

import pandas as pd

from dashboard import cells, wording
from metrics.worklist import OVERDUE, worklists

#: A worklist with its numbers for a team; `of` is None where its figure is no percentage of cases.
Line = namedtuple("Line", "list overdue due counted of as_at")

#: Lists of what nobody can catch up on any more, or that are about workers: no part of "things that are late".
APART = ("repeat_referrals", "worker_supervision")

#: Working days within which what is due asks for attention.
SOON = 5

#: Working days that lists look ahead, unless they say otherwise.
AHEAD = 10


def lines(snapshot, team):
    """The lists that concern a team, the most urgent first: those that it has rows on, or cases that could be."""
    found = [(one, snapshot.on_lists.get((one.id, team))) for one in worklists().values()]
    found = [Line(one, n.overdue, n.due, n.counted, None if n.of != n.of else int(n.of), n.as_at) for one, n in found if n is not None and n.status == "ok"]
    return [line for line in found if line.of or line.overdue or line.due or line.counted or (line.of is None and line.list.indicator)]


def missing(snapshot):
    """The lists that are not to be had, as lists."""
    found = [(one, snapshot.on_lists.get((one.id, ""))) for one in worklists().values()]
    return [one for one, n in found if n is not None and n.status != "ok"]


def day(snapshot):
    """The day that the lists are of: that to which the data reach, the latest where they differ."""
    return max((n.as_at for n in snapshot.on_lists.values() if n.status == "ok"), default=snapshot.as_at)


def kind(one):
    """The colour of what is late: attention where somebody is waiting."""
    return "near" if one.id in APART else "bad"


def late_words(one, n):
    """3 overdue; None overdue"""
    return f"{wording.number(n)}{wording.NBSP}{one.late}" if n else f"None {one.late}"


def days_words(n):
    return wording.plural(n, "working day")


def when(row, one):
    """How late a row is, or how soon due, as words in a chip."""
    days = row.working_days
    if row.state == OVERDUE:
        if one.late != "overdue":
            words = one.late.capitalize()
        elif days is None:
            words = "Overdue, never done"
        else:
            words = f"{days_words(int(days))} overdue" if days else "Overdue"
        return cells.tag(words, kind(one))
    return cells.tag(f"Due in {days_words(int(-days))}" if days else "Due", "near" if -days <= SOON else "plain")


def ahead_words(one):
    return f"in the next {'ten' if one.ahead == AHEAD else one.ahead} working days"


def to_come(found):
    """How many rows fall due in the ten working days that lists look ahead: of those that look further, none."""
    return sum(line.due for line in found if line.list.ahead == AHEAD)


def to_mend(found):
    """How many things are late that somebody could see to."""
    return sum(line.overdue for line in found if line.list.id not in APART)


def late(frame):
    """The rows of what is late for a child, and could be mended."""
    return shown(frame[(frame["state"] == OVERDUE) & frame["child_id"].notna() & ~frame["worklist"].isin(APART)])


def shown(frame):
    """The rows of a frame as objects; what is missing is None."""
    columns = [[None if value is pd.NA or value != value else value for value in frame[name].tolist()] for name in frame]
    return [SimpleNamespace(**dict(zip(frame.columns, values, strict=True))) for values in zip(*columns, strict=True)]
