"""What holds for every worklist, those not yet written included."""

from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from metrics.compute import NO_TEAM, Figures, cases, compute
from metrics.periods import Period, period_of
from metrics.tables import Table
from metrics.worklist import (
    COLUMNS,
    COUNTED,
    DUE,
    OVERDUE,
    STATES,
    counts,
    work,
    worklists,
)
from tests import second_opinion
from tests.random_tables import LAST, random_tables
from tests.written_tables import SmallReference

REFERENCE = SmallReference()
REFERENCE.settings = {**SmallReference.settings, "drift_days": 7}  # random tables are busy
SEEDS = (7, 8, 9)
ALL = list(worklists().values())


def each(wanted):
    return pytest.mark.parametrize("one", list(wanted), ids=lambda one: one.id)


every_worklist = each(ALL)
every_seed = pytest.mark.parametrize("seed", SEEDS)
#: In these tables the rows of every other child are drawn nearer to the as-at day: what is due soon would be rare otherwise.
LATELY = {
    "visits": ("visited_on",), "reviews": ("held_on",), "health_checks": ("checked_on",), "supervisions": ("held_on",), "assessments": ("started_on",),
    "contacts": ("received_at",), "referrals": ("received_at",), "care_leavers": ("last_contact_on", "pathway_reviewed_on"),
}  # fmt: skip


@cache
def drawn(seed):
    tables = random_tables(seed)
    return {**tables, **{name: Table(nearer(tables[name].frame, LATELY[name]), tables[name].as_at, tables[name].columns) for name in LATELY}}


def nearer(frame, columns):
    is_even = frame["child_id"].astype(str).str[-1].isin(list("02468"))
    for column in columns:
        near = LAST - (LAST - frame[column]) / 15
        near = near.dt.normalize() if column.endswith("_on") else near
        frame = frame.assign(**{column: frame[column].where(is_even, near).astype("datetime64[us]")})
    return frame


@cache
def standing(seed):
    return work(drawn(seed), REFERENCE)


@cache
def by_team(seed):
    return counts(standing(seed)).set_index(["worklist", "team"])


@cache
def figures_of(indicator, seed):
    """Its monthly values of the last year, by team and month."""
    values = compute([indicator], drawn(seed), REFERENCE, by_team=True, grains=["month"], first="2023-07-01")
    return values.set_index(["team", "period"])


def with_frames(tables, change):
    return {name: Table(change(table.frame), table.as_at, table.columns) for name, table in tables.items()}


# -- the list and the figure ---------------------------------------------------------------------------------------------


@each(one for one in ALL if one.is_whole)
def test_has_as_many_rows_as_the_figure_counts_late_in_every_team(one):
    compared = 0
    for seed, team in [(seed, team) for seed in SEEDS for team in figures_of(one.indicator, seed).index.levels[0]]:
        found, n = standing(seed)[one.id], by_team(seed).loc[one.id]
        month = period_of(found.as_at, "month")
        labels = [Period(month.first_month - back, "month").label for back in range(one.months or 1)]
        of_team = [figures_of(one.indicator, seed).loc[(team, label)] for label in labels]
        late = sum(figure["numerator"] if one.counts_lateness else figure["denominator"] - figure["numerator"] for figure in of_team)
        listed = n.loc[team] if team in n.index else pd.Series(0, n.columns)
        assert listed[OVERDUE] + listed[COUNTED] == late, team
        if one.indicator.has_denominator:
            assert listed["of"] == sum(figure["denominator"] for figure in of_team), team
        compared += late > 0
    assert compared > 1


