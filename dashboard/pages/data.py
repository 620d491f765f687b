"""What is loaded, how good it is, and what the authority calls things; loading more."""

import dash

from dashboard import plain as html
from dashboard import reports, shell, wording
from dashboard.data import (
    codes,
    files,
    headings,
    jobs,
    loader,
    one_table,
    preview,
    problems,
    published,
    quality,
    tables,
    taken,
)

dash.register_page(__name__, path="/data", name="Data", title=f"Data · {shell.NAME}", order=3)

MANY = 4  # tables not loaded that are still named in a sentence
VIEWS = {
    "tables": "Tables",
    "files": "Files",
    "problems": "Problems",
    "skipped": "Lines skipped",
    "codes": "Codes and names",
    "quality": "Quality",
    "published": "Published figures",
}


@shell.page()
def layout(view, snapshot):
    faults, skipped = problems.problem_groups(snapshot)
    here = view.asked("view") if view.asked("view") in VIEWS else "tables"
    counts = {
        "tables": len(snapshot.tables),
        "problems": reports.total(faults),
        "skipped": reports.total(skipped),
        "files": snapshot.files["file"].nunique(),
        "codes": codes.n_open(snapshot),
    }
    n_refused = snapshot.files.loc[snapshot.files["outcome"] == "refused", "file"].nunique()
    top = [
        shell.heading("Data", standing(snapshot, counts, n_refused)),
        tabs(view, None if view.asked("preview") else here, counts),
        jobs.status(),
    ]
    if view.asked("preview"):
        return [*top, preview.preview_view(view, snapshot)]
    content = {
        "tables": lambda: tables.tables(view, snapshot, faults) if counts["tables"] or counts["files"] else None,
        "files": lambda: files.files_view(view, snapshot),
        "problems": lambda: problems.kinds(view, snapshot, faults, "problems"),
        "skipped": lambda: problems.kinds(view, snapshot, skipped, "skipped"),
        "codes": lambda: codes.codes_view(view, snapshot),
        "quality": lambda: quality.quality_view(view, snapshot),
        "published": lambda: published.releases(view, snapshot),
    }[here]
    if here == "tables" and (table := tables.chosen_table(view, snapshot)):
        return [*top, loader.waits(), one_table.one_table(view, snapshot, table, faults)]
    if here == "tables":
        return [*top, loader.waits(), loader.loader(), loader.just_loaded(view), html.Section([content(), taken.take(view, snapshot, here), headings.others(view, snapshot)], className="part")]
    return [*top, loader.waits(), content(), taken.take(view, snapshot, here)]


def standing(snapshot, counts, n_refused):
    if snapshot.is_empty:
        return "Nothing is loaded yet. Load the monthly extracts here, or put them into the drop folder."
    missing = [table for table in snapshot.table_names if table not in snapshot.tables]
    n_published = snapshot.files.loc[snapshot.files["table"].astype(str).str.startswith("published_"), "file"].nunique()
    words = (
        f"{wording.plural(counts['tables'], 'table')} loaded from {wording.plural(counts['files'] - n_refused - n_published, 'file')}; "
        f"data as at {snapshot.as_at_words}. {wording.plural(counts['problems'], 'problem')} in cells and rows"
        f"{'' if counts['problems'] else ': every one could be used as it stands'}."
    )
    if n_refused:
        words += f" {wording.plural(n_refused, 'file')} refused: see Files."
    late = [table for table, line in snapshot.tables.items() if tables.behind(line, snapshot) is not None]
    if late:
        words += f" Late: {wording.listed(wording.table_name(table) for table in late) if len(late) <= MANY else wording.plural(len(late), 'table')}."
    if missing and len(missing) <= MANY:
        words += f" Not loaded: {wording.listed(wording.table_name(table) for table in missing)}."
    elif missing:
        words += f" {wording.plural(len(missing), 'table')} that indicators need {'is' if len(missing) == 1 else 'are'} not loaded."
    return words


def tabs(view, here, counts):
    """The views of this page, in the same place on each of them."""
    items = [
        html.Li(
            html.A(
                [label, html.Span(wording.number(counts[name]), className="count") if counts.get(name) else None],
                href=view.href(view=None if name == "tables" else name),
                id=f"show-{name}",
                **({"aria-current": "true"} if name == here else {}),
            )
        )
        for name, label in VIEWS.items()
    ]
    return html.Nav(html.Ul(items), className="tabs tabs-page", **{"aria-label": "What to show of the data"})
