"""Streamlit: a metric with its line for each indicator, in four columns. Run by `streamlit run FILE --server.port PORT -- FIGURES.csv`."""

import sys

import pandas as pd
import streamlit as st

figures = pd.read_csv(sys.argv[1])
st.set_page_config(layout="wide")
st.title("Scorecard")
groups = list(figures.groupby("indicator", sort=False))
for first in range(0, len(groups), 4):
    for column, (_, months) in zip(st.columns(4), groups[first : first + 4], strict=False):
        last = months.iloc[-1]
        column.metric(last["title"], f"{last['value']} {last['unit']}", f"Target {last['target']}: {last['judgement']}", chart_data=months["value"], border=True)
