"""Ofsted's Annex A, loaded as councils send it: whole workbooks of both editions, single lists, look-alikes, and one after another."""

import datetime as dt

import openpyxl
import pytest
import xlwt

from tests.loaders.annex_a import DISABILITY, FRONT, HEADINGS, TABLES, sheet, workbook

D = dt.date
EVERY_LIST = pytest.mark.parametrize("number", HEADINGS)


def tables_in(report):
    return {s["table"]: s for s in report["sheets"] if s["table"]}


def reasons(report):
    return {s["sheet"]: s["reason"] for s in report["sheets"] if s["table"] is None}


def rows(store, table):
    """The loaded rows of a table, as dicts of what is not blank."""
    frame = store.snapshot().tables[table].frame.drop(columns=["file", "sheet", "row"])
    return [{k: v for k, v in row.items() if v == v and v is not None} for row in frame.to_dict("records")]


@pytest.fixture
def load_rows(write_xlsx, load_one):
    """Load the rows of one sheet."""
    return lambda rows, name="list.xlsx", **options: load_one(write_xlsx({"Sheet1": rows}, name), **options)


# --- whole workbooks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", [2019, 2024])
def test_every_list_of_the_workbook_loads_and_its_other_sheets_do_not(edition, write_xlsx, store, load_one):
    report = load_one(write_xlsx(workbook(edition), "Annex A 2024-03-06.xlsx"))
    assert (report["outcome"], report["as_at"]) == ("loaded", "2024-03-06")
    assert {s["sheet"]: s["table"] for s in report["sheets"]} == {**dict.fromkeys(FRONT), **{f"List_{n}": t for n, t in enumerate(TABLES, 1)}}
    for sheet_report in tables_in(report).values():
        assert (sheet_report["rows_read"], sheet_report["rows_loaded"], sheet_report["problems"]) == (1, 1, [])
    assert {t: store.snapshot().tables[t].layout for t in TABLES} == dict.fromkeys(TABLES, "annex a")


def test_the_two_editions_are_one_source(write_xlsx, store, load_one):
    load_one(write_xlsx(workbook(2019), "a.xlsx"), as_at=D(2023, 9, 6))
    report = load_one(write_xlsx(workbook(2024), "b.xlsx"), as_at=D(2024, 3, 6))
    assert set(tables_in(report)) == set(TABLES)
    assert len(rows(store, "care_leavers")) == 2  # a snapshot each
    assert rows(store, "care_leavers")[1]["personal_adviser"] == "A Adviser"


def test_what_every_list_begins_with_is_known_of_the_child(write_xlsx, store, load_one):
    load_one(write_xlsx(workbook(), "a.xlsx"))
    assert rows(store, "children") == [
        {"child_id": "4800001", "born_on": dt.datetime(2012, 5, 6), "sex_code": "female", "ethnic_group_code": "WBRI", "is_disabled": False}
    ]


def test_an_adopter_is_no_child(write_xlsx, store, load_one):
    report = load_one(write_xlsx({"List_11": sheet(11)}, "a.xlsx"))
    assert "also" not in report["sheets"][0]


def test_what_the_next_indicators_need_is_kept(write_xlsx, store, load_one):
    load_one(write_xlsx(workbook(2024), "a.xlsx"))
    care = rows(store, "care_periods")[0]
    assert {k: care[k] for k in ("placements_12m", "missing_12m", "absent_12m", "location_code", "provider_code", "placement_type_code", "need_code")} == {
        "placements_12m": 3, "missing_12m": 2, "absent_12m": 0, "location_code": "out", "provider_code": "PR4", "placement_type_code": "U4", "need_code": "N1",
    }  # fmt: skip
    assert (care["is_interview_offered"], care["is_interview_accepted"]) == (True, False)  # offered and declined
    assert care["last_health_assessment_on"] == dt.datetime(2023, 12, 1)
    plan = rows(store, "cp_plans")[0]
    assert (plan["initial_category_code"], plan["category_code"], plan["previous_plans"]) == ("neglect", "emotional", 1)
    assert (plan["is_seen_alone"], plan["last_visit_on"], plan["has_emergency_protection"]) == (True, dt.datetime(2024, 3, 1), False)
    assert rows(store, "referrals")[0]["prior_referrals_12m"] == 1
    assert rows(store, "children_in_need")[0]["status_code"] == "child_protection"
    leaver = rows(store, "care_leavers")[0]
    assert (leaver["in_touch_code"], leaver["suitability_code"], leaver["activity_code"], leaver["last_contact_on"]) == ("yes", "suitable", "F4", dt.datetime(2024, 2, 2))


