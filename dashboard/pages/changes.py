"""What changed in a period, on one page: sentences, those to act on first, each with its evidence."""

import dash

from dashboard import by_kind, shell, what_changed, wording
from dashboard.plain import H2, Details, Div, P, Summary
from dashboard.take_away import of_view, take_away

dash.register_page(__name__, path="/changes", name="What changed", title=f"What changed · {shell.NAME}", order=2)


@shell.page(filters=True, for_sharing=True)
def layout(view, snapshot):
    if snapshot.is_empty or view.period is None:
        return [shell.heading("What changed", "There are no figures yet, because nothing has been loaded.")]
    said = by_kind.told(view, snapshot)
    return [
        shell.heading("What changed", *summary(view, snapshot, said)),
        *(by_kind.listing(said, view) if said.sentences else ()),
        *left_out(said),
        take_away("what changed", of_view(view, "changes"), n_tables=0) if said.sentences or said.rest or said.going_on else None,
        Div([H2("How far to trust this list"), *(P(note) for note in said.notes)], className="small change-notes") if said.notes else None,
    ]


def summary(view, snapshot, said):
    whose = view.team if view.team else f"{snapshot.authority.short_name} children’s services"
    if not view.period.complete:
        yield f"{whose}, {wording.period(view.period)}. {what_changed.NOT_OVER}"
        return
    against = f"against the {wording.GRAIN_WORDS[view.period.grain]} before"
    if not said.sentences:
        yield f"{whose}, {wording.period(view.period)}, {against}. {what_changed.NOTHING}"
        return
    yield f"{whose}, {wording.period(view.period)}, {against}. What the statistics support, with what to act on first at the top."


def left_out(said):
    """What the page has no room for, by name."""
    for links, what in (
        (said.rest, what_changed.REST),
        (said.going_on, what_changed.GOING_ON),
    ):
        if links:
            yield Details([Summary(what.format(n=len(links))), P(what_changed.separated(links))], className="change-rest")
