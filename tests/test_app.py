"""The command line: what scripts read stands on standard output alone, and the exit code says how it went."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import loaders.load
from app import main
from loaders.extracts import extracts
from loaders.reading import read_file
from metrics.registry import indicators

HOME = Path(__file__).parent.parent
CONTACTS = [
    ["Data as at: 30/06/2024"],
    ["Contact ID", "Person ID", "Contact Received", "Contact Decision", "Contact Outcome", "Team", "Worker"],
    ["1", "5", "08/04/2024 09:15", "09/04/2024 10:00", "CIN Referral", "Tîm Pontarddulais", "Ann Other"],
    ["2", "6", "09/04/2024 09:15", "19/04/2024 10:00", "NFA", "Duty", "Ann Other"],
    ["3", "6", "03/05/2024 09:15", "", "", "DUTY", ""],
    ["4", "", "03/05/2024 09:15", "", "", "Duty", ""],
]
CP_PLANS = [
    ["Data as at: 30/06/2024"],
    ["CP Plan ID", "Person ID", "CP Plan Start", "CP Plan End", "Previous Plans", "Temporary"],
    ["1", "5", "08/04/2024", "", "1", "No"],
    ["2", "6", "08/04/2023", "01/06/2024", "0", "Yes"],
]
VALUES = "indicator,area,team,period,period_start,period_end,numerator,denominator,value,lower,upper,status,target,judgement,note"


def write_csv(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture(autouse=True, scope="module")
def read_here():
    """Read files in this process: a child process costs a second, and one test below has the real thing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loaders.load, "read_files", lambda paths, as_at=None: (read_file(path, as_at) for path in paths))
        patch.delenv("MTM_DATA", raising=False)
        yield


