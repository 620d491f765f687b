"""How good the data are: counts that a slow and obvious count confirms, and words that people can act on."""

import io
from collections import Counter, defaultdict
from statistics import median
from types import SimpleNamespace

import numpy as np
import openpyxl
import pandas as pd
import pytest

from loaders.checks.shared import placing_columns
from loaders.extracts import extracts
from loaders.load import load, undo
from loaders.local import Local
from loaders.problems_workbook import FRONT, sheet_names
from loaders.quality import FINDINGS, LATE_DAYS, NO_TEAM, assess
from loaders.store import Store
from tests.loaders.checks.conftest import read, stored
from tests.loaders.random_rows import random_rows

CONTACTS = ["Contact ID", "Person ID", "Contact Received", "Contact Decision", "Contact Outcome", "Team", "Worker"]
PLANS = ["CP Plan ID", "Person ID", "CP Plan Start", "CP Plan End", "Team", "Worker"]


def written(as_at=None, **texts):
    """The quality of tables written out as text: no file brought them."""
    days = as_at or {}
    tables = {table: stored(table, read(text), days.get(table, "2024-06-30")) for table, text in texts.items()}
    return assess(SimpleNamespace(tables=tables, reports=[], pieces=lambda table: []), teams=["Ash"], pseudo_workers=["duty"])


def whole(frame, **where):
    """The lines for all teams and months, as dictionaries."""
    kept = frame[(frame["team"] == "") & (frame["month"] == "")]
    for column, value in where.items():
        kept = kept[kept[column] == value]
    return kept.to_dict("records")


# --- columns ----------------------------------------------------------------------------------------------------------


def counted(row):
    return row.get("step_status_code") not in ("cancelled", "proposed") and row.get("is_temporary") is not True


def plain_rows(table):
    rows = [{k: None if pd.isna(v) else v for k, v in row.items()} for row in table.frame.to_dict("records")]
    return [row for row in rows if counted(row)]


def month_of(table, row):
    placed = next((row[c] for c in placing_columns(extracts()[table]) if row[c] is not None), None)
    return "" if placed is None else f"{placed:%Y-%m}"


def each_margin(team, month):
    """The lines that a row belongs to: its own, its team's, its month's and that of all. Without a month, its team's and that of all."""
    return {(team, month), (team, ""), ("", month), ("", "")}


@pytest.mark.parametrize("seed", [1, 2])
def test_columns_are_counted_as_one_would_by_hand(seed):
    tables = random_rows(seed)
    expected = defaultdict(lambda: [0, 0, 0])
    for name, table in tables.items():
        for row in plain_rows(table):
            lines = each_margin(row["team"] or NO_TEAM, month_of(name, row)) if "team" in row else {("", month_of(name, row)), ("", "")}
            for column in extracts()[name].columns:
                for line in lines:
                    counts = expected[name, column, *line]
                    counts[0] += 1
                    counts[1] += row[column] is not None
                    counts[2] += row[column] == "unmapped"
    columns = assess(SimpleNamespace(tables=tables, reports=[], pieces=lambda table: [])).quality.columns
    came = {(r.table, r.column, r.team, r.month): [r.n_rows, r.n_filled, r.n_unusable] for r in columns.itertuples()}
    assert came == expected


def test_a_column_that_no_file_carried_has_no_line_and_a_table_without_rows_none():
    columns = written(cp_plans="child_id | started_on\nA | 2024-01-01", cin_plans="child_id | started_on").quality.columns
    assert set(columns["column"]) == {"child_id", "started_on"}
    assert set(columns["table"]) == {"cp_plans"}


@pytest.fixture
def loaded(tmp_path, write_csv, read_here):
    """A store with these files in it: `loaded(("contacts 2024-01-31.csv", rows), ...)`; the assessment of its quality."""
    store = Store(tmp_path / "store", Local({"Ash": "Ash"}))

    def loaded(*files):
        for place, (name, rows) in enumerate(files):
            load(store, [write_csv(rows, f"{place}/{name}")])
        return assess(Store(store.folder, store.local).snapshot(), teams=["Ash"], pseudo_workers=["duty"])

    return loaded


