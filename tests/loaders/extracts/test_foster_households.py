from .sheets import Sheet, why_not


def test_the_minimal_headings_are_enough():
    sheet = Sheet("""
        Household ID | Approval Date | Resignation/deregistration date | Type             | Places
        H1           | 04/03/2020    | 31/12/9999                      | Mainstream       | 2
        H2           | 05/03/2020    | 04/03/2024                      | Connected Person | 1
        H2           | 01/04/2024    |                                 | General          | 3
        H3           | 01/04/2024    |                                 | Spare room       | 40
    """)
    assert sheet.rows("household_id started_on ended_on type_code n_places")[:3] == [
        ("H1", "2020-03-04", None, "mainstream", 2.0), ("H2", "2020-03-05", "2024-03-04", "connected", 1.0), ("H2", "2024-04-01", None, "mainstream", 3.0),
    ]  # fmt: skip
    assert sheet.problems == [(5, "Type", "not a known code", "kept as unmapped"), (5, "Places", "not between 0 and 20", "blanked")]


def test_a_household_of_another_kind_is_none():
    assert "No row holds the headings" in why_not("Type | Places | Team")
