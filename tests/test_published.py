"""From a dropped file of published figures to what is printed and shown, beside synthetic and beside real data."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import loaders.load
from app import Data, Source, main
from loaders.reading import read_file
from tests.published_files import ENGLAND, HEREFORDSHIRE, looked_after, plans_started, populations

PLANS = [
    ["Data as at: 30/06/2024"],
    ["CP Plan ID", "Person ID", "CP Plan Start", "CP Plan End", "Previous CP Plan", "Team", "Worker"],
    ["P1", "A", "01/05/2023", "02/04/2024", "Yes", "MASH", "Ann"],
    ["P2", "B", "01/06/2024", "", "No", "MASH", "Ann"],
]
PLANS_2026 = plans_started(f"2025|{ENGLAND}|61840|15130|24.5", f"2026|{ENGLAND}|60000|13800|23", f"2026|{HEREFORDSHIRE}|200|40|20")


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    monkeypatch.setattr(loaders.load, "read_files", lambda paths, as_at=None: (read_file(path, as_at) for path in paths))
    monkeypatch.delenv("MTM_DATA", raising=False)


@pytest.fixture
def write(tmp_path):
    def write_csv(rows, name):
        path = tmp_path / name
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        return path

    return write_csv


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


def run(folder, *arguments):
    result = CliRunner().invoke(main, ["--data", str(folder), *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def rows(folder, *arguments):
    return list(csv.DictReader(io.StringIO(run(folder, *arguments).stdout)))


def printed(folder, indicator, year, area=ENGLAND):
    found = [(row["value"], row["release"]) for row in rows(folder, "published", "--indicator", indicator) if (row["year"], row["area"]) == (str(year), area)]
    return found[0] if found else None


def test_a_new_release_is_printed_an_older_one_is_not_and_what_each_gave_can_be_asked_for(folder, write):
    assert run(folder, "load", write(looked_after(f"2026|{ENGLAND}|12300000|80000|65"), "a.csv")).exit_code == 0
    run(folder, "load", write(looked_after(f"2023|{ENGLAND}|11886906|83840|71", year=2023), "b.csv"))
    assert (printed(folder, "cla_rate", 2026), printed(folder, "cla_rate", 2023)) == (("65", "CLA 2026"), ("70", "CLA 2025"))
    assert printed(folder, "children_in_care_rate", 2026) == ("65", "CLA 2026")  # by our own id too
    every = rows(folder, "published", "--indicator", "cla_rate", "--every-release")
    assert [(r["release"], r["value"], r["stands"]) for r in every if (r["year"], r["area"]) == ("2023", ENGLAND)] == [
        ("CLA 2023", "71", "false"), ("CLA 2024", "70", "false"), ("CLA 2025", "70", "true"),
    ]  # fmt: skip


def test_a_load_of_published_figures_is_checked_listed_line_by_line_and_undone_like_any(folder, write):
    path = write(PLANS_2026, "d3.csv")
    checked = json.loads(run(folder, "check", path, "--format", "json").stdout)
    assert not (folder / "store" / "published" / "manifest.json").exists()
    assert json.loads(run(folder, "load", path, "--format", "json").stdout) == checked
    ((sheet,),) = [file["sheets"] for file in checked["files"]]
    assert (sheet["table"], sheet["rows_read"], sheet["rows_loaded"]) == ("published_cpp_started", 3, 3)
    (load,) = rows(folder, "loads")
    assert [line["outcome"] for line in rows(folder, "lines", load["number"])] == ["loaded"] * 3
    assert {row["subsequent"] for row in rows(folder, "records", "published_cpp_started")} == {"15130", "13800", "40"}
    assert printed(folder, "cpp_second_or_subsequent_pct", 2026) == ("23", "CIN 2026")
    assert run(folder, "undo", load["number"]).exit_code == 0
    assert printed(folder, "cpp_second_or_subsequent_pct", 2026) is None
    assert run(folder, "undo", load["number"]).exit_code == 2


def test_published_files_alone_are_not_the_authoritys_data(folder, write):
    """The synthetic data stay until an extract is loaded: no store, as-at day or period knows of them."""
    run(folder, "load", write(PLANS_2026, "d3.csv"))
    data = Data(folder)
    assert not data._is_used and data.real.snapshot().tables == {}
    assert rows(folder, "values") == []


def test_beside_extracts_they_change_neither_as_at_day_nor_periods_nor_quality(folder, write):
    run(folder, "load", write(PLANS, "plans.csv"))
    before = Source(Data(folder)).snapshot()
    run(folder, "load", write(PLANS_2026, "d3.csv"))
    after = Source(Data(folder)).snapshot()
    assert (after.as_at, list(after.tables), after.is_synthetic) == (before.as_at, ["cp_plans"], False)
    assert list(after.values["period"].unique()) == list(before.values["period"].unique())
    assert after.quality().calendar.equals(before.quality().calendar)
    assert after.number != before.number
    assert set(after.files["table"]) == {"cp_plans", "published_cpp_started"}


def test_a_target_beside_england_moves_and_so_does_a_rate_and_nothing_is_computed_anew_for_less(folder, write):
    run(folder, "load", write(PLANS, "plans.csv"))
    store = Data(folder).real

    def target():
        return [row["target"] for row in rows(folder, "values", "--indicator", "cp_repeat_plans", "--period", "month", "--from", "2024-06-01")]

    def rate():
        return [row["value"] for row in rows(folder, "values", "--indicator", "cp_plan_rate", "--period", "month", "--from", "2024-06-01")]

    first, (rate_before,) = store.snapshot().number, rate()
    run(folder, "load", write(looked_after(f"2026|{ENGLAND}|12300000|80000|65"), "care.csv"))
    assert store.snapshot().number == first
    corrected = plans_started(f"2023|{ENGLAND}|62000|13640|22", f"2024|{ENGLAND}|62000|13640|22", f"2025|{ENGLAND}|61840|15130|24.5")
    assert target() == ["below 24.7"]
    run(folder, "load", write(corrected, "d3.csv"))
    assert target() == ["below 22"]
    assert store.snapshot().number == first + 1
    run(folder, "load", write(populations(f"2024|{HEREFORDSHIRE}|20000", f"2025|{HEREFORDSHIRE}|20000"), "people.csv"))
    assert rate() == ["0.5"] != [rate_before]  # one plan among 20,000 children
    undone = [load["number"] for load in rows(folder, "loads") if int(load["number"]) > 100_000]
    assert run(folder, "undo", *undone).exit_code == 0
    assert (target(), rate()) == (["below 24.7"], [rate_before])


def test_a_look_before_loading_says_which_figures_move(folder, write):
    run(folder, "load", write(PLANS, "plans.csv"))
    people = write(populations(f"2024|{HEREFORDSHIRE}|20000", f"2025|{HEREFORDSHIRE}|20000"), "people.csv")
    moved = rows(folder, "check", "--effects", people)
    assert {row["indicator"] for row in moved} >= {"cp_plan_rate"} and "cp_plans" not in {row["indicator"] for row in moved}
    assert rows(folder, "check", "--effects", write(looked_after(f"2026|{ENGLAND}|12300000|80000|65"), "care.csv")) == []


def test_both_kinds_of_file_may_lie_in_the_drop_folder(folder, write):
    drop = folder / "extracts"
    drop.mkdir(parents=True)
    for name, content in (("plans.csv", PLANS), ("d3.csv", PLANS_2026)):
        write(content, name).rename(drop / name)
    data = Data(folder)
    assert {r["outcome"] for r in data.make_ready()} == {"loaded"}
    assert {r["outcome"] for r in data.make_ready()} == {"unchanged"}
    assert data.reference.release_of("cpp_second_or_subsequent_pct").release == "CIN 2026"
    data.undo([100_001])
    assert [r["reason"] is None for r in data.make_ready()] == [False, True]  # what was undone stays out
    assert data.reference.release_of("cpp_second_or_subsequent_pct").release == "CIN 2025"


def test_no_reference_file_is_touched_by_a_load(folder, write):
    shipped = Path(__file__).parent.parent / "data" / "reference"
    before = {path.name: path.stat().st_mtime_ns for path in shipped.iterdir()}
    run(folder, "load", write(PLANS_2026, "d3.csv"))
    assert {path.name: path.stat().st_mtime_ns for path in shipped.iterdir()} == before
    assert not (folder / "reference").exists()
