"""The benchmarks run, at a size at which nothing can be measured; `python -m tests.benchmarks` measures."""

import pandas as pd
import pytest

from metrics.compute import compute
from metrics.reference import Reference
from metrics.registry import indicators
from tests.benchmarks import computing, drawing, loading
from tests.benchmarks.timing import Limit, Result, amount, markdown, medians


def test_the_workbook_has_twenty_columns_and_loads_whole(tmp_path):
    [result] = loading.measure(tmp_path, rows=200, repeat=1)
    assert len(loading.HEADINGS) == 20
    assert result.here > 0 and result.beside > 0 and result.aim == 1 / 3


def test_the_engine_and_sql_by_hand_agree_on_every_figure(tmp_path, monkeypatch):
    """`measure` raises where they do not. Of the indicators that are only timed, three."""
    answered_by = computing.answered_by
    monkeypatch.setattr(computing, "answered_by", lambda tables: dict(list(answered_by(tables).items())[:3]))
    results = computing.measure(tmp_path, rows=3000, repeat=1)
    assert [result.aim for result in results] == [None, None, 3, 3, 3, 3]


def test_a_figure_that_differs_from_sql_is_noticed():
    figure = {
        "team": "A",
        "period_start": pd.Timestamp("2024-04-01"),
        "numerator": 3.0,
        "denominator": 4.0,
        "status": "ok",
    }
    by_hand = pd.DataFrame({"team": ["A"], "month": [pd.Timestamp("2024-04-01")], "numerator": [2], "denominator": [4]})
    with pytest.raises(AssertionError, match="contacts_72h: 1 of 1 figures differ"):
        computing.check_equal(indicators()["contacts_72h"], pd.DataFrame([figure]), by_hand)


def test_the_scorecard_and_the_stock_cards_both_draw(tmp_path, monkeypatch):
    monkeypatch.setattr(drawing, "bytes_of_first_load", lambda app: 414_000)  # the browser has tests of its own
    results = drawing.measure(tmp_path, rows=3000, repeat=1)
    assert [(result.aim, result.unit) for result in results] == [
        (0.1, "s"),
        (0.1, "s"),
        (None, "B"),
        (1_200_000, "B"),
    ]
    assert all(result.here > 1000 for result in results if result.unit == "B")


def test_made_tables_give_every_indicator_of_theirs_a_value():
    made = computing.make_tables(20_000)
    answered = computing.answered_by(made)
    assert len(answered) > 25
    values = compute(
        answered,
        made,
        Reference.read(computing.ROOT / "data" / "reference"),
        grains=("year",),
    )
    complete = values[values["period"] == "2023-24"].set_index("indicator")
    assert complete["value"].notna().all(), complete.loc[complete["value"].isna(), "status"].to_dict()


def test_the_table_says_whether_an_aim_is_met():
    table = markdown([
        Result("A", 1.0, 4.0, "another", aim=1 / 3), Result("B", 0.01, 0.02, "another", aim=0.1),
        Result("C", 2.0), Limit("D", 1_300_000, aim=1_200_000, unit="B"),
    ])  # fmt: skip
    assert table.splitlines()[2:] == [
        "| A | 1.00 s | 4.00 s, another | 0.25 | 0.33 | met |",
        "| B | 10.0 ms | 20.0 ms, another | 0.50 | 0.10 | **not met** |",
        "| C | 2.00 s |  |  |  |  |",
        "| D | 1.30 MB |  |  | 1.20 MB | **not met** |",
    ]


def test_amounts_in_fitting_units():
    assert [amount(0.0041, "s"), amount(7.96, "s"), amount(2699, "B"), amount(746_000, "B")] == [
        "4.1 ms",
        "7.96 s",
        "3 kB",
        "746 kB",
    ]


def test_work_is_done_in_turn_and_the_median_counts():
    done = []
    seconds = medians(3, lambda: done.append("here"), lambda: done.append("beside"))
    assert done == ["here", "beside"] * 3 and len(seconds) == 2
