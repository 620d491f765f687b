"""A report of a case-management system, as it lands in a folder: a table, and the mess around it.

Each module in loaders/synthetic/reports declares one `REPORT`: the headings its columns may have,
the words its codes are written in, and the rows. What every report shares is here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
import pandas as pd

from loaders.synthetic import days
from loaders.synthetic.workbook import BOLD, DAY, EXCEL_EPOCH, MOMENT, TITLE, Workbook, letter

NO_DAY = np.iinfo(np.int64).min
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
    """

    table: str
    title: str
    file_name: str
    columns: Mapping[str, Column]
    rows: Callable
    known: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    extras: Mapping[str, tuple] = field(default_factory=dict)

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
    _Writer(report, rows, first, last, rng).save(path)


class _Writer:
    """One file of a report: how this one came out, and its cells."""

    def __init__(self, report, rows, first, last, rng):
        self.report, self.rng, self.book = report, rng, Workbook()
        self.first, self.last = first, last
        self.offset = int(rng.random() < 0.4)
        self.grouped = rng.random() < 0.25 and "team" in rows
        self.page = int(rng.choice([0, 0, 40, 120, 400])) if len(rows) > 80 else 0
        self.shouts = rng.random() < 0.25
        self.blank = str(rng.choice(["", "", "NULL", "N/A", " "]))
        self.forever = rng.random() < 0.3
        self.ids = str(rng.choice(["number", "text", "mixed"], p=[0.55, 0.3, 0.15]))
        if self.grouped:
            rows = rows.sort_values("team", kind="stable", na_position="first")
        self.rows = self._with_faults(rows).reset_index(drop=True)
        self.n_rows = len(self.rows)

    def _with_faults(self, rows):
        """Now and then a line printed twice, and a line that has lost whose it is."""
        rng, parts = self.rng, [rows]
        if len(rows) > 60 and rng.random() < 0.35:
            at = int(rng.integers(len(rows)))
            parts = [rows.iloc[: at + 1], rows.iloc[at : at + 1], rows.iloc[at + 1 :]]
        if len(rows) > 60 and rng.random() < 0.15 and "child_id" in rows:
            lost = rows.iloc[[int(rng.integers(len(rows)))]].copy()
            lost["child_id"] = None
            parts.append(lost)
        return pd.concat(parts) if len(parts) > 1 else rows

    def save(self, path):
        self._table()
        lines = self._banner()
        n_banner = max(lines)
        headings = self._headings()
        data, after = self._lines(n_banner + 1, headings)
        lines |= data
        widths = [4] * self.offset + [max(12, len(h) + 2) for h in headings]
        end = letter(self.offset + min(len(headings), 8) - 1)
        name = self.report.title.split(": ")[-1]  # Excel allows no colon in a sheet's name
        sheet = str(self.rng.choice(["Report1", name, "Sheet1", self.report.file_name]))
        self.book.add_sheet(sheet[:31], lines, [f"{letter(self.offset)}1:{end}1"], widths)
        self._parameters()
        self.book.save(path)

    # Around the table

    def _banner(self):
        text, rng, at = self.book.text, self.rng, self.offset
        run_on = days.date_of(self.last) + timedelta(days=int(rng.integers(1, 5)))
        lines = [
            [text(self.report.title, TITLE)],
            [text(f"Report run on {run_on:%d/%m/%Y} {rng.integers(7, 19):02d}:{rng.integers(60):02d} by SYSTEM")],
            [text(f"Data as at: {days.date_of(self.last):%d/%m/%Y}")],
            [text("Team: All")],
            [text(f"Start date: {days.date_of(self.first):%d/%m/%Y}")],
            [text(f"End date: {days.date_of(self.last):%d/%m/%Y}")],
            [text(SOURCE)],
        ]
        keep = [lines[0], *(line for line in lines[1:6] if line is lines[2] or rng.random() < 0.75), lines[6]]
        rows, row = {}, 1
        for line in keep:
            rows[row] = [(at + place, content) for place, content in enumerate(line)]
            row += 1 + int(rng.random() < 0.2)
        if rng.random() < 0.6:
            rows[row + int(rng.integers(0, 2))] = []
        return rows

    def _parameters(self):
        text = self.book.text
        pairs = [
            ("Report", self.report.title),
            ("Parameter", "Value"),
            ("Team", "All"),
            ("Start date", f"{days.date_of(self.first):%d/%m/%Y}"),
            ("End date", f"{days.date_of(self.last):%d/%m/%Y}"),
            ("Include closed", "Yes"),
            ("Source", SOURCE),
        ]
        self.book.add_sheet(
            "Parameters",
            {row: [(0, text(name)), (1, text(value))] for row, (name, value) in enumerate(pairs, start=1)},
            widths=[18, 60],
        )

    def _lines(self, row, headings):
        """The headings, the rows, and what is printed between and below them."""
        text, at, rng = self.book.text, self.offset, self.rng
        head = [(at + place, text(heading, BOLD)) for place, heading in enumerate(headings)]
        lines = {row: head}
        row += 1
        numbers = np.empty(self.n_rows, int)
        breaks = self._breaks()
        pages = 1 + (self.n_rows // self.page if self.page else 0)
        position = 0
        for stop, subtotal in breaks:
            numbers[position:stop] = np.arange(row, row + stop - position)
            row += stop - position
            position = stop
            if subtotal:
                lines[row] = [(at, text(subtotal, BOLD))]
                row += 1
            elif stop < self.n_rows:
                lines[row] = [(at, text(f"Page {stop // self.page} of {pages}"))]
                lines[row + 2] = head
                row += 3
        lines |= self._data(numbers)
        if rng.random() < 0.8:
            row += int(rng.random() < 0.5)
            total = f"Grand total: {self.n_rows:,}" if rng.random() < 0.7 else f"Total: {self.n_rows}"
            lines[row] = [(at, text(total, BOLD))]
            row += 1
        if self.page:
            lines[row + 1] = [(at, text(f"Page {pages} of {pages}"))]
            row += 2
        lines[row + 1] = [
            (at, text("OFFICIAL-SENSITIVE: for authorised staff of the authority only. Do not forward."))
        ]
        if rng.random() < 0.5:
            lines[row + 2] = [(at, text("End of report"))]
        return lines, row

    def _breaks(self):
        """(rows so far, subtotal or None) at every break between blocks of rows."""
        if self.grouped and self.n_rows:
            team = self.rows["team"].fillna("(none)").to_numpy()
            ends = [*(np.flatnonzero(team[1:] != team[:-1]) + 1).tolist(), self.n_rows]
            starts = [0, *ends[:-1]]
            return [
                (end, f"Subtotal {team[start]}: {end - start:,}")
                for start, end in zip(starts, ends, strict=True)
            ]
        if self.page:
            return [(end, None) for end in range(self.page, self.n_rows, self.page)] + [(self.n_rows, None)]
        return [(self.n_rows, None)]

    # The table

    def _table(self):
        """(heading, what stands in each cell) for every column, known and unknown, in some order."""
        rng, report = self.rng, self.report
        raw = rng.random() < 0.3
        self._columns = []
        for name, column in report.columns.items():
            upper = [h for h in column.headings if h.isupper() and "_" in h]
            usual = [h for h in column.headings if h not in upper]
            choice = upper if raw and upper else usual or upper
            heading = choice[0] if rng.random() < 0.5 else str(rng.choice(choice))
            self._columns.append((self._vary(heading), self._cells(name, column)))
        for heading, values in report.extras.items():
            if rng.random() < 0.45:
                chosen = rng.integers(0, len(values), size=self.n_rows)
                texts = self.book.texts(values)
                self._columns.append((heading, [texts[i] for i in chosen.tolist()]))
        if rng.random() < 0.4:
            self._columns = [self._columns[i] for i in rng.permutation(len(self._columns))]

    def _headings(self):
        return [heading for heading, _ in self._columns]

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

    def _data(self, numbers):
        numbers = numbers.tolist()
        columns = []
        for place, (_, cells) in enumerate(self._columns):
            address = f'<c r="{letter(self.offset + place)}'
            columns.append(
                [f'{address}{n}"{c}' if c else "" for n, c in zip(numbers, cells, strict=True)]
            )
        return dict(zip(numbers, map("".join, zip(*columns, strict=True)), strict=True))

    def _cells(self, name, column):
        values = self.rows[name]
        cells = getattr(self, "_" + column.kind.replace("/", "_"))(values, column)
        nothing = self._nothing(column)
        cells = [nothing if c is None else c for c in cells]
        if (instead := f"_text_{name}") in self.rows:
            for row in np.flatnonzero(self.rows[instead].notna()).tolist():
                cells[row] = self.book.text(self.rows[instead].iloc[row])
        return cells

    def _nothing(self, column):
        if column.open_ended and self.forever:
            return self.book.text("31/12/9999") if self.rng.random() < 0.6 else Workbook.number(2_958_465, DAY)
        return self.book.text(self.blank) if self.blank else ""

    def _texts(self, values, missing):
        """Contents for texts; None where missing."""
        texts = self.book.texts(values)
        for row in np.flatnonzero(missing).tolist():
            texts[row] = None
        return texts

    def _id(self, values, column):
        missing = values.isna().to_numpy()
        plain = values.fillna("").astype(object).tolist()
        texts = self._texts(plain, missing)
        if self.ids == "text":
            return texts
        numbers = [f"><v>{v}</v></c>" if v.isdigit() else t for v, t in zip(plain, texts, strict=True)]
        if self.ids == "number":
            return numbers
        return self._mixed([numbers, texts])

    def _mixed(self, choices):
        which = self.rng.integers(0, len(choices), size=self.n_rows).tolist()
        return [choices[w][row] for row, w in enumerate(which)]

    def _text(self, values, column):
        return self._texts(values.fillna("").astype(object).tolist(), values.isna().to_numpy())

    def _team(self, values, column):
        """Mostly as it should be; otherwise in other letters or with other spaces."""
        codes, names = pd.factorize(values)
        spellings = [
            [n, n, n, n, n, n, n, n, n.upper(), n.lower(), n + " ", n.replace(" ", "  ", 1),
             n.replace(" ", "\u00a0"), " " + n, n, n, n, n]
            for n in map(str, names)
        ]  # fmt: skip
        contents = [self.book.texts(group) for group in spellings] + [[None] * 18]
        which = self.rng.integers(0, 18, size=self.n_rows).tolist()
        return [contents[code][w] for code, w in zip(codes.tolist(), which, strict=True)]

    def _code(self, values, column):
        codes, names = pd.factorize(values)
        usual = [self.rng.integers(len(column.texts[n])) for n in names]
        mixed = self.rng.random() < 0.5
        contents = [self.book.texts(column.texts[n]) for n in names] + [[None]]
        if not mixed:
            return [contents[c][usual[c]] if c >= 0 else None for c in codes.tolist()]
        which = self.rng.integers(0, 60, size=self.n_rows).tolist()
        return [contents[c][w % len(contents[c])] for c, w in zip(codes.tolist(), which, strict=True)]

    def _yes_no(self, values, column):
        yes, no = (("Yes", "No"), ("Y", "N"), ("YES", "NO"))[int(self.rng.integers(3))]
        contents = {True: self.book.text(yes), False: self.book.text(no)}
        return [contents.get(v) for v in values.astype(object).where(values.notna(), None).tolist()]

    def _number(self, values, column):
        return [None if v != v else Workbook.number(int(v) if v == int(v) else v) for v in values.tolist()]

    def _day(self, values, column):
        numbers = values.to_numpy("datetime64[D]").astype(int)
        missing = _fill(numbers)
        unique, place = np.unique(numbers, return_inverse=True)
        iso = np.datetime_as_string(unique.astype("datetime64[D]")).tolist()
        texts = [f"{t[8:]}/{t[5:7]}/{t[:4]}" for t in iso]
        styles = {
            "real": lambda: [Workbook.number(n + EXCEL_EPOCH, DAY) for n in unique.tolist()],
            "text": lambda: self.book.texts(texts),
            "iso": lambda: self.book.texts(iso),
            "timed": lambda: self.book.texts([f"{t} 00:00" for t in texts]),
        }
        return self._in_styles(styles, place, missing, [0.6, 0.2, 0.05, 0.05, 0.1])

    def _moment(self, values, column):
        numbers = values.to_numpy("datetime64[m]").astype(int)
        missing = _fill(numbers)
        iso = np.datetime_as_string(numbers.astype("datetime64[m]"), unit="m").tolist()
        texts = [f"{t[8:10]}/{t[5:7]}/{t[:4]} {t[11:]}" for t in iso]
        serials = (numbers / days.MINUTES + EXCEL_EPOCH).tolist()
        styles = {
            "real": lambda: [Workbook.number(round(n, 10), MOMENT) for n in serials],
            "text": lambda: self.book.texts(texts),
            "iso": lambda: self.book.texts([f"{t}:00" for t in iso]),
        }
        return self._in_styles(styles, np.arange(self.n_rows), missing, [0.6, 0.2, 0.08, 0.12])

    def _in_styles(self, styles, place, missing, shares):
        """Every cell in one style, or for the last share each in one of them."""
        chosen = int(self.rng.choice(len(shares), p=shares))
        place = place.tolist()
        if chosen < len(styles):
            cells = list(styles.values())[chosen]()
            result = [cells[p] for p in place]
        else:
            choices = [make() for make in styles.values()]
            which = self.rng.integers(0, len(choices), size=self.n_rows).tolist()
            result = [choices[w][p] for w, p in zip(which, place, strict=True)]
        for row in np.flatnonzero(missing).tolist():
            result[row] = None
        return result


def _fill(numbers) -> np.ndarray:
    """Which are NaT, having put some other day in their place so that all can be written out."""
    missing = numbers == NO_DAY
    if missing.any():
        numbers[missing] = numbers[~missing][0] if not missing.all() else 0
    return missing