def run(folder, *arguments):
    result = CliRunner().invoke(main, ["--data", str(folder), *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def rows(result):
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.fixture(scope="module")
def extracts_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("extracts")
    write_csv(folder / "contacts.csv", CONTACTS)
    write_csv(folder / "plans" / "cp plans.csv", CP_PLANS)
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory, extracts_folder):
    """A data folder with two tables loaded."""
    folder = tmp_path_factory.mktemp("data")
    assert run(folder, "load", extracts_folder).exit_code == 0
    return folder


# --- load and check ---------------------------------------------------------------------------------------------------


def test_load_prints_one_object_and_exits_0(tmp_path, extracts_folder):
    result = run(tmp_path / "new", "load", extracts_folder, "--format", "json")
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert list(report) == ["files"]
    assert [(f["file"], f["outcome"], f["as_at"], f["as_at_from"]) for f in report["files"]] == [
        ("contacts.csv", "loaded", "2024-06-30", "banner"), ("cp plans.csv", "loaded", "2024-06-30", "banner"),
    ]  # fmt: skip
    assert [(s["rows_read"], s["rows_loaded"], s["rows_refused"]) for f in report["files"] for s in f["sheets"]] == [(4, 3, 1), (2, 2, 0)]
    assert "[1/2]" in result.stderr


def test_load_exits_1_if_a_file_was_refused_and_the_others_load(tmp_path, extracts_folder):
    (tmp_path / "empty.csv").write_text("")
    result = run(tmp_path / "data", "load", tmp_path / "empty.csv", extracts_folder, tmp_path / "gone.xlsx", "--format", "json")
    assert result.exit_code == 1
    assert [f["outcome"] for f in json.loads(result.stdout)["files"]] == ["refused", "loaded", "loaded", "refused"]
    assert len(rows(run(tmp_path / "data", "records", "contacts"))) == 3


def test_an_unchanged_file_is_no_failure(data, extracts_folder):
    result = run(data, "load", extracts_folder, "--format", "json")
    assert result.exit_code == 0
    assert {f["outcome"] for f in json.loads(result.stdout)["files"]} == {"unchanged"}


def test_the_report_as_text_has_the_same_exit_codes(tmp_path, extracts_folder):
    result = run(tmp_path / "data", "load", extracts_folder)
    assert result.exit_code == 0
    assert "contacts.csv: loaded, data as at 2024-06-30 (from the banner)" in result.stdout
    (tmp_path / "empty.csv").write_text("")
    assert run(tmp_path / "data", "load", tmp_path / "empty.csv").exit_code == 1


def test_check_gives_the_same_report_and_changes_nothing(tmp_path, extracts_folder):
    (tmp_path / "empty.csv").write_text("")
    paths = [extracts_folder, tmp_path / "empty.csv"]
    checked = run(tmp_path / "data", "check", *paths, "--format", "json")
    assert not (tmp_path / "data").exists()
    loaded = run(tmp_path / "data", "load", *paths, "--format", "json")
    assert checked.exit_code == loaded.exit_code == 1
    assert json.loads(checked.stdout) == json.loads(loaded.stdout)


@pytest.mark.parametrize("day", ["2024-05-31", "31/05/2024"])
def test_as_at_overrides_what_the_files_say(tmp_path, extracts_folder, day):
    result = run(tmp_path / "data", "check", extracts_folder, "--as-at", day, "--format", "json")
    assert {(f["as_at"], f["as_at_from"]) for f in json.loads(result.stdout)["files"]} == {("2024-05-31", "option")}


# --- wrong usage ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["load"], "Missing argument"),
        (["load", "x.csv", "--as-at", "soon"], "'soon' is not a day. Expected one such as 2025-03-31 or 31/03/2025."),
        (["load", "x.csv", "--format", "xml"], "'xml' is not one of"),
        (["lode", "x.csv"], "No such command"),
        (["records"], "Missing argument"),
        (["records", "visitors"], "'visitors' is not one of"),
        (["values", "--indicator", "contact"], "There is no indicator 'contact'. `python app.py indicators` lists them."),
        (["values", "--period", "week"], "'week' is not one of"),
        (["values", "--team", "Nobody"], "There is no team 'Nobody'. There are:"),
        (["values", "--team", "Duty", "--by-team"], "do not go together"),
        (["values", "--from", "31/02/2024"], "is not a day"),
        (["cases", "--indicator", "contacts"], "Missing option '--period'"),
        (["cases", "--indicator", "contacts", "--period", "2024-13"], "'2024-13' is no period. Write a month as 2024-04"),
        (["cases", "--indicator", "contacts", "--period", "2024-04", "--team", "Nobody"], "There is no team 'Nobody'"),
        (["synthetic"], "Missing argument"),
        (["synthetic", "x", "--months", "0"], "0 is not in the range"),
    ],
)
def test_wrong_usage_exits_2_says_what_to_do_and_prints_nothing(data, arguments, said):
    result = run(data, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


# --- records ----------------------------------------------------------------------------------------------------------


def test_records_are_the_rows_as_csv_with_where_each_came_from(data):
    result = run(data, "records", "contacts")
    assert result.exit_code == 0
    found = rows(result)
    assert list(found[0]) == [*extracts()["contacts"].columns, "file", "sheet", "row"]
    shown = ["contact_id", "child_id", "received_at", "decided_at", "outcome_code", "team", "worker", "file", "sheet", "row"]
    assert [[r[column] for column in shown] for r in found] == [
        ["1", "5", "2024-04-08T09:15:00", "2024-04-09T10:00:00", "referral", "Tîm Pontarddulais", "Ann Other", "contacts.csv", "", "3"],
        ["2", "6", "2024-04-09T09:15:00", "2024-04-19T10:00:00", "no_further_action", "Duty", "Ann Other", "contacts.csv", "", "4"],
        ["3", "6", "2024-05-03T09:15:00", "", "", "Duty", "", "contacts.csv", "", "5"],
    ]


def test_days_numbers_and_yes_no_as_csv(data):
    found = rows(run(data, "records", "cp_plans"))
    assert [(r["started_on"], r["ended_on"], r["previous_plans"], r["is_temporary"]) for r in found] == [
        ("2023-04-08", "2024-06-01", "0", "true"), ("2024-04-08", "", "1", "false"),
    ]  # fmt: skip


def test_the_records_of_a_table_that_is_not_loaded_are_a_heading_row(data):
    result = run(data, "records", "workforce")
    assert result.exit_code == 0
    assert result.stdout == ",".join([*extracts()["workforce"].columns, "file", "sheet", "row"]) + "\n"
    assert "workforce is not loaded" in result.stderr


# --- values and cases -------------------------------------------------------------------------------------------------


def test_values_are_every_indicator_and_period(data):
    result = run(data, "values")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == VALUES
    found = rows(result)
    assert {r["indicator"] for r in found} == set(indicators())
    assert {r["area"] for r in found} == {"E06000019"}
    assert {r["team"] for r in found} == {""}
    assert [r["period"] for r in found if r["indicator"] == "contacts"] == ["2024-04", "2024-05", "2024-06", "2024-25 Q1", "2024-25"]


def test_a_value_is_its_sums_divided_and_not_rounded(data):
    (april,) = rows(run(data, "values", "--indicator", "contacts_72h", "--period", "month", "--to", "2024-04-30"))
    assert (april["numerator"], april["denominator"], april["value"], april["status"]) == ("1", "2", "50", "ok")
    (quarter,) = rows(run(data, "values", "--indicator", "contacts_72h", "--period", "quarter"))
    assert (quarter["numerator"], quarter["denominator"], quarter["value"]) == ("1", "3", repr(100 / 3))


def test_a_table_that_is_not_loaded_makes_its_indicators_say_so(data):
    found = rows(run(data, "values", "--indicator", "children_in_care"))
    assert {(r["status"], r["numerator"], r["value"]) for r in found} == {("not loaded", "", "")}


@pytest.mark.parametrize(
    ("options", "periods"),
    [
        (["--period", "month"], ["2024-04", "2024-05", "2024-06"]),
        (["--period", "quarter"], ["2024-25 Q1"]),
        (["--period", "year"], ["2024-25"]),
        (["--period", "month", "--from", "2024-05-15"], ["2024-05", "2024-06"]),
        (["--period", "month", "--to", "01/05/2024"], ["2024-04", "2024-05"]),
        (["--period", "month", "--from", "2024-05-31", "--to", "2024-05-31"], ["2024-05"]),
    ],
)
def test_periods_may_be_chosen(data, options, periods):
    assert [r["period"] for r in rows(run(data, "values", "--indicator", "contacts", *options))] == periods


def test_several_indicators_may_be_asked_for(data):
    found = rows(run(data, "values", "--indicator", "cp_plans", "--indicator", "contacts", "--period", "year"))
    assert sorted(r["indicator"] for r in found) == ["contacts", "cp_plans"]


def test_by_team_adds_teams_that_add_up(data):
    found = rows(run(data, "values", "--indicator", "contacts", "--period", "month", "--by-team"))
    april = {r["team"]: r["numerator"] for r in found if r["period"] == "2024-04"}
    assert april == {"": "2", "Duty": "1", "Tîm Pontarddulais": "1"}


@pytest.mark.parametrize("name", ["Duty", "DUTY", " duty "])
def test_one_team_in_whatever_spelling(data, name):
    found = rows(run(data, "values", "--indicator", "contacts", "--period", "year", "--team", name))
    assert [(r["team"], r["numerator"]) for r in found] == [("Duty", "2")]


def test_the_rows_behind_every_figure_add_up_to_it(data):
    found = [r for r in rows(run(data, "values", "--by-team", "--period", "quarter")) if r["numerator"]]
    assert {r["indicator"] for r in found} > {"contacts", "contacts_72h", "cp_plans"}
    for figure in found:
        team = ["--team", figure["team"]] if figure["team"] else []
        behind = rows(run(data, "cases", "--indicator", figure["indicator"], "--period", figure["period"], *team))
        assert sum(float(r["numerator"] or 0) for r in behind) == float(figure["numerator"]), figure
        if any(r["denominator"] for r in behind):
            assert sum(float(r["denominator"] or 0) for r in behind) == float(figure["denominator"]), figure


def test_cases_say_how_each_row_was_counted_and_where_it_came_from(data):
    result = run(data, "cases", "--indicator", "contacts_72h", "--period", "2024-04")
    found = rows(result)
    assert list(found[0])[:5] == ["numerator", "denominator", "status", "note", "table"]
    assert list(found[0])[-3:] == ["file", "sheet", "row"]
    assert [(r["numerator"], r["denominator"], r["status"], r["contact_id"], r["row"]) for r in found] == [
        ("1", "1", "counted", "1", "3"), ("0", "1", "not counted", "2", "4"),
    ]  # fmt: skip


# --- what there is ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["indicators", "tables"])
def test_definitions_as_json_and_as_text(tmp_path, command):
    result = run(tmp_path, command, "--format", "json")
    known = indicators() if command == "indicators" else extracts()
    found = json.loads(result.stdout)
    assert [i["id"] for i in found] == list(known) if command == "indicators" else list(found) == list(known)
    text = run(tmp_path, command)
    assert text.exit_code == result.exit_code == 0
    assert all(name in text.stdout for name in known)


def test_the_data_dictionary_has_every_heading_and_code(tmp_path):
    found = json.loads(run(tmp_path, "tables", "--format", "json").stdout)
    for table, extract in extracts().items():
        for name, column in extract.columns.items():
            assert found[table]["columns"][name]["headings"] == list(column.headings)
            assert found[table]["columns"][name].get("codes", []) == sorted(filter(None, column.codes))


def test_with_nothing_loaded_values_are_a_heading_row_and_a_message(tmp_path):
    result = run(tmp_path / "none", "values")
    assert (result.exit_code, result.stdout) == (0, VALUES + "\n")
    assert "Nothing is loaded. `python app.py load PATH` loads files and folders." in result.stderr
    assert not (tmp_path / "none").exists()


def test_synthetic_extracts_load_and_say_what_they_are(tmp_path):
    result = run(tmp_path / "data", "synthetic", tmp_path / "made", "--months", "1", "--size", "2000", "--seed", "7")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "synthetic" in result.stderr
    run(tmp_path / "data", "load", tmp_path / "made")  # of so few children, some extract may be without a row, and refused for that
    assert "The data are synthetic: not real children." in run(tmp_path / "data", "records", "contacts").stderr


# --- the data folder --------------------------------------------------------------------------------------------------


def test_a_reference_folder_replaces_the_shipped_files_one_by_one(tmp_path, extracts_folder):
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "authority.csv").write_text("code\nE06000001\n")
    run(tmp_path, "load", extracts_folder)
    found = rows(run(tmp_path, "values", "--indicator", "contacts", "--period", "year"))
    assert [(r["area"], r["numerator"]) for r in found] == [("E06000001", "3")]


