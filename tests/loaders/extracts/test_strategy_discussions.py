from .sheets import Sheet


def test_a_discussion_is_typed_with_who_took_part_and_the_referral_that_led_to_it():
    sheet = Sheet("""
        Strategy Discussion ID | Person ID | Referral ID | Referral Received | Date and Time of Strategy Discussion | Police Present | Health Present | Outcome
        SD1 | 9001   | 7001 | 04/03/2024 10:00 | 05/03/2024 14:30 | Y   | b) No | S47 Enquiry
        SD1 | 9002.0 |      |                  | 05/03/2024 14:30 | Yes | Yes   | NFA
    """)
    assert (sheet.table, sheet.problems) == ("strategy_discussions", [])
    assert sheet.rows("discussion_id child_id referral_id referral_received_at held_at is_police_present is_health_present outcome_code") == [
        ("SD1", "9001", "7001", "2024-03-04 10:00:00", "2024-03-05 14:30:00", True, False, "section47"),
        ("SD1", "9002", None, None, "2024-03-05 14:30:00", True, True, "no_further_action"),
    ]


def test_a_discussion_held_before_its_referral_is_reported():
    sheet = Sheet("""
        Person ID | Referral Received | Strategy Discussion Held
        9001      | 04/03/2024 10:00  | 03/03/2024 10:00
    """)
    assert sheet.problems == [(2, "Strategy Discussion Held", "before 'Referral Received'", "kept")]


def test_a_report_of_section_47_enquiries_is_none_of_strategy_discussions():
    assert Sheet("Person ID | Strategy Discussion Date | Initial Conference | Team").table == "section47"
    assert Sheet("Person ID | Strategy Discussion Date | Team").table == "section47"
    assert Sheet("Person ID | STRATEGY_DISCUSSION_DATE | Police Present").table == "strategy_discussions"
