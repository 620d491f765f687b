"""Stock Dash: a card with the latest figure, its target and judgement, and a `dcc.Graph` of the months. A third argument compresses what is sent."""

import sys

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dcc, html
from waitress import serve

figures = pd.read_csv(sys.argv[1])
app = Dash(__name__, compress=len(sys.argv) > 3)
app.layout = html.Div([html.H1("Scorecard"), dcc.Location(id="at"), html.Div(id="cards")])


@app.callback(Output("cards", "children"), Input("at", "search"))
def cards(_):
    return [card(months) for _, months in figures.groupby("indicator", sort=False)]


def card(months):
    last = months.iloc[-1]
    line = px.line(months, x="month", y="value", height=120)
    line.update_layout(margin=dict(l=0, r=0, t=0, b=0), xaxis_title=None, yaxis_title=None)
    return html.Div([html.H3(last["title"]), html.P(f"{last['value']} {last['unit']}"), html.P(f"Target {last['target']}: {last['judgement']}"), dcc.Graph(figure=line)])


serve(app.server, host="127.0.0.1", port=int(sys.argv[2]), threads=8)
