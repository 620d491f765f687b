"""All indicators over a million rows; and four aggregations as this engine does them and as SQL by hand does."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from metrics.cohorts import events
from metrics.compute import compute
from metrics.indicator import rate
from metrics.indicators.rereferrals_12m import rereferrals_12m
from metrics.reference import Reference
from metrics.registry import indicators
from metrics.tables import Table
from tests.benchmarks.timing import Result, medians

ROOT = Path(__file__).resolve().parents[2]
FIRST, LAST, AS_AT = (
    np.datetime64(day) for day in ("2018-04-01", "2025-04-01", "2025-04-30")
)  # 84 months, and time to mature
TEAMS = [f"Team {n}" for n in range(1, 41)]

# How a million rows are divided; allocations and workforce come on top.
SHARES = {
    "contacts": 0.35, "referrals": 0.25, "assessments": 0.20, "section47": 0.10, "cp_plans": 0.03, "cin_plans": 0.05, "care_periods": 0.02,
}  # fmt: skip


@rate(
    title="Re-referrals per 10,000",
    question="How many children come back?",
    theme="Front door",
    good="low",
    shape="events, 12 months",
    counts="re-referrals in the 12 months to the end of the period",
    of="children aged 0 to 17",
    needs={"referrals": ("child_id", "received_at", "referral_id")},
    source="For measuring only",
)
def rereferral_rate(tables):
    """As `rereferrals_12m`, set against the population."""
    cohort = rereferrals_12m(tables)
    return events(cohort.rows, on="received_at", counted=pd.Series(cohort.counted, index=cohort.rows.index))


class Made:
    """Random rows with the columns of the canonical tables; the same at every call."""

    def __init__(self, seed: int = 5):
        self.rng = np.random.default_rng(seed)

    def rows(self, n: int, **columns) -> pd.DataFrame:
        frame = pd.DataFrame({
            "child_id": _codes(self.rng.integers(0, max(n // 3, 1), n), "C", max(n // 3, 1)),
            **columns,
            "team": pd.Categorical.from_codes(self.rng.integers(0, len(TEAMS), n), TEAMS),
            "file": pd.Categorical.from_codes(np.zeros(n, int), ["made.xlsx"]),
            "sheet": pd.Categorical.from_codes(np.zeros(n, int), ["Report1"]),
            "row": np.arange(2, n + 2),
        })  # fmt: skip
        return frame

    def moments(self, n: int) -> np.ndarray:
        seconds = (LAST - FIRST).astype("timedelta64[s]").astype(int)
        return (FIRST.astype("datetime64[s]") + self.rng.integers(0, seconds, n)).astype("datetime64[us]")

    def days(self, n: int) -> np.ndarray:
        return self.moments(n).astype("datetime64[D]").astype("datetime64[us]")

    def later(self, when: np.ndarray, mean_hours: float, blank: float = 0.0, whole_days: bool = False) -> np.ndarray:
        """A while after; some are still to come."""
        result = when + (self.rng.exponential(mean_hours, len(when)) * 3600).astype("timedelta64[s]")
        result = result.astype("datetime64[D]").astype("datetime64[us]") if whole_days else result
        result[(self.rng.random(len(when)) < blank) | (result >= AS_AT)] = np.datetime64("NaT")
        return result

    def choice(self, values: list[str], n: int) -> pd.Categorical:
        return pd.Categorical.from_codes(self.rng.integers(0, len(values), n), values)


def _codes(numbers: np.ndarray, prefix: str, size: int) -> pd.Categorical:
    return pd.Categorical.from_codes(numbers, [f"{prefix}{n}" for n in range(size)])


def _ids(n: int, prefix: str) -> pd.Categorical:
    return _codes(np.arange(n), prefix, n)


def make_tables(rows: int) -> dict[str, Table]:
    """Tables of so many case rows in all, with what every indicator needs."""
    made = Made()
    n = {table: max(round(share * rows), 1) for table, share in SHARES.items()}
    frames = {}

    received = made.moments(n["contacts"])
    outcomes = ["referral", "early_help", "advice", "no_further_action"]
    frames["contacts"] = made.rows(
        len(received), contact_id=_ids(len(received), "K"), received_at=received,
        decided_at=made.later(received, 40, 0.02), outcome_code=made.choice(outcomes, len(received)),
    )  # fmt: skip

    received = made.moments(n["referrals"])
    frames["referrals"] = made.rows(
        len(received), referral_id=_ids(len(received), "R"), received_at=received, decided_at=made.later(received, 15, 0.02),
        outcome_code=made.choice(["assessment", "strategy_discussion", "no_further_action"], len(received)),
    )  # fmt: skip

    started = made.days(n["assessments"])
    outcomes = ["cin_plan", "child_protection", "care", "no_further_action"]
    frames["assessments"] = made.rows(
        len(started), assessment_id=_ids(len(started), "A"), started_on=started,
        authorised_on=made.later(started, 24 * 45, 0.02, whole_days=True), outcome_code=made.choice(outcomes, len(started)),
    )  # fmt: skip

    strategy = made.days(n["section47"])
    frames["section47"] = made.rows(
        len(strategy), enquiry_id=_ids(len(strategy), "S"), strategy_on=strategy,
        icpc_on=made.later(strategy, 24 * 16, 0.6, whole_days=True),
    )  # fmt: skip

    for table, days in {"cp_plans": 250, "cin_plans": 200, "care_periods": 800}.items():
        started = made.days(n[table])
        frames[table] = made.rows(
            len(started), started_on=started, ended_on=made.later(started, 24 * days, 0.05, whole_days=True),
            **{("period_id" if table == "care_periods" else "plan_id"): _ids(len(started), "P")},
            previous_plans=np.where(made.rng.random(len(started)) < 0.1, 1.0, 0.0),
            legal_status_code=made.choice(["C1", "C2", "V2", "V4"], len(started)),
        )  # fmt: skip

    workers = 150
    started = made.days(max(rows // 20, 1))
    frames["allocations"] = made.rows(
        len(started), worker_id=_codes(made.rng.integers(0, workers, len(started)), "W", workers), started_on=started,
        ended_on=made.later(started, 24 * 180, whole_days=True),
    )  # fmt: skip

    months = np.arange("2018-04", "2025-05", dtype="datetime64[M]")
    as_at = np.repeat((months + 1).astype("datetime64[D]") - 1, workers).astype("datetime64[us]")
    posts = np.tile(np.arange(workers), len(months))
    frames["workforce"] = made.rows(
        len(as_at), as_at_on=as_at, post_id=_codes(posts, "P", workers), worker_id=_codes(posts, "W", workers),
        role_code=made.choice(["social_worker", "senior_practitioner", "newly_qualified", "team_manager", "service_manager"], len(as_at)),
        employment_code=made.choice(["permanent", "permanent", "agency", "vacant"][1:], len(as_at)),
        fte=np.where(made.rng.random(len(as_at)) < 0.3, 0.6, 1.0),
        started_on=np.full(len(as_at), FIRST.astype("datetime64[us]")), ended_on=np.full(len(as_at), np.datetime64("NaT", "us")),
    )  # fmt: skip
    return {name: Table(frame, pd.Timestamp(AS_AT), frozenset(frame)) for name, frame in frames.items()}


# The four, by hand

MONTHLY_BY_TEAM = """
    SELECT team, date_trunc('month', received_at) AS month,
           count(*) FILTER (decided_at BETWEEN received_at AND received_at + INTERVAL 72 HOUR) AS numerator, count(*) AS denominator
    FROM '{contacts}'
    WHERE decided_at IS NOT NULL OR received_at + INTERVAL 72 HOUR < TIMESTAMP '{as_at}' + INTERVAL 1 DAY
    GROUP BY ALL"""

MONTHS = "SELECT unnest(generate_series(TIMESTAMP '{first}', TIMESTAMP '{as_at}', INTERVAL 1 MONTH)) AS month"

OPEN_BY_TEAM = """
    WITH changes AS (
        SELECT team, date_trunc('month', started_on) AS month, 1 AS change FROM '{cp_plans}'
        UNION ALL SELECT team, date_trunc('month', ended_on), -1 FROM '{cp_plans}' WHERE ended_on IS NOT NULL),
    monthly AS (SELECT team, month, sum(change) AS change FROM changes GROUP BY ALL),
    months AS ({months}),
    teams AS (SELECT DISTINCT team FROM monthly)
    SELECT team, month, sum(coalesce(change, 0)) OVER (PARTITION BY team ORDER BY month) AS numerator
    FROM months CROSS JOIN teams LEFT JOIN monthly USING (team, month)"""

WITH_EARLIER = """
    SELECT team, date_trunc('month', received_at) AS month, received_at::DATE <= earlier::DATE + INTERVAL 1 YEAR AS again
    FROM (SELECT team, received_at, lag(received_at) OVER (PARTITION BY child_id ORDER BY received_at) AS earlier FROM '{referrals}')"""

REREFERRALS_BY_TEAM = (
    "SELECT team, month, count(*) FILTER (again) AS numerator, count(*) AS denominator FROM ("
    + WITH_EARLIER
    + ") GROUP BY ALL"
)

ROLLING_RATE = (
    "WITH months AS ({months}), monthly AS (SELECT month, count(*) FILTER (again) AS n FROM ("
    + WITH_EARLIER
    + ") GROUP BY ALL) "
    "SELECT '' AS team, month, sum(coalesce(n, 0)) OVER (ORDER BY month ROWS 11 PRECEDING) AS numerator "
    "FROM months LEFT JOIN monthly USING (month)"
)


def measure(folder: Path, rows: int, repeat: int) -> list[Result]:
    """Ours start from frames in memory, as they do after a load; DuckDB reads the columns it wants from Parquet each time."""
    reference = Reference.read(ROOT / "data" / "reference")
    every = indicators()
    tables = make_tables(rows)
    answered = answered_by(tables)
    whole, by_team = medians(
        repeat, lambda: compute(answered, tables, reference), lambda: compute(answered, tables, reference, by_team=True)
    )
    results = [
        Result(f"The {len(answered)} indicators of nine tables over {rows:,} rows, every month, quarter and year", whole),
        Result(f"The same, and for each of {len(TEAMS)} teams", by_team),
    ]
    del tables

    frames = _one_table_each(rows)
    paths = {name: folder / f"{name}.parquet" for name in frames}
    for name, frame in frames.items():
        frame.to_parquet(paths[name], compression="zstd")
    tables = {name: Table(frame, pd.Timestamp(AS_AT), frozenset(frame)) for name, frame in frames.items()}
    connection = duckdb.connect(config={"threads": 2})
    names = {name: path.as_posix() for name, path in paths.items()} | {
        "as_at": AS_AT,
        "months": MONTHS.format(first=FIRST, as_at=AS_AT),
    }
    works = {
        "Percent within 72 hours, by month and team": (every["contacts_72h"], MONTHLY_BY_TEAM),
        "Open at each month's end, by team": (every["cp_plans"], OPEN_BY_TEAM),
        "Back within 12 months, by month and team": (rereferrals_12m, REREFERRALS_BY_TEAM),
        "Rate over a rolling 12 months": (rereferral_rate, ROLLING_RATE),
    }
    for what, (indicator, sql) in works.items():
        query, for_teams = sql.format(**names), not indicator.is_rate
        only = {name: tables[name] for name in indicator.needs}

        def ours(indicator=indicator, for_teams=for_teams, only=only):
            return compute([indicator], only, reference, by_team=for_teams, grains=("month",))

        def by_hand(query=query):
            return connection.execute(query).df()

        check_equal(indicator, ours(), by_hand())
        results.append(
            Result(f"{what}, {rows:,} rows", *medians(repeat, ours, by_hand), "DuckDB by hand over Parquet", aim=3)
        )
    connection.close()
    return results


def answered_by(tables: dict[str, Table]) -> dict:
    """The indicators that these tables can answer."""
    return {
        name: indicator
        for name, indicator in indicators().items()
        if all(table in tables and tables[table].columns.issuperset(columns) for table, columns in indicator.needs.items())
    }


def _one_table_each(rows: int) -> dict[str, pd.DataFrame]:
    made = Made(7)
    received = made.moments(rows)
    contacts = made.rows(
        rows, contact_id=_ids(rows, "K"), received_at=received, decided_at=made.later(received, 40, 0.02)
    )
    received = made.moments(rows)
    referrals = made.rows(rows, referral_id=_ids(rows, "R"), received_at=received)
    started = made.days(rows)
    plans = made.rows(
        rows, plan_id=_ids(rows, "P"), started_on=started, ended_on=made.later(started, 24 * 250, 0.05, whole_days=True)
    )
    return {"contacts": contacts, "referrals": referrals, "cp_plans": plans}


def check_equal(indicator, ours: pd.DataFrame, by_hand: pd.DataFrame) -> None:
    """Every figure of ours that has a value has the same numerator and denominator by hand."""
    ours = ours[ours["status"].isin(["ok", "incomplete"]) & ((ours["team"] != "") | indicator.is_rate)]
    columns = [c for c in ("numerator", "denominator") if c in by_hand]
    found = ours.set_index(["team", "period_start"])[columns]
    wanted = by_hand.astype({"team": str}).set_index(["team", "month"])[columns].astype(float)
    wanted = wanted.reindex(found.index).fillna(0.0)
    if found.empty or not np.array_equal(found.to_numpy(), wanted.to_numpy()):
        differing = (found.to_numpy() != wanted.to_numpy()).any(axis=1)
        both = found[differing].join(wanted[differing].add_suffix("_by_hand"))
        raise AssertionError(f"{indicator.id}: {differing.sum()} of {len(found)} figures differ:\n{both}")
