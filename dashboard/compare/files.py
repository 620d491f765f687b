"""The page of comparisons as files: every published indicator, every authority of one, its lines by year. Published already, so for outside too."""

import pandas as pd
from flask import abort, request

from dashboard.compare.asked import Asked
from dashboard.compare.images import IMAGES
from dashboard.view import View
from metrics.comparison import SYMBOLS
from metrics.differences import ENGLAND, NEIGHBOURS, YEAR_AGO


def register(server, attached):
    """`attached(frame, name, ending, title)` makes a file of a frame."""

    @server.get("/download/compare/<kind>.<ending>")
    def compare_file(kind, ending):
        snapshot = server.config["SOURCE"].snapshot()
        asked = Asked(View.read(snapshot, request.path, request.args.to_dict()), snapshot)
        make = {"csv": FRAMES, "xlsx": FRAMES, "svg": IMAGES}.get(ending, {}).get(kind)
        if make is None or asked.unknown or (kind != "all") != bool(asked.key) or (asked.key and asked.day(asked.key) is None):
            abort(404)  # never the figures of one year, or of one thing, under the name of another
        content = make(asked)
        if content is None:
            abort(404)
        name = "-".join(filter(None, ["compare", asked.key, kind, str(asked.year or ""), asked.view.asked("part") if ending == "svg" else ""]))
        return attached(content, name, ending, asked.of_key[asked.key].about.label if asked.key else "Every published indicator")


def everything(asked):
    """A row for each published indicator: where the authority stands."""
    rows = []
    for key in asked.of_key:
        at = asked.among(key)
        if at is None:
            continue
        now, about, lower_upper = at.now, at.published.about, at.interval or (None, None)
        place = now.place
        rows.append(
            {
                "theme": asked.theme(key), "indicator": key, "label": about.label, "unit": about.unit, "better": about.better or "", "period_end": now.period_end,
                "area": now.area, "value": now.own.value, "lower": lower_upper[0], "upper": lower_upper[1], "reason": now.own.reason,
                "rank": place and place.rank, "of": place and place.of, "quartile": place and place.quartile,
                "england": now.england.value, "region": asked.region, "region_value": asked.of_region(key, now.period_end), "neighbours_model": asked.model,
                "neighbours_mean": now.neighbour_mean.value, "neighbours_median": now.neighbour_median.value, "n_reporting": now.n_reporting, "n_neighbours": now.n_neighbours,
                "against_england": at.verdict(ENGLAND) or "", "against_neighbours": at.verdict(NEIGHBOURS) or "",
                "value_year_before": at.before and at.before.own.value, "rank_year_before": at.before and at.before.rank, "against_year_before": at.verdict(YEAR_AGO) or "",
                "release": releases(asked, key, now.area).get(now.period_end, ""),
            }
        )  # fmt: skip
    return in_numbers(rows)


def authorities(asked):
    """Every authority's figure of the day shown, in order, with its interval and the sets of neighbours it is in."""
    about, day = asked.of_key[asked.key].about, asked.day(asked.key)
    sets = {model: set(asked.reference.neighbours(asked.snapshot.authority.code, model)) for model in asked.reference.neighbour_models}
    rows = [
        {
            "indicator": about.indicator, "period_end": day, "area": each.area, "name": each.name, "region": asked.reference.area(each.area).region_code,
            "value": each.value, "numerator": each.numerator, "denominator": each.denominator, **dict(zip(("lower", "upper"), row.interval or (None, None), strict=True)),
            "rank": row.place and row.place.rank, "of": row.place and row.place.of, "quartile": row.place and row.place.quartile,
            **{f"neighbour_{model}": each.area in of for model, of in sets.items()}, "reason": each.reason, "note": each.note, "release": each.release,
        }
        for row in asked.ranked(asked.key)
        for each in [row.authority]
    ]  # fmt: skip
    return in_numbers(rows)


def years(asked):
    """The lines: the authority, England, the region chosen and each neighbour, by year."""
    of, reference = asked.of_key[asked.key], asked.reference
    own = asked.snapshot.authority.code
    areas = {own: "own", reference.england: "England", asked.region: "region", **dict.fromkeys(reference.neighbours(own, asked.model), f"neighbour, {asked.model} model")}
    frame = reference.published(asked.key)
    frame = frame[frame["area"].isin(list(areas))].assign(indicator=of.about.indicator)
    frame["who"], frame["name"] = frame["area"].astype(object).map(areas), frame["area"].astype(object).map(lambda code: reference.area(code).short_name)
    frame["reason"] = [SYMBOLS.get(symbol, symbol) if value != value else "" for symbol, value in zip(frame["symbol"], frame["value"], strict=True)]
    frame["place"] = frame["area"].astype(object).map(list(areas).index)
    columns = ["indicator", "period_end", "area", "name", "who", "value", "numerator", "denominator", "reason", "note", "release"]
    return frame.sort_values(["place", "period_end"])[columns].reset_index(drop=True)


def places(asked):
    """A row a year: the authority's own value and place, England, the region chosen, and the neighbours' mean and median."""
    release = releases(asked, asked.key, asked.snapshot.authority.code)
    rows = [
        {
            "indicator": asked.key, "period_end": at.period_end, "area": at.area, "value": at.own.value, "reason": at.own.reason, "rank": at.place and at.place.rank,
            "of": at.place and at.place.of, "quartile": at.place and at.place.quartile, "england": at.england.value, "region": asked.region,
            "region_value": asked.of_region(asked.key, at.period_end), "neighbours_model": asked.model, "neighbours_mean": at.neighbour_mean.value,
            "neighbours_median": at.neighbour_median.value, "n_reporting": at.n_reporting, "n_neighbours": at.n_neighbours,
            "release": release.get(at.period_end, ""),
        }
        for at in asked.over_years(asked.key)
    ]  # fmt: skip
    return in_numbers(rows)


def releases(asked, key, area):
    """day -> the release that an area's figure was taken from."""
    rows = asked.reference.published(key)
    rows = rows[rows["area"] == area]
    return dict(zip(rows["period_end"], rows["release"], strict=True))


def neighbours(asked):
    """Every neighbour of every model with its value of the day shown, closest first."""
    day, found = asked.day(asked.key), []
    for model in asked.reference.neighbour_models:
        for place, each in enumerate(asked.comparison(asked.key, day, model).neighbours, start=1):
            found.append({"indicator": asked.key, "period_end": day, "model": model, "closeness": place, "area": each.area, "name": each.name, "value": each.value, "reason": each.reason, "note": each.note, "release": releases(asked, asked.key, each.area).get(day, "")})
    return in_numbers(found)


FRAMES = {"all": everything, "authorities": authorities, "years": years, "places": places, "neighbours": neighbours}


def in_numbers(rows):
    """A frame whose columns of numbers are numbers, also where some are missing."""
    frame = pd.DataFrame(rows)
    for name in ("value", "lower", "upper", "rank", "of", "quartile", "england", "region_value", "neighbours_mean", "neighbours_median", "value_year_before", "rank_year_before"):
        if name in frame:
            frame[name] = pd.to_numeric(frame[name])
    return frame
