"""Who the children are beside their age: sex, ethnic group and disability."""

import numpy as np

from loaders.synthetic import levels
from loaders.synthetic.caseloads import plan_team

#: About as the census of 2021 has it for the county; brothers and sisters share it.
ETHNIC_GROUPS = {
    "WBRI": 0.838, "WOTH": 0.062, "WIRI": 0.004, "WIRT": 0.002, "WROM": 0.009, "MWBC": 0.012, "MWBA": 0.007, "MWAS": 0.01, "MOTH": 0.011,
    "AIND": 0.005, "APKN": 0.002, "ABAN": 0.002, "AOTH": 0.005, "BCRB": 0.001, "BAFR": 0.005, "BOTH": 0.002, "CHNE": 0.002, "OOTH": 0.006,
    "REFU": 0.005, "NOBT": 0.01,
}  # fmt: skip
DISABLED = 0.07  # of children who are with no team for them


class People:
    """`sex`, `ethnic_group` and `is_disabled` of each child, by the child's place in `child_ids`."""

    def __init__(self, authority):
        rng, families = authority.random("people"), authority.families
        n = len(families.child_ids)
        self.family = np.repeat(np.arange(len(families.first)), families.n_children)
        self.sex = np.where(rng.random(n) < 0.512, "male", "female").astype(object)
        shares = np.array(list(ETHNIC_GROUPS.values()))
        self.ethnic_group = rng.choice(list(ETHNIC_GROUPS), size=len(families.first), p=shares / shares.sum()).astype(object)[self.family]
        of_team = np.array([plan_team(family) == levels.DISABILITIES for family in range(len(families.first))])[self.family]
        self.is_disabled = rng.random(n) < np.where(of_team, 0.4, DISABLED)
        for spell in authority.plans.short_breaks.all:
            self.is_disabled[spell.child] = True
