"""Tables in markup, which are often sent under the name of an .xls: web pages, web archives, Excel's XML of 2003."""

from __future__ import annotations

import datetime as dt
import email
import io
import re
from collections.abc import Iterator

from lxml import etree

from loaders.cells import ERROR_CELL, NO_RESULT
from loaders.text import decode
from loaders.workbook import LONGEST, RUN_AGAIN, SAVE_AS, WIDEST, Refused, Sheet, sheet_of

_BLOCKS = frozenset("address blockquote body br caption center dd div dl dt fieldset form h1 h2 h3 h4 h5 h6 hr li ol p pre section table tbody td tfoot th thead tr ul".split())
_UNSEEN = frozenset(("head", "title", "script", "style", "xml", "object", "template", "noframes"))
_NO_TABLE = (
    "It is a web page without a table: a sign-in page, an error message or a frame, saved in place of the report. Open it in a browser to see "
    f"what it says. {RUN_AGAIN}"
)


# --- web pages --------------------------------------------------------------------------------------------------------


def read_web_page(content: bytes) -> Iterator[Sheet]:
    """The tables of a web page, a sheet each, all cells text. Rows are numbered as when Excel opens the page: text between tables has rows too."""
    sheets = _tables(decode(content))
    if not sheets:
        raise Refused(_NO_TABLE)
    return iter(sheets)


def read_web_archive(content: bytes) -> Iterator[Sheet]:
    """The tables of the pages in a web archive (.mht), which is how some programs save a workbook as one file."""
    sheets = []
    for part in email.message_from_bytes(content).walk():
        if part.get_content_type() == "text/html":
            sheets += _tables(decode(part.get_payload(decode=True) or b""), len(sheets))
    if not sheets:
        raise Refused(f"It is a message or a web archive and has no table. {SAVE_AS}")
    return iter(sheets)


def _tables(html: str, n_before: int = 0) -> list[Sheet]:
    """A sheet for each table that has rows and columns; the lines and the small tables above it belong to it."""
    try:
        root = etree.fromstring(html.encode(), etree.HTMLParser(encoding="utf-8", no_network=True)) if html.strip() else None
    except etree.LxmlError:  # it forgives everything but what does not fit its memory
        raise Refused(f"The web page is too large or too damaged to be read. {RUN_AGAIN}") from None
    if root is None:
        return []
    tables, rows, numbers, number = [], [], [], 0
    for block in _blocks(root):
        grid = [[block]] if isinstance(block, str) else _grid(block)
        rows += grid
        numbers += range(number + 1, number + 1 + len(grid))
        number += len(grid)
        if len(grid) > 1 and max(map(len, grid)) > 1:
            tables.append((rows, numbers))
            rows, numbers = [], []
    if tables:  # what stands below the last table is at its foot
        tables[-1][0].extend(rows)
        tables[-1][1].extend(numbers)
    elif max(map(len, rows), default=0) > 1:
        tables.append((rows, numbers))
    return [sheet_of(f"Table {n}", rows, numbers) for n, (rows, numbers) in enumerate(tables, n_before + 1)]


def _blocks(root) -> Iterator[str | etree._Element]:
    """The lines of text of a page and its innermost tables, in their order."""
    line = []

    def end_line():
        text = "".join(line).strip()
        line.clear()
        return [text] if text else []

    walk = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _BLOCKS:
                yield from end_line()
            if tag == "table" and next(element.iterdescendants("table"), None) is None:
                yield element
                walk.skip_subtree()
            elif tag in _UNSEEN:
                walk.skip_subtree()
            else:
                line.append(element.text or "")
        else:
            if event == "end" and tag in _BLOCKS:
                yield from end_line()
            line.append(element.tail or "")
    yield from end_line()


