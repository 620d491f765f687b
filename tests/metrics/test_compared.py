"""One figure beside everything it can be set beside, in one table."""

from pathlib import Path

import pandas as pd
import pytest

from metrics.compared import COLUMNS, compared
from metrics.compute import compute
from metrics.periods import period
from metrics.reference import Reference
from metrics.registry import indicators
from tests.written_tables import loaded

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "reference"


@pytest.fixture(scope="module")
def reference():
    return Reference.read(SHIPPED)


def plans(n_2024, n_2025):
    """So many plans open on 31 March of each year, all ended on 1 April."""
    lines = [f"{year}{n} | {year}-01-01 | {year}-04-01" for year, many in ((2024, n_2024), (2025, n_2025)) for n in range(many)]
    return {"cp_plans": loaded("cp_plans", "child_id | started_on | ended_on\n" + "\n".join(lines), "2025-06-30", "2020-01-01")}


def table(reference, label="2025-03", model="2025", indicator="cp_plan_rate", tables=None):
    one = indicators()[indicator]
    tables = tables or plans(203, 140)
    return compared(reference, one, compute([one], tables, reference), period(label), model)


def test_the_figure_its_year_before_and_all_others_stand_in_one_table(reference):
    found = table(reference)
    assert list(found.columns) == list(COLUMNS)
    assert found["who"].tolist() == [
        "these extracts", "a year before", "published", "England", "region", "neighbours, mean", "neighbours, median", *["neighbour"] * 10,
    ]  # fmt: skip
    rows = found.drop_duplicates("who").set_index("who")
    assert (rows.loc["these extracts", "numerator"], round(rows.loc["these extracts", "value"], 1)) == (140, 40.7)
    own = rows.loc["published"]
    assert (own["numerator"], own["value"], own["rank"], own["of"], own["quartile"], own["release"]) == (139, 40.4, 77, 151, 3, "CIN 2025")
    assert rows.loc["a year before", "difference"] == "below"
    assert (rows.loc["England", "difference"], rows.loc["neighbours, mean", "difference"]) == ("no different", "no different")
    assert (rows.loc["neighbours, mean", "n_reporting"], rows.loc["neighbours, mean", "n_neighbours"]) == (10, 10)


def test_the_measure_value_of_the_published_day_stands_there_too(reference):
    found = table(reference, "2025-06").set_index("who")
    assert found.loc["these extracts", "numerator"] == 0
    assert found.loc["these extracts, that day", ["period", "numerator"]].tolist() == ["2025-03", 140]


def test_a_neighbour_without_a_figure_says_why(reference):
    found = table(reference, model="2021")
    silent = found[(found["who"] == "neighbour") & found["value"].isna()]
    assert len(silent) and (silent["note"] != "").all()
    assert found.loc[found["who"] == "neighbours, mean", "n_reporting"].item() == 10 - len(silent)


def test_what_nobody_publishes_stands_beside_its_year_before(reference):
    found = table(reference, indicator="cp_plans")
    assert found["who"].tolist() == ["these extracts", "a year before"]
    assert found["difference"].tolist() == ["", "below"]


def test_a_period_without_a_figure_has_the_published_ones(reference):
    found = table(reference, "2030-03").set_index("who")
    assert "these extracts" not in found.index and pd.notna(found.loc["England", "value"])
