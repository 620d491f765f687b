"""The words an indicator is declared in: see any file in metrics/indicators.

    @proportion(
        title="Re-referrals within 12 months",
        question="Are children coming back because the first response did not hold?",
        ...
    )
    def rereferrals_12m(tables): ...

`count`, `proportion`, `rate` and `average` differ in what a figure's numerator is set against. A declaration that
cannot work is refused on construction, with the name of the offender.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass

#: The order of the pages and lists.
THEMES = (
    "Front door", "Assessment and planning", "Child protection", "Children in care", "Care leavers", "Court and permanence", "Workforce",
    "Practice quality", "Voice and complaints", "Early help", "Special educational needs",
)  # fmt: skip

#: Each unit, and the decimal places its values are shown with unless the declaration says otherwise.
UNITS = {"count": 0, "percent": 1, "per 10,000": 1, "children per FTE": 1, "weeks": 1, "days": 0}

#: How a figure's rows are placed in time; the twelve months are an event rate's.
SHAPES = ("events", "events, 12 months", "spells", "census")

POPULATION = "children aged 0 to 17"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Indicator:
    """An indicator's definition, and the function that turns tables into its cohort.

    `needs` and `may_use` say which columns of which tables the function is handed; without one that it needs, the
    figure is `not loaded`. The team and where each row came from are always handed over. The first table that it
    needs is the one whose rows are counted. `settings` are the local practice standards that it goes by, of
    data/reference/settings.csv.
    """

    function: Callable
    title: str
    question: str
    theme: str
    good: str | None
    unit: str
    shape: str
    counts: str
    of: str
    needs: Mapping[str, tuple[str, ...]]
    source: str
    may_use: Mapping[str, tuple[str, ...]]
    settings: tuple[str, ...]
    is_ratio: bool
    looks_back_months: int
    matures: str | None
    compares_with: str | None
    published: str | None
    decimals: int | None
    order: int

    @property
    def id(self) -> str:
        return self.function.__name__

    @property
    def definition(self) -> str:
        """The decisions at the edges, in the function's own words."""
        return inspect.getdoc(self.function)

    @property
    def is_rate(self) -> bool:
        return self.unit == "per 10,000"

    @property
    def is_rolling(self) -> bool:
        """Whether each figure looks over twelve months, and so shares most of what it counts with the one before."""
        return self.shape == "events, 12 months" or (self.shape == "census" and self.looks_back_months >= 12)

    @property
    def has_denominator(self) -> bool:
        return self.unit != "count"

    def __call__(self, *arguments):
        return self.function(*arguments)

    def __repr__(self):
        return f"<Indicator {self.id}>"

    def __post_init__(self):
        if self.decimals is None:
            object.__setattr__(self, "decimals", UNITS.get(self.unit))
        for word in ("title", "question", "counts", "source"):
            self._check(_is_words(getattr(self, word)), f"{word}={getattr(self, word)!r} says nothing. Put it in plain words.")
        for word in ("matures", "compares_with", "published"):
            value = getattr(self, word)
            self._check(value is None or _is_words(value), f"{word}={value!r} says nothing. Put it in words, or leave it out.")
        self._check(_is_words(self.function.__doc__), "no docstring. Say what is counted, then the decisions at the edges.")
        self._check(self.theme in THEMES, f"theme={self.theme!r} is none of {', '.join(THEMES)}.")
        self._check(
            self.good in ("low", "high", None),
            f"good={self.good!r} is not 'low', 'high' or None. Say which way is better, or None where neither is.",
        )
        self._check(self.unit in UNITS, f"unit={self.unit!r} is none of {', '.join(UNITS)}.")
        self._check(self.shape in SHAPES, f"shape={self.shape!r} is none of 'events', 'spells', 'census'.")
        self._check(
            _is_words(self.of) if self.has_denominator else not self.of,
            f"of={self.of!r}. A count has none; any other indicator says what its numerator is set against.",
        )
        self._check(_is_whole(self.decimals), f"decimals={self.decimals!r} is not a whole number from 0.")
        self._check(_is_whole(self.looks_back_months), f"looks_back_months={self.looks_back_months!r} is not a whole number from 0.")
        self._check(
            not self.looks_back_months or self.shape in ("events", "census"),
            "looks_back_months is for events and a census. Spells need only their day, an event rate its 12 months.",
        )
        self._check(bool(self.needs), "needs is empty. Name the tables and columns it reads.")
        for word in ("needs", "may_use"):
            self._check_columns(word, getattr(self, word))
        self._check_function()

    def _check_columns(self, word, tables):
        for table, columns in tables.items():
            self._check(
                isinstance(columns, tuple) and all(_is_words(column) for column in columns),
                f"{word}[{table!r}]={columns!r} is not a tuple of column names. "
                "One column is written with a comma after it: ('received_at',).",
            )
        twice = [f"{table}.{column}" for table in self.needs for column in self.needs[table] if column in self.may_use.get(table, ())]
        self._check(not twice, f"{', '.join(twice)} is both in needs and in may_use. Keep it in one.")

    def _check_function(self):
        wanted = ["tables", "day"] if self.shape == "census" else ["tables"]
        found = list(inspect.signature(self.function).parameters)
        self._check(found == wanted, f"takes ({', '.join(found)}), but one of shape {self.shape!r} takes ({', '.join(wanted)}).")

    def _check(self, holds: bool, fault: str):
        if not holds:
            raise ValueError(f"{self.id}: {fault}")


def _is_words(value) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_whole(value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _declare(unit, *, title, question, theme, good, counts, needs, source, of="", shape="events", may_use=None, settings=(),
             is_ratio=False, looks_back_months=0, matures=None, compares_with=None, published=None, decimals=None, order=100):  # fmt: skip
    def decorate(function: Callable) -> Indicator:
        return Indicator(
            function=function, title=title, question=question, theme=theme, good=good, unit=unit, shape=shape,
            counts=counts, of=of, needs=needs, source=source, may_use=may_use or {}, settings=tuple(settings), is_ratio=is_ratio,
            looks_back_months=looks_back_months,
            matures=matures, compares_with=compares_with, published=published, decimals=decimals, order=order,
        )  # fmt: skip

    return decorate


def count(**declaration):
    """A number of rows. Zero is a figure like any other."""
    return _declare("count", **declaration)


def proportion(**declaration):
    """A percentage: of the cohort's rows (or of what they weigh), those that meet the condition."""
    return _declare("percent", **declaration)


def ratio(**declaration):
    """So much of one thing to each hundred of another, such as days lost of days available: it has no interval, and may pass 100."""
    return _declare("percent", is_ratio=True, **declaration)


def rate(*, shape: str = "events", of: str = POPULATION, **declaration):
    """Rows per 10,000 children of the area: events of the 12 months to the period's end, or spells open on its last day."""
    return _declare("per 10,000", shape="events, 12 months" if shape == "events" else shape, of=of, **declaration)


def average(*, unit: str = "children per FTE", **declaration):
    """So many of one thing to each of another, such as children to a full-time post, or weeks to a case: then with the median."""
    return _declare(unit, **declaration)
