"""The children in need census, as XML and as the text files that tools make of it."""

import datetime as dt

import pytest

from loaders.reading import read_file
from loaders.returns.records import as_at_banner
from tests.loaders.returns import REFERRAL, child, cin_census, fields


@pytest.fixture
def read(write_bytes):
    """Read the text of a file: its reading, or with `table` the rows of that table."""

    def read(content, table=None, name="census.xml", encoding="utf-8"):
        reading = read_file(write_bytes(name, content if isinstance(content, bytes) else content.encode(encoding)))
        if table is None:
            return reading
        (sheet,) = [s for s in reading.sheets if s.report.table == table]
        return sheet.frame

    return read


EVERYTHING = child(
    "C1",
    REFERRAL
    + fields(CINclosureDate="2024-01-31", ReasonForClosure="RC8")
    + "\n<Assessments>" + fields(AssessmentActualStartDate="2023-06-02", AssessmentAuthorisationDate="2023-07-14")
    + "<FactorsIdentifiedAtAssessment><AssessmentFactors>1C</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>"
    + "\n<CINPlanDates>" + fields(CINPlanStartDate="2023-07-20", CINPlanEndDate="2023-12-01") + "</CINPlanDates>"
    + "\n<Section47>" + fields(S47ActualStartDate="2023-06-05", InitialCPCtarget="2023-06-26", DateOfInitialCPC="2023-06-23", ICPCnotRequired="false")
    + "</Section47>"
    + "\n<ChildProtectionPlans>"
    + fields(CPPstartDate="2023-06-23", CPPendDate="2023-12-20", InitialCategoryOfAbuse="PHY", LatestCategoryOfAbuse="NEG", NumberOfPreviousCPP="2")
    + "<Reviews><CPPreviewDate>2023-09-15</CPPreviewDate>\n<CPPreviewDate>2023-12-20</CPPreviewDate></Reviews></ChildProtectionPlans>"
    + "\n<PreProceedingsandFGDM>" + fields(PPStartDate="2023-08-01", StepDecisionDate="", CourtAppDate="2023-11-02", PPOutcome="A")
    + "</PreProceedingsandFGDM>",
    about="<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>HAND</Disability></Disabilities></ChildCharacteristics>",
)  # fmt: skip


def test_each_kind_of_record_goes_to_its_table(read):
    reading = read(cin_census(EVERYTHING))
    assert {(s.report.sheet, s.report.table, s.layout): s.report.rows_read for s in reading.sheets} == {
        ("Child", "children", "cin census"): 1,
        ("CINdetails as referrals", "referrals", "cin census"): 1,
        ("CINdetails as children_in_need", "children_in_need", "cin census"): 1,
        ("Assessments", "assessments", "cin census"): 1,
        ("Section47", "section47", "cin census"): 1,
        ("CINPlanDates", "cin_plans", "cin census"): 1,
        ("ChildProtectionPlans", "cp_plans", "cin census"): 1,
        ("Reviews", "reviews", "statutory returns"): 2,
        ("PreProceedings", "pre_proceedings", "cin census"): 1,
    }


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("children", {"child_id": "C1", "born_on": "2015-03-27", "sex_code": "female", "ethnic_group_code": "WBRI", "is_disabled": True}),
        ("referrals", {"child_id": "C1", "received_at": "2023-06-01", "source_code": "6"}),
        ("children_in_need", {"started_on": "2023-06-01", "ended_on": "2024-01-31", "primary_need_code": "N1", "end_reason_code": "RC8"}),
        ("assessments", {"started_on": "2023-06-02", "authorised_on": "2023-07-14", "outcome_code": "no_further_action"}),
        ("section47", {"strategy_on": "2023-06-05", "conference_due_on": "2023-06-26", "icpc_on": "2023-06-23", "is_conference_unnecessary": False}),
        ("cin_plans", {"started_on": "2023-07-20", "ended_on": "2023-12-01"}),
        ("cp_plans", {"started_on": "2023-06-23", "ended_on": "2023-12-20", "category_code": "neglect", "previous_plans": 2}),
        ("reviews", {"type_code": "cp", "held_on": "2023-09-15"}),
        ("pre_proceedings", {"started_on": "2023-08-01", "ended_on": "2023-11-02"}),
    ],
)
def test_what_a_record_says_stands_in_the_columns_of_its_table(read, table, expected):
    row = read(cin_census(EVERYTHING), table).iloc[0]
    assert {c: str(row[c].date()) if hasattr(row[c], "date") else row[c] for c in expected} == expected


