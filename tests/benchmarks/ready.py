"""When each page stands, on a computer four times slower with 10 Mbit/s: here, and the scorecard as stock Dash, Vizro and Streamlit have it.

From the start of the navigation to the first frame with the last wanted element, by the browser's own clock, for somebody who was never
here (cold) and for somebody who was (warm, with a cache); of our pages also to the first frame in which all of it can be read, before
its scripts have made it live (dashboard/at_once.py). All variants run on this machine, each by its own server, and take turns.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from math import inf
from pathlib import Path
from statistics import median
from urllib.request import urlopen

import pandas as pd

from dashboard.snapshot import Snapshot
from tests.benchmarks.serving import synthetic
from tests.benchmarks.timing import Limit, NotMeasured, Result

ROOT = Path(__file__).resolve().parents[2]
OTHERS = Path(__file__).parent / "others"
PACKAGES = ("vizro", "streamlit", "waitress")
AIM = 2.0  # seconds
SLOWER, MBITS, LATENCY = 4, 10, 40  # times, Mbit/s, ms
MONTHS = 24
PATIENCE = 120  # seconds
OTHERS_ROUNDS = 2
BEFOREHAND = 300  # seconds in which the dashboard works out what it can before it is looked at

#: When all of a page of ours can be read, as it came or live: its last part, every large chart, every picture.
READ = """document.querySelector('footer.foot') && [...document.querySelectorAll('.chart')].every(c => c.querySelector('svg'))
  && [...document.images].every(i => i.complete)"""
#: When it is live as well: every chart by the chart library.
HERE = f"!document.getElementById('at-once') && {READ.replace('svg', '.main-svg')}"
PLOTS = "[...document.querySelectorAll('.js-plotly-plot')].filter(p => p.querySelector('.main-svg .scatterlayer .trace')).length >= {n}"
METRICS = "[...document.querySelectorAll('[data-testid=stMetric]')].filter(m => m.querySelector('canvas, svg.marks')).length >= {n}"

#: Looks once a frame; what is found is drawn with that frame, so its time is taken after it.
WATCH = """(() => {{
  if (window !== top) return;
  const look = (stands, name) => {{ if (stands()) setTimeout(() => {{ window[name] = performance.now() }}); else requestAnimationFrame(() => look(stands, name)) }};
  look(() => {read}, "__read");
  look(() => {ready}, "__ready");
}})()"""


@dataclass(frozen=True)
class Variant:
    name: str
    address: str
    ready: str
    read: str = "true"


def measure(folder: Path, rows: int, repeat: int, others: str | None = None) -> list[Result]:
    """`others`: a Python with Vizro and Streamlit; without it, an environment of its own is made for them."""
    from app import Source

    data = synthetic(folder.parent)
    snapshot = Source(data).snapshot()
    figures = folder / "figures.csv"
    n = write_figures(snapshot, figures)
    with ExitStack() as running:
        here = running.enter_context(serving([sys.executable, "app.py", "--data", str(data.folder), "--port", "{port}"]))
        time.sleep(BEFOREHAND)
        ours = [Variant(name, here + path, HERE, READ) for name, path in pages(snapshot).items()]
        beside, left = [], []
        for name, ready, command in other_scorecards(folder.parent, figures, n, others):
            try:
                address = running.enter_context(serving(command())) if callable(command) else None
                beside.append(Variant(name, address, ready))
            except (OSError, subprocess.SubprocessError, TimeoutError) as fault:
                left.append(NotMeasured(f"The scorecard, {name}", str(fault)[:120]))
        found = visits(ours, beside, repeat)
    return results(ours, beside, found, n) + left


def results(ours: list[Variant], beside: list[Variant], found: dict, n: int) -> list[Result]:
    lines = []
    what = f"Ready, {SLOWER} times slower and {MBITS} Mbit/s"
    for kind in ("cold", "warm"):
        lines += [Limit(f"{what}, {kind}: {one.name}", found[one, kind][1], aim=AIM) for one in ours]
        lines += [Limit(f"To be read, {kind}: {one.name}", found[one, kind][0], aim=AIM) for one in ours]
    for one in beside:
        for kind in ("cold", "warm"):
            lines.append(Result(f"{what}, {kind}: the scorecard of {n} indicators", found[ours[0], kind][1], found[one, kind][1], one.name))
    return lines


def pages(snapshot: Snapshot) -> dict[str, str]:
    """Every page, and the views of one that draw the most; the scorecard first."""
    team = snapshot.teams[0].replace(" ", "+")
    return {
        "scorecard": "/", "what changed": "/changes", "compare": "/compare", "every team": "/team", "my team": f"/team?team={team}", "flow": "/flow",
        "heat map": "/heatmap", "heat map, by month": "/heatmap?by=months", "plan": "/plan", "data": "/data", "definitions": "/definitions",
        "accessibility statement": "/accessibility", "indicator": f"/indicator/{next(iter(snapshot.indicators))}",
    }  # fmt: skip


def write_figures(snapshot: Snapshot, path: Path) -> int:
    """The figures that the other scorecards show; how many indicators."""
    rows = []
    for indicator in snapshot.indicators.values():
        months = [figure for figure in snapshot.series(indicator.id) if figure.status == "ok"][-MONTHS:]
        rows += [
            (indicator.id, indicator.title, indicator.theme, figure.period, figure.value, indicator.unit, figure.target or "none", figure.judgement) for figure in months
        ]
    frame = pd.DataFrame(rows, columns=["indicator", "title", "theme", "month", "value", "unit", "target", "judgement"])
    frame.to_csv(path, index=False)
    return frame["indicator"].nunique()


# -- the others ----------------------------------------------------------------------------------------


def other_scorecards(folder: Path, figures: Path, n: int, python: str | None) -> list[tuple[str, str, Callable[[], list[str]]]]:
    """(name, when it stands, a function that gives the command that serves it)."""

    def own(file, *arguments):
        return lambda: [sys.executable, str(OTHERS / file), str(figures), "{port}", *arguments]

    def vizro():
        return [others_python(folder, python), str(OTHERS / "vizro_cards.py"), str(figures), "{port}"]

    def streamlit():
        options = "--server.address 127.0.0.1 --server.headless true --browser.gatherUsageStats false --server.port {port}".split()
        return [others_python(folder, python), "-m", "streamlit", "run", str(OTHERS / "streamlit_cards.py"), *options, "--", str(figures)]

    return [
        ("stock dcc.Graph cards", PLOTS.format(n=n), own("dash_cards.py")),
        ("stock dcc.Graph cards, compressed", PLOTS.format(n=n), own("dash_cards.py", "compressed")),
        ("Vizro", PLOTS.format(n=n), vizro),
        ("Streamlit", METRICS.format(n=n), streamlit),
    ]


def others_python(folder: Path, python: str | None) -> str:
    """A Python that has Vizro and Streamlit, which nothing else here needs: the one given, or one made in a folder kept from run to run."""
    if python:
        return python
    made = folder / "mtm-benchmarks" / "others"
    own = made / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not own.exists():
        subprocess.run([sys.executable, "-m", "venv", str(made)], check=True)
    if subprocess.run([own, "-c", "import vizro, streamlit, waitress"], capture_output=True).returncode:
        subprocess.run([own, "-m", "pip", "install", "-q", *PACKAGES], check=True)
    return str(own)


@contextmanager
def serving(command: list[str]):
    """A server in a process of its own while it is wanted; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([part.format(port=port) for part in command], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def wait_for(address: str, process: subprocess.Popen) -> None:
    for _ in range(PATIENCE * 5):
        if process.poll() is not None:
            raise OSError(f"its server ended with {process.returncode}")
        try:
            with urlopen(address, timeout=10):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("its server did not answer")


# -- the browser ---------------------------------------------------------------------------------------


def visits(ours: list[Variant], others: list[Variant], repeat: int) -> dict[tuple[Variant, str], tuple[float, float]]:
    """(variant, cold or warm) -> seconds until it can be read and until it stands, each the median of visits in turn; the others, which take long, in the first two rounds. Infinite: given up."""
    from playwright.sync_api import sync_playwright

    taken = defaultdict(list)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for n in range(repeat):
            for one in [*ours, *(others if n < OTHERS_ROUNDS else ())]:
                context = browser.new_context(viewport={"width": 1440, "height": 900})
                page = context.new_page()
                slow_down(context.new_cdp_session(page), one)
                for kind in ("cold", "warm"):
                    taken[one, kind].append(visit(page, one.address))
                context.close()
        browser.close()
    return {key: tuple(map(median, zip(*seconds, strict=True))) for key, seconds in taken.items()}


def slow_down(wire, one: Variant) -> None:
    speed = MBITS * 1e6 / 8
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY, "downloadThroughput": speed, "uploadThroughput": speed})
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    wire.send("Page.enable")
    wire.send("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH.format(read=one.read, ready=one.ready)})


def visit(page, address: str) -> tuple[float, float]:
    """Seconds until the page can be read and until it stands; it is left again at once."""
    from playwright.sync_api import TimeoutError as GivenUp

    try:
        page.goto(address, wait_until="commit", timeout=PATIENCE * 1000)
    except GivenUp:
        return inf, inf
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        read, ready = page.evaluate("[window.__read || 0, window.__ready || 0]")
        if ready:
            page.goto("about:blank")
            return read / 1000, ready / 1000
        page.wait_for_timeout(200)
    return inf, inf
