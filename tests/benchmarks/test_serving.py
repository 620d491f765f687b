"""The measuring of server time and of when a page stands runs, on what is too small to measure anything."""

import json
from concurrent.futures import ThreadPoolExecutor
from math import inf

import dash
import pandas as pd
import pytest

from dashboard import create_app
from tests.benchmarks import ready, serving
from tests.benchmarks.timing import Limit, NotMeasured, Result, markdown
from tests.dashboard.fake import FakeSource


@pytest.fixture(scope="module")
def source():
    return FakeSource()


@pytest.fixture(scope="module")
def app(source):
    return create_app(source)


def test_every_page_is_asked_for_and_each_time_another_view(app, source):
    asked = {page: list(addresses) for page, addresses in serving.pages(source.snapshot()).items()}
    paths = {path for addresses in asked.values() for path, _ in addresses}
    assert {page["path"] for page in dash.page_registry.values() if page.get("nav", True)} <= paths
    assert all(len(set(addresses)) == len(addresses) > 1 for addresses in asked.values())
    found = serving.results(app, source.snapshot(), 1, "a choice")
    *choices, filled_in = found
    assert len(choices) == len(asked) and all(one.here > 0 and one.aim == 0.030 for one in choices)
    assert filled_in.here > 0 and filled_in.is_met is None


def test_an_address_that_fails_is_no_measurement(app):
    with pytest.raises(AssertionError, match="400|404|500"):
        serving.asking(app)("/", {"no": "text"})


def test_the_same_rows_again_are_of_other_children_and_workers():
    frame = pd.DataFrame({"child_id": ["A", "B", "A"], "worker": ["Jo", None, "Jo"], "team": ["North"] * 3, "n_posts": [1, 2, 3]})
    again = serving.another(frame, 2)
    assert again["child_id"].tolist() == ["A-2", "B-2", "A-2"] and again["worker"].tolist()[::2] == ["Jo-2", "Jo-2"]
    assert again["worker"].isna().tolist() == [False, True, False]
    assert again[["team", "n_posts"]].equals(frame[["team", "n_posts"]])


def test_the_figures_for_the_other_scorecards_are_those_shown(source, tmp_path):
    snapshot = source.snapshot()
    n = ready.write_figures(snapshot, tmp_path / "figures.csv")
    figures = pd.read_csv(tmp_path / "figures.csv").groupby("indicator").last()
    settled = [one for one in snapshot.series("contacts_72h") if one.status == "ok"]
    assert n == len(figures) > 3
    assert json.loads(figures.loc["contacts_72h"].to_json())["value"] == pytest.approx(settled[-1].value)


def test_a_page_stands_when_its_last_part_is_there_and_it_is_live():
    foot = "<footer class=foot></footer>"
    page = f"data:text/html,<div id=at-once>{foot}</div><script>setTimeout(() => document.body.innerHTML = '{foot}', 300)</script>"
    variant = ready.Variant("a page", page, ready.HERE, ready.READ)
    with ThreadPoolExecutor(1) as apart:  # from a browser that other tests of this process may have open
        found = apart.submit(ready.visits, [variant], [], 1).result()
    read, stands = found[variant, "cold"]
    assert 0 < read < stands < 10 and stands > 0.3 and set(found) == {(variant, "cold"), (variant, "warm")}


def test_what_was_given_up_or_not_measured_is_said():
    table = markdown([Result("A", 1.5, inf, "another"), NotMeasured("B", "no network"), Limit("C", 1.5, aim=2.0)])
    assert table.splitlines()[2:] == ["| A | 1.50 s | given up, another | 0.00 |  |  |", "| B | not measured | no network |  |  |  |", "| C | 1.50 s |  |  | 2 s | met |"]
