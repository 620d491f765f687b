"""The command line: what scripts read stands on standard output alone, and the exit code says how it went."""

import csv
import datetime as dt
import errno
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

import loaders.load
import loaders.store
from app import SHIPPED, Data, Source, main
from loaders.extracts import extracts
from loaders.local_files import LocalFiles
from loaders.published import every_kind
from loaders.reading import read_file
from loaders.store import Store
from metrics.compute import compute
from metrics.registry import indicators
from metrics.reported import as_tables

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
        (["breakdown", "--indicator", "contacts", "--period", "2024-04", "--by", "colour"], "'colour' is not one of"),
        (["breakdown", "--indicator", "agency_rate", "--period", "2024-04", "--by", "age"], "agency_rate cannot be broken down by age. It counts workers’ posts"),
        (["compare", "--indicator", "contacts", "--model", "1999"], "There is no model '1999' of neighbours. There is 2025, 2021."),
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


@pytest.mark.parametrize("options", [[], ["--by-team"], ["--team", "Duty"], ["--period", "month", "--from", "2024-05-31", "--to", "2024-05-31"]])
def test_for_sharing_the_same_rows_are_printed_without_small_numbers(data, options):
    inside, outside = (rows(run(data, "values", *options, *more)) for more in ([], ["--for-sharing"]))
    names = ("indicator", "team", "period", "target")
    assert [[r[n] for n in names] for r in outside] == [[r[n] for n in names] for r in inside]
    counted = [r for r in inside if r["indicator"] == "contacts" and r["status"] == "ok" and 0 < int(r["numerator"]) < 6]
    hidden = [r for r in outside if r["status"] in ("suppressed", "incomplete")]  # what is so far is not shared
    known = {(r["indicator"], r["team"], r["period"]) for r in hidden if r["status"] == "suppressed"}
    assert counted and {(r["indicator"], r["team"], r["period"]) for r in counted} <= known
    assert not any(r[n] for r in hidden for n in ("numerator", "denominator", "value", "lower", "upper"))
    assert {r["judgement"] for r in hidden} <= {"", "no target"}


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


def test_a_figure_by_worker_adds_up_to_it(data):
    found = rows(run(data, "breakdown", "--indicator", "contacts", "--period", "2024-05", "--by", "worker", "--team", "duty"))
    assert list(found[0]) == ["indicator", "team", "period", "by", "group", "numerator", "denominator", "value", "lower", "upper", "difference"]
    assert [(r["team"], r["group"], r["numerator"], r["denominator"]) for r in found] == [("Duty", "Not known", "1", "")]


def test_a_figure_stands_beside_the_published_ones(data):
    found = rows(run(data, "compare", "--indicator", "cp_plan_rate", "--period", "2024-06", "--model", "2021"))
    who = [r["who"] for r in found]
    assert who[0] == "these extracts" and who[-15:] == ["published", "England", "region", "neighbours, mean", "neighbours, median", *["neighbour"] * 10]
    assert (found[0]["numerator"], found[0]["difference"]) == ("1", "")
    england = found[who.index("England")]
    assert (england["period_end"], england["difference"], england["release"]) == ("2024-03-31", "below", "CIN 2025")


# --- what there is ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["indicators", "tables"])
def test_definitions_as_json_and_as_text(tmp_path, command):
    result = run(tmp_path, command, "--format", "json")
    known = indicators() if command == "indicators" else every_kind()
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


# --- loads, lines, undo -----------------------------------------------------------------------------------------------

LATER = [
    ["Data as at: 31/07/2024"],
    CONTACTS[1],
    ["2", "6", "09/04/2024 09:15", "10/04/2024 10:00", "NFA", "Duty", "Ann Other"],
    ["5", "7", "10/04/2024 09:15", "10/04/2024 10:00", "Ring back", "Duty", ""],
]


@pytest.fixture(scope="module")
def loaded_twice(tmp_path_factory, extracts_folder):
    folder = tmp_path_factory.mktemp("twice")
    run(folder / "data", "load", extracts_folder / "contacts.csv")
    run(folder / "data", "load", write_csv(folder / "later.csv", LATER))
    return folder


@pytest.fixture
def two_loads(tmp_path, loaded_twice):
    """A data folder in which a second file restates April: one contact decided sooner, another one added."""
    shutil.copytree(loaded_twice, tmp_path, dirs_exist_ok=True)
    return tmp_path / "data"