def _grid(table) -> list[list[str]]:
    """The rows of a table; a cell over several rows or columns stands in the first, as in a workbook with merged cells."""
    grid, taken = [], {}  # column -> rows below that it is still taken for
    for tr in table.iter("tr"):
        row = []
        for cell in tr.iterchildren("td", "th"):
            while taken.get(len(row)):
                row.append("")
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            if len(row) + across > WIDEST:
                raise Refused(f"A row of the web page's table has more cells than a spreadsheet can have. {RUN_AGAIN}")
            if down > 1:
                taken.update(dict.fromkeys(range(len(row), len(row) + across), down))
            row += [_text(cell), *[""] * (across - 1)]
        taken = {column: n - 1 for column, n in taken.items() if n > 1}
        grid.append(row)
    return grid


def _span(cell, name: str) -> int:
    said = (cell.get(name) or "").strip()
    return min(max(int(said), 1), 1000) if said.isascii() and said.isdigit() and len(said) < 9 else 1


def _text(cell) -> str:
    if not len(cell):
        return (cell.text or "").strip()
    parts = []
    for event, element in etree.iterwalk(cell, events=("start", "end", "comment")):
        if event == "start":
            parts.append("\n" if element.tag == "br" else element.text if element.tag not in _UNSEEN else "")
        elif element is not cell:
            parts.append(element.tail)
    return "".join(filter(None, parts)).strip()


# --- Excel's XML of 2003 ----------------------------------------------------------------------------------------------

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_DAMAGED = f"The workbook (XML of Excel 2003) is damaged. Run the report again, or: {SAVE_AS}"


def read_spreadsheet_xml(content: bytes) -> Iterator[Sheet]:
    """The sheets of a workbook in the XML of Excel 2002 and 2003."""
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", content[:65536]):
        raise Refused(f"The workbook declares a document type, which may carry entities. No report does, and it was not opened. {SAVE_AS}")
    sheets, rows, numbers, row = [], [], [], []
    number = 0
    tags = [_SS + "Worksheet", _SS + "Row", _SS + "Cell", _X + "Visible"]
    is_hidden = False
    try:
        for event, element in etree.iterparse(io.BytesIO(content), events=("start", "end"), tag=tags, resolve_entities=False, no_network=True):
            if event == "start":
                if element.tag == _SS + "Worksheet":
                    rows, numbers, number, is_hidden = [], [], 0, False
                elif element.tag == _SS + "Row":
                    row, above = [], number
                    number = int(element.get(_SS + "Index", above + 1))
                    if not above < number <= LONGEST:
                        raise ValueError
            elif element.tag == _SS + "Cell":
                _put(row, element)
            elif element.tag == _SS + "Row":
                if row.count("") < len(row):
                    rows.append(row)
                    numbers.append(number)
                number += int(element.get(_SS + "Span", 0))
                element.clear()
            elif element.tag == _X + "Visible":
                is_hidden = (element.text or "").strip() != "SheetVisible"
            else:
                sheets.append((element.get(_SS + "Name"), rows, numbers, is_hidden))
                element.clear()
    except (etree.XMLSyntaxError, ValueError):
        raise Refused(_DAMAGED) from None
    return (sheet_of(name or f"Sheet {n}", rows, numbers, is_hidden) for n, (name, rows, numbers, is_hidden) in enumerate(sheets, 1))


def _put(row: list, cell) -> None:
    place = int(cell.get(_SS + "Index", len(row) + 1))
    across = int(cell.get(_SS + "MergeAcross", 0))
    if not len(row) < place <= WIDEST or not 0 <= across <= WIDEST:
        raise ValueError
    row += [""] * (place - 1 - len(row))
    data = cell.find(_SS + "Data")
    if data is None:
        row.append(NO_RESULT if cell.get(_SS + "Formula") else "")
    else:
        text = "".join(data.itertext())
        row.append(_READ.get(data.get(_SS + "Type"), str)(text))
    row += [""] * across


def _moment(text: str) -> dt.date | dt.datetime | str:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.date() if moment == dt.datetime(moment.year, moment.month, moment.day) else moment


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


_READ = {"Number": _number, "DateTime": _moment, "Boolean": lambda text: text.strip() in ("1", "true"), "Error": lambda _: ERROR_CELL}
