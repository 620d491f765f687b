from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.leavers import care_leavers


@proportion(
    title="Care leavers in touch",
    question="Do we know how those who have left our care are?",
    theme="Care leavers",
    good="high",
    shape="census",
    counts="in touch",
    of="care leavers aged 17 to 21 on the last day; died and returned home left out",
    needs={"care_leavers": ("child_id", "in_touch_code"), "children": ("child_id", "born_on")},
    may_use={"care_leavers": ("as_at_on",)},
    source="Improvement plan, 2022",
    order=1,
)
def care_leavers_in_touch(tables, day):
    """Care leavers from their 17th birthday to the day before their 22nd; one counts if the authority is in touch with them.

    They are those of the latest snapshot on or before the last day. Whoever refuses contact, or needs no services any more, is
    not in touch. Whoever died, or returned home for good, is left out, and so is one whose birth is not known.
    """
    leavers, left_out = care_leavers(tables, day, (17, 21))
    return census(leavers, counted=leavers["in_touch_code"] == "yes", left_out=left_out)
