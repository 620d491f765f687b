"""Which indicators the scorecard shows, in which order and with which columns, read from its address; what is unknown is ignored."""

from functools import cached_property

from dashboard import cells, wording
from dashboard.scorecard.columns import COLUMNS, offered, usual

#: The judgements to choose from, in words of an address.
JUDGEMENTS = {
    "not met": ("not met", False),
    "near": ("near", False),
    "met": ("met", False),
    "reliably": ("met", True),
    "too few": ("too few", False),
    "none": None,
}
OF_REAL = ("concern", "up", "down", "improvement", "common")


def by_judgement(line):
    return None if line.judgement is None else ("not met", "near", "met", "too few").index(line.judgement[0]) + line.judgement[1] / 2


def by_real(line):
    return OF_REAL.index(line.found.variation) if line.is_shown and line.found.variation else None


def by_change(line):
    """The change on the period before as a share of it, so that units can be set side by side; better is more."""
    if not line.indicator.good or wording.change(line.indicator, line.figure, line.before) is None:
        return None
    change = (line.figure.value - line.before.value) / (abs(line.before.value) or 1)
    return change if line.indicator.good == "high" else -change


def by_place(line):
    return None if line.place is None or not line.place.better else -line.place.rank / line.place.of


#: name in the address: (what sorts, in words, and the other way round). What it does not apply to comes last both ways.
ORDERS = {
    "name": (lambda line: line.indicator.title.casefold(), "Name, A to Z", "Name, Z to A"),
    "judgement": (by_judgement, "Judgement, worst first", "Judgement, best first"),
    "change": (by_change, "Change, worst first", "Change, best first"),
    "real": (by_real, "Is it real, concerns first", "Is it real, concerns last"),
    "place": (by_place, "Among authorities, worst first", "Among authorities, best first"),
}


class Choices:
    """What the address asks of the scorecard. `href` is a link to it with every choice kept but those named."""

    def __init__(self, view, snapshot):
        self.view = view
        self.theme = view.asked("theme") if view.asked("theme") in snapshot.themes else ""
        self.judgement = view.asked("judgement") if view.asked("judgement") in JUDGEMENTS else ""
        self.attention = view.asked("attention") == "1"
        self.sort = view.sort if view.sort.removeprefix("-") in ORDERS else ""
        self.offered = offered(view)
        self.usual = [name for name in usual(view) if name in self.offered]
        asked = view.asked("columns").split(",")
        known = [name for name in self.offered if name in asked]
        self.columns = known if known or asked == ["none"] else self.usual

    def href(self, path=None, anchor="", **changes):
        return self.view.href(path, anchor, **{**self.kept, **changes})

    @cached_property
    def kept(self):
        return {
            "theme": self.theme,
            "judgement": self.judgement,
            "attention": "1" if self.attention else "",
            "sort": self.sort,
            "columns": self.said(self.columns),
        }

    def said(self, columns):
        """Columns as the address has them: nothing for the usual ones."""
        return "" if columns == self.usual else ",".join(columns) or "none"

    def toggled(self, name):
        """A link to the same with one column more, or less."""
        return self.href(columns=self.said([other for other in self.offered if (other in self.columns) != (other == name)]))

    def reordered(self, name):
        """A link to the same sorted by a column; the other way round where it is so already."""
        return self.href(sort=f"-{name}" if self.sort == name else name)

    @property
    def is_narrowed(self):
        return bool(self.theme or self.judgement or self.attention)

    @property
    def shown(self):
        return [COLUMNS[name] for name in self.columns]

    def keeps(self, line):
        """Whether a line is among those asked for."""
        if self.theme and line.indicator.theme != self.theme:
            return False
        if self.judgement and line.judgement != JUDGEMENTS[self.judgement]:
            return False
        return not self.attention or bool(line.attention)

    def ordered(self, lines):
        """The lines in the order asked for; as they are where none is."""
        if not self.sort:
            return lines
        key = ORDERS[self.sort.removeprefix("-")][0]
        keyed = [(key(line), line) for line in lines]
        known = sorted((pair for pair in keyed if pair[0] is not None), key=lambda pair: pair[0], reverse=self.sort.startswith("-"))
        return [line for _, line in known] + [line for value, line in keyed if value is None]

    # -- the controls ----------------------------------------------------------------------------

    def theme_options(self, snapshot):
        return [("all", "All themes"), *((theme, theme) for theme in snapshot.themes)]

    def judgement_options(self, lines):
        n = {name: sum(line.judgement == judgement for line in lines) for name, judgement in JUDGEMENTS.items()}
        return [("all", "All judgements"), *((name, f"{judgement_word(name)} ({n[name]})") for name in JUDGEMENTS)]

    def sort_options(self):
        pairs = [(name, words) for name, (_, *words) in ORDERS.items()]
        return [("all", "Theme"), *(option for name, words in pairs for option in ((name, words[0]), (f"-{name}", words[1])))]


def judgement_word(name):
    judgement = JUDGEMENTS[name]
    if judgement is None:
        return "No judgement"
    return wording.RELIABLY if judgement[1] else wording.JUDGEMENTS[judgement[0]]


def in_words(lines):
    """(word, how many) of each judgement that there is, worst first."""
    found = [(judgement_word(name) if judgement else "without a judgement", sum(line.judgement == judgement for line in lines)) for name, judgement in JUDGEMENTS.items()]
    return [(word, n) for word, n in found if n]


def counted(lines):
    """(name, chip, how many) of each judgement that there is, worst first."""
    found = []
    for name, judgement in JUDGEMENTS.items():
        n = sum(line.judgement == judgement for line in lines)
        if n and judgement:
            found.append((name, cells.chip(*judgement), n))
    return found
