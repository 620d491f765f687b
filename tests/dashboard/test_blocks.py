"""What of a page Dash keeps, and what goes to the browser as blocks."""

import json

import orjson
import pytest
from dash import dcc, html
from plotly.utils import PlotlyJSONEncoder

from dashboard import blocks
from dashboard.plain import A, Div, P, Svg, Td
from tests.dashboard.conftest import made_of


@pytest.fixture
def apart(app):
    """`apart(tree)`: it in blocks, as the browser gets it. The ids of callbacks are those of the app."""

    app.server.test_client().get("/")  # Dash knows its callbacks from the first request on

    def made(tree):
        with app.server.test_request_context("/"):
            return json.loads(json.dumps(blocks.in_blocks(tree), cls=PlotlyJSONEncoder))

    return made


def kinds(node):
    """The types of all that Dash is to draw itself, and "block" for each block."""
    if isinstance(node, list):
        return [kind for each in node for kind in kinds(each)]
    if not isinstance(node, dict):
        return []
    if node["type"] == "Block":
        return ["block"]
    return [node["type"], *kinds(node["props"].get("children"))]


def test_html_alone_is_one_block_and_unchanged(apart):
    tree = Div([P("one"), html.P(["two ", html.B("words")]), None, [Td(A("three", href="/", id="to-somewhere"), colSpan=2)]])
    made = apart(tree)
    assert kinds(made) == ["block"]
    assert made["props"]["content"] == json.loads(json.dumps(tree, cls=PlotlyJSONEncoder))


def test_what_stands_beside_a_live_component_is_blocks_in_its_place(apart):
    made = apart(Div([P("before"), "text", html.Div([dcc.Store(id="a"), P("beside"), P("too")]), None, P("after")]))
    assert kinds(made) == ["Div", "block", "Div", "Store", "block", "block", "block"]
    assert made["props"]["children"][1] == "text" and made["props"]["children"][3] is None


def test_what_a_callback_knows_by_its_id_stays_whole(apart):
    assert kinds(apart([html.Div(P("so far"), id="load-progress"), html.Div(P("else"), id="elsewhere")])) == ["Div", "P", "block"]
    assert kinds(apart(Div(html.Button("Go", id={"choice": "team"})))) == ["Div", "Button"]


def test_a_drawing_is_part_of_a_block_and_stands_by_itself_where_there_is_none(apart):
    drawing = Svg("<path d='M0 0'/>", viewBox="0 0 9 9")
    assert kinds(apart(Div([P("beside"), drawing]))) == ["block"]
    assert kinds(apart(html.Div([drawing], id="load-progress"))) == ["Div", "Svg"]


def test_a_component_without_children_counts_as_one(apart):
    """Dash calls it false: its length is the number of its children."""
    assert kinds(apart(Div([dcc.Location(id="here"), P("text")]))) == ["Div", "Location", "block"]


ADDRESSES = [
    "/", "/indicator/contacts_72h", "/indicator/icpc_15wd?view=kinds&by=sex", "/indicator/icpc_15wd?view=rows", "/changes", "/compare", "/compare?indicator=cpp_rate", "/flow", "/heatmap",
    "/plan", "/team", "/team?team=MASH", "/data", "/data?view=files", "/data?view=codes", "/data?view=quality", "/definitions", "/accessibility",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_goes_out_by_the_quick_encoder(app, address):
    """It takes plain data alone; for one thing that is none, plotly first walks through all of the page."""
    orjson.dumps(made_of(app, address), option=orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY)
