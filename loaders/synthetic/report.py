"""A report of a case-management system, as it lands in a folder: a table, and the mess around it.

Each module in loaders/synthetic/reports declares one `REPORT`: the headings its columns may have,
the words its codes are written in, and the rows. What every report shares is here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter

import numpy as np
import pandas as pd
import xlsxwriter

from loaders.extracts import extracts
from loaders.synthetic import days

# The loader knows synthetic data by these words.
SOURCE = "Synthetic data from Measures that Matter: no real child, family or worker"


@dataclass(frozen=True)
class Column:
    kind: str
    headings: tuple[str, ...]
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open_ended: bool = False  # blank while it lasts: some exports put 31/12/9999


def ident(*headings):
    return Column("id", headings)


def words(*headings):
    return Column("text", headings)


def name_of_team(*headings):
    return Column("team", headings)


def day(*headings, open_ended=False):
    return Column("day", headings, open_ended=open_ended)


def moment(*headings):
    return Column("moment", headings)


def number(*headings):
    return Column("number", headings)


def yes_no(*headings):
    return Column("yes/no", headings)


def coded(*headings, texts):
    return Column("code", headings, texts)


@dataclass(frozen=True)
class Report:
    """`rows(authority)` gives every row there will ever be, with all that will ever be known of
    it, and beside the table's columns some that begin with `_`: `_opened` and `_closed`, the
    moments between which the case was open (closed NaT: still open), and `_text_x`, what stands
    in column x's cells in place of its value.

    `known` says from when a column is known: {column: (moment's column, value before)}, where the
    value before is None or the name of a column. `extras` are columns that no indicator needs.
    A register is one spreadsheet that is added to, so that one file holds everything. `starts(authority)` is the
    day from which this is recorded at all, where that is later than the extracts begin.
    """

    table: str
    title: str
    file_name: str
    columns: Mapping[str, Column]
    rows: Callable
    known: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    extras: Mapping[str, tuple] = field(default_factory=dict)
    is_register: bool = False
    starts: Callable | None = None

    def as_known(self, rows: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
        """The rows open at any time between two days, as they were known when the last was over."""
        start, end = _as_day(first), _as_day(last + 1)
        open_then = (rows["_opened"] < end) & ~(rows["_closed"] < start)
        rows = rows[open_then].copy()
        for column, (when, before) in self.known.items():
            unknown = ~(rows[when] < end)
            rows[column] = rows[column].mask(unknown, rows[before] if before else None)
        return rows


# For the modules in reports


def as_days(numbers) -> pd.Series:
    """Days from their numbers; what never comes is NaT."""
    numbers = np.asarray(numbers)
    values = np.where(numbers >= days.OPEN, 0, numbers).astype("datetime64[D]").astype("datetime64[us]")
    values[numbers >= days.OPEN] = np.datetime64("NaT")
    return pd.Series(values)


def as_moments(minutes) -> pd.Series:
    minutes = np.asarray(minutes)
    never = minutes >= days.OPEN * days.MINUTES
    values = np.where(never, 0, minutes).astype("datetime64[m]").astype("datetime64[us]")
    values[never] = np.datetime64("NaT")
    return pd.Series(values)


def expand(family, size, families) -> tuple[np.ndarray, np.ndarray]:
    """One row a child: the group each belongs to, and the child's place in `child_ids`."""
    size = np.asarray(size)
    group = np.repeat(np.arange(len(size)), size)
    within = np.arange(len(group)) - np.repeat(np.cumsum(size) - size, size)
    return group, families.first[np.asarray(family)][group] + within


def numbered(base: int, n: int, rng) -> np.ndarray:
    """Ids in the order of the rows, with gaps as real ones have."""
    return (base + np.cumsum(rng.integers(1, 9, size=n))).astype(str)


def worker_id(worker: int | None) -> str | None:
    return None if worker is None else str(70_000 + worker)


def _as_day(number: int) -> pd.Timestamp:
    return pd.Timestamp(days.date_of(number))


# Writing one


def write(report: Report, path, rows: pd.DataFrame, first: int, last: int, rng) -> None:
    """The workbook of the rows known between two days. The same arguments give the same bytes."""
    file = _File(report, rows, first, last, rng)
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"created": datetime(2021, 4, 1)})  # not the moment it is written
        bold, title = book.add_format({"bold": True}), book.add_format({"bold": True, "font_size": 14})
        sheet = book.add_worksheet(file.sheet_name)
        for kind, layout in ((date, "dd/mm/yyyy"), (datetime, "dd/mm/yyyy hh:mm")):
            sheet.add_write_handler(kind, _as_shown(book.add_format({"num_format": layout})))
        for place, (heading, _) in enumerate(file.columns, start=file.offset):
            sheet.set_column(place, place, max(12, len(heading) + 2))
        sheet.merge_range(0, file.offset, 0, file.offset + min(len(file.columns), 8) - 1, report.title, title)
        for number, (cells, is_bold) in enumerate(file.lines(), start=1):
            sheet.write_row(number, file.offset, cells, bold if is_bold else None)
        parameters = book.add_worksheet("Parameters")
        parameters.set_column(0, 1, 40)
        for number, cells in enumerate(file.parameters()):
            parameters.write_row(number, 0, cells)


