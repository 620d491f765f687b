"""What the address asks of the page of comparisons: which published indicator, year, neighbours, region, order; and what is in it."""

from dataclasses import dataclass
from functools import cached_property

from dashboard import wording
from metrics.among import OTHER, among, over_years, published, ranked, theme_of
from metrics.comparison import comparators
from metrics.indicator import THEMES

ALL = "all"
ORDERS = {ALL: "By theme", "worst": "Worst place first", "best": "Best place first", "lost": "Most places lost first", "gained": "Most places gained first"}
LISTS = {"neighbours": "Neighbours", "region": "Region", "all": "All authorities"}


@dataclass(frozen=True)
class Shown:
    """A published indicator with the words that indicators have, so that its figures are written as theirs."""

    id: str
    title: str
    unit: str
    decimals: int
    good: str | None
    compares_with: str
    definition: str
    basis: str
    counts: str = ""

    @property
    def is_rate(self):
        return self.unit == "per 10,000"

    @property
    def measured(self):
        """What a value is: percent, at 31 March; per 10,000, year to 31 March."""
        unit = {"score": "average score", "children per FTE": "cases per FTE"}.get(self.unit, self.unit)
        return f"{unit}, {self.basis}"


def shown(about):
    unit = {"cases per FTE": "children per FTE"}.get(about.unit, about.unit)
    return Shown(about.indicator, about.label, unit, about.decimals, about.better, about.indicator, about.definition, about.basis)


class Asked:
    """What is unknown is not followed, and said: `unknown` has a sentence for each."""

    def __init__(self, view, snapshot):
        self.view, self.snapshot, self.reference = view, snapshot, snapshot.reference
        self.unknown = []
        models = self.reference.neighbour_models
        self.usual_model = "2021" if view.compare == "neighbours-2021" and "2021" in models else models[0]
        self.model = self.known("model", models, "There is no such model of neighbours.") or self.usual_model
        self.regions = {area.code: area.short_name for area in self.reference.areas.itertuples() if area.level in ("region", "sub-region")}
        self.region = self.known("region", self.regions, "There is no such region.") or snapshot.authority.region_code
        self.key = self.known("indicator", self.of_key, "The address names an indicator that is not published. These are all that are.")
        self.order = self.known("order", ORDERS, "") or ALL
        self.list = self.known("list", LISTS, "") or "neighbours"
        years = {str(year) for year in (self.years_of(self.key) if self.key else self.all_years)}
        said = f"Nothing is published for the year that the address names: {'the latest is' if self.key else 'the latest figures are'} shown."
        year = self.known("year", years, said)
        self.year = int(year) if year else None

    def known(self, name, allowed, otherwise):
        """The value that the address has for a choice; "" where it has none, or none that there is."""
        said = self.view.asked(name)
        if said in ("", ALL) or said in allowed:
            return said if said in allowed else ""
        self.unknown += [otherwise] if otherwise else []
        return ""

    # -- what there is -------------------------------------------------------------------------------

    @property
    def of_key(self):
        """key -> Published, of every published indicator there are figures of, theme by theme."""
        return self.snapshot.once("compare: published", self._of_key)

    def _of_key(self):
        found = {}
        for about in self.reference.published_indicators:
            is_ratio = any(indicator.is_ratio for indicator in self.ours.get(about.indicator, ()))
            found[about.indicator] = published(self.reference, about.indicator, self.snapshot.authority.code, is_ratio)
        order = [*THEMES, OTHER]
        return {key: found[key] for key in sorted(found, key=lambda key: order.index(self.theme(key))) if found[key].days}

    @cached_property
    def ours(self):
        """key -> our own indicators that compare with it."""
        found = {}
        for indicator in self.snapshot.indicators.values():
            if indicator.compares_with:
                found.setdefault(indicator.compares_with, []).append(indicator)
        return found

    def theme(self, key):
        own = self.ours.get(key)
        return own[0].theme if own else theme_of(key)

    def years_of(self, key):
        return [day.year for day in reversed(self.of_key[key].days)]

    @property
    def all_years(self):
        return sorted({day.year for of in self.of_key.values() for day in of.days}, reverse=True)

    # -- figures, each made once for a snapshot -----------------------------------------------------------

    def day(self, key):
        """The day shown: of the year asked for, else the latest; None where nothing is published for it."""
        return self.of_key[key].day_of(self.year)

    def among(self, key):
        day = self.day(key)
        if day is None:
            return None
        return self.snapshot.once(("compare: among", key, day, self.model), lambda: among(self.reference, self.of_key[key], day, self.model))

    def ranked(self, key):
        day = self.day(key)
        return self.snapshot.once(("compare: ranked", key, day), lambda: ranked(self.reference, self.of_key[key], day))

    def over_years(self, key):
        return self.snapshot.once(("compare: years", key, self.model), lambda: over_years(self.reference, self.of_key[key], self.model))

    def comparison(self, key, day, model):
        return self.snapshot.once((key, day, model), lambda: comparators(self.reference, key, self.snapshot.authority.code, day, model))

    def of_region(self, key, day):
        """What the region chosen had on a day; None where that is not published."""
        return self.reference.published_on(key, day)[1].get(self.region, (None, "", ""))[0]

    # -- words and links -----------------------------------------------------------------------------------

    @property
    def region_name(self):
        return self.regions[self.region]

    def href(self, path="/compare", anchor="", **choices):
        """A link that keeps what this page was asked."""
        kept = {name: self.view.asked(name) for name in ("indicator", "year", "model", "region", "order", "list")}
        kept = {name: value for name, value in kept.items() if value not in ("", ALL)}
        kept["year"] = self.year
        return self.view.href(path, anchor, **{**kept, **choices})

    def year_words(self, year):
        """A reporting year among indicators that end in March and in September."""
        return f"{wording.financial_year(year)}, workforce {wording.MONTHS[8][:3]}{wording.NBSP}{year}"

    def year_of_one(self, year):
        return wording.financial_year(self.of_key[self.key].day_of(year))
