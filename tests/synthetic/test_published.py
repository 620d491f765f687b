"""The council's published figures, counted from the synthetic rows in the plainest way there is."""

from datetime import date

import holidays
import numpy as np
import pandas as pd
import pytest

from loaders import synthetic
from metrics.rounding import round_half_up

POPULATION = {2023: 33_977, 2024: 34_260}  # ONS mid-2022 and mid-2023, ages 0 to 17
YEARS = [2023, 2024]
BANK_HOLIDAYS = np.array(sorted(holidays.country_holidays("GB", subdiv="ENG", years=range(2020, 2029))), "datetime64[D]")


@pytest.fixture(scope="module", params=[synthetic.SEED, 7, 123_456])
def tables(request):
    return synthetic.generate(date(2024, 5, 31), seed=request.param)


def year(days):
    """2024 for a day in 2023-24."""
    return days.dt.year + (days.dt.month >= 4)


def percent(counted, of):
    return round_half_up(100 * counted.sum() / of, 0)


def in_time(rows, ending, hours):
    taken = rows["decided_at"] - rows["received_at"]
    return percent(taken.between(pd.Timedelta(0), pd.Timedelta(hours=hours)), len(rows))


def open_on_31_march(spells, ending):
    day = pd.Timestamp(ending, 3, 31)
    return (spells["started_on"] <= day) & ~(spells["ended_on"] <= day)


def working_days(start, end):
    """Working days after each start, up to and including the end."""
    first = start.to_numpy("datetime64[D]") + 1
    return np.busday_count(first, end.to_numpy("datetime64[D]") + 1, holidays=BANK_HOLIDAYS)


@pytest.mark.parametrize(("ending", "published"), list(zip(YEARS, [76, 89], strict=True)))
def test_contacts_decided_within_72_hours(tables, ending, published):
    contacts = tables["contacts"]
    contacts = contacts[(contacts["step_status_code"] != "cancelled") & (year(contacts["received_at"]) == ending)]
    assert in_time(contacts, ending, 72) == published


@pytest.mark.parametrize(("ending", "published"), list(zip(YEARS, [79, 89], strict=True)))
def test_referrals_decided_within_24_hours(tables, ending, published):
    referrals = tables["referrals"]
    assert in_time(referrals[year(referrals["received_at"]) == ending], ending, 24) == published


@pytest.mark.parametrize(("ending", "published"), list(zip(YEARS, [54, 79], strict=True)))
def test_assessments_authorised_within_45_working_days(tables, ending, published):
    done = tables["assessments"].dropna(subset=["authorised_on"])
    done = done[year(done["authorised_on"]) == ending]
    taken = working_days(done["started_on"], done["authorised_on"])
    assert percent((taken <= 45) & (done["started_on"] <= done["authorised_on"]), len(done)) == published


@pytest.mark.parametrize(("ending", "published"), list(zip(YEARS, [371, 269], strict=True)))
def test_section_47_enquiries_per_10_000(tables, ending, published):
    n = (year(tables["section47"]["strategy_on"]) == ending).sum()
    assert round_half_up(10_000 * n / POPULATION[ending], 0) == published


@pytest.mark.parametrize(
    ("table", "ending", "published"),
    [("cp_plans", 2023, 66), ("cp_plans", 2024, 54), ("cin_plans", 2023, 105), ("cin_plans", 2024, 88),
     ("care_periods", 2023, 121), ("care_periods", 2024, 112)],
)  # fmt: skip
def test_open_on_31_march_per_10_000(tables, table, ending, published):
    spells = tables[table]
    if table == "care_periods":
        spells = spells[~spells["legal_status_code"].isin(["V3", "V4"])]
    n = open_on_31_march(spells, ending).sum()
    assert round_half_up(10_000 * n / POPULATION[ending], 0) == published


@pytest.mark.parametrize(("ending", "published"), list(zip(YEARS, [(51, 124), (74, 144)], strict=True)))
def test_posts_held_by_permanent_social_workers(tables, ending, published):
    posts = tables["workforce"]
    posts = posts[posts["as_at_on"] == pd.Timestamp(ending, 3, 31)]
    posts = posts[posts["role_code"].isin(["social_worker", "senior_practitioner", "newly_qualified"])]
    assert ((posts["employment_code"] == "permanent").sum(), len(posts)) == published
