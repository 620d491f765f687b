"""What is worked out before anybody asks: at the start and after each load."""

import gc

import pytest

from app import Data, Source
from dashboard import ahead, cells
from dashboard.view import View
from tests.dashboard.fake import FakeSource


@pytest.fixture
def source(monkeypatch):
    monkeypatch.setattr(ahead, "FIRST", 1)
    every = ahead.views
    monkeypatch.setattr(ahead, "views", lambda snapshot: every(snapshot)[:3])
    yield FakeSource()
    gc.unfreeze()


def prepared(snapshot):
    """The views whose changes are there to be read."""
    return [key[1:] for key in snapshot._made if key[0] == "what changed"]


def test_the_view_of_a_bare_link_comes_first_and_charts_and_rows_are_there(source, monkeypatch):
    snapshot, asked = source.snapshot(), []
    monkeypatch.setattr(source, "cases", lambda *of: asked.append(of))
    ahead.prepare(source)
    view = View.read(snapshot, "/", {})
    assert prepared(snapshot)[0] == (view.period.grain, view.period.label, "")
    assert len(prepared(snapshot)) >= 3
    assert ("contacts_72h", view.period.label) in asked and len(asked) == sum(cells.has_value(snapshot.figure(one, view.period)) for one in snapshot.indicators)
    assert "quality" in snapshot._made and "work" in snapshot._made
    assert "cpp_rate" in [key[1] for key in snapshot._made if key[0] == "compare: among"]
    assert prepared(snapshot._made["shared"]) == [(view.period.grain, view.period.label, "")], "what is shared outside hides small numbers: that takes long"
    for what in ("signal", "spark"):
        charts = {key[1:3] for key in snapshot._made if key[0] == what}
        assert {("contacts_72h", ""), ("contacts_72h", snapshot.teams[0])} <= charts


def test_all_complete_periods_are_looked_at_newest_first_and_the_whole_authority_before_teams():
    snapshot = FakeSource().snapshot()
    views = ahead.views(snapshot)
    assert len(views) == len({(view.team, view.period) for view in views})
    assert all(view.period.complete for view in views)
    teams = list(dict.fromkeys(view.team for view in views))
    assert teams == ["", *snapshot.teams]
    ends = [view.period.end for view in views if not view.team]
    assert ends == sorted(ends, reverse=True)


def test_what_was_loaded_meanwhile_ends_it(source, monkeypatch):
    old, new = source.snapshot(), FakeSource().snapshot()
    monkeypatch.setattr(source, "snapshot", iter([old, new]).__next__)
    ahead.prepare(source)
    assert prepared(old) == []


def test_new_figures_are_told_of_once(tmp_path):
    told, data = [], Data(tmp_path)
    source = Source(data, on_new=lambda: told.append(source.snapshot().number))
    source.snapshot(), source.snapshot()
    assert told == [0]