@each(one for one in ALL if one.indicator and not one.is_whole)
@every_seed
def test_what_is_still_to_do_is_late_or_pending_in_the_figure_of_its_month(one, seed):
    years = ["2020-21", "2021-22", "2022-23", "2023-24", "2024-25"]
    figures = Figures(drawn(seed), REFERENCE)
    late = {address(row) for label in years for row in cases(one.indicator, drawn(seed), REFERENCE, label).itertuples() if row.status == "not counted"}
    found = standing(seed)[one.id].rows
    overdue = found[found["state"] == OVERDUE]
    reaches = max(figures.reach[table] for table in one.indicator.needs)
    of_figures = overdue[overdue["since_on"].fillna(overdue["due_on"]) >= reaches]
    assert len(of_figures) and {address(row) for row in of_figures.itertuples()} <= late
    assert not {address(row) for row in found[found["state"] == DUE].itertuples()} & late


def address(row):
    return row.file, row.row


def to_come(one, seed):
    """A list's rows before those far off are dropped, and the figure's verdict on any day, with nothing recorded after the as-at day."""

    def known(frame):
        days = frame.select_dtypes("datetime")
        return frame.assign(**{name: days[name].where(days[name] < LAST + pd.Timedelta(days=1)) for name in days if name != "as_at_on"})

    figures = Figures(with_frames(drawn(seed), known), REFERENCE)
    day = figures.as_at(one.indicator)
    found = one(figures.handed_to(one), day)

    @cache
    def late_on(day):
        """Place in the table -> whether the figure of the day counts it as late, of all that it is of."""
        if one.indicator.shape == "census":
            cohorts = figures.cohorts(one.indicator, day)
            parts = [(c.rows.index[c.of], (c.counted if one.counts_lateness else ~c.counted)[c.of]) for c in cohorts]
        else:
            cohort = figures.cohort(one.indicator)
            is_open = (cohort.opens <= day.to_datetime64()) & ~(cohort.closes <= day.to_datetime64())
            parts = [(cohort.rows.index[is_open], (cohort.counted_from <= day.to_datetime64())[is_open])]
        return {place: bool(late) for places, lates in parts for place, late in zip(places, lates, strict=True)}

    return SimpleNamespace(found=found, day=day, late_on=late_on, calendar=figures.calendar)


@each(one for one in ALL if one.is_whole and one.indicator.shape != "events" and one.id != "unallocated")
def test_is_in_time_until_the_day_it_is_due_and_late_from_the_next(one):
    """The figure itself is asked on those days, as if nothing more were done. Who is late already may be due later: for a first visit, say."""
    checked = 0
    for seed in SEEDS[:2]:
        given = to_come(one, seed)
        due_on = given.found["due_on"][given.found["due_on"] >= given.day]
        for place, due_on in due_on.items():
            last_good, first_bad = (due_on - pd.Timedelta(days=1), due_on) if one.on_the_day else (due_on, next_working_day(due_on, given.calendar))
            if not given.late_on(given.day).get(place) and last_good >= given.day:
                assert not given.late_on(last_good).get(place, False), (seed, place, due_on)
            assert given.late_on(first_bad).get(place, True), (seed, place, due_on)
            checked += 1
    assert checked > 2


def next_working_day(day, calendar):
    following = day + pd.Timedelta(days=1)
    return following if calendar.elapsed(day, following) else next_working_day(following, calendar)


@each(one for one in ALL if one.is_whole and one.id not in ("unallocated", "repeat_referrals", "worker_supervision"))
@every_seed
def test_what_is_in_time_is_not_past_its_day(one, seed):
    """What the figure counts as in time, a list never says was due before; or else it would be dropped in silence."""
    figures = Figures(drawn(seed), REFERENCE)
    day = figures.as_at(one.indicator)
    found = one(figures.handed_to(one), day)
    late = set(zip(*[standing(seed)[one.id].rows.query("state != 'due'")[c] for c in ("child_id", "since_on")], strict=True))
    past = found[(found["due_on"] < day) | found["due_on"].isna()]
    assert len(past) and {(row.child_id, row.since_on) for row in past.itertuples()} <= late


# -- the rows ------------------------------------------------------------------------------------------------------------


