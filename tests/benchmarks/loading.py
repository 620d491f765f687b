"""A workbook loaded end to end, beside pandas merely reading it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import numpy as np
import xlsxwriter

from tests.benchmarks.timing import Result, medians

ROOT = Path(__file__).resolve().parents[2]

# Twenty columns: 2 moments, 4 days, 8 texts, 6 numbers. The first eight are the referral extract's own; real exports
# carry as many again that nobody asked for.
HEADINGS = (
    "Referral ID", "Person ID", "Referral Received", "Referral Decision", "Referral Outcome", "Referral Source", "Team", "Worker",
    "Date of Birth", "Consent Recorded", "Record Opened", "Record Closed", "Gender", "Ethnicity", "Locality", "Reason",
    "Age", "Days Open", "Previous Contacts", "Household Size",
)  # fmt: skip
OUTCOMES = ("Assessment", "Strategy Discussion", "Early Help", "NFA")
ETHNIC_GROUPS = "WBRI WIRI WIRT WROM WOTH MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH".split()
SOURCES = ("1A", "2A", "3A", "5B", "6")
TEAMS = tuple(f"Locality {n}" for n in range(1, 13))
READ_ONLY = "import sys, pandas; print(len(pandas.read_excel(sys.argv[1], engine='openpyxl')))"


def write_workbook(path: Path, rows: int) -> None:
    """A referral report of so many rows, five in a hundred of its optional cells blank."""
    rng = np.random.default_rng(11)
    workbook = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = workbook.add_worksheet("Report1")
    moment = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, HEADINGS)
    first = datetime(2018, 4, 1)
    minutes = np.sort(rng.integers(0, 84 * 30 * 24 * 60, rows))
    numbers = rng.integers(0, 1000, (rows, 12))
    blank = rng.random((rows, len(HEADINGS))) < 0.05
    for row, start, n, empty in zip(count(1), minutes.tolist(), numbers.tolist(), blank.tolist(), strict=False):
        received = first + timedelta(minutes=start)
        on = received.date()
        cells = (
            f"R{row:07}", 100_000 + n[0] * 300 + n[1] % 300, received, received + timedelta(minutes=7 * n[2]),
            OUTCOMES[n[3] % 4], SOURCES[n[3] % 5], TEAMS[n[4] % 12], f"Worker {n[5] % 150}",
            on - timedelta(days=6 * n[6]), on, on - timedelta(days=n[7]), on + timedelta(days=n[8]),
            "FMU"[n[9] % 3], ETHNIC_GROUPS[n[9] % 18], f"Ward {n[10] % 40}", f"Reason {n[10] % 9}",
            n[6] // 60, n[8], n[11] % 9, n[11] % 7,
        )  # fmt: skip
        for column, cell in enumerate(cells):
            if column > 2 and empty[column]:
                continue
            if isinstance(cell, datetime):
                sheet.write_datetime(row, column, cell, moment)
            elif isinstance(cell, date):
                sheet.write_datetime(row, column, cell, day)
            elif isinstance(cell, str):
                sheet.write_string(row, column, cell)
            else:
                sheet.write_number(row, column, cell)
    workbook.close()


def measure(folder: Path, rows: int, repeat: int) -> list[Result]:
    """Both in a process of their own, its start included: read, typed, checked and stored, against read."""
    path = folder / "referrals.xlsx"
    write_workbook(path, rows)
    empty_folders = count()
    results = medians(
        repeat, lambda: _load(path, folder / f"data{next(empty_folders)}", rows), lambda: _only_read(path, rows)
    )
    what = (
        f"Load a workbook of {rows:,} rows and {len(HEADINGS)} columns: read, typed, checked, stored, figures computed"
    )
    return [Result(what, *results, "pandas and openpyxl only reading it", aim=1 / 3)]


def _load(path: Path, data: Path, rows: int) -> None:
    command = [
        sys.executable,
        "app.py",
        "--data",
        str(data),
        "load",
        str(path),
        "--as-at",
        "2025-06-30",
        "--format",
        "json",
    ]
    report = json.loads(_run(command))
    [sheet] = report["files"][0]["sheets"]
    if (sheet["rows_read"], sheet["rows_loaded"]) != (rows, rows):
        raise AssertionError(f"{sheet['rows_loaded']:,} rows of {sheet['rows_read']:,} loaded, not {rows:,}")


def _only_read(path: Path, rows: int) -> None:
    if int(_run([sys.executable, "-c", READ_ONLY, str(path)])) != rows:
        raise AssertionError("pandas read another number of rows")


def _run(command: list[str]) -> str:
    # Paths of this machine, such as MTM_DATA, must not reach what is measured.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MTM_")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise AssertionError(
            f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )
    return done.stdout
