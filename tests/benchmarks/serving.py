"""Server time of every page and of the usual choices on it, with a million rows loaded."""

from __future__ import annotations

import gc
import json
import shutil
from collections.abc import Callable, Iterator
from itertools import cycle, zip_longest
from math import ceil
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import parse_qsl, urlencode

import dash
import pandas as pd

from app import Data, Source
from dashboard import ahead, by_kind, create_app
from dashboard.snapshot import Snapshot
from dashboard.view import View
from metrics.worklist import worklists
from tests.benchmarks.timing import Limit, Result

AIM = 0.030  # seconds at the median
TIMES = 8  # addresses of each page for every repetition, no two alike while there are so many


def measure(folder: Path, rows: int, repeat: int) -> list[Result]:
    """The median of what the server does from being asked by the browser until it has its answer, compressed, for each page."""
    source = Source(many(synthetic(folder.parent), rows))
    app, snapshot = create_app(source), source.snapshot()
    ahead.prepare(source)
    n = sum(len(frame) for frame in source._data.store.snapshot().frames.values())
    found = results(app, snapshot, TIMES * repeat, f"{n:,} rows loaded: server time of a choice")
    gc.unfreeze()  # so that all of it goes when this ends
    return found


def results(app: dash.Dash, snapshot: Snapshot, times: int, what: str) -> list[Result]:
    ask = asking(app)
    found = []
    for page, addresses in pages(snapshot).items():
        seconds = [took(ask, *address) for _, address in zip(range(times), cycle(list(addresses)), strict=False)]
        found.append(Limit(f"{what}, {page}", median(seconds), aim=AIM))
    fill = filling(app)
    seconds = [took(fill, view) for _, view in zip(range(times), awaiting(app, snapshot), strict=False)]
    if seconds:  # the page stands meanwhile: no choice waits for it
        found.append(Result(f"{what}, what changed, kinds of case by a second answer", median(seconds)))
    return found


def took(ask, *asked) -> float:
    start = perf_counter()
    ask(*asked)
    return perf_counter() - start


# -- what is asked -------------------------------------------------------------------------------------


def pages(snapshot: Snapshot) -> dict[str, Iterator[tuple[str, str]]]:
    """page -> addresses that lead to it, by its own choices and those of every page, each another view than the one before."""
    periods = [period.label for grain in ("quarter", "month", "year") for period in reversed(snapshot.periods[grain]) if period.complete]
    teams, ids, quarters = list(snapshot.teams), list(snapshot.indicators), periods[:8]

    def of(path, *choices):
        return [(path, f"?{urlencode(choice)}" if choice else "") for choice in choices]

    by_period = [{"period": period} for period in periods]
    by_team = [{"team": team} for team in teams]
    both = [{"team": team, "period": period} for period in quarters[1:] for team in teams]
    chosen = list(in_turn(by_period, by_team, both))
    lists = [{"team": team, "list": one} for one in worklists() for team in teams]
    its_own = lambda name, values: [{name: value, "period": period} for period in quarters for value in values]  # noqa: E731
    orders = [f"{sign}{order}" for order in ("name", "judgement", "change", "real", "place") for sign in ("", "-")]
    each = [f"/indicator/{one}" for one in ids]
    elsewhere = list(zip(cycle(each), in_turn(both, by_period), strict=False))  # of the figures that a bare link shows, more is made ready
    return {
        "scorecard": of("/", *chosen),
        "scorecard, ordered or narrowed": of("/", *in_turn(its_own("sort", orders), its_own("judgement", ["not met", "near", "met"]), its_own("theme", list(snapshot.themes)))),
        "what changed": of("/changes", *chosen),
        "compare": of("/compare", {}, *its_own("compare", ["region", "england", "neighbours-2021"])),
        "compare, one indicator": of("/compare", *({"indicator": key} for key in published(snapshot))),
        "my team": of("/team", *in_turn(by_team, both)),
        "my team, a worklist": of("/team", *lists),
        "flow": of("/flow", *chosen),
        "heat map": of("/heatmap", *in_turn(by_period, its_own("colour", ["signal"]))),
        "heat map, by month": of("/heatmap", *({"by": "months"} | choice for choice in in_turn(by_team, both))),
        "plan": of("/plan", *by_period),
        "data": of("/data", {}, {"view": "tables"}, {"view": "quality"}, {"view": "codes"}),
        "definitions": of("/definitions", {}, *({"theme": theme} for theme in snapshot.themes)),
        "indicator": list(in_turn([(path, "") for path in each], [(each[0], search) for _, search in of("", *chosen)])),
        "indicator, teams": [(path, "?view=teams") for path in each],
        "indicator, kinds of case": [(path, "?view=kinds") for path in each],
        "indicator, kinds of case, other teams and times": [(path, f"?{urlencode({'view': 'kinds', 'by': 'sex', **choice})}") for path, choice in elsewhere],
        "indicator, rows": [(path, "?view=rows") for path in each],
        "indicator, rows, other teams and times": [(path, f"?{urlencode({'view': 'rows', **choice})}") for path, choice in elsewhere],
    }  # fmt: skip