def test_a_postcode_is_not_taken(write_xlsx, store, load_one):
    report = load_one(write_xlsx({"List_8": sheet(8)}, "a.xlsx"))
    assert "Placement postcode" in report["sheets"][0]["unknown_headings"]


def test_what_annex_a_cannot_answer_has_no_column(write_xlsx, store, load_one):
    load_one(write_xlsx(workbook(), "a.xlsx"))
    tables = store.snapshot().tables
    assert not {"decided_at", "outcome_code", "contact_id", "team"} & set(tables["contacts"].columns)
    assert "decided_at" not in tables["referrals"].columns
    assert "first_seen_on" not in tables["assessments"].columns


# --- the old format, single lists, text -------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", [2019, 2024])
def test_the_workbook_in_the_old_binary_format(edition, tmp_path, load_one):
    book, day = xlwt.Workbook(), xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for name, lines in workbook(edition).items():
        page = book.add_sheet(name)
        for r, line in enumerate(lines):
            for c, cell in enumerate(line):
                page.write(r, c, cell, day) if isinstance(cell, dt.date) else page.write(r, c, cell)
    book.save(str(tmp_path / "Annex A.xls"))
    report = load_one(tmp_path / "Annex A.xls")
    assert set(tables_in(report)) == set(TABLES)
    assert [s["problems"] for s in tables_in(report).values()] == [[]] * 11


@EVERY_LIST
@pytest.mark.parametrize("title", [True, False])
def test_one_file_for_a_list_with_or_without_its_title(number, title, load_rows):
    report = load_rows(sheet(number, title=title))
    assert list(tables_in(report)) == [TABLES[number - 1]]
    assert report["sheets"][0]["heading_row"] == (2 if title else 1)


@EVERY_LIST
def test_a_list_as_text(number, write_csv, load_one):
    text = [[c.strftime("%d/%m/%Y") if isinstance(c, D) else c for c in row] for row in sheet(number, title=False)]
    report = load_one(write_csv(text, f"list {number}.csv"))
    (sheet_report,) = report["sheets"]
    assert (sheet_report["table"], sheet_report["rows_loaded"], sheet_report["problems"]) == (TABLES[number - 1], 1, [])


def test_a_merged_title_and_a_first_column_without_anything(tmp_path, load_one):
    book = openpyxl.Workbook()
    page = book.active
    for r, row in enumerate(sheet(3), 1):
        for c, cell in enumerate(row, 2):
            page.cell(r, c, cell)
    page.merge_cells("B1:L1")
    book.save(tmp_path / "list 3.xlsx")
    assert list(tables_in(load_one(tmp_path / "list 3.xlsx"))) == ["referrals"]


def test_two_lists_below_one_another_in_one_text_file(write_csv, store, load_one):
    text = [[c.strftime("%d/%m/%Y") if isinstance(c, D) else c for c in row] for n in (1, 3) for row in [*sheet(n, {}, {"Child Unique ID": 2}), []]]
    report = load_one(write_csv(text, "lists.csv"))
    assert [(s["table"], s["heading_row"], s["rows_loaded"]) for s in report["sheets"]] == [("contacts", 2, 2), ("referrals", 7, 2)]
    assert [[p["row"] for p in s["problems"]] for s in report["sheets"]] == [[6], []]  # the second title, skipped
    assert (len(rows(store, "contacts")), len(rows(store, "referrals"))) == (2, 2)


# --- headings as they are written -------------------------------------------------------------------------------------