def test_a_column_of_a_table_is_loaded_even_if_no_record_fills_it(read):
    """Otherwise a census without a closed episode would leave closures 'not loaded'."""
    assert read(cin_census(child("C1", REFERRAL)), "children_in_need")["ended_on"].isna().all()


# --- one line for each record -----------------------------------------------------------------------------------------


def test_a_row_is_the_line_of_its_record(read):
    text = cin_census(child("C1", REFERRAL), child("C2", REFERRAL, "<CINreferralDate>soon</CINreferralDate>"))
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("<CINdetails")]
    (sheet,) = [s for s in read(text).sheets if s.report.table == "referrals"]
    assert list(sheet.frame["row"]) == lines[:2]
    assert {p.row for p in sheet.report.problems} == {lines[2]}


def test_lines_are_counted_beyond_65535(read):
    text = cin_census("\n" * 70_000 + child("C1", REFERRAL))
    assert read(text, "referrals")["row"].tolist() == [text[: text.index("<CINdetails")].count("\n") + 1]


def test_records_on_one_line_are_numbered_by_their_place(read):
    text = cin_census(child("C1", REFERRAL), child("C2", REFERRAL)).replace("\n", "")
    (sheet,) = [s for s in read(text).sheets if s.report.table == "referrals"]
    assert list(sheet.frame["row"]) == [1, 2]
    assert "numbered as records" in sheet.report.sheet


# --- edges ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("no", ["false", "0"])
@pytest.mark.parametrize("yes", ["true", "1"])
def test_truth_is_written_in_two_ways(read, yes, no):
    episodes = [fields(CINreferralDate="2023-06-01", ReferralNFA=word) for word in (yes, no)]
    assert read(cin_census(child("C1", *episodes)), "referrals")["outcome_code"].tolist() == ["no_further_action", None]


def test_stray_text_between_elements_says_nothing(read):
    text = cin_census(child("C1", "stray" + REFERRAL, identifiers="<UPNunknown>UN3</UPNunknown>PersonBirthDate<PersonBirthDate>2015-03-27</PersonBirthDate>"))
    assert str(read(text, "children")["born_on"].iloc[0].date()) == "2015-03-27"


def test_a_namespace_makes_no_difference(read):
    text = cin_census(child("C1", REFERRAL))
    prefixed = text.replace("</", "</d:").replace("<", "<d:").replace("<d:/d:", "</d:").replace("<d:Message>", '<d:Message xmlns:d="urn:x">')
    assert read(prefixed, "referrals")["child_id"].tolist() == ["C1"]
    assert read(text.replace("<Message>", '<Message xmlns="urn:x">'), "referrals")["child_id"].tolist() == ["C1"]


def test_a_declared_encoding_is_followed(read):
    text = '<?xml version="1.0" encoding="windows-1252"?>\n' + cin_census(child("C\u2019", REFERRAL))
    assert read(text, "referrals", encoding="cp1252")["child_id"].tolist() == ["C\u2019"]


def test_a_day_may_carry_a_time_zone(read):
    assert str(read(cin_census(child("C1", "<CINreferralDate>2023-06-01Z</CINreferralDate>")), "referrals")["received_at"].iloc[0].date()) == "2023-06-01"


@pytest.mark.parametrize(("word", "sex"), [("M", "male"), ("1", "male"), ("2", "female"), ("U", None), ("9", None), ("0", None)])
@pytest.mark.parametrize("element", ["Sex", "GenderCurrent"])
def test_sex_has_two_names_and_two_codes(read, element, word, sex):
    text = cin_census(child("C1", REFERRAL, identifiers=fields(PersonBirthDate="2015-03-27", **{element: word})))
    assert read(text, "children")["sex_code"].tolist() == [sex]


def test_a_record_without_a_child_is_refused_by_its_line_and_the_others_load(read):
    report = next(s.report for s in read(cin_census(child("", REFERRAL), child("C2", REFERRAL))).sheets if s.report.table == "referrals")
    assert (report.rows_read, report.rows_refused) == (2, 1)


