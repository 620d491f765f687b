"""What others published, of any year: a funnel or a ranked strip of every authority, and the neighbours of both models side by side."""

from collections import Counter

from pandas import Timestamp

from dashboard import plain as html
from dashboard import shell, wording
from dashboard.indicator.authorities import a_funnel, a_strip, funnel_of
from dashboard.indicator.neighbours import (
    every_authority,
    neighbours_table,
    said_counts,
)
from dashboard.take_away import of_view, take_away
from metrics.comparison import authorities, own_period, published_days
from metrics.published import revision
from metrics.rounding import round_half_up


def others_view(indicator, view, snapshot, figure, comparison):
    if comparison is None:
        return html.P("Nobody publishes this for other authorities, so there is nothing to set it beside.", className="muted")
    day = chosen_day(indicator, view, snapshot)
    models = {model: snapshot.compared(indicator, day, model) for model in snapshot.reference.neighbour_models}
    chosen = snapshot.compared(indicator, day, model_of(view))
    everyone = everyone_on(indicator, snapshot, day)
    own = next((each for each in everyone if each.area == snapshot.authority.code), None)
    drawn = funnel_of(indicator, everyone, snapshot.authority.code)
    return html.Div(
        [
            html.Div(
                shell.choice("Published for", "year", year_options(indicator, view, snapshot), asked_year(indicator, view, snapshot)),
                className="within",
            ),
            html.P(standing(indicator, snapshot, chosen, day), className="story"),
            own_count(indicator, view, snapshot, own, day),
            revisions(indicator, snapshot, chosen),
            a_funnel(indicator, view, snapshot, figure, chosen, everyone, drawn)
            if drawn
            else a_strip(indicator, view, snapshot, figure, chosen, everyone),
            html.H2("Statistical neighbours, both models"),
            html.P(
                "Each model has its own measure of likeness. The mean and the median tell different stories where a few are far off.",
                className="small",
            ),
            html.Div(
                [
                    neighbours_table(indicator, model, at, models, is_chosen=view.compare.startswith("neighbours") and model == model_of(view))
                    for model, at in models.items()
                ],
                className="side-by-side",
            ),
            html.Details([html.Summary(f"Every authority, {wording.financial_year(day)}"), every_authority(indicator, chosen, everyone, drawn)]),
            take_away(
                f"{indicator.title}, every authority",
                of_view(view, f"others/{indicator.id}", year=view.asked("year"), limits=view.asked("limits"), compare=view.compare),
                image=True,
            ),
            html.P(html.A("The same by year, with each neighbour", href=view.href("/compare", indicator=indicator.compares_with, team=None), id="to-compare"), className="small"),
            html.P(sources(indicator, snapshot, everyone, day), className="small source"),
        ],
        className="trend",
    )


def everyone_on(indicator, snapshot, day):
    """Every authority, with what it had on a published day."""
    return snapshot.once(("authorities", indicator.compares_with, day), lambda: authorities(snapshot.reference, indicator.compares_with, day))


# -- the year ----------------------------------------------------------------------------------------


def model_of(view):
    return "2021" if view.compare == "neighbours-2021" else "2025"


def days_of(indicator, snapshot):
    key_ = indicator.compares_with
    return snapshot.once(("published days", key_), lambda: published_days(snapshot.reference, key_))


def asked_year(indicator, view, snapshot):
    """The year that the address asks for, where something is published for it, else "all": that of the period."""
    year = view.asked("year")
    return year if year in {str(day.year) for day in days_of(indicator, snapshot)} else "all"


def chosen_day(indicator, view, snapshot):
    """The published day shown: of the year asked for, else the latest at or before the period, else the earliest there is."""
    days = days_of(indicator, snapshot)
    year = asked_year(indicator, view, snapshot)
    if year != "all":
        return next(day for day in days if str(day.year) == year)
    return next((day for day in days if day <= view.period.end), days[-1])


def year_options(indicator, view, snapshot):
    usual = next((day for day in days_of(indicator, snapshot) if day <= view.period.end), days_of(indicator, snapshot)[-1])
    return [
        ("all", f"{wording.financial_year(usual)}, the latest by then"),
        *((str(day.year), wording.financial_year(day)) for day in days_of(indicator, snapshot)),
    ]


# -- sentences ---------------------------------------------------------------------------------------


