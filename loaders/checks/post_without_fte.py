"""A post that somebody holds, without its hours."""

from loaders.checks.shared import check, found


@check(
    title="Post without FTE",
    why="The post is left out of every figure of the workforce that goes by full-time equivalents.",
    do="Enter the contracted hours as a part of full time, such as 0.6.",
    needs={"workforce": ("fte", "employment_code")},
)
def post_without_fte(tables):
    """Permanent and agency posts of every snapshot."""
    posts = tables["workforce"]
    yield found(posts, ~posts.filled("fte"), of=posts.is_any("employment_code", "permanent", "agency"), columns=("fte",))
