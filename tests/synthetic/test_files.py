"""The workbooks: which there are, the mess in them, and that loading them gives back every row."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from loaders import synthetic
from loaders.extracts import extracts
from loaders.load import load
from loaders.store import Store
from loaders.synthetic.reports import reports
from metrics.compute import compute
from metrics.reference import Reference
from metrics.registry import indicators
from metrics.rounding import round_half_up
from metrics.tables import Table

from .conftest import LAST_DAY

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
PUBLISHED = {
    "contacts_72h": (76, 89),
    "referral_decision_24h": (79, 89),
    "assessments_45wd": (54, 79),
    "section47_rate": (371, 269),
    "cp_plan_rate": (66, 54),
    "cin_plan_rate": (105, 88),
    "children_in_care_rate": (121, 112),
    "permanent_rate": (41, 51),
}


def test_a_file_a_year_for_past_years_and_a_file_a_month_for_this_one(tmp_path):
    told = []
    written = ("contacts", "visits", "assessments", "complaints", "early_help_assessments")
    files = synthetic.write(tmp_path, last_day=LAST_DAY, size=300, tables=written, progress=lambda *step: told.append(step))
    contacts = [p.stem.removeprefix("Contacts ") for p in files if p.stem.startswith("Contacts")]
    years = ["2021-22", "2022-23", "2023-24", "2024-25", "2025-26"]
    assert contacts == [*years, *(f"2026-{month - 1:02d} to 2026-{month:02d}" for month in range(4, 11))]
    assert {p.stem.split(" 2")[0] for p in files} == {reports()[table].file_name for table in written}
    assert [p.stem for p in files if p.stem.startswith("Visits")][0] == "Visits 2023-24"
    assert [p.stem for p in files if p.stem.startswith("Complaints")] == ["Complaints 2021-04 to 2026-10"]
    assert told == [(n, len(files), path.name) for n, path in enumerate(files)]


def test_a_year_that_ended_with_the_last_day_is_past(tmp_path):
    files = synthetic.write(tmp_path, last_day=date(2024, 3, 31), months=12, size=300)
    registers = tuple(report.file_name for report in reports().values() if report.is_register)
    assert {p.stem.split()[-1] for p in files if not p.stem.startswith(registers)} == {"2023-24"}


def test_no_file_reaches_back_further_than_the_extracts_do(tmp_path):
    files = synthetic.write(tmp_path, last_day=date(2024, 5, 15), months=2, size=300)
    assert {p.stem.split(" ", 1)[1] for p in files if p.stem.startswith("Contacts")} == {"2024-04 to 2024-04", "2024-04 to 2024-05"}


# The mess


def test_titles_are_merged_and_lines_stand_above_the_table(sheets, says):
    assert all(len(sheet.merged) == 1 for sheet in sheets)
    assert len(says(r"Data as at: \d\d/\d\d/\d{4}")) == len(sheets)
    assert says(r"Report run on \d\d/\d\d/\d{4} \d\d:\d\d by SYSTEM") and says("Team: All") and says(r"Start date: .*")
    starts = {next(i for i, row in enumerate(s.rows) if sum(c is not None for c in row) > 2) for s in sheets}
    assert len(starts) > 2


def test_every_file_says_above_its_headings_that_it_is_synthetic(sheets):
    for sheet in sheets:
        above = [c for row in sheet.rows[:14] for c in row if isinstance(c, str)]
        assert any("synthetic data" in text.lower() for text in above), sheet.name


def test_some_tables_begin_in_the_second_column(sheets):
    first = {sheet.merged[0].split("1")[0] for sheet in sheets}
    assert first == {"A", "B"}


def test_headings_are_repeated_after_pages_and_totals_stand_between(sheets, says):
    assert says(r"Page \d+ of \d+") and says(r"Subtotal .+: [\d,]+") and says(r"(Grand total: [\d,]+|Total: \d+)")
    assert says("OFFICIAL-SENSITIVE: .*") and says("End of report")
    repeated = 0
    for sheet in sheets:
        rows = [tuple(row) for row in sheet.rows if sum(isinstance(c, str) for c in row) > 4]
        heading = next((row for row in rows if any(re.sub(r"\W|_", "", str(c)).lower() in ("team", "teamname") for c in row)), None)
        repeated += heading is not None and rows.count(heading) > 1
    assert repeated


def test_headings_vary_in_case_and_spaces(texts):
    found = [t for t in texts if re.sub(r"[\W_]", "", t).lower() == "personid"]
    assert len(set(found)) >= 4
    assert any("\u00a0" in t for t in texts)


def test_a_second_sheet_holds_the_parameters(sheets):
    assert all(sheet.names[1:] == ["Parameters"] for sheet in sheets)
    assert not any(set("[]:*?/\\") & set(name) or len(name) > 31 for sheet in sheets for name in sheet.names)


def test_ids_are_numbers_here_and_texts_there(sheets, says):
    numbers = [c for s in sheets for row in s.rows for c in row if isinstance(c, int | float) and 9_000_000 <= c < 10_000_000]
    assert numbers and says(r"9\d{6}")


def test_days_come_in_every_layout_and_in_one_column_in_several(sheets, says):
    assert says(r"\d\d/\d\d/\d{4}") and says(r"\d{4}-\d\d-\d\d") and says(r"\d\d/\d\d/\d{4} \d\d:\d\d")
    assert says(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d") and says("31/12/9999")
    mixed = 0
    for sheet in sheets:
        for column in zip(*sheet.rows, strict=True):
            kinds = {type(c) for c in column if isinstance(c, datetime) or isinstance(c, str) and re.match(r"\d\d/\d\d/", c)}
            mixed += len(kinds) > 1
    assert mixed


def test_nothing_is_written_in_several_ways(says):
    assert says("NULL") and says("N/A") and says(" ")


def test_team_names_differ_in_case_and_spaces(texts):
    spellings = {t for t in texts if re.sub(r"\s", "", t).lower() == "childprotection&court1"}
    assert {"Child Protection & Court 1", "CHILD PROTECTION & COURT 1"} < spellings
    assert any("\u00a0" in t for t in spellings) and any(t != t.strip() for t in spellings)


def test_there_are_columns_that_no_extract_knows(texts):
    assert {"Locality", "Step Type"} & set(texts)


def test_a_few_cells_are_at_fault(says):
    assert says("31/02/2023|week 3|see case note") and says("Community drop-in|Helpline call back")


# Into the store and out again


def loaded(files, folder):
    store = Store(folder)
    reports = load(store, files)
    return reports, store.snapshot().tables


@pytest.fixture(scope="module")
def small_store(small_files, tmp_path_factory):
    return loaded(small_files, tmp_path_factory.mktemp("store"))


def test_every_file_loads_with_its_as_at_day_from_the_banner(small_store):
    reports, _ = small_store
    assert {(r["outcome"], r["as_at_from"]) for r in reports} == {("loaded", "banner")}
    assert max(r["as_at"] for r in reports) == LAST_DAY.isoformat()


@pytest.mark.parametrize("table", reports())
def test_overlapping_files_add_up_to_the_rows_that_were_meant(small_store, small_truth, table):
    """Later facts have been filled in, and nothing was lost or counted twice on the way."""
    meant, found = small_truth[table], small_store[1][table].frame
    key = list(extracts()[table].key)
    keyed = (f.astype(object).fillna(dict.fromkeys(key, "")) for f in (meant, found[list(meant.columns)]))  # a part may be blank
    meant, found = (f.set_index(key).sort_index() for f in keyed)
    assert list(found.index) == list(meant.index)
    different = ~((found == meant) | (found.isna() & meant.isna()))
    assert not different.to_numpy().any(), different.sum()


@pytest.fixture(scope="module")
def values(tmp_path_factory):
    """Written, loaded and computed at full size, to two months after the last year with published figures: what these indicators need."""
    wanted = {name: indicators()[name] for name in (*PUBLISHED, "permanent_rate")}
    needs = {table for indicator in wanted.values() for table in indicator.needs}
    files = synthetic.write(tmp_path_factory.mktemp("files"), last_day=date(2024, 5, 31), tables=needs)
    _, stored = loaded(files, tmp_path_factory.mktemp("full store"))
    tables = {name: Table(t.frame, t.as_at, t.columns) for name, t in stored.items()}
    figures = compute(wanted, tables, Reference.read(REFERENCE), grains=("year",))
    return figures.set_index(["indicator", "period"])


@pytest.mark.parametrize("indicator", PUBLISHED)
def test_from_files_to_figures_the_published_ones_come_out(values, indicator):
    for period, published in zip(("2022-23", "2023-24"), PUBLISHED[indicator], strict=True):
        figure = values.loc[indicator, period]
        assert (round_half_up(figure["value"], 0), figure["status"]) == (published, "ok")


def test_permanent_posts_come_out_as_counted(values):
    counts = [tuple(values.loc["permanent_rate", p][["numerator", "denominator"]]) for p in ("2022-23", "2023-24")]
    assert counts == [(51, 124), (74, 144)]