def test_a_cell_that_could_not_be_read_was_filled_and_is_not_usable(loaded):
    quality = loaded(("contacts 2024-01-31.csv", [
        CONTACTS,
        ["1", "5", "04/01/2024 09:15", "soon", "NFA", "Ash", ""],
        ["2", "6", "04/01/2024 09:15", "05/01/2024 09:15", "who knows", "Ash", ""],
        ["3", "7", "04/01/2024 09:15", "", "", "", ""],
    ])).quality  # fmt: skip
    counts = {line["column"]: (line["n_rows"], line["n_filled"], line["n_unusable"]) for line in whole(quality.columns, table="contacts")}
    assert counts["decided_at"] == (3, 2, 1)
    assert counts["outcome_code"] == (3, 2, 1)
    assert counts["team"] == (3, 2, 0)


def test_a_cell_that_a_later_file_of_the_same_name_corrected_is_bad_no_more(loaded):
    bad = ["1", "5", "04/01/2024 09:15", "soon", "NFA", "Ash", ""]
    good = ["1", "5", "04/01/2024 09:15", "05/01/2024 09:15", "NFA", "Ash", ""]
    other = ["2", "6", "04/01/2024 09:15", "never", "NFA", "Ash", ""]
    quality = loaded(
        ("contacts.csv", [["As at: 31/01/2024"], CONTACTS, bad, bad]), ("contacts.csv", [["As at: 29/02/2024"], CONTACTS, good, other])
    ).quality
    (line,) = whole(quality.columns, table="contacts", column="decided_at")
    assert (line["n_rows"], line["n_filled"], line["n_unusable"]) == (2, 2, 1)


# --- checks and findings ----------------------------------------------------------------------------------------------


def test_findings_add_up_to_the_checks():
    assessment = assess(SimpleNamespace(tables=random_rows(5), reports=[], pieces=lambda table: []), teams=["Ash"], pseudo_workers=["duty"])
    findings, checks = assessment.findings(), assessment.quality.checks
    expected = Counter()
    for one in findings.itertuples():
        has_teams = "team" in extracts()[one.table].columns
        for team, month in each_margin(one.team, one.month) if has_teams else {("", one.month), ("", "")}:
            expected[one.check, one.table, team, month] += 1
    assert {(r.check, r.table, r.team, r.month): r.n for r in checks.itertuples() if r.n} == expected
    assert (checks["n"] <= checks["of"]).all()
    assert not findings.duplicated(["check", "table", "file", "sheet", "row"]).any()


def test_findings_are_picked_by_check_table_and_team():
    assessment = assess(SimpleNamespace(tables=random_rows(5), reports=[], pieces=lambda table: []))
    every = assessment.findings()
    one = every[(every["check"] == "open_twice") & (every["table"] == "cp_plans") & (every["team"] == NO_TEAM)]
    assert len(one)
    pd.testing.assert_frame_equal(assessment.findings("open_twice", "cp_plans", NO_TEAM), one.reset_index(drop=True))
    assert list(assessment.findings("no such check")) == FINDINGS


def test_a_finding_says_where_the_row_is_whose_it_is_and_how_long_ago_it_came_about():
    findings = written(cp_plans="""
        child_id | started_on | ended_on   | team | worker
        A        | 2024-01-31 | 2024-01-30 | Ash  | Ann Other
        B        | 2024-01-01 | 2024-06-01 | Ash  | Ann Other
        C        | 2024-05-29 | 2023-06-01 |      |
    """).findings("days_out_of_order")
    assert findings.drop(columns=["check", "table", "file", "sheet"]).values.tolist() == [
        ["Ash", "Ann Other", "A", 2, "CP Plan Start, CP Plan End", "2024-01", 4],
        [NO_TEAM, "", "C", 4, "CP Plan Start, CP Plan End", "2024-05", 1],
    ]


def test_that_something_was_looked_for_and_not_found_is_said():
    checks = written(cp_plans="child_id | started_on | ended_on\nA | 2024-01-01 |").quality.checks
    (line,) = whole(checks, check="open_twice")
    assert (line["table"], line["n"], line["of"]) == ("cp_plans", 0, 1)
    (line,) = whole(checks, check="days_out_of_order")
    assert (line["n"], line["of"]) == (0, 0)


