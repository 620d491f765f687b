"""Vizro: a card and a graph for each indicator, in four columns."""

import sys

import pandas as pd
import vizro.models as vm
import vizro.plotly.express as px
from vizro import Vizro
from waitress import serve

figures = pd.read_csv(sys.argv[1])


def parts(months):
    last = months.iloc[-1]
    text = f"### {last['title']}\n\n**{last['value']} {last['unit']}**\n\nTarget {last['target']}: {last['judgement']}"
    return vm.Container(components=[vm.Card(text=text), vm.Graph(figure=px.line(months, x="month", y="value"))])


containers = [parts(months) for _, months in figures.groupby("indicator", sort=False)]
grid = [[n if n < len(containers) else -1 for n in range(row, row + 4)] for row in range(0, len(containers), 4)]
page = vm.Page(title="Scorecard", components=containers, layout=vm.Grid(grid=grid, row_min_height="420px"))
app = Vizro().build(vm.Dashboard(pages=[page]))
serve(app.dash.server, host="127.0.0.1", port=int(sys.argv[2]), threads=8)