@every_worklist
@every_seed
def test_says_of_each_row_why_it_is_there_and_since_when(one, seed):
    found = standing(seed)[one.id]
    assert found.status == "ok"
    rows = found.rows
    assert tuple(rows) == COLUMNS
    assert set(rows["state"]) <= set(STATES) and rows["why"].map(lambda words: isinstance(words, str) and len(words) > 10).all()
    assert rows["team"].notna().all() and set(rows["worklist"]) <= {one.id}
    overdue, due, counted = (rows[rows["state"] == state] for state in STATES)
    assert ((overdue["due_on"] <= found.as_at) | overdue["due_on"].isna()).all()
    assert (due["due_on"] >= found.as_at).all() and due["working_days"].between(-one.ahead, 0).all()
    assert (counted["due_on"] >= found.as_at).all() and (counted["working_days"] <= 0).all()
    assert (overdue["working_days"].dropna() >= 0).all()
    assert (rows["due_on"].isna() == rows["working_days"].isna()).all()


@every_worklist
def test_gives_the_address_of_the_row_that_makes_it_so(one):
    tables = drawn(7)
    for row in standing(7)[one.id].rows.itertuples():
        frame = tables[row.table].frame
        found = frame[(frame["row"] == row.row) & (frame["file"] == row.file) & (frame["sheet"] == row.sheet)]
        assert len(found) == 1
        for whose in ("child_id", "worker_id"):
            if whose in found and pd.notna(getattr(row, whose)):
                assert found[whose].astype(object).iloc[0] == getattr(row, whose)
                break


@every_worklist
def test_the_most_urgent_come_first(one):
    rows = standing(7)[one.id].rows
    is_late = rows["state"] == OVERDUE
    assert is_late.is_monotonic_decreasing
    for _, part in rows.groupby(is_late):
        when = part["due_on"].fillna(part["since_on"]).dropna()
        assert when.is_monotonic_decreasing if one.newest_first else when.is_monotonic_increasing
        assert part["due_on"].fillna(part["since_on"]).isna().sort_values(ascending=False).tolist() == part["due_on"].fillna(part["since_on"]).isna().tolist()


@every_worklist
def test_its_teams_share_all_its_rows(one):
    n = by_team(7).loc[one.id]
    assert (n.drop(index="")[[*STATES]].sum() == n.loc["", [*STATES]]).all()
    found = standing(7)[one.id]
    assert set(found.rows["team"]) <= found.teams
    assert n.loc["", OVERDUE] == (found.rows["state"] == OVERDUE).sum() and n.loc["", DUE] >= (found.rows["state"] == DUE).sum()


@every_worklist
def test_names_who_holds_the_child(one):
    rows = standing(7)[one.id].rows
    rows = rows[rows["child_id"].notna() & rows["worker_id"].notna()]
    day = standing(7)[one.id].as_at
    allocations = second_opinion.rows_of(drawn(7)["allocations"].frame)
    for row in rows.itertuples():
        held = [a for a in allocations if a["child_id"] == row.child_id and second_opinion.is_open(a, day.to_pydatetime())]
        held = [a for a in held if (a["worker"] or "").casefold() not in REFERENCE.pseudo_workers]
        latest = max(a["started_on"] for a in held)
        assert row.worker_id in {a["worker_id"] for a in held if a["started_on"] == latest}


@every_worklist
def test_does_not_depend_on_the_order_or_index_of_rows(one):
    shuffled = with_frames(drawn(7), lambda frame: frame.sample(frac=1, random_state=3).set_index(np.arange(len(frame)) % 5))
    again = work(shuffled, REFERENCE, [one])[one.id].rows
    key = ["child_id", "worker_id", "state", "since_on", "due_on", "team"]
    sort = lambda rows: rows[key].astype(str).sort_values(key, ignore_index=True)  # noqa: E731
    pd.testing.assert_frame_equal(sort(again), sort(standing(7)[one.id].rows))


