"""Every line of a file is loaded, repeated, refused or skipped, and can be listed: the lists add up to the rows of the sheet."""

import random

import pytest

from loaders.load import load
from loaders.report import runs
from loaders.store import NoSuchLoad
from tests.loaders.messy import HEADINGS, messy_line

ROW = ["1", "5", "04/01/2024 09:15", "NFA", "Front Door"]


def listed(store, number):
    return store.snapshot().lines(number).values.tolist()


def test_each_line_with_what_became_of_it(store, write_xlsx, load_one):
    load_one(write_xlsx([["Data as at 31/01/2024"], HEADINGS, ROW], "a.xlsx"))
    banner = [["Data as at 29/02/2024"], []]
    rows = [HEADINGS, ROW, ["2", *ROW[1:]], [], ["3", "5", "soon", "", "A"], ["2", *ROW[1:3], "", ""], ["Grand total: 3"]]
    load_one(write_xlsx({"Report1": banner + rows, "Notes": [["Nothing here"]]}, "b.xlsx"))
    assert listed(store, 2) == [
        ["Report1", 4, "repeated", "the row as it is already held"],
        ["Report1", 5, "loaded", ""],
        ["Report1", 7, "refused", "'Contact Received': blank, and without it the row cannot be told from others"],
        ["Report1", 8, "repeated", "the same case stands further up in this file; of the two, the last one counts"],
        ["Report1", 9, "skipped", "a total"],
    ]


def test_a_refused_file_has_no_lines_and_another_number_no_load(store, write_bytes, load_one):
    load_one(write_bytes("broken.csv", b""))
    assert listed(store, 1) == []
    with pytest.raises(NoSuchLoad, match="There is no load 2. `python app.py loads` lists them."):
        store.snapshot().lines(2)


def test_row_numbers_are_kept_in_short():
    assert runs([7, 8, 9, 12, 14, 15]) == [[7, 9], [12, 12], [14, 15]]
    assert runs([]) == []
    assert runs([3, 3, 4]) == [[3, 3], [3, 4]], "records of one line"


@pytest.mark.parametrize("seed", range(12))
def test_the_lines_add_up_to_the_rows_of_every_sheet(seed, store, write_xlsx, read_here):
    """Messy random workbooks of several sheets, one after another, with the tables of two extracts in them."""
    chance = random.Random(seed)
    plans = ["Plan ID", "Person ID", "CIN Plan Start", "CIN Plan End", "Team"]
    for number in range(1, 4):
        sheets = {
            f"Sheet {n}": [["A title"]] * chance.randrange(3) + [chance.choice([HEADINGS, plans])] + [messy_line(chance) for _ in range(chance.randrange(30))] + [ROW]
            for n in range(3)
        }
        (report,) = load(store, [write_xlsx(sheets, f"{number} 2024-0{chance.randrange(2, 5)}-01.xlsx")])
        lines = store.snapshot().lines(number)
        for name, rows in sheets.items():
            tables = [sheet for sheet in report["sheets"] if sheet["sheet"] == name]  # one below the other, where another's headings stand
            counts = {outcome: sum(t[f"rows_{outcome}"] for t in tables) for outcome in ("loaded", "repeated", "refused", "skipped")}
            of_sheet = lines[lines["sheet"] == name]
            assert of_sheet["outcome"].value_counts().to_dict() == {outcome: n for outcome, n in counts.items() if n}
            headings = {t["heading_row"] for t in tables}
            below = [row for row, cells in enumerate(rows, 1) if row > min(headings) and row not in headings and any(str(c) for c in cells)]
            assert of_sheet["row"].tolist() == below
