"""The same thing entered twice, under two ids."""

import pandas as pd

from loaders.checks.shared import check, found

#: table -> what two rows of one child have in common if they are the same.
SAME = {
    "contacts": ("received_at", "source_code"),
    "referrals": ("received_at", "source_code"),
    "assessments": ("started_on",),
    "section47": ("strategy_on",),
}


@check(
    title="Recorded twice",
    why="It is counted twice; a referral entered twice is a referral and a re-referral.",
    do="Remove one of the two, if they are the same. Two on one day may be genuine.",
)
def recorded_twice(tables):
    """The second and any further row of a child with the same moment and source, or the same start; blanks are the same as blanks. Contacts
    and referrals without a time of day are not looked at: several in one day are common."""
    for name, columns in SAME.items():
        if name not in tables or not tables[name].has(columns[0]):
            continue
        table = tables[name]
        same = pd.DataFrame({"child": table.child, **{c: table.frame[c].to_numpy() for c in columns}})
        of = (table.child >= 0) & table.filled(columns[0])
        if columns[0].endswith("_at"):
            of &= table.frame[columns[0]].to_numpy() != table.day(columns[0])
        same = same[of]
        fails = of.copy()
        fails[of] = same.duplicated().to_numpy()
        yield found(table, fails, of=of, columns=(columns[0],))