def test_codes_off_the_list_are_kept_and_told(read):
    (sheet,) = [s for s in read(cin_census(child("C1", REFERRAL.replace("N1", "N77")))).sheets if s.report.table == "children_in_need"]
    assert sheet.frame["primary_need_code"].iloc[0].startswith("unmapped")
    assert [p.heading for p in sheet.report.problems] == ["PrimaryNeedCode"]


def test_elements_that_no_layout_has_are_named(read):
    (sheet,) = [s for s in read(cin_census(child("C1", REFERRAL + "<extra_unknown>x</extra_unknown>"))).sheets if s.report.table == "referrals"]
    assert sheet.report.unknown_headings == ["extra_unknown"]


def test_only_the_last_assessment_of_an_episode_has_what_the_episode_closed_for(read):
    assessments = "".join(f"<Assessments>{fields(AssessmentActualStartDate=a, AssessmentAuthorisationDate=b)}</Assessments>"
                          for a, b in (("2023-09-01", "2023-10-01"), ("2023-06-02", "2023-07-14")))  # fmt: skip
    text = cin_census(child("C1", REFERRAL + "<ReasonForClosure>RC9</ReasonForClosure>" + assessments))
    assert read(text, "assessments")["outcome_code"].tolist() == ["early_help", None]


# --- conferences ------------------------------------------------------------------------------------------------------


def enquiry(**texts):
    return f"<Section47>{fields(**texts)}</Section47>"


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        # The episode's own conference belongs to the last enquiry that can have led to it,
        (enquiry(S47ActualStartDate="2023-06-05") + enquiry(S47ActualStartDate="2023-08-01") + enquiry(S47ActualStartDate="2023-12-01"),
         [None, "2023-09-01", None]),
        # which is not one that found a conference unnecessary,
        (enquiry(S47ActualStartDate="2023-06-05") + enquiry(S47ActualStartDate="2023-08-01", ICPCnotRequired="1"), ["2023-09-01", None]),
        # and stays aside where an enquiry has its own.
        (enquiry(S47ActualStartDate="2023-06-05", DateOfInitialCPC="2023-06-20"), ["2023-06-20"]),
    ],
)  # fmt: skip
def test_a_conference_may_stand_beside_the_enquiries(read, details, expected):
    frame = read(cin_census(child("C1", REFERRAL + "<DateOfInitialCPC>2023-09-01</DateOfInitialCPC>" + details)), "section47")
    assert [None if day != day else str(day.date()) for day in frame["icpc_on"]] == expected


def test_a_conference_without_an_enquiry_is_left_out_and_said_so(read):
    """A child who moved in on another authority's plan."""
    reading = read(cin_census(child("C1", REFERRAL + "<DateOfInitialCPC>2023-09-01</DateOfInitialCPC>")))
    assert "section47" not in {s.report.table for s in reading.sheets}
    assert any(s.reason and "without a section 47 enquiry" in s.reason for s in reading.report.sheets)


# --- the day that it reaches to ---------------------------------------------------------------------------------------

TODAY = dt.date(2024, 6, 1)


@pytest.mark.parametrize(
    ("reference", "made", "events", "expected"),
    [
        ("2024-03-31", "2024-05-23T11:14:05", ["2024-03-31"], "Data as at: 2024-03-31"),
        # One day in fifty may be mistyped; of more, the reference date is what is wrong.
        ("2024-03-31", "", ["2024-05-01"] + ["2024-01-01"] * 49, "Data as at: 2024-03-31"),
        ("2024-03-31", "", ["2024-05-01"] + ["2024-01-01"] * 48, None),
        ("2023-03-31", "2024-05-23T11:14:05", ["2024-01-01"], "Generated: 2024-05-23"),
        # A year end to come is not reached yet; an event to come tells nothing.
        ("2025-03-31", "2024-05-23T11:14:05", ["2024-05-01"], "Generated: 2024-05-23"),
        ("2024-03-31", "", ["2028-01-01"], "Data as at: 2024-03-31"),
        ("", "", ["2024-01-01"], None),
        ("31 March", "never", [], None),
    ],
)
def test_the_reference_date_counts_where_it_can_be_right(reference, made, events, expected):
    assert as_at_banner(reference, made, events, TODAY) == expected


