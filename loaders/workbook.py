"""A file in, its sheets out as rows of cells; what cannot be read is refused in one sentence.

Spreadsheets are read with python-calamine, text with the csv module. This runs in a child process (loaders/reading.py): a
hostile workbook can bring its reader down, and then costs its own load and nothing else.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import python_calamine as calamine

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TEXT = (".csv", ".tsv", ".txt")
MOST_UNPACKED = 1 << 30  # bytes; a 100,000-row export unpacks to 72 MB
MOST_RATIO = 200  # unpacked to packed; exports stay below 20
_SAVE_AS = "Open it in Excel, save it as .xlsx and load that."


class Refused(Exception):
    """Why a file cannot be loaded and what to do, in words for whoever sent it."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows[i]` is the row that Excel numbers `i + 1`, or else `numbers[i]`. A text file is one sheet named ""."""

    name: str
    rows: list[list]
    is_hidden: bool = False
    numbers: list[int] | None = None  # where a row stands in a file that is no spreadsheet, such as the line of an XML record


def read_sheets(path: Path) -> list[Sheet]:
    """Every sheet of the file at `path`.

    Raises `Refused` where it is empty, truncated, protected, too large when unpacked or not what its name says.
    """
    if not path.is_file():
        raise Refused("There is no such file.")
    with path.open("rb") as file:
        start = file.read(8192)
    if not start.strip(b"\x00 \r\n\t"):
        raise Refused("The file is empty. Run the report again.")
    if path.suffix.lower() in TEXT:
        return [Sheet("", rows) for rows in _text_rows(path, start)]
    if path.suffix.lower() in WORKBOOKS:
        return list(_workbook_sheets(path, start))
    raise Refused(f"'{path.suffix or 'no ending'}' is not a kind of file that can be read. Expected one of {', '.join(WORKBOOKS + TEXT[:2])}.")


def _workbook_sheets(path: Path, start: bytes) -> Iterator[Sheet]:
    is_zip, is_ole = start.startswith(b"PK"), start.startswith(b"\xd0\xcf\x11\xe0")
    if not is_zip and not is_ole:
        raise Refused(f"It is not a workbook although its name ends in {path.suffix}: it may be a web page or text. {_SAVE_AS}")
    if is_zip:
        _check_zip(path)
    try:
        # By its content where its name does not fit it: an .xls is often sent under the name of an .xlsx.
        fits = is_ole == (path.suffix.lower() == ".xls")
        book = calamine.CalamineWorkbook.from_path(str(path)) if fits else calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    except calamine.PasswordError:
        raise Refused("The workbook is protected by a password. Save it without one and load that.") from None
    except Exception as error:  # calamine has a class of error for each format; all mean the same to the reader
        if is_ole and b"E\x00n\x00c\x00r\x00y\x00p\x00t" in path.read_bytes():
            raise Refused("The workbook is protected by a password. Save it without one and load that.") from None
        raise Refused(f"The workbook is damaged and cannot be opened ({type(error).__name__}). Run the report again, or: {_SAVE_AS}") from None
    for meta in book.sheets_metadata:
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            rows = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
        except Exception as error:
            raise Refused(f"A sheet of the workbook is damaged ({type(error).__name__}). Run the report again, or: {_SAVE_AS}") from None
        yield Sheet(meta.name, rows, meta.visible != calamine.SheetVisibleEnum.Visible)


def _check_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused("The workbook is cut short or damaged: it does not end as a workbook does. Copy or export it again.") from None
    if not any("workbook" in m.filename.casefold() or m.filename == "content.xml" for m in members):
        raise Refused(f"It is a zip archive and no workbook, although its name ends in {path.suffix}. Unpack it and load what is in it.")
    unpacked = sum(m.file_size for m in members)
    packed = max(1, sum(m.compress_size for m in members))
    if unpacked > MOST_UNPACKED or (unpacked > MOST_UNPACKED // 16 and unpacked / packed > MOST_RATIO):
        raise Refused(f"The workbook would unpack to {unpacked / 1e6:,.0f} MB, more than any report has. It was not opened.")


def _text_rows(path: Path, start: bytes) -> Iterator[list[list[str]]]:
    """The records of a text file, once for each delimiter it may have; the caller takes the one it recognises."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    elif b"\x00" in start or start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise Refused(f"It is not text although its name ends in {path.suffix}. If it is a workbook, give it its own ending and load that.")
    else:
        encodings = ("utf-8-sig", "cp1252", "latin-1")
    content = path.read_bytes()
    for encoding in encodings:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refused("The text is damaged: it is neither UTF-8, UTF-16 nor Windows text. Export it again.")
    csv.field_size_limit(1 << 24)
    top = text[:20_000]
    for delimiter in sorted(",;\t|", key=top.count, reverse=True):
        if delimiter not in top:
            continue
        try:
            yield _records(text, delimiter)
        except csv.Error as error:
            raise Refused(f"The text is not a table ({error}). Export it again.") from None
    if not any(d in top for d in ",;\t|"):
        yield [[line] for line in text.splitlines()]


def _records(text: str, delimiter: str) -> list[list[str]]:
    """The records of a text. A quotation mark that is never closed refuses it: the rest would be swallowed by one cell."""
    if text.count('"') % 2:
        try:
            return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                raise Refused("A quotation mark is opened and never closed: the text is cut short or damaged. Export it again.") from None
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
