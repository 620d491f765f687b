"""Reviews of plans and of care, core groups, midpoint reviews, education and pathway plans."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.caseloads import care_team, plan_team
from loaders.synthetic.report import Report, as_days, coded, day, ident, numbered, yes_no
from loaders.synthetic.rounds import Groups, make_rounds
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM

LATE = {2021: 0.12, 2022: 0.17, 2023: 0.14, 2024: 0.09, 2026: 0.07, 2027: 0.06}
#: Spells, days until the first, days between later ones, by how many they differ, how often late beside others' 1, ages.
KINDS = {
    "cp": ("cp", 88, 180, 14, 0.8, (-1, 18)),
    "core_group": ("cp", 14, 42, 7, 1.6, (-1, 18)),
    "midpoint": ("care", 130, 182, 20, 1.0, (0, 18)),
    "care": ("care", 28, 182, 9, 0.8, (0, 18)),
    "education_plan": ("care", 30, 182, 25, 1.5, (4, 17)),
    "pathway_plan": ("care", 90, 182, 25, 1.8, (16, 18)),
    "cin": ("cin", 42, 84, 12, 1.5, (-1, 18)),
}
SECOND_CARE_REVIEW = 92  # days after the first; the later ones half a year apart


def rows(authority) -> pd.DataFrame:
    rng = authority.random("reviews")
    parts, n = [], 0
    for kind, (name, first, then, spread, factor, (youngest, oldest)) in KINDS.items():
        groups = Groups(getattr(authority.plans, name).all)
        team = care_team if name == "care" else plan_team
        teams = np.array([team(family) for family in groups.family.tolist()], object)
        late = levels.of_years(LATE, days.financial_year(groups.starts)) * factor * np.where(teams == levels.CARE[1], 1.5, 0.9)
        second = SECOND_CARE_REVIEW if kind == "care" else then
        rounds = make_rounds(authority, rng, groups.starts, groups.ends, first, then, late, spread, second=second)
        place, child = groups.each_child(rounds)
        on = np.minimum(rounds.done, rounds.due)[place]
        age = authority.ages.on(child, on)
        fits = (age >= youngest) & (age < oldest)
        place, child, on = place[fits], child[fits], on[fits]
        nth, held = rounds.nth[place], rounds.done[place] < days.OPEN
        has_plan = rng.random(len(place)) < np.select([nth == 0, nth == 1], [0.42, 0.9], 0.96)
        parts.append(pd.DataFrame({
            "review": n + place, "child": child, "type_code": kind, "due": rounds.due[place], "done": rounds.done[place],
            "team": teams[rounds.group[place]],
            "has_permanence_plan": np.where(held & (kind == "care"), has_plan.astype(object), None),
            # Typed up some days after it was held.
            "recorded": np.where(held, rounds.done[place] + rng.poisson(4, size=len(place)), rounds.due[place] - 28),
        }))  # fmt: skip
        n += len(rounds.due)
    found = pd.concat(parts, ignore_index=True).sort_values(["due", "review", "child"], kind="stable", ignore_index=True)
    return _as_rows(authority, rng, found)


def _as_rows(authority, rng, found) -> pd.DataFrame:
    done, due = found["done"].to_numpy(), found["due"].to_numpy()
    place, ids = pd.factorize(found["review"])
    frame = pd.DataFrame(
        {
            "review_id": numbered(4_600_000, len(ids), rng)[place],
            "child_id": authority.families.child_ids[found["child"]].astype(str),
            "type_code": found["type_code"],
            "due_on": as_days(due),
            "held_on": as_days(done),
            "has_permanence_plan": found["has_permanence_plan"],
            "team": np.where(rng.random(len(found)) < 0.003, None, found["team"]),
            "_recorded": as_days(np.where(done < days.OPEN, np.minimum(found["recorded"], np.maximum(authority.last, done)), days.OPEN)),
        }
    )
    # Listed from four weeks before it is due.
    frame["_opened"] = as_days(np.minimum(due - 28, np.where(done < days.OPEN, done, due)))
    frame["_closed"] = frame["_recorded"]
    return frame


REPORT = Report(
    table="reviews",
    title="Children's Social Care: Reviews Due and Held",
    file_name="Reviews",
    columns={
        "review_id": ident("Review ID", "REVIEW_ID"),
        "child_id": CHILD,
        "type_code": coded(
            "Review Type", "Type of Review",
            texts={
                "cp": ("Review Child Protection Conference", "CP Review", "RCPC"),
                "care": ("CLA Review", "LAC Review", "Child in Care Review"),
                "core_group": ("Core Group", "Core Group Meeting"),
                "midpoint": ("Midpoint Review", "Mid-way Review"),
                "education_plan": ("PEP", "Personal Education Plan"),
                "pathway_plan": ("Pathway Plan Review",),
                "cin": ("CIN Review", "Child in Need Review"),
            },
        ),
        "due_on": day("Review Due", "Review Due Date"),
        "held_on": day("Review Date", "Review Held", "Date of Review"),
        "has_permanence_plan": yes_no("Permanence Plan", "Permanence Plan Agreed"),
        "team": TEAM,
    },
    rows=rows,
    known={"held_on": ("_recorded", None), "has_permanence_plan": ("_recorded", None)},
    extras={"Locality": LOCALITIES, "Chair": ("Reviewing officer 01", "Reviewing officer 02", "Reviewing officer 03"), "Child Took Part": ("Y", "Y", "N")},
)  # fmt: skip
