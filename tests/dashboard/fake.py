"""A source with made-up figures, for pages: every status, several teams, problems by the hundred.

Figures are invented here by a seeded generator; they show shapes, not truths.
"""

import random
import time
from copy import copy
from dataclasses import replace
from pathlib import Path

import pandas as pd

from dashboard.snapshot import Snapshot
from loaders.dictionary import dictionary
from loaders.quality import Quality
from metrics import registry
from metrics.caseloads import COLUMNS as CASELOAD_COLUMNS
from metrics.comparison import judge
from metrics.flow import Flows
from metrics.in_hand import AllWork
from metrics.intervals import rate_interval, wilson
from metrics.periods import periods
from metrics.events import Event
from metrics.reference import Rebasing, Reference
from metrics.worklist import COLUMNS as WORKLIST_COLUMNS
from metrics.worklist import COUNTED, DUE, OVERDUE, Standing, all_rows, counts, worklists
from tests.dashboard.fake_flow import flow_tables

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
    "lower", "upper", "status", "target", "judgement", "note", "target_value", "events",
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
    for name in ("numerator", "denominator", "value", "lower", "upper", "target_value", "events"):
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
        round(numerator * period.months / 12 * chance.uniform(0.8, 1.2)) if indicator.is_rolling and indicator.is_rate and numerator else None,
    ]  # fmt: skip


FILES = [
    "file", "outcome", "reason", "as_at", "as_at_from", "loaded_at", "sheet", "table", "heading_row", "rows_read",
    "rows_loaded", "rows_repeated", "rows_refused", "rows_skipped", "cells_blanked", "unknown_headings", "missing_headings",
    "load", "batch", "undone_at",
]  # fmt: skip
PROBLEMS = ["file", "sheet", "table", "row", "column", "heading", "problem", "action"]


def make_files(loaded):
    rows, chance = [], random.Random(7)
    for table in loaded:
        for year in (*range(2022, 2027), "2026-10"):
            read = chance.randint(400, 9000)
            repeated, refused = chance.choice([(0, 0), (12, 0), (300, 2)])
            is_latest = year == "2026-10"
            as_at = "2026-10-31" if is_latest else f"{year}-03-31"
            rows.append(
                [
                    f"{table}_{year}.xlsx", "loaded", "", as_at, "banner", "2026-11-02T09:12:00" if is_latest else "2026-10-05T14:30:00",
                    "Report1", table, 6, read, read - repeated - refused, repeated, refused, 3, chance.choice([0, 0, 4]), ["Notes"], [],
                    len(rows) + 1, 2 if is_latest else 1, "2026-11-03T08:00:00" if (table, year) == ("section47", 2022) else None,
                ]
            )  # fmt: skip
    refused = "It is no extract that is known here: no sheet has the headings of one. Choose the report with the rows, not its list of parameters."
    rows.append(
        ["parameters.xlsx", "refused", refused, "", "", "2026-11-02T09:12:00", "", "", None, 0, 0, 0, 0, 0, 0, [], [], None, 2, None]
    )  # fmt: skip
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


# -- local codes, restated figures, quality ---------------------------------------------------------

CODES = ("police", "school", "health", "family", "other")


def make_unmapped(many=False):
    rows = [
        ("contacts", "source_code", "Polis", 214),
        ("contacts", "source_code", "Self/Ph", 31),
        ("contacts", "outcome_code", "Level 4 - to be looked at by the assessment team of the east, and then by the panel", 12),
        ("assessments", "outcome_code", "Step across", 9),
    ]
    if many:
        rows += [("referrals", "source_code", f"Source number {n}", 90 - n) for n in range(70)]
    return pd.DataFrame(rows, columns=["table", "column", "text", "n"])


def make_history(values):
    """Three figures in ten of the last months are no longer as they were first reported."""
    chance = random.Random(11)
    rows = []
    for row in values[(values["status"] == "ok") & (values["period_end"] >= pd.Timestamp(2026, 6, 1))].itertuples(index=False):
        if chance.random() < 0.3:
            first = row.numerator * 0.965
            of = row.denominator
            value = row.value * 0.965
            rows.append(
                [
                    row.indicator, row.team, row.grain, row.period, value, round(first), of, pd.Timestamp(2026, 10, 5, 14, 30), 4,
                    pd.Timestamp(2026, 11, 2, 9, 12), chance.choice(["load 6: contacts_2026-10.xlsx", "undo of load 19", "definitions or reference data"]),
                ]
            )  # fmt: skip
    return pd.DataFrame(
        rows,
        columns=["indicator", "team", "grain", "period", "first_value", "first_numerator", "first_denominator", "first_reported_at", "first_load", "changed_at", "because"],
    )  # fmt: skip


