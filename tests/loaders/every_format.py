"""The same rows of cells in every kind of file that a report may come as: each writer takes sheets and gives bytes.

Cells are text, numbers, truths, days and moments; `ERROR` is a cell with a spreadsheet error and `FORMULA` a formula that was
never worked out, in the formats that have such.
"""

import csv
import datetime as dt
import html
import io
import struct
import zipfile

import odf.opendocument
import odf.style
import odf.table
import odf.text
import openpyxl
import xlwt

ERROR, FORMULA = object(), object()


def _moment(cell):
    return cell if isinstance(cell, dt.datetime) else dt.datetime(cell.year, cell.month, cell.day)


def _serial(cell, is_1904=False) -> float:
    return (_moment(cell) - (dt.datetime(1904, 1, 1) if is_1904 else dt.datetime(1899, 12, 30))) / dt.timedelta(days=1)


def _text(cell) -> str:
    if cell is ERROR:
        return "#REF!"
    if isinstance(cell, dt.datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else "" if cell is None or cell is FORMULA else str(cell)


def xlsx(sheets: dict[str, list[list]], hidden=(), is_1904=False, is_template=False) -> bytes:
    book = openpyxl.Workbook()
    book.template = is_template
    if is_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(["#REF!" if c is ERROR else "=1+1" if c is FORMULA else c for c in row])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def xls(sheets, hidden=(), is_1904=False) -> bytes:
    book = xlwt.Workbook()
    book.dates_1904 = is_1904
    day, moment = xlwt.easyxf(num_format_str="DD/MM/YYYY"), xlwt.easyxf(num_format_str="DD/MM/YYYY HH:MM")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        sheet.visibility = name in hidden
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell is ERROR:
                    sheet.row(r).set_cell_error(c, "#REF!")
                elif isinstance(cell, dt.date):
                    sheet.write(r, c, _serial(cell, is_1904), moment if isinstance(cell, dt.datetime) else day)
                elif cell is not None and cell is not FORMULA:
                    sheet.write(r, c, cell)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def ods(sheets, hidden=()) -> bytes:
    book = odf.opendocument.OpenDocumentSpreadsheet()
    unseen = odf.style.Style(name="unseen", family="table")
    unseen.addElement(odf.style.TableProperties(display="false"))
    book.automaticstyles.addElement(unseen)
    for name, rows in sheets.items():
        table = odf.table.Table(name=name, **({"stylename": unseen} if name in hidden else {}))
        for row in rows:
            line = odf.table.TableRow()
            for cell in row:
                line.addElement(_ods_cell(cell))
            table.addElement(line)
        book.spreadsheet.addElement(table)
    packed = io.BytesIO()
    book.save(packed)
    if not any(cell is ERROR for rows in sheets.values() for row in rows for cell in row):
        return packed.getvalue()
    # odfpy does not know the mark that LibreOffice puts on an error
    namespace = b'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    return edited(packed.getvalue(), "content.xml", lambda xml: xml.replace(b"<office:document-content ", b"<office:document-content " + namespace, 1)
                  .replace(b'table:formula="of:=ERROR()"', b'table:formula="of:=[.Z1]" calcext:value-type="error"'))  # fmt: skip


def _ods_cell(cell):
    if cell is None or cell == "":
        return odf.table.TableCell()
    if cell is FORMULA:
        return odf.table.TableCell(formula="of:=1+1")
    if cell is ERROR:
        written = odf.table.TableCell(formula="of:=ERROR()", valuetype="string", stringvalue="")
    elif isinstance(cell, bool):
        written = odf.table.TableCell(valuetype="boolean", booleanvalue=str(cell).lower())
    elif isinstance(cell, dt.date):
        written = odf.table.TableCell(valuetype="date", datevalue=cell.isoformat())
    elif isinstance(cell, (int, float)):
        written = odf.table.TableCell(valuetype="float", value=cell)
    else:
        written = odf.table.TableCell(valuetype="string")
    written.addElement(odf.text.P(text=_text(cell)))
    return written


# --- .xlsb, for which there is no writer ------------------------------------------------------------------------------


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(data)
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return head + length + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def _xlsb_cell(column: int, cell, is_1904) -> bytes:
    style = 2 if isinstance(cell, dt.datetime) else 1 if isinstance(cell, dt.date) else 0
    place = struct.pack("<II", column, style)
    if cell is ERROR:
        return _record(3, place + b"\x17")
    if isinstance(cell, bool):
        return _record(4, place + bytes([cell]))
    if isinstance(cell, dt.date):
        return _record(5, place + struct.pack("<d", _serial(cell, is_1904)))
    if isinstance(cell, (int, float)):
        return _record(5, place + struct.pack("<d", cell))
    return _record(6, place + _wide(cell)) if cell and cell is not FORMULA else b""