def _as_shown(layout):
    return lambda sheet, row, column, day, _: sheet.write_datetime(row, column, day, layout)


def _same(value):
    return value


# The ways a value may be written, and how often all cells of a column are written in each; the last share is for a
# column in which they are mixed.
DAYS = ([_same, "{:%d/%m/%Y}".format, "{:%Y-%m-%d}".format, "{:%d/%m/%Y 00:00}".format], [0.6, 0.2, 0.05, 0.05, 0.1])
MOMENTS = ([_same, "{:%d/%m/%Y %H:%M}".format, "{:%Y-%m-%dT%H:%M:%S}".format], [0.6, 0.2, 0.08, 0.12])
IDS = ([lambda text: int(text) if text.isdigit() else text, _same], [0.55, 0.3, 0.15])
# Teams mostly as they should be; otherwise in other letters or with other spaces.
TEAMS = [
    *[_same] * 12, str.upper, str.lower, "{} ".format, " {}".format,
    lambda name: name.replace(" ", "  ", 1), lambda name: name.replace(" ", "\u00a0"),
]  # fmt: skip


class _File:
    """One file of a report: how this one came out, and its lines."""

    def __init__(self, report, rows, first, last, rng):
        self.report, self.rng = report, rng
        self.first, self.last = days.date_of(first), days.date_of(last)
        self.offset = int(rng.random() < 0.4)
        self.grouped = rng.random() < 0.25 and "team" in rows
        self.page = int(rng.choice([0, 0, 40, 120, 400])) if len(rows) > 80 else 0
        self.shouts = rng.random() < 0.25
        self.blank = rng.choice([None, None, "NULL", "N/A", " "])
        self.forever = rng.random() < 0.3
        self.ids = self._ways(*IDS)
        name = report.title.split(": ")[-1]  # Excel allows no colon in a sheet's name
        self.sheet_name = str(rng.choice(["Report1", name, "Sheet1", report.file_name]))[:31]
        if self.grouped:
            rows = rows.sort_values("team", kind="stable", na_position="first")
        self.rows = self._with_faults(rows)
        self.n_rows = len(self.rows)
        self.columns = self._columns()

    def _with_faults(self, rows):
        """Now and then a line printed twice, and a line that has lost whose it is."""
        rng, parts = self.rng, [rows]
        if len(rows) > 60 and rng.random() < 0.35:
            at = int(rng.integers(len(rows)))
            parts = [rows.iloc[: at + 1], rows.iloc[at:]]
        child = extracts()[self.report.table].columns.get("child_id")
        if len(rows) > 60 and rng.random() < 0.15 and child and child.required:
            parts.append(rows.iloc[[int(rng.integers(len(rows)))]].assign(child_id=None))
        return pd.concat(parts) if len(parts) > 1 else rows

    # The table

    def _columns(self) -> list[tuple[str, list]]:
        """(heading, what stands in each cell) for every column, known and unknown, in some order."""
        rng, columns = self.rng, []
        raw = rng.random() < 0.3
        for name, column in self.report.columns.items():
            upper = [h for h in column.headings if h.isupper() and "_" in h]
            usual = [h for h in column.headings if h not in upper]
            choice = upper if raw and upper else usual or upper
            heading = choice[0] if rng.random() < 0.5 else str(rng.choice(choice))
            columns.append((self._vary(heading), self._cells(name, column)))
        for heading, texts in self.report.extras.items():
            if rng.random() < 0.45:
                columns.append((heading, rng.choice(texts, size=self.n_rows).tolist()))
        if rng.random() < 0.4:
            columns = [columns[i] for i in rng.permutation(len(columns))]
        return columns

    def _vary(self, heading):
        rng = self.rng
        if self.shouts:
            heading = heading.upper()
        elif rng.random() < 0.1:
            heading = heading.lower()
        if rng.random() < 0.12:
            heading = heading.replace(" ", "\u00a0")
        if rng.random() < 0.1:
            heading += " "
        return heading

    def _cells(self, name, column) -> list:
        ways = self._ways_of(column)
        which = self.rng.integers(len(ways), size=self.n_rows).tolist()
        nothing = self.blank
        if column.open_ended and self.forever:
            nothing = "31/12/9999" if self.rng.random() < 0.6 else date.max
        values = self._values(name)
        cells = [nothing if v is None else ways[w](v) for w, v in zip(which, values, strict=True)]
        if (instead := f"_text_{name}") in self.rows:
            cells = [c if t is None else t for c, t in zip(cells, self._values(instead), strict=True)]
        return cells

    def _values(self, name) -> list:
        """A column's values as Python has them, None where there is none."""
        values = self.rows[name]
        if values.dtype.kind == "M":
            return values.to_numpy("datetime64[m]" if name.endswith("_at") else "datetime64[D]").tolist()
        return values.astype(object).where(values.notna(), None).tolist()

    def _ways_of(self, column) -> list[Callable]:
        """The ways in which this file writes the values of a column."""
        match column.kind:
            case "id":
                return self.ids
            case "team":
                return TEAMS
            case "day":
                return self._ways(*DAYS)
            case "moment":
                return self._ways(*MOMENTS)
            case "yes/no":
                yes, no = self.rng.choice([("Yes", "No"), ("Y", "N"), ("YES", "NO")]).tolist()
                return [{True: yes, False: no}.__getitem__]
            case "code":
                most = max(map(len, column.texts.values()))
                ways = [{code: t[n % len(t)] for code, t in column.texts.items()}.__getitem__ for n in range(most)]
                return self._ways(ways, [0.5 / most] * most + [0.5])
            case _:
                return [_same]

    def _ways(self, ways, shares) -> list[Callable]:
        """One of them, or for the last share all."""
        chosen = int(self.rng.choice(len(shares), p=shares))
        return [ways[chosen]] if chosen < len(ways) else ways

    # Its lines below the title, each its cells and whether they are bold

    def lines(self) -> Iterator[tuple[list, bool]]:
        yield from self._banner()
        headings = [heading for heading, _ in self.columns], True
        yield headings
        pages = 1 + (self.n_rows // self.page if self.page else 0)
        rows = list(zip(*(cells for _, cells in self.columns), strict=True))
        if self.grouped:
            for team, block in groupby(zip(self._values("team"), rows, strict=True), key=itemgetter(0)):
                block = [(row, False) for _, row in block]
                yield from block
                yield [f"Subtotal {team or '(none)'}: {len(block):,}"], True
        else:
            for number, row in enumerate(rows):
                if self.page and number and number % self.page == 0:
                    yield [f"Page {number // self.page} of {pages}"], False
                    yield [], False
                    yield headings
                yield row, False
        yield from self._footer(pages)

    def _banner(self):
        rng = self.rng
        run_at = datetime.combine(self.last, datetime.min.time()) + timedelta(
            days=int(rng.integers(1, 5)), hours=int(rng.integers(7, 19)), minutes=int(rng.integers(60))
        )
        run = f"Report run on {run_at:%d/%m/%Y %H:%M} by SYSTEM"
        as_at = f"Data as at: {self.last:%d/%m/%Y}"
        for text in (run, as_at, *map(": ".join, self._parameters()), SOURCE):
            if text in (as_at, SOURCE) or rng.random() < 0.75:
                yield [text], False
                if rng.random() < 0.2:
                    yield [], False
        for _ in range(int(rng.integers(3))):
            yield [], False

    def _footer(self, pages):
        rng = self.rng
        if rng.random() < 0.8:
            if rng.random() < 0.5:
                yield [], False
            yield [f"Grand total: {self.n_rows:,}" if rng.random() < 0.7 else f"Total: {self.n_rows}"], True
        yield [], False
        if self.page:
            yield [f"Page {pages} of {pages}"], False
            yield [], False
        yield ["OFFICIAL-SENSITIVE: for authorised staff of the authority only. Do not forward."], False
        if rng.random() < 0.5:
            yield ["End of report"], False

    def _parameters(self):
        return [("Team", "All"), ("Start date", f"{self.first:%d/%m/%Y}"), ("End date", f"{self.last:%d/%m/%Y}")]

    def parameters(self) -> list[tuple[str, str]]:
        """The lines of the sheet that says how the report was run."""
        return [("Report", self.report.title), ("Parameter", "Value"), *self._parameters(),
                ("Include closed", "Yes"), ("Source", SOURCE)]  # fmt: skip
