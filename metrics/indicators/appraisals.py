from metrics.clocks import within_months
from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.workforce import in_post, main_posts, posts_on


@proportion(
    title="Appraisals completed",
    question="Does everyone hear once a year how they are doing?",
    theme="Workforce",
    good="high",
    shape="census",
    counts="appraisal completed in the cycle",
    of="staff in post on the last day",
    needs={"workforce": ("worker_id", "employment_code", "appraised_on")},
    may_use={"workforce": ("as_at_on", "post_id", "fte", "started_on", "ended_on")},
    settings=("appraisal_months",),
    source="Improvement plan, 2022",
    order=11,
)
def appraisals(tables, day):
    """Staff in post on the last day, permanent and agency; one counts if appraised within the cycle before it.

    Exactly so many calendar months counts. Staff in every role are counted, once whatever their posts, of which the latest
    appraisal stands. Agency staff, who are seldom appraised, are among them, for in post they are; the figure says how many
    of them were not. The posts are those of the latest snapshot on or before the day.
    """
    posts = posts_on(tables, day)
    posts = posts[in_post(posts, day)]
    in_time = within_months(posts["appraised_on"], tables.settings["appraisal_months"], day)
    staff = main_posts(posts)
    counted = in_time[staff.index] | staff["worker_id"].astype(object).isin(posts.loc[in_time, "worker_id"].dropna().astype(object))
    return census(staff, counted=counted, notes={"{n} agency staff not appraised": ~counted & (staff["employment_code"] == "agency")})
