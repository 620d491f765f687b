from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.latest import latest_snapshot
from metrics.workforce import in_post, social_work


@proportion(
    title="Vacancy rate",
    question="How much of the establishment stands empty?",
    theme="Workforce",
    good="low",
    shape="census",
    counts="FTE of vacant posts, agency-covered ones included",
    of="FTE of vacant and filled posts, agency not in the denominator",
    needs={"workforce": ("post_id", "role_code", "employment_code", "fte")},
    may_use={"workforce": ("as_at_on", "started_on", "ended_on")},
    compares_with="csww_vacancy_rate_pct",
    source="Improvement plan, 2024",
    order=7,
)
def vacancy_rate(tables, day):
    """FTE of social-work posts that no permanent member of staff holds on the last day, of the FTE of all social-work posts.

    As DfE counts, a post that an agency worker covers is a vacancy, once: what agency workers work is not added to the
    denominator. A post whose permanent holder has left by then, or has not yet started, is vacant. The posts are those of the
    latest snapshot on or before the day. One without FTE, or of which it is not known who holds it, is left out. A list of
    workers in place of posts knows of no vacancy; the figure says where there is none in it.
    """
    posts = social_work(latest_snapshot(tables, "workforce", day))
    employment = posts["employment_code"]
    is_filled = (employment == "permanent") & in_post(posts, day)
    is_listed = bool((employment == "vacant").any())
    return census(
        posts,
        counted=~is_filled,
        weight=posts["fte"],
        left_out={
            "{n} post{s} without FTE left out": posts["fte"].isna(),
            "{n} post{s} without a known employment left out": ~employment.isin(("permanent", "agency", "vacant")),
        },
        notes={} if is_listed else {"the list has no vacant posts": True},
    )
