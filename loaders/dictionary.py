"""The data dictionary: what can be loaded, and the headings and codes it is known by."""

from __future__ import annotations

from functools import cache

from loaders.published import every_kind


@cache
def dictionary() -> dict[str, dict]:
    """table -> what a row is, its key, and of each column its type, whether a file must have it, the headings it may have (the first is the
    one that messages use) and its codes."""
    return {
        table: {
            "row_is": extract.row_is,
            "key": list(extract.key),
            "columns": {
                name: {"type": c.type, "required": c.required, "headings": list(c.headings), **({"codes": sorted(filter(None, c.codes))} if c.codes else {})}
                for name, c in extract.columns.items()
            },
        }
        for table, extract in every_kind().items()
    }
