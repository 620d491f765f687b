"""A page as HTML in the very first answer, to be read, and its links followed, while the scripts that make it live are on their way.

It is drawn of the same tree that Dash draws a moment later in its place (assets/34-at-once.js): links and folded parts work at once,
controls wait. Where scripts are switched off, it is all there is. A browser that has the scripts already says so by a cookie of theirs,
and gets the live page alone: to draw one twice would only make it later.
"""

import html
import json
import logging
import re

import dash
from dash._pages import _path_to_page  # what Dash itself asks when the browser comes to an address
from dash.development.base_component import Component
from flask import request

from dashboard import ASKED_FOR_AS, bundles, faults, shell
from dashboard.images.plot import Plot

log = logging.getLogger(__name__)

HAS = "scripts"  # the cookie: which scripts a browser has
EMPTY = {"br", "col", "hr", "img", "input"}
NAMES = {"className": "class", "htmlFor": "for"}  # where HTML has another name than React; else it is in small letters
OF_DASH = {"children", "key", "n_clicks", "disable_n_clicks", "debounce"}
UNWANTED = re.compile("/polyfill@|/dash_table/")  # scripts of Dash's: for browsers long gone, and of a component that no page has
PRELOAD = f'<link rel="preload" href="{ASKED_FOR_AS}" as="script" fetchpriority="low">'  # Dash asks for the chart library last of all
WIDE = 960  # px: a chart as on a desk


class Dashboard(dash.Dash):
    """Dash whose first answer has the page in it."""

    def interpolate_index(self, app_entry="", title="", scripts="", metas="", **parts):
        page, variables = _path_to_page(request.path.strip("/"))
        page, variables = page or next(each for each in dash.page_registry.values() if each["module"].endswith("not_found_404")), variables or {}
        try:
            title = page["title"](**variables) if callable(page["title"]) else page["title"]
            if request.cookies.get(HAS) != bundles.SCRIPTS.mark:
                tree = [shell.SKIP, page["layout"](**{**request.args.to_dict(), **variables})]
                app_entry = f'<div id="at-once">{drawn(tree)}</div>{app_entry.strip()}'
        except Exception as error:  # it comes a moment later in any case
            log.error("The page %s could not be drawn at once: %s", request.path, faults.place(error))
        scripts = "\n".join(line for line in scripts.splitlines() if not UNWANTED.search(line))
        if '<div class="chart' in app_entry:
            metas += PRELOAD
        return super().interpolate_index(app_entry=app_entry, title=text(title), scripts=scripts, metas=metas, **parts)


def drawn(node):
    """HTML of a component, of an element as plain data (dashboard/plain.py), of text, or of a list of these."""
    if node is None:
        return ""
    if isinstance(node, (list, tuple)):
        return "".join(map(drawn, node))
    if isinstance(node, Component):
        node = node.to_plotly_json()
    if not isinstance(node, dict):
        return text(node)
    kind, props = node["type"], node["props"]
    return DRAWN[kind](props) if kind in DRAWN else element(kind.lower(), props)


def text(words):
    """As HTML, and so that nothing of it looks like a place to be filled in (`{%name%}`)."""
    return html.escape(str(words)).replace("{%", "&#123;%")


def element(tag, props, content=None):
    if tag == "button":
        props = {**props, "disabled": True}
    opened = f"<{tag}{''.join(attribute(name, value) for name, value in props.items())}>"
    return opened if tag in EMPTY else f"{opened}{drawn(props.get('children')) if content is None else content}</{tag}>"


def attribute(name, value):
    if name in OF_DASH or value is None or (value is False and not name.startswith(("aria-", "data-"))):
        return ""
    if isinstance(value, bool):
        value = str(value).lower() if name.startswith(("aria-", "data-")) else ""
    elif name == "style":
        value = ";".join(f"{each}:{said}" for each, said in value.items())
    elif isinstance(value, dict):
        value = json.dumps(value, sort_keys=True, separators=(",", ":"))  # an id of several parts
    return f' {NAMES.get(name, name.lower())}="{text(value)}"'


def control(tag, look, props, content=None):
    """A control of Bootstrap's, which waits."""
    classes = [look, f"{look}-{props['size']}" if props.get("size") else "", props.get("className") or ""]
    rest = {name: value for name, value in props.items() if name not in ("options", "size")}
    return element(tag, {**rest, "className": " ".join(filter(None, classes)), "disabled": True}, content)


def select(props):
    options = [element("option", {"value": each["value"], "selected": each["value"] == props.get("value")}, text(each["label"])) for each in props["options"]]
    return control("select", "form-select", {**props, "value": None}, "".join(options))


def chart(props):
    plot = Plot(props["figure"], WIDE)
    picture = f'<svg viewBox="0 0 {WIDE} {plot.height}" aria-hidden="true">{plot.body()}</svg>'
    return element("div", {"className": props["className"], "style": props["style"]}, picture)


#: How what is no element of HTML is drawn, by its type.
DRAWN = {
    "Block": lambda props: drawn(props["content"]),
    "Graph": chart,
    "Input": lambda props: control("input", "form-control", props),
    "Interval": lambda props: "",
    "Select": select,
    "Store": lambda props: "",
    "Svg": lambda props: element("svg", {**props, "body": None}, props["body"]),
    "Textarea": lambda props: control("textarea", "form-control", {**props, "value": None}, text(props.get("value") or "")),
}