RENAMED = [
    (7, "Number of Previous Child Protection Plans", "Sum of Number of Previous Child Protection Plans"),
    (8, "Date Started to be Looked After", "LoookedAfterStartDate"),
    (8, "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)", "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))"),
    (8, "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months", "Number of Episodes the Child has been \u2018Missing\u2019 from their Placement in the last 12 months"),
    (8, "Child's Legal Status", "Child\u2019s Legal Status"),
    (8, "Child's Legal Status", "Child\ufffds Legal Status"),
    (8, "Child's Legal Status", "Child\u00e2\u20ac\u2122s Legal Status"),
    (9, "LA In Touch ", "LAInTouch"),
    (4, "Was the child assessed as requiring LA children\u2019s social care support?", "Was the child assessed as requiring LA children's social care support"),
    (6, "Case status", "CaseStatus"),
    (3, "Date of referral", "Date of the referral"),
    (3, "Date of referral", "Date of referral (DD/MM/YYYY)"),
    (1, "Child Unique ID", "CUID"),
    (1, "Child Unique ID", "Identifier of child"),
    (1, "Child Unique ID", "ChildUniqueId"),
    (1, "Child Unique ID", "Child's Unique Identifier"),
    (1, "Child Unique ID", "Person ID"),
    (5, "Allocated Team", "Team"),
    (5, "Allocated Worker", "ALLOCATED_WORKER"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "heading", "written"), RENAMED)
def test_a_heading_written_otherwise_is_known_and_the_source_stays_annex_a(number, heading, written, load_rows, store):
    (plain,) = load_rows(sheet(number), "a.xlsx", as_at=D(2024, 3, 6))["sheets"]
    (other,) = load_rows(sheet(number, names={heading: written}), "b.xlsx", as_at=D(2024, 3, 6))["sheets"]
    assert other["table"] == TABLES[number - 1], other.get("reason")
    assert (other["missing_headings"], other["rows_repeated"]) == (plain["missing_headings"], 1)


def test_did_the_child_accept_is_no_identifier(load_rows):
    names = {"Child Unique ID": "Reference"}
    report = load_rows(sheet(8, names=names))
    assert "no column headed 'Person ID'" in report["reason"]


def test_the_headings_of_a_published_export_of_annex_a(load_rows):
    headings = ["ChildUniqueID", "Gender", "Ethnicity", "DateOfBirth", "Age", "HasDisability", "StratDiscussionDate", "InitialCPConfUnnecessary",
                "InitialCPConfDate", "CPConfResultInCPPlan", "NumberS47s12m", "NumberICPCs12m", "AllocatedTeam", "AllocatedWorker"]  # fmt: skip
    report = load_rows([headings, ["1", "a) Male", "a) WBRI", "01/02/2015", 9, "b) No", "03/01/2024", "b) No", "17/01/2024", "a) Yes", 0, 0, "T", "W"]])
    (s,) = report["sheets"]
    assert (s["table"], s["missing_headings"], s["unknown_headings"], s["problems"]) == ("section47", [], ["Age"], [])


# --- cells as they are written ----------------------------------------------------------------------------------------


def test_an_unborn_child_and_ages_of_any_kind_are_read_without_a_word(load_rows, store):
    unborn = {"Date of Birth": D(2031, 1, 1), "Age of Child (Years)": -1}
    changes = [unborn, {"Child Unique ID": 2, "Date of Birth": "", "Age of Child (Years)": -1}, {"Child Unique ID": 3, "Age of Child (Years)": 6.138}]
    report = load_rows(sheet(6, *changes))
    assert (report["sheets"][0]["rows_loaded"], report["sheets"][0]["problems"]) == (3, [])
    born = {c["child_id"]: c.get("born_on") for c in rows(store, "children")}
    assert (born["4800001"], born["2"]) == (dt.datetime(2031, 1, 1), None)


def test_a_decision_on_support_in_the_words_of_a_workflow_is_kept_for_a_mapping(load_rows, store):
    heading = "Was the child assessed as requiring LA children\u2019s social care support?"
    load_rows(sheet(4, {heading: "CS Close Case"}, {"Child Unique ID": 2, heading: ""}, {"Child Unique ID": 3, heading: "a) Yes"}))
    assert {r["child_id"]: r.get("outcome_code") for r in rows(store, "assessments")} == {"4800001": "unmapped", "2": None, "3": None}


