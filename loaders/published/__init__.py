"""One module per kind of published file, each with a `PUBLISHED`. A module dropped here is live.

Published figures are no child data: they have a store of their own (app.py), and no check of quality and no indicator reads them.
"""

import importlib
import pkgutil
from functools import cache
from types import MappingProxyType

from loaders.extracts import extracts
from loaders.publication import Published
from loaders.schema import Extract

BESIDES = ("form", "figures")  # what is here and describes no file


@cache
def published() -> MappingProxyType[str, Published]:
    """Every kind of published file, by the table it loads into."""
    found: dict[str, Published] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name in BESIDES:
            continue
        one = getattr(importlib.import_module(f"{__name__}.{module.name}"), "PUBLISHED", None)
        if not isinstance(one, Published):
            raise ImportError(f"loaders/published/{module.name}.py has no PUBLISHED. Every file there describes one kind of published file.")
        if one.table != module.name:
            raise ImportError(f"loaders/published/{module.name}.py describes {one.table!r}. File and table have one name.")
        found[one.table] = one
    if both := found.keys() & extracts().keys():
        raise ImportError(f"{sorted(both)}: described in loaders/extracts and in loaders/published.")
    return MappingProxyType(found)


@cache
def every_kind() -> MappingProxyType[str, Extract]:
    """Every kind of file that can be loaded, extracts and published files, by table."""
    return MappingProxyType({**extracts(), **published()})
