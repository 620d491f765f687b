"""Cells in, typed values and faults out.

A reader hands cells over as objects: a real date is a date, a number a number, all else text. Each type of column has one
function from a cell to a value; what it cannot use it returns as a `Fault`, which blanks the cell and is reported by address.
Text is parsed only in the layouts listed here, day first, whatever the machine's locale.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

FIRST_YEAR, LAST_YEAR = 1905, 2070  # a day outside is a placeholder, not a day
SPACES = re.compile(r"(?:[\s\u00a0\u200b\u200c\u200d\u2060\ufeff]|_x000D_)+")
#: What people and systems write for nothing, in small letters.
NOTHING = frozenset(
    (
        "", "null", "(null)", "<null>", "n/a", "na", "<na>", "#n/a", "nan", "nat", "-", "--", "\u2013", "\u2014", ".", "..", "...",
        "<blank>", "(blank)", "not recorded", "not known", "zz",
    )
)  # fmt: skip
ERROR_CELL, NO_RESULT = "#ERROR!", "#NO RESULT!"  # what stands for a cell with an error, or with a formula not worked out
_SPREADSHEET_ERRORS = frozenset(("#ref!", "#div/0!", "#value!", "#name?", "#num!", "#null!", "#getting_data", ERROR_CELL.casefold()))


@dataclass(frozen=True)
class Fault:
    """Why a cell could not be used, what was done, and what a usable one looks like."""

    problem: str
    action: str = "blanked"
    keep: object = None  # what stands in the cell instead

    @property
    def is_blanked(self) -> bool:
        return self.action == "blanked"


SPREADSHEET_ERROR = Fault("spreadsheet error")
WITHOUT_RESULT = Fault("a formula without its result: open the file in Excel and save it")


def clean(cell: object) -> str:
    """A cell as trimmed text, every kind and run of space made one space."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return SPACES.sub(" ", str(cell)).strip()


def is_nothing(cell: object) -> bool:
    """Whether a cell says nothing: empty, spaces, or a word for nothing such as NULL or N/A."""
    if cell is None or not isinstance(cell, str):
        return cell is None
    return (cell if cell.isalnum() else clean(cell)).casefold() in NOTHING


def is_blank(cell: object) -> bool:
    """Whether a cell is empty or holds only spaces."""
    return cell is None or (isinstance(cell, str) and not clean(cell))


def is_spreadsheet_error(text: str) -> bool:
    return text.casefold() in _SPREADSHEET_ERRORS


# --- one cell of each type --------------------------------------------------------------------------------------------


def to_text(cell):
    if isinstance(cell, str) and is_spreadsheet_error(clean(cell)):
        return SPREADSHEET_ERROR
    return clean(cell).lstrip("'\u2018") or None


TOO_LONG = "an identifier too long to be stored as a number: its last digits may be lost"  # Excel keeps 15
_SCIENTIFIC = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)


def to_id(cell):
    """An identifier as text: `4801234.0` is 4801234, leading zeros stay."""
    if isinstance(cell, str) and cell.isalnum():  # as nearly all are
        return cell
    if isinstance(cell, bool) or isinstance(cell, (dt.date, dt.time, dt.timedelta)):
        return Fault("not an identifier")
    if isinstance(cell, (int, float)):
        if cell != cell or cell in (float("inf"), float("-inf")):
            return Fault("not an identifier")
        if not float(cell).is_integer():
            return Fault("an identifier stored as a number with a fraction: digits may be lost", "kept", repr(cell))
        return str(int(cell)) if abs(cell) < 1e15 else Fault(TOO_LONG, "kept", str(int(cell)))
    text = to_text(cell)
    if isinstance(text, str):
        if text.endswith(".0") and text[:-2].isdigit():
            return text[:-2]
        if _SCIENTIFIC.fullmatch(text):
            return Fault(TOO_LONG, "kept", text)
    return text


#: What is printed in place of a published number -> the symbol that DfE uses today. A dash or a tilde does not say why.
SYMBOLS = {
    **{s: s for s in "cuxzk"}, "low": "k", "*": "c", ":": "x", "..": "x", ".": "z",
    "-": "-", "~": "-", "\u2013": "-", "\u2014": "-",
}  # fmt: skip
_PRINTED = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")


