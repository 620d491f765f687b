"""Coded cells, and yes or no: the many ways in which real files write one code, tried from the surest to the least sure.

    the code or one of its spellings            6, Police, POLICE, '6
    the same after a letter or number           q) Police, 01) Police
    a code before or after words                6: Police, WBRI White British, Police [6]
    words after a code that is not ours         CYP - POLICE, (CS) Police, A.A1 White > British
    words before a detail that is not ours      Police - response team, Not offered (missing again)
    the same without what damage to its text    childrenâ€™s centres
    put into it

Only whole spellings count, never a letter that stands before them: two templates number their lists differently. Where a
code and its words say different things, the cell says neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from loaders.cells import SPREADSHEET_ERROR, Fault, clean, is_nothing, is_spreadsheet_error
from loaders.schema import RAW, UNMAPPED, Column, fold

_AROUND = "'\u2018\u2019\"\u201c\u201d`. "
_LETTER = re.compile(r"^(?:[a-z]{1,2}\d?|\d{1,2})\)\s*", re.IGNORECASE)
_BEFORE = re.compile(r"^([A-Za-z0-9]{1,4})(\s*[:\-\u2013\u2014>\[(]\s*|\s+)(?=\S)")
_AFTER = re.compile(r"^(.*?)\s*[\[(]\s*(?:[A-Z]{2,4} )?([A-Za-z0-9]{1,4})\s*[\])]$")  # also (CIN RC5)
_DETAIL = re.compile(r"^(.{2,}?)\s*(?:\s[-\u2013\u2014>]\s|[:\[(])\s*(.+?)[\])]?$")
# A code of the sending system's own: in brackets, with a digit, in capitals or with a dot in it.
_LOCAL = re.compile(
    r"^(?:\([A-Za-z0-9.&/ ]{1,8}\)\s*|\(?[A-Z]\.[A-Z]{1,2}\d*\)?\s*[:\-]?\s*|(?=\S*\d)[A-Za-z0-9._/]{1,10}(?:\s*[:\-\u2013\u2014>\[]\s*|\s+)|[A-Z]{1,4}\s*[:\-\u2013\u2014>\[]\s*|[A-Z]{5,10}\s+[-\u2013\u2014\[]\s*(?=.*[a-z]))"
)
_NOT_MAPPED = re.compile(r"^code\s+(.+?)\s+is\s+not\s+mapped\W*$", re.IGNORECASE)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_LIKE_A_CODE = re.compile(r"(?=.{1,4}$)[A-Z]{0,4}\d{0,2}[A-Z]?")
_VAGUE = frozenset(("other", "others", "unknown", "notknown", "notstated", "none", "individual", "health", "education"))  # say nothing beside other words


def not_a_code(text: str) -> Fault:
    """What is known of a code that is not: its text, kept for a mapping that may yet say what it means."""
    return Fault("not a known code", "kept as unmapped", f"{UNMAPPED}{RAW}{text}")


class Spellings:
    """The ways in which the codes of one column are written. `find` gives the code that a text means, or None."""

    def __init__(self, codes):
        self._meant: dict[str, str] = {}
        self._short: dict[str, str] = {}
        for code, spellings in codes.items():
            for spelling in (code, *spellings):
                self._meant.setdefault(fold(spelling), code)
                if _LIKE_A_CODE.fullmatch(spelling):
                    self._short.setdefault(fold(spelling), code)
        self._meant.pop("", None)  # the code for nothing said is not what "?" says

    def exactly(self, text: str) -> str | None:
        return self._meant.get(fold(text))

    def find(self, text: str) -> str | None:
        code = self._find(text)
        if code is None and not text.isascii():
            code = self._find(_NOT_ASCII.sub(" ", text))
        return code

    def _find(self, text: str, depth: int = 0) -> str | None:
        text = text.strip(_AROUND)
        if (code := self.exactly(text)) is not None:
            return code
        text = _LETTER.sub("", text).strip(_AROUND)
        if (code := self.exactly(text)) is not None:
            return code
        for short, words in _parts(text):
            if (code := self._short.get(fold(short))) is not None:
                said = None if fold(words) in _VAGUE else self.exactly(words.strip("[]() "))
                return code if said in (None, code) else None
        if depth < 2 and (local := _LOCAL.match(text)):
            rest = text[local.end() :].strip("[]() ")
            if fold(rest) not in _VAGUE and (code := self._find(rest, depth + 1)) is not None:
                return code
        if (match := _DETAIL.match(text)) and fold(match[1]) not in _VAGUE and (code := self.exactly(match[1])) is not None:
            return code if self.exactly(match[2]) in (None, code) else None
        return None


def _parts(text: str):
    """What could be a code in a text, with the words beside it: at its start, and in brackets at its end."""
    if match := _BEFORE.match(text):
        short, between = match[1], match[2]
        # With only a space between, `10 Downing` and `WBRI White` may be a code and words; `Not known` and `No one` are not.
        if between.strip() or any(c.isdigit() for c in short) or (len(short) > 2 and short.isupper()):
            yield short, text[match.end() :]
    if match := _AFTER.match(text):
        yield match[2], match[1]


def code_reader(column: Column) -> Callable[[object], object]:
    """A function from a cell to one of the column's codes, to None where it says nothing, or to a `Fault`."""
    spellings = Spellings(column.codes)
    together = _together(column, spellings) if column.several_mean else None

    def read(cell):
        text = clean(cell)
        if is_spreadsheet_error(text):
            return SPREADSHEET_ERROR
        code = spellings.exactly(text)
        if code is None and column.several and len(parts := [p for p in re.split(r"[,;|/\n]", text) if not is_nothing(p)]) > 1:
            found = [spellings.find(p) for p in parts]
            known = [c for c in column.codes if c in found]
            if known and None in found:
                return Fault("one of several codes is not known", "the known one kept", known[0])
            code = known[0] if known else None
        if code is None:
            code = spellings.find(text)
        if code is None and together:
            code = together(text)
        if code is None and (match := _NOT_MAPPED.match(text)) and (code := spellings.find(match[1])):
            return Fault("a code that the sending system says it has not mapped", "the code in it used", code)
        if code is None:
            return not_a_code(text)
        return code or None

    return read


