"""An open case of a team that is not on the list of teams."""

from loaders.checks.shared import CASES, check, found, named


@check(
    title="Open case of an unknown team",
    why="A misspelt or former team makes a line of its own in every list of teams, and its cases are missing from the right one.",
    do="Correct the team in the record, or have the analyst add the name on the Data page.",
)
def team_unknown(tables):
    """Cases and allocations that are open on the as-at day, where there is a list of teams."""
    if not tables.teams:
        return
    for table in tables.that_open((*CASES, "allocations")):
        if table.has("team"):
            filled = table.filled("team")
            yield found(table, filled & ~named(table, "team", tables.teams), of=table.open_now & filled, columns=("team",))
