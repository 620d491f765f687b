"""Text as rows of cells, whatever its encoding and its delimiter."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from loaders.workbook import RUN_AGAIN, SAVE_AS, Refused, Sheet

LONGEST_LINE = 1 << 24  # characters
_DELIMITERS = ",;\t|"
_SAYS_DELIMITER = re.compile(r"\s*\"?sep=(.)\"?[ \t]*(?:\r\n|\r|\n|$)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_TOP = 20_000  # characters that are looked at for a delimiter


def read_text(content: bytes) -> Iterator[Sheet]:
    """The records of a text, as a sheet named "", once for each delimiter that it may have: the likeliest first."""
    text = decode(content).rstrip("\x1a")
    if len(_CONTROL.findall(text[:_TOP])) > 10:
        raise Refused(f"It is neither text nor a kind of file that is known. {SAVE_AS}")
    csv.field_size_limit(LONGEST_LINE)
    if len(text) > LONGEST_LINE and max(map(len, text.split("\n" if "\n" in text else "\r"))) > LONGEST_LINE:
        raise Refused(f"A line of the text is longer than a whole report: its lines may have lost their ends. {RUN_AGAIN}")
    if says := _SAYS_DELIMITER.match(text):
        return iter([Sheet("", _records(text[says.end() :], says[1]))])
    top = text[:_TOP]
    delimiters = [d for d in sorted(_DELIMITERS, key=top.count, reverse=True) if d in top]
    return (Sheet("", _records(text, d)) for d in delimiters) if delimiters else iter([Sheet("", [[line] for line in text.splitlines()])])


def decode(content: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16, with or without a mark, or else in Windows' Western code page."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    elif even_and_odd := _noughts(content[:4096]):
        encodings = ("utf-16-be",) if even_and_odd[0] > even_and_odd[1] else ("utf-16-le",)
    else:
        encodings = ("utf-8-sig", "cp1252", "latin-1")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(f"The text is damaged: it is neither UTF-8, UTF-16 nor Windows text. {RUN_AGAIN}")


def _noughts(start: bytes) -> tuple[int, int] | None:
    """How many of the even and of the odd bytes are nought, where it is so many of one and so few of the other as UTF-16 has."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    return (even, odd) if max(even, odd) > len(start) * 0.3 and min(even, odd) < len(start) * 0.05 else None


def _records(text: str, delimiter: str) -> list[list[str]]:
    """The records of a text. A quotation mark that is never closed refuses it: the rest would be swallowed by one cell."""
    try:
        if text.count('"') % 2:
            try:
                return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
            except csv.Error as error:
                if "unexpected end of data" in str(error):
                    raise Refused(f"A quotation mark is opened and never closed: the text is cut short or damaged. {RUN_AGAIN}") from None
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Refused(f"The text is not a table ({error}). {RUN_AGAIN}") from None
