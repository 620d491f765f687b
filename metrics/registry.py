"""Every indicator there is: each file in metrics/indicators holds one, and a file dropped there is live."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from metrics.indicator import THEMES, Indicator


@cache
def indicators() -> dict[str, Indicator]:
    """Indicators by id, theme by theme in the order of THEMES."""
    return read_package("metrics.indicators")


def read_package(package: str) -> dict[str, Indicator]:
    """The indicators in a package's modules; ImportError where a file holds none, two, or another's."""
    found = {}
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        found[module.name] = _only_indicator(f"{package}.{module.name}", module.name)
    titles = {}
    for indicator in found.values():
        other = titles.setdefault(indicator.title, indicator)
        if other is not indicator:
            raise ImportError(f"{indicator.id} and {other.id} have one title, {indicator.title!r}. Give each its own.")
    return dict(sorted(found.items(), key=lambda item: (THEMES.index(item[1].theme), item[1].order, item[1].title)))


def _only_indicator(module: str, name: str) -> Indicator:
    here = [value for value in vars(importlib.import_module(module)).values() if isinstance(value, Indicator)]
    if len(here) != 1:
        raise ImportError(f"{module} holds {len(here)} indicators. A file there holds one, of the file's name; delete an empty file.")
    if here[0].id != name:
        raise ImportError(f"{module} declares {here[0].id}. Name the function {name}, as its file, or rename the file.")
    return here[0]
