"""Children are children: born before they come into care, and not yet 18 while anything is heard of them."""

from datetime import date

import numpy as np
import pytest

from loaders.synthetic import _authority, days
from loaders.synthetic.ages import years_before


@pytest.fixture(scope="module", params=[{}, {"months": 18, "size": 2_000}, {"months": 110, "size": 5_000}], ids=["whole", "small", "long"])
def authority(request):
    return _authority(date(2026, 10, 31), request.param.get("months"), request.param.get("size"), 2021)


def spells(authority, *kinds):
    found = [s for kind in kinds for s in getattr(authority.plans, kind).all]
    return (np.array([s.child for s in found], int), np.array([s.starts for s in found], int),
            np.minimum([s.ends for s in found], authority.last))  # fmt: skip


def test_whoever_is_in_care_or_on_a_plan_is_born_and_no_older_than_18(authority):
    child, starts, ends = spells(authority, "care", "short_breaks", "cp", "cin")
    assert authority.ages.on(child, starts).min() >= 0
    assert authority.ages.on(child, ends).max() < 18.01


def test_contacts_are_about_children_a_few_of_them_not_yet_born(authority):
    contacts = authority.front_door.contacts
    age = authority.ages.on(authority.families.first[contacts.family], contacts.received // days.MINUTES)
    assert age.max() < 18.01 and -0.75 < age.min()
    assert (age < 0).mean() < 0.05


def test_many_of_those_who_leave_care_leave_as_they_turn_18(authority):
    child, starts, ends = spells(authority, "care")
    left = ends < authority.last
    grown = authority.ages.on(child, ends)[left] > 17.99
    assert authority.size < 3_000 or 0.1 < grown.mean() < 0.4


def test_those_who_left_care_before_the_story_begins_are_heard_of_no_more(authority):
    former = authority.ages.former
    assert len(former) > 5
    assert not set(former) & set(spells(authority, "care", "cp", "cin")[0])
    assert (authority.ages.on(former, authority.begins) > 17.99).all()


def test_eighteen_years_before_a_29_february_is_the_28th():
    earlier = years_before([days.day_of(date(2024, 2, 29)), days.day_of(date(2024, 3, 1))], 18)
    assert [days.date_of(day) for day in earlier] == [date(2006, 2, 28), date(2006, 3, 1)]
