"""The SSDA903 return: its text files, its one XML file, and what its episodes and outcomes add up to."""

import datetime as dt

import pandas as pd
import pytest

from loaders import episodes
from loaders.extracts.care_outcomes import health_checks, year_end_of
from loaders.extracts.leaver_outcomes import care_leavers
from loaders.reading import read_file
from loaders.returns import last_year_end, year_end_in_name

EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
OC2 = (
    "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,"
    "INTERVENTION_RECEIVED,INTERVENTION_OFFERED"
)  # fmt: skip


@pytest.fixture
def read(write_bytes):
    """Read a text file, or the bytes of another, by name: its reading."""
    return lambda content, name="ssda903.csv": read_file(write_bytes(name, content.encode()))


# --- the text files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "table", "expected"),
    [
        ("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,02/03/2013,BOTH,X,,\n", "children",
         {"child_id": "1", "born_on": "2013-03-02", "sex_code": "male", "ethnic_group_code": "BOTH"}),
        ("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,F,02/03/2013,BOTH,X,,\n", "children", {"sex_code": "female"}),
        ("CHILD,SEX,DOB,DUC\n1,2,02/03/2005,15/12/2023\n", "children", {"child_id": "1", "born_on": "2005-03-02"}),
        (EPISODES + "1,02/12/2023,S,C2,N1,U4,PR1,26/09/2024,E4A,CARPL,,,123\n", "care_episodes",
         {"started_on": "2023-12-02", "begin_reason_code": "S", "legal_status_code": "C2", "need_code": "N1", "placement_type_code": "U4",
          "provider_code": "PR1", "ended_on": "2024-09-26", "end_reason_code": "E4A", "change_reason_code": "CARPL", "urn": "123"}),
        ("CHILD,DOB,REVIEW,REVIEW_CODE\n1,02/03/2013,28/01/2024,PN3\n", "reviews", {"type_code": "care", "held_on": "2024-01-28"}),
        (OC2 + "\n1,02/03/2013,18,,0,1,1,0,1,0,0,0\n", "care_outcomes",
         {"has_health_assessment": True, "has_dental_check": False, "has_immunisations": True, "sdq_score": 18}),
        ("CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,02/03/2004,REFU,0,B2\n", "leaver_outcomes",
         {"in_touch_code": "refused", "activity_code": None, "accommodation_code": "B2"}),
        ("CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR\n1,,01/06/2024,20/06/2024,0,2,MF,L0\n", "adoption_matches",
         {"decision_on": "2024-06-01", "matched_on": "2024-06-20"}),
        ("CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\n1,,01/06/2024,01/07/2024,RD3\n", "adoption_decisions",
         {"decision_on": "2024-06-01", "reversed_on": "2024-07-01", "reversal_reason_code": "RD3"}),
        ("CHILD,DOB,MISSING,MIS_START,MIS_END\n1,,A,28/01/2024,\n", "missing_episodes", {"type_code": "absent", "started_at": "2024-01-28"}),
        ("CHILD,DOB,DOLO_START,DOLO_END\n1,,01/01/2024,02/01/2024\n", "liberty_orders", {"started_on": "2024-01-01", "ended_on": "2024-01-02"}),
    ],
    ids=lambda value: value if isinstance(value, str) and "\n" not in value else "",
)  # fmt: skip
def test_each_file_is_known_by_its_headings(read, text, table, expected):
    (sheet,) = read(text).sheets
    row = sheet.frame.iloc[0]
    assert sheet.report.table == table
    assert sheet.layout in ("ssda903", "statutory returns") or table == "children"
    assert {c: str(row[c].date()) if hasattr(row[c], "date") else row[c] for c in expected} == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n1,,W1,01/04/2023,,MANAGE\n", "caseloads"),
        ("CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\n1,,P1,,01/04/2023\n", "no indicator"),
    ],
)
def test_a_file_that_no_table_takes_says_why(read, text, word):
    assert word in read(text).report.reason