#: Words that may stand beside several codes and change nothing.
_BESIDE = frozenset("and or of the with likelihood risk abuse abused only injury category harm both".split())


def _together(column: Column, spellings: Spellings) -> Callable[[str], str | None]:
    """Of a text that names codes side by side (`Neglect and physical`) or flags them in their order (`YNNN`): the one
    that it names, or the one that stands for several."""
    single = [code for code in column.codes if code and code != column.several_mean]
    flags = re.compile(rf"[YN]{{{len(single)}}}", re.IGNORECASE)

    def read(text):
        text = _LETTER.sub("", text.strip(_AROUND))
        if flags.fullmatch(text):
            named = {code for code, flag in zip(single, text.upper(), strict=True) if flag == "Y"}
        else:
            words = [w for w in re.split(r"[^A-Za-z]+", text) if w and w.casefold() not in _BESIDE]
            named = {spellings.exactly(word) for word in words}
        if not named or None in named or "" in named:
            return None
        return named.pop() if len(named) == 1 else column.several_mean

    return read


# --- yes and no -------------------------------------------------------------------------------------------------------

YES_NO = {
    "yes": ("Y", "1", "True", "T", "Seen", "Child seen", "Seen alone", "Child seen alone"),
    "no": ("N", "0", "False", "F", "Not seen", "Child not seen", "Not seen alone", "Child not seen alone", "Seen not alone"),
    "": ("Unknown", "U", "Not stated", "Not yet known", "Undecided"),
}
_FIRST = re.compile(r"^(yes|no)\b(?!\s+(?:further|fixed|information|data))", re.IGNORECASE)


def yes_no_reader(column: Column) -> Callable[[object], object]:
    """A function from a cell to true, false, None where it says neither, or a `Fault`.

    What the column itself spells counts before the usual ways.
    """
    own = {code: tuple(column.codes.get(code, ())) for code in YES_NO}
    taken = {fold(s) for spellings in own.values() for s in spellings}
    spellings = Spellings({code: (*own[code], *(s for s in usual if fold(s) not in taken)) for code, usual in YES_NO.items()})
    values = {"yes": True, "no": False, "": None}

    def read(cell):
        if isinstance(cell, bool):
            return cell
        text = clean(cell)
        if is_spreadsheet_error(text):
            return SPREADSHEET_ERROR
        code = spellings.find(text)
        if code is None and (match := _FIRST.match(_LETTER.sub("", text.strip(_AROUND)))):
            code = match[1].casefold()
        if code is None and own["yes"]:  # a list of what is so, such as of disabilities
            found = {spellings.find(p) for p in re.split(r"[,;|/\n]", text) if not is_nothing(p)}
            code = "yes" if "yes" in found and None not in found and "no" not in found else None
        return Fault("neither yes nor no") if code is None else values[code]

    return read
