"""Messy extracts in a line or two, and a store to load them into."""

import csv

import openpyxl
import pytest

import loaders.load
from loaders.load import load
from loaders.reading import read_file
from loaders.store import Store


@pytest.fixture
def write_xlsx(tmp_path):
    """Write rows of cells as a workbook: `write_xlsx(rows)`, or several sheets as `write_xlsx({"name": rows, ...})`."""

    def write(rows, name="extract.xlsx", hidden=()):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, lines in (rows if isinstance(rows, dict) else {"Report1": rows}).items():
            sheet = book.create_sheet(title)
            sheet.sheet_state = "hidden" if title in hidden else "visible"
            for line in lines:
                sheet.append(list(line))
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
        return path

    return write


@pytest.fixture
def write_csv(tmp_path):
    """Write rows of cells as a text file."""

    def write(rows, name="extract.csv", delimiter=",", encoding="utf-8"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="", encoding=encoding) as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
        return path

    return write


@pytest.fixture
def write_bytes(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    return write


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


@pytest.fixture
def read_here(monkeypatch):
    """Read files in this process: a child process costs a second, and few tests are about it."""
    monkeypatch.setattr(loaders.load, "read_files", lambda paths, as_at=None: (read_file(path, as_at) for path in paths))


@pytest.fixture
def load_one(store, read_here):
    """Load one file and hand back its report."""
    return lambda path, **options: load(store, [path], **options)[0]