def test_what_went_from_a_full_list_is_found_though_all_files_have_one_name(loaded):
    def plans(day, *rows):
        return "plans.csv", [[f"As at: {day}"], PLANS, *([i, i, "04/01/2024", end, "Ash", ""] for i, end in rows)]

    assessment = loaded(plans("31/01/2024", (1, ""), (2, ""), (3, "")), plans("29/02/2024", (3, ""), (1, ""), (4, "")))
    findings = assessment.findings("gone_without_end")
    assert findings[["child_id", "row"]].values.tolist() == [["2", 4]]
    (line,) = whole(assessment.quality.checks, check="gone_without_end")
    assert (line["n"], line["of"]) == (1, 4)


# --- recorded late ----------------------------------------------------------------------------------------------------


def test_late_is_from_the_event_to_the_extract_that_first_had_it(loaded):
    def contacts(month_end, *rows):
        return f"contacts {month_end}.csv", [CONTACTS, *([i, i, received, "", "", team, ""] for i, received, team in rows)]

    first = [("1", "04/01/2024 09:15", "Ash")]
    second = [*first, ("2", "10/02/2024 09:15", "Ash"), ("3", "30/01/2024 09:15", "Birch")]
    third = [*second, ("4", "27/02/2024 09:15", "Ash"), ("5", "31/03/2024 09:15", "")]
    quality = loaded(contacts("2024-01-31", *first), contacts("2024-02-29", *second), contacts("2024-03-31", *third)).quality
    late = {(r.team, r.month): (r.n, r.median_days, r.n_over_31) for r in quality.late.itertuples()}
    assert late["", ""] == (4, (19 + 30) / 2, 1)  # 0, 19, 30 and 33 days
    assert late["Ash", "2024-02"] == (2, (19 + 33) / 2, 1)
    assert late["Birch", "2024-01"] == (1, 30, 0)
    assert late[NO_TEAM, "2024-03"] == (1, 0, 0)
    assert quality.unjudged == {"contacts": 1}


def test_events_that_no_extract_followed_within_31_days_are_not_judged(loaded):
    row = ["1", "1", "04/01/2024 09:15", "", "", "Ash", ""]
    later = [["2", "2", "28/02/2024 09:15", "", "", "Ash", ""], ["3", "3", "29/02/2024 09:15", "", "", "Ash", ""]]
    quality = loaded(("contacts 2024-01-31.csv", [CONTACTS, row]), ("contacts 2024-03-31.csv", [CONTACTS, row, *later])).quality
    assert [(line["n"], line["median_days"]) for line in whole(quality.late)] == [(1, LATE_DAYS)]
    assert quality.unjudged == {"contacts": 2}


def test_what_was_extracted_before_it_happened_is_not_judged(loaded):
    heading = ["Review ID", "Person ID", "Review Type", "Review Due", "Review Held", "Team"]
    held, due = ["1", "5", "CP Review", "", "10/01/2024", "Ash"], ["2", "6", "CP Review", "05/03/2024", "", "Ash"]
    new = ["3", "7", "CP Review", "", "25/03/2024", "Ash"]
    quality = loaded(
        ("reviews 2024-01-31.csv", [heading, held]), ("reviews 2024-02-29.csv", [heading, held, due]),
        ("reviews 2024-03-31.csv", [heading, held, [*due[:4], "07/03/2024", "Ash"], new]),
    ).quality  # fmt: skip
    assert [(line["n"], line["median_days"]) for line in whole(quality.late, table="reviews")] == [(1, 6)]
    assert quality.unjudged == {"reviews": 2}


