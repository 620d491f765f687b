"""Training of foster carers: each course that a carer completed."""

import numpy as np
import pandas as pd

from loaders.synthetic import levels
from loaders.synthetic.quotas import half_up
from loaders.synthetic.report import Report, as_days, day, ident, words
from loaders.synthetic.reports.foster_households import household_id
from loaders.synthetic.wording import LOCALITIES, TEAM

#: Courses completed in a financial year. Those of 2022-23 and 2023-24 are published.
COMPLETED = {2021: 280, 2022: 301, 2023: 339, 2024: 612, 2025: 587, 2026: 604, 2027: 618}
COURSES = (
    "Paediatric first aid", "Safer caring", "Safeguarding level 2", "Attachment and trauma", "Therapeutic parenting", "Record keeping",
    "Online safety", "Child exploitation", "Supporting education", "Managing behaviour", "Equality and diversity", "Preparing for independence",
)  # fmt: skip


def rows(authority) -> pd.DataFrame:
    rng, found = authority.random("carer training"), set()
    households = authority.households
    starts, ends = (np.array([getattr(h, name) for h in households], int) for name in ("starts", "ends"))
    number = np.array([h.number for h in households], int)
    for year, of_year, business, part in authority.days_of_years(authority.last):
        usual = COMPLETED[min(max(year, min(COMPLETED)), max(COMPLETED))]
        wanted = len(found) + half_up(usual * authority.scale * part)
        chance = business + 0.05
        for _ in range(20 * wanted):
            if len(found) >= wanted:
                break
            on = int(rng.choice(of_year, p=chance / chance.sum()))
            here = np.flatnonzero((starts <= on) & (ends > on))
            if len(here):
                household = int(number[here[int(rng.integers(len(here)))]])
                found.add((on, f"{household_id(household)}{'AB'[int(rng.random() < 0.35)]}", COURSES[int(rng.integers(len(COURSES)))]))
    on, carer, course = zip(*sorted(f for f in found if f[0] >= authority.first), strict=True) if found else ((), (), ())
    frame = pd.DataFrame({"carer_id": list(carer), "course": list(course), "completed_on": as_days(np.array(on, int)), "team": levels.FOSTERING})
    return frame.assign(_opened=frame["completed_on"], _closed=frame["completed_on"])


REPORT = Report(
    table="carer_training",
    title="Fostering Service: Training Completed by Carers",
    file_name="Carer Training",
    columns={
        "carer_id": ident("Carer ID", "CARER_ID"),
        "course": words("Course", "Course Title", "Training Course"),
        "completed_on": day("Course Completed", "Course Completion Date"),
        "team": TEAM,
    },
    rows=rows,
    is_register=True,
    extras={"Locality": LOCALITIES, "Delivery": ("In person", "Online")},
)
