from metrics.indicators.contacts_72h import contacts_72h


def test_exactly_72_hours_is_in_time_and_a_minute_more_is_not(measure):
    assert measure(contacts_72h, "2024-04", as_at="2024-05-31", contacts="""
        child_id | received_at      | decided_at
        A        | 2024-04-02 10:30 | 2024-04-05 10:30
        B        | 2024-04-02 10:30 | 2024-04-05 10:31
    """) == (1, 2)  # fmt: skip


def test_nights_and_weekends_count(measure):
    friday_evening = """
        child_id | received_at      | decided_at
        A        | 2024-04-05 18:00 | 2024-04-09 09:00
    """
    assert measure(contacts_72h, "2024-04", contacts=friday_evening) == (0, 1)


def test_a_contact_belongs_to_the_month_of_receipt_whenever_it_is_decided(measure):
    over_the_month_end = """
        child_id | received_at      | decided_at
        A        | 2024-04-30 18:00 | 2024-05-02 09:00
    """
    assert measure(contacts_72h, "2024-04", as_at="2024-05-31", contacts=over_the_month_end) == (1, 1)
    assert measure(contacts_72h, "2024-05", contacts=over_the_month_end) == (0, 0)


UNDECIDED = """
    child_id | received_at      | decided_at
    A        | 2024-04-28 00:00 |
    B        | 2024-04-27 23:59 |
    C        | 2024-04-20 10:00 | 2024-04-20 12:00
"""


def test_undecided_and_exactly_72_hours_old_at_the_end_of_the_day_is_pending_and_older_is_late(figure):
    row = figure(contacts_72h, "2024-04", as_at="2024-04-30", contacts=UNDECIDED)
    assert (row["numerator"], row["denominator"], row["status"]) == (1, 2, "incomplete")


def test_a_day_later_it_is_late_and_the_period_complete(figure):
    row = figure(contacts_72h, "2024-04", as_at="2024-05-01", contacts=UNDECIDED)
    assert (row["numerator"], row["denominator"], row["status"]) == (1, 3, "ok")


def test_a_time_that_is_not_recorded_is_midnight_and_the_figure_is_to_the_day(figure):
    row = figure(contacts_72h, "2024-04", contacts="""
        child_id | received_at      | decided_at
        A        | 2024-04-02       | 2024-04-05
        B        | 2024-04-02       | 2024-04-05 00:30
        C        | 2024-04-02 10:00 | 2024-04-03 09:00
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (2, 3, "to the day")


def test_with_every_time_recorded_there_is_nothing_to_note(figure):
    row = figure(contacts_72h, "2024-04", as_at="2024-05-31", contacts="""
        child_id | received_at      | decided_at
        A        | 2024-04-02 10:00 | 2024-04-03 09:00
        B        | 2024-04-02 10:00 |
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 2, "")


def test_decided_before_it_was_received_does_not_count_and_is_noted(figure):
    row = figure(contacts_72h, "2024-04", contacts="""
        child_id | received_at      | decided_at
        A        | 2024-04-02 10:00 | 2024-04-02 09:59
        B        | 2024-04-02 10:00 | 2024-04-02 10:00
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 2, "1 decided before received")


def test_a_pending_contact_makes_its_own_teams_figure_incomplete_and_not_another_teams(figure):
    contacts = """
        child_id | received_at      | decided_at       | team
        A        | 2024-04-29 10:00 |                  | Ash
        B        | 2024-04-29 10:00 | 2024-04-29 12:00 | Birch
    """
    assert figure(contacts_72h, "2024-04", team="Ash", contacts=contacts)["status"] == "incomplete"
    assert figure(contacts_72h, "2024-04", team="Birch", contacts=contacts)["status"] == "ok"
    assert figure(contacts_72h, "2024-04", contacts=contacts)["status"] == "incomplete"
