"""How good the data are: what the checks find, which months are covered, how full the columns are, what was recorded late.

Each view reads plain counts, prepared when first asked for; the rows behind them come one list at a time, through `access`.
"""

from dashboard import plain as html
from dashboard import wording
from dashboard.data import calendar, checks, columns
from dashboard.shell import choice
from dashboard.take_away import take_away

PARTS = {"checks": "Checks", "calendar": "Months covered", "columns": "Columns", "late": "Recorded late"}
MONTHS = 36  # that can be chosen


def quality_view(view, snapshot):
    quality = snapshot.assessed
    if quality is None or snapshot.is_empty:
        words = "Nothing is loaded yet." if snapshot.is_empty else "The quality of these data has not been worked out."
        return html.Div(html.P(words), className="card empty")
    asked = Asked(view, snapshot, quality)
    if asked.check:
        return checks.findings_view(asked)
    content = {
        "checks": checks.checks_view,
        "calendar": calendar.calendar_view,
        "columns": columns.columns_view,
        "late": columns.late_view,
    }[asked.part]
    return html.Section(
        [
            html.Div([parts(asked), filters(asked)], className="quality-top"),
            content(asked),
            take_away(f"{PARTS[asked.part].lower()}, {asked.whose()}", asked.file),
            workbook() if asked.part == "checks" else None,
        ],
        className="quality",
    )


class Asked:
    """What the address asks of the quality: which part of it, which table, team and month, which check."""

    def __init__(self, view, snapshot, quality):
        self.view, self.snapshot, self.quality = view, snapshot, quality
        self.part = view.asked("part") if view.asked("part") in PARTS else "checks"
        self.tables = [table for table in snapshot.table_names if table in snapshot.tables]
        self.table = view.asked("table") if view.asked("table") in self.tables else ""
        self.team = view.team
        self.months = snapshot.once("months of quality", lambda: months_of(quality.columns))
        self.month = view.asked("month") if view.asked("month") in self.months else ""
        self.check = view.asked("check") if view.asked("check") in quality.about else ""

    def href(self, **choices):
        """A link to another part or table with the filters kept."""
        query = {"part": self.part if self.part != "checks" else None, "table": self.table, "month": self.month, **choices}
        return self.view.href(view="quality", **query)

    def file(self, ending):
        """The address of the numbers of the part shown."""
        return self.view.href(f"/download/quality/{self.part}.{ending}", team=self.team, table=self.table, month=self.month)

    def picked(self, name):
        """The lines of one frame for the team, month and table asked for, as records; made once for each."""
        key = ("quality", name, self.team, self.month, self.table)
        return self.snapshot.once(key, lambda: self._picked(getattr(self.quality, name)))

    def _picked(self, frame):
        chosen = (frame["team"] == self.team) & (frame["month"] == self.month)
        if self.table:
            chosen &= frame["table"] == self.table
        return plain(frame[chosen])

    def whose(self):
        """Of whom and when, for captions."""
        said = [self.team or "all teams", wording.month_named(self.month) if self.month else "all months"]
        return ", ".join(said)


def plain(frame):
    return frame.astype({name: object for name in frame if frame[name].dtype == "category"}).to_dict("records")


def months_of(frame):
    """The months that rows belong to, newest first."""
    names = frame["month"].cat.categories if frame["month"].dtype == "category" else frame["month"].unique()
    return sorted((name for name in names if name), reverse=True)


def parts(asked):
    items = [
        html.Li(
            html.A(
                label,
                href=asked.href(part=None if name == "checks" else name),
                id=f"part-{name}",
                **({"aria-current": "true"} if name == asked.part else {}),
            )
        )
        for name, label in PARTS.items()
    ]
    return html.Nav(html.Ul(items), className="subtabs", **{"aria-label": "What to show of the quality"})


def filters(asked):
    """Team, month and table, as far as the part shown can be told apart by them."""
    names = [("all", "All tables"), *((t, wording.table_title(t)) for t in sorted(asked.tables, key=wording.table_name))]
    shown = [choice("Table", "table", names, asked.table or "all")]
    if asked.part != "calendar":
        teams = [("all", "All teams"), *((team, team) for team in asked.snapshot.teams)]
        shown.append(choice("Team", "team", teams, asked.team or "all"))
        months = [("all", "All months"), *((m, wording.month_named(m)) for m in asked.months[:MONTHS])]
        if asked.month and asked.month not in asked.months[:MONTHS]:
            months.append((asked.month, wording.month_named(asked.month)))
        shown.append(choice("Month", "month", months, asked.month or "all"))
    return html.Div(shown, className="filters")


def workbook():
    return html.Div(
        [
            html.Div(
                [
                    html.H2("For the people who put records right"),
                    html.P(
                        "A workbook with a sheet for each team, and one for rows without a team: what is wrong, in which file, sheet and "
                        "row, the ids of child and worker, and what to do. It holds no names of children and no narrative."
                    ),
                ]
            ),
            html.A("Download problems by team (XLSX)", href="/download/problems.xlsx", download=True, className="button quiet"),
        ],
        className="card workbook",
    )
