"""What was measured beside what, in one run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Result:
    """A line of the table: the same work done here and in another way. `aim` is the ratio not to pass."""

    what: str
    here: float
    beside: float | None = None
    beside_what: str = ""
    aim: float | None = None
    unit: str = "s"

    @property
    def ratio(self) -> float | None:
        return None if self.beside is None else self.here / self.beside

    @property
    def is_met(self) -> bool | None:
        return None if self.aim is None else self.ratio <= self.aim


@dataclass(frozen=True)
class Limit(Result):
    """A line whose aim is an amount, not a ratio."""

    @property
    def is_met(self) -> bool:
        return self.here <= self.aim


@dataclass(frozen=True)
class NotMeasured:
    """A line that says what could not be measured, and why."""

    what: str
    why: str
    is_met = None


def medians(repeat: int, *works: Callable[[], object]) -> list[float]:
    """The median seconds of each piece of work, done in turn so that a slow moment of the machine meets them all."""
    seconds: list[list[float]] = [[] for _ in works]
    for _ in range(repeat):
        for taken, work in zip(seconds, works, strict=True):
            start = perf_counter()
            work()
            taken.append(perf_counter() - start)
    return [median(taken) for taken in seconds]


def markdown(results: list[Result]) -> str:
    """The results as a table for the README."""
    lines = ["| what | here | set beside | ratio | aim | |", "| --- | ---: | --- | ---: | ---: | --- |"]
    for result in results:
        if isinstance(result, NotMeasured):
            lines.append(f"| {result.what} | not measured | {result.why} |  |  |  |")
            continue
        beside = "" if result.beside is None else f"{amount(result.beside, result.unit)}, {result.beside_what}"
        ratio = "" if result.ratio is None else f"{result.ratio:.2f}"
        if result.aim is None:
            aim, verdict = "", ""
        else:
            aim = amount(result.aim, result.unit).replace(".00 s", " s") if isinstance(result, Limit) else f"{result.aim:.2f}"
            verdict = "met" if result.is_met else "**not met**"
        lines.append(f"| {result.what} | {amount(result.here, result.unit)} | {beside} | {ratio} | {aim} | {verdict} |")
    return "\n".join(lines)


def amount(number: float, unit: str) -> str:
    if number == inf:
        return "given up"
    if unit == "s":
        return f"{number:.2f} s" if number >= 0.2 else f"{number * 1000:.1f} ms"
    return f"{number / 1000:,.0f} kB" if number < 1_000_000 else f"{number / 1_000_000:.2f} MB"