def to_figure(cell):
    """A published figure as text: `1,278` is 1278, `[c]` and `C` are c. Anything else is no figure."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return clean(cell) if math.isfinite(cell) else Fault("neither a number nor a symbol")
    text = clean(cell)
    if is_spreadsheet_error(text):
        return SPREADSHEET_ERROR
    if _PRINTED.fullmatch(text):
        return text.replace(",", "")
    return SYMBOLS.get(text.strip("[]() ").casefold(), Fault("neither a number nor a symbol"))


_MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_TIME = r"(?:[ T,]+(?:at )?(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?"
_YMD = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})" + _TIME + r"(?P<zone>Z|[+-]\d{2}:?\d{2})?")
_DMY = re.compile(r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4}|\d{2})" + _TIME)
_DAY_NAME = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_DMONY = re.compile(
    _DAY_NAME + r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[-/ .]+(?:of )?(?P<mon>[A-Za-z]{3,9})\.?,?[-/ .]+(?P<y>\d{4}|\d{2})" + _TIME, re.IGNORECASE
)
DAY_LAYOUTS = (_DMY, _YMD, _DMONY)
_SERIAL = re.compile(r"[2-5]\d{4}(?:\.\d+)?|60000(?:\.0+)?")
_EXCEL_EPOCH = dt.datetime(1899, 12, 30)


def day_of_match(match: re.Match) -> dt.datetime | None:
    """The moment that a match of one of `DAY_LAYOUTS` says, or None where there is no such day."""
    part = match.groupdict()
    month = int(part["m"]) if part.get("m") else _MONTHS.get(part["mon"][:3].casefold())
    if month is None or (part.get("mon") and not _is_month_name(part["mon"])):
        return None
    year = int(part["y"])
    if len(part["y"]) == 2:
        year += 2000 if year <= 30 else 1900
    hour, minute, second = (int(part[k] or 0) for k in "HMS")
    if part["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if part["half"][0] in "pP" else 0)
    try:
        moment = dt.datetime(year, month, int(part["d"]), hour, minute, second)
    except ValueError:
        return None
    return _here(moment, part["zone"]) if part.get("zone") else moment


_LONDON = ZoneInfo("Europe/London")


def _here(moment: dt.datetime, zone: str) -> dt.datetime:
    """The moment on a clock in England. Midnight is taken for a day without a time, and stays that day."""
    if moment.time() == dt.time(0) or moment.year > LAST_YEAR:
        return moment
    aware = dt.datetime.fromisoformat(f"{moment.isoformat()}{'+00:00' if zone == 'Z' else zone}")
    return aware.astimezone(_LONDON).replace(tzinfo=None)


def _is_month_name(word: str) -> bool:
    full = "january february march april may june july august september october november december".split()
    return any(name.startswith(word.casefold()) for name in full) or word.casefold() == "sept"


def parse_moment(cell) -> dt.datetime | None:
    """The moment a cell says, to the second, or None."""
    if isinstance(cell, dt.datetime):
        if not cell.microsecond and cell.tzinfo is None:
            return cell
        seconds = dt.timedelta(seconds=1) if cell.microsecond >= 500_000 and cell.year <= LAST_YEAR else dt.timedelta(0)
        return cell.replace(microsecond=0, tzinfo=None) + seconds
    if isinstance(cell, dt.date):
        return dt.datetime(cell.year, cell.month, cell.day)
    if isinstance(cell, (bool, dt.time, dt.timedelta)):
        return None
    if isinstance(cell, (int, float)):
        return _from_serial(cell) if 20000 <= cell <= 60000 else None
    text = clean(cell).lstrip("'\u2018")
    for layout in DAY_LAYOUTS:
        if match := layout.fullmatch(text):
            return day_of_match(match)
    return _from_serial(float(text)) if _SERIAL.fullmatch(text) else None


_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([AaPp]\.?[Mm]\.?)?|([01]\d|2[0-3])([0-5]\d)(?: ?hrs?)?")


def parse_time(cell) -> dt.timedelta | None:
    """The time of day that a cell says, since midnight, to the second; or None."""
    if isinstance(cell, dt.datetime):
        cell = cell.time()
    if isinstance(cell, dt.time):
        return dt.timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    if isinstance(cell, dt.timedelta):
        return cell if dt.timedelta(0) <= cell < dt.timedelta(days=1) else None
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return dt.timedelta(seconds=round(cell * 86_400)) if 0 <= cell < 1 else None
    if not (match := _CLOCK.fullmatch(clean(cell).lstrip("'\u2018"))):
        return None
    hour, minute, second = (int(part or 0) for part in (match[1] or match[5], match[2] or match[6], match[3]))
    if match[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[4][0] in "pP" else 0)
    return dt.timedelta(hours=hour, minutes=minute, seconds=second) if hour < 24 and minute < 60 and second < 60 else None


def _from_serial(number: float) -> dt.datetime:
    return parse_moment(_EXCEL_EPOCH + dt.timedelta(days=float(number)))


def to_moment(cell, *, blank_when_far: bool = False):
    moment = parse_moment(cell)
    if moment is None:
        if isinstance(cell, str) and is_spreadsheet_error(clean(cell)):
            return SPREADSHEET_ERROR
        return Fault("not a day")
    if moment.year < FIRST_YEAR:
        return Fault(f"a day before {FIRST_YEAR}")
    if moment.year > LAST_YEAR:
        return None if blank_when_far else Fault(f"a day after {LAST_YEAR}")
    return moment


def to_day(cell, *, blank_when_far: bool = False):
    moment = to_moment(cell, blank_when_far=blank_when_far)
    return moment.replace(hour=0, minute=0, second=0, microsecond=0) if isinstance(moment, dt.datetime) else moment


_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")


def to_number(cell, *, between=None):
    if isinstance(cell, (bool, dt.date, dt.time, dt.timedelta)):
        return Fault("not a number")
    if isinstance(cell, (int, float)):
        number = float(cell)
    else:
        text = clean(cell).lstrip("'\u2018")
        if is_spreadsheet_error(text):
            return SPREADSHEET_ERROR
        digits, percent = (text[:-1].rstrip(), 100) if text.endswith("%") else (text, 1)
        if not any(c.isdigit() for c in digits) or not _NUMBER.fullmatch(digits):
            return Fault("not a number")
        number = float(digits.replace(",", "")) / percent
    if not math.isfinite(number):
        return Fault("not a number")
    if between and not between[0] <= number <= between[1]:
        return Fault(f"not between {between[0]:g} and {between[1]:g}")
    return number