def xlsb(sheets, hidden=(), is_1904=False) -> bytes:
    bundle = b"".join(_record(156, struct.pack("<II", name in hidden, n) + _wide(f"rId{n}") + _wide(name)) for n, name in enumerate(sheets, 1))
    book = _record(131) + _record(153, struct.pack("<III", is_1904, 0, 0)) + _record(143) + bundle + _record(144) + _record(132)
    formats = b"".join(_record(47, struct.pack("<HHHHHHHH", 0, kind, 0, 0, 0, 0, 0, 0)) for kind in (0, 14, 22))
    styles = _record(278) + _record(617, struct.pack("<I", 3)) + formats + _record(618) + _record(279)
    relation = '<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{n}.bin"/>'
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        "xl/workbook.bin": book,
        "xl/styles.bin": styles,
        "xl/_rels/workbook.bin.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(relation.format(n=n) for n in range(1, len(sheets) + 1)) + "</Relationships>",
    }  # fmt: skip
    for n, rows in enumerate(sheets.values(), 1):
        width = max(map(len, rows), default=1)
        body = _record(129) + _record(148, struct.pack("<IIII", 0, max(0, len(rows) - 1), 0, max(0, width - 1))) + _record(145)
        for r, row in enumerate(rows):
            body += _record(0, struct.pack("<IIHBBI", r, 0, 300, 0, 0, 0)) + b"".join(_xlsb_cell(c, cell, is_1904) for c, cell in enumerate(row))
        parts[f"xl/worksheets/sheet{n}.bin"] = body + _record(146) + _record(130)
    return packed(parts)


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP archive of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 3, 31, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)  # the same at every run
    return content.getvalue()


def parts_of(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def edited(archive: bytes, part: str, edit) -> bytes:
    """The archive with one part put through `edit`."""
    parts = parts_of(archive)
    return packed({**parts, part: edit(parts[part])})


# --- text and markup --------------------------------------------------------------------------------------------------


def text(sheets, delimiter=",", encoding="utf-8", before="") -> bytes:
    written = io.StringIO(newline="")
    written.write(before)
    for rows in sheets.values():
        csv.writer(written, delimiter=delimiter).writerows([map(_text, row) for row in rows])
    return written.getvalue().encode(encoding)


def web_page(sheets, encoding="utf-8", title="Report") -> bytes:
    """As systems write it that call a web page an .xls."""
    body = ""
    for rows in sheets.values():
        lines = "".join("<tr>" + "".join(f"<td style='mso-number-format:\\@'>{html.escape(_text(c))}</td>" for c in row) + "</tr>\r\n" for row in rows)
        body += f"<table border=1>{lines}</table>"
    kind = f"<meta http-equiv=Content-Type content='text/html; charset={encoding}'>"
    return f"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head>{kind}<title>{title}</title></head><body>{body}</body></html>".encode(encoding)


def web_archive(sheets) -> bytes:
    parts = [web_page({name: rows}) for name, rows in sheets.items()]
    lines = [b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_Part"\r\n\r\nThis is a web archive.\r\n']
    lines += [b"------=_Part\r\nContent-Location: file:///C:/sheet001.htm\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + p + b"\r\n" for p in parts]
    return b"".join([*lines, b"------=_Part--\r\n"])


def spreadsheet_xml(sheets, hidden=()) -> bytes:
    """The XML of Excel 2003."""
    body = ""
    for name, rows in sheets.items():
        lines = "".join("<Row>" + "".join(map(_xml_cell, row)) + "</Row>" for row in rows)
        options = '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>'
        body += f'<Worksheet ss:Name="{html.escape(name)}"><Table>{lines}</Table>{options if name in hidden else ""}</Worksheet>'
    opening = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    return f'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n{opening}{body}</Workbook>'.encode()


def _xml_cell(cell) -> str:
    if cell is FORMULA:
        return '<Cell ss:Formula="=1+1"/>'
    kind, words = ("String", _text(cell))
    if cell is None or cell == "":
        return "<Cell/>"
    if cell is ERROR:
        kind = "Error"
    elif isinstance(cell, bool):
        kind, words = "Boolean", str(int(cell))
    elif isinstance(cell, dt.date):
        kind, words = "DateTime", _moment(cell).isoformat(timespec="milliseconds")
    elif isinstance(cell, (int, float)):
        kind, words = "Number", repr(cell)
    return f'<Cell><Data ss:Type="{kind}">{html.escape(words)}</Data></Cell>'


WORKBOOKS = {".xlsx": xlsx, ".xlsm": xlsx, ".xlsb": xlsb, ".xls": xls, ".ods": ods, ".xml": spreadsheet_xml}
MARKUP = {".xls": web_page, ".htm": web_page, ".mht": web_archive}
TEXT = {".csv": text, ".tsv": lambda sheets: text(sheets, "\t")}