@pytest.mark.parametrize("one_name", [True, False])
def test_first_seen_is_what_reading_the_files_one_after_another_says(loaded, one_name):
    """Rows come and go and change their places, under file names that change or do not."""
    draw = np.random.default_rng(11)
    events = {i: pd.Timestamp(2024, 1, 1) + pd.Timedelta(days=int(draw.integers(0, 150))) for i in range(60)}
    ends = pd.date_range("2024-01-31", periods=5, freq="ME")
    files, first = [], {}
    for end in ends:
        there = [i for i in draw.permutation(60) if events[i] <= end and draw.random() < 0.6]
        for i in there:
            first.setdefault(i, end)
        rows = [[i, i % 7, f"{events[i]:%d/%m/%Y} 10:00", "", "", "Ash", ""] for i in there]
        name = "contacts.csv" if one_name else f"contacts {end:%Y-%m-%d}.csv"
        files.append((name, [[f"As at: {end:%d/%m/%Y}"], CONTACTS, *rows]))
    quality = loaded(*files).quality
    judged = [(first[i] - events[i]).days for i in first if first[i] > ends[0] and min(e for e in ends if e >= events[i]) - events[i] <= pd.Timedelta(days=31)]
    (line,) = whole(quality.late)
    assert (line["n"], line["median_days"], line["n_over_31"]) == (len(judged), median(judged), sum(days > 31 for days in judged))
    assert quality.unjudged == {"contacts": len(first) - len(judged)}


def test_what_was_undone_says_nothing(tmp_path, write_csv, read_here):
    store = Store(tmp_path / "store")
    plan = ["1", "5", "04/01/2024", "", "Ash", "Ann Other"]
    load(store, [write_csv([PLANS, plan], "plans 2024-01-31.csv")])
    load(store, [write_csv([PLANS, plan, ["2", "6", "10/02/2024", "never", "Ash", "Ann Other"]], "plans 2024-02-29.csv")])
    assert len(whole(assess(store.snapshot()).quality.late)) == 1
    undo(store, [2])
    assessment = assess(store.snapshot())
    assert not len(assessment.quality.late)
    assert list(rows_of(assessment.problems_workbook())) == [FRONT]


# --- coverage ---------------------------------------------------------------------------------------------------------


def months(quality, table):
    return {r.month: (r.state, r.n_rows, r.why) for r in quality.calendar.itertuples() if r.table == table}


def contacts_by_month(**counts):
    lines = [f"C{i} | {month.replace('m', '20').replace('_', '-')}-{1 + i % 28:02}" for month, n in counts.items() for i in range(n)]
    return "\n".join(["child_id | received_at", *lines])


def test_a_month_without_rows_among_months_with_many_is_missing_and_one_with_few_is_partly():
    table = contacts_by_month(m23_10=40, m23_11=40, m23_12=44, m24_01=0, m24_02=40, m24_03=9, m24_04=11, m24_05=40, m24_06=40)
    came = months(written(contacts=table).quality, "contacts")
    assert list(came) == ["2023-10", "2023-11", "2023-12", "2024-01", "2024-02", "2024-03", "2024-04", "2024-05", "2024-06"]
    assert came["2024-01"] == ("missing", 0, "no rows, and about 40 in the months around it")
    assert came["2024-03"] == ("partly", 9, "9 rows, and about 40 in the months around it")
    assert {came[month][0] for month in ("2023-10", "2024-02", "2024-04", "2024-06")} == {"loaded"}


def test_where_there_are_few_a_month_without_is_no_gap():
    came = months(written(contacts=contacts_by_month(m24_01=3, m24_02=0, m24_03=4, m24_04=5, m24_06=1)).quality, "contacts")
    assert {state for state, _, _ in came.values()} == {"loaded"}


def test_the_month_of_the_as_at_day_is_partly_there_and_those_after_it_are_missing():
    quality = written({"contacts": "2024-04-29"}, contacts=contacts_by_month(m24_03=2, m24_04=2), referrals="child_id | received_at\nA | 2024-06-01").quality
    came = months(quality, "contacts")
    assert came["2024-03"] == ("loaded", 2, "")
    assert came["2024-04"] == ("partly", 2, "the extract ends on 29 April 2024")
    assert came["2024-05"] == came["2024-06"] == ("missing", 0, "the extract ends on 29 April 2024")
    assert {month: state for month, (state, _, _) in months(quality, "referrals").items()} == {
        "2024-03": "before", "2024-04": "before", "2024-05": "before", "2024-06": "loaded",
    }  # fmt: skip


