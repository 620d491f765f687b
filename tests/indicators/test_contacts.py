from metrics.indicators.contacts import contacts

RECEIVED = """
    child_id | received_at
    A        | 2024-03-31 23:59
    A        | 2024-04-01 00:00
    B        | 2024-04-01 00:00
    A        | 2024-04-30 23:59
    A        | 2024-05-01 00:00
"""


def test_contacts_are_placed_by_the_moment_of_receipt(measure):
    assert measure(contacts, "2024-04", contacts=RECEIVED) == 3
    assert measure(contacts, "2024-25 Q1", contacts=RECEIVED) == 4
    assert measure(contacts, "2023-24", contacts=RECEIVED) == 1


def test_one_contact_about_three_siblings_is_three(measure):
    assert measure(contacts, "2024-04", contacts="""
        contact_id | child_id | received_at
        7          | A        | 2024-04-02 10:00
        7          | B        | 2024-04-02 10:00
        7          | C        | 2024-04-02 10:00
    """) == 3  # fmt: skip


def test_a_month_without_contacts_is_nought_and_that_is_ok(figure):
    row = figure(contacts, "2024-06", contacts=RECEIVED)
    assert (row["numerator"], row["value"], row["status"]) == (0, 0, "ok")
