import pytest

from metrics.indicators.referral_rate import referral_rate
from tests.written_tables import SmallReference

REFERRALS = """
    child_id | received_at
    A        | 2023-05-31 23:59
    A        | 2023-06-01 00:00
    A        | 2024-03-01 10:00
    B        | 2024-05-31 23:59
    B        | 2024-06-01 00:00
"""


def test_a_month_a_quarter_and_a_year_each_have_the_twelve_months_to_their_end(measure):
    assert measure(referral_rate, "2024-05", referrals=REFERRALS) == 3
    assert measure(referral_rate, "2024-06", referrals=REFERRALS) == 3
    assert measure(referral_rate, "2023-24 Q4", referrals=REFERRALS) == 3
    assert measure(referral_rate, "2024-25 Q1", referrals=REFERRALS) == 3
    assert measure(referral_rate, "2023-24", referrals=REFERRALS) == 3


def test_the_rate_is_per_10_000_children_of_the_mid_year_before_the_financial_year_ends(figure):
    reference = SmallReference(children=40_000)
    row = figure(referral_rate, "2024-05", referrals=REFERRALS, reference=reference)
    assert (row["numerator"], row["denominator"], row["value"], row["note"]) == (3, 40_000, 0.75, "")


def test_where_the_estimate_is_not_yet_published_the_latest_is_used_and_named(figure):
    reference = SmallReference(mid_years=range(2010, 2024))
    assert figure(referral_rate, "2024-03", referrals=REFERRALS, reference=reference)["note"] == ""
    assert figure(referral_rate, "2024-04", referrals=REFERRALS, reference=reference)["note"] == "population of mid-2023"


def test_the_twelve_months_must_be_in_the_table(figure):
    more = {"referrals": REFERRALS, "reaches_back_to": None}  # the first row is of May 2023
    assert figure(referral_rate, "2024-03", **more)["status"] == "starts too late"
    assert figure(referral_rate, "2024-04", **more)["status"] == "ok"


def test_a_small_number_has_the_exact_interval(figure):
    row = figure(referral_rate, "2024-05", referrals=REFERRALS)
    assert (row["lower"], row["upper"]) == (pytest.approx(0.618672, abs=1e-6), pytest.approx(8.767273, abs=1e-6))


def test_without_a_population_there_is_no_rate(figure):
    row = figure(referral_rate, "2024-05", referrals=REFERRALS, reference=SmallReference(mid_years=()))
    assert (row["status"], row["note"]) == ("not loaded", "no population for E06000019")
