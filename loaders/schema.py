"""The words an extract is described in: see any file in loaders/extracts.

    EXTRACT = Extract(
        table="referrals",
        row_is="one referral of one child",
        key=("referral_id", "child_id"),
        columns={"child_id": id_("Person ID", "Mosaic ID", required=True), ...},
    )

A declaration that cannot work is refused on construction, with the name of the offender.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

#: Column suffix -> types it may have, so that a name tells its type.
SUFFIXES = {"_on": {"day"}, "_at": {"moment"}, "_id": {"id"}, "_code": {"code"}, "is_": {"yes/no"}, "has_": {"yes/no"}}


def fold(text: object) -> str:
    """`text` reduced to what headings and codes are compared by: letters and digits, in one case.

    Accents, kinds of space, underscores, quotes and closing question marks make no difference.
    """
    if text.__class__ is str and text.isascii():
        return "".join(filter(str.isalnum, text)).casefold()
    return "".join(c for c in unicodedata.normalize("NFKC", str(text)) if c.isalnum()).casefold()


@dataclass(frozen=True)
class Column:
    """One column of a table and the headings it is known by, the one that messages use first."""

    type: str
    headings: tuple[str, ...]
    required: bool = False
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    several: bool = False  # a cell may list several codes; the one declared first wins
    several_mean: str = ""  # a cell that names several codes side by side, or flags them as YNNN does, means this one
    between: tuple[float, float] | None = None
    optional_extra: bool = False  # many extracts lack it: its absence is not worth a word
    may_be_blank: bool = False  # required as a heading; a row without it stands

    @property
    def heading(self) -> str:
        return self.headings[0]


def _column(type_, headings, required=False, **more) -> Column:
    if not headings:
        raise ValueError(f"a column of type {type_!r} has no heading. Give the heading its extract uses.")
    return Column(type_, headings, required, **more)


def id_(*headings, required=False, optional_extra=False):
    """An identifier: kept as text, whatever the spreadsheet made of it."""
    return _column("id", headings, required, optional_extra=optional_extra)


def text(*headings, required=False, optional_extra=False):
    """Words: spaces trimmed and folded, otherwise as they stand."""
    return _column("text", headings, required, optional_extra=optional_extra)


def day(*headings, required=False, may_be_blank=False, optional_extra=False):
    """A day; a time of day beside it is dropped."""
    return _column("day", headings, required, may_be_blank=may_be_blank, optional_extra=optional_extra)


def moment(*headings, required=False, may_be_blank=False):
    """A day with its time; without one it counts from midnight."""
    return _column("moment", headings, required, may_be_blank=may_be_blank)


def number(*headings, required=False, between=None, optional_extra=False):
    """A number; outside `between` (both ends allowed) it is blanked."""
    return _column("number", headings, required, between=between, optional_extra=optional_extra)


def figure(*headings, required=False, optional_extra=False):
    """A published figure: a number, or the symbol that stands in place of one (c, u, x, z, k); kept as text, as it was printed."""
    return _column("figure", headings, required, optional_extra=optional_extra)


def yes_no(*headings, required=False, optional_extra=False, yes=(), no=(), neither=()):
    """Yes or no, in the many ways it is written; `yes`, `no` and `neither` are words that mean so in this column alone."""
    own = {c: s for c, s in (("yes", yes), ("no", no), ("", neither)) if s}
    return _column("yes/no", headings, required, optional_extra=optional_extra, codes=own)


def code(*headings, codes, required=False, several=False, several_mean="", optional_extra=False):
    """One of `codes`: code -> the ways it is written, besides the code itself; the code "" stands for nothing said."""
    spellings = {c: (s,) if isinstance(s, str) else tuple(s) for c, s in codes.items()}
    return _column("code", headings, required, codes=spellings, several=several, several_mean=several_mean, optional_extra=optional_extra)


UNMAPPED = "unmapped"  # what stands for a code that is not known; the store keeps its text behind `RAW` beside it
RAW = "\x1f"
#: Layouts whose files hold what happened in so many months up to their as-at day, and older cases only while they are open.
MONTHS_COVERED = {"annex a": 6, "cin census": 12, "ssda903": 12, "statutory returns": 12}
MOSAIC = "mosaic"  # the layout of a report of the case-management system, whichever of its headings it uses


@dataclass(frozen=True)
class Layout:
    """A source of a table other than a Mosaic report, such as a list of Ofsted's Annex A: the headings it uses.

    A sheet that uses no others has this layout. `required` are the columns it must have, where they differ from the usual.
    """

    headings: frozenset[str]
    required: tuple[str, ...] | None = None

    def __init__(self, *headings: str, required: tuple[str, ...] | None = None):
        object.__setattr__(self, "headings", frozenset(headings))
        object.__setattr__(self, "required", required)
        object.__setattr__(self, "folded", frozenset(map(fold, headings)))


@dataclass(frozen=True)
class Extract:
    """A kind of file: the table it loads into, what a row is, what identifies a row, and its columns.

    `key` identifies a row; `key_without_id` does where the first column of `key` is absent or blank. With
    `repeats_are_genuine` a second row with the same `key_without_id` in one file is a second case, not a correction.
    `layouts` names the sources other than a Mosaic report that this table may come from: see `Layout`.
    `never_with` lists headings of another kind of file that shares this one's: a sheet that has one is not this extract.
    `only_with` names headings that are too general to be known alone, such as the CHILD of a statutory return, and for each the
    headings of which one must stand beside it.
    `in_order` pairs columns, the second never before the first; `one_at_a_time` names the two between which a child has no
    other row: rows that break either are kept, and reported. Of the rows of a sheet that have one key the last stands, or that
    with the most in the column `latest_by`.

    `rides_along`: its columns are also taken from sheets of other extracts that carry them, and there a blank says nothing.
    `fills` gives the tables that are worked out from this one, instead of being loaded: table -> function of all loaded
    tables' frames, by name, that gives the frame of that table. `adds_to` gives likewise the tables that this one completes.
    """

    table: str
    row_is: str
    key: tuple[str, ...]
    columns: Mapping[str, Column]
    key_without_id: tuple[str, ...] = ()
    repeats_are_genuine: bool = False
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    never_with: frozenset[str] = frozenset()
    only_with: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    in_order: tuple[tuple[str, str], ...] = ()
    one_at_a_time: tuple[str, str] | None = None
    latest_by: str | None = None
    rides_along: bool = False
    fills: Mapping[str, Callable] = field(default_factory=dict)
    adds_to: Mapping[str, Callable] = field(default_factory=dict)

    def __post_init__(self):
        for name in (*self.key, *self.key_without_id):
            if name not in self.columns:
                raise ValueError(f"{self.table}: the key names {name!r}, which is no column of it.")
        for name in (n for pair in (*self.in_order, self.one_at_a_time or ()) for n in pair):
            if name not in self.columns or self.columns[name].type not in ("day", "moment"):
                raise ValueError(f"{self.table}: {name!r} is put in order, and is no column of days or moments.")
        if self.latest_by and self.latest_by not in self.columns:
            raise ValueError(f"{self.table}: the latest row is to be known by {self.latest_by!r}, which is no column of it.")
        seen = {}
        for name, column in self.columns.items():
            for affix, types in SUFFIXES.items():
                if (name.endswith(affix) or (affix.endswith("_") and name.startswith(affix))) and column.type not in types:
                    raise ValueError(f"{self.table}.{name}: a name with {affix!r} is of type {' or '.join(types)}, not {column.type}.")
            for heading in column.headings:
                other = seen.setdefault(fold(heading), name)
                if other != name:
                    raise ValueError(f"{self.table}: the heading {heading!r} is given to both {other!r} and {name!r}.")
        for layout, about in self.layouts.items():
            if unknown := [h for h in about.headings if fold(h) not in seen]:
                raise ValueError(f"{self.table}: the layout {layout!r} names {unknown}, which no column is headed by.")
            if unknown := [n for n in about.required or () if n not in self.columns]:
                raise ValueError(f"{self.table}: the layout {layout!r} requires {unknown}, which is no column of it.")
        if unknown := [h for h in self.only_with if fold(h) not in seen]:
            raise ValueError(f"{self.table}: company is asked for {unknown}, which no column is headed by.")
        object.__setattr__(self, "by_heading", seen)
        object.__setattr__(self, "company", {fold(h): frozenset(map(fold, others)) for h, others in self.only_with.items()})
        object.__setattr__(self, "never_with_folded", frozenset(map(fold, self.never_with)))

    by_heading: Mapping[str, str] = field(init=False, repr=False, default_factory=dict)
    company: Mapping[str, frozenset[str]] = field(init=False, repr=False, default_factory=dict)
    never_with_folded: frozenset[str] = field(init=False, repr=False, default=frozenset())

    @property
    def required(self) -> list[str]:
        return [name for name, column in self.columns.items() if column.required]

    def layout_of(self, headings: Iterable[str]) -> str:
        """The source that a sheet comes from which uses these headings: the first whose own they all are, else `mosaic`."""
        used = set(map(fold, headings))
        return next((name for name, layout in self.layouts.items() if used <= layout.folded), MOSAIC)

    def required_in(self, layout: str) -> list[str]:
        """The columns whose heading a sheet of this layout must have."""
        required = self.layouts[layout].required if layout in self.layouts else None
        return self.required if required is None else list(required)

    def identifying(self, layout: str = MOSAIC) -> list[str]:
        """The columns without which a row is refused: required ids and days, and what a key needs of itself."""
        wanted = [n for n in self.required_in(layout) if self.columns[n].type in ("id", "day", "moment") and not self.columns[n].may_be_blank]
        of_keys = [n for n in self.key if not self.key_without_id or n in self.key_without_id]
        return wanted + [n for n in of_keys if n not in wanted and not self.columns[n].may_be_blank]
