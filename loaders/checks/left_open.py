"""Work that is open so long that it was more likely forgotten than not finished."""

from loaders.checks.shared import check, found

#: table -> its start, its end, and the days after which it counts.
LONG = {
    "assessments": ("started_on", "authorised_on", 365),
    "early_help_assessments": ("started_on", "completed_on", 365),
    "missing_episodes": ("started_at", "ended_at", 61),
}


@check(
    title="Open too long to be true",
    why="It counts as late in every month to come, though it was most likely finished and never closed.",
    do="Finish the step in the system, on the day the work was done.",
)
def left_open(tables):
    """Assessments open for more than 365 days, missing episodes for more than 61, on the as-at day."""
    for name, (opens, closes, days) in LONG.items():
        if name in tables and tables[name].has(opens, closes):
            table = tables[name]
            began = table.day(opens)
            of = (began <= table.as_at) & ~table.filled(closes)
            yield found(table, began < table.as_at - days, of=of, columns=(closes,))
