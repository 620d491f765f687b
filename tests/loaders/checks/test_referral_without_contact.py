CONTACTS = """
    child_id | received_at
    Z        | 2024-01-01 09:00
    A        | 2024-02-01 15:00
"""


def test_a_contact_on_the_day_or_in_the_31_days_before_led_to_the_referral(try_check):
    try_check("referral_without_contact", contacts=CONTACTS, referrals="""
        child_id | received_at      | so
        A        | 2024-02-01 09:00 | fine
        A        | 2024-03-03 09:00 | fine
        A        | 2024-03-04 09:00 | fails
        B        | 2024-02-01 09:00 | fails
        B        | 2024-01-31 09:00 | -
    """)


def test_referrals_later_than_the_contacts_reach_are_not_looked_at(try_check):
    try_check("referral_without_contact", as_at={"contacts": "2024-05-31"}, contacts=CONTACTS, referrals="""
        child_id | received_at      | so
        B        | 2024-05-31 09:00 | fails
        B        | 2024-06-01 09:00 | -
    """)
