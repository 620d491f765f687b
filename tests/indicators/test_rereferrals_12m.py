from metrics.compute import cases
from metrics.indicators.rereferrals_12m import rereferrals_12m
from tests.written_tables import SmallReference, loaded


def test_exactly_twelve_months_later_counts_and_a_day_more_does_not(measure):
    assert measure(rereferrals_12m, "2024-25", referrals="""
        child_id | received_at
        A        | 2023-06-10
        A        | 2024-06-10
        B        | 2023-06-10
        B        | 2024-06-11
    """) == (1, 2)  # fmt: skip


def test_days_are_compared_and_not_hours(measure):
    assert measure(rereferrals_12m, "2024-25", referrals="""
        child_id | received_at
        A        | 2023-06-10 09:00
        A        | 2024-06-10 17:00
    """) == (1, 1)  # fmt: skip


def test_twelve_months_from_29_february_are_28_february(measure):
    assert measure(rereferrals_12m, "2024-25 Q4", referrals="""
        child_id | received_at
        A        | 2024-02-29
        A        | 2025-02-28
        B        | 2024-02-29
        B        | 2025-03-01
    """) == (1, 2)  # fmt: skip


def test_two_referrals_on_one_day_are_a_referral_and_a_re_referral(measure):
    assert measure(rereferrals_12m, "2024-04", referrals="""
        child_id | received_at
        A        | 2024-04-02
        A        | 2024-04-02
        B        | 2024-04-02
    """) == (1, 3)  # fmt: skip


def test_only_the_latest_earlier_referral_matters(measure):
    assert measure(rereferrals_12m, "2024-04", referrals="""
        child_id | received_at
        A        | 2020-01-01
        A        | 2024-01-01
        A        | 2024-04-02
    """) == (1, 1)  # fmt: skip


def test_at_one_moment_the_higher_id_is_the_later_as_numbers_go():
    referrals = loaded("referrals", """
        referral_id | child_id | received_at      | team
        R10         | A        | 2024-04-02 10:00 | Ash
        R9          | A        | 2024-04-02 10:00 | Birch
        R9          | B        | 2024-04-02 10:00 | Ash
        R11         | B        | 2024-04-02 10:00 | Birch
        R100        | B        | 2024-04-02 10:00 | Ash
    """, "2024-04-30", reaches_back_to="2020-01-01")  # fmt: skip
    rows = cases(rereferrals_12m, {"referrals": referrals}, SmallReference(), "2024-04")
    counted = rows[rows["status"] == "counted"]
    assert set(zip(counted["child_id"], counted["referral_id"], strict=True)) == {("A", "R10"), ("B", "R11"), ("B", "R100")}


def test_it_starts_once_there_is_a_year_to_look_back_into(figure):
    referrals = """
        child_id | received_at
        A        | 2023-05-20
        A        | 2024-05-20
    """
    assert figure(rereferrals_12m, "2024-04", reaches_back_to=None, referrals=referrals)["status"] == "starts too late"
    assert figure(rereferrals_12m, "2024-05", reaches_back_to=None, referrals=referrals)["status"] == "ok"