@every_worklist
def test_is_not_loaded_without_what_it_needs_and_copes_with_no_rows(one):
    for table in one.needs:
        gone = {name: given for name, given in drawn(7).items() if name != table}
        assert work(gone, REFERENCE, [one])[one.id].status == "not loaded"
        empty = {**drawn(7), table: Table(drawn(7)[table].frame.head(0), LAST, drawn(7)[table].columns)}
        found = work(empty, REFERENCE, [one])
        assert found[one.id].status in ("ok", "starts too late")
        assert set(counts(found)["status"]) == {found[one.id].status}


def test_they_give_the_same_twice_and_leave_their_tables_alone():
    before, once = {name: table.frame.copy() for name, table in drawn(8).items()}, standing(8)
    for name, again in work(drawn(8), REFERENCE).items():
        pd.testing.assert_frame_equal(again.rows, once[name].rows)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(drawn(8)[name].frame, frame)


# -- counted a second time -----------------------------------------------------------------------------------------------


def working_day_after(day, n):
    while n:
        day += pd.Timedelta(days=1)
        n -= day.weekday() < 5 and day.date() not in second_opinion.ENGLISH
    return day


@pytest.mark.parametrize(("name", "plans", "kind", "interval"), [("visits_cp", "cp_plans", "cp", 10), ("visits_cin", "cin_plans", "cin", 20)])
@every_seed
def test_visits_agree_with_a_slow_count_child_by_child(name, plans, kind, interval, seed):
    rows = {table: second_opinion.rows_of(drawn(seed)[table].frame) for table in (plans, "visits")}
    expected = {}
    for plan in sorted((r for r in rows[plans] if second_opinion.is_open(r, LAST)), key=lambda r: (r["started_on"], r["row"])):
        seen = [v["visited_on"] for v in rows["visits"] if v["child_id"] == plan["child_id"] and v["type_code"] == kind and v["is_seen"] is not False]
        seen = max((day for day in seen if day is not None and day <= LAST), default=None)
        due = working_day_after(pd.Timestamp(seen or plan["started_on"]), interval)
        expected.setdefault(plan["child_id"], (due, OVERDUE if due < LAST else DUE if seen else COUNTED))
    found = {row.child_id: (row.due_on, row.state) for row in standing(seed)[name].rows.itertuples()}
    limit = working_day_after(LAST, 10)
    assert found == {child: (due, state) for child, (due, state) in expected.items() if state != DUE or due <= limit}


@every_seed
def test_drift_agrees_with_a_slow_count_child_by_child(seed):
    from metrics.worklists.drift import RECORDED

    rows = {table: second_opinion.rows_of(drawn(seed)[table].frame) for table in (*RECORDED, "children_in_need")}
    expected = {}
    for need in rows["children_in_need"]:
        if second_opinion.is_open(need, LAST):
            days = [row[column] for table, columns in RECORDED.items() for row in rows[table] if row["child_id"] == need["child_id"] for column in columns]
            days = [day for day in days if day is not None and day < LAST + pd.Timedelta(days=1)]
            starts = [r["started_on"] for r in rows["children_in_need"] if r["child_id"] == need["child_id"] and second_opinion.is_open(r, LAST)]
            expected[need["child_id"]] = pd.Timestamp(max([*days, min(starts)])).normalize()
    found = {row.child_id: row.since_on for row in standing(seed)["drift"].rows.itertuples()}
    assert found == {child: last for child, last in expected.items() if last + pd.Timedelta(days=7) < LAST}


def test_every_file_is_one_list_with_a_title_of_its_own():
    assert len({one.title for one in ALL}) == len(ALL) > 20
    assert all(one.function.__module__ == f"metrics.worklists.{one.id}" for one in ALL)


def test_the_random_tables_have_every_state_and_rows_without_a_team():
    found = pd.concat([standing(seed)[one.id].rows for seed in SEEDS for one in ALL])
    assert set(found["worklist"]) == set(worklists()) and set(found["state"]) == set(STATES)
    assert NO_TEAM in set(found["team"]) and found["due_on"].isna().any()
