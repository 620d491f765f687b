"""One module per check of data quality, each with a function of the same name under `@check`. A module dropped here is live.

The words it is written in, and what it is handed, are in loaders/checks/shared.py.
"""

import importlib
import pkgutil
from functools import cache
from types import MappingProxyType

from loaders.checks.shared import Check


@cache
def checks() -> MappingProxyType[str, Check]:
    """Every check by its id, which is the name of its file, in the order of their titles."""
    found: list[Check] = []
    for module in pkgutil.iter_modules(__path__):
        if module.name in ("shared",):
            continue
        one = getattr(importlib.import_module(f"{__name__}.{module.name}"), module.name, None)
        if not isinstance(one, Check):
            raise ImportError(f"loaders/checks/{module.name}.py has no check called {module.name}. Every file there is one check: a function of its name.")
        found.append(one)
    return MappingProxyType({one.id: one for one in sorted(found, key=lambda one: one.title)})
