"""The improvement plan from a page to its file and back: what is written down, what is refused, and what real data never meet."""

import csv
import datetime as dt

import pytest

import loaders.load
from app import SHIPPED, Data, Source
from loaders.reading import read_file
from loaders.synthetic.plan import ACTIONS, write_plan
from metrics.reference import Reference
from metrics.registry import indicators

ROW = {"id": "A1", "belongs_to": "measure 3", "action": "Keep the worker", "owner": "Head of service", "due_on": "2026-12-31", "status": "grey", "note": "", "updated_on": "2026-11-01"}  # fmt: skip
CONTACTS = "Contact ID,Person ID,Contact Received,Contact Decision,Contact Outcome,Team\n1,5,08/04/2024 09:15,09/04/2024 10:00,NFA,Duty\n"


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    monkeypatch.setattr(loaders.load, "read_files", lambda paths, as_at=None: (read_file(path, as_at) for path in paths))


@pytest.fixture
def data(tmp_path):
    return Data(tmp_path / "data")


@pytest.fixture
def source(data):
    return Source(data)


def extract(tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_text(CONTACTS, encoding="utf-8")
    return path


def file_of(data):
    return data.folder / "reference" / "plan_actions.csv"


def test_an_action_is_written_down_changed_and_taken_back_step_by_step(data, source):
    source.note_action(ROW, 0)
    source.note_action({**ROW, "status": "amber", "note": "Slow", "updated_on": "2026-11-02"}, 1)
    action = source.snapshot().plan.action("A1")
    assert (action.status, action.note, action.version) == ("amber", "Slow", 2)
    assert [(earlier.status, f"{earlier.updated_on:%d %B}") for earlier in action.earlier] == [("grey", "01 November")]
    source.take_back_action("A1", 2)
    assert source.snapshot().plan.action("A1").status == "grey"
    source.take_back_action("A1", 1)
    assert source.snapshot().plan.actions == ()
    assert file_of(data).read_text("utf-8").splitlines() == ["id,belongs_to,action,owner,due_on,status,note,updated_on"]


def test_a_row_that_cannot_be_read_is_not_left_in_the_file(data, source):
    with pytest.raises(ValueError, match="due_on is '31 June'. Expected a day.*Nothing was saved"):
        source.note_action({**ROW, "due_on": "31 June"}, 0)
    assert not file_of(data).exists()
    source.note_action(ROW, 0)
    written = file_of(data).read_bytes()
    with pytest.raises(ValueError, match="Nothing was saved"):
        source.note_action({**ROW, "due_on": "31 June"}, 1)
    assert file_of(data).read_bytes() == written
    assert source.snapshot().plan.action("A1")


def test_a_change_computes_no_figure_and_replaces_no_figure(tmp_path, data, source, monkeypatch):
    data.load([extract(tmp_path)])
    before = source.snapshot()
    monkeypatch.setattr(data, "_compute", lambda *_: pytest.fail("a figure was computed"))
    source.note_action(ROW, 0)
    after = source.snapshot()
    assert after.plan.actions and not before.plan.actions
    assert after.values is before.values and after.number == before.number


@pytest.mark.parametrize("after", [0, 2])
def test_what_somebody_else_has_changed_meanwhile_is_not_overwritten(data, source, after):
    source.note_action(ROW, 0)
    written = file_of(data).read_bytes()
    with pytest.raises(ValueError, match="meanwhile|since this page was shown"):
        source.note_action({**ROW, "note": "Other"}, after)
    with pytest.raises(ValueError, match="since this page was shown"):
        source.take_back_action("A1", 2)
    assert file_of(data).read_bytes() == written


def test_the_latest_note_is_taken_back_wherever_a_spreadsheet_has_sorted_it_to(data, source):
    source.note_action({**ROW, "updated_on": "2026-11-20", "status": "red"}, 0)
    file_of(data).write_text(file_of(data).read_text("utf-8") + "A1,measure 3,Keep the worker,Head of service,31/12/2026,grey,,1/11/2026\n", "utf-8")
    assert source.snapshot().plan.action("A1").status == "red"
    source.take_back_action("A1", 2)
    assert source.snapshot().plan.action("A1").status == "grey"


def test_a_file_that_cannot_be_written_is_a_sentence_and_loses_nothing(data, source, monkeypatch):
    source.note_action(ROW, 0)
    written = file_of(data).read_bytes()

    def fails(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("loaders.local_files.replace_file", fails)
    with pytest.raises(ValueError, match="could not be written .Permission denied.. Close it where it is open"):
        source.note_action({**ROW, "note": "More"}, 1)
    assert file_of(data).read_bytes() == written


def test_a_file_edited_by_hand_is_read_at_once_and_a_fault_in_it_is_told_while_the_rest_stands(data, source):
    source.note_action(ROW, 0)
    good = file_of(data).read_text("utf-8")
    file_of(data).write_text(good + "A2,measure 99,Else,Somebody,2026-12-31,grey,,\n", "utf-8")
    shown = source.snapshot()
    assert "plan_actions.csv, row 3: belongs_to is 'measure 99'" in shown.plan_fault
    assert [action.id for action in shown.plan.actions] == ["A1"], "what was read before"
    with pytest.raises(ValueError, match="row 3.*Nothing was saved: put that right first"):
        source.note_action({**ROW, "note": "More"}, 1)
    file_of(data).write_text(good + "A2,measure 1,Else,Somebody,2026-12-30,grey,,\n", "utf-8")
    assert [action.id for action in source.snapshot().plan.actions] == ["A2", "A1"]
    assert source.snapshot().plan_fault == ""


# The example


@pytest.fixture
def synthetic(tmp_path, data):
    data.load([extract(tmp_path)], into=data.synthetic)
    data._make_example_plan()
    data.refresh()
    return data


def test_the_example_is_a_plan_that_can_be_read_with_days_around_those_of_the_data(tmp_path):
    write_plan(tmp_path, SHIPPED, dt.date(2030, 2, 28))
    reference = Reference.read(SHIPPED, tmp_path)
    plan = reference.plan
    assert len(plan.actions) == len(ACTIONS) and plan.risks
    assert {len(r.measures) > 0 for r in plan.recommendations} == {True} and not plan.unplaced
    assert all(r.title.startswith("Example") for r in plan.recommendations)
    assert min(a.due_on.date() for a in plan.actions) < dt.date(2030, 2, 28) < max(a.due_on.date() for a in plan.actions)
    with (tmp_path / "trajectories.csv").open(encoding="utf-8") as file:
        aims = list(csv.DictReader(file))
    assert {row["indicator"] for row in aims} <= set(indicators())
    assert {row["year"] for row in aims} == {"2028-29", "2029-30"}


def test_changes_to_the_example_stay_with_the_synthetic_data_which_real_data_take_with_them(tmp_path, synthetic):
    source = Source(synthetic)
    action = source.snapshot().plan.actions[0]
    source.note_action({**ROW, "id": action.id, "note": "Played with"}, action.version)
    assert source.snapshot().plan.action(action.id).note == "Played with"
    assert not (synthetic.folder / "reference").exists()
    assert source.snapshot().reference.trajectory("contacts_72h", "", dt.date.today()) is not None
    synthetic.load([extract(tmp_path)])
    real = source.snapshot()
    assert not real.is_synthetic
    assert (real.plan.actions, real.plan.risks) == ((), ())
    assert real.reference.trajectory("contacts_72h", "", dt.date.today()) is None
    assert synthetic.values(synthetic.store.snapshot()) is not None
    assert synthetic.store.snapshot().manifest["derived_from"] == synthetic._derived_from(), "computed without the example's targets"


@pytest.mark.parametrize("name", ["plan_actions.csv", "targets.csv"])
def test_an_authority_that_has_begun_a_plan_of_its_own_sees_no_example(synthetic, name):
    own = synthetic.folder / "reference"
    own.mkdir()
    (own / name).write_bytes((SHIPPED / name).read_bytes())
    assert Source(synthetic).snapshot().plan.actions == ()
    assert synthetic.plan_files.own == own