def test_a_fault_in_the_reference_folder_is_told_before_anything_is_done(tmp_path, extracts_folder):
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "authority.csv").write_text("code\nX1\n")
    result = run(tmp_path, "load", extracts_folder)
    assert result.exit_code != 0
    assert "authority.csv" in result.stderr
    assert result.stdout == ""
    assert not (tmp_path / "store").exists()


# --- the real thing ---------------------------------------------------------------------------------------------------


def test_as_a_script_runs_it(tmp_path, extracts_folder):
    """From another folder, on a console that is not UTF-8, with the folder given by the environment, through a child process."""
    (tmp_path / "empty.xlsx").write_bytes(b"")
    environment = {**os.environ, "MTM_DATA": str(tmp_path / "data"), "PYTHONIOENCODING": "ascii"}

    def script(*arguments):
        return subprocess.run([sys.executable, str(HOME / "app.py"), *map(str, arguments)], env=environment, cwd=tmp_path, capture_output=True)

    loaded = script("load", extracts_folder, tmp_path / "empty.xlsx", "--format", "json")
    assert loaded.returncode == 1
    assert [f["outcome"] for f in json.loads(loaded.stdout.decode("utf-8"))["files"]] == ["loaded", "loaded", "refused"]
    records = script("records", "contacts")
    assert records.returncode == 0
    assert "Tîm Pontarddulais" in records.stdout.decode("utf-8")
    assert b"\r" not in records.stdout
    assert records.stderr == b""
