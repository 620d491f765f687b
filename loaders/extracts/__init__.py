"""One module per kind of extract, each with an `EXTRACT`. A module dropped here is live.

Headings and codes that several extracts share are in loaders/extracts/shared.py.
"""

import importlib
import pkgutil
from functools import cache
from types import MappingProxyType

from loaders.schema import Extract


@cache
def extracts() -> MappingProxyType[str, Extract]:
    """Every kind of extract, by the table it loads into, in the order of their file names."""
    found: dict[str, Extract] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name in ("shared",):
            continue
        extract = getattr(importlib.import_module(f"{__name__}.{module.name}"), "EXTRACT", None)
        if not isinstance(extract, Extract):
            raise ImportError(f"loaders/extracts/{module.name}.py has no EXTRACT. Every file there describes one kind of extract.")
        if extract.table != module.name:
            raise ImportError(f"loaders/extracts/{module.name}.py describes {extract.table!r}. File and table have one name.")
        found[extract.table] = extract
    return MappingProxyType(found)
