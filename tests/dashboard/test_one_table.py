"""One table on the Data page: its columns, what its codes mean, and who needs it; and that a late one says so."""

import io
import json

import pandas as pd
import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.data import one_table, tables
from dashboard.view import View


@pytest.fixture
def made(app, source):
    """What the page is made of, as text, for a query."""
    from dashboard.pages import data

    def make(**query):
        snapshot = source.snapshot()
        with app.server.app_context():
            content = data.layout.__wrapped__(View.read(snapshot, "/data", query), snapshot)
        return json.dumps(content, cls=PlotlyJSONEncoder, ensure_ascii=False)

    return make


def test_a_table_shows_each_column_and_how_files_write_its_codes(made, source):
    text = made(table="contacts")
    quality = source.snapshot().assessed.columns
    for heading in quality[(quality["table"] == "contacts") & (quality["n_rows"] > 0)]["heading"].unique():
        assert f'"{heading}"' in text
    for code, spellings in source.snapshot().code_choices["contacts", "outcome_code"].items():
        assert f'"{code.replace("_", " ")}"' in text and " and ".join(f"“{each}”" for each in spellings) in text


def test_what_this_authority_says_stands_beside_what_files_write(app, source):
    snapshot = source.snapshot()
    shown = json.dumps(one_table.codes(View.read(snapshot, "/data", {}), snapshot, "contacts", "source_code"), cls=PlotlyJSONEncoder, ensure_ascii=False)
    assert "; here also “Rozzers”" in shown
    assert "without a code" in shown and "/data?view=codes" in shown
    assert one_table.codes(None, snapshot, "contacts", "received_at") is None


def test_who_needs_a_table_is_listed_with_definitions(made, source):
    text = made(table="contacts")
    for indicator in source.indicators.values():
        assert (f"#{indicator.id}" in text) == ("contacts" in indicator.needs)


def test_each_table_leads_to_itself_and_to_the_definitions_that_need_it(made):
    text = made()
    assert "/data?table=contacts" in text and "/definitions?table=contacts" in text
    assert made(table="nonsense") == text


@pytest.mark.parametrize(("as_at", "words"), [("2026-10-02", None), ("2026-09-30", "1\u00a0month behind"), ("2026-07-31", "3\u00a0months behind")])
def test_a_table_that_ends_in_an_earlier_month_is_behind(source, as_at, words):
    chip = tables.behind({"as_at_on": pd.Timestamp(as_at)}, source.snapshot())
    assert (chip and chip["props"]["children"]) == words


def test_every_heading_of_a_table_is_on_its_page_loaded_or_not_and_in_the_file(made, app, source):
    about, everything = source.snapshot().dictionary, made()
    assert {"contacts", "adoption_decisions", "published_cin"} <= set(about)
    taken = pd.read_csv(io.BytesIO(app.server.test_client().get("/download/headings.csv").data), dtype=str)
    for table in ("contacts", "adoption_decisions", "published_cin"):
        text, headings = made(table=table), [heading for name, column in about[table]["columns"].items() if name != "release_year" for heading in column["headings"]]
        assert f"/data?table={table}" in everything
        assert all(json.dumps(heading, ensure_ascii=False) in text for heading in headings)
        assert taken.loc[taken["table"] == table, "heading"].tolist() == headings
    assert "/download/headings.xlsx" in everything
