from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.leavers import care_leavers, not_known


@proportion(
    title="Care leavers in suitable accommodation",
    question="Do those who have left our care have a decent place to live?",
    theme="Care leavers",
    good="high",
    shape="census",
    counts="accommodation is suitable",
    of="care leavers aged 19 to 21; no information stays in the denominator",
    needs={"care_leavers": ("child_id", "in_touch_code", "suitability_code"), "children": ("child_id", "born_on")},
    may_use={"care_leavers": ("as_at_on",)},
    compares_with="care_leavers_19_21_suitable_accom_pct",
    published="2014-05: 91 (England 88)",
    source="Ofsted, 2014",
    order=2,
)
def care_leavers_suitable(tables, day):
    """Care leavers from their 19th birthday to the day before their 22nd; one counts if where they live is considered suitable.

    They are those of the latest snapshot on or before the last day. One of whom it is not known does not count; the figure
    says how many those are. As DfE counts, whoever died, or returned home for good, is left out; so is one whose birth is not
    known.
    """
    leavers, left_out = care_leavers(tables, day, (19, 21))
    said = leavers["suitability_code"]
    notes = not_known(left_out, said.isin(("suitable", "unsuitable")))
    return census(leavers, counted=said == "suitable", left_out=left_out, notes=notes)