@pytest.mark.parametrize(
    ("cell", "offered", "accepted"),
    [
        ("Offered and Accepted", True, True), ("Offered and Declined (by YP)", True, False), ("Not Offered (Missing Again)", False, None),
        ("Offered and Accepted (CYP not present/refused on arrival)", True, True), ("Not Offered (Other)", False, None), ("a) Yes", True, True),
    ],
)  # fmt: skip
def test_an_interview_offered_and_one_accepted_are_two_things(cell, offered, accepted, load_rows, store):
    both = dict.fromkeys((h for h in HEADINGS[8] if "Return Interview" in h), cell)
    load_rows(sheet(8, both))
    row = rows(store, "care_periods")[0]
    assert (row.get("is_interview_offered"), row.get("is_interview_accepted")) == (offered, accepted)


@pytest.mark.parametrize(
    ("number", "heading", "column", "cells"),
    [
        (6, "Case status", "status_code", {"CLA": "care", "LAC": "care", "CLA&CP": "care", "CP/CLA": "care", "CPP": "child_protection", "CP Ext": "child_protection", "CIN": "cin_plan", "CiN Plan": "cin_plan", "Open asmt": "assessment", "Closed - stepdown": "closed", "a) Looked after child": "care", "Care leaver": "unmapped"}),
        (6, "Primary Need Code", "primary_need_code", {"N1 - Abuse or neglect": "N1", "N1 - Abuse, neglect and exploitation": "N1", "1a Physical Abuse": "N1", "1ABUSNEG - Abuse or Neglect": "N1", "CIN - N5 Family dysfunction": "N5", "ABS_NEG": "N1", "PSRMEM - Support with memory and cognition": "unmapped"}),
        (7, "Latest Category of Abuse", "category_code", {"a) Neglect": "neglect", "NEG": "neglect", "Likelihood of Neglect": "neglect", "PHYSAB": "physical", "YNNN": "neglect", "YNNY": "multiple", "Neglect  Physical": "multiple", "Emotional; Neglect": "multiple", "e) Multiple/not recommended": "multiple"}),
        (8, "Child's Legal Status", "legal_status_code", {"C1: ICO": "C1", "V2: Single period under S20": "V2", "Code 'V2' is not mapped": "V2", "CLA - V4 - Accommodated with breaks": "V4"}),
        (8, "Placement Location", "location_code", {"a) In": "in", "In borough": "in", "Inside LA Boundary": "in", "Yes": "in", "No": "out", "b) Out": "out"}),
        (8, "Placement Type", "placement_type_code", {"zz) T4": "T4", "K2: Children's home": "K2", "K3": "K3", "Z11": "Z11"}),
        (8, "Reason Ceased to be Looked After", "end_reason_code", {"v) E17: Aged 18 and stayed with carers": "E17", "E4A - Planned return home": "E4A", "c) E2: Died": "E2"}),
        (9, "LA In Touch ", "in_touch_code", {"a) Yes": "yes", "1 - Yes, resident in the UK": "yes", "2 - No, resident in the UK": "no", "08 - Young Person Refuses Contact": "refused", "5 - No, residence not known": "no", "f) Rhom": "returned_home", "d) Refu": "refused"}),
        (9, "Suitability of Accommodation", "suitability_code", {"a) Suitable": "suitable", "1": "suitable", "2": "unsuitable", "0 - Unsuitable": "unsuitable", "True": "suitable", "False": "unsuitable"}),
        (1, "Contact Source", "source_code", {"b) 1B: Individual": "1B", "g) 3A: Health services": "3A", "p) 5C: LA services": "5C", "s) 8: Other": "8", "u) 10: Unknown": "10", "m) 4: Housing": "4"}),
    ],
)  # fmt: skip
def test_codes_as_real_returns_write_them(number, heading, column, cells, load_rows, store):
    changes = [{heading: cell, "Child Unique ID": n} for n, cell in enumerate(cells, 1)]
    load_rows(sheet(number, *changes))
    found = {r["child_id"]: r.get(column) for r in rows(store, TABLES[number - 1])}
    assert {cell: found[str(n)] for n, cell in enumerate(cells, 1)} == cells


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("WBRI", "WBRI"), ("WBRI - White British", "WBRI"), ("WBRI: White: White - British", "WBRI"), ("WBRI  [White British]", "WBRI"),
        ("White - British", "WBRI"), ("White/British", "WBRI"), ("White > British", "WBRI"), ("A1 - White British", "WBRI"), ("A.A1 White > British", "WBRI"),
        ("(A.A1)White - British", "WBRI"), ("A.A2 White > Irish", "WIRI"), ("A.A27)Any Other White Background", "WOTH"), ("A.A1", "unmapped"), ("B.B2", "unmapped"),
        ("s) REFU", "REFU"), ("s) NOBT", "NOBT"), ("s)", "unmapped"), ("Irish [WIRI]", "WIRI"), ("WBRI - White British (101)", "WBRI"),
    ],
)  # fmt: skip
def test_ethnic_groups_in_four_families_of_codes(cell, code, load_rows, store):
    load_rows(sheet(1, {"Ethnicity": cell}))
    assert rows(store, "children")[0]["ethnic_group_code"] == code


