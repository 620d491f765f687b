"""Loading from the page, and what is said of what is loaded."""

import io
import os
import re
import shutil
import threading
import time
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from dashboard import reports
from dashboard.loading import Loading, new_folder, safe_name
from tests.dashboard.conftest import NARROW, WAIT


def upload(tab, *files):
    tab.page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files]
    )


FILE = b"x" * 400


@pytest.fixture
def nothing_waits(app):
    """No preview is left from one test to the next: there is one at a time."""
    loading = app.server.config["LOADING"]
    yield loading
    for _ in range(200):
        if loading.running is None:
            break
        time.sleep(0.05)
    if loading.waiting:
        loading.discard(loading.waiting.job.id)


def preview(visit, *files, path="/data"):
    tab = visit(path)
    upload(tab, *(files or [("Contacts October.xlsx", FILE)]))
    tab.page.locator(".previewed").wait_for()
    return tab


def test_an_upload_is_previewed_and_stored_only_when_accepted(visit, source, nothing_waits, monkeypatch):
    loaded = []
    load = source.load
    monkeypatch.setattr(source, "load", lambda paths, progress=None: loaded.append([p.name for p in paths]) or load(paths, progress))
    monkeypatch.setattr(source, "preview", lambda paths, progress=None: {**load(paths, progress), "effects": source._effects()})
    tab = preview(visit, ("Contacts October.xlsx", FILE), ("holiday.docx", FILE))
    words = tab.page.locator(".decision").inner_text()
    assert "2\u00a0files read, nothing stored yet" in words
    assert "120\u00a0rows read = 118 to load + 1 repeated + 1 refused" in words
    assert "84\u00a0published figures of 3\u00a0indicators would change: 14 of the whole authority (11\u00a0months and 3\u00a0quarters) and 70 of teams." in words
    assert "42\u00a0figures are new or further on, for October 2026" in words
    assert "It is no workbook and no CSV file." in words
    assert loaded == []
    assert tab.violations() == []
    tab.page.get_by_role("button", name="Accept and load 1\u00a0file").click()
    report = tab.page.locator("#report")
    expect(report).to_contain_text("What this load did")
    expect(report).to_contain_text("1\u00a0file loaded and 1\u00a0file refused")
    expect(report).to_contain_text("Date Received")
    expect(report).to_contain_text("Cell C17")
    assert loaded == [["Contacts October.xlsx", "holiday.docx"]]
    assert nothing_waits.waiting is None
    assert re.fullmatch(r"\?report=\d+", tab.page.evaluate("location.search"))
    expect(tab.page.locator("#result")).to_be_focused()
    tab.reload()
    expect(tab.page.locator("#report")).to_contain_text("What this load did")
    assert tab.errors == []


def test_a_preview_is_a_url_and_other_views_say_that_it_waits(visit, nothing_waits):
    tab = preview(visit)
    address = tab.page.url
    tab.reload()
    expect(tab.page.locator("#accept")).to_be_visible()
    tab.page.locator("#show-problems").click()
    expect(tab.page.locator(".waits")).to_contain_text("waits to be accepted or discarded; nothing of it is stored yet")
    tab.page.get_by_role("link", name="Look at what would change").click()
    expect(tab.page.locator("#accept")).to_be_visible()
    assert tab.page.url == address


def test_a_preview_says_cell_by_cell_what_was_wrong(visit, nothing_waits):
    tab = preview(visit)
    tab.page.locator("#part-problems").click()
    row = tab.page.locator("table.problems tbody tr")
    expect(row).to_contain_text("Date Received")
    assert "Cell C17" in row.inner_text()
    tab.page.locator("#part-files").click()
    expect(tab.page.locator("table.files")).to_contain_text("Contacts October.xlsx")


def test_what_would_change_is_ranked_narrowed_and_opens_into_the_rows(visit, nothing_waits):
    tab = preview(visit)
    first = tab.page.locator("table.effects tbody tr").first
    assert first.inner_text().split("\t")[0].strip() == "Contacts progressed within 72 hours"
    assert re.search(r"\+\d\.\d points", first.inner_text())
    tab.page.get_by_label("For", exact=True).select_option("MASH")
    expect(tab.page.locator("table.effects tbody tr").first).to_contain_text("MASH")
    assert tab.query()["whose"] == "MASH"
    tab.page.locator("table.effects a").first.click()
    expect(tab.page.locator(".previewed .story")).to_contain_text("74\u00a0rows make the difference: 40 added, 30 now counted and 4 moved.")
    assert tab.page.locator("table.rows tbody tr").count() == 50
    assert tab.violations() == []


