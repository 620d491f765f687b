from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.latest import latest_snapshot
from metrics.workforce import SOCIAL_WORK_ROLES, in_post


@proportion(
    title="Agency ratio",
    question="How far do we depend on agency social workers?",
    theme="Workforce",
    good="low",
    shape="census",
    counts="FTE of agency social workers in post",
    of="FTE of all social workers in post, agency and permanent",
    needs={"workforce": ("role_code", "employment_code", "fte")},
    may_use={"workforce": ("as_at_on", "started_on", "ended_on")},
    compares_with="csww_agency_rate_pct",
    published="2013-09: 50",
    source="Ofsted, 2014; Self-evaluation, 2015",
    order=3,
)
def agency_rate(tables, day):
    """FTE of agency social workers, of the FTE of all social workers in post on the last day of the period.

    The posts are those of the latest snapshot on or before the day; in post means permanent or agency, started by the
    day and not ended. A post without FTE is left out.
    """
    snapshot = latest_snapshot(tables, "workforce", day)
    posts = snapshot[snapshot["role_code"].isin(SOCIAL_WORK_ROLES) & in_post(snapshot, day)]
    return census(
        posts,
        counted=posts["employment_code"] == "agency",
        weight=posts["fte"],
        left_out={"{n} post{s} without FTE left out": posts["fte"].isna()},
    )
