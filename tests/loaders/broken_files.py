"""Files that no report is: each as bytes, for tests of what is said of them."""

import io
import struct
import zipfile

import openpyxl

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


def bomb() -> bytes:
    """A workbook of a few kilobytes whose sheet unpacks to 70 MB of spaces."""
    packed = io.BytesIO(workbook())
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * 70_000_000)
    return packed.getvalue()


def other_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("letter.docx", b"Dear all")
    return packed.getvalue()


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


HTML = b"<html><body><table><tr><td>Person ID</td><td>Contact Date</td></tr></table></body></html>"

#: name -> (content, words of the sentence that refuses it)
REFUSED = {
    "empty.xlsx": (b"", "is empty"),
    "empty.csv": (b"", "is empty"),
    "blank.csv": (b"\r\n \r\n\r\n", "is empty"),
    "noughts.xlsx": (bytes(5000), "is empty"),
    "truncated.xlsx": (workbook()[:-700], "cut short"),
    "half.xlsx": (workbook()[:2500], "cut short"),
    "protected.xlsx": (under_a_password(), "password"),
    "protected.xls": (under_a_password(), "password"),
    "web page.xlsx": (HTML, "not a workbook although its name ends in .xlsx"),
    "web page.xls": (HTML, "not a workbook although its name ends in .xls"),
    "text.xlsx": (b"Person ID,Contact Date\r\n5,04/03/2024\r\n", "not a workbook although"),
    "other zip.xlsx": (other_zip(), "zip archive and no workbook"),
    "letter.xls": (compound_file("WordDocument"), "damaged"),
    "workbook.csv": (workbook(), "not text although its name ends in .csv"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not text although"),
    "report.csv": (b"%PDF-1.7 ...", "not text although"),
    "open quotation.csv": (b'Person ID,Contact Date,Team\r\n5,04/03/2024,"Front Door\r\n6,04/03/2024,A\r\n', "never closed"),
    "bomb.xlsx": (bomb(), "would unpack to 70 MB"),
    "letter.pdf": (b"%PDF-1.7 ...", "'.pdf' is not a kind of file"),
    "no ending": (b"Person ID,Contact Date", "'no ending' is not a kind of file"),
}
