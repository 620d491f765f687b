"""A source with made-up figures, for pages: every status, several teams, problems by the hundred.

Figures are invented here by a seeded generator; they show shapes, not truths.
"""

import random
import time
from pathlib import Path

import pandas as pd

from dashboard.snapshot import Snapshot
from metrics import registry
from metrics.comparison import judge
from metrics.intervals import rate_interval, wilson
from metrics.periods import periods
from metrics.reference import Reference

ROOT = Path(__file__).resolve().parents[2]
AREA = "E06000019"
TEAMS = ("Assessment 1", "Assessment 2", "Child Protection & Court", "Children in Care", "MASH")
FIRST, AS_AT = pd.Timestamp(2021, 4, 1), pd.Timestamp(2026, 10, 31)
TABLES = (
    "contacts",
    "referrals",
    "assessments",
    "section47",
    "cp_plans",
    "cin_plans",
    "care_periods",
    "allocations",
    "workforce",
)

# id: level at the start, drift a month, noise, cases a month (or children, or FTE)
SHAPES = {
    "contacts": (780, -1.2, 60, None),
    "contacts_72h": (76, 0.28, 3, 780),
    "contacts_to_referral": (24, -0.03, 2.5, 740),
    "referrals": (160, -0.3, 16, None),
    "referral_rate": (560, -1.2, 6, 34439),
    "referral_decision_24h": (79, 0.16, 4, 155),
    "rereferrals_12m": (21, -0.08, 3, 155),
    "assessments_45wd": (92, -0.32, 4, 140),
    "assessments_nfa": (36, -0.07, 4, 140),
    "cin_plan_rate": (105, -0.4, 3, 34439),
    "section47_rate": (371, -2.2, 6, 34439),
    "icpc_15wd": (88, -0.08, 9, 22),
    "cp_plans": (225, -1.5, 7, None),
    "cp_plan_rate": (66, -0.42, 1.6, 34439),
    "cp_repeat_plans": (28, 0.07, 9, 17),
    "cp_15_months": (9, -0.03, 1.5, 139),
    "children_in_care": (417, -1.2, 5, None),
    "children_in_care_rate": (121, -0.34, 1.2, 34439),
    "caseload_average": (17.2, -0.06, 0.6, 56.4),
    "caseload_over_24": (14, -0.2, 2, None),
    "agency_rate": (38, -0.34, 2, 153.7),
    "permanent_rate": (41, 0.3, 1.6, 144),
}
COLUMNS = [
    "indicator", "area", "team", "grain", "period", "period_start", "period_end", "numerator", "denominator", "value",
    "lower", "upper", "status", "target", "judgement", "note", "target_value",
]  # fmt: skip


def make_values(indicators, reference, loaded=TABLES, as_at=AS_AT):
    rows = []
    for number, indicator in enumerate(indicators.values()):
        teams = ("",) if indicator.is_rate else ("", *TEAMS)
        for place, team in enumerate(teams):
            for grain in ("month", "quarter", "year"):
                for period in periods(FIRST, as_at, grain):
                    rows.append(one(indicator, reference, team, place, period, loaded, as_at, number))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    for name in ("numerator", "denominator", "value", "lower", "upper", "target_value"):
        frame[name] = frame[name].astype("float64")
    return frame