@pytest.mark.parametrize(
    "headings",
    ["Child,Sex,DOB", "Child,DOB,Review", "Child,Missing,Date", "Child,CIN,Place,URN", "Child,LS,DEC,REC", "Child,In Touch,DOB"],
)
def test_a_sheet_of_ones_own_with_such_words_is_no_return(read, headings):
    reading = read(headings + "\n" + ",".join(["01/02/2023"] * (headings.count(",") + 1)) + "\n")
    assert not reading.sheets


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("SSDA903_2025_oc2.csv", dt.date(2025, 3, 31)), ("903_2024_25.csv", dt.date(2025, 3, 31)), ("oc2 2023-24.csv", dt.date(2024, 3, 31)),
        ("oc2 2023 to 2024.csv", dt.date(2024, 3, 31)), ("oc2.csv", None), ("oc2_2099.csv", None), ("351_2017_episodes.csv", dt.date(2017, 3, 31)),
    ],
)  # fmt: skip
def test_the_year_in_a_files_name_ends_on_31_march(name, day):
    assert year_end_in_name(name) == day


def test_a_file_of_outcomes_has_the_day_its_name_says_or_else_the_last_year_end(read):
    assert read(OC2 + "\n1,02/03/2013,18,,0,1,1,0,1,0,0,0\n", "SSDA903_2023_oc2.csv").report.as_at == dt.date(2023, 3, 31)
    assert read(OC2 + "\n1,02/03/2013,18,,0,1,1,0,1,0,0,0\n", "oc2.csv").report.as_at == last_year_end(dt.date.today())
    reading = read(OC2 + ",LA,YEAR\n1,02/03/2013,18,,0,1,1,0,1,0,0,0,Town,2022\n", "oc2.csv")
    assert str(reading.sheets[0].frame["as_at_on"].iloc[0].date()) == "2022-03-31"


# --- the XML file -----------------------------------------------------------------------------------------------------

XML = """<?xml version='1.0' encoding='us-ascii'?>
<EXPSSDA903><CHILD><HEADER><CHILDID>947390</CHILDID><UPN>E1</UPN><SEX>1</SEX><DOB>02/03/2013</DOB><ETHNIC>BOTH</ETHNIC><UASC />
<AREVIEW><REVIEW>28/01/2016</REVIEW><REVIEW_CODE>PN3</REVIEW_CODE></AREVIEW>
<AREVIEW><REVIEW>14/04/2016</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
<AMISSING><MISSING>M</MISSING><MIS_START>02/02/2016</MIS_START><MIS_END>03/02/2016</MIS_END></AMISSING>
<AD_PLACED><DATE_PLACED>01/06/2016</DATE_PLACED><DATE_PLACED_CEASED /></AD_PLACED>
<MOTHER /><MC_DOB /><OC2><SDQ_SCORE>18</SDQ_SCORE><CONVICTED>0</CONVICTED><IMMUNISATIONS>1</IMMUNISATIONS><TEETH_CHECK>0</TEETH_CHECK>
<HEALTH_ASSESSMENT>1</HEALTH_ASSESSMENT></OC2><IN_TOUCH>YES</IN_TOUCH><ACTIV>F1</ACTIV><ACCOM>B1</ACCOM></HEADER>
<EPISODE><DECOM>11/11/2015</DECOM><RNE>S</RNE><LS>V2</LS><CIN>N1</CIN><PL>U4</PL><DEC>26/04/2016</DEC><REC>X1</REC></EPISODE>
<EPISODE><DECOM>26/04/2016</DECOM><RNE>P</RNE><LS>V2</LS><CIN>N1</CIN><PL>K2</PL><DEC /><REC /></EPISODE></CHILD>
</EXPSSDA903>"""


def test_the_xml_file_has_the_same_tables(read):
    reading = read(XML, "return.xml")
    assert {s.report.table: len(s.frame) for s in reading.sheets} == {
        "children": 1, "care_episodes": 2, "reviews": 2, "missing_episodes": 1, "adoption_decisions": 1, "care_outcomes": 1, "leaver_outcomes": 1,
    }  # fmt: skip
    frame = next(s.frame for s in reading.sheets if s.report.table == "care_episodes")
    assert (frame["child_id"].tolist(), frame["placement_type_code"].tolist(), frame["row"].tolist()) == (["947390"] * 2, ["U4", "K2"], [9, 10])


