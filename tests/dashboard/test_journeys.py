"""The three people's journeys from start to finish, in a real browser, on a store that files were really loaded into.

Each step is one click or one choice, and what the person came for is compared with the engine, or with the file itself.
"""

import re

import pandas as pd
from playwright.sync_api import expect

from dashboard import wording
from metrics.worklist import OVERDUE

NBSP = "\u00a0"


def plain(text):
    return text.replace(NBSP, " ")


def as_before(tab, address, title):
    """Reloaded, back and forward, and given to somebody else: the same screen."""
    here = tab.page.url
    tab.reload()
    expect(tab.page.locator("h1")).to_have_text(title)
    tab.page.go_back()
    expect(tab.page.locator("h1")).not_to_have_text(title)
    tab.page.go_forward()
    expect(tab.page.locator("h1")).to_have_text(title)
    assert tab.page.url == here == address


def test_the_performance_lead_finds_out_what_changed_whether_it_is_real_and_which_cell_says_so(tab, served, data):
    snapshot = served[0].snapshot()
    page = tab.open("/").page
    sentence = page.locator(".changes .sentence, .changes li").first
    changed = sentence.inner_text()
    sentence.get_by_role("link").first.click()  # its evidence
    expect(page.locator(".main-card")).to_be_visible()
    assert page.locator("h1").inner_text() in changed
    assert page.locator(".signs").inner_text().strip()  # whether it is real, in words

    page.locator("header nav").get_by_role("link", name="Scorecard").click()
    page.locator("#to-rereferrals_12m").click()
    indicator, period = snapshot.indicators["rereferrals_12m"], snapshot.default_period()
    figure = snapshot.figure(indicator.id, period)
    expect(page.locator(".figure")).to_have_text(wording.value(indicator, figure.value))
    beside = page.locator("main")
    for name in ("England", "Neighbours", "West Midlands"):
        expect(beside).to_contain_text(name)

    page.get_by_role("link", name="Rows", exact=True).click()
    expect(page.locator(".main-card")).to_contain_text("which is the figure above")
    heads = page.locator("table.rows thead th").all_inner_texts()
    row = page.locator("table.rows tbody tr").first.locator("td").all_inner_texts()
    file, sheet, number = re.fullmatch(r"(.+?\.\w+), (?:(.+), )?row (\d+)", plain(row[heads.index("Where it stands")])).groups()
    cells = pd.read_excel(next((data.folder / "extracts").rglob(file)), sheet_name=sheet, header=None, engine="calamine")
    assert row[heads.index("Child id")] in [str(cell).removesuffix(".0") for cell in cells.iloc[int(number) - 1]]
    with page.expect_download() as downloading:
        page.locator(".main-card").get_by_role("link", name="CSV").last.click()
    assert len(pd.read_csv(downloading.value.path(), encoding="utf-8-sig")) == figure.denominator

    page.get_by_role("link", name="Share outside").click()
    expect(page.get_by_text("For sharing outside.")).to_be_visible()
    expect(page.locator("table.rows")).to_have_count(0)
    page.locator("header nav").get_by_role("link", name="Scorecard").click()
    expect(page.locator("table.scorecard")).to_contain_text("Hidden: fewer than six")
    assert tab.query() == {"share": "1"}
    assert (tab.errors, tab.elsewhere) == ([], [])


def test_the_team_manager_chooses_once_and_sees_who_holds_what_and_which_children_are_late(tab, served):
    source, address = served
    snapshot = source.snapshot()
    late = source.worklist("visits_cp", "")
    team = late[late["state"] == OVERDUE]["team"].mode()[0]
    page = tab.open("/team").page
    page.get_by_label("Team", exact=True).select_option(team)
    expect(page.locator("h1")).to_have_text(team)
    page.get_by_label("Period", exact=True).select_option("2026-27 Q1")
    expect(page.locator(".team-figures thead")).to_contain_text(f"Apr{NBSP}to{NBSP}Jun")
    held = source.caseload(team)
    expect(page.locator("table.caseloads tbody tr")).to_have_count(len(held) + 1)
    expect(page.locator("tr.together .c-n")).to_have_text(wording.number(held["n_children"].sum()))

    page.locator("#list-visits_cp").click()
    expect(page.locator("h1")).to_have_text("Child protection visits")
    rows = source.worklist("visits_cp", team)
    first = page.locator("table.one-list tbody tr").first
    expect(first.locator("th")).to_have_text(rows["child_id"].iloc[0])
    assert "overdue" in first.locator(".c-when").inner_text() and re.search(r"\d{4}", first.locator(".c-why-here").inner_text())
    figure = snapshot.series("cp_visits_in_time", team)[-1]
    n_late = int((rows["state"] != "due").sum())
    assert n_late == figure.denominator - figure.numerator > 0
    assert f"{n_late} not" in plain(page.locator("main > .story").last.inner_text())
    with page.expect_download() as downloading:
        page.locator("main").get_by_role("link", name="CSV").first.click()
    assert pd.read_csv(downloading.value.path(), encoding="utf-8-sig", dtype=str)["child_id"].tolist() == rows["child_id"].tolist()

    assert tab.query() == {"team": team, "period": "2026-27 Q1", "list": "visits_cp"}
    as_before(tab, page.url, "Child protection visits")
    page.locator("header nav").get_by_role("link", name="Scorecard").click()
    expect(page.locator("h1")).to_have_text("Scorecard")
    assert tab.query() == {"team": team, "period": "2026-27 Q1"}
    assert (tab.errors, tab.elsewhere) == ([], [])


