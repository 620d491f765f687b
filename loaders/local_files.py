"""The reference files that an analyst changes from the dashboard: codes.csv, teams.csv and pseudo_workers.csv, which say what their
authority calls things, rebasing.csv, where control charts start anew, events.csv, what happened and when, and plan_actions.csv, what the
improvement plan has in hand.

Changes go into the data folder's own `reference/`; a file that it does not have yet starts as a copy of the shipped one. Each
file is replaced whole, so that a reader sees it before or after, never between.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

from loaders.published import every_kind
from loaders.schema import fold
from loaders.store import replace_file

CODES, TEAMS, PSEUDO_WORKERS, PLAN_ACTIONS = "codes.csv", "teams.csv", "pseudo_workers.csv", "plan_actions.csv"
REBASING, EVENTS = "rebasing.csv", "events.csv"


class BadWord(ValueError):
    """A change that cannot be made; the message says why and what there is."""


def code_choices() -> dict[tuple[str, str], dict[str, tuple[str, ...]]]:
    """(table, column) -> the codes that its cells may mean, each with the ways in which files write it, for every column of codes."""
    return {
        (table, name): {code: tuple(column.codes[code]) for code in sorted(filter(None, column.codes))}
        for table, extract in every_kind().items() for name, column in extract.columns.items() if column.type == "code"
    }  # fmt: skip


class LocalFiles:
    """The six files, in `own` or else in `shipped`. What cannot be changed raises BadWord with a sentence."""

    def __init__(self, shipped: Path, own: Path):
        self.shipped, self.own = Path(shipped), Path(own)

    def map_code(self, table: str, column: str, text: str, code: str | None) -> None:
        """Say what a text in a column of codes means; None takes that back. Table "" means every table that has the column."""
        choices = code_choices()
        if table and table not in every_kind():
            raise BadWord(f"There is no table '{table}'. There are: {_listed(every_kind())}.")
        columns = {name for of, name in choices if table in ("", of)}
        if column not in columns:
            raise BadWord(f"'{column}' is no column of codes{f' of {table}' if table else ''}. There {_are(columns)}.")
        codes = {c for (of, name), known in choices.items() if name == column and table in ("", of) for c in known}
        if code is not None and code not in codes:
            raise BadWord(f"'{code}' is no code of {table or 'any table'}.{column}. There {_are(codes)}.")
        _need(text, "the text to map")
        row = None if code is None else {"table": table, "column": column, "text": text.strip(), "code": code}
        self._put(
            CODES, row, lambda r: (r["table"], r["column"], fold(r["text"])) == (table, column, fold(text)),
            f"This text is not mapped in {table or 'any table'}.{column}: there is nothing to take back.",
        )  # fmt: skip

    def map_team(self, alias: str, team: str | None) -> None:
        """Say which team an other name means; None takes that back. A team named as its own other name is a new team."""
        _need(alias, "the name to map")
        alias, rows = _spaced(alias), self._rows(TEAMS)[1]
        same = [r for r in rows if _same(r["team"], team or "")]
        if team is not None and not same and not _same(alias, team):
            raise BadWord(f"There is no team '{team}' in {TEAMS}. There {_are({r['team'] for r in rows})}. To add a team, map its name to itself.")
        area = same[0]["service_area"] if same else ""
        row = None if team is None else {"alias": alias, "team": same[0]["team"] if same else _spaced(team), "service_area": area}
        self._put(TEAMS, row, lambda r: _same(r["alias"], alias), f"'{alias}' is no name in {TEAMS}: there is nothing to take back.")

    def set_pseudo_worker(self, name: str, is_one: bool) -> None:
        """Say that a name is no worker's, or that it is one's after all. A team's name is never a worker's."""
        _need(name, "the name")
        if not is_one and any(_same(name, r[c]) for r in self._rows(TEAMS)[1] for c in ("alias", "team")):
            raise BadWord(f"This is a team's name in {TEAMS}, and no worker's for that reason. Take it out there if it is no team.")
        row = {"name": _spaced(name)} if is_one else None
        self._put(PSEUDO_WORKERS, row, lambda r: _same(r["name"], name), f"This name is not in {PSEUDO_WORKERS}: there is nothing to take back.")

    def rebase(self, indicator: str, team: str, from_on: dt.date, reason: str | None) -> None:
        """Start the limits of a control chart anew from a day, and say why; without a reason (None), take that back. Team "" is the authority."""
        if reason is not None:
            _need(reason, "why the limits start anew")
        day = f"{from_on:%Y-%m-%d}"
        row = {"indicator": indicator, "team": _spaced(team), "from": day, "reason": _spaced(reason or ""), "noted_on": f"{dt.date.today():%Y-%m-%d}"}
        self._put(
            REBASING, reason and row, lambda r: r["indicator"] == indicator and _same(r["team"], team) and _day(r["from"]) == day,
            "This chart is not rebased on that day: there is nothing to take back.",
        )  # fmt: skip

    def note_event(self, event: dict[str, str], remove: bool = False) -> None:
        """Write down what happened, or with `remove` take it back; `from`, `words`, `indicator`, `theme` and `team` say which. What else `event` says stands."""
        _need(event["words"], "what happened")
        first, last = event["from"], event.get("to") or event["from"]
        if not (_is_day(first) or _is_day(f"{first}-01")) or not (_is_day(last) or last == first) or last < first:
            raise BadWord("Say when: a day such as 2025-04-01, or a month such as 2025-04, and if it took longer a day after it on which it ended.")
        row = {**{name: _spaced(text) for name, text in event.items()}, "noted_on": f"{dt.date.today():%Y-%m-%d}"}

        def is_same(r):
            named = all(r[name] == row.get(name, "") for name in ("indicator", "theme"))
            return named and _first_day(r["from"]) == _first_day(row["from"]) and _same(r["words"], row["words"]) and _same(r["team"], row.get("team", ""))

        self._put(EVENTS, None if remove else row, is_same, "No such event is written down: there is nothing to take back.")

    def note_action(self, row: dict[str, str], after: int) -> None:
        """Write down an action, or how it stands now: a row more, so that how it stood before stays. `after`: how many rows of it there are."""
        columns, rows = self._rows(PLAN_ACTIONS)
        if sum(r["id"] == row["id"] for r in rows) != after:
            raise BadWord(CHANGED_SINCE if after else "Another action was added meanwhile. Save again.")
        self._write(PLAN_ACTIONS, columns, [*rows, row])

    def take_back_action(self, id_: str, after: int) -> None:
        """Take back the latest row of an action, which then stands as it did before, or is gone where it was the first."""
        columns, rows = self._rows(PLAN_ACTIONS)
        its = [n for n, r in enumerate(rows) if r["id"] == id_]
        if len(its) != after or not its:
            raise BadWord(CHANGED_SINCE)
        latest = max(its, key=lambda n: (_day(rows[n]["updated_on"]), n))
        self._write(PLAN_ACTIONS, columns, rows[:latest] + rows[latest + 1 :])

    def change(self, change: Callable[[LocalFiles], None], check: Callable[[], None]) -> None:
        """Make a change. Where `check` raises, because a file cannot be used with it, every file is as it was."""
        before = {path: path.read_bytes() for path in self.own.glob("*.csv")}
        change(self)
        try:
            check()
        except BaseException:
            for path in self.own.glob("*.csv"):
                if path in before:
                    replace_file(path, before[path])
                else:
                    path.unlink()
            raise

    def names(self) -> list[str]:
        """The names that are no worker's, as they are written."""
        return [row["name"] for row in self._rows(PSEUDO_WORKERS)[1]]

    def changed(self, file: str) -> int:
        """When a file was last changed: another number for every change."""
        return self._path(file).stat().st_mtime_ns

    def _path(self, file: str) -> Path:
        own = self.own / file
        return own if own.exists() else self.shipped / file

    def _rows(self, file: str) -> tuple[list[str], list[dict[str, str]]]:
        reader = csv.DictReader(io.StringIO(self._path(file).read_text("utf-8-sig"), newline=""), restval="")
        rows = [{(k or "").strip(): (v or "").strip() for k, v in row.items() if isinstance(v, str)} for row in reader]
        return [name.strip() for name in reader.fieldnames or ()], [row for row in rows if any(row.values())]

    def _put(self, file: str, row: dict[str, str] | None, is_same: Callable[[dict], bool], nothing: str) -> None:
        """Put a row in the place of those that are about the same; without a row, take them out."""
        columns, rows = self._rows(file)
        before = next((i for i, r in enumerate(rows) if is_same(r)), None)
        if row is None and before is None:
            raise BadWord(nothing)
        kept = [r for r in rows if not is_same(r)]
        if row is not None:
            kept.insert(len(kept) if before is None else before, row)
        self._write(file, columns, kept)

    def _write(self, file: str, columns: list[str], rows: list[dict[str, str]]) -> None:
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, columns, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)
        self.own.mkdir(parents=True, exist_ok=True)
        replace_file(self.own / file, text.getvalue().encode())


CHANGED_SINCE = "Somebody else has changed this action since this page was shown. Open it again, and look at how it stands now."


def _need(text: str, what: str) -> None:
    if not text.strip():
        raise BadWord(f"Say {what}: it is blank.")


def _day(text: str) -> str:
    """A day as 2025-04-01, also where a spreadsheet wrote it 01/04/2025."""
    return "-".join(part.zfill(2) for part in reversed(text.split("/"))) if "/" in text else text


def _first_day(text: str) -> str:
    """A day as _day has it, and of a month such as 2025-04 its first."""
    return f"{text}-01" if _is_day(f"{text}-01") else _day(text)


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _spaced(name: str) -> str:
    return " ".join(name.split())


def _same(one: str, other: str) -> bool:
    return _spaced(one).casefold() == _spaced(other).casefold()


def _listed(words) -> str:
    return ", ".join(sorted(words))


def _are(words) -> str:
    return f"are: {_listed(words)}" if words else "are none"