@pytest.mark.parametrize(
    ("cell", "is_disabled"),
    [("a) Yes", True), ("b) No", False), ("c) Unknown", None), ("AUT", True), ("LD, MOB", True), ("NONE", False), ("NOBT", None), ("REFU", None), ("HEAR - Hearing", True)],
)  # fmt: skip
def test_any_disability_but_none_is_one(cell, is_disabled, load_rows, store):
    load_rows(sheet(4, {DISABILITY: cell}))
    assert rows(store, "children")[0].get("is_disabled") == is_disabled


# --- what looks like it -----------------------------------------------------------------------------------------------

SPECIAL_NEEDS = [
    "Unique ID", "UPN", "ULN", "Date of birth", "Gender", "Ethnicity", "Date initial EHC plan issued", "Date updated EHC plan issued",
    "Date EHC plan last reviewed", "SEN primary need", "Main education establishment \u2013 URN", "Pupil Premium",
]  # fmt: skip
LOOK_ALIKES = {
    "an Annex A for special needs": ({"List_1": [["List 1"], SPECIAL_NEEDS, ["1", "A1", "2", "01/02/2012", "M", "WBRI", "01/03/2020", "", "", "ASD", "1", "No"]]}, "special educational needs"),
    "guidance alone": ({"Sheet1": FRONT["Guidance"]}, "column B"),
    "codes alone": ({"Sheet1": FRONT["Codes_used"]}, "lists of codes"),
    "a report of a tool": ({"Report": [["sheet", "header", "matched"], *[["List 8", h, "yes"] for h in HEADINGS[8]]]}, "column B"),
    "headings of another template": ({"Sheet1": [["pers_person_id", "cine_referral_date", "cine_close_date"], ["1", "01/02/2024", ""]]}, "No row holds the headings of a known extract"),
    "a template not filled in": ({**FRONT, **{f"List_{n}": sheet(n)[:2] for n in HEADINGS}}, "no row follows"),
    "a list without its identifier": ({"List_7": [row[1:] for row in sheet(7)]}, "no column headed 'Person ID' or 'Mosaic ID'"),
}  # fmt: skip


@pytest.mark.parametrize("which", LOOK_ALIKES)
def test_what_only_looks_like_it_loads_nothing_and_says_why(which, write_xlsx, store, load_one):
    sheets, said = LOOK_ALIKES[which]
    report = load_one(write_xlsx(sheets, "look-alike.xlsx"))
    assert report["outcome"] == "refused"
    assert said in report["reason"]
    assert not store.snapshot().tables


def test_an_empty_list_among_others_is_told_and_leaves_its_table_not_loaded(write_xlsx, store, load_one):
    report = load_one(write_xlsx(workbook(list_10=[]), "a.xlsx"))
    told = tables_in(report)["adoptions"]
    assert (told["rows_read"], told["reason"].split(":")[0]) == (0, "Row 2 has the headings of adoptions and no row follows")
    assert "adoptions" not in store.snapshot().tables