def test_the_rows_of_a_preview_go_through_the_guarded_door(visit, nothing_waits, monkeypatch):
    from dashboard import access

    monkeypatch.setattr(access, "may_see_rows", lambda team: False)
    tab = preview(visit)
    tab.page.locator("table.effects a").first.click()
    expect(tab.page.locator(".previewed")).to_contain_text("not the children behind it")
    assert not tab.page.locator("table.rows").count()


def test_what_is_discarded_is_removed_and_was_never_stored(visit, source, nothing_waits, monkeypatch):
    monkeypatch.setattr(source, "preview", lambda paths, progress=None: {"files": source_load(paths)["files"], "effects": None})
    source_load = source.load
    monkeypatch.setattr(source, "load", lambda *given: pytest.fail("stored"))
    tab = preview(visit)
    folder, address = nothing_waits.waiting.folder, tab.page.url
    assert list(folder.rglob("Contacts October.xlsx"))
    tab.page.get_by_role("button", name="Discard").click()
    expect(tab.page.locator("#choose-files")).to_be_visible()
    assert not folder.exists()
    assert nothing_waits.waiting is None
    assert "These files no longer wait" in visit(address.removeprefix(tab.address)).page.locator("main").inner_text()


def test_nothing_that_can_be_loaded_leaves_nothing_to_accept(visit, nothing_waits):
    tab = preview(visit, ("holiday.docx", FILE))
    assert not tab.page.locator("#accept").count()
    assert "There is nothing here to accept." in tab.page.locator(".decision").inner_text()


def test_two_previews_at_once_are_refused_in_words(visit, nothing_waits):
    preview(visit)
    tab = visit("/data")
    upload(tab, ("Other.xlsx", FILE))
    said = tab.page.locator("#upload-said")
    expect(said).to_contain_text("Other files are waiting to be accepted or discarded.")
    said.get_by_role("link").click()
    expect(tab.page.locator("table.effects")).to_be_visible()


def test_what_was_loaded_meanwhile_is_said_and_the_files_are_read_again(visit, source, state, nothing_waits):
    state("usual")
    tab = preview(visit)
    source.change()
    tab.reload()
    tab.page.get_by_role("button", name="Look again").click()
    expect(tab.page.locator(".previewed")).to_be_visible()
    expect(tab.page.get_by_text("Something else was loaded")).to_have_count(0)


def test_a_file_above_the_limit_is_told_of_and_the_others_are_read(visit, nothing_waits):
    tab = visit("/data")
    tab.page.evaluate("document.getElementById('drop').dataset.most = 1000")
    upload(tab, ("Whole history.xlsx", b"x" * 2000), ("Contacts October.xlsx", FILE))
    told = tab.page.locator(".refused-files")
    expect(told).to_contain_text("Whole history.xlsx")
    expect(told).to_contain_text("It is larger than the 100 MB that this page takes. Put it into the drop folder")
    expect(tab.page.locator(".decision")).to_contain_text("1\u00a0file can be loaded and 1\u00a0file refused")


def test_the_same_file_can_be_chosen_twice(visit, nothing_waits):
    tab = visit("/data")
    for _ in range(2):
        upload(tab, ("Contacts October.xlsx", FILE))
        tab.page.get_by_role("button", name="Discard").click()
        expect(tab.page.locator("#choose-files")).to_be_visible()


def test_progress_shows_while_many_files_are_read(visit, source, nothing_waits, monkeypatch):
    seen, whole = threading.Event(), source.preview

    def waits(paths, progress=None):
        progress(3, len(paths), f"Reading {paths[3].name}")
        seen.wait(WAIT / 1000)
        return whole(paths)

    monkeypatch.setattr(source, "preview", waits)
    tab = visit("/data")
    upload(tab, *[(f"{n}.csv", FILE) for n in range(30)])
    expect(tab.page.locator("#load-progress")).to_contain_text(re.compile(r"Reading \d+\.csv \(\d+ of 30\)"))
    assert tab.violations() == []
    seen.set()
    expect(tab.page.locator("#report")).to_contain_text("30\u00a0files can be loaded")


