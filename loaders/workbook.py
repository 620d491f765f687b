"""A file in, its sheets out as rows of cells; what cannot be read is refused in one sentence that says what to do.

A file is what its content is, whatever its name ends in. Spreadsheets are read with python-calamine; text, web pages and XML by
the modules beside this one. It runs in a child process (loaders/reading.py): a hostile file can bring its reader down, and then
costs its own load and nothing else.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import python_calamine as calamine

MOST_BYTES = 1 << 30  # of a file, and of what a workbook unpacks to; a 100,000-row export has 15 MB and unpacks to 72 MB
MOST_RATIO = 200  # unpacked to packed; exports stay below 20
MOST_PARTS = 10_000  # in a workbook; a sheet is one
MOST_CELLS = 30_000_000  # in a sheet's grid, blank ones counted; a 100,000-row export has 4 million
WIDEST, LONGEST = 16_384, 1_048_576  # columns and rows of a sheet, as in Excel
SPARSE = 4_000_000  # cells above which blank rows are left out of what is handed on
SAVE_AS = "Open it in Excel, save it as .xlsx and load that."
RUN_AGAIN = "Run the report again and load what it gives."


class Refused(Exception):
    """Why a file cannot be loaded and what to do, in words for whoever sent it."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows[i]` is the row that Excel numbers `i + 1`, or else `numbers[i]`. A text file is one sheet named ""."""

    name: str
    rows: list[list]
    is_hidden: bool = False
    numbers: list[int] | None = None  # where a row stands if not at `i + 1`: the line of an XML record, or blank rows were left out
    reason: str | None = None  # why there is nothing to read in it


def sheet_of(name: str, rows: list[list], numbers: list[int], is_hidden: bool = False) -> Sheet:
    """A sheet whose rows stand at these numbers, which rise: with blank rows between them, unless most of its rows would be blank."""
    if not rows or numbers[-1] > 2 * len(rows) + 1000:
        return Sheet(name, rows, is_hidden, numbers or None)
    at_their_places: list[list] = [[] for _ in range(numbers[-1])]
    for number, row in zip(numbers, rows, strict=True):
        at_their_places[number - 1] = row
    return Sheet(name, at_their_places, is_hidden)