def published(snapshot: Snapshot) -> list[str]:
    return list(dict.fromkeys(one.compares_with for one in snapshot.indicators.values() if one.compares_with))


def in_turn(*lists):
    return (each for row in zip_longest(*lists) for each in row if each is not None)


def awaiting(app: dash.Dash, snapshot: Snapshot) -> Iterator[View]:
    """Each view of what changed that shows at once what was not prepared, and has the kinds of case filled in."""
    for path, search in pages(snapshot)["what changed"]:
        view = View.read(snapshot, path, dict(parse_qsl(search.removeprefix("?"))))
        with app.server.app_context():
            said = by_kind.told(view, snapshot)
        if any(each.is_awaited for each in said.sentences):
            yield view


def filling(app: dash.Dash) -> Callable:
    """A function of such a view that asks for what is filled in, as a browser does; its answer."""
    client, callback = asked_of(app, '{"changes-said":["MATCH"]}')

    def fill(view):
        id_ = {"changes-asked": by_kind.whose(view)}
        body = {
            "output": callback["output"],
            "outputs": [{"id": {name: by_kind.whose(view)}, "property": what} for name, what in (("changes", "content"), ("changes-said", "children"))],
            "inputs": [{"id": id_, "property": "data", "value": by_kind.asked(view)}],
            "changedPropIds": [f"{json.dumps(id_, separators=(',', ':'))}.data"],
        }
        return answered(client.post("/_dash-update-component", json=body, headers={"Accept-Encoding": "br, gzip"}), view)

    return fill


def asked_of(app: dash.Dash, component: str) -> tuple:
    """A client that has come to the app, and the callback that fills this component."""
    client = app.server.test_client()
    client.get("/")  # the pages' own callbacks are there from the first request on
    known = client.get("/_dash-dependencies").get_json()
    callback = next(each for each in known if f"{component}.children" in each["output"])
    return client, callback


def answered(answer, asked):
    if answer.status_code != 200:
        raise AssertionError(f"{answer.status} for {asked}")
    return answer


def asking(app: dash.Dash, component: str = "_pages_content") -> Callable:
    """A function of a path and a query that asks an app for what fills this component, as a browser does; its answer."""
    client, callback = asked_of(app, component)
    output = callback["output"]
    outputs = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in output.strip(".").split("...")]

    def ask(path, search):
        at = {"pathname": path, "search": search}
        body = {
            "output": output,
            "outputs": outputs if output.startswith("..") else outputs[0],
            "inputs": [given | {"value": at[given["property"]]} for given in callback["inputs"]],
            "changedPropIds": [f"{given['id']}.{given['property']}" for given in callback["inputs"]],
        }
        return answered(client.post("/_dash-update-component", json=body, headers={"Accept-Encoding": "br, gzip"}), f"{path}{search}")

    return ask


# -- the data ------------------------------------------------------------------------------------------


def synthetic(folder: Path) -> Data:
    """The synthetic authority, made in a folder that is kept from run to run; figures as today's code has them."""
    data = Data(folder / "mtm-benchmarks" / "synthetic")
    data.refresh()
    data.make_ready()
    return data


def many(one: Data, rows: int) -> Data:
    """An authority with at least so many rows: the same cases over again, of other children and workers. Its tables are written as they would be published."""
    frames = one.store.snapshot().frames
    copies = ceil(rows / sum(len(frame) for frame in frames.values()))
    folder = one.folder.parent / f"copies-{copies}"
    made, store = Data(folder), one.store.folder
    target = folder / store.relative_to(one.folder)
    if not (target / "manifest.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        (target / "snapshots" / "copies").mkdir(parents=True)
        manifest = json.loads((store / "manifest.json").read_text("utf-8"))
        for table, frame in frames.items():
            path = f"snapshots/copies/{table}.parquet"
            over = pd.concat([frame, *(another(frame, n) for n in range(2, copies + 1))], ignore_index=True)
            over.astype(dict.fromkeys(own(frame), "category")).to_parquet(target / path)
            manifest["tables"][table] |= {"path": path, "n_rows": len(over)}
        for name in ("reference", "loads"):
            shutil.copytree(store / name, target / name)
        (target / "manifest.json").write_text(json.dumps(manifest | {"derived": {}, "derived_from": None}), "utf-8")
    made.refresh()
    made._up_to_date(made.store)
    return made


def another(frame: pd.DataFrame, n: int) -> pd.DataFrame:
    """The rows again, with ids and names of workers that no other copy has."""
    return frame.assign(**{name: frame[name].astype("category").cat.rename_categories(lambda text: f"{text}-{n}") for name in own(frame)})  # noqa: B023


def own(frame: pd.DataFrame) -> list[str]:
    return [name for name in frame if name.endswith("_id") or name == "worker"]