# --- what episodes add up to ------------------------------------------------------------------------------------------


def of_episodes(text):
    """`child started RNE LS PLACE ended REC [URN]` a line, `-` for nothing, as the table of episodes."""
    names = ["child_id", "started_on", "begin_reason_code", "legal_status_code", "placement_type_code", "ended_on", "end_reason_code", "urn"]
    rows = [line.split() for line in text.strip().splitlines()]
    frame = pd.DataFrame([row + ["-"] * (len(names) - len(row)) for row in rows], columns=names).replace("-", None)
    for column in ("started_on", "ended_on"):
        frame[column] = pd.to_datetime(frame[column])
    for column in ("child_id", "legal_status_code", "begin_reason_code"):
        frame[column] = frame[column].astype("category")
    return {"care_episodes": frame.assign(need_code="N1", provider_code=None, change_reason_code=None, file="f", sheet="", row=range(2, len(frame) + 2))}


def shown(frame, *columns):
    days = frame.assign(**{c: frame[c].dt.strftime("%Y-%m-%d") for c in frame if frame[c].dtype.kind == "M"})
    return [" ".join("-" if pd.isna(v) else str(v) for v in row) for row in days[list(columns)].itertuples(index=False)]


PERIOD = ("child_id", "started_on", "ended_on", "legal_status_code", "end_reason_code", "row")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # One period: from S over the chain to the end; legal status and row are those of the latest episode.
        ("""A 2023-01-01 S V2 U4 2023-02-01 X1
            A 2023-02-01 L C1 U4 2023-06-01 X1
            A 2023-06-01 P C2 K2 2023-09-01 E4A""", ["A 2023-01-01 2023-09-01 C2 E4A 4"]),
        ("A 2023-01-01 S V2 U4 - -", ["A 2023-01-01 - V2 - 2"]),
        # S begins another, even on the day the last one ended; so does any episode after an end for good.
        ("A 2023-01-01 S V2 U4 2023-02-01 E4A\nA 2023-02-01 S V2 U4 - -", ["A 2023-01-01 2023-02-01 V2 E4A 2", "A 2023-02-01 - V2 - 3"]),
        ("A 2023-01-01 S V2 U4 2023-02-01 E4A\nA 2023-05-01 P V2 U4 - -", ["A 2023-01-01 2023-02-01 V2 E4A 2", "A 2023-05-01 - V2 - 3"]),
        # A gap after X1 is a missing episode, no return home; an episode without its end goes on to the next.
        ("A 2023-01-01 S V2 U4 2023-02-01 X1\nA 2023-03-01 P V2 U4 - -", ["A 2023-01-01 - V2 - 3"]),
        ("A 2023-01-01 S V2 U4 - -\nA 2023-03-01 P V2 U4 - -", ["A 2023-01-01 - V2 - 3"]),
        # Open, and then S: over by then at the latest.
        ("A 2023-01-01 S V2 U4 - -\nA 2023-03-01 S V2 U4 - -", ["A 2023-01-01 2023-03-01 V2 - 2", "A 2023-03-01 - V2 - 3"]),
        # X1 with nothing after it: still in care. An end without a reason is an end.
        ("A 2023-01-01 S V2 U4 2023-02-01 X1", ["A 2023-01-01 - V2 - 2"]),
        ("A 2023-01-01 S V2 U4 2023-02-01 -", ["A 2023-01-01 2023-02-01 V2 - 2"]),
        # Open when the first return began: known from its first episode on.
        ("A 2022-05-01 P C2 U4 2023-05-01 X1\nA 2023-05-01 L E1 U4 - -", ["A 2022-05-01 - E1 - 3"]),
        # Short breaks keep their code; the order of rows and other children make no difference.
        ("""B 2023-03-01 S V4 U4 2023-03-03 E4A
            A 2023-02-01 L C1 U4 - -
            A 2023-01-01 S V2 U4 2023-02-01 X1""", ["A 2023-01-01 - C1 - 3", "B 2023-03-01 2023-03-03 V4 E4A 2"]),
    ],
)  # fmt: skip
def test_a_period_of_care_is_a_chain_of_episodes(text, expected):
    assert shown(episodes.care_periods(of_episodes(text)), *PERIOD) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # P and B are moves; L, T and U stay with the same carers, in another placement at most.
        ("""A 2023-01-01 S V2 U6 2023-02-01 X1
            A 2023-02-01 L C1 U6 2023-03-01 X1
            A 2023-03-01 T C1 U4 2023-04-01 X1
            A 2023-04-01 U E1 A3 2023-05-01 X1
            A 2023-05-01 P E1 K2 2023-06-01 X1
            A 2023-06-01 B C2 U4 - -""",
         ["A 2023-01-01 2023-05-01 A3", "A 2023-05-01 2023-06-01 K2", "A 2023-06-01 - U4"]),
        # Another period is another placement, with the same carers or not.
        ("A 2023-01-01 S V2 U4 2023-02-01 E4A\nA 2023-02-01 S V2 U4 - -", ["A 2023-01-01 2023-02-01 U4", "A 2023-02-01 - U4"]),
        # Without a reason: a move where the type or the home is another.
        ("A 2023-01-01 S V2 U4 2023-02-01 X1 7\nA 2023-02-01 - V2 U4 2023-03-01 X1 7\nA 2023-03-01 - V2 U4 - - 8",
         ["A 2023-01-01 2023-03-01 U4", "A 2023-03-01 - U4"]),
        # Temporary placements keep their code, for the indicator to leave out.
        ("A 2023-01-01 S V2 U4 2023-02-01 X1\nA 2023-02-01 P V2 T1 2023-02-05 X1\nA 2023-02-05 P V2 U4 - -",
         ["A 2023-01-01 2023-02-01 U4", "A 2023-02-01 2023-02-05 T1", "A 2023-02-05 - U4"]),
    ],
)  # fmt: skip
def test_a_placement_is_a_chain_of_episodes_with_the_same_carers(text, expected):
    assert shown(episodes.placements(of_episodes(text)), "child_id", "started_on", "ended_on", "type_code") == expected