def test_loads_are_listed_with_what_they_brought_and_what_became_of_them(two_loads):
    run(two_loads, "undo", "2")
    found = rows(run(two_loads, "loads"))
    assert list(found[0]) == ["number", "batch", "loaded_at", "file", "outcome", "as_at", "tables", "undone_at"]
    assert [(r["number"], r["batch"], r["file"], r["outcome"], r["as_at"], r["tables"], bool(r["undone_at"])) for r in found] == [
        ("1", "1", "contacts.csv", "loaded", "2024-06-30", "contacts", False), ("2", "2", "later.csv", "loaded", "2024-07-31", "contacts", True),
    ]  # fmt: skip


def test_every_line_of_a_load_is_listed(two_loads):
    result = run(two_loads, "lines", "1")
    assert result.stdout.splitlines()[0] == "sheet,row,outcome,reason"
    assert [(r["row"], r["outcome"]) for r in rows(result)] == [("3", "loaded"), ("4", "loaded"), ("5", "loaded"), ("6", "refused")]


def test_a_load_undone_leaves_the_figures_as_they_were_and_may_come_again(two_loads):
    def april():
        return [(r["numerator"], r["denominator"]) for r in rows(run(two_loads, "values", "--indicator", "contacts_72h", "--to", "2024-04-30", "--period", "month"))]

    assert april() == [("3", "3")]
    result = run(two_loads, "undo", "2")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Load 2 (later.csv) is undone." in result.stderr
    assert april() == [("1", "2")]
    assert run(two_loads, "load", two_loads.parent / "later.csv").exit_code == 0
    assert april() == [("3", "3")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["undo", "9"], "There is no load 9. `python app.py loads` lists them."),
        (["undo", "soon"], "'soon' is not a valid integer"),
        (["lines", "9"], "There is no load 9."),
        (["map", "visitors", "kind_code", "x", "y"], "There is no table 'visitors'. There are:"),
        (["map", "contacts", "team", "x", "y"], "'team' is no column of codes of contacts. There are: outcome_code, source_code"),
        (["map", "contacts", "outcome_code", "x", "nonsense"], "'nonsense' is no code of contacts.outcome_code. There are: advice, "),
        (["map", "contacts", "outcome_code", " ", "advice"], "Say the text to map: it is blank."),
        (["map", "contacts", "outcome_code", "x"], "Give the code that the text means, or --remove."),
        (["map", "contacts", "outcome_code", "x", "--remove"], "This text is not mapped in contacts.outcome_code"),
        (["history", "--indicator", "contact"], "There is no indicator 'contact'."),
        (["difference", "--indicator", "contacts", "--period", "soon"], "'soon' is no period."),
    ],
)
def test_what_cannot_be_taken_back_or_mapped_is_wrong_usage(data, arguments, said):
    before = rows(run(data, "loads"))
    result = run(data, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert rows(run(data, "loads")) == before
    assert not (data / "reference").exists()


# --- restatement ------------------------------------------------------------------------------------------------------


def test_a_restated_figure_has_what_was_first_reported_and_the_load_that_changed_it(two_loads):
    found = rows(run(two_loads, "history", "--indicator", "contacts_72h"))
    assert list(found[0])[:11] == [
        "indicator", "team", "grain", "period", "first_value", "first_numerator", "first_denominator", "first_reported_at", "first_load", "changed_at", "because",
    ]  # fmt: skip
    assert [(r["team"], r["period"], r["first_value"], r["first_load"], r["because"], r["value"]) for r in found if r["grain"] == "month"] == [
        ("", "2024-04", "50", "1", "load 2: later.csv", "100"), ("Duty", "2024-04", "0", "1", "load 2: later.csv", "100"),
    ]  # fmt: skip
    assert {r["team"] for r in rows(run(two_loads, "history", "--team", "duty"))} == {"Duty"}


def test_the_rows_that_made_the_difference_add_up_to_it(two_loads):
    found = rows(run(two_loads, "difference", "--indicator", "contacts_72h", "--period", "2024-04"))
    assert list(found[0])[:5] == ["change", "numerator_before", "denominator_before", "numerator", "denominator"]
    assert [(r["change"], r["contact_id"], r["numerator_before"], r["numerator"], r["file"], r["received_at"]) for r in found] == [
        ("added", "5", "0", "1", "later.csv", "2024-04-10T09:15:00"), ("now counted", "2", "0", "1", "later.csv", "2024-04-09T09:15:00"),
    ]  # fmt: skip
    run(two_loads, "undo", "2")
    assert rows(run(two_loads, "difference", "--indicator", "contacts_72h", "--period", "2024-04")) == []
    assert rows(run(two_loads, "history", "--indicator", "contacts_72h")) == [], "they are again what was first reported"


def test_a_figure_that_was_never_reported_has_no_difference(data):
    result = run(data, "difference", "--indicator", "contacts", "--period", "2031-04")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "contacts of 2031-04 was not reported yet" in result.stderr


def test_a_change_of_reference_data_is_not_put_down_to_the_load_that_follows(two_loads):
    (two_loads / "reference").mkdir()
    (two_loads / "reference" / "teams.csv").write_text("alias,team,service_area\nDuty,Front Door,x\nT\u00eem Pontarddulais,Front Door,x\n", "utf-8")
    run(two_loads, "undo", "2")
    found = rows(run(two_loads, "history", "--indicator", "contacts", "--team", "Front Door"))
    assert {r["because"] for r in found} == {"undo of load 2"}
    result = run(two_loads, "difference", "--indicator", "contacts", "--period", "2024-04", "--team", "Front Door")
    assert "Definitions or reference data have changed" not in result.stderr
    (two_loads / "reference" / "teams.csv").write_text("alias,team,service_area\nDuty,Front Door,x\n", "utf-8")
    run(two_loads, "load", two_loads.parent / "later.csv")
    by_team = {r["because"] for r in rows(run(two_loads, "history", "--indicator", "contacts", "--team", "Front Door")) if r["period"] == "2024-04"}
    assert by_team == {"load 3: later.csv"}
    result = run(two_loads, "difference", "--indicator", "contacts", "--period", "2024-04", "--team", "Front Door")
    assert "what the definitions changed, rows cannot show" in result.stderr


def test_the_effects_of_a_load_are_seen_before_it_is_accepted(tmp_path, extracts_folder):
    folder, later = tmp_path / "data", write_csv(tmp_path / "later.csv", LATER)
    run(folder, "load", extracts_folder / "contacts.csv")
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    result = run(folder, "check", later, "--effects")
    assert result.exit_code == 0
    assert "later.csv: loaded" in result.stderr
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*")} == before
    effects = {tuple(r[k] for k in ("indicator", "team", "grain", "period")): r for r in rows(result)}
    run(folder, "load", later)
    restated = {tuple(r[k] for k in ("indicator", "team", "grain", "period")): r for r in rows(run(folder, "history"))}
    assert restated.keys() == {figure for figure, r in effects.items() if r["is_published"] == "true"}
    for figure, r in restated.items():
        assert (r["first_value"], r["value"]) == (effects[figure]["value_before"], effects[figure]["value"])
    assert run(folder, "check", tmp_path / "gone.csv", "--effects").exit_code == 1
    assert rows(run(folder, "check", later, "--effects")) == []


# --- codes ------------------------------------------------------------------------------------------------------------


def test_a_text_is_mapped_in_the_data_folder_and_the_figures_follow(two_loads):
    assert rows(run(two_loads, "unmapped")) == [{"table": "contacts", "column": "outcome_code", "text": "Ring back", "n": "1"}]
    result = run(two_loads, "map", "contacts", "outcome_code", "RING  back", "referral")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Rows that read referral by a mapping: 1." in result.stderr
    assert (two_loads / "reference" / "codes.csv").read_text() == "table,column,text,code\ncontacts,outcome_code,RING  back,referral\n"
    assert rows(run(two_loads, "unmapped")) == []
    found = rows(run(two_loads, "history", "--indicator", "contacts_to_referral", "--team", "Duty"))
    assert {r["because"] for r in found if r["numerator"] == "1"} == {"definitions or reference data"}
    assert run(two_loads, "map", "contacts", "outcome_code", "ring back", "--remove").exit_code == 0
    assert (two_loads / "reference" / "codes.csv").read_text() == "table,column,text,code\n"
    assert len(rows(run(two_loads, "unmapped"))) == 1


# --- what pages are handed --------------------------------------------------------------------------------------------


@pytest.fixture
def source(two_loads):
    return Source(Data(two_loads))


def test_pages_are_handed_history_and_the_words_an_analyst_looks_after(source):
    shown = source.snapshot()
    assert shown is source.snapshot()
    assert ("contacts_72h", "Duty", "month", "2024-04") in set(shown.history[["indicator", "team", "grain", "period"]].itertuples(index=False, name=None))
    assert shown.unmapped.values.tolist() == [["contacts", "outcome_code", "Ring back", 1]]
    assert "advice" in shown.code_choices["contacts", "outcome_code"]
    assert shown.unknown_teams.values.tolist() == [["Duty", 3], ["T\u00eem Pontarddulais", 1]]
    assert list(shown.pseudo_workers) == ["name", "n"]
    assert shown.files[["file", "load", "batch", "undone_at"]].values.tolist() == [["contacts.csv", 1, 1, None], ["later.csv", 2, 2, None]]
    assert shown.quality().columns["table"].tolist()


def test_figures_of_which_only_a_part_was_computed_are_those_computed_from_nothing(two_loads, source):
    data = Data(two_loads)
    seen = []
    for change in (
        lambda: source.map_code("contacts", "outcome_code", "Ring back", "referral"),
        lambda: source.undo([2]),
        lambda: source.load([two_loads.parent / "later.csv"]),
    ):
        change()
        data.refresh()
        stored = data.store.snapshot()
        seen.append(stored.derived("values"))
        pd.testing.assert_frame_equal(seen[-1], compute(indicators(), as_tables(stored.tables), data.reference, by_team=True))
    assert not seen[0].equals(seen[1]) and not seen[1].equals(seen[2])


def test_words_changed_from_a_page_are_read_at_once(source):
    number = source.map_team("Duty", "MASH")
    assert number == source.snapshot().number
    assert "Duty" not in set(source.snapshot().values["team"])
    assert source.snapshot().unknown_teams["team"].tolist() == ["T\u00eem Pontarddulais"]
    source.set_pseudo_worker("ann  other", True)
    assert {"name": "ann other", "n": 2} in source.snapshot().pseudo_workers.to_dict("records")
    source.set_pseudo_worker("Ann Other", False)
    assert "ann other" not in source.snapshot().pseudo_workers["name"].tolist()
    source.map_team("New Team", "New Team")
    source.map_team("Duty", None)
    assert "Duty" in set(source.snapshot().values["team"])
    for change, said in (
        (lambda: source.map_team("Duty", "Nonesuch"), "There is no team 'Nonesuch'"), (lambda: source.map_team("Duty", None), "nothing to take back"),
        (lambda: source.set_pseudo_worker("MASH", False), "a team's name"), (lambda: source.map_code("contacts", "outcome_code", "x", "y"), "'y' is no code"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=said):
            change()


def test_a_chart_is_rebased_with_a_reason_and_no_figure_is_computed_for_it(source, two_loads):
    before = source.snapshot()
    number = source.rebase("contacts_72h", "Duty", dt.date(2024, 5, 1), " A new  team ")
    assert number == before.number
    (found,) = source.snapshot().reference.rebasings("contacts_72h", "duty")
    assert (found.from_on, found.reason, found.noted_on) == (pd.Timestamp(2024, 5, 1), "A new team", pd.Timestamp.now().normalize())
    assert source.snapshot().reference.rebasings("contacts_72h") == ()
    LocalFiles(SHIPPED, two_loads / "reference").rebase("contacts_72h", "Duty", dt.date(2024, 5, 1), "Another reason")
    assert [r.reason for r in source.snapshot().reference.rebasings("contacts_72h", "Duty")] == ["Another reason"]
    with pytest.raises(ValueError, match="why the limits start anew"):
        source.rebase("contacts_72h", "Duty", dt.date(2024, 6, 1), "  ")
    source.rebase("contacts_72h", "Duty", dt.date(2024, 5, 1), None)
    assert source.snapshot().reference.rebasings("contacts_72h", "Duty") == ()
    with pytest.raises(ValueError, match="nothing to take back"):
        source.rebase("contacts_72h", "Duty", dt.date(2024, 5, 1), None)


def test_a_figure_is_broken_down_by_the_children_behind_it(source):
    found = source.breakdown("contacts_72h", "2024-04", None, "sex")
    figure = source.snapshot().figure("contacts_72h", source.snapshot().period("2024-04"))
    assert (found["group"].tolist(), found["numerator"].sum(), found["denominator"].sum()) == (["Not known"], figure.numerator, figure.denominator)


def test_rows_and_groups_of_a_figure_are_those_of_what_is_loaded_now(source, two_loads):
    """What is kept of what was asked for before is let go with the tables that it is of."""
    path = write_csv(two_loads.parent / "third.csv", [["Data as at: 31/08/2024"], CONTACTS[1], ["9", "9", "11/04/2024 09:15", "", "", "Duty", ""]])
    changes = [
        lambda: None,
        lambda: source.map_code("contacts", "outcome_code", "Ring back", "referral"),
        lambda: source.load([path]),
        lambda: source.undo([3]),
        lambda: source.map_code("contacts", "outcome_code", "Ring back", None),
    ]
    counted = []
    for change in changes:
        change()
        anew = Data(two_loads)
        for one in ("contacts", "contacts_to_referral"):
            found = source.cases(one, "2024-04")
            pd.testing.assert_frame_equal(found, anew.cases(one, "2024-04"))
            pd.testing.assert_frame_equal(source.breakdown(one, "2024-04", None, "worker"), anew.breakdown(one, "2024-04", None, "worker"))
            counted.append(found["numerator"].sum())
    assert counted == [3, 1, 3, 2, 4, 2, 3, 2, 3, 1]


def test_what_another_process_maps_reaches_the_pages(source, two_loads):
    assert len(source.snapshot().unmapped) == 1
    run(two_loads, "map", "contacts", "outcome_code", "Ring back", "referral")
    assert source.snapshot().unmapped.empty
    assert source.snapshot().mapped.values.tolist() == [["contacts", "outcome_code", "Ring back", "referral", 1]]


def test_a_page_previews_loads_and_undoes(source, two_loads):
    path = write_csv(two_loads.parent / "third.csv", [["Data as at: 31/08/2024"], CONTACTS[1], ["9", "9", "11/04/2024 09:15", "", "", "Duty", ""]])
    found = source.preview([path])
    assert [f["outcome"] for f in found["files"]] == ["loaded"]
    april = found["effects"].query("indicator == 'contacts' and team == '' and period == '2024-04'")
    assert april[["numerator_before", "numerator", "is_published"]].values.tolist() == [[3, 4, True]]
    would = source.preview_rows([path], "contacts", "2024-04", None)
    assert would[["change", "contact_id"]].values.tolist() == [["added", "9"]]
    assert source.load([path])["files"] == found["files"]
    assert source.difference("contacts", "2024-04", "Duty")[["change", "contact_id"]].values.tolist() == [["added", "5"], ["added", "9"]]
    assert source.lines(3)["outcome"].tolist() == ["loaded"]
    assert source.undo([3])["files"][0]["outcome"] == "undone"
    assert source.snapshot().files["undone_at"].notna().tolist() == [False, False, True]
    assert "There is no load 9" in source.undo([9])["files"][0]["reason"]


def test_a_file_undone_stays_out_of_the_drop_folder(tmp_path, extracts_folder):
    data = Data(tmp_path / "data")
    write_csv(data.drop_folder / "contacts.csv", CONTACTS)
    assert [r["outcome"] for r in data.make_ready()] == ["loaded"]
    data.undo([1])
    assert [(r["outcome"], bool(r["reason"])) for r in Data(tmp_path / "data").make_ready()] == [("unchanged", True)]
    source = Source(data)
    assert [f["outcome"] for f in source.load_drop_folder()["files"]] == ["unchanged"]
    assert source.snapshot().coverage.empty
    assert not source.snapshot().is_synthetic, "what was undone does not make way for children who do not exist"


# --- two at once, and a store that cannot be written ------------------------------------------------------------------


def test_while_one_loads_another_waits_and_says_so_or_gives_up(two_loads, source, monkeypatch):
    monkeypatch.setattr(loaders.store, "WAIT", 0.1)
    path, told = two_loads.parent / "later.csv", []
    with Store(two_loads / "store").lock():
        result = run(two_loads, "load", path)
        report = source.load([path], progress=lambda *step: told.append(step))
        with pytest.raises(ValueError, match="Another load is under way"):
            source.map_team("Duty", "MASH")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Another load is under way; waiting for it." in result.stderr
    assert "Another load is under way. Try again when it has ended." in result.stderr
    assert (0, 0, "Another load is under way; waiting for it") in told
    assert [(f["file"], f["outcome"], f["reason"]) for f in report["files"]] == [("later.csv", "refused", "Another load is under way. Try again when it has ended.")]
    assert source.load([path])["files"][0]["outcome"] == "unchanged"


def test_a_full_disk_is_a_sentence_on_the_command_line_and_on_the_page(tmp_path, two_loads, source, monkeypatch):
    path = write_csv(tmp_path / "third.csv", [["Data as at: 31/08/2024"], *CONTACTS[1:]])

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    before = rows(run(two_loads, "loads"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        result = run(two_loads, "load", path)
        report = source.load([path])
    assert result.exit_code == 1
    assert "there is no room left on the disk. Nothing of this was kept" in result.stderr
    assert "no room left" in report["files"][0]["reason"]
    assert rows(run(two_loads, "loads")) == before


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
