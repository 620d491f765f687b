from metrics.indicators.contacts_to_referral import contacts_to_referral


def test_of_the_decided_contacts_those_with_a_referral_as_outcome(measure):
    assert measure(contacts_to_referral, "2024-04", contacts="""
        child_id | received_at | decided_at | outcome_code
        A        | 2024-04-02  | 2024-04-03 | referral
        B        | 2024-04-02  | 2024-04-03 | early_help
        C        | 2024-04-02  | 2024-04-03 | no_further_action
    """) == (1, 3)  # fmt: skip


def test_an_outcome_that_is_missing_or_not_recognised_is_no_referral(measure):
    assert measure(contacts_to_referral, "2024-04", contacts="""
        child_id | received_at | decided_at | outcome_code
        A        | 2024-04-02  | 2024-04-03 |
        B        | 2024-04-02  | 2024-04-03 | unmapped
    """) == (0, 2)  # fmt: skip


def test_undecided_contacts_are_left_out_and_do_not_make_it_incomplete(figure):
    row = figure(contacts_to_referral, "2024-04", contacts="""
        child_id | received_at | decided_at | outcome_code
        A        | 2024-04-30  |            |
        B        | 2024-04-02  | 2024-04-03 | referral
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["status"]) == (1, 1, "ok")


def test_the_period_is_that_of_receipt(measure):
    assert measure(contacts_to_referral, "2024-04", as_at="2024-05-31", contacts="""
        child_id | received_at | decided_at | outcome_code
        A        | 2024-04-30  | 2024-05-20 | referral
    """) == (1, 1)  # fmt: skip
