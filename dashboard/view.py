"""What a page shows, read from its URL: team, period, comparison, and how it is shown.

Every value is checked against what there is; what is unknown is ignored, never an error. Only what the
URL said is carried from page to page, so a bare link always means "the latest".
"""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from urllib.parse import quote, quote_plus

from flask import abort, request

from dashboard.snapshot import GRAINS, WHOLE, Period

COMPARISONS = ("neighbours", "neighbours-2021", "region", "england")
SHOWS = ("chart", "table", "change", "teams", "others", "kinds", "rows", "changes")
CARRIED = ("team", "period", "compare", "share")


def one(query, name):
    """A query value as text; the first where a link says it twice; "" where it does not say."""
    value = query.get(name) or ""
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    return str(value).strip()


_quoted, _plus = lru_cache(4096)(quote), lru_cache(4096)(quote_plus)  # a page says the same few words in hundreds of links


def _encoded(query):
    """What `urllib.parse.urlencode` makes of it, after a question mark; "" of nothing."""
    return "?" + "&".join([f"{_plus(name)}={_plus(str(value))}" for name, value in query.items()]) if query else ""


@dataclass(frozen=True)
class View:
    path: str
    team: str = WHOLE
    period: Period | None = None
    compare: str = COMPARISONS[0]
    share: bool = False  # for people outside: small numbers hidden
    show: str = SHOWS[0]
    sort: str = ""
    page: int = 1
    said: tuple = ()  # which of CARRIED the URL said
    query: tuple = ()  # everything else it said, for pages with choices of their own

    @classmethod
    def read(cls, snapshot, path, query):
        said = []
        team = one(query, "team")
        if team in snapshot.teams:
            said.append("team")
        else:
            team = WHOLE
        grain = one(query, "grain")
        period = snapshot.period(one(query, "period"))
        if period and grain in GRAINS and period.grain != grain:
            period = snapshot.same_time(period, grain)
        if period or grain in GRAINS:
            said.append("period")
        if not period:
            period = snapshot.default_period(grain if grain in GRAINS else "quarter")
        compare = one(query, "compare")
        if compare in COMPARISONS:
            said.append("compare")
        else:
            compare = COMPARISONS[0]
        share = one(query, "share") == "1"
        if share:
            said.append("share")
        show = one(query, "view")
        page = one(query, "page")
        return cls(
            path=path,
            team=team,
            period=period,
            compare=compare,
            share=share,
            show=show if show in SHOWS else SHOWS[0],
            sort=one(query, "sort"),
            page=max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1,
            said=tuple(said),
            query=tuple((name, one(query, name)) for name in query),
        )

    @classmethod
    def of_file(cls, snapshot, **choices):
        """What the address of a file asks for; 404 where there is no such team: never the figures of everyone under its name."""
        view = cls.read(snapshot, request.path, {**request.args.to_dict(), **choices})
        if view.unknown_team:
            abort(404)
        return view

    @property
    def unknown_team(self):
        """What the URL calls a team and is none, so that everyone is shown; "" where it says none, all, or one there is."""
        said = self.asked("team")
        return said if said not in ("", "all", self.team) else ""

    def asked(self, name):
        """A choice of the page's own, as the URL said it."""
        return dict(self.query).get(name, "")

    def carried(self):
        values = {"team": self.team, "period": self.period and self.period.label, "compare": self.compare, "share": "1"}
        return {name: values[name] for name in CARRIED if name in self.said and values[name]}

    def href(self, path=None, anchor="", **choices):
        """A link to a page with this view's choices; `None` or "" among `choices` leaves one out."""
        link = _quoted(path if path is not None else self.path)
        if choices:
            query = {name: value for name, value in {**self.carried(), **choices}.items() if value not in (None, "")}
            link += _encoded(query)
        else:
            link += self._carried_query
        return link + (f"#{anchor}" if anchor else "")

    @cached_property
    def _carried_query(self):
        """What most links end with; a scorecard has hundreds."""
        return _encoded(self.carried())

    def on(self, team):
        """The same view of another team."""
        return replace(self, team=team, said=tuple({*self.said, "team"}))
