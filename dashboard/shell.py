"""What every page stands in: header, navigation, the bar of choices, the main landmark, the footer.

A page is `layout(view, snapshot)`, returning what goes into main. `page` wraps it: it reads the URL, keeps the
choices in the navigation links, and says in plain words when something went wrong.
"""

import functools
import inspect
import logging

import dash
import dash_bootstrap_components as dbc
from dash import (
    ALL,
    ClientsideFunction,
    Input,
    Output,
    State,
    clientside_callback,
    dcc,
    html,
)
from flask import current_app, request

from dashboard import blocks, faults, sharing, wording
from dashboard.plain import (
    H1,
    A,
    Div,
    Footer,
    Header,
    Label,
    Li,
    Main,
    Nav,
    P,
    Section,
    Span,
    Ul,
)
from dashboard.view import View

log = logging.getLogger(__name__)

NAME = "Measures that Matter"
LONGEST = 60  # characters of an address that are repeated on the page


def source():
    """What app.py handed to create_app."""
    return current_app.config["SOURCE"]


#: Runs before anything is drawn, so that a page does not flash in the other colours. assets/30-dashboard.js has the rest.
EARLY = 'try{var t=localStorage.getItem("appearance");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch(e){}'
APPEARANCES = (("system", "As this device"), ("light", "Light"), ("dark", "Dark"))


def appearance():
    """The choice of light or dark, which a browser keeps for itself."""
    choices = "".join(
        f'<label><input type="radio" name="appearance" value="{value}"{" checked" if value == "system" else ""}>{words}</label>'
        for value, words in APPEARANCES
    )
    return f'<section class="appearance" aria-label="Appearance"><fieldset><legend>Colours</legend>{choices}</fieldset></section>'


TYPE = "fonts/inter-latin-wght-normal.woff2"  # wanted with the first words


def index_string():
    return f"""<!DOCTYPE html>
<html lang="en-GB">
  <head>
    <script>{EARLY}</script>
    {{%metas%}}
    <link rel="preload" href="/assets/{TYPE}" as="font" type="font/woff2" crossorigin>
    <title>{{%title%}}</title>
    {{%favicon%}}
    {{%css%}}
  </head>
  <body>
    <noscript><p class="noscript">JavaScript is switched off in this browser. Pages can be read and links followed; choosing, loading and editing need JavaScript. Where a page stays empty, delete this site’s cookies.</p></noscript>
    {{%app_entry%}}
    {appearance()}
    {{%config%}}
    {{%scripts%}}
    {{%renderer%}}
  </body>
</html>"""


SKIP = A("Skip to the content", href="#main", className="skip")


def app_layout():
    """Everything outside the pages: what stays when the page changes."""
    return html.Div(
        [
            SKIP,
            dash.page_container,
            html.Div(id="announcer", role="status", className="sr-only", **{"aria-live": "polite"}),
            dcc.Store(id="arrived"),
            dcc.Store(id="chosen"),
        ]
    )


def register_callbacks():
    """Both run in the browser: one writes the choices into the address, one sees to focus once a page is there."""
    clientside_callback(
        ClientsideFunction("dashboard", "choose"),
        Output("chosen", "data"),
        Input({"choice": ALL}, "value"),
        State("view", "data"),
        State({"choice": ALL}, "id"),
        prevent_initial_call=True,
    )
    clientside_callback(
        ClientsideFunction("dashboard", "arrive"),
        Output("arrived", "data"),
        Input("view", "data"),
        prevent_initial_call=True,
    )


def page(filters=False, for_sharing=False, compares=True):
    """A page of Dash Pages from `layout(view, snapshot, **path)`, in the shell and with errors in plain words.

    `filters`: it has the choices of team and period, and, if it `compares`, of others. `for_sharing`: it is made of the snapshot alone, or asks dashboard.access, and may be shown to people outside. Any other is for inside.
    """

    def decorate(function):
        wanted = list(inspect.signature(function).parameters)[2:]

        @functools.wraps(function)
        def layout(**given):
            snapshot = None
            view = None
            path = _path()
            try:
                snapshot = source().snapshot()
                variables = {name: given.pop(name) for name in wanted if name in given}
                view = View.read(snapshot, path, given)
                if view.share:
                    snapshot = snapshot.shared
                content = sharing.inside_only(view) if view.share and not for_sharing else function(view, snapshot, **variables)
            except Exception as error:
                log.error("The page %s could not be made: %s", path, faults.place(error))
                content = went_wrong()
            return blocks.in_blocks(frame(content, view, snapshot, filters, compares))

        return layout

    return decorate


def _path():
    """The address the browser is at: the routing callback is posted to another one."""
    body = request.get_json(silent=True) or {}
    for each in body.get("inputs", ()):
        if isinstance(each, dict) and each.get("property") == "pathname":
            return each.get("value") or "/"
    return request.path


def went_wrong():
    return html.Div(
        [
            html.H1("This page could not be shown"),
            html.P(
                "Something went wrong while it was being made. Nothing that was loaded is lost. "
                "Try again; if it happens again, tell whoever looks after this dashboard the address of this page "
                "and the time: the details are in its log."
            ),
            html.P(html.A("Go to the scorecard", href="/")),
        ],
        className="prose",
    )


