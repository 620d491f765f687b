"""Families helped early: asked for at the front door, assessed by the authority or by a partner."""

import numpy as np

from loaders.synthetic import days, levels
from loaders.synthetic.quotas import half_up

#: The share completed by partners; 2022-23 and 2023-24 as the council published them.
BY_PARTNERS = {2022: 0.44, 2023: 0.49, 2024: 0.67, 2025: 0.69, 2026: 0.71, 2027: 0.72}
TAKEN_UP = 0.3  # of the families for whom a contact was passed to early help
UNMAPPED = 0.03  # done by an organisation that only its own name tells


class EarlyHelp:
    """Arrays, a place for each family's assessment: family, requested, starts, seen, ends (days; OPEN where not, or not yet) and
    `by` ('authority', 'partner' or 'unmapped'), in order of the request."""

    def __init__(self, authority):
        rng, calendar, last = authority.random("early help"), authority.calendar, authority.last
        contacts, done = authority.front_door.contacts, authority.front_door.assessments
        asked = (contacts.outcome == "early_help") & (contacts.decided < days.OPEN * days.MINUTES)
        stepped = done.outcome == "early_help"
        family = np.concatenate([contacts.family[asked], done.family[stepped]])
        on = np.concatenate([contacts.decided[asked] // days.MINUTES, done.ends[stepped]])
        kept = (rng.random(len(on)) < TAKEN_UP) & (on <= last)
        family, on = family[kept], on[kept]
        order = np.lexsort((family, on))
        self.family, self.requested = family[order], on[order]
        n = len(order)
        waits = np.where(rng.random(n) < 0.7, rng.integers(1, 8, size=n), rng.integers(8, 45, size=n))
        self.starts = calendar.on_or_before(self.requested + waits)
        self.starts = np.maximum(self.starts, self.requested)
        seen = calendar.after(self.starts, np.where(rng.random(n) < 0.83, rng.integers(0, 11, size=n), rng.integers(11, 30, size=n)))
        self.seen = np.where(rng.random(n) < 0.04, days.OPEN, seen)
        ends = np.maximum(calendar.on_or_before(self.starts + 20 + rng.exponential(22, size=n).astype(int)), np.where(self.seen < days.OPEN, self.seen, 0))
        self.ends = np.where(rng.random(n) < 0.02, days.OPEN, ends)
        self.by = np.full(n, "authority", object)
        for year in np.unique(days.financial_year(self.ends[self.ends <= last])).tolist():
            of_year = np.flatnonzero((self.ends <= last) & (days.financial_year(np.minimum(self.ends, last)) == year))
            of_year = of_year[rng.permutation(len(of_year))]
            n_partner = half_up(float(levels.of_years(BY_PARTNERS, year)) * len(of_year))
            self.by[of_year[:n_partner]] = "partner"
            self.by[of_year[n_partner : n_partner + half_up(UNMAPPED * len(of_year))]] = "unmapped"
        for name in ("starts", "seen", "ends"):
            setattr(self, name, np.where(getattr(self, name) > last, days.OPEN, getattr(self, name)))
