"""What calamine shows as a blank cell and is none: spreadsheet errors, and formulas that carry no result.

Their addresses are found in the parts of the workbook itself. A sheet without any costs little more than unpacking it once:
it is searched for the marks that such cells have, and looked at closely only where a mark is there.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator

from openpyxl.utils import column_index_from_string

from loaders.cells import ERROR_CELL, NO_RESULT

Found = dict[tuple[int, int], str]  # (row as Excel numbers it, column from 0) -> the word that stands for the cell
_CHUNK = 1 << 20


def find_error_cells(source: zipfile.ZipFile | bytes, n_sheets: int) -> list[Found]:
    """For each sheet of a workbook, in its own order, the cells that calamine shows as blank and that are not.

    `source` is the archive of an .xlsx, .xlsb or .ods, or the stream of an .xls. Raises where the parts are damaged, or where
    they are not those of a workbook with so many sheets.
    """
    if isinstance(source, bytes):
        found = [_in_xls(source, start) for start in _xls_sheets(source)] or [{}] * n_sheets
    elif _part(source, "content.xml"):
        found = list(_in_ods(source)) or [{}] * n_sheets
    else:
        find = _in_xlsb if _is_binary(source) else _in_xlsx
        found = [find(source, part) if part else {} for part in _sheet_parts(source)]
    if len(found) != n_sheets:
        raise ValueError("the sheets that the workbook lists are not those that it has")
    return found


def far_cell(source: zipfile.ZipFile | bytes, index: int, most_cells: int) -> str | None:
    """The far corner of a sheet that reaches out to more than so many cells, as an address; None for any other.

    Only a sheet that says it is so large is looked at; one that lies about it will meet the limits of its process.
    """
    if isinstance(source, bytes) or _part(source, "content.xml"):
        return None
    part = _sheet_parts(source)[index]
    if part is None:
        return None
    with source.open(part) as file:
        top = file.read(4096)
    if _is_binary(source):
        record = next((data for kind, data in _xlsb_records(top) if kind == 148 and len(data) >= 16), None)
        if record is None:
            return None
        first_row, last_row, first_column, last_column = struct.unpack("<4I", record[:16])
        n_cells = (last_row - first_row + 1) * (last_column - first_column + 1)
        return None if n_cells <= most_cells else f"{_letters(last_column)}{last_row + 1}"
    declared = re.search(rb"<(?:\w+:)?dimension\s[^>]*?ref=[\"']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})[\"']", top)
    if declared is None or _area(*declared.groups()) <= most_cells:
        return None
    cells = re.findall(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>", source.read(part))
    columns = {_column(letters) for letters in {c for c, _ in cells}}
    rows = {int(row) for row in {r for _, r in cells}}
    if not cells or (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) <= most_cells:
        return None
    return f"{_letters(max(columns))}{max(rows)}"


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    return (int(bottom) - int(top) + 1) * (_column(right) - _column(left) + 1)


def _column(letters: bytes) -> int:
    return column_index_from_string(letters.decode()) - 1


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(min(column, 16383) + 1)


# --- the parts of an archive ------------------------------------------------------------------------------------------


def _part(archive: zipfile.ZipFile, name: str) -> str | None:
    """The name that a part has in the archive, whatever its capitals and slashes."""
    return next((n for n in archive.namelist() if n.replace("\\", "/").lstrip("/").casefold() == name.casefold()), None)


def _is_binary(archive: zipfile.ZipFile) -> bool:
    return _part(archive, "xl/workbook.bin") is not None


def _sheet_parts(archive: zipfile.ZipFile) -> list[str | None]:
    """The part that holds each sheet, in the order of the workbook; None for one that has no such part."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)

    def xml(name):
        part = _part(archive, name)
        return etree.fromstring(archive.read(part), parser) if part else None

    name = "workbook.bin" if _is_binary(archive) else "workbook.xml"
    relations = xml(f"xl/_rels/{name}.rels")
    targets = {} if relations is None else {e.get("Id"): e.get("Target") or "" for e in relations.iter("{*}Relationship")}
    if _is_binary(archive):
        ids = _xlsb_sheet_ids(archive.read(_part(archive, "xl/workbook.bin")))
    else:
        book = xml("xl/workbook.xml")
        sheets = [] if book is None else [e for listed in book.iter("{*}sheets") for e in listed.iterchildren("{*}sheet")]
        ids = [next((value for key, value in e.attrib.items() if key == "id" or key.endswith("}id")), None) for e in sheets]
    found = []
    for target in (targets.get(i, "").replace("\\", "/") for i in ids):
        path = target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
        found.append(_part(archive, path))
    return found


