"""The authority among its neighbours, its region and all authorities: every published indicator, and each on its own, of any year."""

import dash

from dashboard import sharing, shell
from dashboard.compare.asked import ALL, ORDERS, Asked, shown
from dashboard.compare.images import sheets
from dashboard.compare.one import downloads, one
from dashboard.compare.overview import n_tables, overview
from dashboard.plain import A, Div, Nav, P, Span

dash.register_page(__name__, path="/compare", name="Compare", title=f"Compare · {shell.NAME}", order=2.1)


@shell.page(for_sharing=True)
def layout(view, snapshot):
    asked = Asked(view, snapshot)
    unknown = [P(said, className="notice") for said in asked.unknown]
    if not asked.of_key:
        return [shell.heading("Compare", "There are no published figures in the reference folder, so there is nothing to compare with.")]
    if not asked.key:
        name = snapshot.authority.short_name
        lead = f"{name} among its neighbours, its region and all authorities, in everything that is published of them. What these extracts give is on the scorecard."
        return [shell.heading("Compare", lead), *unknown, choices(asked), *overview(asked), downloads(asked, "all", "every published indicator", n_tables=n_tables(asked), n_parts=len(sheets(asked)))]
    indicator = shown(asked.of_key[asked.key].about)
    crumbs = Nav([A("Compare", href=asked.href(indicator=None, list=None), id="back"), " / ", Span(asked.theme(asked.key))], className="crumbs", **{"aria-label": "You are here"})
    return [
        shell.heading(indicator.title, f"{indicator.definition}. {indicator.measured[:1].upper()}{indicator.measured[1:]}.", above=crumbs),
        *unknown,
        choices(asked),
        *(one(asked) if asked.day(asked.key) is not None else ()),
    ]


def choices(asked):
    """What to show, each in the address."""
    years = asked.years_of(asked.key) if asked.key else asked.all_years
    words = asked.year_of_one if asked.key else asked.year_words
    region = asked.snapshot.authority.region_code
    offered = [
        ("Year", "year", [(ALL, "The latest" if asked.key else "The latest of each"), *((str(year), words(year)) for year in years)]),
        ("Neighbours", "model", [(ALL if each == asked.usual_model else each, f"{each} model") for each in asked.reference.neighbour_models]),
        ("Region", "region", [(ALL if code == region else code, name) for code, name in asked.regions.items()]),
    ]
    if asked.key:
        offered.insert(0, ("Published indicator", "indicator", [(key, of.about.label) for key, of in asked.of_key.items()]))
    else:
        offered.append(("Order", "order", list(ORDERS.items())))
    return Div([*(chosen(asked, *each) for each in offered), sharing.switch(asked.view)], className="compare-choices", role="group", **{"aria-label": "What to compare"})


def chosen(asked, label, name, options):
    """A choice that stands at what the address says, also where that is not known or need not be said: the browser takes anything else for a new choice."""
    at = str({"year": asked.year, "model": asked.model, "region": asked.region, "order": asked.order, "indicator": asked.key}[name])
    said, known = asked.view.asked(name), dict(options)
    value = at if at in known else ALL
    if said not in ("", ALL) and said not in known:
        if said == at:  # what is shown without being said
            options, value = [(said if key == ALL else key, words) for key, words in options], said
        else:
            options, value = [(said, "Not known"), *options], said
    return shell.choice(label, name, options, value)