CHECKS = {
    "ends_before_start": ("Ended before it started", "A plan of negative length is left out of every count of plans open on a day.", "Look up both days in the case and correct the one that is wrong."),
    "open_twice": ("Open twice for one child", "The child is counted twice.", "Close the older record, or say why both are right."),
    "no_worker": ("Open without a worker", "Nobody is answerable for the case, and caseloads are too low.", "Allocate the case, or close it."),
    "plan_not_in_need": ("On a plan, but not a child in need", "A child on a plan is in need; one of the two lists is short.", "Open the need, or end the plan."),
}  # fmt: skip


def make_quality(loaded, indicators):
    """Counts of all teams and months: some columns badly filled, some checks that fail, some months missing."""
    chance = random.Random(5)
    months = ["", *pd.period_range(FIRST, AS_AT, freq="M").astype(str)]
    columns, checks, late, calendar = [], [], [], []
    for table in loaded:
        needed = sorted({column for indicator in indicators.values() for column in indicator.needs.get(table, ())})
        for column in needed:
            filled, bad = chance.choice([(1, 0), (0.998, 0.001), (0.93, 0), (0.72, 0.02), (0.99, 0.13)])
            for team in ("", *TEAMS):
                for month in months:
                    n = (6700 if not month else 100) // (1 if not team else 5)
                    columns.append([table, column, column.replace("_", " ").title(), "text", column == "ended_on", team, month, n, int(n * filled), int(n * filled * bad)])
        for check in CHECKS if table in ("cp_plans", "cin_plans", "assessments", "care_periods") else ("ends_before_start",):
            share = chance.choice([0, 0.004, 0.03, 0.11])
            for team in ("", *TEAMS):
                for month in months:
                    of = (6700 if not month else 100) // (1 if not team else 5)
                    checks.append([check, CHECKS[check][0], table, team, month, int(of * share * chance.uniform(0.5, 1.5)) if share else 0, of])
        for team in ("", *TEAMS):
            for month in months:
                n = (900 if not month else 20) // (1 if not team else 5)
                late.append([table, team, month, n, chance.randint(4, 33), int(n * chance.uniform(0, 0.3))])
        for month in months[1:]:
            state, why = "loaded", None
            if month == "2026-10" and table in ("contacts", "workforce"):
                state, why = "partly", "the extract ends on 20 October 2026"
            if month in ("2026-03", "2026-04") and table == "section47":
                state, why = "missing", "no extract covers it"
            if month < "2022-06" and table == "cin_plans":
                state, why = "before", None
            calendar.append([table, month, state, 100 if state in ("loaded", "partly") else 0, why])

    def frame(rows, names):
        made = pd.DataFrame(rows, columns=names)
        return made.astype({name: "category" for name in ("table", "team", "month", "column", "heading", "check", "title") if name in made})

    return Quality(
        frame(columns, ["table", "column", "heading", "type", "may_be_blank", "team", "month", "n_rows", "n_filled", "n_unusable"]),
        frame(checks, ["check", "title", "table", "team", "month", "n", "of"]),
        frame(late, ["table", "team", "month", "n", "median_days", "n_over_31"]),
        frame(calendar, ["table", "month", "state", "n_rows", "why"]),
        CHECKS,
        {table: 4100 for table in loaded},
        {},
    )