def test_the_next_years_file_ends_the_episode_that_was_open(write_bytes, store, load_one):
    first = write_bytes("SSDA903_2023_episodes.csv", (EPISODES + "1,01/02/2023,S,C2,N1,U4,PR1,,,,,,\n").encode())
    second = write_bytes("SSDA903_2024_episodes.csv", (EPISODES + "1,01/02/2023,S,C2,N1,U4,PR1,01/05/2023,E4A,,,,\n").encode())
    load_one(first)
    load_one(second)
    (period,) = store.snapshot().tables["care_periods"].frame.to_dict("records")
    assert (str(period["started_on"].date()), str(period["ended_on"].date()), period["file"]) == ("2023-02-01", "2023-05-01", "SSDA903_2024_episodes.csv")


# --- adoptions --------------------------------------------------------------------------------------------------------


def rows(text, *names):
    frame = pd.DataFrame([line.split() for line in text.strip().splitlines()], columns=names).replace("-", None)
    frame = frame.assign(**{c: pd.to_datetime(frame[c]) for c in frame if c.endswith("_on")})
    return frame.assign(file="d", sheet="", row=range(2, len(frame) + 2))


ADOPTION = ("child_id", "decision_on", "entered_care_on", "placement_order_on", "matched_on", "placed_on", "adoption_order_on", "reversed_on")
CARE = """A 2022-01-01 S C1 U6 2022-06-01 X1
          A 2022-06-01 L E1 U6 2022-09-01 X1
          A 2022-09-01 P E1 A6 2023-03-01 E11
          B 2022-01-01 S E1 U6 - -
          C 2022-01-01 S V2 U6 - -"""


