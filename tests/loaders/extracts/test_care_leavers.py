from .sheets import Sheet, why_not


def test_a_care_leaver_is_coded_and_the_birth_day_goes_to_the_children():
    sheet = Sheet("""
        As At      | Person ID | Date of Birth | Eligibility | In Touch | Last Contact | Accommodation           | Accommodation Suitable | Activity | Pathway Plan Reviewed
        31/03/2024 | 9001      | 04/05/2005    | Former relevant | Y    | 20/03/2024   | U - Independent living  | 1                      | F2       | 01/12/2023
        31/03/2024 | 9002      | 04/05/2004    | b) Former relevant | Refu |           | No fixed abode/homeless | 2                      | G5       |
        30/04/2024 | 9001      | 04/05/2005    | Former relevant | Y    | 20/04/2024   | Z                       | Suitable               | F4       | 01/12/2023
    """)
    assert sheet.rows("as_at_on child_id eligibility_code in_touch_code accommodation_code suitability_code activity_code") == [
        ("2024-03-31", "9001", "former_relevant", "yes", "U", "suitable", "F2"),
        ("2024-03-31", "9002", "former_relevant", "refused", "S", "unsuitable", "G5"),
        ("2024-04-30", "9001", "former_relevant", "yes", "Z", "suitable", "F4"),
    ]
    assert sheet.rows("child_id born_on", of="children") == [("9001", "2005-05-04"), ("9002", "2004-05-04")]


def test_of_the_situations_that_mosaic_lists_the_latest_stands():
    sheet = Sheet("""
        PERSON_ID | IN_TOUCH_TYPE | DATE_OF_SITUATION | ACCOMODATION_TYPE | ACCOMODATION_SUITABLE | ACTIVITY_TYPE
        9001      | YES           | 04/05/2024        | B                 | 1                     | F1
        9001      | NO            | 04/05/2023        | R                 |                       |
        9002      | RHOM          | 04/05/2023        |                   |                       |
    """)
    assert sheet.table == "care_leavers"
    assert sheet.rows("child_id in_touch_code accommodation_code") == [("9001", "yes", "B"), ("9002", "returned_home", None)]


def test_without_whether_they_are_in_touch_it_is_no_list_of_care_leavers():
    assert "no column headed 'In Touch'" in why_not("Person ID | Eligibility | Pathway Plan Reviewed")
