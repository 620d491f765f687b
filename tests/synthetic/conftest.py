"""A whole authority is made once for the tests that count in it, a small one for those that look at files."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from loaders import synthetic

LAST_DAY = date(2026, 10, 31)
SMALL = {"last_day": LAST_DAY, "months": 18, "size": 2_000}


@pytest.fixture(scope="session")
def truth():
    return synthetic.generate(LAST_DAY)


@pytest.fixture(scope="session")
def small_truth():
    return synthetic.generate(**SMALL)


@pytest.fixture(scope="session")
def small_files(tmp_path_factory):
    return synthetic.write(tmp_path_factory.mktemp("small"), **SMALL)


@pytest.fixture(scope="session")
def busy_files(tmp_path_factory):
    """A tenth of the authority, two years and a quarter: enough for every kind of mess."""
    return synthetic.write(tmp_path_factory.mktemp("busy"), last_day=date(2024, 6, 30), months=27, size=3_500)


@pytest.fixture(scope="session")
def sheets(busy_files):
    """Each file as openpyxl reads it: its name, its rows of cells, its merged ranges, its sheets' names."""
    found = []
    for path in busy_files:
        book = load_workbook(path)
        sheet = book.worksheets[0]
        found.append(
            SimpleNamespace(
                name=path.name,
                rows=[[cell.value for cell in row] for row in sheet.iter_rows()],
                merged=[str(cells) for cells in sheet.merged_cells.ranges],
                names=book.sheetnames,
            )
        )
    return found


@pytest.fixture(scope="session")
def texts(sheets):
    """Every text in the first sheets of the files."""
    return [cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str)]


@pytest.fixture
def says(texts):
    def found(pattern):
        return [text for text in texts if re.fullmatch(pattern, text)]

    return found
