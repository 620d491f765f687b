"""What does not come from extracts: the authority, targets, teams, neighbours, populations, published figures.

All of it is small CSV files in `data/reference/`, which people edit in a spreadsheet. So a file is
checked when it is read, and a fault is named by file, row and what belongs there. Days may be
written 2024-03-31 or 31/03/2024. `data/reference/SOURCES.md` says where each file comes from.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from metrics.comparison import BASES, DIRECTIONS, SYMBOLS, Target, comparators
from metrics.events import COLUMNS as EVENT_COLUMNS
from metrics.events import FILE as EVENTS
from metrics.events import Event, concerning, read_events
from metrics.periods import Period, period
from metrics.plan import COLUMNS as PLAN_COLUMNS
from metrics.plan import Plan, read_plan
from metrics.published import Brought, Populations, Release, Released, newest, order_of, worked_out

LEVELS = ("la", "region", "sub-region", "country", "former la")
UNITS = ("percent", "per 10,000", "cases per FTE", "score")
YEAR_ENDS = {"31 March": (3, 31), "30 September": (9, 30)}

# Every file, and the columns it must have. neighbours_<model>.csv may be added for other models.
FILES = {
    "authority.csv": ("code",),
    "authorities.csv": ("code", "name", "short_name", "level", "region_code"),
    "populations.csv": ("area", "mid_year", "children_0_17"),
    "published.csv": ("indicator", "year", "area", "value", "numerator", "denominator", "symbol", "release", "note"),
    "published_earlier.csv": ("indicator", "year", "area", "value", "symbol", "release"),
    "published_indicators.csv": (
        "indicator", "label", "unit", "basis", "year_ends", "better", "decimals", "definition", "source",
    ),
    "releases.csv": ("release", "publication", "publisher", "published_on", "remark"),
    "targets.csv": ("indicator", "team", "from", "to", "target", "direction", "tolerance", "basis", "source"),
    "teams.csv": ("alias", "team", "service_area"),
    "codes.csv": ("table", "column", "text", "code"),
    "pseudo_workers.csv": ("name",),
    "settings.csv": ("setting", "value", "unit", "title", "source"),
    "rebasing.csv": ("indicator", "team", "from", "reason", "noted_on"),
    EVENTS: EVENT_COLUMNS,
    "trajectories.csv": (
        "indicator", "team", "year", "baseline", "baseline_on", "q1", "q2", "q3", "q4", "direction", "tolerance", "source",
    ),
    "bank_holidays.csv": ("on", "name"),
    **PLAN_COLUMNS,
}  # fmt: skip
CONTACT = "accessibility_contact"  # the one setting that is words
NEIGHBOURS = re.compile(r"neighbours_(\w+)\.csv")
NEIGHBOUR_COLUMNS = ("area", "rank", "neighbour", "closeness")


class BadReference(ValueError):
    """A reference file that cannot be used; the message says where, and what belongs there."""


@dataclass(frozen=True)
class Area:
    """An authority, a region or England. `short_name` is the name as people say it."""

    code: str
    name: str
    short_name: str
    level: str
    region_code: str


@dataclass(frozen=True)
class Authority:
    """The authority whose extracts these are."""

    code: str
    name: str
    short_name: str
    region_code: str
    region_name: str


@dataclass(frozen=True)
class PublishedIndicator:
    """What a published figure is. `better` is "high", "low" or None; `source` a release."""

    indicator: str
    label: str
    unit: str
    basis: str
    year_ends: str
    better: str | None
    decimals: int
    definition: str
    source: str


@dataclass(frozen=True)
class Rebasing:
    """From which day the limits of a control chart start anew, who is to know why, and when that was noted."""

    indicator: str
    team: str
    from_on: pd.Timestamp
    reason: str
    noted_on: pd.Timestamp | None


@dataclass(frozen=True)
class Trajectory:
    """The way to a target, as improvement plans write it: where it began, and what each quarter's end should see.

    `steps`: from_on, to_on and the value aimed at, a step for each quarter that has one; `targets` of Reference are these.
    """

    indicator: str
    team: str
    baseline: float | None
    baseline_on: pd.Timestamp | None
    direction: str
    steps: tuple[tuple[pd.Timestamp, pd.Timestamp, float], ...]
    source: str


class Reference:
    """Everything in the reference folders. Read once; never changed.

    `areas`: code, name, short_name, level (la, region, sub-region, country, former la), region_code.
    `teams`: alias, team, service_area. `codes`: what stands in a table's coded cells ("" for every table) and the code it means.
    `settings`: local practice standards by name, such as the working days between visits; `settings_in_words`: each as a sentence. One that the
    authority's own file leaves out is the usual one, and says so. `contact`: whom to tell of what is not accessible; "" where nobody was named.
    `pseudo_workers`: names, folded, that are no worker's: a duty desk, a queue, a team. `releases`: release, publication, publisher, published_on, remark.
    `bank_holidays`: days that are no working days beyond those already known. `plan`: the improvement plan, as metrics.plan has it.

    `brought` is what files of published figures, loaded since, add to populations, releases and published figures.
    """

    def __init__(self, files: dict[str, Path], brought: Brought | None = None, usual: Path | None = None):
        self._files, self._usual = files, usual or files["settings.csv"]
        self._brought = brought or Brought()
        self._cache: dict = {}
        self._read_areas()
        self._read_authority()
        self._read_populations()
        self._read_neighbours()
        self._read_published_indicators()
        self._read_teams()
        self._read_codes()
        self._read_pseudo_workers()
        self._read_settings()
        self._read_bank_holidays()
        self._read_targets()
        self._read_trajectories()
        self._read_rebasings()
        self.every_event: tuple[Event, ...] = read_events(self._each)
        self.plan: Plan = read_plan(self._each)

    @classmethod
    def read(cls, *folders: Path, brought: Brought | None = None) -> Reference:
        """The files of the first folder, each replaced by one of the same name in a later folder.

        Later folders need not exist. A CSV file under a name that is none of ours is an error: it
        was meant to change something, and would not.
        """
        files: dict[str, Path] = {}
        for folder in map(Path, folders):
            for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
                if path.name not in FILES and not NEIGHBOURS.fullmatch(path.name):
                    known = ", ".join(sorted(FILES))
                    raise BadReference(
                        f"{path}: no reference file has this name. Expected {known} or neighbours_MODEL.csv."
                    )
                files[path.name] = path
        missing = [name for name in FILES if name not in files]
        if missing:
            looked = ", ".join(map(str, folders))
            raise BadReference(
                f"{missing[0]}: not found in {looked}. Every reference file is needed; a header alone will do."
            )
        return cls(files, brought, usual=next(path for folder in map(Path, folders) if (path := folder / "settings.csv").exists()))

    # Areas

    def area(self, code: str) -> Area:
        """The area of this code. KeyError, with the code, where there is none."""
        return self._areas[code]

    @property
    def authority_codes(self) -> frozenset[str]:
        """Every authority, those that have been replaced included."""
        return self._authority_codes

    # Populations

    def population(self, area: str, financial_year_end: int) -> tuple[int | None, int | None]:
        """Children aged 0 to 17, and the mid-year of the estimate, for the financial year ending in March of a year.

        That is the mid-year before, as DfE has it; where it is not yet published, the latest there
        is. (None, None) where there is none that early, or none at all.
        """
        years = self._populations.get(area, {})
        mid_year = max((year for year in years if year < financial_year_end), default=None)
        return years.get(mid_year), mid_year

    # Neighbours

    def neighbours(self, area: str, model: str = "2025") -> list[str]:
        """Codes of the statistical neighbours, closest first; empty for an area without any."""
        if model not in self._neighbours:
            raise BadReference(
                f"neighbours_{model}.csv: not found. There is a model {' and a model '.join(self._neighbours)}."
            )
        return list(self._neighbours[model].get(area, ()))

    # Targets

    def targets(self, indicator: str, team: str, on) -> Target | None:
        """The target that a team (or "", the whole authority) has on a day.

        A team without one of its own has the authority's: its `Target.team` is then "". A target
        relative to England or the neighbours' mean is the latest published figure at or before the
        day, the harder one where it is both; before there is one, there is no target.
        """
        of_teams = self._targets.get(indicator)
        if of_teams is None:
            return None
        day = pd.Timestamp(on)
        for whose in dict.fromkeys((_folded(team), "")):
            for _, target, relative_to in of_teams.get(whose, ()):
                if (target.from_on is None or target.from_on <= day) and (target.to_on is None or day <= target.to_on):
                    return self._beside_others(target, relative_to, day) if relative_to else target
        return None

    def _beside_others(self, target: Target, key: str, day: pd.Timestamp) -> Target | None:
        if (key, day) not in self._cache:  # asked for every team and period
            self._cache[key, day] = comparators(self, key, self.authority.code, day)
        others = self._cache[key, day]
        found = {"England": (others.england.value,), "neighbours": (others.neighbour_mean.value,)}
        values = [v for v in found.get(target.basis, (others.england.value, others.neighbour_mean.value)) if v is not None]
        if not values:
            return None
        hardest = max if target.direction in ("above", "or more") else min
        return replace(target, value=hardest(values), period_end=others.period_end)

    def trajectory(self, indicator: str, team: str, on) -> Trajectory | None:
        """The trajectory whose year holds a day, of a team or else of the authority; None where there is none."""
        day = pd.Timestamp(on)
        for whose in dict.fromkeys((_folded(team), "")):
            for found in self._trajectories.get((indicator, whose), ()):
                if found.steps[0][0] <= day <= found.steps[-1][1]:
                    return found
        return None

    # Rebasing

    def rebasings(self, indicator: str, team: str = "") -> tuple[Rebasing, ...]:
        """Where the control chart of an indicator and team ("" for the authority) starts anew, in order of time."""
        return tuple(self._rebasings.get((indicator, _folded(team)), ()))

    def events(self, indicator, team: str = "") -> tuple[Event, ...]:
        """What happened that belongs on the time line of an indicator and team ("" for the authority), in order of time."""
        return concerning(self.every_event, indicator, team)

    # Published figures

    def published_indicator(self, key: str) -> PublishedIndicator:
        """What a published figure is; KeyError, with the key, where there is none of that name."""
        return self._published_indicators[key]

    @property
    def published_indicators(self) -> tuple[PublishedIndicator, ...]:
        return tuple(self._published_indicators.values())

    def published(self, key: str) -> pd.DataFrame:
        """Every area's figures: period_end, area, value, numerator, denominator, symbol, release, note.

        `value` is empty where `symbol` says why (comparison.SYMBOLS has them in words).
        """
        self.published_indicator(key)
        frame = self._standing
        frame = frame[frame["indicator"] == key].drop(columns="indicator").reset_index(drop=True)
        return frame.assign(release=frame["release"].astype(object), note=frame["note"].astype(object).fillna(""))

    def releases_of(self, key: str, year: int, area: str) -> list[Released]:
        """What each release has given for one figure, oldest first; the last is the one that stands. Empty where there is none.

        `year` is the reporting year, in which the period ends.
        """
        self.published_indicator(key)
        rows = self._of_figure.get((key, int(year), area), ())
        return [Released(release, None if math.isnan(value) else value, symbol, note) for release, value, symbol, note in rows]

    def every_release(self, keys, only_standing: bool = False) -> pd.DataFrame:
        """What every release gives of some published indicators, the oldest first: the columns of published.csv and `stands`."""
        frame = self._all_releases
        frame = frame[frame["indicator"].isin(list(keys)) & (frame["stands"] | (not only_standing))]
        return frame[[*FILES["published.csv"], *([] if only_standing else ["stands"])]].reset_index(drop=True)

    def release_of(self, key: str, year: int | None = None, area: str | None = None) -> Release:
        """The release that a figure is from; without a year the newest of the area's, without an area England's. KeyError where there is no figure."""
        rows = self.published(key)
        rows = rows[rows["area"] == (area or self.england)]
        years = rows["period_end"].dt.year
        found = rows["release"][years == (years.max() if year is None else int(year))]
        if found.empty:
            raise KeyError((key, year, area))
        return self.release(found.iloc[-1])

    def release(self, name: str) -> Release:
        """A release by its name, `CLA 2025`. KeyError where there is none."""
        found = self.releases[self.releases["release"] == name]
        if found.empty:
            raise KeyError(name)
        one = found.iloc[0]
        return Release(name, one["publication"], one["publisher"], pd.Timestamp(one["published_on"]) if one["published_on"] else None, one["remark"])

    def published_on(self, key: str, on) -> tuple[pd.Timestamp | None, dict[str, tuple[float | None, str, str]]]:
        """The latest day at or before `on` with published figures, and by area: value, symbol, note."""
        by_day = self._cache.get(key)
        if by_day is None:
            by_day = self._cache[key] = {
                day: {
                    area: (None if math.isnan(value) else value, symbol, note)
                    for area, value, symbol, note in zip(
                        rows["area"], rows["value"], rows["symbol"], rows["note"], strict=True
                    )
                }
                for day, rows in self.published(key).groupby("period_end")
            }
        day = max((day for day in by_day if day <= pd.Timestamp(on)), default=None)
        return day, by_day.get(day, {})

    @cached_property
    def holdings(self) -> pd.DataFrame:
        """A row for each release, the newest first: release, publication, published_on, indicators (their labels), first_year, last_year, n_figures,
        n_standing (of them, those that no newer release has replaced), loaded_at ("" where it was shipped) and file."""
        labels = {key: about.label for key, about in self._published_indicators.items()}
        came, rows = {}, []
        if len(self._brought.releases):
            came = {r: (max(g["loaded_at"]), "; ".join(sorted(set(g["file"])))) for r, g in self._brought.releases.groupby("release")}
        for release, found in self._all_releases.groupby("release", sort=False):
            about = self.release(release) if release in set(self.releases["release"]) else Release(release, release, "", None, "")
            names = tuple(labels[key] for key in dict.fromkeys(found["indicator"]))
            rows.append((
                release, about.publication, about.published_on, names, found["year"].min(), found["year"].max(), len(found), int(found["stands"].sum()),
                *came.get(release, ("", "")), found["at"].iloc[0],
            ))  # fmt: skip
        names = ["release", "publication", "published_on", "indicators", "first_year", "last_year", "n_figures", "n_standing", "loaded_at", "file"]
        frame = pd.DataFrame([*rows, *self._population_holdings(came)], columns=[*names, "at"])
        frame["published_on"] = pd.to_datetime(frame["published_on"])
        return frame.sort_values(["at", "loaded_at"], ascending=False, kind="stable", ignore_index=True)[names]

    def _population_holdings(self, came: dict[str, tuple[str, str]]) -> Iterator[tuple]:
        for year, found, n_standing in self._populations_by_release.releases():
            release = f"ONS mid-{year}"
            when = came.get(release, ("", ""))
            about = f"Mid-year population estimates, mid-{year}"
            ends = found["mid_year"].min(), found["mid_year"].max()
            yield release, about, None, ("Children aged 0 to 17",), *ends, len(found), n_standing, *when, pd.Timestamp(year + 1, 7, 31)

    @cached_property
    def _standing(self) -> pd.DataFrame:
        """The figures that stand: one for each indicator, period and area, of the newest release that gives it."""
        if self._brought.figures.empty:
            usual = self._published["indicator"].map({key: about.source for key, about in self._published_indicators.items()})
            return self._published.assign(release=self._published["release"].astype(object).fillna(usual.astype(object)))
        frame = self._all_releases
        frame = frame[frame["stands"]].drop(columns=["stands", "at", "is_brought", "where_nothing_better", "empty_handed"])
        frame = frame.assign(indicator=frame["indicator"].astype("category"))
        return self._with_period_end(frame).sort_values(["indicator", "period_end", "area"], kind="stable", ignore_index=True)

    @cached_property
    def _all_releases(self) -> pd.DataFrame:
        """What every release gives for every figure, shipped or brought; see `metrics.published.newest`."""
        shipped = self._published.assign(year=self._published["period_end"].dt.year).drop(columns="period_end")
        usual = shipped["indicator"].map({key: about.source for key, about in self._published_indicators.items()})
        shipped["release"] = shipped["release"].astype(object).fillna(usual.astype(object))
        parts = [self._read_figures("published_earlier.csv"), shipped]
        brought = self._brought.figures
        if len(brought):
            known = brought["indicator"].isin(self._published_indicators.keys()) & brought["area"].isin(self._areas.keys())
            names = {area.code: area.name for area in self._areas.values()}
            brought = worked_out(brought[known & brought["year"].between(1990, 2100)], self._populations_by_release, self._published_indicators, names)
            parts.append(brought.assign(is_brought=True))
        texts = ["indicator", "area", "symbol", "release", "note"]
        parts = [part.astype({c: object for c in texts if c in part}) for part in parts]
        frame = pd.concat(parts, ignore_index=True).reindex(columns=[*texts, "year", "value", "numerator", "denominator", "is_brought", "where_nothing_better"])
        flags = {c: frame[c].eq(True) for c in ("is_brought", "where_nothing_better")}
        return newest(frame.assign(**flags, year=frame["year"].astype(int), note=frame["note"].fillna("")), order_of(self.releases, self._brought.releases))

    @cached_property
    def _of_figure(self) -> dict[tuple[str, int, str], list[tuple]]:
        frame = self._all_releases
        frame = frame[frame["stands"] | ~frame["empty_handed"]]
        found: dict[tuple[str, int, str], list[tuple]] = {}
        for indicator, year, area, *row in zip(*(frame[c] for c in ("indicator", "year", "area", "release", "value", "symbol", "note")), strict=True):
            found.setdefault((indicator, year, area), []).append(tuple(row))
        return found

    @cached_property
    def _published(self) -> pd.DataFrame:
        """published.csv, read when first wanted: it is large, and many commands never look at it."""
        return self._with_period_end(self._read_figures("published.csv"))

    def _with_period_end(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame with the day on which the reporting year ends in place of the year."""
        ends = {key: YEAR_ENDS[described.year_ends] for key, described in self._published_indicators.items()}
        month = frame["indicator"].map({key: end[0] for key, end in ends.items()}).astype(int)
        day = frame["indicator"].map({key: end[1] for key, end in ends.items()}).astype(int)
        period_end = pd.to_datetime(dict(year=frame["year"].astype(int), month=month, day=day)).astype("datetime64[us]")
        frame = frame.drop(columns="year")
        frame.insert(list(frame).index("indicator") + 1, "period_end", period_end)
        return frame

    def _read_figures(self, name: str) -> pd.DataFrame:
        """A large file of figures, checked; which row is at fault is looked for only where one is."""
        path = self._files[name]
        categories = dict.fromkeys(["indicator", "area", "symbol", "release", "note"], "category")
        numbers = dict.fromkeys(["value", "numerator", "denominator"], "float64")
        options = {"na_values": [""], "keep_default_na": False, "encoding": "utf-8-sig", "skip_blank_lines": False}
        try:
            frame = pd.read_csv(path, dtype={"year": "float64", **categories, **numbers}, **options)
        except (ValueError, UnicodeDecodeError):
            self._complain_of_figures(name)  # names the row; pandas does not
            raise
        if list(frame.columns) != list(FILES[name]):
            raise BadReference(_wrong_columns(path, FILES[name], frame.columns))
        frame["symbol"] = frame["symbol"].astype(object).fillna("")
        faulty = (
            ~frame["indicator"].isin(self._published_indicators.keys())
            | ~frame["area"].isin(self._areas.keys())
            | ~frame["year"].between(1990, 2100)
            | ~frame["symbol"].isin(["", *SYMBOLS])
            | (frame["value"].isna() != (frame["symbol"].isin(SYMBOLS.keys() - {"k"})))
            | frame.duplicated(_once_each(name))
        )
        if faulty.any():
            blank = frame.isna() | (frame == "")
            if not blank[faulty].all(axis=1).all():
                self._complain_of_figures(name)
            frame = frame[~faulty]
        return frame

    def _complain_of_figures(self, name: str) -> None:
        """Read slowly, row by row, and name the first that will not do."""
        seen: dict[tuple, int] = {}
        for row in _rows(self._files[name], FILES[name]):
            row.one_of("indicator", self._published_indicators, "an indicator of published_indicators.csv")
            row.one_of("area", self._areas, "a code of authorities.csv")
            year = row.whole("year")
            value = row.number("value", optional=True)
            for column in {"numerator", "denominator"} & set(FILES[name]):
                row.number(column, optional=True)
            symbol = row.one_of("symbol", ("", *SYMBOLS), f"one of {' '.join(SYMBOLS)}, or blank")
            if (value is None) != (symbol not in ("", "k")):
                row.fault("symbol", symbol, "a value, or else a symbol that says why there is none")
            once = _once_each(name)
            first = seen.setdefault(tuple(year if c == "year" else row[c] for c in once), row.number_in_file)
            if first != row.number_in_file:
                listed = f"{', '.join(once[:-1])} and {once[-1]}"
                row.fault("area", row["area"], f"one row for each {listed}; row {first} has these already")

    # Reading the small files

    def _each(self, name: str) -> Iterator[_Row]:
        return _rows(self._files[name], FILES[name])

    def _read_areas(self) -> None:
        self._areas: dict[str, Area] = {}
        for row in self._each("authorities.csv"):
            row.one_of("level", LEVELS, f"one of {', '.join(LEVELS)}")
            area = Area(
                row.text("code"), row.text("name"), row["short_name"] or row["name"], row["level"], row["region_code"]
            )
            if area.code in self._areas:
                row.fault("code", area.code, "a code once only")
            self._areas[area.code] = area
        path = self._files["authorities.csv"]
        for area in self._areas.values():
            if area.level != "country" and area.region_code not in self._areas:
                raise BadReference(
                    f"{path}: {area.code} is in region {area.region_code!r}, which the file does not have."
                )
        countries = [area.code for area in self._areas.values() if area.level == "country"]
        if len(countries) != 1:
            raise BadReference(f"{path}: {len(countries)} areas of level 'country'. Expected one, England.")
        self.england: str = countries[0]
        self.areas = pd.DataFrame(self._areas.values(), columns=list(Area.__dataclass_fields__))
        self._authority_codes = frozenset(a.code for a in self._areas.values() if a.level in ("la", "former la"))

    def _read_authority(self) -> None:
        chosen = list(self._each("authority.csv"))
        path = self._files["authority.csv"]
        if len(chosen) != 1:
            raise BadReference(
                f"{path}: {len(chosen)} rows under the heading. Expected one, the code of the authority."
            )
        wanted = _folded(chosen[0].text("code"))
        for area in self._areas.values():
            if area.level == "la" and wanted in (_folded(area.code), _folded(area.name), _folded(area.short_name)):
                region = self._areas[area.region_code]
                self.authority = Authority(area.code, area.name, area.short_name, region.code, region.name)
                return
        chosen[0].fault(
            "code",
            chosen[0]["code"],
            "the code or name of one of the authorities in authorities.csv, such as E06000019",
        )

    def _read_populations(self) -> None:
        self._populations: dict[str, dict[int, int]] = {}
        for row in self._each("populations.csv"):
            row.one_of("area", self._areas, "a code of authorities.csv")
            years = self._populations.setdefault(row["area"], {})
            year, children = row.whole("mid_year"), row.whole("children_0_17")
            if year in years:
                row.fault("mid_year", row["mid_year"], "a mid-year once only for each area")
            if children <= 0:
                row.fault("children_0_17", row["children_0_17"], "a number of children above zero")
            years[year] = children
        brought = self._brought.populations
        if len(brought):
            self._populations_by_release = Populations(self._populations, brought[brought["area"].isin(self._areas.keys())])
            self._populations = self._populations_by_release.newest
        else:
            self._populations_by_release = Populations(self._populations, brought)

    def _read_neighbours(self) -> None:
        self._neighbours: dict[str, dict[str, list[str]]] = {}
        for name in sorted(self._files, reverse=True):
            if not (match := NEIGHBOURS.fullmatch(name)):
                continue
            ranked: dict[str, dict[int, str]] = {}
            for row in _rows(self._files[name], NEIGHBOUR_COLUMNS):
                row.one_of("area", self._areas, "a code of authorities.csv")
                row.one_of("neighbour", self._areas, "a code of authorities.csv")
                ranks = ranked.setdefault(row["area"], {})
                rank = row.whole("rank")
                if rank in ranks or row["neighbour"] in ranks.values() or row["neighbour"] == row["area"]:
                    row.fault(
                        "neighbour",
                        row["neighbour"],
                        "each rank and each neighbour once for an area, and not the area itself",
                    )
                ranks[rank] = row["neighbour"]
            self._neighbours[match[1]] = {area: [ranks[r] for r in sorted(ranks)] for area, ranks in ranked.items()}

    @property
    def neighbour_models(self) -> list[str]:
        """The models there are, newest first."""
        return list(self._neighbours)

    def _read_published_indicators(self) -> None:
        releases = list(self._each("releases.csv"))
        self.releases = pd.DataFrame([row.cells for row in releases], columns=list(FILES["releases.csv"]))
        for _, one in self._brought.releases.drop_duplicates("release").iterrows() if len(self._brought.releases) else ():
            if one["release"] not in set(self.releases["release"]):
                named = (one["release"], one["publication"], one["publisher"], "", f"named from the file {one['file']}")
                self.releases.loc[len(self.releases)] = named
        known = set(self.releases["release"])
        self._published_indicators: dict[str, PublishedIndicator] = {}
        for row in self._each("published_indicators.csv"):
            row.one_of("unit", UNITS, f"one of {'; '.join(UNITS)}")
            row.one_of("year_ends", YEAR_ENDS, f"one of {', '.join(YEAR_ENDS)}")
            row.one_of("better", ("high", "low", ""), "high, low, or blank where neither is")
            row.one_of("source", known, "a release of releases.csv")
            fields = {name: row[name] for name in FILES["published_indicators.csv"]}
            fields |= {"better": row["better"] or None, "decimals": row.whole("decimals")}
            self._published_indicators[row.text("indicator")] = PublishedIndicator(**fields)

    def _read_teams(self) -> None:
        rows = list(self._each("teams.csv"))
        team_of: dict[str, str] = {}
        for row in rows:
            row.text("team")
            if team_of.setdefault(_folded(row.text("alias")), row["team"]) != row["team"]:
                row.fault(
                    "alias",
                    row["alias"],
                    f"an alias of one team only; it is already one of {team_of[_folded(row['alias'])]}",
                )
        self.teams = pd.DataFrame([row.cells for row in rows], columns=list(FILES["teams.csv"]))

    def _read_codes(self) -> None:
        self.codes: dict[tuple[str, str, str], str] = {}
        for row in self._each("codes.csv"):
            key = row["table"], row.text("column"), row.text("text")
            if self.codes.setdefault(key, row.text("code")) != row["code"]:
                row.fault("text", row["text"], f"a text that means one code; further up it means {self.codes[key]}")

    def _read_pseudo_workers(self) -> None:
        names = [row.text("name") for row in self._each("pseudo_workers.csv")]
        self.pseudo_workers: frozenset[str] = frozenset(map(_folded, [*names, *self.teams["team"], *self.teams["alias"]]))

    @property
    def relative_to(self) -> frozenset[str]:
        """The published indicators that targets are set beside."""
        return frozenset(key for of_teams in self._targets.values() for found in of_teams.values() for _, _, key in found if key)

    @property
    def populations(self) -> dict[str, dict[int, int]]:
        """Area -> mid-year -> children aged 0 to 17, as the newest release has it."""
        return self._populations

    def with_brought(self, brought) -> Reference:
        """The same files, with what files of published figures add: an object with what `metrics.published.Brought` has."""
        return Reference(self._files, brought, self._usual)

    def _read_settings(self) -> None:
        self.settings: dict[str, float] = {}
        self.settings_in_words: dict[str, str] = {}
        self.contact, seen = "", set()
        for row in self._each("settings.csv"):
            name = row.text("setting")
            if name in seen:
                row.fault("setting", name, "a setting that is given once; it is given further up too")
            seen.add(name)
            if name == CONTACT:
                self.contact = row["value"]
            else:
                self._set(name, row)
        for row in _rows(self._usual, FILES["settings.csv"]):
            if row["setting"] not in seen and row["setting"] != CONTACT:
                self._set(row["setting"], row, ", as is usual: settings.csv of this authority does not say")

    def _set(self, name: str, row: _Row, remark: str = "") -> None:
        self.settings[name] = row.number("value")
        unit = row.text("unit").removesuffix("s") if self.settings[name] == 1 else row.text("unit")
        self.settings_in_words[name] = f"{row.text('title')}: {self.settings[name]:g} {unit}{remark}"

    def _read_bank_holidays(self) -> None:
        self.bank_holidays: tuple[dt.date, ...] = tuple(row.day("on").date() for row in self._each("bank_holidays.csv"))

    def _read_targets(self) -> None:
        # By indicator, by team: where it is written, the target, and the published indicator it is relative to ("" for none).
        self._targets: dict[str, dict[str, list[tuple[str, Target, str]]]] = {}
        for row in self._each("targets.csv"):
            relative = row.one_of("basis", BASES, f"one of {', '.join(BASES)}") != "fixed"
            row.one_of("direction", DIRECTIONS, f"one of {', '.join(DIRECTIONS)}")
            upper = None
            if relative:
                wanted = f"with basis {row['basis']}, an indicator of published_indicators.csv"
                row.one_of("target", self._published_indicators, wanted)
                if row["direction"] == "between":
                    row.fault("direction", "between", "above or below, beside others' figures")
                value = math.nan
            elif row["direction"] == "between":
                ends = [float(end) for end in re.findall(r"[\d.]+", row["target"])]
                if len(ends) != 2 or ends[0] > ends[1]:
                    row.fault("target", row["target"], "a range such as 16 to 18")
                value, upper = ends
            else:
                value = row.number("target")
            target = Target(
                indicator=row.text("indicator"),
                value=value,
                upper=upper,
                direction=row["direction"],
                tolerance=row.number("tolerance", optional=True) or 0.0,
                team=row["team"],
                from_on=row.day("from", optional=True),
                to_on=row.day("to", optional=True),
                basis=row["basis"],
                source=row.text("source"),
            )
            if target.from_on and target.to_on and target.to_on < target.from_on:
                row.fault("to", row["to"], "a day on or after 'from'")
            self._add_target(row, target, row["target"] if relative else "")

    def _add_target(self, row: _Row, target: Target, relative_to: str = "") -> None:
        others = self._targets.setdefault(target.indicator, {}).setdefault(_folded(target.team), [])
        for where, other, _ in others:
            if _overlap(target, other):
                row.fault("indicator", row["indicator"], f"no two targets of one indicator and team on one day; see {where}")
        others.append((f"{row.path.name}, row {row.number_in_file}", target, relative_to))

    def _read_trajectories(self) -> None:
        self._trajectories: dict[tuple[str, str], list[Trajectory]] = {}
        for row in self._each("trajectories.csv"):
            row.one_of("direction", ("or more", "or fewer", "or less", "above", "below"), "or more, or fewer, or less, above, below")
            try:
                year = period(row["year"])
            except ValueError:
                year = None
            if year is None or year.grain != "year":
                row.fault("year", row["year"], "a financial year such as 2024-25")
            aims = [(q, row.number(f"q{q}", optional=True)) for q in (1, 2, 3, 4)]
            if all(value is None for _, value in aims):
                row.fault("q1", "", "what at least one quarter's end should see")
            quarters = {q: Period(year.first_month + 3 * (q - 1), "quarter") for q, _ in aims}
            steps = tuple((quarters[q].start, quarters[q].end, value) for q, value in aims if value is not None)
            found = Trajectory(
                row.text("indicator"), row["team"], row.number("baseline", optional=True), row.day("baseline_on", optional=True),
                row["direction"], steps, row.text("source"),
            )  # fmt: skip
            self._trajectories.setdefault((found.indicator, _folded(found.team)), []).append(found)
            for from_on, to_on, value in steps:
                self._add_target(
                    row,
                    Target(
                        indicator=found.indicator, value=value, direction=found.direction, team=found.team, from_on=from_on, to_on=to_on,
                        tolerance=row.number("tolerance", optional=True) or 0.0, source=found.source,
                    ),
                )  # fmt: skip

    def _read_rebasings(self) -> None:
        self._rebasings: dict[tuple[str, str], list[Rebasing]] = {}
        for row in self._each("rebasing.csv"):
            found = Rebasing(row.text("indicator"), row["team"], row.day("from"), row.text("reason"), row.day("noted_on", optional=True))
            others = self._rebasings.setdefault((found.indicator, _folded(found.team)), [])
            if any(other.from_on == found.from_on for other in others):
                row.fault("from", row["from"], "a day that this indicator and team are rebased on once only")
            others.append(found)
            others.sort(key=lambda r: r.from_on)