def one(indicator, reference, team, place, period, loaded, as_at, number):
    level, drift, noise, size = SHAPES.get(indicator.id, (50, 0, 3, 100))
    chance = random.Random(f"{indicator.id}|{team}|{period.label}")
    months = (period.end.year - FIRST.year) * 12 + period.end.month - FIRST.month
    value = (
        level + drift * months + chance.gauss(0, noise / period.months**0.5) + (place - 2) * noise * 0.4 * bool(team)
    )
    share = (0.34, 0.27, 0.17, 0.12, 0.1)[place - 1] if team else 1
    times = period.months if indicator.shape == "events" else 1
    numerator = denominator = lower = upper = None
    status, note = "ok", ""
    if any(table not in loaded for table in indicator.needs):
        value, status = None, "not loaded"
    elif indicator.looks_back_months and months < 12 or (indicator.shape == "events, 12 months" and months < 11):
        value, status = None, "starts too late"
    else:
        if period.end > as_at or (indicator.matures and period.end == as_at):
            status = "incomplete"
        if indicator.unit == "count":
            value = numerator = max(0, round(value * share * times))
        elif indicator.unit == "percent":
            denominator = round(
                size * share * times * (0.4 if status == "incomplete" and period.end > as_at else 1),
                0 if isinstance(size, int) else 1,
            )
            if indicator.id == "cp_repeat_plans" and team == "MASH":
                denominator = 0
            if not denominator:
                value, status, numerator = None, "no cases", 0
            else:
                numerator = round(min(1, max(0, value / 100)) * denominator, 0 if isinstance(size, int) else 1)
                value = numerator / denominator * 100
                if isinstance(size, int):
                    lower, upper = (bound * 100 for bound in wilson(numerator, denominator))
        elif indicator.is_rate:
            denominator, numerator = size, max(0, round(value * size / 10000))
            value = numerator / denominator * 10000
            lower, upper = rate_interval(numerator, denominator)
            note = "population of mid-2024"
        else:
            denominator = round(size * share, 1)
            numerator = round(value * denominator)
            value = numerator / denominator
    target = reference.targets(indicator.id, team, period.end) if not (team and indicator.unit == "count") else None
    judgement, text = judge(value, denominator, target)
    if status != "ok" and target is not None:
        judgement = ""
    return [
        indicator.id, AREA, team, period.grain, period.label, period.start, period.end, numerator, denominator, value,
        lower, upper, status, text, judgement, note, target.value if target else None,
    ]  # fmt: skip


FILES = [
    "file", "outcome", "reason", "as_at", "as_at_from", "loaded_at", "sheet", "table", "heading_row", "rows_read",
    "rows_loaded", "rows_repeated", "rows_refused", "rows_skipped", "cells_blanked", "unknown_headings", "missing_headings",
]  # fmt: skip
PROBLEMS = ["file", "sheet", "table", "row", "column", "heading", "problem", "action"]


def make_files(loaded):
    rows, chance = [], random.Random(7)
    for table in loaded:
        for year in (*range(2022, 2027), "2026-10"):
            read = chance.randint(400, 9000)
            repeated, refused = chance.choice([(0, 0), (12, 0), (300, 2)])
            as_at = "2026-10-31" if year == "2026-10" else f"{year}-03-31"
            rows.append(
                [
                    f"{table}_{year}.xlsx", "loaded", "", as_at, "banner", "2026-11-02T09:12:00", "Report1", table, 6,
                    read, read - repeated - refused, repeated, refused, 3, chance.choice([0, 0, 4]), ["Notes"], [],
                ]
            )  # fmt: skip
    rows.append(
        [
            "parameters.xlsx",
            "refused",
            "It is no extract that is known here: no sheet has the headings of one.",
            "",
            "",
            "2026-11-02T09:12:00",
            "",
            "",
            None,
            0,
            0,
            0,
            0,
            0,
            0,
            [],
            [],
        ]
    )
    return pd.DataFrame(rows, columns=FILES)


def make_problems(many=False):
    rows = [
        ["contacts_2026-10.xlsx", "Report1", "contacts", row, "C", "Date of Contact", "not a day", "blanked"]
        for row in (17, 19, 20, 21, 44)
    ]
    rows += [["workforce_2026-10.xlsx", "Report1", "workforce", 12, "F", "FTE", "above 1", "kept"]]
    if many:
        rows += [
            ["contacts_2025.xlsx", "Report1", "contacts", 9 + 2 * n, "F", "Person ID", "blank", "row refused"]
            for n in range(230)
        ]
        chance = random.Random(3)
        for n in range(60):
            table = chance.choice(TABLES)
            for row in range(chance.randint(1, 260)):
                rows.append(
                    [
                        f"{table}_{chance.choice([2024, 2025])}.xlsx", "Report1", table, 7 + row * 3 + n,
                        chance.choice("ABCDEFGH"), chance.choice(["Outcome", "Date of Referral", "Team", "Person ID"]),
                        chance.choice(["not a day", "unknown code", "no identifier", "ends before it starts"]),
                        chance.choice(["blanked", "unmapped", "refused"]),
                    ]
                )  # fmt: skip
    return pd.DataFrame(rows, columns=PROBLEMS)


