from .sheets import Sheet, why_not


def test_a_placement_is_typed_and_coded():
    sheet = Sheet("""
        Placement ID | Person ID | Placement Start | Placement End | Placement Type | Placement Provider | Placement Location | Unregistered | Ofsted URN
        71           | 9001      | 04/03/2024      | 31/12/9999    | U6: Foster carer, other | e) PR4 - Private provision | Yes | N | SC012345
        72           | 9002      | 5 Mar 2024      | 2024-04-01    | K2 | IFA | b) Out | Y |
    """)
    assert sheet.rows("placement_id child_id started_on ended_on type_code provider_code location_code is_unregistered urn") == [
        ("71", "9001", "2024-03-04", None, "U6", "PR4", "in", False, "SC012345"),
        ("72", "9002", "2024-03-05", "2024-04-01", "K2", "PR4", "out", True, None),
    ]


def test_of_a_split_placement_the_highest_split_stands_wherever_it_is_printed():
    sheet = Sheet("""
        PERSON_ID | PLACEMENT_ID | SPLIT_NUMBER | START_DATE | END_DATE   | PLACEMENT_TYPE | REASON_FOR_PLACEMENT_CHANGE
        9001      | 71           | 10           | 01/02/2024 |            | U4             |
        9001      | 71           | 9            | 01/01/2024 | 01/02/2024 | U6             | CARPL
        9001      | 71           |              | 01/12/2023 | 01/01/2024 | U6             | CARPL
        9001      | 72           | 1            | 01/12/2022 | 01/12/2023 | U6             | Allegation
    """)
    assert (sheet.table, sheet.layout) == ("placements", "mosaic")
    assert sheet.rows("placement_id started_on type_code change_reason_code") == [("71", "2024-02-01", "U4", None), ("72", "2022-12-01", "U6", "ALLEG")]
    assert sheet.problems == []


def test_two_placements_at_once_are_kept_and_reported():
    sheet = Sheet("""
        Person ID | Placement Start | Placement End | Placement Type
        9001      | 01/02/2024      |               | U4
        9001      | 01/03/2024      |               | K2
    """)
    assert len(sheet.rows("child_id")) == 2
    assert sheet.problems == [(3, "Placement Start", "a second one of the same child at the same time", "kept")]


def test_a_start_and_an_end_alone_are_no_placement():
    assert "No row holds the headings" in why_not("Person ID | Start Date | End Date | Type | Team")