def make_work(indicators, loaded):
    """Rows of a few worklists for every team, their counts as the engine makes them: some late, some due, one counted besides."""
    chance, standings = random.Random(9), {}
    for one in worklists().values():
        wanted = {"visits_cp", "visits_cin", "assessments", "core_groups", "unallocated", "plans_15_months", "worker_supervision"}
        if one.id not in wanted or any(table not in (*loaded, "visits", "reviews", "supervisions", "children_in_need") for table in one.needs):
            standings[one.id] = Standing(one, "not loaded")
            continue
        rows = []
        for team in TEAMS[:3]:
            for n in range(chance.randint(2, 6) if one.id != "visits_cp" else 70):
                state = chance.choice([OVERDUE, OVERDUE, DUE, COUNTED])
                days = {OVERDUE: chance.randint(0, 60), DUE: -chance.randint(0, 10), COUNTED: -chance.randint(0, 30)}[state]
                due_on = AS_AT - pd.offsets.BusinessDay(days)
                if one.id == "unallocated" or n == 1:
                    state, due_on, days = OVERDUE, pd.NaT, float("nan")
                worker = n % 4 and f"W{TEAMS.index(team)}{n % 4}"
                whose = (None, worker or "W9") if one.id == "worker_supervision" else (f"{7000 + n}", worker or None)
                rows.append([one.id, whose[0], team, whose[1], f"Worker {worker}" if worker else None, one.what, state, "Last seen on 3 September 2026",
                             pd.Timestamp(2026, 9, 3), due_on, days, "visits", "visits_2026.xlsx", "Report1", n + 7])  # fmt: skip
        frame = pd.DataFrame(rows, columns=list(WORKLIST_COLUMNS))
        frame["due_on"] = frame["due_on"].astype("datetime64[us]")
        order = pd.DataFrame({"late": frame["state"] != OVERDUE, "due": frame["due_on"]}).sort_values(["late", "due"], na_position="first", kind="stable").index
        standings[one.id] = Standing(one, "ok", AS_AT, frame.loc[order].reset_index(drop=True), frozenset(TEAMS[:3]), dict.fromkeys(TEAMS[:3], 90) if one.is_whole and one.indicator.has_denominator else None)
    return standings


def make_caseloads():
    chance, rows = random.Random(4), []
    for place, team in enumerate(TEAMS[:3]):
        for n in range(1, 5):
            held = (27, 21, 18, 6)[n - 1]
            rows.append([f"W{place}{n}", f"Worker W{place}{n}", team, 0.6 if n == 3 else 1.0, n == 2, n == 4, held, chance.randint(0, 2), 2, held - 6, 2, held - 1])
    return pd.DataFrame(rows, columns=list(CASELOAD_COLUMNS))