def test_stragglers_are_not_as_far_as_a_table_reaches():
    came = months(written(contacts=contacts_by_month(m22_01=1, m24_01=40, m24_02=40, m24_03=40), referrals=contacts_by_month(m22_01=20)).quality, "contacts")
    assert came["2022-01"] == ("before", 1, "the table does not reach back so far")
    assert came["2023-12"][0] == "before"
    assert came["2024-01"][0] == "loaded"


def test_the_calendar_begins_with_the_first_table_of_many_rows():
    adoptions = "child_id | decision_on\n" + "\n".join(f"A{i} | {2010 + i}-05-01" for i in range(10))
    quality = written(contacts=contacts_by_month(m24_03=20, m24_04=20), adoptions=adoptions).quality
    assert list(months(quality, "adoptions")) == ["2024-03", "2024-04", "2024-05", "2024-06"]


def test_spells_reach_back_to_their_first_end():
    quality = written(contacts=contacts_by_month(m23_10=1), cp_plans="""
        child_id | started_on | ended_on
        A        | 2020-01-01 | 2024-02-10
        B        | 2023-11-01 |
    """).quality  # fmt: skip
    came = months(quality, "cp_plans")
    assert (came["2023-11"][0], came["2024-01"][0], came["2024-02"][0]) == ("before", "before", "loaded")


def test_a_source_that_says_how_far_back_it_is_complete_is_believed():
    """Annex A lists the contacts of six months, whatever older ones are among them."""
    table = stored("contacts", read(contacts_by_month(m23_10=20, m23_12=20, m24_01=20, m24_06=20)), reaches_back_to="2023-12-30")
    came = months(assess(SimpleNamespace(tables={"contacts": table}, reports=[], pieces=lambda table: [])).quality, "contacts")
    assert list(came)[0] == "2023-12"
    assert came["2023-12"] == ("partly", 20, "the extract begins on 30 December 2023")
    assert came["2024-01"][0] == "loaded"


def test_snapshots_are_there_in_the_months_in_which_they_were_taken():
    came = months(written(workforce="""
        as_at_on   | post_id
        2024-03-10 | 1
        2024-03-31 | 1
        2024-03-31 | 2
        2024-05-31 | 1
    """).quality, "workforce")  # fmt: skip
    assert came == {
        "2024-03": ("loaded", 2, ""), "2024-04": ("missing", 0, "no snapshot"), "2024-05": ("loaded", 1, ""), "2024-06": ("missing", 0, "no snapshot"),
    }  # fmt: skip


def test_children_are_in_no_month():
    quality = written(children="child_id | born_on\nA | 2010-01-01", contacts="child_id | received_at\nA | 2024-06-01").quality
    assert set(quality.calendar["table"]) == {"contacts"}
    assert set(quality.columns.loc[quality.columns["table"] == "children", "month"]) == {""}


# --- what an indicator rests on ---------------------------------------------------------------------------------------

REFERRALS = """
    child_id | received_at      | decided_at       | outcome_code | team
    A        | 2024-05-01 09:00 | 2024-05-01 08:00 | assessment   | Ash
    B        | 2024-05-01 09:00 |                  | unmapped     | Birch
    C        | 2024-06-01 09:00 | 2024-06-01 10:00 | assessment   | Ash
    D        | 2024-06-01 09:00 | 2024-06-01 10:00 | assessment   | Ash
"""


def test_an_indicator_shows_the_quality_of_the_columns_and_checks_that_bear_on_it():
    quality = written(referrals=REFERRALS).quality
    rests_on = quality.for_indicator({"referrals": ("received_at", "decided_at")})
    assert [(one.column, one.n_rows, one.n_filled, one.n_unusable) for one in rests_on.columns] == [("received_at", 4, 4, 0), ("decided_at", 4, 3, 0)]
    assert [(one.check, one.table, one.n, one.of) for one in rests_on.checks] == [("days_out_of_order", "referrals", 1, 3)]
    assert rests_on.sentence == "75% of 'Referral Decision' filled; days in the wrong order: 1."
    assert quality.for_indicator({"referrals": ("outcome_code",)}).sentence == "75% of 'Referral Outcome' usable; value of unknown meaning: 1."


