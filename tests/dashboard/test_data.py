"""Loading from the page, and what is said of what is loaded."""

import re

from playwright.sync_api import expect

from dashboard import reports
from dashboard.loading import Loading, decoded, safe_name
from tests.dashboard.conftest import NARROW


def upload(tab, *files):
    tab.page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files]
    )


def test_an_upload_gives_the_report_of_the_command_line(visit):
    tab = visit("/data")
    upload(tab, ("Contacts October.xlsx", b"x" * 400), ("holiday.docx", b"y" * 400))
    report = tab.page.locator("#report")
    expect(report).to_contain_text("1\u00a0file loaded and 1\u00a0file refused")
    expect(report).to_contain_text("120\u00a0rows read = 118 loaded + 1 repeated + 1 refused")
    expect(report).to_contain_text("It is no workbook and no CSV file.")
    expect(report).to_contain_text("Date Received")
    expect(report).to_contain_text("Row 17")
    assert re.fullmatch(r"\?report=\d+", tab.page.evaluate("location.search"))
    assert tab.violations() == []
    assert tab.errors == []


def test_the_report_is_a_url_and_comes_back_on_reload(visit):
    tab = visit("/data")
    upload(tab, ("Contacts October.xlsx", b"x" * 400))
    expect(tab.page.locator("#report")).to_contain_text("What this load did")
    tab.page.reload()
    expect(tab.page.locator("#report")).to_contain_text("What this load did")
    assert not visit("/data?report=999999").page.locator("#report").count()


def test_the_same_file_can_be_chosen_twice(visit):
    tab = visit("/data")
    for _ in range(2):
        upload(tab, ("Contacts October.xlsx", b"x" * 400))
        expect(tab.page.locator("#report")).to_contain_text("What this load did")
        first = tab.page.evaluate("location.search")
        tab.page.locator("header nav").get_by_role("link", name="Data").click()
        expect(tab.page.locator("#report")).to_have_count(0)
    assert first


def test_progress_shows_while_a_long_load_goes_on(visit):
    tab = visit("/data")
    upload(tab, *[(f"{n}.csv", b"x" * 400) for n in range(30)])
    expect(tab.page.locator("progress")).to_be_visible()
    expect(tab.page.locator("#load-progress")).to_contain_text(re.compile(r"Reading \d+\.csv \(\d+ of 30\)"))
    assert tab.violations() == []
    expect(tab.page.locator("#report")).to_contain_text("30\u00a0files loaded")


def test_the_drop_folder_is_loaded_by_a_button(visit):
    tab = visit("/data")
    tab.page.get_by_role("button", name="Load the drop folder").click()
    expect(tab.page.locator("#report")).to_contain_text("There was nothing to load")


def test_uploading_needs_no_mouse(visit):
    tab = visit("/data")
    choosers = []
    tab.page.on("filechooser", lambda chooser: choosers.append(chooser.is_multiple()))
    tab.page.reload()  # the browser must know that it is being listened to before the key is pressed
    tab.page.locator("#choose-files").focus()
    tab.page.keyboard.press("Enter")
    for _ in range(40):
        if choosers:
            break
        tab.page.wait_for_timeout(50)
    assert choosers == [True]


def test_a_load_that_fails_says_so_and_the_page_lives_on(visit, source, monkeypatch):
    def fail(files, progress=None):
        raise OSError("disk full")

    monkeypatch.setattr(source, "load", fail)
    tab = visit("/data")
    upload(tab, ("a.csv", b"x" * 400))
    expect(tab.page.locator("#report")).to_contain_text("What was loaded before still stands")
    assert tab.page.get_by_text("disk full").count() == 0


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
    expect(tab.page.locator("h2").nth(1)).to_contain_text(f"{n}\u00a0rows")


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


def test_an_uploaded_name_leads_nowhere():
    assert safe_name("../../etc/passwd") == "passwd"
    assert safe_name("C:\\temp\\Contacts.xlsx") == "Contacts.xlsx"
    assert safe_name('a<b>:"|?*.csv') == "a_b______.csv"
    assert safe_name("..") == "unnamed"
    assert len(safe_name("x" * 500 + ".xlsx")) <= 120


def test_what_is_no_data_address_is_no_bytes():
    assert decoded("data:text/csv;base64,YQ==") == b"a"
    assert decoded("nonsense") == b""
    assert decoded("data:x;base64,%%%") == b""


def test_only_one_load_at_a_time_and_uploads_are_removed(source):
    import threading

    go, seen = threading.Event(), []

    class Slow:
        def load(self, paths, progress):
            seen.extend(paths)
            go.wait(5)
            return {"files": []}

    loading = Loading(Slow())
    job = loading.upload(["a.csv", "a.csv"], ["data:,", "data:,"])
    assert loading.upload(["b.csv"], ["data:,"]) is None
    go.set()
    for thread in threading.enumerate():
        if thread.name == f"load-{job.id}":
            thread.join(5)
    assert job.state == "done"
    assert len({str(path) for path in seen}) == 2
    assert not any(path.exists() for path in seen)
