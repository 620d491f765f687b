"""Files that no report is: each as bytes, for tests of what is said of them."""

import io
import random
import re
import struct
import warnings
import zipfile

import openpyxl

from tests.loaders.every_format import edited, ods, packed, spreadsheet_xml, text, xls

END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def workbook(rows=(("Person ID", "Contact Date"), ("5", "04/03/2024"))) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    return _saved(book)


def far_cell(address: str) -> bytes:
    """A few kilobytes that ask for a sheet as large as Excel allows."""
    book = openpyxl.Workbook()
    book.active[address] = 1
    return _saved(book)


def two_corners(dimension: str) -> bytes:
    """A cell at either end of a sheet, which says of itself that it reaches over `dimension`."""
    book = openpyxl.Workbook()
    book.active["A1"] = book.active["XFD1048576"] = 1
    return edited(_saved(book), "xl/worksheets/sheet1.xml", lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="%s"' % dimension.encode(), xml))


def takes_its_reader_down() -> bytes:
    """A few kilobytes for which a reader asks half a terabyte, and dies."""
    return two_corners("A1:B2")


def bomb() -> bytes:
    """A workbook of a few kilobytes whose sheet unpacks to 70 MB of spaces."""
    packed = io.BytesIO(workbook())
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * 70_000_000)
    return packed.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A workbook with one part more, even if it has one of that name."""
    archive = io.BytesIO(workbook())
    with warnings.catch_warnings(), zipfile.ZipFile(archive, "a") as opened:
        warnings.simplefilter("ignore")  # of a name that is there already
        opened.writestr(name, content)
    return archive.getvalue()


def encrypted_zip() -> bytes:
    """A workbook in a ZIP that asks for a password."""
    content = bytearray(workbook())
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = -1
        while (at := content.find(mark, at + 1)) >= 0:
            content[at + flags] |= 1
    return bytes(content)


def protected_xls() -> bytes:
    """An .xls whose second record says that what follows is under a password."""
    book = xls({"A": [["Person ID", "Contact Date"]]})
    second = book.index(b"\x09\x08\x10\x00") + 20
    return book[:second] + b"\x2f\x00" + book[second + 2 :]


def protected_ods() -> bytes:
    return edited(ods({"A": [["Person ID", "Contact Date"]]}), "META-INF/manifest.xml", lambda xml: xml.replace(b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>"))


def corrupt_sheet() -> bytes:
    """A workbook in whose sheet some bytes are others: it opens, and does not unpack."""
    content = bytearray(workbook([["Person ID", "Contact Date"], *[[n, "04/03/2024"] for n in range(500)]]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    middle = part.header_offset + 30 + len(part.filename) + part.compress_size // 2
    content[middle : middle + 20] = bytes(20)
    return bytes(content)


def compound_file(*streams: str) -> bytes:
    """The container of an .xls, and of any Office file under a password, with the given streams of 4096 noughts each."""
    n_folders = (len(streams) + 4) // 4
    first = 1 + n_folders
    chains = [FAT, *range(2, n_folders + 1), END]
    for i in range(len(streams)):
        chains += [*range(first + 8 * i + 1, first + 8 * i + 8), END]
    chains += [FREE] * (128 - len(chains))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0, 0) + b"\xff" * 432
    root = _folder_entry("Root Entry", 5, END, 0, child=1)
    entries = [_folder_entry(s, 2, first + 8 * i, 4096, right=i + 2 if i + 1 < len(streams) else FREE) for i, s in enumerate(streams)]
    return header + struct.pack("<128I", *chains) + b"".join([root, *entries]).ljust(512 * n_folders, b"\0") + bytes(4096 * len(streams))


def _folder_entry(name, kind, start, size, child=FREE, right=FREE) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    return letters.ljust(64, b"\0") + struct.pack("<HBBIII16xI8x8xIQ", len(letters), kind, 1, FREE, right, child, 0, start, size)


def under_a_password() -> bytes:
    return compound_file("EncryptionInfo", "EncryptedPackage")


def _saved(book) -> bytes:
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


ROWS = [["Person ID", "Contact Date"], ["5", "04/03/2024"]]
SIGN_IN = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><form><input name=user></form></body></html>"
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'

#: name -> (content, words of the sentence that refuses it)
REFUSED = {
    "empty.xlsx": (b"", "is empty"),
    "empty.csv": (b"", "is empty"),
    "blank.csv": (b"\r\n \r\n\r\n", "is empty"),
    "mark alone.csv": (b"\xef\xbb\xbf\r\n", "is empty"),
    "noughts.xlsx": (bytes(5000), "is empty"),
    "truncated.xlsx": (workbook()[:-700], "cut short"),
    "half.xlsx": (workbook()[:2500], "cut short"),
    "corrupt.xlsx": (corrupt_sheet(), "sheet of the workbook is damaged"),
    "no workbook part.xlsx": (packed({"xl/workbook.xml": "<workbook", "[Content_Types].xml": ""}), "damaged"),
    "protected.xlsx": (under_a_password(), "password"),
    "protected.xls": (under_a_password(), "password"),
    "protected by Excel.xls": (protected_xls(), "password"),
    "protected.ods": (protected_ods(), "password"),
    "protected zip.xlsx": (encrypted_zip(), "password"),
    "sign in.xlsx": (SIGN_IN, "web page without a table"),
    "sign in.csv": (SIGN_IN, "web page without a table"),
    "frames.xls": (b"<html><frameset><frame src=sheet001.htm></frameset></html>", "web page without a table"),
    "message.mht": (b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nDear all", "has no table"),
    "zip of text.zip": (packed({"contacts.csv": text({"": ROWS})}), "zip archive and no workbook"),
    "up and away.xlsx": (packed({"../../etc/passwd": "x", "/etc/shadow": "x"}), "zip archive and no workbook"),
    "letter.docx": (packed({"word/document.xml": "<w/>"}), "Word document"),
    "slides.xlsx": (packed({"ppt/presentation.xml": "<p/>"}), "PowerPoint"),
    "sheet.numbers": (packed({"Index/Document.iwa": "x"}), "Apple Numbers"),
    "letter.xls": (compound_file("WordDocument"), "Word document"),
    "slides.xls": (compound_file("PowerPoint Document"), "PowerPoint"),
    "mail.msg": (compound_file("__properties_version1.0"), "Outlook message"),
    "drawing.xls": (compound_file("VisioDocument"), "Office file and no workbook"),
    "compound.xls": (compound_file("Workbook")[:600], "damaged"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "picture"),
    "letter.pdf": (b"%PDF-1.7 ...", "PDF"),
    "report.csv": (b"%PDF-1.7 ...", "PDF"),
    "letter.xlsx": (b"{\\rtf1 Dear all}", "text document"),
    "extract.csv.gz": (b"\x1f\x8b\x08\x00 and so on", "packed archive"),
    "all.7z": (b"7z\xbc\xaf\x27\x1c and so on", "packed archive"),
    "store.db": (b"SQLite format 3\x00 and so on", "database"),
    "noise.xlsx": (b"!" + random.Random(1).randbytes(5000), "neither text nor"),
    "open quotation.csv": (b'Person ID,Contact Date,Team\r\n5,04/03/2024,"Front Door\r\n6,04/03/2024,A\r\n', "never closed"),
    "one line.csv": (b"Person ID,Contact Date," * 800_000, "longer than a whole report"),
    "half a character.csv": (b"\xff\xfeP\x00e\x00r\x00\x00\xd8", "text is damaged"),
    "bomb.xlsx": (bomb(), "would unpack to 70 MB"),
    "many parts.xlsx": (packed({"xl/workbook.xml": "", **{f"xl/{n}": "" for n in range(10_001)}}), "not put together"),
    "a part twice.xlsx": (with_part("xl/worksheets/sheet1.xml", b"<worksheet/>"), "not put together"),
    "two corners.xlsx": (two_corners("A1:XFD1048576"), "reaches out to cell XFD1048576"),
    "laughs.xml": (LAUGHS + spreadsheet_xml({"A": ROWS}).partition(b"?>")[2], "document type"),
    "laughs.xls": (LAUGHS + spreadsheet_xml({"A": ROWS}).partition(b"?>")[2], "document type"),
    "another.xml": (b'<?xml version="1.0"?><letter><to>all</to></letter>', "none of the returns"),
    "half.xml": (spreadsheet_xml({"A": ROWS})[:-40], "damaged"),
}
