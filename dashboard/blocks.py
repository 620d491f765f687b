"""Parts of a page that no callback touches, handed to the browser as plain data, to be drawn by React alone.

Dash gives each of its components a wrapper that listens to the state of the whole page. For the thousands of cells of a table that is
most of the time until it is drawn. A block is one component (assets/33-blocks.js) that draws elements of HTML and nothing else.
"""

from functools import lru_cache

from dash.development.base_component import Component
from flask import current_app

HTML = "dash_html_components"
OWN = "dashboard_blocks"


def in_blocks(tree):
    """The same page with each of its largest parts that hold nothing but HTML as a block; what callbacks know by its id stays with Dash."""
    found = _apart(tree, current_app.config["LIVE_IDS"]())
    return as_data(block(tree) if found is None else found)


def as_data(node):
    """Components as plain data as well: one that is left over keeps the whole page from the quick encoder of JSON."""
    if isinstance(node, (list, tuple)):
        return [as_data(each) for each in node]
    if isinstance(node, Component):
        node = node.to_plotly_json()
    if not isinstance(node, dict) or node.get("type") == "Block" or node.get("props", {}).get("children") is None:
        return node
    return {**node, "props": {**node["props"], "children": as_data(node["props"]["children"])}}


def block(content, **props):
    return {"type": "Block", "namespace": OWN, "props": {"content": content, **props}}


def register(app):
    @lru_cache(maxsize=1)
    def live_ids(_):
        """The ids that callbacks read or write."""
        given = [each["id"] for callback in app.callback_map.values() for each in (*callback["inputs"], *callback["state"])]
        outputs = [name.rsplit(".", 1)[0] for output in app.callback_map for name in output.strip(".").split("...")]
        return frozenset([*given, *outputs])

    app.server.config["LIVE_IDS"] = lambda: live_ids(len(app.callback_map))  # Dash fills it in as the first request comes


def _apart(node, live):
    """A part of a page with blocks among what it holds; None where all of it may be part of one."""
    if isinstance(node, (list, tuple)):
        found = {n: one for n, each in enumerate(node) if each.__class__ is not str and (one := _apart(each, live)) is not None}
        if not found:
            return None
        return [found[n] if n in found else block(each) if isinstance(each, (dict, Component, list, tuple)) else each for n, each in enumerate(node)]
    if isinstance(node, dict):
        namespace, props = node["namespace"], node["props"]
        id_, children = props.get("id"), props.get("children")
    elif isinstance(node, Component):
        namespace, id_, children = node._namespace, getattr(node, "id", None), getattr(node, "children", None)
    else:
        return None
    if namespace == OWN and node["type"] == "Svg":
        return None
    if namespace != HTML or isinstance(id_, dict) or id_ in live:
        return node
    if children is None or isinstance(children, str):
        return None
    found = _apart(children, live)
    if found is None:
        return None
    if isinstance(node, dict):
        return {**node, "props": {**props, "children": found}}
    node.children = found
    return node