HEAD = "Contact ID,Person ID,Contact Received,Contact Decision,Contact Outcome,Contact Source,Team\n"
GOOD = HEAD + "".join(f"G{n},88{n},{n + 1:02}/09/2026 09:00,{n + 1:02}/09/2026 10:00,CIN Referral,Police,MASH\n" for n in range(9)) + "G9,889,soon,,,Police,MASH\n"
LATE = HEAD + "".join(f"L{n},77{n},{n + 1:02}/08/2026 09:00,{n + 1:02}/08/2026 10:00,CIN Referral,Town crier,MASH\n" for n in range(9))
FILES = [
    {"name": "september.csv", "mimeType": "text/csv", "buffer": GOOD.encode()},
    {"name": "late.csv", "mimeType": "text/csv", "buffer": LATE.encode()},
    {"name": "letter.docx", "mimeType": "x/y", "buffer": b"PK\x03\x04 nonsense"},
]


def test_the_analyst_sees_what_a_good_a_late_and_a_bad_file_did_and_takes_them_back(tab, served):
    """The whole way: what would change, the rows that make it, the mark, the meaning of a code, and everything as it was once it is undone."""
    source, page = served[0], tab.open("/data").page
    contacts = lambda month: source.snapshot().figure("contacts", source.snapshot().period(month)).value  # noqa: E731
    before = {month: contacts(month) for month in ("2026-08", "2026-09")}
    page.locator("input[type=file]").set_input_files(FILES)
    expect(page.locator(".previewed")).to_be_visible(timeout=60_000)
    decision = page.locator(".decision")
    expect(decision).to_contain_text("would change")
    expect(decision).to_contain_text(f"1{NBSP}file refused: what to do now")
    assert "Traceback" not in decision.inner_text() and contacts("2026-08") == before["2026-08"]
    page.locator("#part-problems").click()
    expect(page.locator(".previewed")).to_contain_text("Cell C11")  # the one day that is none
    page.locator("#part-effects").click()
    page.get_by_label("Indicator", exact=True).select_option("contacts")
    row = page.locator("table.effects tbody tr", has_text="Contacts received").filter(has_text=f"Aug{NBSP}2026").first
    expect(row).to_contain_text("+9")
    row.get_by_role("link", name="The rows").click()
    expect(page.locator(".previewed .story")).to_contain_text(f"9{NBSP}rows make the difference: 9 added")
    page.locator("#accept").click()
    expect(page.locator("#report")).to_contain_text(f"2{NBSP}files loaded", timeout=60_000)
    assert {month: contacts(month) - n for month, n in before.items()} == {"2026-08": 9, "2026-09": 9}

    tab.open("/indicator/contacts?period=2026-08&view=changes")
    expect(page.locator(".story.restated")).to_contain_text(f"First reported {wording.number(before['2026-08'])}")
    expect(page.locator("table.rows tbody tr")).to_have_count(9)
    tab.open("/data?view=codes")
    page.get_by_label("What “Town crier” means in source of contacts").select_option(next(iter(source.snapshot().code_choices["contacts", "source_code"])))
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#result")).to_contain_text(f"9{NBSP}rows of contacts", timeout=60_000)
    assert not (source.snapshot().unmapped["text"] == "Town crier").any()

    tab.open("/data?view=files")
    expect(page.locator("main")).to_contain_text("letter.docx")
    page.get_by_role("link", name="Undo all 2").click()
    page.locator("#undo").click()
    expect(page.locator("main")).to_contain_text(f"2{NBSP}loads taken back", timeout=60_000)
    assert {month: contacts(month) for month in before} == before
    assert (tab.errors, tab.elsewhere) == ([], [])
