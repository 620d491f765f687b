"""What the authority was like, year by year: the levels that synthetic extracts are drawn to.

2022-23 and 2023-24 give back the council's own published figures, to the digit published. The
years around them follow the figures that DfE publishes for Herefordshire, and go on plausibly.
Numbers are for `FULL_SIZE` children and scale with the size asked for; shares do not.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np

from loaders.synthetic.days import day_of

FULL_SIZE = 34_400

# One row a financial year, by the year it ends in. Later years are like the last.
_COLUMNS = (
    "contacts contacts_72h to_referral referral_24h rereferred assessed_45wd assessed_nfa"
    " section47 conferences conference_15wd plan_made repeat_plan care_started"
    " cp_plans cin_plans care_periods"
).split()
_YEARS = {
    #      contacts  72h  refer   24h  again  45wd   nfa   s47  icpc   15wd  made  repeat care |  at 31 March
    2021: (8_300, 0.74, 0.165, 0.80, 0.12, 0.78, 0.332, 388, 176, 0.800, 0.84, 0.190, 84, 107, 310, 312),
    2022: (9_700, 0.703, 0.212, 0.724, 0.14, 0.627, 0.338, 1_025, 454, 0.617, 0.84, 0.227, 161, 286, 395, 379),
    2023: (8_800, 0.762, 0.180, 0.791, 0.18, 0.539, 0.317, 1_260, 402, 0.562, 0.82, 0.225, 137, 223, 357, 411),
    2024: (9_050, 0.891, 0.187, 0.891, 0.19, 0.789, 0.291, 921, 370, 0.935, 0.82, 0.334, 96, 185, 301, 384),
    2025: (9_400, 0.862, 0.192, 0.868, 0.15, 0.711, 0.272, 804, 246, 0.833, 0.82, 0.327, 68, 139, 292, 344),
    2026: (9_300, 0.879, 0.188, 0.897, 0.17, 0.758, 0.258, 770, 250, 0.860, 0.82, 0.290, 70, 131, 286, 335),
    2027: (9_200, 0.898, 0.185, 0.916, 0.16, 0.796, 0.253, 750, 245, 0.870, 0.82, 0.270, 68, 126, 280, 328),
}

# Social-work posts, those held by permanent and by agency workers, and children to a full-time
# worker, at the end of these months.
_STAFF = {
    (2021, 3): (118, 80, 29, 15.8),
    (2021, 9): (120, 71, 32, 16.7),
    (2022, 3): (122, 56, 49, 18.0),
    (2022, 9): (122, 50, 56, 18.7),
    (2023, 3): (124, 51, 57, 17.2),
    (2023, 9): (134, 59, 66, 15.7),
    (2024, 3): (144, 74, 57, 15.0),
    (2024, 9): (146, 90, 43, 14.5),
    (2025, 3): (146, 101, 31, 14.0),
    (2025, 9): (146, 111, 23, 13.6),
    (2026, 3): (148, 115, 20, 13.4),
    (2026, 9): (148, 118, 18, 13.2),
    (2027, 3): (148, 119, 17, 13.1),
}

FRONT_DOOR = "MASH"
EMERGENCY_DUTY = "Emergency Duty Team"
ASSESSMENT = ("Assessment 1", "Assessment 2", "Assessment 3")
PROTECTION = (
    "Child Protection & Court 1",
    "Child Protection & Court 2",
    "Child Protection & Court 3",
)
DISABILITIES = "Children with Disabilities"
CARE = ("Children in Care 1", "Children in Care 2")
LEAVING_CARE = "Leaving Care"
FOSTERING = "Fostering"
STRUGGLING = "Assessment 3"
HOLD_CASES = (*ASSESSMENT, *PROTECTION, DISABILITIES, *CARE)
TEAMS = (FRONT_DOOR, EMERGENCY_DUTY, *HOLD_CASES, LEAVING_CARE, FOSTERING)

# Social-work posts of each team at the start, and where later posts go.
POSTS = dict(zip(TEAMS, (14, 5, 8, 8, 8, 11, 11, 11, 5, 12, 12, 3, 10), strict=True))
NEW_POSTS = (
    *(STRUGGLING, PROTECTION[1], FRONT_DOOR, CARE[0], FOSTERING, ASSESSMENT[1]),
    *(LEAVING_CARE, FRONT_DOOR, FOSTERING, CARE[1], FOSTERING, PROTECTION[0]),
    *(FRONT_DOOR, FOSTERING, LEAVING_CARE, CARE[1], EMERGENCY_DUTY, PROTECTION[2]),
    *(LEAVING_CARE, CARE[0], FOSTERING, DISABILITIES, FOSTERING, FRONT_DOOR),
    *(FOSTERING, LEAVING_CARE, FOSTERING, EMERGENCY_DUTY, FRONT_DOOR, FOSTERING),
)


def level(name: str, year: int) -> float:
    """A year's level: of its events, or of what is open on 31 March."""
    year = min(max(year, min(_YEARS)), max(_YEARS))
    return _YEARS[year][_COLUMNS.index(name)]


def of_years(values: Mapping[int, float], years) -> np.ndarray:
    """What stands for each year in a table of years; before the first and after the last, what stands there."""
    return np.interp(years, list(values), list(values.values()))


def trend(name: str, days) -> np.ndarray:
    """A share on each day, moving evenly from the middle of one year to that of the next."""
    middles = [day_of(date(year - 1, 10, 1)) for year in _YEARS]
    return np.interp(days, middles, [level(name, year) for year in _YEARS])


def open_on(name: str, day: int) -> float:
    """How many plans or periods of care are open on a day: exact at 31 March, above the straight
    line between, so that March always has some to end."""
    ends = np.array([day_of(date(year, 3, 31)) for year in _YEARS])
    between = np.interp(day, ends, [level(name, year) for year in _YEARS])
    after = int(np.searchsorted(ends, day))
    if after == 0 or after == len(ends):
        return float(between)
    way = (day - ends[after - 1]) / (ends[after] - ends[after - 1])
    return float(between * (1 + 0.035 * np.sin(np.pi * way)))


def staff(name: str, day: int) -> float:
    """Posts, permanent or agency workers, or the average caseload, on a day."""
    column = ("posts", "permanent", "agency", "caseload").index(name)
    days = [day_of(np.datetime64(f"{y}-{m:02d}", "M") + 1) - 1 for y, m in _STAFF]
    return float(np.interp(day, days, [row[column] for row in _STAFF.values()]))
