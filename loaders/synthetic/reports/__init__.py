"""One module per kind of extract, each with a `REPORT`. A module dropped here is written too."""

import importlib
import pkgutil
from functools import cache

from loaders.synthetic.report import Report


@cache
def reports() -> dict[str, Report]:
    """Every report, by the table it loads into."""
    found = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        report = getattr(importlib.import_module(f"{__name__}.{module.name}"), "REPORT", None)
        if not isinstance(report, Report) or report.table != module.name:
            raise ImportError(
                f"loaders/synthetic/reports/{module.name}.py has no REPORT for the table"
                f" {module.name}. Every file there describes one."
            )
        found[report.table] = report
    return found