def frame(content, view, snapshot, filters=False, compares=True):
    link = view.href if view else (lambda path: path)
    has_choices = filters and view and view.period
    return Div(
        [
            header(link, view, snapshot),
            sharing.band(view),
            choices(view, snapshot, compares) if has_choices else None,
            Main([*(unknown(view, snapshot) if has_choices else ()), *(content if isinstance(content, (list, tuple)) else [content])], id="main", tabIndex=-1),
            footer(link),
            dcc.Store(id="view", data=told(view, snapshot)),
        ]
    )


def header(link, view, snapshot):
    here = view.path if view else ""
    pages = [entry for entry in dash.page_registry.values() if entry.get("nav", True)]
    items = []
    for entry in pages:
        within = here == entry["path"] or any(here.startswith(start) for start in entry.get("within", ()))
        items.append(
            Li(
                A(
                    entry["name"],
                    href=link(entry["path"]),
                    className="here" if within else "",
                    **({"aria-current": "page"} if here == entry["path"] else {}),
                )
            )
        )
    return Header(
        Div(
            [
                A(NAME, href=link("/"), className="brand"),
                Nav(Ul(items), **{"aria-label": "Pages"}),
                Div(
                    [
                        P("Synthetic data: not real children", className="synthetic")
                        if snapshot is not None and snapshot.is_synthetic
                        else None,
                        P(
                            [Span(snapshot.authority.short_name), " · data as at ", snapshot.as_at_words]
                            if snapshot.as_at is not None
                            else [snapshot.authority.short_name, " · nothing loaded"],
                            className="as-at",
                        )
                        if snapshot is not None
                        else None,
                    ],
                    className="standing",
                ),
            ],
            className="bar",
        ),
        className="top",
    )


def unknown(view, snapshot):
    """That a team or a period of the address is not there, and what is shown in its place: a bookmark must not pass everyone's figures off as a team's."""
    team, period = view.unknown_team, view.asked("period")
    if team:
        yield P(f"There is no team “{team[:LONGEST]}” in these data: all teams are shown.", className="notice unknown")
    if period and snapshot.period(period) is None:
        yield P(f"There is no period “{period[:LONGEST]}” in these data: {wording.period(view.period)} is shown.", className="notice unknown")


def choices(view, snapshot, compares):
    """The same choices on every page that shows figures; each is a native select with its own label."""
    period = view.period
    region = snapshot.authority.region_name
    return Section(
        Div(
            [
                choice(
                    "Team",
                    "team",
                    [("all", "All teams"), *((team, team) for team in snapshot.teams)],
                    view.team or "all",
                ),
                choice("By", "grain", [("month", "Month"), ("quarter", "Quarter"), ("year", "Year")], period.grain),
                choice(
                    "Period",
                    "period",
                    snapshot.period_options[period.grain],
                    period.label,
                ),
                choice(
                    "Compared with",
                    "compare",
                    [
                        ("neighbours", "Statistical neighbours"),
                        ("neighbours-2021", "Neighbours, 2021 model"),
                        ("region", region),
                        ("england", "England only"),
                    ],
                    view.compare,
                )
                if compares
                else None,
                sharing.switch(view),
            ],
            className="bar",
        ),
        className="choices",
        **{"aria-label": "What to show"},
    )


def choice(label, name, options, value):
    select = dbc.Select(
        id={"choice": name}, options=[{"value": key, "label": text} for key, text in options], value=value, size="sm"
    )
    return labelled(label, name, select)


def labelled(label, name, control):
    """A control of id {"choice": name} with its label; the browser writes such a choice into the address."""
    return Div([Label(label, htmlFor=f'{{"choice":"{name}"}}'), control], className=f"choice choice-{name}")


def told(view, snapshot):
    """What the browser is told of this view: what the choices stand at, and where a change of grain leads."""
    if view is None:
        return {"path": "", "choices": {}, "at": {}, "announce": ""}
    told = {"path": view.path, "choices": dict(view.query), "at": {}, "announce": ""}
    if view.period is not None:
        told["choices"] |= {
            "team": view.team or "all",
            "grain": view.period.grain,
            "period": view.period.label,
            "compare": view.compare,
        }
        told["at"] = {
            grain: other.label for grain in snapshot.periods if (other := snapshot.same_time(view.period, grain))
        }
        told["announce"] = f"{view.team or 'All teams'}, {wording.period(view.period)}"
    return told


def footer(link):
    return Footer(
        [
            P(
                [
                    "Published figures: Department for Education and Office for National Statistics, Open Government Licence v3.0. Indicators are explained under ",
                    A("Definitions", href=link("/definitions")),
                    ".",
                ]
            ),
            P(A("Accessibility statement", href=link("/accessibility"))),
        ],
        className="foot",
    )


def heading(title, *lines, above=None):
    """The one h1 of a page, what stands above it, and the sentences under it."""
    return Div(
        [above, H1(title), *(P(line, className="lead") for line in lines if line)], className="heading"
    )
