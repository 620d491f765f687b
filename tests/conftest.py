"""Tests run side by side in several processes: each begins with an equal share of the list, and takes from the end of another's when it is done."""


def pytest_collection_modifyitems(items):
    """What costs most to set up stands first in a share of two, so that it is set up once: what opens pages, and what writes and loads extracts."""
    pages = sorted((item for item in items if "dashboard" in item.path.parts), key=lambda item: item.path.stem not in ("test_whole", "test_journeys"))
    extracts = [item for item in items if "synthetic" in item.path.parts]
    rest = [item for item in items if not {"dashboard", "synthetic"} & set(item.path.parts)]
    rest.sort(key=lambda item: item.path.stem not in ("test_every_indicator", "test_every_worklist", "test_app"))
    half = max(0, len(items) // 2 - len(pages))
    cheap = len(rest) - half
    items[:] = [*pages, *rest[cheap:], *extracts, *rest[:cheap]]