def _once_each(name: str) -> list[str]:
    """The columns that no two rows of a file of figures share: an earlier figure is one of a release."""
    return ["indicator", "year", "area", *(["release"] if name == "published_earlier.csv" else [])]


def _overlap(one: Target, other: Target) -> bool:
    starts = [t.from_on for t in (one, other) if t.from_on is not None]
    ends = [t.to_on for t in (one, other) if t.to_on is not None]
    return not starts or not ends or max(starts) <= min(ends)


def _folded(name: str) -> str:
    """Names are compared without regard to case and spacing."""
    return " ".join(name.split()).casefold()


# Rows of a small CSV file, with their faults addressed


class _Row:
    """One row of a file; what is asked of it is checked, and a fault says where it is."""

    def __init__(self, path: Path, number_in_file: int, cells: dict[str, str]):
        self.path, self.number_in_file, self.cells = path, number_in_file, cells

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def fault(self, column: str, found: str, expected: str):
        raise BadReference(f"{self.path}, row {self.number_in_file}: {column} is {found!r}. Expected {expected}.")

    def text(self, column: str) -> str:
        return self[column] or self.fault(column, "", "not a blank")

    def one_of(self, column: str, allowed, expected: str) -> str:
        return self[column] if self[column] in allowed else self.fault(column, self[column], expected)

    def number(self, column: str, optional: bool = False) -> float | None:
        return self._read(column, float, "a number", optional)

    def whole(self, column: str) -> int:
        return self._read(column, int, "a whole number", False)

    def day(self, column: str, optional: bool = False) -> pd.Timestamp | None:
        return self._read(column, _day, "a day, such as 2024-03-31 or 31/03/2024", optional)

    def _read(self, column: str, read: Callable, expected: str, optional: bool):
        if optional and not self[column]:
            return None
        try:
            value = read(self[column])
        except ValueError:
            self.fault(column, self[column], expected)
        return (
            self.fault(column, self[column], expected)
            if isinstance(value, float) and not math.isfinite(value)
            else value
        )


def _day(text: str) -> pd.Timestamp:
    for layout in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return pd.Timestamp(dt.datetime.strptime(text, layout))
        except ValueError:
            pass
    raise ValueError(text)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[_Row]:
    """The rows of a file, trimmed; blank ones are passed over. Numbered as a spreadsheet numbers them."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadReference(f"{path}: not UTF-8. Save it as 'CSV UTF-8 (comma delimited)'.") from None
    records = csv.reader(io.StringIO(text, newline=""))
    header = [cell.strip() for cell in next(records, [])]
    if sorted(header) != sorted(columns):
        raise BadReference(_wrong_columns(path, columns, header))
    for number, record in enumerate(records, start=2):
        cells = [cell.strip() for cell in record]
        if not any(cells):
            continue
        if len(cells) != len(header):
            raise BadReference(
                f"{path}, row {number}: {len(cells)} cells. Expected {len(header)}: {', '.join(header)}."
            )
        yield _Row(path, number, dict(zip(header, cells, strict=True)))


def _wrong_columns(path: Path, expected, found) -> str:
    return f"{path}, row 1: the headings are {', '.join(map(str, found)) or 'missing'}. Expected {', '.join(expected)}."