class FakeSource:
    """Any of several states; `use(state)` changes what the next request sees, and takes back what was done to it."""

    drop_folder = Path("data/extracts")

    def __init__(self):
        self.reference = Reference.read(ROOT / "data" / "reference")
        known = registry.indicators()
        self.indicators = {name: known[name] for name in known if name in SHAPES}  # enough to show every shape, and quick
        self._made, self._changed = {}, None
        self.use("usual")

    def use(self, state):
        self.state, self._changed, self.events = state, None, []

    def snapshot(self):
        if self.state == "broken":
            raise RuntimeError("the store is on fire")
        if self._changed is not None:
            return self._changed
        if self.state not in self._made:
            self._made[self.state] = self._make(self.state)
        return self._made[self.state]

    def _make(self, state):
        loaded = TABLES
        if state == "some":
            loaded = tuple(table for table in TABLES if table not in ("workforce", "section47"))
        if state == "empty":
            loaded = ()
        values = self._values(loaded or TABLES).iloc[: None if loaded else 0]
        return Snapshot(
            number=1,
            as_at=AS_AT if loaded else None,
            is_synthetic=state != "empty",
            values=values,
            history=make_history(values) if loaded else Snapshot.__dataclass_fields__["history"].default_factory(),
            unmapped=make_unmapped(many=state == "many problems").iloc[: None if loaded else 0],
            dictionary=dictionary(),
            code_choices={
                (table, column): {code: (code.capitalize(), f"{n}A") for n, code in enumerate(codes)}
                for (table, column), codes in {
                    ("contacts", "source_code"): CODES, ("contacts", "outcome_code"): ("no_further_action", "referral"),
                    ("assessments", "outcome_code"): ("no_further_action", "plan"), ("referrals", "source_code"): CODES,
                }.items()
            },
            mapped=pd.DataFrame([("contacts", "source_code", "Rozzers", "police", 12)], columns=["table", "column", "text", "code", "n"]),
            unknown_teams=pd.DataFrame([("Assesment 1", 44), ("Hub", 9)], columns=["team", "n"]),
            pseudo_workers=pd.DataFrame([("Unallocated", 61), ("Duty", 340)], columns=["name", "n"]),
            quality=(lambda: make_quality(loaded, self.indicators)) if loaded else None,
            work=(lambda: counts(make_work(self.indicators, loaded))) if loaded else None,
            coverage=make_coverage(loaded),
            files=make_files(loaded) if loaded else pd.DataFrame(columns=FILES),
            problems=make_problems(many=state == "many problems") if loaded else pd.DataFrame(columns=PROBLEMS),
            reference=self.reference,
            indicators=self.indicators,
        )  # fmt: skip

    def _values(self, loaded):
        """Those of all states with the same tables are made once."""
        if loaded not in self._made:
            self._made[loaded] = make_values(self.indicators, self.reference, loaded)
        return self._made[loaded]

    # -- what an analyst does ------------------------------------------------------------------------

    def change(self, **what):
        """Another snapshot in place of the one shown."""
        now = self.snapshot()
        self._changed = replace(now, number=now.number + 1, _made={}, **what)
        return now.number + 1

    def preview(self, paths, progress=None):
        found = self.load(paths, progress)
        loaded = [file for file in found["files"] if file["outcome"] == "loaded"]
        return {**found, "effects": self._effects() if loaded else self._effects().iloc[:0]}

    def _effects(self):
        values = self.snapshot().values
        moved = values[values["indicator"].isin(["contacts_72h", "contacts", "icpc_15wd"]) & (values["period_end"] >= pd.Timestamp(2026, 7, 1)) & values["value"].notna()]
        rows = []
        for row in moved.itertuples(index=False):
            more = 1.04 if row.indicator == "contacts_72h" else 1.0004
            rows.append(
                [row.indicator, row.team, row.grain, row.period, row.status, row.value, row.numerator, row.denominator,
                 "ok", min(row.value * more, 100 if row.indicator != "contacts" else 1e9), row.numerator * more, row.denominator, row.status == "ok"]
            )  # fmt: skip
        names = ["indicator", "team", "grain", "period", "status_before", "value_before", "numerator_before", "denominator_before", "status", "value", "numerator", "denominator", "is_published"]  # fmt: skip
        return pd.DataFrame(rows, columns=names)

    def preview_rows(self, paths, indicator_id, period, team=""):
        assert all(Path(path).exists() for path in paths)
        return self.difference(indicator_id, period, team)

    def difference(self, indicator_id, period, team=""):
        frame = self.cases(indicator_id, period, team).head(74)
        kinds = ["added"] * 40 + ["now counted"] * 30 + ["moved"] * 4
        return frame.assign(change=kinds[: len(frame)])[["change", *frame.columns]]

    def worklist(self, list_id, team=""):
        standings = make_work(self.indicators, TABLES)
        found = all_rows(standings) if list_id == "all" else standings[list_id].rows
        return found[found["team"] == team] if team else found

    def caseload(self, team=""):
        found = make_caseloads()
        return found[found["team"] == team] if team else found

    def breakdown(self, indicator_id, period, team, by):
        """The figure shared out among groups, the last of them small."""
        now = self.snapshot()
        figure = now.figure(indicator_id, now.period(period), team)
        groups = {"sex": ["Female", "Male", "Not known"], "worker": ["Worker 1", "Worker 2"]}.get(by, ["Under 1", "1 to 4", "5 to 9", "Not known"])
        columns = ["group", "numerator", "denominator", "value", "lower", "upper", "difference"]
        if figure is None or figure.value is None:
            return pd.DataFrame(columns=columns)
        rows, left = [], [int(figure.numerator), None if figure.denominator is None else int(figure.denominator)]
        for place, group in enumerate(groups):
            part = [each if each is None or place == len(groups) - 1 else each // 2 for each in left]
            left = [each if each is None else each - gone for each, gone in zip(left, part, strict=True)]
            value, lower, upper = part[0], None, None
            if self.indicators[indicator_id].unit == "percent":
                value, (lower, upper) = 100 * part[0] / part[1], (100 * limit for limit in wilson(*part))
            rows.append([group, *part, value, lower, upper, "no different" if lower is not None and group != "Not known" else ""])
        return pd.DataFrame(rows, columns=columns)

    def flows(self):
        return self._of_tables(Flows)

    def in_hand(self):
        return self._of_tables(AllWork)

    def _of_tables(self, make):
        if (make, self.state) not in self._made:
            self._made[make, self.state] = make(flow_tables(list(self.snapshot().tables)))
        return self._made[make, self.state]

    def rebase(self, indicator_id, team, from_on, reason):
        if reason == "":
            raise ValueError("Say why the limits start anew: it is blank.")
        reference = copy(self.snapshot().reference)
        kept = [r for r in reference.rebasings(indicator_id, team) if r.from_on != pd.Timestamp(from_on)]
        if reason is not None:
            kept.append(Rebasing(indicator_id, team, pd.Timestamp(from_on), reason, pd.Timestamp(2026, 11, 3)))
        reference._rebasings = {**reference._rebasings, (indicator_id, team.casefold()): sorted(kept, key=lambda r: r.from_on)}
        return self.change(reference=reference)

    def note_event(self, event, remove=False):
        if remove:
            self.events = [each for each in self.events if each["words"] != event["words"]]
        else:
            self.events = [*self.events, event]
        reference = copy(self.snapshot().reference)
        columns = ("source", "indicator", "theme", "team")
        made = [Event(pd.Timestamp(e["from"]), pd.Timestamp(e["to"] or e["from"]), e["words"], *(e[c] for c in columns)) for e in self.events]
        reference.every_event = tuple(sorted(made, key=lambda each: each.from_on))
        return self.change(reference=reference)

    def undo(self, numbers):
        files = self.snapshot().files.copy()
        files.loc[files["load"].isin(numbers), "undone_at"] = "2026-11-03T10:00:00"
        self.change(files=files)
        return {"files": [{"file": f"load {number}", "outcome": "undone"} for number in numbers]}

    def lines(self, load):
        line = self.snapshot().files.set_index("load").loc[load]
        told = [("loaded", "")] * line["rows_loaded"] + [("repeated", "an identical row is held already")] * line["rows_repeated"]
        told += [("refused", "no identifier")] * line["rows_refused"] + [("skipped", "a total"), ("skipped", "a blank line"), ("skipped", "a page number")]
        return pd.DataFrame({"sheet": "Report1", "row": range(7, 7 + len(told)), "outcome": [o for o, _ in told], "reason": [r for _, r in told]})

    def map_code(self, table, column, text, code):
        now = self.snapshot()
        same = (now.unmapped["table"] == table) & (now.unmapped["column"] == column) & (now.unmapped["text"] == text)
        if code is None:
            gone = (now.mapped["table"] == table) & (now.mapped["text"] == text)
            back = now.mapped[gone].drop(columns="code")
            return self.change(mapped=now.mapped[~gone], unmapped=pd.concat([now.unmapped, back], ignore_index=True))
        values = now.values.copy()
        here = (values["indicator"] == "contacts_to_referral") & values["value"].notna()
        values.loc[here, "value"] += 1
        line = now.unmapped[same].assign(code=code)
        return self.change(unmapped=now.unmapped[~same].reset_index(drop=True), mapped=pd.concat([now.mapped, line], ignore_index=True), values=values)

    def map_team(self, alias, team):
        if alias == "Hub" and team is not None:
            raise ValueError("The list of teams could not be written: the folder is read-only.")
        now = self.snapshot()
        return self.change(unknown_teams=now.unknown_teams[now.unknown_teams["team"] != alias].reset_index(drop=True))

    def set_pseudo_worker(self, name, is_one):
        now = self.snapshot().pseudo_workers
        kept = now[now["name"] != name]
        return self.change(pseudo_workers=pd.concat([kept, pd.DataFrame([(name, 3)], columns=["name", "n"])], ignore_index=True) if is_one else kept.reset_index(drop=True))

    def findings(self, check=None, table=None, team=None):
        n = 120
        return pd.DataFrame(
            {
                "check": check, "table": table, "team": team or "Assessment 1", "worker": "W17", "child_id": [f"20{row:05d}" for row in range(n)],
                "file": "plans_2026-10.xlsx", "sheet": "Report1", "row": range(7, 7 + n), "heading": "End Date", "month": "2026-09", "months_since": 1,
            }
        )  # fmt: skip

    def problems_workbook(self):
        return b"PK\x03\x04 a workbook"

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
