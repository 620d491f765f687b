import pandas as pd

from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.leavers import care_leavers


@proportion(
    title="Personal adviser visits in timescale",
    question="Do personal advisers keep in touch with care leavers?",
    theme="Care leavers",
    good="high",
    shape="census",
    counts="last contact within the interval in settings (default 6 weeks)",
    of="care leavers on the last day",
    needs={"care_leavers": ("child_id", "in_touch_code", "last_contact_on")},
    may_use={"care_leavers": ("as_at_on",)},
    settings=("adviser_visit_weeks",),
    source="Self-evaluation, 2015",
    order=5,
)
def adviser_visits(tables, day):
    """Care leavers of the latest snapshot on or before the last day; one counts if the last contact was within the interval before that day.

    To the day; contact of any kind. Care leavers of every age are among them; whoever died, or returned home for good, is left
    out. Whoever refuses contact stays in.
    """
    leavers, left_out = care_leavers(tables, day)
    earliest = day - pd.Timedelta(weeks=tables.settings["adviser_visit_weeks"])
    return census(leavers, counted=leavers["last_contact_on"].between(earliest, day), left_out=left_out)