def test_an_adoption_is_put_together_from_three_files():
    frames = of_episodes(CARE) | {
        "adoption_decisions": rows("A 2022-05-01 -\nB 2022-02-01 2022-08-01\nB 2023-01-01 -", "child_id", "decision_on", "reversed_on"),
        "adoption_matches": rows("A 2022-05-02 2022-08-15", "child_id", "decision_on", "matched_on"),
    }
    assert shown(episodes.adoptions(frames), *ADOPTION) == [
        "A 2022-05-01 2022-01-01 2022-06-01 2022-08-15 2022-09-01 2023-03-01 -",
        # What came of it belongs to the latest decision.
        "B 2022-02-01 - - - - - 2022-08-01",
        "B 2023-01-01 2022-01-01 2022-01-01 - - - -",
    ]


def test_an_adoption_without_a_recorded_decision_is_still_one():
    assert shown(episodes.adoptions(of_episodes(CARE)), *ADOPTION) == ["A - 2022-01-01 2022-06-01 - 2022-09-01 2023-03-01 -"]


def test_without_episodes_the_decisions_and_matches_stand():
    frames = {
        "adoption_decisions": rows("A 2022-05-01 -", "child_id", "decision_on", "reversed_on"),
        "adoption_matches": rows("B 2022-05-02 2022-08-15", "child_id", "decision_on", "matched_on"),
    }
    assert shown(episodes.adoptions(frames), *ADOPTION) == ["A 2022-05-01 - - - - - -", "B 2022-05-02 - - 2022-08-15 - - -"]


# --- outcomes ---------------------------------------------------------------------------------------------------------


def test_each_check_of_a_year_is_a_row_on_its_last_day():
    frame = pd.DataFrame({
        "child_id": ["A"], "as_at_on": pd.to_datetime(["2024-03-31"]), "has_health_assessment": [True], "has_dental_check": [False],
        "has_immunisations": [False], "has_surveillance": [None], "sdq_score": [18.0], "file": "f", "sheet": "", "row": 2,
    }).astype(dict.fromkeys(("has_health_assessment", "has_dental_check", "has_immunisations", "has_surveillance"), "boolean"))  # fmt: skip
    found = health_checks({"care_outcomes": frame})
    assert shown(found, "child_id", "type_code", "checked_on", "due_on", "is_up_to_date", "sdq_score") == [
        "A health_assessment 2024-03-31 - True -",
        "A dental - 2024-03-31 False -",
        # A state, known on that day to be lacking.
        "A immunisations 2024-03-31 - False -",
        "A sdq 2024-03-31 - - 18.0",
    ]


@pytest.mark.parametrize(
    ("as_at", "year_end"),
    [("2024-03-31", "2024-03-31"), ("2024-03-02", "2024-03-31"), ("2024-01-01", "2024-03-31"), ("2023-12-30", "2023-03-31"), ("2024-07-01", "2024-03-31")],
)
def test_a_return_is_about_the_year_that_ends_nearest_its_last_event(as_at, year_end):
    assert year_end_of(pd.Timestamp(as_at)) == pd.Timestamp(year_end)


@pytest.mark.parametrize(("code", "kind", "suitable"), [("B1", "B", "suitable"), ("Z2", "Z", "unsuitable"), (None, None, None)])
def test_accommodation_and_its_suitability_are_one_code(code, kind, suitable):
    frame = pd.DataFrame({
        "child_id": ["A"], "as_at_on": pd.to_datetime(["2024-03-31"]), "in_touch_code": ["yes"], "activity_code": ["F1"],
        "accommodation_code": pd.Series([code], dtype=object), "file": "f", "sheet": "", "row": 2,
    })  # fmt: skip
    row = care_leavers({"leaver_outcomes": frame}).astype(object).iloc[0]
    assert [None if pd.isna(v) else v for v in (row["accommodation_code"], row["suitability_code"])] == [kind, suitable]


def test_tables_that_are_not_loaded_fill_nothing():
    assert [f({}) for f in (episodes.care_periods, episodes.placements, health_checks, care_leavers)] == [None] * 4