def make_coverage(loaded):
    rows = [
        [table, AS_AT if table != "workforce" else pd.Timestamp(2026, 9, 30), "banner", 6, 41230 if table == "contacts" else 8900,
         "2021-04", "2026-10", "Mosaic"]
        for table in loaded
    ]  # fmt: skip
    return pd.DataFrame(
        rows, columns=["table", "as_at_on", "as_at_from", "n_files", "n_rows", "first_month", "last_month", "layout"]
    )


class FakeSource:
    """Any of several states; `use(state)` changes what the next request sees."""

    drop_folder = Path("data/extracts")

    def __init__(self):
        self.reference = Reference.read(ROOT / "data" / "reference")
        self.indicators = registry.indicators()
        self._made = {}
        self.use("usual")

    def use(self, state):
        self.state = state

    def snapshot(self):
        if self.state == "broken":
            raise RuntimeError("the store is on fire")
        if self.state not in self._made:
            self._made[self.state] = self._make(self.state)
        return self._made[self.state]

    def _make(self, state):
        loaded = TABLES
        if state == "some":
            loaded = tuple(table for table in TABLES if table not in ("workforce", "section47"))
        if state == "empty":
            loaded = ()
        values = make_values(self.indicators, self.reference, loaded)
        if state == "empty":
            values = values.iloc[:0]
        return Snapshot(
            number=1,
            as_at=AS_AT if loaded else None,
            is_synthetic=state != "empty",
            values=values,
            coverage=make_coverage(loaded),
            files=make_files(loaded) if loaded else pd.DataFrame(columns=FILES),
            problems=make_problems(many=state == "many problems") if loaded else pd.DataFrame(columns=PROBLEMS),
            reference=self.reference,
            indicators=self.indicators,
        )

    def cases(self, indicator_id, period, team=""):
        indicator = self.indicators[indicator_id]
        snapshot = self.snapshot()
        figure = snapshot.figure(indicator_id, snapshot.period(period), team)
        n = int(figure.denominator if indicator.unit == "percent" else figure.numerator)
        table = next(iter(indicator.needs))
        return pd.DataFrame(
            {
                "numerator": [1.0 if row < figure.numerator else 0.0 for row in range(n)],
                "denominator": [1.0 if indicator.unit == "percent" else None] * n,
                "status": "counted",
                "note": "",
                "table": table,
                "child_id": [f"10{row:05d}" for row in range(n)],
                "received_at": pd.Timestamp(2026, 8, 3, 9, 30),
                "team": "Assessment 1",
                "file": f"{table}_2026-10.xlsx",
                "sheet": "Report1",
                "row": range(7, 7 + n),
            }
        )

    def load(self, files, progress=None):
        out = []
        for n, path in enumerate(files):
            if progress:
                progress(n, len(files), f"Reading {Path(path).name}")
            time.sleep(0.05)
            known = Path(path).suffix in (".csv", ".xlsx") and Path(path).stat().st_size > 20
            out.append(
                {
                    "file": Path(path).name, "outcome": "loaded", "reason": None, "as_at": "2026-10-31", "as_at_from": "banner",
                    "sheets": [
                        {
                            "sheet": "Report1", "table": "contacts", "heading_row": 6, "rows_read": 120, "rows_loaded": 118,
                            "rows_repeated": 1, "rows_refused": 1, "rows_skipped": 2, "cells_blanked": 3,
                            "unknown_headings": ["Notes"], "missing_headings": [],
                            "problems": [{"row": 17, "column": "C", "heading": "Date Received", "problem": "not a day", "action": "blanked"}],
                        }
                    ],
                }
                if known
                else {
                    "file": Path(path).name, "outcome": "refused", "reason": "It is no workbook and no CSV file.",
                    "as_at": None, "as_at_from": None, "sheets": [],
                }
            )  # fmt: skip
        return {"files": out}

    def load_drop_folder(self, progress=None):
        return {"files": []}