def test_it_can_be_of_one_team_and_some_months():
    quality = written(referrals=REFERRALS).quality
    needs = {"referrals": ("received_at", "decided_at")}
    assert quality.for_indicator(needs, team="Birch").sentence == "0% of 'Referral Decision' filled."
    assert quality.for_indicator(needs, months=["2024-05"]).sentence == "50% of 'Referral Decision' filled; days in the wrong order: 1."
    assert quality.for_indicator(needs, team="Ash", months=["2024-06"]).sentence == ""


def test_an_end_that_is_blank_is_no_gap_and_what_is_not_loaded_says_nothing():
    quality = written(cp_plans="child_id | started_on | ended_on\nA | 2024-05-01 |\nB | 2024-05-01 |").quality
    assert quality.for_indicator({"cp_plans": ("started_on", "ended_on"), "workforce": ("fte",)}).sentence == ""


def test_of_several_tables_the_sentence_says_which_and_how_many_more():
    quality = written(cp_plans="""
        child_id | started_on | ended_on   | team | worker
        A        | 2024-05-01 | 2024-04-01 | Ash  | x
        B        | 2024-05-01 |            |      |
        B        | 2024-05-01 |            |      |
    """, cin_plans="""
        child_id | started_on | ended_on
        B        | 2024-05-01 |
    """).quality  # fmt: skip
    rests_on = quality.for_indicator({"cp_plans": ("started_on", "ended_on"), "cin_plans": ("started_on", "ended_on")})
    assert rests_on.sentence == "More than one open: 2 in cp_plans; days in the wrong order: 1 in cp_plans; 1 more check fails."


def test_no_childs_id_is_in_what_pages_read():
    quality = assess(SimpleNamespace(tables=random_rows(5), reports=[], pieces=lambda table: [])).quality
    frames = [value for value in vars(quality).values() if isinstance(value, pd.DataFrame)]
    assert len(frames) == 4
    for frame in frames:
        words = {word for column in frame if frame[column].dtype == "category" for word in frame[column].cat.categories}
        assert not words & {f"C{i}" for i in range(50)}
        assert not set(frame) & {"child_id", "file", "row", "worker"}


def test_nothing_loaded_is_nothing_to_say(tmp_path):
    assessment = assess(Store(tmp_path / "store").snapshot())
    quality = assessment.quality
    assert [len(frame) for frame in (quality.columns, quality.checks, quality.late, quality.calendar)] == [0, 0, 0, 0]
    assert quality.for_indicator({"contacts": ("received_at",)}).sentence == ""
    assert "Nothing was found to be wrong." in texts(assessment.problems_workbook())[FRONT]


# --- the workbook -----------------------------------------------------------------------------------------------------


