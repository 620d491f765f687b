from metrics.care import children_in_care
from metrics.cohorts import census
from metrics.health import checks
from metrics.indicator import proportion


@proportion(
    title="Immunisations up to date",
    question="Are children in care protected as other children are?",
    theme="Children in care",
    good="high",
    shape="census",
    counts="immunisations up to date",
    of="children in care for 12 months or more",
    needs={
        "care_periods": ("child_id", "started_on", "ended_on", "legal_status_code"),
        "health_checks": ("child_id", "type_code", "checked_on", "is_up_to_date"),
    },
    compares_with="cla_immunisations_pct",
    published="2013-14: 92",
    source="Ofsted, 2014",
    order=17,
)
def care_immunisations(tables, day):
    """Children in care for 12 calendar months or longer; one counts if immunisations were up to date when that was last recorded.

    However long ago that was; a record that does not say either way says nothing. A child of whom there is none does not count.
    """
    children = children_in_care(tables, day, months=12)
    said = checks(tables, "immunisations", says="is_up_to_date").of(children["child_id"], day)["is_up_to_date"]
    return census(children, counted=said.fillna(False).astype(bool), notes={"{n} of whom it is not recorded": said.isna()})