def test_the_drop_folder_is_loaded_by_a_button(visit):
    tab = visit("/data")
    tab.page.get_by_role("button", name="Load the drop folder").click()
    expect(tab.page.locator("#report")).to_contain_text("There was nothing to load")


def test_uploading_needs_no_mouse(visit):
    tab = visit("/data")
    choosers = []
    tab.page.on("filechooser", lambda chooser: choosers.append(chooser.is_multiple()))
    tab.reload()  # the browser must know that it is being listened to before the key is pressed
    tab.page.locator("#choose-files").focus()
    tab.page.keyboard.press("Enter")
    for _ in range(WAIT // 50):
        if choosers:
            break
        tab.page.wait_for_timeout(50)
    assert choosers == [True]


def test_a_load_that_fails_says_so_and_the_page_lives_on(visit, source, nothing_waits, monkeypatch):
    def fail(files, progress=None):
        raise OSError("disk full")

    tab = preview(visit)
    monkeypatch.setattr(source, "load", fail)
    folder = nothing_waits.waiting.folder
    tab.page.locator("#accept").click()
    expect(tab.page.locator("#report")).to_contain_text("What was loaded before still stands")
    assert tab.page.get_by_text("disk full").count() == 0
    assert not folder.exists()


def test_a_hundred_problems_stay_readable(visit, state):
    state("many problems")
    tab = visit("/data?view=problems")
    rows = tab.page.locator("table.problems tbody tr")
    assert rows.count() == 20
    expect(tab.page.locator(".pager")).to_contain_text("1 to 20 of")
    first = rows.first
    first.locator("summary").click()
    expect(first.locator(".addresses")).to_be_visible()
    tab.page.get_by_role("link", name="Next", exact=True).click()
    expect(tab.page.locator(".pager")).to_contain_text("21 to 40 of")
    assert tab.query() == {"view": "problems", "page": "2"}
    assert tab.page.evaluate("document.documentElement.scrollHeight") < 3000


def test_problems_can_be_narrowed_to_a_table_and_opened_into_every_address(visit, state, source):
    state("many problems")
    tab = visit("/data?view=problems&table=contacts")
    assert "problems in contacts" in tab.page.locator("main").inner_text()
    tab.page.get_by_text("230\u00a0rows").click()
    link = tab.page.get_by_role("link", name=re.compile("All .* addresses")).first
    n = int(re.search(r"[\d,]+", link.inner_text())[0].replace(",", ""))
    link.click()
    expect(tab.page.locator("h2").first).to_contain_text(f"{n}\u00a0rows")


def test_every_table_an_indicator_needs_is_listed_loaded_or_not(visit, state):
    state("some")
    rows = visit("/data").page.locator("table.tables tbody tr").all_inner_texts()
    assert len(rows) == 9
    assert [row.split("\t")[0].strip() for row in rows if "Not loaded" in row] == ["Section 47 enquiries", "Workforce"]


def test_on_a_phone_a_table_is_a_card_with_names(visit):
    tab = visit("/data", NARROW)
    label = tab.page.evaluate("getComputedStyle(document.querySelector('table.tables td'), '::before').content")
    assert label == '"Rows"'


# -- without a browser -------------------------------------------------------------------------------


def problem(row, problem="not a day", action="blanked", column="C"):
    return {
        "file": "a.xlsx",
        "sheet": "S",
        "table": "contacts",
        "row": row,
        "column": column,
        "heading": "Date",
        "problem": problem,
        "action": action,
    }


def test_problems_of_one_kind_in_one_column_are_one_line_worst_first():
    groups = reports.groups(
        [
            problem(5),
            problem(4),
            problem(9, "blank id", "row refused"),
            problem(7, column="D"),
            problem(1, "a total", "line skipped"),
        ]
    )
    assert [(g["action"], g["column"], g["rows"]) for g in groups] == [
        ("row refused", "C", [9]),
        ("blanked", "C", [4, 5]),
        ("blanked", "D", [7]),
        ("line skipped", "C", [1]),
    ]
    assert [reports.is_skipped(g) for g in groups] == [False, False, False, True]


def test_a_report_becomes_the_lines_that_the_store_keeps():
    sheet = {
        "sheet": "R",
        "table": "contacts",
        "rows_read": 3,
        "rows_loaded": 1,
        "rows_repeated": 1,
        "rows_refused": 1,
        "problems": [{"row": 3, "column": "A", "heading": "Id", "problem": "blank", "action": "row refused"}],
    }
    other = {"sheet": "P", "table": None, "reason": "No row holds headings.", "problems": []}
    lines, problems = reports.rows_of(
        {
            "files": [
                {
                    "file": "a.xlsx",
                    "outcome": "loaded",
                    "reason": None,
                    "as_at": None,
                    "as_at_from": None,
                    "sheets": [sheet, other],
                }
            ]
        }
    )
    (file,) = reports.by_file(lines)
    assert [line["rows_read"] for line in file["tables"]] == [3]
    assert file["others"] == ["P"]
    assert problems[0]["table"] == "contacts"


def test_refused_files_come_first():
    lines = [{"file": name, "outcome": outcome, "table": None} for name, outcome in (("a", "loaded"), ("b", "refused"))]
    assert [file["file"] for file in reports.by_file(lines)] == ["b", "a"]


def test_a_file_that_is_a_table_and_yet_refused_says_why():
    counts = dict.fromkeys(("rows_read", "rows_loaded", "rows_repeated", "rows_refused", "rows_skipped", "cells_blanked"), 0)
    line = {"file": "a.xlsx", "outcome": "refused", "table": "contacts", "sheet": "S", "reason": "No row follows.", "loaded_at": "", "as_at": "", **counts}
    assert "No row follows." in str(reports.files_table([*reports.by_file([line])], ""))


def test_an_uploaded_name_leads_nowhere():
    assert safe_name("../../etc/passwd") == "passwd"
    assert safe_name("C:\\temp\\Contacts.xlsx") == "Contacts.xlsx"
    assert safe_name('a<b>:"|?*.csv') == "a_b______.csv"
    assert safe_name("..") == "unnamed"
    assert len(safe_name("x" * 500 + ".xlsx")) <= 120


def test_only_one_load_at_a_time_and_uploads_are_removed():
    go, seen = threading.Event(), []

    class Slow:
        def load_drop_folder(self, progress):
            go.wait(5)
            return {"files": []}

        def snapshot(self):
            return SimpleNamespace(number=1)

        def preview(self, paths, progress):
            seen.extend(paths)
            raise OSError("unreadable")

    loading = Loading(Slow())
    job = loading.drop_folder()
    folder = new_folder()
    assert loading.preview(folder, []) is None
    go.set()
    finish(job)
    assert job.state == "done"
    path = folder / "a.csv"
    path.write_text("a")
    job = loading.preview(folder, [path])
    finish(job)
    assert (job.state, loading.waiting, seen) == ("failed", None, [path])
    assert not folder.exists()


def finish(job):
    for thread in threading.enumerate():
        if thread.name == f"load-{job.id}":
            thread.join(5)


def test_a_preview_that_nobody_looks_at_is_removed(source, monkeypatch):
    from dashboard import loading as module

    loading = Loading(source)
    folder = new_folder()
    finish(loading.preview(folder, []))
    assert loading.waiting is not None
    monkeypatch.setattr(module, "EXPIRY", -1)
    assert loading.waiting is None
    assert not folder.exists()


def test_what_an_earlier_server_left_behind_is_removed_and_nothing_else(source):
    old, young = new_folder(), new_folder()
    os.utime(old, (0, 0))
    Loading(source)
    assert (old.exists(), young.exists()) == (False, True)
    young.rmdir()


def test_an_upload_is_taken_from_the_page_only_and_one_that_is_too_large_is_not_kept(app, monkeypatch):
    from dashboard import uploads

    client = app.server.test_client()
    assert client.post("/upload", data={"files": (io.BytesIO(b"a"), "a.csv")}).status_code == 403
    monkeypatch.setattr(uploads, "MEGABYTES", 1)
    monkeypatch.setattr(uploads, "PIECE", 1000)
    with app.server.test_request_context(
        "/upload", method="POST", data={"files": [(io.BytesIO(b"x" * 2_000), "../big.csv"), (io.BytesIO(b"x"), "small.csv")], "left_out": '[["C:/tmp/My folder", "folder"], ["a", "nonsense"]]'}
    ):
        folder = new_folder()
        paths, left_out = uploads.received(folder)
    assert [path.name for path in paths] == ["small.csv"]
    assert [(file["file"], file["outcome"]) for file in left_out] == [("My folder", "refused"), ("big.csv", "refused")]
    assert [path.name for path in folder.rglob("*.csv")] == ["small.csv"]
    shutil.rmtree(folder)
