"""Files and folders into the store: the report is exact, nothing is lost, and a bad file harms no other."""

import datetime as dt
import json
import os
import random
import time
from pathlib import Path

import pandas as pd
import pytest

import loaders.load
import loaders.reading
from loaders.extracts import extracts
from loaders.load import check, files_in, load
from loaders.reading import _read_in_child, read_file
from loaders.report import as_text
from tests.loaders.broken_files import REFUSED, far_cell, takes_its_reader_down
from tests.loaders.killing import kill
from tests.loaders.messy import HEADINGS, messy_line

ROW = [1, 4801234, "04/01/2024 09:15", "NFA", "Front Door"]
ANNEX_A = [["Child Unique ID", "Gender", "Date of Birth", "Date of Contact", "Contact Source"], ["7", "a) Male", "01/01/2015", "05/01/2024", "q) 6: Police"]]


def sums_hold(report):
    return all(s["rows_read"] == s["rows_loaded"] + s["rows_repeated"] + s["rows_refused"] for s in report["sheets"])


# --- which files ------------------------------------------------------------------------------------------------------


def test_a_folder_means_every_file_below_it_in_name_order(tmp_path):
    for name in ("b/2.xlsx", "a.csv", "b/1.xlsx", "B.csv", "~$a.xlsx", ".DS_Store", ".git/x.csv", "b/.hidden/y.csv", "c/~$z.xlsx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [p.relative_to(tmp_path).as_posix() for p in files_in([tmp_path])] == ["B.csv", "a.csv", "b/1.xlsx", "b/2.xlsx"]


def test_a_file_that_is_named_is_meant_whatever_its_name(tmp_path):
    assert files_in([tmp_path / "~$a.xlsx", str(tmp_path / "gone.csv")]) == [tmp_path / "~$a.xlsx", tmp_path / "gone.csv"]


def test_a_folder_under_a_dot_folder_is_read(tmp_path):
    (tmp_path / ".cache" / "x").mkdir(parents=True)
    (tmp_path / ".cache" / "x" / "a.csv").write_text("x")
    assert len(files_in([tmp_path / ".cache" / "x"])) == 1


def test_an_empty_folder_is_no_file(store, tmp_path):
    (tmp_path / "drop").mkdir()
    assert load(store, [tmp_path / "drop"]) == []


# --- the report -------------------------------------------------------------------------------------------------------


def test_the_report_has_the_shape_that_scripts_read(write_xlsx, load_one):
    banner = [["", "Contacts"], ["", "Data as at: 31/03/2024"], []]
    rows = [["", *HEADINGS, "Notes"], ["", *ROW, "x"], ["", 2, 5, "soon"], [], ["", 1, 4801234, "04/01/2024", "Nonsense", ""], ["", "Grand total: 3"]]
    report = load_one(write_xlsx({"Report1": banner + rows, "Parameters": [["Team:", "All"]]}, "contacts.xlsx"))
    assert json.loads(json.dumps(report)) == {
        "file": "contacts.xlsx",
        "outcome": "loaded",
        "reason": None,
        "as_at": "2024-03-31",
        "as_at_from": "banner",
        "sheets": [
            {
                "sheet": "Report1",
                "table": "contacts",
                "heading_row": 4,
                "rows_read": 3,
                "rows_loaded": 1,
                "rows_repeated": 1,
                "rows_refused": 1,
                "rows_skipped": 1,
                "cells_blanked": 1,
                "unknown_headings": ["Notes"],
                "missing_headings": ["Contact Decision", "Contact Source", "Worker"],
                "problems": [
                    {"row": 6, "column": "D", "heading": "Contact Received", "problem": "not a day", "action": "blanked"},
                    {"row": 6, "column": "D", "heading": "Contact Received", "problem": "blank, and without it the row cannot be told from others", "action": "row refused"},
                    {"row": 8, "column": "E", "heading": "Contact Outcome", "problem": "not a known code", "action": "kept as unmapped"},
                    {"row": 9, "column": None, "heading": None, "problem": "a total", "action": "line skipped"},
                ],
            },
            {
                "sheet": "Parameters",
                "table": None,
                "heading_row": None,
                "reason": "No row holds the headings of a known extract. The Data page and `python app.py tables` list the extracts and the headings they are known by.",
                "rows_read": 0,
                "rows_loaded": 0,
                "rows_repeated": 0,
                "rows_refused": 0,
                "rows_skipped": 0,
                "cells_blanked": 0,
                "unknown_headings": [],
                "missing_headings": [],
                "problems": [],
            },
        ],
    }  # fmt: skip


def test_the_report_reads_as_sentences_with_where_and_what_belongs_there(write_xlsx, load_one):
    text = as_text([load_one(write_xlsx([HEADINGS, ROW, [2, 5, "soon", "Nonsense", ""], ["Page 1 of 1"]], "contacts 2024-03-31.xlsx"))])
    assert text.splitlines() == [
        "contacts 2024-03-31.xlsx: loaded, data as at 2024-03-31 (from the file name)",
        "  sheet 'Report1' -> contacts: 2 rows read = 1 loaded + 0 repeated + 1 refused; 1 line skipped, 1 cell blanked",
        "    missing headings: Contact Decision, Contact Source, Worker",
        "    cell C3 'Contact Received': not a day. Expected a day such as 31/03/2025. Blanked.",
        "    cell D3 'Contact Outcome': not a known code. Expected one of the codes that `python app.py tables` lists. Kept as unmapped.",
        "    cell C3 'Contact Received': blank, and without it the row cannot be told from others. Row refused.",
        "    row 4: a page number. Line skipped.",
    ]


def test_the_same_fault_in_the_same_column_is_one_sentence_with_its_places(write_csv, load_one):
    rows = [["Total", "", "", "", "1"], *([n, 5, "04/01/2024", "Nonsense", ""] for n in range(10)), ["Total", "", "", "", "1"], [11, 5, "soon", "", ""], [12, 5, "soon", "", ""]]
    assert as_text([load_one(write_csv([HEADINGS, *rows]))]).splitlines()[3:] == [
        "    cells D3, D4, D5, D6, D7, D8, D9, D10 and 2 more 'Contact Outcome': not a known code. Expected one of the codes that "
        "`python app.py tables` lists. Kept as unmapped.",
        "    cells C14 and C15 'Contact Received': not a day. Expected a day such as 31/03/2025. Blanked.",
        "    cells C14 and C15 'Contact Received': blank, and without it the row cannot be told from others. Row refused.",
        "    rows 2 and 13: a total. Lines skipped.",
    ]


def test_a_long_report_is_cut_in_words_and_whole_as_json(write_csv, load_one):
    report = load_one(write_csv([["Person ID", "Contact Received", *["Team"] * 30], ["5", "04/01/2024"]]))
    assert len(report["sheets"][0]["problems"]) == 29
    assert as_text([report]).splitlines()[-1].strip() == "... and 9 more kinds: `--format json` lists every problem."
    assert len(as_text([report], most=None).splitlines()) == 3 + 29


def test_a_text_file_is_one_sheet_without_a_name(write_csv, load_one):
    report = load_one(write_csv([["Contacts"], HEADINGS, ROW], delimiter=";"))
    assert [(s["sheet"], s["table"], s["heading_row"], s["rows_loaded"]) for s in report["sheets"]] == [("", "contacts", 2, 1)]


def test_a_text_file_that_is_no_extract_is_one_sheet_too(write_bytes, load_one):
    report = load_one(write_bytes("notes.csv", b"a,b;c\td|e\r\n1,2;3\t4|5\r\n"))
    assert report["outcome"] == "refused"
    assert [s["sheet"] for s in report["sheets"]] == [""]


def test_windows_text_is_read(write_csv, store, load_one):
    load_one(write_csv([HEADINGS, [*ROW[:4], "Tîm Rhyd-y-groes £"]], encoding="latin-1"))
    assert store.snapshot().tables["contacts"].frame["team"].tolist() == ["Tîm Rhyd-y-groes £"]


def test_no_cell_is_ever_quoted_in_a_report(write_xlsx, store, read_here):
    names = (f"Zebedee{n}" for n in range(10_000))
    found = []
    for extract in extracts().values():
        headings = [c.heading for c in extract.columns.values()]
        rows = [[next(names) for _ in headings] for _ in range(3)] + [[next(names)], [f"Total {next(names)}"], ["", next(names), next(names)]]
        without_child = [c.heading for name, c in extract.columns.items() if name not in ("child_id", "post_id")]
        banner = [[next(names)], ["Report run on 03/04/2024 by", next(names)], []]
        [report] = check(store, [write_xlsx({"Data": banner + [headings] + rows, "Other": [without_child, *rows]}, f"{extract.table}.xlsx")])
        found.append(report)
        assert report["sheets"][0]["table"] == extract.table
    text = json.dumps(found) + as_text(found, most=None)
    assert "zebedee" not in text.casefold()


@pytest.mark.parametrize("seed", range(6))
def test_every_row_of_a_messy_workbook_is_accounted_for(seed, write_xlsx, store, load_one):
    chance = random.Random(seed)
    sheets = {f"Sheet {n}": [["A title"]] * chance.randrange(4) + [HEADINGS] + [messy_line(chance) for _ in range(chance.randrange(30))] for n in range(3)}
    for name in ("contacts 2024-01-31.xlsx", "contacts 2024-02-29.xlsx"):
        report = load_one(write_xlsx(sheets, name))
        assert len(report["sheets"]) == 3
        assert sums_hold(report)
        for sheet, lines in zip(report["sheets"], sheets.values(), strict=True):
            below = [x for x in lines[sheet["heading_row"] :] if any(x)]
            assert sheet["rows_read"] + sheet["rows_skipped"] == len(below)
    assert sum(s["rows_loaded"] for s in report["sheets"]) == 0  # the second file says what the first did
    frame = store.snapshot().tables["contacts"].frame
    assert not frame.duplicated(["contact_id", "child_id"]).where(frame["contact_id"].notna(), False).any()


# --- the as-at day ----------------------------------------------------------------------------------------------------

BANNER = [["Data as at: 31/03/2024"], HEADINGS, ROW]


@pytest.mark.parametrize(
    ("rows", "name", "option", "as_at", "came_from"),
    [
        (BANNER, "contacts 2024-02-29.csv", dt.date(2024, 5, 1), "2024-05-01", "option"),
        (BANNER, "contacts 2024-02-29.csv", None, "2024-03-31", "banner"),
        (BANNER[1:], "contacts 2024-02-29.csv", None, "2024-02-29", "file name"),
        (BANNER[1:], "contacts.csv", None, "2024-01-04", "latest event"),
        ([HEADINGS, ROW, [2, 5, "01/01/2031", "", ""]], "contacts.csv", None, "2024-01-04", "latest event"),
    ],
)
def test_the_as_at_day_is_the_options_the_banners_the_names_or_the_latest_events(rows, name, option, as_at, came_from, write_csv, load_one):
    report = load_one(write_csv(rows, name), as_at=option)
    assert (report["as_at"], report["as_at_from"]) == (as_at, came_from)


def test_the_latest_event_may_stand_in_any_column_of_days(write_csv, load_one):
    assert load_one(write_csv([["Person ID", "CIN Plan Start", "CIN Plan End"], ["5", "04/01/2024", "09/02/2024"]]))["as_at"] == "2024-02-09"


def test_the_latest_event_of_a_workforce_is_its_latest_snapshot(write_csv, load_one):
    rows = [["As At", "Post ID", "Role", "Employment", "FTE", "Post Start"], ["31/01/2024", "P1", "Social Worker", "Agency", "1", "04/03/2024"]]
    assert load_one(write_csv(rows))["as_at"] == "2024-01-31"


# --- refused ----------------------------------------------------------------------------------------------------------


def test_a_hidden_sheet_is_told_and_not_loaded(write_xlsx, store, load_one):
    report = load_one(write_xlsx({"Report1": [HEADINGS, ROW], "Old": [HEADINGS, [2, *ROW[1:]]]}, hidden=["Old"]))
    assert report["sheets"][1]["table"] is None
    assert "hidden" in report["sheets"][1]["reason"]
    assert len(store.snapshot().tables["contacts"].frame) == 1


def test_a_file_that_is_no_extract_is_refused_with_what_it_lacked(write_xlsx, load_one):
    report = load_one(write_xlsx({"Cover": [["Hello"]], "Report1": [["Title"], ["Contact ID", "Person ID", "Team"]]}))
    assert report["outcome"] == "refused"
    assert (report["as_at"], report["as_at_from"]) == (None, None)
    assert report["reason"] == (
        "Row 2 looks like the headings of contacts, but has no column headed 'Contact Received' or 'Date of Contact'. Run the report again with "
        "what is missing or, if it has been renamed, add the new heading to loaders/extracts/contacts.py."
    )


def test_a_second_layout_for_a_table_is_refused(write_csv, store, load_one):
    load_one(write_csv([HEADINGS, ROW], "mosaic.csv"))
    report = load_one(write_csv(ANNEX_A, "annex a.csv"))
    assert report["outcome"] == "refused"
    assert "contacts is already loaded from Mosaic reports, and this sheet has the layout of Ofsted's Annex A" in report["reason"]
    assert len(store.snapshot().tables["contacts"].frame) == 1


def test_the_first_layout_is_the_one_whichever_it_is(write_csv, store, load_one):
    assert load_one(write_csv(ANNEX_A, "annex a.csv"))["outcome"] == "loaded"
    assert load_one(write_csv([HEADINGS, ROW], "mosaic.csv"))["outcome"] == "refused"
    assert store.snapshot().tables["contacts"].layout == "annex a"


def test_two_layouts_in_one_file_are_not_both_loaded(write_xlsx, store, load_one):
    report = load_one(write_xlsx({"Report1": [HEADINGS, ROW], "List 1": ANNEX_A}))
    assert report["outcome"] == "loaded"
    assert [s["table"] for s in report["sheets"]] == ["contacts", None]
    assert len(store.snapshot().tables["contacts"].frame) == 1


def test_the_other_sheets_of_a_file_with_a_second_layout_are_loaded(write_csv, write_xlsx, store, load_one):
    load_one(write_csv([HEADINGS, ROW], "mosaic.csv"))
    report = load_one(write_xlsx({"List 1": ANNEX_A, "List 7": [["Child Unique ID", "Child Protection Plan Start Date"], ["7", "04/01/2024"]]}))
    assert report["outcome"] == "loaded"
    assert [s["table"] for s in report["sheets"]] == [None, "cp_plans"]


def test_different_headings_within_one_layout_are_one(write_csv, load_one):
    load_one(write_csv([HEADINGS, ROW], "new.csv"))
    assert load_one(write_csv([["WORKFLOW_STEP_ID", "MOSAIC_ID", "STARTED_ON"], [2, 5, "05/01/2024"]], "old.csv"))["outcome"] == "loaded"


def test_a_refused_file_is_told_of_until_it_is_mended(write_bytes, store, load_one):
    for _ in range(2):
        load_one(write_bytes("contacts.csv", b""))
    assert [(r["file"], r["outcome"]) for r in store.snapshot().reports] == [("contacts.csv", "refused")]
    load_one(write_bytes("contacts.csv", b"Person ID,Contact Date\r\n5,04/01/2024\r\n"))
    assert [(r["file"], r["outcome"]) for r in store.snapshot().reports] == [("contacts.csv", "loaded")]


def test_a_path_that_does_not_exist_is_refused_and_leaves_no_trace(store, tmp_path, load_one):
    report = load_one(tmp_path / "mistyped.xlsx")
    assert (report["outcome"], report["reason"]) == ("refused", "There is no such file.")
    assert store.snapshot().number == 0


# --- again, and check -------------------------------------------------------------------------------------------------


def test_the_same_file_twice_changes_nothing_and_its_counts_are_still_given(write_csv, store, load_one):
    path = write_csv([HEADINGS, ROW, ["2", "", "", "", "A"], ["Total", "", "", "", "1"]])
    first = load_one(path)
    snapshot = store.snapshot()
    again = load_one(path)
    assert store.snapshot() is snapshot
    assert again["outcome"] == "unchanged"
    expected = [{**s, "rows_loaded": 0, "rows_repeated": s["rows_loaded"] + s["rows_repeated"]} for s in first["sheets"]]
    assert again["sheets"] == expected
    assert sums_hold(again)


def test_the_same_content_under_another_name_is_unchanged(write_csv, store, load_one):
    load_one(write_csv(BANNER, "one.csv"))
    report = load_one(write_csv(BANNER, "two.csv"))
    assert (report["file"], report["outcome"], report["sheets"][0]["rows_repeated"]) == ("two.csv", "unchanged", 1)
    assert len(store.snapshot().tables["contacts"].frame) == 1


def test_the_same_file_in_two_folders_costs_no_other_file_its_reading(write_csv, store, tmp_path, read_here):
    for folder in ("a", "b"):
        write_csv(BANNER, f"{folder}/same.csv")
    write_csv([HEADINGS, [2, *ROW[1:]]], "b/two.csv")
    reports = load(store, [tmp_path / "a", tmp_path / "b"])
    assert [(r["file"], r["outcome"]) for r in reports] == [("same.csv", "loaded"), ("same.csv", "unchanged"), ("two.csv", "loaded")]
    assert store.snapshot().tables["contacts"].frame["contact_id"].tolist() == ["1", "2"]


def test_check_reports_what_load_would_and_changes_nothing(write_csv, write_bytes, store, read_here):
    paths = [write_csv([HEADINGS, ROW], "a 2024-01-31.csv"), write_csv([HEADINGS, ROW, [2, *ROW[1:]]], "b 2024-02-29.csv"), write_bytes("c.csv", b"")]
    checked = check(store, paths)
    assert not store.folder.exists()
    assert load(store, paths) == checked
    number = store.snapshot().number
    assert [r["outcome"] for r in check(store, paths)] == ["unchanged", "unchanged", "refused"]
    assert store.snapshot().number == number


def test_a_file_is_read_anew_once_the_code_that_reads_it_has_changed(write_csv, store, load_one, monkeypatch):
    path = write_csv(BANNER)
    load_one(path)
    monkeypatch.setattr(loaders.load, "_reader_version", lambda: "after a heading was added")
    readings = []
    monkeypatch.setattr(loaders.load, "read_files", lambda paths, as_at=None: readings.append(paths) or (read_file(p, as_at) for p in paths))
    assert [load_one(path)["outcome"] for _ in range(2)] == ["unchanged", "unchanged"]
    assert readings == [[path], []]


def test_progress_is_told_before_each_file_and_at_the_end(write_csv, store, read_here):
    told = []
    load(store, [write_csv(BANNER, "a.csv"), write_csv(BANNER, "b.csv")], progress=lambda *step: told.append(step))
    assert told == [(0, 2, "a.csv"), (1, 2, "b.csv"), (2, 2, "")]


# --- in child processes -----------------------------------------------------------------------------------------------


def test_no_bad_file_harms_another(store, write_csv, write_bytes, tmp_path, capfd):
    """Every broken file there is, among two good ones, through the real reader."""
    for name, (content, _) in REFUSED.items():
        write_bytes(f"drop/{name}", content)
    write_bytes("drop/two corners that lie.xlsx", takes_its_reader_down())
    write_csv([HEADINGS, ROW], "drop/a good.csv")
    write_csv([HEADINGS, [2, *ROW[1:]]], "drop/zz good.csv")
    reports = {r["file"]: r for r in load(store, [tmp_path / "drop"])}
    assert {name for name, r in reports.items() if r["outcome"] != "refused"} == {"a good.csv", "zz good.csv"}
    assert len(store.snapshot().tables["contacts"].frame) == 2
    for name, report in reports.items():
        if report["outcome"] == "refused":
            assert report["reason"].endswith("."), name
            assert "Error (" not in report["reason"] and "\n" not in report["reason"], name
            assert report["sheets"] == [], name
    assert "took its reader down" in reports["two corners that lie.xlsx"]["reason"]
    assert capfd.readouterr().err == ""


def misbehave(path, as_at):
    """A reader that a file can bring down in every way there is."""
    if "dies" in path.name:
        os._exit(9)
    if "slow" in path.name:
        time.sleep(600)
    if "panics" in path.name:
        raise BaseException("Zebedee")
    if "fails" in path.name:
        raise ValueError("Zebedee")
    if "eats" in path.name:
        raise MemoryError("Zebedee")
    return read_file(path, as_at)


def read_in_child(path, as_at):
    loaders.reading.read_file = misbehave  # in the child alone
    return _read_in_child(path, as_at)


def test_a_file_that_brings_its_reader_down_is_refused_alone(store, write_csv, monkeypatch):
    monkeypatch.setattr(loaders.reading, "_read_in_child", read_in_child)
    monkeypatch.setattr(loaders.reading, "SECONDS", 3)
    names = ["a good.csv", "dies.csv", "eats.csv", "fails.csv", "panics.csv", "slow.csv", "z good.csv"]
    reports = load(store, [write_csv([HEADINGS, [n, *ROW[1:]]], name) for n, name in enumerate(names)])
    assert [r["outcome"] for r in reports] == ["loaded", *["refused"] * 5, "loaded"]
    told = [r["reason"] for r in reports[1:6]]
    words = ("took its reader down", "more memory", "could not be read (ValueError)", "took its reader down", "took more than")
    for reason, part in zip(told, words, strict=True):
        assert part in reason
    assert "Zebedee" not in json.dumps(reports)


def test_a_file_that_changes_while_it_is_loaded_is_refused_and_loads_once_it_is_complete(store, write_csv, monkeypatch):
    path = write_csv([HEADINGS, ROW])
    half = path.read_bytes()

    def grow(paths, as_at=None):
        path.write_bytes(half + b"2,5,05/01/2024,NFA,B\r\n")
        return (read_file(p, as_at) for p in paths)

    monkeypatch.setattr(loaders.load, "read_files", grow)
    [report] = load(store, [path])
    assert (report["outcome"], report["sheets"]) == ("refused", [])
    assert "changed while it was being loaded" in report["reason"]
    assert [load(store, [path])[0]["outcome"] for _ in range(2)] == ["loaded", "unchanged"]


def test_headings_in_turn_without_end_are_refused_at_once(write_bytes, load_one):
    """Each table would be read down to the last row, to see where it ends."""
    two = b"Contact ID,Person ID,Contact Received\r\n1,5,04/01/2024\r\nReferral ID,Person ID,Referral Received\r\n1,5,04/01/2024\r\n"
    assert len(load_one(write_bytes("two.csv", two))["sheets"]) == 2
    report = load_one(write_bytes("many.csv", two * 300))
    assert "More than 200 tables" in report["reason"] and report["sheets"] == []


def test_what_is_no_file_is_refused_and_never_opened(store, tmp_path):
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    paths = [tmp_path / "loop.csv", tmp_path / "gone.csv", *((Path("/dev/zero"),) if os.name == "posix" else ())]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.csv")
        paths.append(tmp_path / "pipe.csv")
    assert {r["outcome"] for r in load(store, paths)} == {"refused"}
    assert store.snapshot().number == 0


@pytest.mark.skipif(os.name != "posix", reason="Windows allows no such names")
def test_the_strangest_names_can_be_written_anywhere(store, write_csv, load_one, tmp_path):
    for name in (b"line\nend.csv", b"\xff no text.csv", "Zo\u00eb \u202e\u2603.csv".encode()):
        path = Path(os.fsdecode(bytes(tmp_path) + b"/" + name))
        path.write_bytes(write_csv([HEADINGS, [os.fsdecode(name)[:3].encode(errors="replace").decode(), *ROW[1:]]]).read_bytes())
        report = load_one(path)
        assert report["outcome"] == "loaded"
        assert report["file"].endswith(".csv") and report["file"].isprintable()
        json.dumps(report, ensure_ascii=False).encode()
        assert len(as_text([report]).splitlines()[0].split(": loaded")) == 2
    assert set(store.snapshot().tables["contacts"].frame["file"]) == {"line\ufffdend.csv", "\ufffd no text.csv", "Zo\u00eb \ufffd\u2603.csv"}


def test_the_loader_may_be_killed_at_any_moment():
    """Some loaders in the time that there is; by hand, `python -m tests.loaders.killing 500` kills as many as one has time for."""
    reads_apart = loaders.load.read_files
    counts = kill(20, seed=8, most_seconds=4, fewest=4)
    assert loaders.load.read_files is reads_apart, "and files of the tests that follow are read where they can do no harm"
    assert counts["killed"] > 3 and counts["rounds"] > 0 and counts["read"] > 10


def test_a_long_sheet_is_read_in_seconds(write_bytes, tmp_path):
    """A sheet whose last cell stands in row 200,000 is mostly nothing, and must cost little."""
    before = time.perf_counter()
    reading = read_file(write_bytes("long.xlsx", far_cell("C200000")))
    assert reading.report.reason
    assert time.perf_counter() - before < 20


def test_the_values_of_a_load_may_be_read_as_parquet_by_others(write_csv, store, load_one):
    load_one(write_csv([HEADINGS, ROW]))
    entry = store.snapshot().manifest["tables"]["contacts"]
    assert len(pd.read_parquet(store.folder / entry["path"])) == entry["n_rows"] == 1


def test_a_day_that_is_only_due_or_planned_is_no_latest_event(write_xlsx, load_one):
    report = load_one(write_xlsx([["Visit ID", "Person ID", "Visit Type", "Visit Date", "Planned Date", "Visit Due"], [1, 2, "CP", "04/03/2024", "20/03/2024", "18/03/2024"]]))
    assert (report["as_at"], report["as_at_from"]) == ("2024-03-04", "latest event")