def standing(indicator, snapshot, comparison, day):
    """Where the authority's own published figure stands among all of them, and what England, the region and the neighbours had."""
    name, own, year = snapshot.authority.short_name, comparison.own, wording.financial_year(day)
    if own.value is None:
        first = f"{name} has no published figure for {year}: {own.reason}."
    else:
        first = f"{name}’s published figure for {year} is {wording.value(indicator, own.value)}" + (
            f": {comparison.place.words}." if comparison.place else "."
        )
    known = [(each, said) for each, said in ((comparison.england, "England"), (comparison.region, comparison.region.name)) if each.value is not None]
    others = [f"{said} had {wording.value(indicator, each.value)}" for each, said in known]
    if comparison.neighbour_mean.value is not None:
        mean, middle = (wording.value(indicator, each.value) for each in (comparison.neighbour_mean, comparison.neighbour_median))
        others.append(
            f"{comparison.n_reporting} of {comparison.n_neighbours} neighbours ({comparison.model} model) a mean of {mean} and a median of {middle}"
        )
    return f"{first} {wording.listed(others)}." if others else first


def own_count(indicator, view, snapshot, own, day):
    """The authority's own count beside the one that was published for the same day; None where nothing was."""
    if own is None or own.value is None:
        return None
    period = own_period(indicator, day)
    known = period and snapshot.period(period.label, period.grain)
    figure = known and snapshot.figure(indicator.id, known)
    if figure is None or figure.value is None or figure.status != "ok":
        return html.P(f"These extracts give no settled figure for {of_day(indicator, day)} to set beside it.", className="small")
    sentence = beside_published(indicator, figure, own, day, publisher(snapshot, own.release))
    link = html.A("The rows of this figure", href=view.href(period=known.label, view="rows", team=None))
    return html.P([sentence, " ", link, "."], className="story own-count")


def revisions(indicator, snapshot, comparison):
    """How releases have revised the authority's figure and England's; None where they have not."""
    found = [(each.name, revised(indicator, each, snapshot)) for each in (comparison.own, comparison.england)]
    said = [f"{name}: {words[:1].lower()}{words[1:]}" for name, words in found if words]
    return html.P(" ".join(said), className="small revised") if said else None


def revised(indicator, published, snapshot):
    """How releases have revised a published figure, in a sentence; "" where they have not."""
    if published.period_end is None:
        return ""
    key = indicator.compares_with
    return revision(snapshot.reference.releases_of(key, published.period_end.year, published.area), snapshot.reference.published_indicator(key).decimals)


def beside_published(indicator, figure, own, day, publisher):
    """DfE published 139 (40.4) for 31 March 2025; these extracts now give 140 (40.7)."""
    decimals = wording_decimals(own.value)
    theirs, ours = (
        said_as(indicator, own.numerator, own.denominator, own.value),
        said_as(indicator, figure.numerator, figure.denominator, figure.value),
    )
    of = of_day(indicator, day)
    same_value = round_half_up(figure.value, decimals) == round_half_up(own.value, decimals)
    if not own.has_counts:
        return f"{publisher} published {theirs} for {of}, and these extracts give {'the same' if same_value else ours}."
    same_counts = figure.numerator == own.numerator and (indicator.is_rate or figure.denominator == own.denominator)
    if same_counts and same_value:
        return f"{publisher} published {theirs} for {of}, and these extracts give the same."
    if figure.numerator == own.numerator and indicator.is_rate:
        shown = wording.value(indicator, figure.value)
        return f"{publisher} published {theirs} for {of}; these extracts give the same number and {shown}: the populations differ."
    return f"{publisher} published {theirs} for {of}; these extracts now give {ours}."


def wording_decimals(value):
    """With how many decimal places a value was published: 100 with none, 40.4 with one."""
    return 0 if wording.whole(value) else 1


def said_as(indicator, numerator, denominator, value):
    """139 (40.4); 205 of 246 (83.3%); 765 children, 56.4 FTE (13.6); or the value alone."""
    shown = wording.value(indicator, value)
    counts = wording.number(numerator) if indicator.is_rate and numerator is not None else said_counts(indicator, numerator, denominator)
    return f"{counts} ({shown})" if counts else shown


def of_day(indicator, day):
    return wording.day(day) if indicator.shape in ("spells", "census") else f"the year to {wording.day(day)}"


def publisher(snapshot, release):
    found = snapshot.reference.releases
    names = found.loc[found["release"] == release, "publisher"]
    name = names.iloc[0] if len(names) else release
    return "DfE" if name == "Department for Education" else name


def sources(indicator, snapshot, everyone, day):
    """The releases that the figures were taken from, the one of most first, and what they are."""
    found = snapshot.reference.releases.set_index("release")
    names = []
    for release, _ in Counter(each.release for each in everyone).most_common():
        if release in found.index:
            row = found.loc[release]
            on = f" ({wording.day(Timestamp(row['published_on']))})" if row["published_on"] else ""
            names.append(f"{row['publisher']}, {row['publication'][:1].lower()}{row['publication'][1:]}{on}")
        else:
            names.append(release)
    described = snapshot.reference.published_indicator(indicator.compares_with)
    return f"Source: {'; '.join(names)}. {described.definition}."