def test_the_day_is_shown_with_where_it_comes_from(read):
    report = read(cin_census(child("C1", REFERRAL))).report
    assert (report.as_at, report.as_at_from) == (dt.date(2024, 3, 31), "banner")
    report = read(cin_census(child("C1", REFERRAL), reference="2022-03-31", made="")).report
    assert (report.as_at, report.as_at_from) == (dt.date(2023, 6, 1), "latest event")


# --- what is refused --------------------------------------------------------------------------------------------------

BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (cin_census(child("C1", REFERRAL)).replace("</CINreferralDate>", "</<CINreferralDate>"), "damaged in line 8"),
        (cin_census(child("C1", REFERRAL))[:-30], "damaged in line"),
        (BOMB + cin_census(child("&b;", REFERRAL)), "declares a document type"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd">' + cin_census(child("C1", REFERRAL)), "declares a document type"),
        (cin_census(child("&b;", REFERRAL)), "damaged in line"),
        (cin_census(child("C1", REFERRAL), collection="SEN2"), "none of the returns"),
        ("<Message><Persons><Person/></Persons></Message>", "none of the returns"),
        ("<catalogue><book/></catalogue>", "none of the returns"),
        ("<Message></Message>", "none of the returns"),
        (cin_census(), "a header and no records"),
        ("<a>" * 100 + "</a>" * 100, "deeper than any return"),
        ('<?xml version="1.0" encoding="klingon"?><Message/>', "cannot be read"),
    ],
)
def test_what_is_no_sound_return_is_refused_with_what_to_do(read, text, reason):
    reading = read(text)
    assert not reading.sheets
    assert reason in reading.report.reason
    assert "C1" not in reading.report.reason


# --- as the text files that tools make of it ----------------------------------------------------------------------------


def test_text_files_with_an_index_column_are_known(read):
    text = (
        ",LAchildID,CINdetailsID,CINreferralDate,ReferralSource,PrimaryNeedCode,CINclosureDate,ReasonForClosure,DateOfInitialCPC,ReferralNFA\n"
        "0,C1,1,2023-04-06,4,N6,,,,true\n1,C2,1,2023-05-06,6,N8,2023-12-01,RC8,,false\n"
    )
    assert read(text, "referrals", name="CINdetails.csv")["outcome_code"].tolist() == ["no_further_action", None]
    needs = read(text, "children_in_need", name="CINdetails.csv")
    assert (needs["end_reason_code"].tolist(), needs["row"].tolist()) == ([None, "RC8"], [2, 3])


@pytest.mark.parametrize(
    ("text", "table"),
    [
        (",LAchildID,CINdetailsID,AssessmentID,AssessmentActualStartDate,AssessmentInternalReviewDate,AssessmentAuthorisationDate\n0,C1,1,1,2023-04-06,,\n", "assessments"),
        (",LAchildID,CINdetailsID,S47ActualStartDate,InitialCPCtarget,DateOfInitialCPC,ICPCnotRequired\n0,C1,1,2023-04-06,,,true\n", "section47"),
        (",LAchildID,CINdetailsID,CINPlanStartDate,CINPlanEndDate\n0,C1,1,2023-04-06,\n", "cin_plans"),
        (",LAchildID,CINdetailsID,CPPID,CPPstartDate,CPPendDate,InitialCategoryOfAbuse,LatestCategoryOfAbuse,NumberOfPreviousCPP\n0,C1,1,1,2023-04-06,,NEG,NEG,0\n", "cp_plans"),
        (",LAchildID,CINdetailsID,CPPID,CPPreviewDate\n0,C1,1,1,2023-04-06\n", "reviews"),
        (",LAchildID,UPN,FormerUPN,UPNunknown,PersonBirthDate,ExpectedPersonBirthDate,GenderCurrent,PersonDeathDate\n0,C1,,,,2015-01-02,,1,\n", "children"),
    ],
)  # fmt: skip
def test_each_text_file_of_the_census_is_known(read, text, table):
    assert read(text, table, name="part.csv")["child_id"].tolist() == ["C1"]


def test_a_tools_list_of_events_is_refused_for_it_would_count_a_record_several_times(read):
    text = "LAchildID,Date,Type,CINreferralDate,ReferralSource\nC1,2023-04-06,CINreferralDate,2023-04-06,4\n"
    assert "several of its rows" in read(text, name="list.csv").report.reason