def rows_of(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def texts(content):
    return {name: {cell for row in rows for cell in row if isinstance(cell, str)} for name, rows in rows_of(content).items()}


@pytest.fixture
def workbook(loaded):
    return loaded(
        ("contacts 2024-01-31.csv", [
            CONTACTS,
            ["1", "=5+5", "04/01/2024 09:15", "Zebedee", "NFA", "Ash", "Ann Other"],
            ["2", "6", "", "", "NFA", "Ash", ""],
            ["3", "7", "04/01/2024 09:15", "03/01/2024", "Florence", "Child/Family: [East] & a name that is long", ""],
        ]),
        ("plans 2024-01-31.csv", [PLANS, ["1", "5", "04/01/2024", "03/01/2024", "", ""]]),
    ).problems_workbook()  # fmt: skip


def test_the_workbook_has_a_sheet_for_each_team_one_without_and_one_to_read_first(workbook):
    assert list(rows_of(workbook)) == [FRONT, "Ash", "Child Family East & a name that", "No team"]
    front = texts(workbook)[FRONT]
    assert any("data as at 31 January 2024" in text for text in front)
    assert any("send each team its own sheet only" in text for text in front)


def test_each_line_says_what_is_wrong_what_to_do_and_where(workbook):
    lines = [dict(zip(rows[0], row, strict=True)) for name, rows in rows_of(workbook).items() if name != FRONT for row in rows[1:]]
    where = [(line["What is wrong"], line["File"], line["Row"], line["Column"], line["Heading"], line["Child ID"], line["Worker"]) for line in lines]
    contacts, plans = "contacts 2024-01-31.csv", "plans 2024-01-31.csv"
    assert sorted(where, key=str) == sorted([
        ("Not a day", contacts, 2, "D", "Contact Decision", "=5+5", "Ann Other"),
        ("Blank, and without it the row cannot be told from others", contacts, 3, "C", "Contact Received", None, None),
        ("Days in the wrong order", contacts, 4, "D", "Contact Received, Contact Decision", "7", None),
        ("Value of unknown meaning", contacts, 4, "E", "Contact Outcome", "7", None),
        ("Days in the wrong order", plans, 2, "D", "CP Plan Start, CP Plan End", "5", None),
    ], key=str)  # fmt: skip
    assert all(line["What to do"].endswith(".") for line in lines)


def test_what_a_later_file_corrected_or_a_local_code_explains_is_not_in_the_workbook(tmp_path, write_csv, read_here):
    store = Store(tmp_path / "store", Local(codes={("contacts", "outcome_code", "Florence"): "advice"}))
    bad = ["1", "5", "04/01/2024 09:15", "never", "Dougal", "Ash", ""]
    good = ["1", "5", "04/01/2024 09:15", "05/01/2024 09:15", "Florence", "Ash", ""]
    load(store, [write_csv([CONTACTS, bad], "contacts 2024-01-31.csv")])
    assert {row[0] for row in rows_of(assess(store.snapshot()).problems_workbook())["Ash"][1:]} == {"Not a day", "Value of unknown meaning"}
    load(store, [write_csv([CONTACTS, good], "contacts 2024-02-29.csv")])
    assert list(rows_of(assess(store.snapshot()).problems_workbook())) == [FRONT]


def test_the_lines_of_the_front_sheet_add_up(workbook):
    rows = rows_of(workbook)
    n = {name: len(lines) - 1 for name, lines in rows.items() if name != FRONT}
    front = {row[0]: row[1] for row in rows[FRONT] if isinstance(row[1], int)}
    assert front["Ash"] == n["Ash"]
    assert front["No team"] == n["No team"]
    assert sum(front.values()) == 2 * sum(n.values())  # by team, and by what is wrong


def test_no_cells_value_is_repeated_and_nothing_is_a_formula(workbook):
    said = {text for sheet in texts(workbook).values() for text in sheet}
    assert not any("Zebedee" in text or "Florence" in text for text in said)
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    assert {cell.data_type for row in book["Ash"].iter_rows() for cell in row} <= {"s", "n"}


def test_what_most_of_a_table_fails_is_told_on_the_front_sheet_only():
    rows = "\n".join(f"C{i} | 2024-05-0{1 + i % 9} | 2024-04-01" for i in range(20))
    few = "\n".join(f"D{i} | 2024-05-0{1 + i % 9} | 2024-04-01" for i in range(19))
    assessment = written(cp_plans=f"child_id | started_on | ended_on\n{rows}", cin_plans=f"child_id | started_on | ended_on\n{few}")
    assert assessment.of_most_rows() == {("days_out_of_order", "cp_plans"): (20, 20)}
    content = rows_of(assessment.problems_workbook())
    assert {row[2] for row in content["No team"][1:]} == {"cin_plans"}
    assert [row for row in content[FRONT] if row[3] and row[3].startswith("20 of 20 rows of cp_plans.")]


def test_a_sheet_name_is_one_that_excel_takes():
    names = sheet_names(["A" * 40, "a" * 35, "A" * 28 + "//?", "'Quoted'", "History", "Read me", "[]:*?/\\", "Read me (2)"])
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") and name.strip("'") == name for name in names)
    assert not {name.casefold() for name in names} & {"history", "read me"}
