from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.leavers import care_leavers, not_known

BUSY = ("F1", "F2", "F3", "F4", "F5", "P1", "P2", "P3", "P4", "P5")
NEITHER = ("G4", "G5", "G6")


@proportion(
    title="Care leavers in education, employment or training",
    question="Have those who have left our care something to do, and to hope for?",
    theme="Care leavers",
    good="high",
    shape="census",
    counts="in education, employment or training",
    of="care leavers aged 19 to 21; no information stays in the denominator",
    needs={"care_leavers": ("child_id", "in_touch_code", "activity_code"), "children": ("child_id", "born_on")},
    may_use={"care_leavers": ("as_at_on",)},
    compares_with="care_leavers_19_21_eet_pct",
    published="2014-05: 14 of 50 aged 16 to 19 were not",
    source="Ofsted, 2014; Improvement plan, 2022",
    order=3,
)
def care_leavers_eet(tables, day):
    """Care leavers from their 19th birthday to the day before their 22nd; one counts if in education, employment or training.

    Full time or part time (codes F and P). They are those of the latest snapshot on or before the last day. One of whom it is
    not known does not count; the figure says how many those are. As DfE counts, whoever died, or returned home for good, is
    left out; so is one whose birth is not known.
    """
    leavers, left_out = care_leavers(tables, day, (19, 21))
    does = leavers["activity_code"]
    notes = not_known(left_out, does.isin(BUSY + NEITHER))
    return census(leavers, counted=does.isin(BUSY), left_out=left_out, notes=notes)