def test_a_list_of_the_workbook_does_not_mix_with_a_report_of_the_case_management_system(write_xlsx, store, load_one):
    load_one(write_xlsx(workbook(), "a.xlsx"))
    report = load_one(write_xlsx({"Report1": [["Contact ID", "Person ID", "Contact Received"], [1, 2, D(2024, 1, 1)]]}, "contacts.xlsx"))
    assert "already loaded from Ofsted's Annex A" in report["reason"]


# --- one after another ------------------------------------------------------------------------------------------------

SPELLS = {
    7: ("cp_plans", "Child Protection Plan Start Date", "Child Protection Plan End Date"),
    8: ("care_periods", "Date Started to be Looked After", "Date Ceased to be Looked After"),
    6: ("children_in_need", "CIN Start Date", "CIN Closure Date"),
}
AUTUMN, SPRING, SUMMER = D(2023, 9, 6), D(2024, 3, 6), D(2024, 7, 3)


@pytest.fixture
def load_spells(write_xlsx, store, load_one):
    """Load snapshots of a list of spells, given as {as-at day: {child: (start, end)}}, and say what is then held: {(child, start, end)}."""

    def load(number, snapshots):
        table, start, end = SPELLS[number]
        for as_at, spells in snapshots.items():
            changes = [{"Child Unique ID": child, start: began, end: ended or ""} for child, (began, ended) in spells.items()]
            load_one(write_xlsx({"List": sheet(number, *changes)}, f"{as_at}.xlsx"))
        return {(r["child_id"], r["started_on"].date(), r["ended_on"].date() if "ended_on" in r else None) for r in rows(store, table)}

    return load


every_spell = pytest.mark.parametrize("number", SPELLS)


@every_spell
def test_a_spell_open_in_one_snapshot_and_ended_in_the_next_has_both_its_days(number, load_spells):
    assert load_spells(number, {AUTUMN: {1: (D(2023, 5, 1), None)}, SPRING: {1: (D(2023, 5, 1), D(2024, 2, 1))}}) == {("1", D(2023, 5, 1), D(2024, 2, 1))}


@every_spell
def test_snapshots_add_up_in_any_order_of_loading(number, load_spells):
    assert load_spells(number, {SPRING: {1: (D(2023, 5, 1), D(2024, 2, 1))}, AUTUMN: {1: (D(2023, 5, 1), None)}}) == {("1", D(2023, 5, 1), D(2024, 2, 1))}


@every_spell
def test_a_spell_that_ended_stays_when_it_has_left_the_list(number, load_spells):
    held = load_spells(number, {AUTUMN: {1: (D(2023, 1, 1), D(2023, 5, 1))}, SPRING: {2: (D(2024, 1, 1), None)}})
    assert held == {("1", D(2023, 1, 1), D(2023, 5, 1)), ("2", D(2024, 1, 1), None)}


@every_spell
def test_a_spell_that_was_open_and_is_missing_from_a_later_snapshot_stays_as_it_was_known(number, load_spells):
    held = load_spells(number, {AUTUMN: {1: (D(2023, 5, 1), None)}, SPRING: {2: (D(2024, 1, 1), None)}, SUMMER: {2: (D(2024, 1, 1), D(2024, 6, 1))}})
    assert held == {("1", D(2023, 5, 1), None), ("2", D(2024, 1, 1), D(2024, 6, 1))}


@every_spell
def test_a_childs_new_spell_stands_beside_the_one_before(number, load_spells):
    held = load_spells(number, {AUTUMN: {1: (D(2023, 1, 1), D(2023, 8, 1))}, SPRING: {1: (D(2024, 1, 1), None)}})
    assert held == {("1", D(2023, 1, 1), D(2023, 8, 1)), ("1", D(2024, 1, 1), None)}


def test_a_contact_in_two_snapshots_is_one_and_a_second_on_one_day_another(write_xlsx, store, load_one):
    for name, n in (("2023-12-06.xlsx", 1), ("2024-03-06.xlsx", 2)):
        load_one(write_xlsx({"List_1": sheet(1, *[{}] * n)}, name))
    assert len(rows(store, "contacts")) == 2
