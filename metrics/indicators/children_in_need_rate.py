from metrics.cohorts import spells
from metrics.indicator import rate


@rate(
    title="Children in need per 10,000 (census definition)",
    question="How many children here need the authority's services?",
    theme="Assessment and planning",
    good=None,
    shape="spells",
    counts="children in need of any kind open on the last day",
    needs={"children_in_need": ("started_on", "ended_on")},
    compares_with="cin_rate",
    published="2013-03-31: 1,444 children; 2014-03-31: 1,269 children",
    source="Ofsted, 2014",
    order=7,
)
def children_in_need_rate(tables):
    """Episodes of need open on the last day of the period, per 10,000 children.

    The census counts everyone in need: children on child protection plans, in care, leaving it and being assessed are
    among them. It is some four times the number on child in need plans, which has an indicator of its own.
    """
    return spells(tables["children_in_need"])