# --- .xlsx ------------------------------------------------------------------------------------------------------------


def _in_xlsx(archive: zipfile.ZipFile, part: str) -> Found:
    prefix, is_error, has_formula, tail = None, None, None, b""
    errors = formulas = False
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            if prefix is None:
                opening = re.search(rb"<(\w+:)?(?:worksheet|sheetData)\b", chunk)
                prefix = (opening and opening[1]) or b""
                is_error = re.compile(rb"t='e'").search if b"r='" in chunk else lambda text: text.find(b't="e"') >= 0
                has_formula = re.compile(rb"<" + prefix + rb"f[ />]").search
            chunk = tail + chunk
            errors = errors or bool(is_error(chunk))
            formulas = formulas or bool(has_formula(chunk))
            tail = chunk[-32:]
    return _cells_of_xlsx(archive.read(part), prefix) if errors or formulas else {}


def _cells_of_xlsx(xml: bytes, prefix: bytes) -> Found:
    p = prefix
    error = re.compile(rb"<" + p + rb"c\s(?:[^>]*?\s)?t=[\"']e[\"'][^>]*>")
    formula = rb"<" + p + rb"f(?:\s[^>]*)?(?:/>|>[^<]*</" + p + rb"f>)"
    no_value = rb"(?:<" + p + rb"v\s*/>|<" + p + rb"v></" + p + rb"v>)?"
    without = re.compile(rb"<" + p + rb"c(?:\s([^>]*))?>\s*" + formula + rb"\s*" + no_value + rb"\s*</" + p + rb"c>")
    marks = [(m.start(), m[0], ERROR_CELL) for m in error.finditer(xml)]
    # A formula may well give an empty text: Excel then says that it is text and leaves the value empty.
    marks += [(m.start(), m[0], NO_RESULT) for m in without.finditer(xml) if not re.search(rb"\bt=[\"'](?:str|e)[\"']", m[1] or b"")]
    found, unsaid = {}, {}
    for offset, tag, word in marks:
        if address := re.match(rb"<[^>]*?\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"']", tag):
            found[int(address[2]), _column(address[1])] = word
        else:
            unsaid[offset] = word
    return found | ({address: unsaid[offset] for offset, address in _counted(xml, p) if offset in unsaid} if unsaid else {})


def _counted(xml: bytes, prefix: bytes) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where each cell stands in a sheet whose cells do not all say so, by its place in the text: after the one before it."""
    row, column = 0, -1
    for match in re.finditer(rb"<" + prefix + rb"(row|c)\b([^>]*)>", xml):
        said = re.search(rb"(?:^|\s)r=[\"']([A-Z]{0,3})(\d{1,7})[\"']", match[2])
        if match[1] == b"row":
            row, column = int(said[2]) if said else row + 1, -1
        else:
            column = _column(said[1]) if said and said[1] else column + 1
            yield match.start(), (row, column)


# --- .ods -------------------------------------------------------------------------------------------------------------

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def _in_ods(archive: zipfile.ZipFile) -> Iterator[Found]:
    part, tail, is_marked = _part(archive, "content.xml"), b"", False
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            chunk = tail + chunk
            is_marked = is_marked or b'value-type="error"' in chunk or b"table:formula=" in chunk
            tail = chunk[-32:]
    if not is_marked:
        return
    from lxml import etree

    found, row, column, n_rows = {}, 0, 0, 1
    with archive.open(part) as file:
        tags = [_TABLE + name for name in ("table", "table-row", "table-cell", "covered-table-cell")]
        for event, element in etree.iterparse(file, events=("start", "end"), tag=tags, resolve_entities=False, no_network=True):
            name = element.tag.removeprefix(_TABLE)
            if name == "table":
                is_sheet = element.getparent() is not None and element.getparent().tag == _OFFICE + "spreadsheet"
                if is_sheet and event == "start":
                    found, row = {}, 0
                elif is_sheet:
                    yield found
                    element.clear()
            elif name == "table-row" and event == "start":
                n_rows, column = _repeats(element, "rows"), 0
            elif name == "table-row":
                row += n_rows
                element.clear()
            elif event == "end":
                kinds = {value for key, value in element.attrib.items() if key.endswith("}value-type")}
                is_formula = element.get(_TABLE + "formula") is not None
                word = ERROR_CELL if "error" in kinds else NO_RESULT if is_formula and not kinds else None
                n_columns = _repeats(element, "columns")
                if word:
                    found |= {(row + 1 + i, column + j): word for i in range(min(n_rows, 1000)) for j in range(min(n_columns, 1000))}
                column += n_columns


def _repeats(element, what: str) -> int:
    said = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(said) if said.isdigit() else 1


# --- .xlsb: records of (kind, length, data), numbers of seven bits a byte ---------------------------------------------

_XLSB_ERROR = re.compile(rb"\x03\x09..\x00\x00....[\x00\x07\x0f\x17\x1d\x24\x2a\x2b]|\x0b[\x0d-\xff][\x00-\x7f]?..\x00\x00....[\x00\x07\x0f\x17\x1d\x24\x2a\x2b]", re.DOTALL)


def _xlsb_records(content: bytes) -> Iterator[tuple[int, bytes]]:
    position, end = 0, len(content)

    def number(most):
        nonlocal position
        value = 0
        for shift in range(0, 7 * most, 7):
            byte = content[position]
            position += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
        return value

    while position < end:
        try:
            kind = content[position]
            position += 1
            if kind >= 0x80:
                kind = (kind & 0x7F) | (content[position] & 0x7F) << 7
                position += 1
            length = number(4)
        except IndexError:
            return
        yield kind, content[position : position + length]
        position += length


def _xlsb_sheet_ids(content: bytes) -> list[str]:
    ids = []
    for kind, data in _xlsb_records(content):
        if kind == 156:
            length = struct.unpack_from("<I", data, 8)[0]
            ids.append(data[12 : 12 + 2 * length].decode("utf-16-le", "replace"))
    return ids


def _in_xlsb(archive: zipfile.ZipFile, part: str) -> Found:
    content = archive.read(part)
    if not _XLSB_ERROR.search(content):
        return {}
    found, row = {}, 0
    for kind, data in _xlsb_records(content):
        if kind == 0 and len(data) >= 4:
            row = struct.unpack_from("<I", data)[0] + 1
        elif kind in (3, 11) and len(data) >= 9:
            found[row, struct.unpack_from("<I", data)[0]] = ERROR_CELL
    return found


# --- .xls: records of (kind, length, data) ----------------------------------------------------------------------------

_XLS_ERROR = re.compile(rb"\x05\x02\x08\x00.{7}\x01|\x06\x00..(?:.{6})\x02.{5}\xff\xff", re.DOTALL)


def _xls_records(content: bytes, position: int = 0) -> Iterator[tuple[int, bytes]]:
    """The records from one place to the end of their part: a part begins with a record of its own, and may hold others."""
    depth = 0
    while position + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, position)
        yield kind, content[position + 4 : position + 4 + length]
        position += 4 + length
        depth += (kind in (0x0809, 0x0009, 0x0209, 0x0409)) - (kind == 0x000A)
        if depth <= 0:
            return


def is_encrypted(content: bytes) -> bool:
    """Whether the stream of an .xls is under a password."""
    return any(kind == 0x002F for kind, _ in _xls_records(content))


def _xls_sheets(content: bytes) -> list[int]:
    return [struct.unpack_from("<I", data)[0] for kind, data in _xls_records(content) if kind == 0x0085 and len(data) >= 8]


def _in_xls(content: bytes, start: int) -> Found:
    if not _XLS_ERROR.search(content, start):
        return {}
    found = {}
    for kind, data in _xls_records(content, start):
        is_error = kind == 0x0205 and len(data) >= 8 and data[7] == 1
        is_error |= kind == 0x0006 and len(data) >= 14 and data[6] == 2 and data[12:14] == b"\xff\xff"
        if is_error:
            row, column = struct.unpack_from("<HH", data)
            found[row + 1, column] = ERROR_CELL
    return found
