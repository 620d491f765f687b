"""What happened, noted by an analyst: an inspection, a new front door, another practice standard. It is marked on the time line."""

import json

import dash_bootstrap_components as dbc

from dashboard import plain as html
from dashboard import shell
from dashboard.indicator import noting
from dashboard.indicator.marks import days
from dashboard.indicator.rebasing import kept

NAME = "event"
FILES = ("events.csv", "rebasing.csv")
NEEDED = "Say on which day it happened or began, and in a few words what it was."


def unread(view, snapshot):
    """Why what is noted cannot be read, where a file of it was changed by hand and is at fault; None where it is not, and for people outside."""
    fault = snapshot.plan_fault
    return html.P(fault, className="why", role="status") if not view.share and any(name in fault for name in FILES) else None


def noting_events(indicator, view, snapshot):
    """The events of this line, each with a button that takes it back, and the form for another; None for people outside."""
    if view.share:
        return None
    known = snapshot.reference.events(indicator, view.team)
    whose = view.team or f"{snapshot.authority.short_name} and its teams"
    charts_of = {"indicator": "This indicator", "theme": f"Every indicator of {indicator.theme}", "all": "Every indicator"}
    options = [{"value": value, "label": words} for value, words in charts_of.items()]
    when = {"type": "date", "className": "day", "size": "sm", "max": f"{snapshot.as_at:%Y-%m-%d}"}
    words = {"type": "text", "maxLength": 200, "autoComplete": "off"}
    return noting.form(
        NAME,
        view,
        summary="Mark an event",
        about=f"What happened is marked on charts of {whose}, so that one can see what came before a change and what after. It moves no limits, and "
        "says nothing of what caused what. Where charts are shared outside, it is on them too.",
        known=[(json.dumps(key(each)), f"{days(each.from_on, each.to_on)}: {each.words}{of_which(each)}.", f"the event {each.words}") for each in known],
        fields=[
            ("from", "On, or from", dbc.Input(id="event-from", **when), ""),
            ("to", "To, if it took longer", dbc.Input(id="event-to", **when), ""),
            ("words", "What happened", dbc.Input(id="event-words", **words), "reason"),
            ("source", "Where it is written", dbc.Input(id="event-source", **words), "reason"),
            ("of-charts", "On charts of", dbc.Select(id="event-of-charts", options=options, value="indicator", size="sm"), ""),
        ],
        button="Mark it",
        of={"indicator": indicator.id, "theme": indicator.theme, "team": view.team},
        told=told(view, known),
        kept=kept(view),
    )


def key(event):
    return {"from": f"{event.from_on:%Y-%m-%d}", "words": event.words, "indicator": event.indicator, "theme": event.theme, "team": event.team}


def of_which(event):
    """Where else than here it is marked."""
    if event.indicator:
        return ""
    return f" (on every chart of {event.theme})" if event.theme else " (on every chart)"


def told(view, known):
    """What the last change did; no more than what is, whatever the address says."""
    day = "".join(noting.asked(NAME, view))
    if not day:
        return None
    return "It is marked on the time line." if any(f"{each.from_on:%Y-%m-%d}" == day for each in known) else "It is no longer marked."


def note(of, first, last, words, source, on):
    if not first or not words:
        raise ValueError(NEEDED)
    which = {"indicator": of["indicator"] if on == "indicator" else "", "theme": of["theme"] if on == "theme" else "", "team": of["team"]}
    shell.source().note_event({"from": first, "to": last, "words": words, "source": source, **which})
    return first


def take_back(of, known):
    event = json.loads(known)
    shell.source().note_event(event, remove=True)
    return event["from"]


noting.register(NAME, ("from", "to", "words", "source", "of-charts"), note, take_back)
