"""An open case without a team."""

from loaders.checks.shared import CASES, check, found


@check(
    title="Open case without a team",
    why="It is in the authority's figures and in no team's, so that no manager sees it.",
    do="Enter the team that has the case.",
)
def team_missing(tables):
    """Cases and allocations that are open on the as-at day."""
    for table in tables.that_open((*CASES, "allocations")):
        if table.has("team"):
            yield found(table, ~table.filled("team"), of=table.open_now, columns=("team",))