def read_sheets(path: Path, content: bytes | None = None) -> Iterator[Sheet]:
    """The sheets of the file at `path`, one after another. A text file is given once for each delimiter that it may have.

    `content`, where the caller has read it already, is what `content_of` gave. Raises `Refused`, at any sheet, where the file is empty, truncated, protected, too large when unpacked, or no kind of table.
    """
    content = content_of(path) if content is None else content
    start = content[:8192]
    if not start.strip(b"\x00 \r\n\t\x1a\xef\xbb\xbf\xff\xfe"):
        raise Refused(f"The file is empty. {RUN_AGAIN}")
    if start.startswith(b"PK"):
        return _zipped(content)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(content)
    for magic, words in _OTHER_KINDS.items():
        if start.startswith(magic):
            raise Refused(words)
    top = start.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()
    if _WEB_ARCHIVE.match(top):
        from loaders.markup import read_web_archive

        return read_web_archive(content)
    if top.startswith(b"<"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in top and b"Workbook" in top and not _WEB_PAGE.match(top):
            from loaders.markup import read_spreadsheet_xml

            return read_spreadsheet_xml(content)
        if _WEB_PAGE.match(top):
            from loaders.markup import read_web_page

            return read_web_page(content)
        if _XML.match(top):
            from loaders.returns import read_xml

            return iter(read_xml(path))
    from loaders.text import read_text

    return read_text(content)


_SAVED_OTHERWISE = "Export the report as a spreadsheet or as CSV and load that."
_UNPACK = "Unpack it and load what is in it."
#: What a file of another kind begins with, and what is said of it.
_OTHER_KINDS = {
    b"%PDF": f"It is a PDF document, not a table. {_SAVED_OTHERWISE}",
    b"{\\rtf": f"It is a text document (RTF), not a table. {_SAVED_OTHERWISE}",
    **dict.fromkeys((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*"), f"It is a picture, not a table. {_SAVED_OTHERWISE}"),
    **dict.fromkeys((b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ"), f"It is a packed archive. {_UNPACK}"),
    **dict.fromkeys(
        (b"SQLite format 3", b"\x00\x01\x00\x00Standard", b"PAR1"), f"It is a database, not a report. {_SAVED_OTHERWISE}"
    ),
}  # fmt: skip
_WEB_ARCHIVE = re.compile(rb"(?:[\w-]+:[^\n]*\n){0,20}?(?:MIME-Version|Content-Type:\s*multipart/related)", re.IGNORECASE)
_WEB_PAGE = re.compile(rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|style|table|div|p|center|font|script)\b", re.IGNORECASE | re.DOTALL)
_XML = re.compile(rb"(?:<\?|<!--|<!DOCTYPE|<[A-Za-z_][\w.:-]*[\s/>])")


def content_of(path: Path) -> bytes:
    """All of the file, read once: what is written to it later is not half seen. Only a file is ever opened, no pipe or device."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Refused("It is a folder. Load it as one: its files are read.")
        if not stat.S_ISREG(status.st_mode):
            raise Refused("It is not a file but a device or a pipe. Save the report as a file and load that.")
        if status.st_size > MOST_BYTES:
            raise Refused(f"The file has {status.st_size / 1e9:,.1f} GB, more than any report. Run the report for a shorter period and load each part.")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise Refused("There is no such file.") from None
    except PermissionError:
        raise Refused("The file may not be read: it is open in another program, or you have no right to it. Close it there, or copy it, and load it again.") from None
    except (OSError, ValueError) as error:
        raise Refused(f"The file cannot be read from where it is ({type(error).__name__}). Copy it to this machine and load the copy.") from None


# --- workbooks --------------------------------------------------------------------------------------------------------


def _zipped(content: bytes) -> Iterator[Sheet]:
    """A workbook that is a ZIP archive: .xlsx, .xlsm, .xlsb, .ods."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused("The workbook is cut short or damaged: it does not end as a workbook does. Copy or export it again.") from None
    names = [p.filename.replace("\\", "/").casefold() for p in parts]
    if not any(n == "content.xml" or re.search(r"workbook\d*\.(?:xml|bin)$", n) for n in names):
        raise Refused(_what_archive(names))
    unpacked, packed = sum(p.file_size for p in parts), sum(p.compress_size for p in parts)
    if unpacked > MOST_BYTES or (unpacked > MOST_BYTES // 16 and unpacked / max(1, packed) > MOST_RATIO):
        raise Refused(f"The workbook would unpack to {unpacked / 1e6:,.0f} MB, more than any report has. It was not opened. {SAVE_AS}")
    if len(parts) > MOST_PARTS or len(set(names)) < len(names) or packed > len(content):
        raise Refused(f"The workbook is not put together as a spreadsheet program does it: it has too many parts, or one part twice. It was not opened. {SAVE_AS}")
    if any(p.flag_bits & 1 for p in parts) or ("meta-inf/manifest.xml" in names and b"encryption-data" in _read(archive, parts[names.index("meta-inf/manifest.xml")])):
        raise Refused(_PASSWORD)
    return _workbook(content, archive)


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(part)
    except Exception:  # zipfile and zlib have many, for a part that is damaged
        return b""


def _what_archive(names: list[str]) -> str:
    if any(n.startswith("word/") for n in names):
        return f"It is a Word document, not a table. {_SAVED_OTHERWISE}"
    if any(n.startswith("ppt/") for n in names):
        return f"It is a PowerPoint presentation, not a table. {_SAVED_OTHERWISE}"
    if any(n.endswith(".iwa") for n in names):
        return "It is an Apple Numbers document. Export it from Numbers as an Excel workbook and load that."
    return f"It is a zip archive and no workbook. {_UNPACK}"


_PASSWORD = "The workbook is protected by a password. Save it without one and load that."


def _compound(content: bytes) -> Iterator[Sheet]:
    """A compound file: an .xls, or any Office file under a password, or something else of Office's."""
    import olefile

    from loaders.error_cells import is_encrypted

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as compound:
            streams = {"/".join(s).casefold() for s in compound.listdir()}
            book = next((compound.openstream(s).read() for s in ("Workbook", "Book") if compound.exists(s)), None)
    except Exception:  # olefile raises whatever its arithmetic meets in a damaged file
        raise Refused(f"The workbook is damaged and cannot be opened. {SAVE_AS}") from None
    if {"encryptioninfo", "encryptedpackage"} & streams:
        raise Refused(_PASSWORD)
    if book is None:
        if "worddocument" in streams:
            raise Refused(f"It is a Word document, not a table. {_SAVED_OTHERWISE}")
        if "powerpoint document" in streams:
            raise Refused(f"It is a PowerPoint presentation, not a table. {_SAVED_OTHERWISE}")
        if any(s.startswith("__properties") for s in streams):
            raise Refused("It is an Outlook message. Save the file that is attached to it and load that.")
        raise Refused(f"It is an Office file and no workbook. {_SAVED_OTHERWISE}")
    if is_encrypted(book):
        raise Refused(_PASSWORD)
    return _workbook(content, book)


def _workbook(content: bytes, source: zipfile.ZipFile | bytes) -> Iterator[Sheet]:
    """The sheets of a workbook. `source` is what its error cells are looked for in: the archive, or the stream of an .xls.

    They are looked for while calamine reads, which shows them as blank; a part of the archive that is damaged is noticed there.
    """
    from loaders.error_cells import far_cell, find_error_cells

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except calamine.PasswordError:
        raise Refused(_PASSWORD) from None
    except Exception as error:  # calamine has a class of error for each format; all mean the same to the reader
        raise Refused(f"The workbook is damaged and cannot be opened ({type(error).__name__}). Run the report again, or: {SAVE_AS}") from None
    metas = book.sheets_metadata
    thread = ThreadPoolExecutor(1)
    search = thread.submit(find_error_cells, source, len(metas))
    thread.shutdown(wait=False)
    for index, meta in enumerate(metas):
        is_hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            yield Sheet(meta.name, [], is_hidden, reason="It holds a chart or a macro and no cells: there is nothing to load in it.")
            continue
        try:
            if where := far_cell(source, index, MOST_CELLS):
                raise Refused(_too_far(meta.name, where))
            sheet = book.get_sheet_by_index(index)
            rows, numbers = _with(search.result()[index], *_rows(meta.name, sheet))
        except MemoryError:
            raise
        except Exception as error:
            refused = error if isinstance(error, Refused) else Refused(f"A sheet of the workbook is damaged ({type(error).__name__}). Run the report again, or: {SAVE_AS}")
            if not is_hidden:
                raise refused from None
            yield Sheet(meta.name, [], is_hidden)
            continue
        yield sheet_of(meta.name, rows, numbers, is_hidden) if numbers else Sheet(meta.name, rows, is_hidden)


def _too_far(name: str, where: str) -> str:
    return (
        f"Sheet '{name}' reaches out to cell {where}, far below or beside any report. Delete the rows and columns around its table "
        "(in Excel, Ctrl+End goes to the far corner), save and load that."
    )


def _rows(name: str, sheet: calamine.CalamineSheet) -> tuple[list[list], list[int] | None]:
    """The rows of a sheet as Excel numbers them; of one with very many cells, only those that hold something, and their numbers."""
    if sheet.end is None:
        return [], None
    height, width = sheet.end[0] + 1, sheet.end[1] + 1
    if height * width <= SPARSE and width <= WIDEST:
        return sheet.to_python(skip_empty_area=False), None
    if (height - sheet.start[0]) * (width - sheet.start[1]) > MOST_CELLS or width > WIDEST or height > LONGEST:
        from openpyxl.utils import get_column_letter

        raise Refused(_too_far(name, f"{get_column_letter(min(width, 18_278))}{height}"))
    before = [""] * sheet.start[1]
    kept = [(number, before + row) for number, row in enumerate(sheet.iter_rows(), 1) if row.count("") < len(row)]
    return [row for _, row in kept], [number for number, _ in kept]


def _with(found: dict[tuple[int, int], str], rows: list[list], numbers: list[int] | None) -> tuple[list[list], list[int] | None]:
    """The rows with a word in place of each error cell, which calamine leaves blank, or leaves out at the edge of a sheet."""
    if not found:
        return rows, numbers
    numbers = numbers or list(range(1, len(rows) + 1))
    at = {number: i for i, number in enumerate(numbers)}
    for (number, column), word in found.items():
        if number not in at:
            at[number] = len(rows)
            rows.append([])
            numbers.append(number)
        row = rows[at[number]]
        row += [""] * (column + 1 - len(row))
        row[column] = word
    order = sorted(range(len(rows)), key=numbers.__getitem__)
    return [rows[i] for i in order], [numbers[i] for i in order]
