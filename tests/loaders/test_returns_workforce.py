"""The social work workforce census, as XML and as text."""

import datetime as dt

import pytest

from loaders.reading import read_file
from loaders.recognise import find_heading
from loaders.sheet import read_sheet
from tests.loaders.returns import fields


@pytest.fixture
def read(write_bytes):
    return lambda text, name="csww.xml": read_file(write_bytes(name, text.encode()))


def census(*workers, reference="2023-09-30", year="2023"):
    return (
        f"<Message><Header><CollectionDetails><Collection>CSWW</Collection><Year>{year}</Year><ReferenceDate>{reference}</ReferenceDate>"
        "</CollectionDetails></Header>\n<LALevelVacancies><NumberOfVacancies>7.5</NumberOfVacancies><NoAgencyFTE>3</NoAgencyFTE></LALevelVacancies>\n"
        + "\n".join(f"<CSWWWorker>{fields(**w)}</CSWWWorker>" for w in workers) + "\n</Message>"
    )  # fmt: skip


def frame_of(reading):
    (sheet,) = reading.sheets
    assert (sheet.report.table, sheet.layout) == ("workforce", "workforce census")
    return sheet.frame


def test_a_worker_is_a_post_on_census_day(read):
    worker = dict(AgencyWorker="0", SWENo="SW1234567890", FTE="1", OrgRole="5", RoleStartDate="2020-01-06", FTE30="0.8", Cases30="14")
    reading = read(census(worker))
    row = frame_of(reading).iloc[0]
    assert (row["post_id"], row["worker_id"], row["employment_code"], row["role_code"], row["fte"]) == (
        "SW1234567890", "SW1234567890", "permanent", "social_worker", 0.8,
    )  # fmt: skip
    assert (str(row["started_on"].date()), row["as_at_on"].date(), reading.report.as_at_from) == ("2020-01-06", dt.date(2023, 9, 30), "banner")


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ({"OrgRole": "1"}, "head_of_service"), ({"OrgRole": "2"}, "service_manager"), ({"OrgRole": "3"}, "team_manager"),
        ({"OrgRole": "4"}, "senior_practitioner"), ({"OrgRole": "6"}, "social_worker"),
        # In the assessed and supported year, whatever the post; a manager is none.
        ({"OrgRole": "5", "CFKSSstatus": "1"}, "newly_qualified"), ({"CFKSSstatus": "1"}, "newly_qualified"),
        ({"OrgRole": "3", "CFKSSstatus": "1"}, "team_manager"), ({"OrgRole": "5", "CFKSSstatus": "2"}, "social_worker"), ({}, None),
    ],
)  # fmt: skip
def test_roles_have_the_words_of_an_establishment_report(read, said, role):
    assert frame_of(read(census({"AgencyWorker": "1", "SWENo": "A1"} | said)))["role_code"].tolist() == [role]


def test_who_left_has_the_working_time_of_the_end(read):
    assert frame_of(read(census(dict(AgencyWorker="1", SWENo="A1", FTE="0.6", RoleEndDate="2023-05-01"))))["fte"].tolist() == [0.6]


def test_two_records_of_one_worker_and_workers_without_a_number_are_kept_apart(read):
    workers = [{"AgencyWorker": "0", "SWENo": number} for number in ("AB1", "ab1", "", "")]
    assert frame_of(read(census(*workers)))["post_id"].is_unique


def test_the_vacancies_are_named_and_not_loaded(read):
    (reason,) = [s.reason for s in read(census({"AgencyWorker": "0", "SWENo": "A1"})).report.sheets if s.reason]
    assert "one figure for the whole authority" in reason


def test_a_wrong_reference_date_gives_way_to_the_census_day_of_the_year(read):
    assert read(census({"AgencyWorker": "0", "SWENo": "A1"}, reference="2024-03-28")).report.as_at == dt.date(2023, 9, 30)


def test_as_text_the_year_gives_the_day(read):
    text = "AgencyWorker,SWENo,FTE,RoleStartDate,Cases30,CFKSSstatus,YEAR,LA\n1,AB1,0.5,1988-04-07,72,1,2022,Town\n"
    frame = frame_of(read(text, "workers.csv"))
    assert (frame["as_at_on"].dt.date.tolist(), frame["fte"].tolist(), frame["role_code"].tolist()) == ([dt.date(2022, 9, 30)], [0.5], ["newly_qualified"])


def test_rows_are_numbered_by_the_lines_they_stand_on_in_a_file_that_is_no_spreadsheet():
    rows = [["Person ID", "Allocation Start", "Worker ID"], ["1", "01/04/2024", "W"], ["2", "tomorrow", "W"]]
    sheet = read_sheet("", rows, find_heading(rows), [7, 31, 58])
    assert sheet.report.heading_row == 7
    assert list(sheet.frame["row"]) == [31]
    assert [p.row for p in sheet.report.problems] == [58, 58]
