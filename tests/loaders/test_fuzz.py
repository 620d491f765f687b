"""Damaged files of every kind: whatever is in them, each ends in a report, and none harms another or what reads it.

A bounded number of them, the same at every run; `python -m tests.loaders.fuzz 5000` tries many more.
"""


import pytest

from tests.loaders.broken_files import takes_its_reader_down
from tests.loaders.fuzz import MARK, Tally, complaints, damaged, fuzz, originals

N_FILES = 200


def test_damaged_files_end_in_reports_and_harm_no_other(tmp_path):
    tally = fuzz(range(N_FILES), tmp_path, Tally())
    assert tally.complaints == []
    assert sum(tally.outcomes.values()) == N_FILES
    assert min(tally.outcomes["refused"], tally.outcomes["loaded"] + tally.outcomes["unchanged"]) > N_FILES // 10  # else they say little
    assert tally.slowest < 60


def test_a_file_that_takes_its_reader_down_is_counted_and_harms_no_other(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.loaders.fuzz.damaged", lambda seed: (f"{seed}.xlsx", takes_its_reader_down()))
    tally = fuzz(range(1), tmp_path, Tally())
    assert (tally.n_died, tally.outcomes["refused"], tally.complaints) == (1, 1, [])


def test_the_files_are_the_same_at_every_run_and_differ_from_what_they_were():
    good = {content for _, content in originals()}
    files = [damaged(seed) for seed in range(60)]
    assert files == [damaged(seed) for seed in range(60)]
    assert len({content for _, content in files} - good) > 40


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"outcome": "lost"}, "has no outcome"),
        ({"outcome": "refused", "reason": None}, "is refused without a sentence"),
        ({"as_at": None}, "is loaded without a sheet or a day"),
        ({"rows_loaded": 2}, "has a sheet whose rows do not add up"),
        ({"rows_refused": -1, "rows_repeated": 2}, "has a count below nought"),
        ({"table": None}, "has a sheet that is left out without a reason"),
        ({"problems": [{"row": 2, "column": "A", "heading": "Team", "problem": f"{MARK} is not known", "action": "kept"}]}, "quotes a cell"),
    ],
)
def test_a_report_that_is_wrong_is_noticed(change, complaint):
    counts = {"rows_read": 2, "rows_loaded": 1, "rows_repeated": 0, "rows_refused": 1, "rows_skipped": 0, "cells_blanked": 0}
    sheet = {"sheet": "A", "table": "contacts", "reason": None, **counts, "unknown_headings": [f"{MARK} Notes"], "problems": []}
    report = {"file": "a.xlsx", "outcome": "loaded", "reason": None, "as_at": "2024-01-31", "sheets": [sheet]}
    assert complaints(report) == []
    sheet.update({k: v for k, v in change.items() if k in sheet and k != "reason"})
    report.update({k: v for k, v in change.items() if k in report})
    assert complaint in complaints(report)
